"""Pages are filled: no title stands last on one, and none is left nearly empty where something could have begun."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pypdf
import pytest
from msgspec.structs import replace
from pdfminer.high_level import extract_pages
from pdfminer.layout import LTTextContainer, LTTextLine

from resume_cli.document import Bullets, Entry, Section, Term, Terms, Text
from resume_cli.exporters.pdf.render import EXPORTER
from resume_cli.testing import KITCHEN_SINK, context
from resume_cli.theme.loader import load_theme

if TYPE_CHECKING:
    from collections.abc import Iterator

    from resume_cli.document import Document

_POINTS_OF_FOOTER = 20


def entry(title: str, *bullets: str) -> Entry:
    body = (Bullets(tuple((Text(each),) for each in bullets)),) if bullets else ()
    return Entry((Text(title),), (Text(f"About {title}"),), ((Text("Oct 2018"),),), body)


def section(title: str, *entries: Entry) -> Section:
    return Section(title.lower(), (Text(title),), entries)


def academic() -> Document:
    """Return posts with and without a body, 45 papers and 8 awards, none of which has one."""
    words = "Convened a module on the processes of the surface of the earth for a hundred and forty students each year"
    posts = [entry(f"Post {number}", *[words] * (number % 3)) for number in range(6)]
    papers = [entry(f"Paper {number} on how rivers carry sand to the sea") for number in range(45)]
    awards = [entry(f"Award {number}") for number in range(8)]
    sections = section("Experience", *posts), section("Publications", *papers), section("Awards", *awards)
    return replace(KITCHEN_SINK, sections=sections)


def pages(document: Document, theme: str) -> Iterator[tuple[float, str]]:
    """Yield how much of each page is filled, as a share of the text area, and the last line above its foot."""
    looks = load_theme(theme)
    margin = looks.length("margin-block").points
    content = EXPORTER.render(document, replace(context(), theme=looks))
    for page in extract_pages(io.BytesIO(content)):
        boxes = (box for box in page if isinstance(box, LTTextContainer))
        lines = [line for box in boxes for line in box if isinstance(line, LTTextLine)]
        lowest = min((line for line in lines if line.y0 > margin - _POINTS_OF_FOOTER / 4), key=lambda line: line.y0)
        yield (page.height - margin - lowest.y0) / (page.height - 2 * margin), lowest.get_text()


@pytest.mark.parametrize("theme", ["plain", "classic", "editorial"])
def test_every_page_but_the_last_is_full_and_ends_with_no_title(theme: str) -> None:
    *full, _last = pages(academic(), theme)
    assert len(full) >= 2
    for share, last in full:
        assert share > 0.85
        assert last.startswith(("About", "Oct", "sand", "hundred", "each", "students", "Convened"))


def test_a_list_of_few_rows_is_not_torn() -> None:
    terms: tuple[Term, ...] = next(b.items for s in KITCHEN_SINK.sections for b in s.blocks if isinstance(b, Terms))
    for papers in range(28, 33):
        entries = section("Publications", *(entry(f"Paper {number}") for number in range(papers)))
        rows = Section("skills", (Text("Skills"),), (Terms(terms[:1] * 4),), "skills")
        found = list(pages(replace(KITCHEN_SINK, sections=(entries, rows)), "plain"))
        assert found[0][1].startswith(("About", "Oct")) or len(found) == 1


def test_nothing_but_a_name_is_a_card_not_a_line_at_the_top() -> None:
    ((share, _),) = pages(replace(KITCHEN_SINK, sections=()), "plain")
    assert 0.2 < share < 0.5


def test_no_page_begins_with_the_last_row_of_a_list_of_terms() -> None:
    words = (Text("Long keywords, which fill the row"),)
    for count in range(44, 54):
        rows = tuple(Term((Text(f"Skill {number}"),), words) for number in range(count))
        skills = Section("skills", (Text("Skills"),), (Terms(rows),), "skills")
        document = replace(KITCHEN_SINK, sections=(skills,), pages="free")
        first, *rest = pypdf.PdfReader(io.BytesIO(EXPORTER.render(document, context()))).pages
        assert "Skill 0" in first.extract_text()
        assert all(page.extract_text().count("Skill ") != 1 for page in rest)
