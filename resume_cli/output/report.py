"""Format problems for people, with source lines and carets, and make external text safe to print.

grouped(problems)                   problems grouped by severity, code and key, with all renamed keys in one group
described(problems, paint)          every problem, with its line and a caret
summarised(problems, paint, …)      one line for each group, at most five groups
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from resume_cli.errors import Position, Problem

#: The longest line shown in full, in columns. Of longer ones, the part around the caret is shown.
_WIDTH = 100
_BEFORE = 40
_MARGIN = " " * 6
#: The most groups in a summary, and the most errors among them shown with their source lines.
_GROUPS = 5
_IN_FULL = 2
#: Codes that form one group regardless of their keys.
_ONE_GROUP = frozenset({"renamed-key"})
_SEVERITIES = ("error", "warning", "note")
# Controls, line separators, marks of direction, and lone surrogates.
_UNSAFE = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
# The colours of rustc.
_STYLES = {"error": "1;31", "warning": "1;33", "note": "1;32", "hint": "1;36", "margin": "1;34", "message": "1"}

#: Returns a text in the colours of a style, one of `_STYLES`.
Paint: TypeAlias = "Callable[[str, str], str]"


def printable(text: str, keep: str = "") -> str:
    r"""Return text with control characters, line ends and direction marks escaped, as in `\u001b`.

    JSON uses the same escapes, so a line of JSON keeps its meaning. All echoed text passes through this function.
    The characters in `keep`, such as line ends, are not escaped.
    """
    return _UNSAFE.sub(lambda match: match[0] if match[0] in keep else f"\\u{ord(match[0]):04x}", text)


def plain(text: str, _style: str) -> str:
    """Return the text unchanged: the `Paint` for output other than to a terminal."""
    return text


def coloured(text: str, style: str) -> str:
    """Return the text in colour: the `Paint` for a terminal."""
    return f"\x1b[{_STYLES[style]}m{text}\x1b[0m"


def counted(count: int, noun: str) -> str:
    """Return a number with a noun: `1 page`, `2 pages`."""
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"


def tally(problems: Iterable[Problem], *severities: str) -> str:
    """Return the number of problems of the given severities, by default of all: `1 error, 2 warnings`."""
    found = [problem.severity for problem in problems]
    wanted = [each for each in severities or _SEVERITIES if each in found]
    return ", ".join(counted(found.count(each), each) for each in wanted)


def grouped(problems: Iterable[Problem]) -> list[list[Problem]]:
    """Return the problems in groups with the same severity, code and key, errors first."""
    groups: dict[tuple[str, str, str], list[Problem]] = {}
    for problem in problems:
        key = next((step for step in reversed(problem.path) if isinstance(step, str)), "")
        key = "" if problem.code in _ONE_GROUP else key
        groups.setdefault((problem.severity, problem.code, key), []).append(problem)
    return sorted(groups.values(), key=lambda group: _SEVERITIES.index(group[0].severity))


def described(problems: Iterable[Problem], paint: Paint = plain) -> Iterator[str]:
    """Yield all problems as text, group by group. Warnings with the same text are merged into one."""
    for group in grouped(problems):
        alike: dict[object, list[Problem]] = {}
        for problem in group:
            same = problem if problem.severity == "error" else (problem.message, problem.hint)
            alike.setdefault(same, []).append(problem)
        for each in alike.values():
            yield describe(each[0], paint, each[1:])


def summarised(problems: Sequence[Problem], paint: Paint = plain) -> tuple[list[str], bool]:
    """Return a line for each of the first groups, the first errors in full, and whether anything is omitted."""
    groups = grouped(problems)
    lines = []
    for index, group in enumerate(groups[:_GROUPS]):
        in_full = group[0].severity == "error" and index < _IN_FULL and len(group) == 1
        lines.append(describe(group[0], paint) if in_full else _line(group, paint))
    return lines, len(problems) > len(groups) or len(groups) > _GROUPS


def describe(problem: Problem, paint: Paint = plain, others: Sequence[Problem] = ()) -> str:
    """Return a problem as text of one or more lines, without a final line end.

    The first line is `file:line:column: error[code]: message`, as editors and terminals recognise it. `others` are
    the same problem in other places.
    """
    position = problem.position
    lines = [_headline(problem, paint, f", in {len(others) + 1} places" if others else "")]
    if position is not None and position.source.strip():
        lines += _excerpt(position, problem.severity, paint)
    if others:
        lines += _wrapped("also at", [_place(each.position) for each in others if each.position])
    if problem.hint:
        lines.append(f"{_MARGIN}{paint('hint', 'hint')}: {printable(problem.hint)}")
    return "\n".join(lines)


def _line(group: Sequence[Problem], paint: Paint) -> str:
    """Return a group as one line."""
    first = group[0]
    hint = f" ({printable(first.hint)})" if first.hint else ""
    if len(group) == 1:
        return _headline(first, paint) + hint
    alike = len({each.message for each in group}) == 1
    number = f", in {len(group):,} places" if alike else f", and {len(group) - 1:,} more like it"
    first_at = f", first at {_place(first.position)}" if first.position else ""
    return _headline(first, paint, number + first_at, placed=False) + hint


def _headline(problem: Problem, paint: Paint, more: str = "", *, placed: bool = True) -> str:
    place = f"{_place(problem.position)}: " if placed and problem.position else ""
    kind = paint(f"{problem.severity}[{problem.code}]", problem.severity)
    return f"{place}{kind}{paint(f': {printable(problem.message)}{more}', 'message')}"


def _place(position: Position | None) -> str:
    return f"{printable(position.file)}:{position.line}:{position.column}" if position else ""


def _wrapped(title: str, words: Iterable[str]) -> list[str]:
    import textwrap

    return textwrap.wrap(
        f"{title} {', '.join(words)}",
        _WIDTH,
        initial_indent=_MARGIN,
        subsequent_indent=_MARGIN + " " * 3,
        break_long_words=False,
        break_on_hyphens=False,
    )


def _excerpt(position: Position, severity: str, paint: Paint) -> list[str]:
    """Return the source line and a line with a caret, aligned for wide characters in a terminal."""
    source = position.source.rstrip().replace("\t", " ")
    start = max(0, position.column - 1 - _BEFORE) if columns(source) > _WIDTH else 0
    before = printable(source[start : position.column - 1])
    shown = ("…" if start else "") + printable(source[start:])
    shown = _cut(shown, _WIDTH)
    padding = " " * (columns(before) + bool(start))
    number, margin = paint(f"{position.line:>5} |", "margin"), paint(f"{_MARGIN}|", "margin")
    return [f"{number} {shown}", f"{margin} {padding}{paint('^', severity)}"]


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
    """Return the width of a text in terminal columns: two for a wide character, none for a combining one."""
    if text.isascii():
        return len(text)
    return sum(_columns_of(character) for character in text)


def _columns_of(character: str) -> int:
    if unicodedata.category(character) in {"Mn", "Me", "Cf"}:
        return 0
    return 2 if unicodedata.east_asian_width(character) in {"W", "F"} else 1
