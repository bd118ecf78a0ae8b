"""Bullets within bullets through the command: two levels in every format, selected, translated and redacted."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pypdf
import pytest
from commands import run
from docx import Document

CASES = Path(__file__).parent.parent / "data" / "cases"
WORDS = ("Led the search rewrite", "Cut p99 from 900 ms", "Removed 40k lines", "Hired the team:", "three seniors",
         "two juniors", "Owned")  # fmt: skip
INNER = ("Cut p99", "Removed", "three", "two")
PROFILE = """meta: {languages: [zh, en]}
basics: {name: {zh: 刘硕, en: Stuart Lau}, summary: {en: "Knows:\\n- queues\\n  - Kafka\\n- stores", zh: 甲}}
work:
  - name: Acme
    highlights:
      - text: {zh: 带队, en: Led}
        highlights:
          - {zh: 开源, en: Opened the code, tags: [open]}
          - {zh: 招人, en: Hired Stuart Lau and others}
          - {zh: 只有中文}
sections:
  - {id: teaching, title: Teaching, entries: [{name: Uni, highlights: [Databases, [indexes]]}]}
variants:
  closed: {exclude: [open]}
  anonymous: {redact: [basics.name]}
"""


def exported(folder: Path, profile: str | Path, form: str, *words: str) -> Path:
    target = folder / f"out.{form}"
    done = run(folder, "export", form, profile, "-o", target, *words)
    assert done.code == 0, done.err
    return target


def in_text(folder: Path, *words: str) -> str:
    (folder / "cv.yaml").write_text(PROFILE, "utf-8")
    return exported(folder, "cv.yaml", "text", *words).read_text("utf-8")


@pytest.mark.parametrize(
    ("form", "outer", "inner"), [("text", "• ", "  – "), ("markdown", "- ", "  - "), ("terminal", "• ", "  – ")]
)
def test_texts_indent_the_bullets_within(tmp_path: Path, form: str, outer: str, inner: str) -> None:
    case = CASES / "nested-bullets.yaml"
    if form == "terminal":
        lines = run(tmp_path, "show", case).out.splitlines()
    else:
        lines = exported(tmp_path, case, form).read_text("utf-8").splitlines()
    bullets = [line for line in lines if any(word in line for word in WORDS)]
    assert [line.startswith(inner) for line in bullets] == [any(word in line for word in INNER) for line in bullets]
    assert all(line.startswith((outer, inner)) for line in bullets)
    assert len(bullets) == len(WORDS)


def test_html_has_lists_within_items(tmp_path: Path) -> None:
    page = exported(tmp_path, CASES / "nested-bullets.yaml", "html").read_text("utf-8")
    assert re.search(r"<li><span>Hired the team:</span><ul class=\"bullets\"><li>three seniors</li>", page)


def test_word_has_two_levels_of_one_list(tmp_path: Path) -> None:
    document = Document(str(exported(tmp_path, CASES / "nested-bullets.yaml", "docx")))
    styles = {each.text.replace("\xa0", " "): each.style.name for each in document.paragraphs if each.style}
    named = {word: next(style for text, style in styles.items() if text.startswith(word)) for word in WORDS}
    assert {word for word, name in named.items() if name == "List Bullet 2"} == {
        word for word in WORDS if word.startswith(INNER)
    }
    levels = {
        each.style_id: each.element.pPr.numPr.ilvl.val
        for each in document.styles
        if each.style_id in {"ListBullet", "ListBullet2"}
    }
    assert levels == {"ListBullet": 0, "ListBullet2": 1}


def roles(element: Any, depth: int = 0) -> list[tuple[str, int]]:  # noqa: ANN401 - pypdf's objects
    """Return the lists and items of a structure tree, each with how many lists are around it."""
    kids = element.get("/K", [])
    kind = str(element.get("/S", ""))
    found = [(kind, depth)] if kind in {"/L", "/LI"} else []
    for kid in kids if isinstance(kids, list) else [kids]:
        inner = kid.get_object()
        if isinstance(inner, pypdf.generic.DictionaryObject):
            found += roles(inner, depth + (kind == "/L"))
    return found


def test_the_structure_of_a_pdf_has_lists_within_lists(tmp_path: Path) -> None:
    reader = pypdf.PdfReader(exported(tmp_path, CASES / "nested-bullets.yaml", "pdf"))
    found = roles(reader.root_object["/StructTreeRoot"])
    assert found == [("/L", 0), ("/LI", 1), ("/L", 1), ("/LI", 2), ("/LI", 2), ("/LI", 1), ("/L", 1), ("/LI", 2),
                     ("/LI", 2), ("/LI", 1)]  # fmt: skip
    content = "".join(page.extract_text() for page in reader.pages)
    assert [content.index(word) for word in WORDS] == sorted(content.index(word) for word in WORDS)


def test_summaries_and_sections_of_ones_own_have_lists_too(tmp_path: Path) -> None:
    content = in_text(tmp_path, "-l", "en")
    assert "Knows:\n\n• queues\n  – Kafka\n• stores\n" in content
    assert "• Databases\n  – indexes\n" in content


def test_a_bullet_within_a_bullet_is_chosen_by_its_own_tags(tmp_path: Path) -> None:
    assert "Opened the code" in in_text(tmp_path, "-l", "en")
    without = in_text(tmp_path, "-l", "en", "-V", "closed")
    assert "Opened" not in without
    assert "• Led\n  – Hired" in without


def test_a_bullet_within_a_bullet_is_translated_and_missed(tmp_path: Path) -> None:
    assert "• 带队\n  – 开源\n  – 招人\n  – 只有中文\n" in in_text(tmp_path, "-l", "zh")
    missed = run(tmp_path, "export", "text", "cv.yaml", "-l", "en", "-o", "-").err
    assert re.search(r"cv\.yaml:10:\d+: warning\[untranslated\]", missed)


@pytest.mark.parametrize("form", ["text", "html", "markdown"])
def test_a_bullet_within_a_bullet_is_redacted(tmp_path: Path, form: str) -> None:
    (tmp_path / "cv.yaml").write_text(PROFILE, "utf-8")
    page = exported(tmp_path, "cv.yaml", form, "-l", "en", "-V", "anonymous").read_text("utf-8")
    assert "Stuart" not in page
    assert re.search(r"Hired .{0,40}and others", page)
