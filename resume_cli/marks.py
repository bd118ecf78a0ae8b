"""Unicode's invisible direction marks, for formats that consist of characters only.

Word documents contain them too: Word knows the direction of a run, but other programs go by the characters.
"""

from __future__ import annotations

import unicodedata
from typing import Literal

from msgspec.structs import replace

from resume_cli.document import Direction, Document, Inline, Inlines, Isolate, Text, changed, direction, plain, texts

_MARKS: dict[Direction, str] = {"ltr": "\u200e", "rtl": "\u200f"}
_SIDES: dict[str, Direction] = {"L": "ltr", "R": "rtl", "AL": "rtl"}


def with_marks(content: Inlines, around: Direction) -> Inlines:
    """Return inlines with invisible marks inside and outside the edges of isolates.

    A mark is added only if the neighbouring letter does not already have the same effect.
    """
    made: list[Inline] = []
    sides = [_first_side(plain((inline,))) for inline in content]
    # The directions of the first letters before and after each inline are found in one pass, because a text may have
    # thousands of inlines.
    found: Direction | Literal["number"] | None = None
    afters: list[Direction | Literal["number"] | None] = [None]
    for side in reversed(sides[1:]):
        afters.append(side or afters[-1])
    for inline, own, after_it in zip(content, sides, reversed(afters), strict=False):
        before_it, found = found, found or own
        if not isinstance(inline, Isolate):
            children = getattr(inline, "children", None)
            made.append(replace(inline, children=with_marks(children, around)) if children else inline)
            continue
        side, inner = inline.direction, plain(inline.children)
        begin, end = ("" if _keeps_order(inner, edge, side) else _MARKS[side] for edge in (inner[:1], inner[-1:]))
        children = (*_mark(begin), *with_marks(inline.children, side), *_mark(end))
        before = "" if before_it == around else _MARKS[around]
        after = "" if after_it == around else _MARKS[around]
        made += (*_mark(before), replace(inline, children=children), *_mark(after))
    return tuple(made)


def marked(document: Document) -> Document:
    """Return a document with the marks of `with_marks` in all its texts, or unchanged if all of it is left to right."""
    side = direction(document.language)
    letters = (each for each in set().union(*texts(document)) if each > "\u0590")
    mixed = side == "rtl" or any(_SIDES.get(unicodedata.bidirectional(each)) == "rtl" for each in letters)
    return changed(document, lambda content: with_marks(content, side)) if mixed else document


def opening_mark(line: str, side: Direction) -> str:
    """Return the mark that a line needs at its start to be read in a direction, or an empty string."""
    letters = "".join(each for each in line if not each.isdigit())
    return _MARKS[side] if _first_side(letters) not in {side, None} else ""


def _keeps_order(words: str, edge: str, side: Direction) -> bool:
    """Return whether words need no mark at an edge, because it is a letter of their direction or they are a number."""
    return _SIDES.get(unicodedata.bidirectional(edge or " ")) == side or words.isdigit()


def _mark(mark: str) -> Inlines:
    return (Text(mark),) if mark else ()


def _first_side(text: str) -> Direction | Literal["number"] | None:
    """Return the direction of the first letter, `number` if a digit comes first, or None if there is neither."""
    kinds = (kind for kind in map(unicodedata.bidirectional, text) if kind in {"L", "R", "AL", "EN", "AN"})
    kind = next(kinds, None)
    return None if kind is None else _SIDES.get(kind, "number")
