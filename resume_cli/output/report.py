"""Problems as text: where, what, the line with a caret below it, and what to do."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from resume_cli.errors import Position, Problem

#: Longer lines are shown in part, around the caret.
_WIDTH = 100
_BEFORE = 40


def describe(problem: Problem) -> str:
    """Return a problem as lines for people, without a line end after the last.

    The first line is `file:line:column: error[code]: message`, as editors and terminals recognise it.
    """
    position = problem.position
    head = f"{problem.severity}[{problem.code}]: {_visible(problem.message)}"
    if position is None:
        lines = [head]
    else:
        lines = [f"{position.file}:{position.line}:{position.column}: {head}"]
        if position.source.strip():
            lines += _excerpt(position)
    if problem.hint:
        lines.append(f"      hint: {_visible(problem.hint)}")
    return "\n".join(lines)


def _excerpt(position: Position) -> list[str]:
    """Return the source line and the caret under the column, aligned as terminals print wide characters."""
    source = position.source.rstrip()
    start = max(0, position.column - 1 - _BEFORE) if columns(source) > _WIDTH else 0
    before = _visible(source[start : position.column - 1])
    shown = ("…" if start else "") + _visible(source[start:])
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


def _visible(text: str) -> str:
    """Return a text that cannot command a terminal: tabs as spaces, control characters as a sign."""
    if text.isprintable():
        return text
    return "".join(_sign(character) for character in text)


def _sign(character: str) -> str:
    if character == "\t":
        return " "
    category = unicodedata.category(character)
    # Joiners and marks of direction change what stands around them, so they are not shown either.
    return (
        "\ufffd"
        if category in {"Cc", "Cs", "Co", "Cn", "Zl", "Zp"} or character in "\u202a\u202b\u202d\u202e"
        else character
    )
