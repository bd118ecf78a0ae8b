"""The walk over a document's nodes: each becomes paragraphs of a named style, in reading order.

A Word document is a flat sequence, so what a node is shows in its style and in nothing around it: no tables
and no text boxes, which readers of applicant-tracking systems skip or shuffle.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, assert_never

from resume_cli.document import Bullets, Entry, Group, Paragraph, Terms, plain
from resume_cli.exporters.docx.looks import is_heavy
from resume_cli.exporters.docx.numbering import NUMBERS, Numbering
from resume_cli.exporters.docx.runs import RunFormat, Runs
from resume_cli.exporters.docx.xml import properties, word

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element as Element

    from resume_cli.document import Block, Inlines, Section, Term
    from resume_cli.exporters.docx.design import Design

_DEEPEST_HEADING = 4
_SECTION, _ENTRY = 1, 2
# White between things that share a line; an ordinary space as well, for readers that know no other.
_GAP = " \u2003"
# The mark keeps an address and a telephone number from being taken for one stretch of Latin.
_RIGHT_TO_LEFT_GAP = " \u200f\u2003"


@dataclass(slots=True)
class Body:
    """The paragraphs of a document, growing as its nodes are added."""

    design: Design
    runs: Runs
    numbering: Numbering = field(default_factory=Numbering)
    paragraphs: list[Element] = field(default_factory=list)
    break_before: bool = False
    after_heading: bool = False
    text_style: str = "BodyText"

    def add(self, style: str, *runs: Element, direct: tuple[Element, ...] = ()) -> None:
        """Add a paragraph; `direct` are properties on top of its style."""
        if self.break_before:
            direct = (*direct, word("pageBreakBefore"))
            self.break_before = False
        if self.after_heading and style.startswith(("Heading", "GroupTitle")):
            # The title's own distance is enough; Word would add the two.
            direct = (*direct, word("spacing", before=0))
        self.after_heading = style in {"Heading1", "GroupTitle"}
        children = (word("pStyle", val=style), *direct)
        self.paragraphs.append(word("p", properties("pPr", children), *runs))

    def gap(self, run_format: RunFormat | None = None) -> Iterator[Element]:
        """Yield the white between things that share a line."""
        return self.runs.plain(_RIGHT_TO_LEFT_GAP if self.design.right_to_left else _GAP, run_format)

    def section(self, section: Section) -> None:
        """Add a section: its title, and its blocks below it."""
        self.break_before = self.break_before or section.break_before
        if plain(section.title):
            self.add("Heading1", *self.runs.of(section.title, self._heavy("heading-weight")))
        self.text_style = "Summary" if section.kind == "summary" else "BodyText"
        self.blocks(section.blocks, _ENTRY)

    def blocks(self, blocks: tuple[Block, ...], level: int) -> None:
        """Add blocks, whose headings are of a level."""
        for block in blocks:
            self._block(block, level)

    def _block(self, block: Block, level: int) -> None:
        match block:
            case Paragraph(content=content):
                self.add(self.text_style, *self.runs.of(content))
            case Bullets(items=items, start=start):
                self._list(items, start)
            case Terms(items=terms, separator=separator):
                for term in terms:
                    self._term(term, separator)
            case Entry():
                self._entry(block, level)
            case Group(title=title, blocks=blocks):
                outline = () if level == _ENTRY else (word("outlineLvl", val=level - 1),)
                self.add(
                    "GroupTitle", *self.runs.of(title, RunFormat(self.design.language, heavy=True)), direct=outline
                )
                self.blocks(blocks, level + 1)
            case _:
                assert_never(block)

    def _list(self, items: tuple[Inlines, ...], start: int | None) -> None:
        style = "ListBullet"
        direct: tuple[Element, ...] = ()
        if start is not None:
            style = "ListNumber"
            identifier = self.numbering.begin(start, len(items))
            if identifier != NUMBERS:
                direct = (word("numPr", word("ilvl", val=0), word("numId", val=identifier)),)
        for item in items:
            self.add(style, *self.runs.of(item), direct=direct)

    def _term(self, term: Term, separator: str) -> None:
        name = RunFormat(self.design.language, style="Term")
        runs = list(self.runs.of(term.name, name))
        if plain(term.name) and plain(term.description):
            columns = self.design.theme.keyword("terms-layout") == "columns"
            runs += [word("r", word("tab"))] if columns else self.runs.plain(separator, name)
        self.add("TermList", *runs, *self.runs.of(term.description))

    def _entry(self, entry: Entry, level: int) -> None:
        """Add title and dates on one line, subtitle and place on the next, then what is told of it."""
        heading = f"Heading{min(level, _DEEPEST_HEADING)}"
        if plain(entry.title):
            below = level + 1
            lines = self._titled_lines(entry, heading)
        else:
            below = level
            lines = [(heading, self._single_line(entry))]
        written = [(style, runs) for style, runs in lines if runs]
        for place, (style, runs) in enumerate(written, 1):
            # Nothing follows that the last line must stay with.
            loose = place == len(written) and not entry.body and not entry.roles
            self.add(style, *runs, direct=(word("keepNext", val=0),) if loose else ())
        self.blocks(entry.body, below)
        for role in entry.roles:
            self._entry(role, below)

    def _titled_lines(self, entry: Entry, heading: str) -> list[tuple[str, list[Element]]]:
        """Return the lines of an entry with a title: dates at the end of the first, or between title and subtitle."""
        run_format = RunFormat(self.design.language, heavy=True)
        title = list(self.runs.of(entry.title, run_format))
        design = self.design
        second_ink = RunFormat(
            design.language, heavy=is_heavy(design, "entry-subtitle"), leans=design.leans("entry-subtitle")
        )
        before = list(self.runs.of(entry.subtitle, second_ink))
        second = ("EntrySubtitle", self._with_places(entry, before, _light(second_ink, "EntryPlace")))
        if self.design.dates_below:
            dates = self._side_by_side(entry.meta[:1], RunFormat(self.design.language, style="EntryDates"))
            return [(heading, title), ("EntryDateLine", dates), second]
        dates = self._side_by_side(entry.meta[:1], _light(run_format, "EntryDates"))
        tab = [word("r", word("tab"))] if dates else []
        return [(heading, [*title, *tab, *dates]), second]

    def _single_line(self, entry: Entry) -> list[Element]:
        """Return the line of an entry without a title: the subtitle leads, the dates before it as everywhere."""
        run_format = RunFormat(self.design.language, heavy=True)
        dates = self._side_by_side(entry.meta[:1], _light(run_format, "EntryDates"))
        gap = self.gap() if dates and plain(entry.subtitle) else ()
        before = [*dates, *gap, *self.runs.of(entry.subtitle, run_format)]
        return self._with_places(entry, before, _light(run_format, "EntryPlace"))

    def _with_places(self, entry: Entry, before: list[Element], run_format: RunFormat) -> list[Element]:
        places = self._side_by_side(entry.meta[1:], run_format)
        gap = self.gap(run_format) if before and places else ()
        return [*before, *gap, *places]

    def _side_by_side(self, items: tuple[Inlines, ...], run_format: RunFormat) -> list[Element]:
        runs: list[Element] = []
        for item in filter(plain, items):
            if runs:
                runs += self.gap(run_format)
            runs += self.runs.of(item, run_format)
        return runs

    def _heavy(self, token: str) -> RunFormat:
        return RunFormat(self.design.language, heavy=self.design.theme.keyword(token) == "bold")


def _light(run_format: RunFormat, style: str) -> RunFormat:
    """Return the run_format of something that is not bold in a line that is."""
    return replace(run_format, style=style, bold=False if run_format.heavy else None)
