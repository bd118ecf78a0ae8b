"""Text for people: problems with their line and a caret below it, and anything from outside made safe to print."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from resume_cli.errors import Position, Problem

#: Longer lines are shown in part, around the caret.
_WIDTH = 100
_BEFORE = 40
# Controls but for line ends and tabs, line separators, marks of direction, and lone surrogates.
_UNSAFE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


def printable(text: str) -> str:
    r"""Return text in which nothing can steer a terminal or reorder a line: such characters as `\u001b`.

    That is also how JSON writes them, so a line of JSON stays the same data.
    """
    return _UNSAFE.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def counted(count: int, noun: str) -> str:
    """Return a number of things: `1 page`, `2 pages`."""
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def describe(problem: Problem) -> str:
    """Return a problem as lines for people, without a line end after the last.

    The first line is `file:line:column: error[code]: message`, as editors and terminals recognise it.
    """
    position = problem.position
    lines = [f"{problem.severity}[{problem.code}]: {problem.message}"]
    if position is not None:
        lines = [f"{position.file}:{position.line}:{position.column}: {lines[0]}"]
        if position.source.strip():
            lines += _excerpt(position)
    if problem.hint:
        lines.append(f"      hint: {problem.hint}")
    return printable("\n".join(lines))


def _excerpt(position: Position) -> list[str]:
    """Return the source line and the caret under the column, aligned as terminals print wide characters."""
    source = position.source.rstrip().replace("\t", " ")
    start = max(0, position.column - 1 - _BEFORE) if columns(source) > _WIDTH else 0
    before = printable(source[start : position.column - 1])
    shown = ("…" if start else "") + printable(source[start:])
    shown = _cut(shown, _WIDTH)
    padding = " " * (columns(before) + bool(start))
    return [f"{position.line:>5} | {shown}", f"      | {padding}^"]


def _cut(text: str, width: int) -> str:
    if columns(text) <= width:
        return text
    used = 0
    for offset, character in enumerate(text):
        used += columns(character)
        if used > width - 1:
            return text[:offset] + "…"
    return text


def columns(text: str) -> int:
    """Return how many terminal columns a text takes: two for a wide character, none for a combining one."""
    if text.isascii():
        return len(text)
    return sum(_columns_of(character) for character in text)


def _columns_of(character: str) -> int:
    if unicodedata.category(character) in {"Mn", "Me", "Cf"}:
        return 0
    return 2 if unicodedata.east_asian_width(character) in {"W", "F"} else 1
