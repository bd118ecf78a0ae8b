"""The terminal view: as wide as the terminal, in the theme's colours, with links if the terminal supports them.

User text reaches rich only as `Text`, never as markup. rich measures and styles it; `ansi.py` writes the escape
sequences.
"""

from __future__ import annotations

from colorsys import rgb_to_hls
from typing import TYPE_CHECKING, assert_never

from msgspec import Struct
from msgspec.structs import replace
from rich.color import Color
from rich.style import Style
from rich.text import Text as Line

from resume_cli import document as tree
from resume_cli.document import direction, hidden_targets, written_out
from resume_cli.export import Context, Exporter
from resume_cli.exporters.terminal.ansi import encode
from resume_cli.exporters.terminal.wrap import unbroken, wrap
from resume_cli.marks import marked, opening_mark

if TYPE_CHECKING:
    from collections.abc import Iterator

    from resume_cli.theme.loader import Colour

NARROWEST, WIDEST = 20, 120
#: The width from which the names of terms have a separate column, if they fit into a third of it, and the width from
#: which two short terms share a line.
COLUMNS_FROM, PAIRS_FROM = 60, 100
GAP = 2
#: The six of the 256 terminal colours that have a contrast of at least 4.5:1 with both black and white.
_ACCENTS, _GREY = (29, 63, 98, 131, 163), 243
_PLAIN, _BOLD, _ITALIC, _QUIET = Style.null(), Style(bold=True), Style(italic=True), Style(color=Color.from_ansi(_GREY))


class _View(Struct, frozen=True):
    """The settings of the walk: the width in cells, the accent, and whether links work and terms are set in pairs."""

    width: int
    accent: Style
    hyperlinks: bool
    pairs: bool = False


def render(document: tree.Document, context: Context) -> bytes:
    """Return a document as UTF-8 lines of at most `context.width` cells, with escape sequences only if asked for."""
    document = marked(document)
    width = max(NARROWEST, min(context.width, WIDEST))
    view = _View(width, Style(color=_readable(context.theme.colour("accent"))), context.hyperlinks)
    chunks = [list(_header(document.header, view)), *(list(_section(section, view)) for section in document.sections)]
    lines = [line for chunk in chunks if chunk for line in (*chunk, Line())][:-1]
    side = direction(document.language)
    # A terminal takes the direction of each line from its first letter.
    lines = [Line(begin).append(line) if (begin := opening_mark(line.plain, side)) else line for line in lines]
    return encode(lines, colour=context.colour, hyperlinks=context.hyperlinks)


def _readable(colour: Colour) -> Color | None:
    """Return the readable colour of the nearest hue, or None for greys."""
    channels = (colour.red, colour.green, colour.blue)
    if max(channels) - min(channels) < 24:
        return None
    hue, _, _ = rgb_to_hls(*(channel / 255 for channel in channels))

    def distance(number: int) -> float:
        other, _, _ = rgb_to_hls(*Color.from_ansi(number).get_truecolor().normalized)
        return min(abs(hue - other), 1 - abs(hue - other))

    return Color.from_ansi(min(_ACCENTS, key=distance))


def _header(header: tree.Header, view: _View) -> Iterator[Line]:
    """Yield the lines of name, headline and contacts; a contact that does not fit on a line begins a new one."""
    yield from _filled(_line(header.name, view, _BOLD + view.accent), view)
    yield from _filled(_line(header.headline, view), view)
    row = Line()
    for contact in header.contacts:
        content = _line(contact.content, view, _QUIET)
        if row.cell_len and row.cell_len + GAP + content.cell_len > view.width:
            yield from _filled(row, view)
            row = Line()
        row = Line.assemble(row, " " * (GAP + 1), content) if row.cell_len else content
    yield from _filled(row, view)


def _section(section: tree.Section, view: _View) -> Iterator[Line]:
    if section.title:
        yield from _filled(_line(section.title, view, _BOLD + view.accent), view)
        yield Line.assemble(("─" * view.width, view.accent))
    # Within an entry, terms are facts about it, one below the other.
    pairs = view.width >= PAIRS_FROM and not any(isinstance(block, tree.Entry | tree.Group) for block in section.blocks)
    yield from _blocks(section.blocks, replace(view, pairs=pairs))


def _blocks(blocks: tuple[tree.Block, ...], view: _View) -> Iterator[Line]:
    """Yield the lines of blocks, with an empty line between two paragraphs and around entries and groups."""
    for index, block in enumerate(blocks):
        pair = blocks[index - 1 : index + 1]
        if index and (
            any(isinstance(each, tree.Entry | tree.Group) for each in pair)
            or all(isinstance(each, tree.Paragraph) for each in pair)
        ):
            yield Line()
        yield from _block(block, view)


def _block(block: tree.Block, view: _View) -> Iterator[Line]:
    match block:
        case tree.Paragraph(content=content):
            yield from _filled(_line(content, view), view)
        case tree.Bullets():
            yield from _bullets(block, "", view)
        case tree.Terms(items=terms, separator=separator):
            yield from _terms(terms, separator, view)
        case tree.Entry():
            yield from _entry(block, view)
        case tree.Group(title=title, blocks=blocks):
            yield from _filled(_line(title, view, _BOLD), view)
            yield from _blocks(blocks, view)
        case _:
            assert_never(block)


def _bullets(bullets: tree.Bullets, before: str, view: _View) -> Iterator[Line]:
    rows = list(bullets.listed())
    marks = [("– " if before else "• ") if number is None else f"{number}. " for number, _, _ in rows]
    indent = max(map(len, marks), default=0)
    for mark, (_, item, inner) in zip(marks, rows, strict=True):
        yield from _hanging(
            Line(before + mark.rjust(indent)), _item(*bullets.parted(item), view), len(before) + indent, view
        )
        yield from _bullets(inner, before + " " * indent, view) if inner else ()


def _item(title: tree.Inlines, facts: tree.Inlines, view: _View) -> Line:
    """Return a list item with its facts in a quiet colour."""
    written = [part if view.hyperlinks else written_out(part) for part in (title, facts)]
    targets = _targets(title + facts, view)
    line = Line.assemble(_words(written[0], view, _PLAIN), _words(written[1], view, _QUIET))
    return Line.assemble(line, " ", targets) if targets.cell_len else line


def _terms(terms: tuple[tree.Term, ...], separator: str, view: _View) -> Iterator[Line]:
    column = max((_line(term.name, view, _BOLD).cell_len for term in terms), default=0) + GAP
    aligned = view.width >= COLUMNS_FROM and column <= view.width // 3
    half = replace(view, width=(view.width - 2 * GAP) // 2)
    waiting = Line()
    for term in terms:
        cell = list(_term(term, separator, column if aligned else 0, half)) if view.pairs else []
        if len(cell) == 1 and waiting.cell_len:
            waiting.pad_right(half.width + 2 * GAP - waiting.cell_len)
            yield Line.assemble(waiting, cell[0])
            waiting = Line()
            continue
        yield from (waiting,) if waiting.cell_len else ()
        waiting = cell[0] if len(cell) == 1 else Line()
        yield from () if waiting.cell_len else _term(term, separator, column if aligned else 0, view)
    yield from (waiting,) if waiting.cell_len else ()


def _term(term: tree.Term, separator: str, column: int, view: _View) -> Iterator[Line]:
    """Yield the lines of a term; its description begins at `column`, or directly after its name if that is 0."""
    name, description = _line(term.name, view, _BOLD), _line(term.description, view)
    if column and description.cell_len and name.cell_len:
        name.pad_right(column - name.cell_len)
        yield from _hanging(name, description, column, view)
    else:
        joint = separator if name.cell_len and description.cell_len else ""
        yield from _hanging(Line(), Line.assemble(name, joint, description), 0, view)


def _hanging(mark: Line, content: Line, indent: int, view: _View) -> Iterator[Line]:
    for index, line in enumerate(wrap(content, view.width - indent)):
        yield Line.assemble(mark if not index else " " * indent, line)


def _entry(entry: tree.Entry, view: _View) -> Iterator[Line]:
    asides = [_line(meta, view, _QUIET) for meta in entry.meta]
    dates, places = asides[:1], asides[1:]
    title, words = _line(entry.title, view, _BOLD), _words(entry.title, view, _BOLD)
    if entry.in_one_line:
        others = [
            part for each in (_line(entry.subtitle, view), *places) if each.cell_len for part in (" " * GAP, each)
        ]
        title, words = Line.assemble(title, *others), Line.assemble(words, *others)
    if view.hyperlinks or title.cell_len + sum(GAP + date.cell_len for date in dates) <= view.width:
        yield from _pair(title, dates, view)
    else:
        # The title's target goes below if it does not fit between the title and its dates.
        yield from _pair(words, dates, view)
        yield from _filled(_targets(entry.title, view), view)
    if not entry.in_one_line:
        yield from _pair(_line(entry.subtitle, view), places, view)
    yield from _blocks(entry.body, view)
    narrower = replace(view, width=max(view.width - GAP, NARROWEST // 2))
    for role in entry.roles:
        yield Line()
        for line in _entry(role, narrower):
            yield Line.assemble(" " * GAP, line) if line.cell_len else line


def _pair(left: Line, right: list[Line], view: _View) -> Iterator[Line]:
    """Yield two texts at the two ends of one line, or one below the other if they do not fit."""
    for meta in filter(len, right):
        space = view.width - left.cell_len - meta.cell_len
        if space >= GAP and left.cell_len:
            left = Line.assemble(left, " " * space, meta)
        else:
            yield from _filled(left, view)
            left = meta
    yield from _filled(left, view)


def _filled(line: Line, view: _View) -> Iterator[Line]:
    if line.cell_len:
        yield from wrap(line, view.width)


def _line(inlines: tree.Inlines, view: _View, style: Style = _PLAIN) -> Line:
    """Return styled text, followed by the targets of its links if the links cannot be followed."""
    line, targets = _words(inlines if view.hyperlinks else written_out(inlines), view, style), _targets(inlines, view)
    return Line.assemble(line, " ", targets) if targets.cell_len else line


def _targets(inlines: tree.Inlines, view: _View) -> Line:
    targets = () if view.hyperlinks else hidden_targets(inlines)
    return Line(" ").join(Line.assemble((f"<{target}>", _QUIET)) for target in targets)


def _words(inlines: tree.Inlines, view: _View, style: Style, *, together: bool = False) -> Line:
    line = Line()
    for inline in inlines:
        match inline:
            case tree.Text(content=content) | tree.Time(content=content):
                line.append(unbroken(content) if together or isinstance(inline, tree.Time) else content, style)
            case tree.NoWrap(children=children):
                line.append(_words(children, view, style, together=True))
            case tree.Code(content=content):
                line.append(content, style + view.accent)
            case tree.Isolate(children=children):
                line.append(_words(children, view, style))
            case tree.Strong(children=children):
                line.append(_words(children, view, style + _BOLD))
            case tree.Emphasis(children=children):
                line.append(_words(children, view, style + _ITALIC))
            case tree.Link(children=children, href=href):
                target = Style(underline=True, link=href) if view.hyperlinks else _PLAIN
                line.append(_words(children, view, style + target))
            case _:
                assert_never(inline)
    return line


EXPORTER = Exporter("terminal", ".ansi", "text/plain", False, render)  # noqa: FBT003 - a text format
