"""The walk over a document's nodes: each becomes paragraphs of a named style, in reading order.

A Word document is a flat sequence, so a node is recognised by its style alone: no tables and no text boxes, which
parsers of applicant-tracking systems skip or shuffle.
"""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Any, assert_never

from docx.shared import Pt
from docx.text.parfmt import ParagraphFormat
from msgspec import Struct, field
from msgspec.structs import replace

from resume_cli.document import Bullets, Entry, Group, Paragraph, Terms, plain
from resume_cli.exporters.docx import parts
from resume_cli.exporters.docx.design import PORTRAIT_GAP, length
from resume_cli.exporters.docx.numbering import NUMBERS, Numbering
from resume_cli.exporters.docx.runs import PLAIN, RunFormat, Runs

if TYPE_CHECKING:
    from docx.document import Document as Package
    from docx.oxml.text.paragraph import CT_P

    from resume_cli.document import Block, Contact, Inlines, Section, Term
    from resume_cli.exporters.docx.design import Design

_ENTRY, _DEEPEST_HEADING = 2, 4
# The space between items that share a line, after an ordinary space for programs that know no other.
_GAP = " \u2003"
# Too wide rather than too narrow: a line broken early costs less than an address split in two.
_LETTER_WIDTH, _IDEOGRAPH_WIDTH, _GAP_WIDTH = 0.51, 1.0, 1.3


class Body(Struct):
    """The paragraphs of a document, added node by node."""

    design: Design
    package: Package
    runs: Runs
    numbering: Numbering = field(default_factory=Numbering)
    break_before: bool = False
    after_heading: bool = False
    text_style: str = "BodyText"
    last: Any = None  # the last paragraph added, a CT_P

    def add(self, style: str) -> CT_P:
        """Add a paragraph and return it."""
        paragraph: CT_P = self.package.element.body.add_p()
        # By its identifier: python-docx's `Paragraph.style` looks it up among all styles each time.
        paragraph.style = style
        if self.break_before:
            ParagraphFormat(paragraph).page_break_before = True
            self.break_before = False
        if self.after_heading and style.startswith(("Heading", "GroupTitle")):
            # The title's own space is enough; Word would add the two.
            ParagraphFormat(paragraph).space_before = Pt(0)
        self.after_heading = style in {"Heading1", "GroupTitle"}
        self.last = paragraph
        return paragraph

    def add_text(self, style: str, inlines: Inlines, run_format: RunFormat = PLAIN) -> CT_P:
        """Add a paragraph with inlines and return it."""
        paragraph = self.add(style)
        self.runs.add(paragraph, inlines, run_format)
        return paragraph

    def add_line(self, style: str, *pieces: tuple[Inlines, RunFormat]) -> None:
        """Add a paragraph of pieces with gaps between them, unless all of them are empty."""
        for place, (inlines, run_format) in enumerate(piece for piece in pieces if plain(piece[0])):
            if place == 0:
                self.add(style)
            else:
                # The gap before a place is set as small as the place.
                self.runs.add_text(self.last, _GAP, run_format if run_format.style == "EntryPlace" else PLAIN)
            self.runs.add(self.last, inlines, run_format)

    def add_header(self) -> None:
        """Add name, headline and contacts, and the portrait beside them."""
        design, header = self.design, self.design.document.header
        name = header.name, RunFormat(heavy=design.has("name-weight", "bold"))
        headline = RunFormat(slanted=design.sheet.is_italic("headline"))
        if design.headline_beside_name:
            self.add_line("Name", name, (header.headline, replace(headline, style="HeadlineCharacter", bold=False)))
        else:
            self.add_line("Name", name)
            self.add_line("Headline", (header.headline, headline))
        lines = _lines(header.contacts, design)
        for line in lines:
            self.add_line("Contact", *((contact.content, PLAIN) for contact in line))
        if design.portrait:
            if self.last is None:
                self.add("Contact")
                lines.append([])
            first = self.package.element.body.p_lst[0]
            first.add_r().add_drawing(parts.portrait(design, design.portrait, self.runs.part))
            first.insert(1, first[-1])
            if not design.band:
                self._clear_portrait(len(lines))

    def _clear_portrait(self, contact_lines: int) -> None:
        """Add space below the header where the portrait is taller, so that no section title runs beside it."""
        design = self.design
        height = design.header_height() + design.margin_above("contacts") + contact_lines * design.leading("small-size")
        gap = 0 if design.header_line else design.points("section-gap")
        white = length(max(design.portrait_size()[1] + PORTRAIT_GAP / 2 - height - gap, 0))
        if design.header_line:
            ParagraphFormat(self.add("HeaderRule")).space_before = white
        elif white:
            ParagraphFormat(self.last).space_after = white

    def add_section(self, section: Section) -> None:
        """Add a section: its title, then its blocks."""
        self.break_before = self.break_before or section.break_before
        if plain(section.title):
            self.add_text("Heading1", section.title, RunFormat(heavy=self.design.has("heading-weight", "bold")))
        self.text_style = "Summary" if section.kind == "summary" else "BodyText"
        self._add_blocks(section.blocks, _ENTRY)

    def _add_blocks(self, blocks: tuple[Block, ...], level: int) -> None:
        """Add blocks; `level` is that of their headings."""
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
                    paragraph = self.add_text("GroupTitle", title, RunFormat(heavy=True))
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
        paragraph = self.add_text("TermList", term.name, RunFormat("Term"))
        if plain(term.name) and plain(term.description):
            if self.design.has("terms-layout", "columns"):
                paragraph.add_r().add_tab()
            else:
                self.runs.add_text(paragraph, separator, RunFormat("Term"))
        self.runs.add(paragraph, term.description)

    def _add_entry(self, entry: Entry, level: int) -> None:
        """Add title and dates on one line, subtitle and place on the next, then the body and the roles."""
        before, heading = self.last, f"Heading{min(level, _DEEPEST_HEADING)}"
        below = level + 1 if plain(entry.title) else level
        if plain(entry.title):
            self._add_titled_lines(entry, heading)
        else:
            # The subtitle takes the place of the title, and the dates come first, as in every format.
            dates = [(item, RunFormat("EntryDates", bold=False, heavy=True)) for item in entry.meta[:1]]
            places = [(item, RunFormat("EntryPlace", bold=False, heavy=True)) for item in entry.meta[1:]]
            self.add_line(heading, *dates, (entry.subtitle, RunFormat(heavy=True)), *places)
        if self.last is not before and not entry.body and not entry.roles:
            # Nothing follows that the last line would have to stay with.
            ParagraphFormat(self.last).keep_with_next = False
        self._add_blocks(entry.body, below)
        for role in entry.roles:
            self._add_entry(role, below)

    def _add_titled_lines(self, entry: Entry, heading: str) -> None:
        """Add the lines of an entry with a title: dates at the end of the first, or between title and subtitle."""
        design, dates = self.design, entry.meta[:1]
        title = self.add_text(heading, entry.title, RunFormat(heavy=True))
        if design.dates_below:
            self.add_line("EntryDateLine", *((item, RunFormat("EntryDates")) for item in dates))
        elif any(map(plain, dates)):
            title.add_r().add_tab()
            self.runs.add(title, dates[0], RunFormat("EntryDates", bold=False, heavy=True))
        heavy, slanted = design.sheet.is_bold("entry-subtitle"), design.sheet.is_italic("entry-subtitle")
        subtitle = RunFormat(heavy=heavy, slanted=slanted)
        place = replace(subtitle, style="EntryPlace", bold=False if heavy else None)
        self.add_line("EntrySubtitle", (entry.subtitle, subtitle), *((item, place) for item in entry.meta[1:]))


def _lines(contacts: tuple[Contact, ...], design: Design) -> list[list[Contact]]:
    """Return the contacts in lines that fit, so that none of them is broken across lines."""
    em = design.points("small-size")
    room = design.text_width.pt
    if design.portrait and not design.band:
        room -= design.portrait_size()[0] + PORTRAIT_GAP
    lines: list[list[Contact]] = []
    used = 0.0
    for contact in contacts:
        width = _width(plain(contact.content)) * em
        if lines and used + _GAP_WIDTH * em + width <= room:
            lines[-1].append(contact)
            used += _GAP_WIDTH * em + width
        else:
            lines.append([contact])
            used = width
    return lines


def _width(text: str) -> float:
    """Estimate the width of a text in multiples of its size."""
    wide = sum(unicodedata.east_asian_width(character) in "WF" for character in text)
    return wide * _IDEOGRAPH_WIDTH + (len(text) - wide) * _LETTER_WIDTH
