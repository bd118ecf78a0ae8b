"""The walk over a document's nodes: each becomes paragraphs of a named style, in reading order.

A Word document is a flat sequence, so what a node is shows in its style and in nothing around it: no tables and no
text boxes, which readers of applicant-tracking systems skip or shuffle.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, assert_never

from docx.shared import Pt
from docx.text.parfmt import ParagraphFormat

from resume_cli.document import Bullets, Entry, Group, Paragraph, Terms, plain
from resume_cli.exporters.docx import parts
from resume_cli.exporters.docx.numbering import NUMBERS, Numbering
from resume_cli.exporters.docx.runs import RunFormat, Runs

if TYPE_CHECKING:
    from docx.document import Document as Package
    from docx.oxml.text.paragraph import CT_P

    from resume_cli.document import Block, Inlines, Section, Term
    from resume_cli.exporters.docx.design import Design

_DEEPEST_HEADING = 4
_SECTION, _ENTRY = 1, 2
# The space between things that share a line; an ordinary space as well, for readers that know no other.
_GAP = " \u2003"
# The mark keeps an address and a telephone number from being taken for one stretch of Latin.
_RIGHT_TO_LEFT_GAP = " \u200f\u2003"


@dataclass(slots=True)
class Body:
    """The paragraphs of a document, added as its nodes are walked over."""

    design: Design
    package: Package
    runs: Runs
    numbering: Numbering = field(default_factory=Numbering)
    break_before: bool = False
    after_heading: bool = False
    text_style: str = "BodyText"

    def add(self, style: str) -> CT_P:
        """Add a paragraph and return it.

        The style is set by its identifier: python-docx's `Paragraph.style` looks it up among all styles each time.
        """
        paragraph: CT_P = self.package.element.body.add_p()
        paragraph.style = style
        if self.break_before:
            ParagraphFormat(paragraph).page_break_before = True
            self.break_before = False
        if self.after_heading and style.startswith(("Heading", "GroupTitle")):
            # The title's own distance is enough; Word would add the two.
            ParagraphFormat(paragraph).space_before = Pt(0)
        self.after_heading = style in {"Heading1", "GroupTitle"}
        return paragraph

    def add_text(self, style: str, inlines: Inlines, run_format: RunFormat | None = None) -> CT_P:
        """Add a paragraph with inlines and return it."""
        paragraph = self.add(style)
        self.runs.add(paragraph, inlines, run_format)
        return paragraph

    def add_gap(self, paragraph: CT_P, run_format: RunFormat | None = None) -> None:
        """Add the space between things that share a line, if the line has begun."""
        # The first child holds the properties.
        if len(paragraph) > 1:
            self.runs.add_text(paragraph, _RIGHT_TO_LEFT_GAP if self.design.right_to_left else _GAP, run_format)

    def add_section(self, section: Section) -> None:
        """Add a section: its title, and its blocks below it."""
        self.break_before = self.break_before or section.break_before
        if plain(section.title):
            self.add_text("Heading1", section.title, self.format(heavy=self.design.has("heading-weight", "bold")))
        self.text_style = "Summary" if section.kind == "summary" else "BodyText"
        self._add_blocks(section.blocks, _ENTRY)

    def format(self, style: str = "", *, heavy: bool = False) -> RunFormat:
        """Return the format of a run in the document's language."""
        return RunFormat(self.design.language, style=style, heavy=heavy)

    def _add_blocks(self, blocks: tuple[Block, ...], level: int) -> None:
        """Add blocks, whose headings are of a level."""
        for block in blocks:
            match block:
                case Paragraph(content=content):
                    self.add_text(self.text_style, content)
                case Bullets(items=items, start=start):
                    self._add_list(items, start)
                case Terms(items=terms, separator=separator):
                    for term in terms:
                        self._add_term(term, separator)
                case Entry():
                    self._add_entry(block, level)
                case Group(title=title, blocks=inner):
                    paragraph = self.add_text("GroupTitle", title, self.format(heavy=True))
                    parts.add_properties(paragraph, outline_level=None if level == _ENTRY else level)
                    self._add_blocks(inner, level + 1)
                case _:
                    assert_never(block)

    def _add_list(self, items: tuple[Inlines, ...], start: int | None) -> None:
        number = NUMBERS if start is None else self.numbering.begin(start, len(items))
        for item in items:
            paragraph = self.add_text("ListBullet" if start is None else "ListNumber", item)
            parts.add_properties(paragraph, list_number=None if number == NUMBERS else number)

    def _add_term(self, term: Term, separator: str) -> None:
        paragraph = self.add_text("TermList", term.name, self.format("Term"))
        if plain(term.name) and plain(term.description):
            if self.design.has("terms-layout", "columns"):
                paragraph.add_r().add_tab()
            else:
                self.runs.add_text(paragraph, separator, self.format("Term"))
        self.runs.add(paragraph, term.description)

    def _add_entry(self, entry: Entry, level: int) -> None:
        """Add title and dates on one line, subtitle and place on the next, then what the entry tells."""
        heading = f"Heading{min(level, _DEEPEST_HEADING)}"
        below = level + 1 if plain(entry.title) else level
        last = self._add_titled_lines(entry, heading) if plain(entry.title) else self._add_single_line(entry, heading)
        if last is not None and not entry.body and not entry.roles:
            # Nothing follows that the last line must stay with.
            ParagraphFormat(last).keep_with_next = False
        self._add_blocks(entry.body, below)
        for role in entry.roles:
            self._add_entry(role, below)

    def _add_titled_lines(self, entry: Entry, heading: str) -> CT_P:
        """Add the lines of an entry with a title: dates at the end of the first, or between title and subtitle."""
        design, dates, places = self.design, entry.meta[:1], entry.meta[1:]
        last = self.add_text(heading, entry.title, self.format(heavy=True))
        if _has_text(dates) and design.dates_below:
            last = self.add("EntryDateLine")
            self._add_items(last, dates, self.format("EntryDates"))
        elif _has_text(dates):
            last.add_r().add_tab()
            self._add_items(last, dates, _light(self.format("EntryDates", heavy=True)), gap=False)
        if plain(entry.subtitle) or _has_text(places):
            heavy, slanted = design.is_bold("entry-subtitle"), design.is_italic("entry-subtitle")
            subtitle = RunFormat(design.language, heavy=heavy, slanted=slanted)
            last = self.add_text("EntrySubtitle", entry.subtitle, subtitle)
            self._add_items(last, places, _light(replace(subtitle, style="EntryPlace")))
        return last

    def _add_single_line(self, entry: Entry, heading: str) -> CT_P | None:
        """Add the line of an entry without a title: the subtitle leads, the dates before it as everywhere."""
        if not plain(entry.subtitle) and not _has_text(entry.meta):
            return None
        paragraph = self.add(heading)
        self._add_items(paragraph, entry.meta[:1], _light(self.format("EntryDates", heavy=True)))
        if plain(entry.subtitle):
            self.add_gap(paragraph)
            self.runs.add(paragraph, entry.subtitle, self.format(heavy=True))
        self._add_items(paragraph, entry.meta[1:], _light(self.format("EntryPlace", heavy=True)))
        return paragraph

    def _add_items(
        self, paragraph: CT_P, items: tuple[Inlines, ...], run_format: RunFormat, *, gap: bool = True
    ) -> None:
        for item in filter(plain, items):
            if gap:
                self.add_gap(paragraph, run_format)
            self.runs.add(paragraph, item, run_format)


def _has_text(items: tuple[Inlines, ...]) -> bool:
    return any(map(plain, items))


def _light(run_format: RunFormat) -> RunFormat:
    """Return the format of something that is not bold in a line that is."""
    return replace(run_format, bold=False if run_format.heavy else None)
