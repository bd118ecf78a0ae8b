"""Issue 9, right to left: the cases through the installed command, by where the words stand in each format."""

from __future__ import annotations

import io
from pathlib import Path
from typing import TYPE_CHECKING

import pypdf
import pytest
from bs4 import BeautifulSoup
from commands import run
from docx import Document

if TYPE_CHECKING:
    from collections.abc import Iterator

CASES = Path(__file__).parent.parent / "data" / "cases"
LTR, RTL = "\u200e", "\u200f"


def exported(folder: Path, case: str, form: str) -> bytes:
    done = run(folder, "export", form, CASES / case, "-o", f"out.{form}")
    assert done.code == 0, done.err
    return (folder / f"out.{form}").read_bytes()


def places(content: bytes) -> dict[str, tuple[float, float]]:
    """Return how far from the left and from the bottom each piece of text begins on the first page of a PDF."""
    found: dict[str, tuple[float, float]] = {}

    def visit(text: str, current: list[float], matrix: list[float], *_: object) -> None:
        place = matrix[4] * current[0] + current[4], matrix[5] * current[3] + current[5]
        found.setdefault(text.strip(), place)

    pypdf.PdfReader(io.BytesIO(content)).pages[0].extract_text(visitor_text=visit)
    return found


def lines(content: bytes) -> Iterator[str]:
    yield from (each.text for each in Document(io.BytesIO(content)).paragraphs)


def test_signs_stay_with_their_word_in_hebrew(tmp_path: Path) -> None:
    page = places(exported(tmp_path, "cpp-in-hebrew.yaml", "pdf"))
    assert {"C++", "C#", "F#", "Java", "Go"} <= page.keys()
    assert page["Java"][0] > page["C++"][0] > page["C#"][0] > page["F#"][0]
    html = BeautifulSoup(exported(tmp_path, "cpp-in-hebrew.yaml", "html"), "html.parser")
    apart = [span.get_text() for span in html.select('span[dir="ltr"]')]
    assert apart == ["Java", "C++", "C#", "F#", "C++", "Go", "Acme Ltd."]
    for form in ("text", "markdown", "docx"):
        content = exported(tmp_path, "cpp-in-hebrew.yaml", form)
        found = "\n".join(lines(content)) if form == "docx" else content.decode()
        assert f"C++{LTR}, לשפת" in found
        assert f"Acme Ltd.{LTR}{RTL}" in found


def test_a_range_begins_at_the_right_in_hebrew(tmp_path: Path) -> None:
    page = places(exported(tmp_path, "cpp-in-hebrew.yaml", "pdf"))
    assert page["2015"][0] > page["02/2019"][0]
    assert page["03/2019"][0] > page["היום"][0]
    # In Word and the text formats the mark behind the name keeps the numbers from going on in its direction.
    line = next(each for each in lines(exported(tmp_path, "cpp-in-hebrew.yaml", "docx")) if "Acme" in each)
    assert line.replace("\xa0", " ") == f"{RTL}Acme Ltd.{LTR}{RTL} · מפתחת\t2015 – 02/2019"


@pytest.mark.parametrize("name", ["شركة الاتصالات السعودية", "חברת החשמל לישראל"])
def test_a_foreign_employer_stands_where_all_others_do(tmp_path: Path, name: str) -> None:
    page = places(exported(tmp_path, "rtl-employer-in-english.yaml", "pdf"))
    left = page["Acme"][0]
    foreign = [place for text, place in page.items() if any("\u0590" < letter < "\u0700" for letter in text)]
    # A position follows its employer.
    assert [start > left + 50 for start, _ in sorted(foreign)] == [False, False, True, True]
    assert [start for start, _ in sorted(foreign)[:2]] == [pytest.approx(left, abs=1)] * 2
    assert page["2008"][0] > left + 300
    html = BeautifulSoup(exported(tmp_path, "rtl-employer-in-english.yaml", "html"), "html.parser")
    title = next(each for each in html.select(".entry-title") if each.get_text() == name)
    assert title.get("dir") is None
    assert (title.span and title.span["dir"]) == "rtl"
    line = next(each for each in lines(exported(tmp_path, "rtl-employer-in-english.yaml", "docx")) if name in each)
    assert line.startswith(f"{LTR}{name}{LTR} · ")
    assert "\t20" in line


def test_a_line_of_the_terminal_is_read_in_the_direction_of_the_document(tmp_path: Path) -> None:
    shown = run(tmp_path, "show", CASES / "cpp-in-hebrew.yaml").out.splitlines()
    assert [line[0] for line in shown if "Acme" in line] == [RTL]
    shown = run(tmp_path, "show", CASES / "rtl-employer-in-english.yaml").out.splitlines()
    assert {line[0] for line in shown if any("\u0590" < letter < "\u0700" for letter in line)} == {LTR}
