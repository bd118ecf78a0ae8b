"""Replace words in inline Markdown without breaking its marks.

The text is parsed, the words are replaced in the parsed text, and the result is written as Markdown again. It is then
parsed once more to check that it has the intended meaning.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, TypeAlias

from msgspec.structs import replace

from resume_cli.document import Code, Emphasis, Inline, Inlines, Link, NoWrap, Strong, Text, Time, plain
from resume_cli.markup import inlines

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

#: The ranges of a text to replace, sorted and not adjacent, as pairs of start and end in characters.
Spans: TypeAlias = list[tuple[int, int]]
_PARAGRAPHS = re.compile(r"(\n[ \t]*\n\s*)")
_MARKS = re.compile(r"[\\`*_\[\]]")


def rewritten(content: str, find: Callable[[str], Spans], hides: Callable[[str], bool], mark: str) -> str:
    """Return Markdown with the ranges that `find` returns replaced by the mark, and without links to hidden targets."""
    return "".join(
        part if index % 2 else _paragraph(part, find, hides, mark)
        for index, part in enumerate(_PARAGRAPHS.split(content))
    )


def _paragraph(content: str, find: Callable[[str], Spans], hides: Callable[[str], bool], mark: str) -> str:
    read = inlines(content)
    unlinked = tuple(_without(read, lambda each: isinstance(each, Link) and hides(each.href)))
    spans = find(plain(unlinked))
    if not spans and unlinked == read:
        return content
    made = _merged(tuple(_replaced(unlinked, spans, mark, [0])))
    flat = _merged(tuple(_without(made, lambda each: not isinstance(each, Link))))
    attempts = ((made, str), (made, _escaped), (flat, str), (flat, _escaped))
    written = ((_written(each, escape), each) for each, escape in attempts)
    return next((text for text, meant in written if inlines(text) == meant), _escaped(plain(made)))


def _without(content: Inlines, is_unwanted: Callable[[Inline], bool]) -> Iterator[Inline]:
    """Yield inlines without unwanted marks and links, of which only the words stay."""
    for inline in content:
        if isinstance(inline, Strong | Emphasis | Link):
            children = tuple(_without(inline.children, is_unwanted))
            yield from children if is_unwanted(inline) else (replace(inline, children=children),)
        else:
            yield inline


def _replaced(content: Inlines, spans: Spans, mark: str, place: list[int]) -> Iterator[Inline]:
    """Yield inlines with each span replaced by the mark; `place` is the position of the walk in the whole text."""
    for inline in content:
        match inline:
            case Text(content=words) | Time(content=words) | Code(content=words):
                start = place[0]
                place[0] += len(words)
                kept = cut(words, spans, mark, start)
                if kept:
                    yield replace(inline, content=kept)
            case Strong(children=children) | Emphasis(children=children) | Link(children=children):
                inner = tuple(_replaced(children, spans, mark, place))
                if inner:
                    yield replace(inline, children=inner)


def _merged(content: Inlines) -> Inlines:
    merged: list[Inline] = []
    for inline in content:
        last = merged[-1] if merged else None
        if isinstance(inline, Text) and isinstance(last, Text):
            merged[-1] = Text(last.content + inline.content)
        elif isinstance(inline, Strong | Emphasis | Link):
            merged.append(replace(inline, children=_merged(inline.children)))
        else:
            merged.append(inline)
    return tuple(merged)


def _escaped(words: str) -> str:
    return _MARKS.sub(r"\\\g<0>", words)


def _written(content: Inlines, escape: Callable[[str], str]) -> str:
    return "".join(_inline(inline, escape) for inline in content)


def _inline(inline: Inline, escape: Callable[[str], str]) -> str:
    match inline:
        case Code(content=words):
            fence = "`" * (1 + max(map(len, re.findall("`+", words)), default=0))
            return f"{fence} {words} {fence}" if "`" in words else f"{fence}{words}{fence}"
        case NoWrap(children=children):
            return _written(children, escape)
        case Strong(children=children):
            return f"**{_written(children, escape)}**"
        case Emphasis(children=children):
            return f"*{_written(children, escape)}*"
        case Link(children=children, href=href):
            return f"[{_written(children, escape)}]({href})"
        case _:
            return escape(plain((inline,)))


def cut(content: str, spans: Spans, mark: str, start: int = 0) -> str:
    """Return a text with each span replaced by a mark; `start` is its place in the text in which spans are counted."""
    parts, end = [], 0
    for first, last in spans:
        if last > start and first < start + len(content):
            parts += [content[end : max(0, first - start)], mark if first >= start else ""]
            end = min(len(content), last - start)
    return "".join([*parts, content[end:]])


def joined(content: str, spans: Spans) -> Spans:
    """Join spans that touch or are separated only by spaces, so that marks do not reveal the number of words."""
    made: Spans = []
    for start, stop in spans:
        if made and (start <= made[-1][1] or not content[made[-1][1] : start].strip()):
            made[-1] = (made[-1][0], max(stop, made[-1][1]))
        else:
            made.append((start, stop))
    return made
