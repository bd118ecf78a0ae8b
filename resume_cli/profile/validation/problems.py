"""The collector of everything that a validation has to say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from resume_cli.errors import FieldPath, Position, Problem, Severity

if TYPE_CHECKING:
    from resume_cli.profile.readers.positions import Places

#: More would help nobody, and a hostile file could have millions.
MAX_PROBLEMS = 1_000
#: What to write, by what belongs there.
_INSTEAD = {
    "a text": "write one text, in quotation marks if it looks like something else",
    "one text": "write one text",
    "a word": "write one word",
    "a list": "begin each entry with `-`, or put the entries between [ and ]",
    "a mapping": "write keys with their values, such as a name",
    "true or false": "write true or false",
}


class Problems:
    """Problems in the order they were found, until `placed` puts them in the order of the file."""

    __slots__ = ("counts", "found", "repeated")

    def __init__(self) -> None:
        self.found: list[tuple[Problem, bool]] = []
        self.counts: dict[Severity, int] = {"error": 0, "warning": 0, "note": 0}
        self.repeated: dict[tuple[object, ...], tuple[int, int]] = {}

    def error(self, code: str, message: str, path: FieldPath, hint: str = "", *, at_key: bool = False) -> None:
        """Add what stops."""
        self._add(Problem(code, message, path, "error", hint), at_key=at_key)

    def wrong_type(self, found: str, wanted: str, path: FieldPath, hint: str = "") -> None:
        """Add that one shape of value stands where another belongs, each as people call it (see `plain.called`)."""
        self.error("wrong-type", f"{found} stands where {wanted} belongs", path, hint or _INSTEAD.get(wanted, ""))

    def warn(self, code: str, message: str, path: FieldPath, hint: str = "", *, at_key: bool = False) -> None:
        """Add a judgement."""
        self._add(Problem(code, message, path, "warning", hint), at_key=at_key)

    def note(self, code: str, message: str, path: FieldPath, hint: str = "") -> None:
        """Add what was taken for granted."""
        self._add(Problem(code, message, path, "note", hint), at_key=False)

    def extend(self, problems: tuple[Problem, ...]) -> None:
        """Add problems of another file, which have their positions."""
        for problem in problems:
            self._add(problem, at_key=False)

    def warn_once(self, same: tuple[object, ...], code: str, message: str, path: FieldPath, hint: str = "") -> None:
        """Add a judgement about a key, or count it when the `same` was said before."""
        index, count = self.repeated.get(same, (-1, 0))
        if index < 0:
            index = len(self.found)
            self.warn(code, message, path, hint, at_key=True)
            if index == len(self.found):
                return
        self.repeated[same] = (index, count + 1)

    def _add(self, problem: Problem, *, at_key: bool) -> None:
        self.counts[problem.severity] += 1
        if self.counts[problem.severity] <= MAX_PROBLEMS:
            self.found.append((problem, at_key))

    def placed(self, places: Places) -> tuple[Problem, ...]:
        """Return all problems with their positions, sorted by file, line and column."""
        self._tell_counts()
        placed = [_placed(problem, places, at_key=at_key) for problem, at_key in self.found]
        placed.sort(key=lambda problem: problem.position or Position("", 0, 0))
        unlisted = sum(max(0, count - MAX_PROBLEMS) for count in self.counts.values())
        if unlisted:
            severity: Severity = "error" if self.counts["error"] > MAX_PROBLEMS else "warning"
            placed.append(
                Problem("too-many-problems", f"{unlisted:,} more problems are not listed", (), severity,
                        position=places.locate(()))
            )  # fmt: skip
        return tuple(placed)

    def _tell_counts(self) -> None:
        for index, count in self.repeated.values():
            if count > 1:
                problem, at_key = self.found[index]
                message = f"{problem.message} ({count} times)"
                self.found[index] = (replace(problem, message=message), at_key)
        self.repeated.clear()


def _placed(problem: Problem, places: Places, *, at_key: bool) -> Problem:
    if problem.position is not None:
        return problem
    return replace(problem, position=places.locate_key(problem.path) if at_key else places.locate(problem.path))
