"""The walk over a document's nodes: each becomes paragraphs of a named style, in reading order.

A Word document is a flat sequence of paragraphs, so a node is recognised by its style alone. There are no tables and no
text boxes, because the parsers of applicant-tracking systems skip or shuffle them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, assert_never

from docx.text.parfmt import ParagraphFormat
from msgspec import Struct, field
from msgspec.structs import replace

from resume_cli.document import Bullets, Entry, Group, Paragraph, Terms, in_rows, plain
from resume_cli.exporters.docx import parts
from resume_cli.exporters.docx.design import PORTRAIT_GAP, PORTRAIT_GAP_BELOW, SECOND_LINES, length
from resume_cli.exporters.docx.numbering import NUMBERS, Numbering
from resume_cli.exporters.docx.runs import PLAIN, RunFormat, Runs
from resume_cli.exporters.docx.widths import last_line, width

if TYPE_CHECKING:
    from docx.document import Document as Package
    from docx.oxml.text.paragraph import CT_P

    from resume_cli.document import Block, Contact, Inlines, Section, Term
    from resume_cli.exporters.docx.design import Design

# A place on the line of a title.
_PLACE = RunFormat("EntryPlace", bold=False, heavy=True)
_ENTRY, _DEEPEST_HEADING = 2, 4
# The space between items on the same line, preceded by an ordinary space for programs that know no other.
_GAP = " \u2003"
# Sections whose lists are never hyphenated, and the length above which a list is looked up rather than read.
_PAPERS, _LONG_LIST = frozenset({"patents", "publications"}), 40
# The largest number of rows that are kept on one page.
_SHORT_LIST = 5
# The width of a gap in multiples of the type size, and the factor by which estimates are raised: a line broken early
# does less harm than an address split in two or a title that touches its dates.
_GAP_WIDTH, _CAUTION = 1.3, 1.06


class Body(Struct):
    """The paragraphs of a document, added node by node."""

    design: Design
    package: Package
    runs: Runs
    numbering: Numbering = field(default_factory=Numbering)
    break_before: bool = False
    after_heading: bool = False
    after_section: bool = False  # no title separates the section from the previous one
    beside: float = 0  # how far the portrait reaches below the header, in points
    kind: str = ""
    text_style: str = "BodyText"
    last: Any = None  # the last paragraph added, a CT_P

    def add(self, style: str) -> CT_P:
        """Add a paragraph and return it."""
        paragraph: CT_P = self.package.element.body.add_p()
        # Set by its identifier, because python-docx's `Paragraph.style` searches all styles each time.
        paragraph.style = style
        if self.break_before:
            ParagraphFormat(paragraph).page_break_before = True
            self.break_before = False
        if self.after_heading and style.startswith(("Heading", "GroupTitle")):
            # The space below the title is enough; of two adjacent spaces, Word uses the larger.
            ParagraphFormat(paragraph).space_before = length(0)
        if self.after_section:
            ParagraphFormat(paragraph).space_before = length(self.design.points("section-gap"))
            self.after_section = False
        self.after_heading = style in {"Heading1", "GroupTitle"}
        self.last = paragraph
        return paragraph

    def add_text(self, style: str, inlines: Inlines, run_format: RunFormat = PLAIN) -> CT_P:
        """Add a paragraph with inlines and return it."""
        paragraph = self.add(style)
        self.runs.add(paragraph, inlines, run_format)
        return paragraph

    def add_line(self, style: str, *pieces: tuple[Inlines, RunFormat], gap: str = _GAP) -> None:
        """Add a paragraph of pieces with gaps between them, unless all of them are empty."""
        for place, (inlines, run_format) in enumerate(piece for piece in pieces if plain(piece[0])):
            if place == 0:
                self.add(style)
            else:
                # The gap before a place is set as small as the place.
                self.runs.add_text(self.last, gap, run_format if run_format.style == "EntryPlace" else PLAIN)
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
        mark = design.sheet.value("contacts li + li::before", "content").strip("\"'")
        gap = f" {mark} " if mark else _GAP
        for line in lines:
            self.add_line("Contact", *((contact.content, PLAIN) for contact in line), gap=gap)
        if design.portrait:
            if self.last is None:
                self.add("Contact")
                lines.append([])
            first = self.package.element.body.p_lst[0]
            first.add_r().add_drawing(parts.portrait(design, design.portrait, self.runs.part))
            first.insert(1, first[-1])
        if self.last is not None:
            self._end_header(len(lines))

    def _end_header(self, contact_lines: int) -> None:
        """Add the theme's space below the header, and more if the portrait is taller than the text."""
        design = self.design
        height = design.header_height() + design.margin_above("contacts") + contact_lines * design.leading("small-size")
        tall = design.portrait_size()[1] + PORTRAIT_GAP_BELOW if design.portrait and not design.band else 0
        white = max(tall - height, 0)
        if design.sheet.value("header::after", "clear") == "none":
            # The details begin beside the portrait.
            self.beside, white = white, 0
        if design.header_line:
            if design.portrait and not design.band:
                ParagraphFormat(self.add("HeaderRule")).space_before = length(white)
        elif white := white + (design.sheet.points("header", "padding-bottom", 0) or 0):
            # Of this space and that above a section's title, Word uses the larger.
            ParagraphFormat(self.last).space_after = length(white + design.points("section-gap"))

    def add_section(self, section: Section) -> None:
        """Add a section: its title, then its blocks."""
        self.break_before = self.break_before or section.break_before
        before = len(self.package.element.body.p_lst)
        if section.kind == "closing" and self.last is not None:
            # Keeps the signature from being alone on a page.
            ParagraphFormat(self.last).keep_with_next = True
        if plain(section.title):
            self.add_text("Heading1", section.title, RunFormat(heavy=self.design.has("heading-weight", "bold")))
        else:
            self.after_section = True
        self.kind = section.kind
        self.text_style = {"summary": "Summary", "closing": "Closing"}.get(section.kind, "BodyText")
        self._add_blocks(section.blocks, _ENTRY)
        if section.kind == "closing":
            self.last.style = "Signature"
            ParagraphFormat(self.last).space_before = None
        if section.kind == "details" and self.beside:
            self._keep_beside_portrait(self.package.element.body.p_lst[before:])

    def _keep_beside_portrait(self, rows: list[CT_P]) -> None:
        """Keep a title and its rows clear of the portrait beside them, and let the next section begin below it."""
        design = self.design
        for row in rows:
            ParagraphFormat(row).right_indent = design.header_sides()[1]
        title = 1.3 * design.points("heading-size") + design.points("section-gap") + design.points("heading-gap")
        height = title + (len(rows) - 1) * (design.leading("body-size") + design.points("bullet-gap"))
        if height < self.beside:
            ParagraphFormat(self.last).space_after = length(self.beside - height + design.points("section-gap"))

    def _add_blocks(self, blocks: tuple[Block, ...], level: int, *, in_entry: bool = False) -> None:
        """Add blocks; `level` is that of their headings."""
        for block in blocks:
            match block:
                case Paragraph(content=content):
                    self.add_text(self.text_style, content)
                case Bullets():
                    self._add_list(block)
                case Terms():
                    self._add_terms(block, in_entry=in_entry)
                case Entry():
                    self._add_entry(block, level)
                case Group(title=title, blocks=inner):
                    paragraph = self.add_text("GroupTitle", title, RunFormat(heavy=True))
                    parts.add_properties(paragraph, outline_level=None if level == _ENTRY else level)
                    self._add_blocks(inner, level + 1)
                case _:
                    assert_never(block)

    def _add_list(self, bullets: Bullets, level: int = 0) -> None:
        rows, ending = list(bullets.listed()), "2" if level else ""
        start, number = bullets.start, NUMBERS
        if start is not None:
            number = self.numbering.begin(level, start, len(rows))
        for _, item, inner in rows:
            style = f"{'ListBullet' if start is None else 'ListNumber'}{ending}"
            paragraph = self._add_item(style, *bullets.parted(item), in_brief=len(rows) > _LONG_LIST)
            parts.add_properties(paragraph, list_place=None if number == NUMBERS else (number, level))
            if inner:
                self._add_list(inner, level=1)

    def _add_item(self, style: str, title: Inlines, facts: Inlines, *, in_brief: bool) -> CT_P:
        """Add an item; unless the list is long, its facts are on a separate line, as in the PDF."""
        if not self.design.sheet.colour("facts"):
            title, facts = title + facts, ()
        paragraph = self.add_text(style, title)
        is_whole = self.kind in _PAPERS and self.design.hyphenates
        parts.add_properties(paragraph, hyphenated="no" if is_whole else "")
        if facts:
            if not in_brief:
                paragraph.add_r().add_br()
            self.runs.add(paragraph, facts, RunFormat("Facts"))
        return paragraph

    def _add_terms(self, terms: Terms, *, in_entry: bool) -> None:
        """Add the rows of a list of terms; a short list stays on one page, and no last row is alone on a page."""
        rows = list(in_rows(terms.items, 1 if self.design.has("terms-layout", "columns") else terms.columns))
        for left, row in zip(range(len(rows) - 1, -1, -1), rows, strict=True):
            self._add_row(row, terms.separator, in_entry=in_entry)
            if not in_entry and (left == 1 or 0 < left < len(rows) <= _SHORT_LIST):
                ParagraphFormat(self.last).keep_with_next = True

    def _add_row(self, row: tuple[Term, ...], separator: str, *, in_entry: bool) -> None:
        """Add one term, or two with a tab between them."""
        style, look = ("EntryFact", RunFormat("EntryTerm")) if in_entry else ("TermList", RunFormat("Term"))
        look = RunFormat("EntryTerm") if self.kind == "details" else look
        paragraph = self.add(style)
        for place, term in enumerate(row):
            if place:
                paragraph.add_r().add_tab()
            self.runs.add(paragraph, term.name, look)
            if plain(term.name) and plain(term.description):
                if self.design.has("terms-layout", "columns") and not in_entry:
                    paragraph.add_r().add_tab()
                else:
                    self.runs.add_text(paragraph, separator, look)
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
            # The entry has no further content that the last line would have to stay with.
            ParagraphFormat(self.last).keep_with_next = False
        self._add_blocks(entry.body, below, in_entry=True)
        for role in entry.roles:
            self._add_entry(role, below)

    def _add_titled_lines(self, entry: Entry, heading: str) -> None:
        """Add the lines of an entry with a title: dates at the end of the first, or between title and subtitle."""
        design, sheet, dates = self.design, self.design.sheet, entry.meta[:1]
        title = self.add_text(heading, entry.title, RunFormat(heavy=True))
        mark = sheet.value("entry-subtitle + .place::before", "content").strip("\"'") or _GAP
        if entry.in_one_line:
            role = RunFormat(bold=False, heavy=True, italic=sheet.is_italic("entry-subtitle"))
            for each, look in ((entry.subtitle, role), *((place, _PLACE) for place in entry.meta[1:])):
                self.runs.add_text(title, mark, replace(look, italic=False))
                self.runs.add(title, each, look)
        if design.dates_below:
            self.add_line("EntryDateLine", *((item, RunFormat("EntryDates")) for item in dates))
        elif any(map(plain, dates)):
            gap = title.add_r()
            before = entry.head[:-1] if entry.in_one_line else entry.head[:1]
            if not self._has_room(mark.join(map(plain, before)), plain(dates[0])):
                gap.add_br()
            gap.add_tab()
            leans = sheet.is_italic("entry .entry .entry-title")
            self.runs.add(title, dates[0], RunFormat("EntryDates", bold=False, heavy=True, upright=leans))
        if entry.in_one_line:
            return
        heavy = sheet.is_bold(f"kind-{self.kind} .entry-subtitle", otherwise=sheet.is_bold("entry-subtitle"))
        subtitle = RunFormat(heavy=heavy, slanted=sheet.is_italic("entry-subtitle"))
        place = replace(subtitle, style="EntryPlace", bold=False if heavy else None, upright=subtitle.slanted)
        places = ((item, place) for item in entry.meta[1:])
        style = SECOND_LINES.get(self.kind, "Entry Subtitle").replace(" ", "")
        self.add_line(style, (entry.subtitle, subtitle), *places, gap=mark)

    def _has_room(self, title: str, dates: str) -> bool:
        """Return whether the last line of a title has room for its dates, even if the estimated width is wrong."""
        design, room = self.design, self.design.text_width.pt
        size, needed = design.points("entry-size"), width(dates) * design.points("small-size") * _CAUTION + PORTRAIT_GAP
        return all(last_line(title, size * scale, room) + needed <= room for scale in (1 / _CAUTION, 1, _CAUTION))


def _lines(contacts: tuple[Contact, ...], design: Design) -> list[list[Contact]]:
    """Return the contacts grouped into lines that fit, so that none of them is broken across lines."""
    em = design.points("small-size")
    room = design.text_width.pt - sum(side.pt for side in design.header_sides())
    lines: list[list[Contact]] = []
    used = 0.0
    for contact in contacts:
        needed = width(plain(contact.content)) * em * _CAUTION
        if lines and used + _GAP_WIDTH * em + needed <= room:
            lines[-1].append(contact)
            used += _GAP_WIDTH * em + needed
        else:
            lines.append([contact])
            used = needed
    return lines
