"""Lists within a text, as in Markdown and e-mails: lines that begin with a mark or a number.

Paragraphs are at level 0, items at level 1 and items within items at level 2. Deeper items are kept in place, but at
level 2.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

_PARTS = re.compile(r"\n[ \t]*\n(?:[ \t]*\n)*|\n(?=[ \t]*(?:[-*+•·▪‣◦–][ \t]|\d{1,2}[.)、][ \t]?\D))")
_ITEM = re.compile(r"([ \t]*)(?:([-*+•·▪‣◦–])|(\d{1,2})[.)])[ \t]+(?=\S)")
#: Marks that are interchangeable in Markdown. A change between any other marks is a change of level (`•` above `◦`).
_SAME = frozenset("-*+–")
DEEPEST = 2


class Line(NamedTuple):
    """A paragraph or an item of a list.

    `number` is the number of a numbered item. `deep` is set if the item was below the deepest level.
    """

    words: str
    level: int = 0
    number: int | None = None
    deep: bool = False


def lines_of(text: str) -> list[Line]:
    """Return the paragraphs and list items of a text in order, with the line ends within them.

    A single line with a mark is not a list unless it is indented or follows a colon: `* 1990` may be a date of birth,
    and `– A. Lovelace` the source of a quotation.
    """
    found: list[Line] = []
    run: list[tuple[re.Match[str], str]] = []
    for part in filter(str.strip, _PARTS.split(text)):
        item = _ITEM.match(part)
        if item:
            run.append((item, part))
        else:
            found += _run(run, found)
            run = []
            found.append(Line(part))
    return found + _run(run, found)


def _run(run: Sequence[tuple[re.Match[str], str]], before: Sequence[Line]) -> list[Line]:
    """Return lines that begin with marks as items, or unchanged if they do not form a list."""
    as_typed = [Line(part) for _, part in run]
    is_meant = bool(before) and (bool(run and run[0][0][1]) or before[-1].words.rstrip().endswith((":", "：")))
    if len(run) == 1 and not is_meant:
        return as_typed
    opened: list[tuple[int, str]] = []
    counts: list[int | None] = []
    lines = []
    for item, part in run:
        place = len(item[1].expandtabs(4)), "-" if item[2] in _SAME else item[2] or "1"
        while opened and opened[-1][0] > place[0]:
            opened.pop()
        if place not in opened:
            opened.append(place)
        del opened[opened.index(place) + 1 :]
        level, number = min(len(opened), DEEPEST), int(item[3]) if item[3] else None
        if len(counts) >= level and number != _after(counts[level - 1]):
            # The numbers of a list must be consecutive, or all of its items must be unnumbered.
            return as_typed
        counts[level - 1 :] = [number]
        lines.append(Line(part[item.end() :], level, number, len(opened) > DEEPEST))
    return lines


def _after(number: int | None) -> int | None:
    return None if number is None else number + 1


def written(text: str, joined: Callable[[str], str]) -> str:
    """Return a text with one line for each paragraph and item, separated by empty lines.

    `joined` joins several lines into one.
    """
    lines = lines_of(text)
    levels = [0, *(line.level for line in lines), 0]
    # The only item of a list is indented, because `lines_of` would otherwise take it for a paragraph.
    lone = (not levels[place] and not levels[place + 2] for place in range(len(lines)))
    marked = (_mark(line, lone=each) + joined(line.words) for line, each in zip(lines, lone, strict=True))
    return "\n\n".join(filter(None, marked))


def _mark(line: Line, *, lone: bool) -> str:
    mark = "- " if line.number is None else f"{line.number}. "
    return "  " * (line.level - 1 + lone) + mark if line.level else ""


def nested(lines: Sequence[Line]) -> Iterator[tuple[Line, Sequence[Line]]]:
    """Yield each line above the deepest level with the items within it."""
    starts = [place for place, line in enumerate(lines) if not place or line.level < DEEPEST]
    for start, stop in zip(starts, [*starts[1:], len(lines)], strict=True):
        yield lines[start], lines[start + 1 : stop]
