"""Wrap words of the opposite text direction in isolates, across marks and links.

This is done once for the finished document, so that fields need not handle it. Only joined parts are isolated
earlier, since each part must be isolated from its neighbours.
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
    """Return inlines with words of the opposite direction wrapped in isolates."""
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
    """Return an isolate, with the language of its children if they share one."""
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
    """Return the characters of inlines; add indivisible spans to `whole` and links of mixed direction to `closed`."""
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
    """Yield phrases in order, stripped of spaces and extended to include any link that they overlap."""
    end = 0
    for start, stop in phrases:
        start += len(flat[start:stop]) - len(flat[start:stop].lstrip())  # noqa: PLW2901 - made shorter
        stop = start + len(flat[start:stop].rstrip())  # noqa: PLW2901 - made shorter
        for first, last in whole:
            if first < stop and start < last:
                start, stop = min(start, first), max(stop, last)  # noqa: PLW2901 - made longer
        if start >= end and start < stop:
            yield start, stop
            end = stop


def _outside(closed: Spans, spans: Spans) -> Iterator[tuple[int, int]]:
    """Yield the parts of spans that lie outside closed spans."""
    for start, stop in spans:
        for first, last in closed:
            if first < stop and start < last:
                yield start, first
                start = max(start, last)  # noqa: PLW2901 - the rest of it
        yield start, stop


def _cut(content: Inlines, start: int, stop: int, around: Direction | None) -> Iterator[Inline]:
    """Yield the inlines from `start` to `stop`, with isolates inside links unless `around` is None."""
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
