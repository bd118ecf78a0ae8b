"""Cases of public threads: dates and the language of a plain file, through the command, in all formats."""

from __future__ import annotations

import io
from pathlib import Path

import pypdf
import pytest
from commands import run
from docx import Document

CASES = Path(__file__).parent.parent / "data" / "cases"
FORMATS = ("text", "markdown", "html", "docx", "pdf")


def shown(folder: Path, case: str, form: str, *words: str) -> str:
    """Return the text of an output, with single spaces."""
    target = folder / f"out.{form}"
    done = run(folder, "export", form, CASES / case, "-o", target, *words)
    assert done.code == 0, done.err
    if form == "pdf":
        content = "\n".join(page.extract_text() for page in pypdf.PdfReader(target).pages)
    elif form == "docx":
        content = "\n".join(each.text for each in Document(io.BytesIO(target.read_bytes())).paragraphs)
    else:
        content = target.read_text("utf-8")
    return " ".join(content.split())


@pytest.mark.parametrize("form", FORMATS)
def test_nobody_who_left_is_shown_as_still_there(tmp_path: Path, form: str) -> None:
    content = shown(tmp_path, "range-in-one-date.yaml", form)
    assert content.count("Present") == 1 + content.count('"endDate":"Present"') + content.count("&quot;Present&quot;")
    assert "2005-2008" not in content


@pytest.mark.parametrize("form", FORMATS)
def test_months_in_the_common_forms_are_written_as_the_language_writes_them(tmp_path: Path, form: str) -> None:
    content = shown(tmp_path, "dates-in-words.yaml", form, "-l", "zh")
    for date in ("2015.06", "2015.12", "2014.06", "2014.03", "2014.09", "2012.03", "2013.01", "Spring 2011"):
        assert date in content
    assert "March" not in content


@pytest.mark.parametrize("form", FORMATS)
def test_a_spanish_file_has_spanish_headings_and_dates(tmp_path: Path, form: str) -> None:
    content = shown(tmp_path, "spanish-resume.es.json", form)
    assert "experiencia profesional" in content.casefold()
    assert "feb 2025" in content
    assert "actualidad" in content
    assert "Experience" not in content


def test_the_warnings_name_both_ends_and_what_is_the_wrong_way_round(tmp_path: Path) -> None:
    assert "read as 2018-10 to Present" in run(tmp_path, "validate", CASES / "range-in-one-date.yaml").out
    found = run(tmp_path, "validate", CASES / "dates-in-words.yaml").out
    assert (found.count("end-before-start"), found.count("free-date")) == (1, 2)
