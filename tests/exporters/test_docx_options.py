"""DOCX: what `-O` changes, fitting to a number of pages, and the judges from outside."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from docx_parts import ARABIC, CHINESE, JAPANESE, export, members, of_blocks, part, w
from msgspec.structs import replace
from tools import absent, program

from resume_cli.document import Bullets, Document, Text
from resume_cli.errors import UsageError
from resume_cli.exporters.docx.render import EXPORTER
from resume_cli.testing import KITCHEN_SINK, context
from resume_cli.theme.loader import theme_names

ROOT = Path(__file__).resolve().parent.parent.parent


def of_items(count: int) -> Document:
    """A document with a list; about 50 items fit one page as designed."""
    return of_blocks(Bullets(tuple((Text(f"Thing {number}, and what came of it."),) for number in range(count))))


LONG = of_items(52)


def gap(content: bytes) -> int:
    """The white before an item of a list, in twips."""
    for style in part(content, "word/styles.xml").iter(w("style")):
        spacing = style.find(f"{w('pPr')}/{w('spacing')}")
        if style.get(w("styleId")) == "ListBullet" and spacing is not None:
            return int(spacing.get(w("before"), "0"))
    raise AssertionError


def size(content: bytes) -> int:
    """The size of running text, in half points."""
    found = part(content, "word/styles.xml").find(f"{w('docDefaults')}/{w('rPrDefault')}/{w('rPr')}/{w('sz')}")
    assert found is not None
    return int(found.get(w("val"), "0"))


def test_a_document_that_fits_its_pages_stays_as_designed() -> None:
    assert members(export(replace(KITCHEN_SINK, pages=3))) == members(export(KITCHEN_SINK))


def test_a_document_that_is_a_little_too_long_is_tightened_by_gaps_before_type() -> None:
    designed, fitted = export(LONG), export(replace(LONG, pages=1))
    assert gap(fitted) < gap(designed)
    assert size(fitted) == size(designed)
    assert members(fitted)["word/document.xml"] == members(designed)["word/document.xml"]


def test_type_becomes_smaller_where_gaps_are_not_enough_but_never_too_small_to_read() -> None:
    fitted = [export(replace(of_items(count), pages=1)) for count in (55, 58, 62)]
    assert [gap(content) for content in fitted[1:]] == [8, 8]
    assert size(fitted[0]) > size(fitted[1]) >= size(fitted[2]) >= 17


def test_a_number_of_pages_that_cannot_be_had_leaves_the_design_and_says_so() -> None:
    wanted = context()
    content = EXPORTER.render(replace(of_items(400), pages=1), wanted)
    assert gap(content) == gap(export())
    assert [problem.code for problem in wanted.report.problems] == ["pages-exceeded"]


def test_the_options_for_pages_and_paper_outrank_the_document() -> None:
    assert gap(export(LONG, options={"pages": "1"})) < gap(export(LONG))
    letter = export(options={"paper": "Letter", "pages": "9"})
    found = part(letter).find(f"{w('body')}/{w('sectPr')}/{w('pgSz')}")
    assert found is not None
    assert found.get(w("w")) == "12240"


@pytest.mark.parametrize(
    "options", [{"pages": "0"}, {"pages": "two"}, {"paper": "A5"}, {"attach": "maybe"}, {"fonts": "mine"}]
)
def test_a_value_that_an_option_does_not_take_is_wrong_usage(options: dict[str, str]) -> None:
    with pytest.raises(UsageError):
        export(options=options)


def test_every_option_has_a_help_text() -> None:
    assert set(EXPORTER.options) == {"attach", "fonts", "pages", "paper"}
    assert all(EXPORTER.options.values())


@pytest.mark.slow
def test_the_open_xml_sdk_finds_no_error_and_libreoffice_keeps_text_and_source(tmp_path: Path) -> None:
    program("soffice")
    if not (ROOT / "tests" / "node" / "node_modules" / ".bin" / "ooxml-validator").exists():
        absent("the Open XML SDK")
    cases = [(theme, KITCHEN_SINK) for theme in theme_names()]
    cases += [("plain", document) for document in (CHINESE, ARABIC, JAPANESE)]
    for theme, document in cases:
        source = '{\n  "name": "刘硕 & <Ada>"\n}'
        attached = replace(document, metadata=replace(document.metadata, source=source))
        (tmp_path / f"{theme}-{document.language}.docx").write_bytes(export(attached, theme))
    files = [str(path) for path in sorted(tmp_path.glob("*.docx"))]
    command = [sys.executable, str(ROOT / "scripts" / "check_docx.py"), *files]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
