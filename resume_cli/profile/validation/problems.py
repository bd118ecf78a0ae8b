"""The collector of the problems found by validation."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from msgspec import Struct, field
from msgspec.structs import replace

from resume_cli.errors import FieldPath, Position, Problem, Severity, once
from resume_cli.profile.readers.plain_data import type_name

if TYPE_CHECKING:
    from resume_cli.profile.readers.positions import ProfileLocator

#: The maximum number of problems of each severity, because a hostile file could have millions.
MAX_PROBLEMS = 1_000
#: Hints by the expected type.
_INSTEAD = {
    "a text": "write one text, in quotation marks if it looks like something else",
    "a word": "write one word",
    "a list": "begin each entry with `-`, or put the entries between [ and ]",
    "a mapping": "write keys with their values, such as a name",
    "true or false": "write true or false",
}


class Problems(Struct):
    """Problems in the order in which they were found; `placed` returns them sorted by position."""

    found: list[tuple[Problem, bool]] = field(default_factory=list)
    counts: Counter[Severity] = field(default_factory=Counter)

    def error(self, code: str, message: str, path: FieldPath, hint: str = "", *, at_key: bool = False) -> None:
        """Add a problem that makes the profile invalid."""
        self._add(Problem(code, message, path, "error", hint), at_key=at_key)

    def wrong_type(self, value: object, expected: str, path: FieldPath, hint: str = "") -> None:
        """Add an error for a plain value that does not have the `expected` type, such as `a text`."""
        self.error(
            "wrong-type", f"expected {expected}, found {type_name(value)}", path, hint or _INSTEAD.get(expected, "")
        )

    def warn(self, code: str, message: str, path: FieldPath, hint: str = "", *, at_key: bool = False) -> None:
        """Add a warning."""
        self._add(Problem(code, message, path, "warning", hint), at_key=at_key)

    def note(self, code: str, message: str, path: FieldPath, hint: str = "", *, at_key: bool = False) -> None:
        """Add a note about an assumption."""
        self._add(Problem(code, message, path, "note", hint), at_key=at_key)

    def extend(self, problems: tuple[Problem, ...]) -> None:
        """Add problems that already have positions."""
        for problem in problems:
            self._add(problem, at_key=False)

    def _add(self, problem: Problem, *, at_key: bool) -> None:
        self.counts[problem.severity] += 1
        if self.counts[problem.severity] <= MAX_PROBLEMS:
            self.found.append((problem, at_key))

    def placed(self, places: ProfileLocator) -> tuple[Problem, ...]:
        """Return all problems with their positions, sorted by file, line and column."""
        placed = []
        for problem, at_key in self.found:
            position = problem.position or (places.locate_key if at_key else places.locate)(problem.path)
            placed.append(replace(problem, position=position))
        placed = once(placed)
        placed.sort(key=lambda problem: problem.position or Position("", 0, 0))
        unlisted = sum(max(0, count - MAX_PROBLEMS) for count in self.counts.values())
        if unlisted:
            severity: Severity = "error" if self.counts["error"] > MAX_PROBLEMS else "warning"
            message = f"{unlisted:,} more problems are not listed"
            placed.append(Problem("too-many-problems", message, (), severity, position=places.locate(())))
        return tuple(placed)
