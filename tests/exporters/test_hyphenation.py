"""Hyphenation: left to browsers and Word, in running text of languages with long words; the text keeps its words."""

import io
import re
import zipfile
from pathlib import Path

import pytest
from commands import run
from docx import Document
from docx.oxml.ns import qn
from readers import read_docx, read_html

PROFILE = """\
meta: {languages: [LANGUAGE]}
basics: {name: Jürgen Müller, summary: Schwerpunkt Hochverfügbarkeitsarchitektur.}
work: [{name: Donaudampfschifffahrtsgesellschaft, position: Leitung, highlights: [Qualitätssicherungsmaßnahmen.]}]
patents: [{title: Geschwindigkeitsregelungsverfahren, number: DE1, office: DE}]
"""


def exported(folder: Path, kind: str, language: str) -> bytes:
    (folder / "cv.yaml").write_text(PROFILE.replace("LANGUAGE", language), "utf-8")
    assert run(folder, "export", kind, "cv.yaml", "-o", f"cv.{kind}").code == 0
    return (folder / f"cv.{kind}").read_bytes()


@pytest.mark.parametrize(("language", "hyphenated"), [("de", True), ("de-AT", True), ("fi", True), ("nl", True),
                                                      ("en", False), ("fr", False), ("zh", False)])  # fmt: skip
def test_word_divides_words_in_languages_with_long_ones(tmp_path: Path, language: str, hyphenated: bool) -> None:
    with zipfile.ZipFile(io.BytesIO(exported(tmp_path, "docx", language))) as archive:
        assert ("<w:autoHyphenation" in archive.read("word/settings.xml").decode()) is hyphenated


def test_word_leaves_names_and_titles_whole(tmp_path: Path) -> None:
    divided = []
    for paragraph in Document(io.BytesIO(exported(tmp_path, "docx", "de"))).paragraphs:
        style, found = paragraph.style, paragraph._p.find(f"{qn('w:pPr')}/{qn('w:suppressAutoHyphens')}")
        while found is None and style is not None:
            found, style = style.element.find(f"{qn('w:pPr')}/{qn('w:suppressAutoHyphens')}"), style.base_style
        if found is not None and found.get(qn("w:val")) == "0":
            divided.append(paragraph.text)
    assert divided == ["Schwerpunkt Hochverfügbarkeitsarchitektur.", "Qualitätssicherungsmaßnahmen."]


def test_a_page_says_that_its_language_is_divided(tmp_path: Path) -> None:
    for language, divided in {"de": True, "sv": True, "en": False}.items():
        page = exported(tmp_path, "html", language).decode()
        assert bool(re.search(r'<div class="resume [^"]*\bhyphenates\b', page)) is divided


def test_no_format_has_soft_hyphens_in_its_text(tmp_path: Path) -> None:
    for kind, read in {"docx": read_docx, "html": read_html}.items():
        text = read(exported(tmp_path, kind, "de"))
        assert "Hochverfügbarkeitsarchitektur" in text
        assert "\u00ad" not in text
