"""Words that read in the other direction become isolates, whatever marks and links they are in.

This is done once, over the finished document, so that a new field needs no thought of it; before that only where parts
are joined, since each of them is apart from the others.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from resume_cli.document import (
    Code,
    Direction,
    Emphasis,
    Inline,
    Inlines,
    Isolate,
    Link,
    NoWrap,
    Strong,
    Text,
    Time,
    nodes,
    plain,
)
from resume_cli.locale.bidi import OBJECT, other_phrases

if TYPE_CHECKING:
    from collections.abc import Iterator

    from resume_cli.locale.bidi import Spans

_OTHER: dict[Direction, Direction] = {"ltr": "rtl", "rtl": "ltr"}


def isolated(content: Inlines, around: Direction) -> Inlines:
    """Return inlines with the words apart that read in the other direction than those around them."""
    if around == "ltr" and plain(content).isascii():
        return content
    whole: list[tuple[int, int]] = []
    closed: list[tuple[int, int]] = []
    flat = _flat(content, around, 0, whole, closed)
    made: list[Inline] = []
    end = 0
    for start, stop in _united(flat, _outside(closed, other_phrases(flat, around)), whole):
        made += _cut(content, end, start, around)
        made.append(_isolate(tuple(_cut(content, start, stop, None)), _OTHER[around]))
        end = stop
    return (*made, *_cut(content, end, len(flat), around))


def _isolate(children: Inlines, side: Direction) -> Isolate:
    """Return an isolate, with the language that all of it shares."""
    languages = {node.language for node in nodes(children) if isinstance(node, Text | Time | Code | Isolate)}
    shared = languages.pop() if len(languages) == 1 else None
    return Isolate(tuple(map(_without_language, children)) if shared else children, side, shared)


def _without_language(inline: Inline) -> Inline:
    if isinstance(inline, Text | Time | Code):
        return replace(inline, language=None)
    return replace(inline, language=None, children=tuple(map(_without_language, inline.children)))


def _flat(
    content: Inlines, around: Direction, at: int, whole: list[tuple[int, int]], closed: list[tuple[int, int]]
) -> str:
    """Return the characters of inlines; what is apart as a whole goes to `whole`, links with both kinds to `closed`."""
    parts: list[str] = []
    for inline in content:
        start = at + sum(map(len, parts))
        match inline:
            case Isolate():
                parts.append(OBJECT)
            case Text(text) | Time(text):
                parts.append(text)
            case Code(text):
                parts.append(text)
                whole += [(start, start + len(text))] if around == "rtl" else []
            case Strong(children) | Emphasis(children) | NoWrap(children):
                parts.append(_flat(children, around, start, whole, closed))
            case Link(children):
                text = _flat(children, around, start, [], [])
                parts.append(text)
                both = OBJECT in text or (other_phrases(text, "ltr") and other_phrases(text, "rtl"))
                (closed if both else whole).append((start, start + len(text)))
    return "".join(parts)


def _united(flat: str, phrases: Spans, whole: Spans) -> Iterator[tuple[int, int]]:
    """Yield phrases in order, without spaces at their ends, each with the whole of the links that it has a part of."""
    end = 0
    for start, stop in phrases:
        start += len(flat[start:stop]) - len(flat[start:stop].lstrip())  # noqa: PLW2901 - made shorter
        stop = start + len(flat[start:stop].rstrip())  # noqa: PLW2901 - as above
        for first, last in whole:
            if first < stop and start < last:
                start, stop = min(start, first), max(stop, last)  # noqa: PLW2901 - made longer
        if start >= end and start < stop:
            yield start, stop
            end = stop


def _outside(closed: Spans, spans: Spans) -> Iterator[tuple[int, int]]:
    """Yield what of stretches is outside closed ones."""
    for start, stop in spans:
        for first, last in closed:
            if first < stop and start < last:
                yield start, first
                start = max(start, last)  # noqa: PLW2901 - the rest of it
        yield start, stop


def _cut(content: Inlines, start: int, stop: int, around: Direction | None) -> Iterator[Inline]:
    """Yield inlines from `start` to `stop`; links between isolates have their own within, unless `around` is None."""
    at = 0
    for inline in content:
        length = len(_flat((inline,), "ltr", 0, [], []))
        first, last = max(start - at, 0), min(stop - at, length)
        at += length
        if first >= last:
            continue
        match inline:
            case Text(text) | Time(text) | Code(text):
                yield replace(inline, content=text[first:last])
            case Strong(children) | Emphasis(children) | NoWrap(children):
                yield replace(inline, children=tuple(_cut(children, first, last, around)))
            case Link(children) if around is not None:
                yield replace(inline, children=isolated(children, around))
            case Link() | Isolate():
                yield inline
