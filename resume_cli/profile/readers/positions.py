"""Positions in the files of a profile, which are computed only if a problem needs one.

A reader returns its data with a function that returns a tree of `Node`s. If there are no problems, it is never called.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable
from functools import cached_property
from typing import TypeAlias

from msgspec import Struct, field

from resume_cli.errors import FieldPath, Position, Problem, ProfileError, Severity
from resume_cli.profile.readers.limits import Budget


class Node(Struct):
    """The offsets in the text at which a value and its key begin; they are equal for an item of a list."""

    key: int
    value: int
    children: dict[str | int, Node] = field(default_factory=dict)

    def find(self, path: FieldPath) -> Node:
        """Return the node at a path, or the node of the nearest existing parent."""
        node = self
        for step in path:
            if step not in node.children:
                break
            node = node.children[step]
        return node


#: A function that returns the root node of a file, scanning the file again if necessary.
Scan: TypeAlias = Callable[[], Node]


class SourceFile:
    """The decoded text of a file, with the problems that did not stop its reader."""

    def __init__(self, file: str, text: str, budget: Budget | None = None) -> None:
        self.file = file
        self.text = text
        self.budget = budget or Budget()
        self.problems: list[Problem] = []
        self._lines: dict[int, str] = {}

    def spend(self, characters: int) -> None:
        """Count characters towards the budget of the profile; raises LimitError if they exceed it."""
        self.budget.spend(self.file, characters)

    @cached_property
    def line_starts(self) -> list[int]:
        """The offset of each line's first character."""
        return [0, *(match.end() for match in re.finditer(r"\r\n|\n|\r", self.text))]

    def line_start(self, offset: int) -> int:
        """Return the offset at which the line of a character begins."""
        return self.line_starts[bisect_right(self.line_starts, offset) - 1]

    def position(self, offset: int) -> Position:
        """Return the line and column of a character, both counted from 1, with the text of the line."""
        offset = max(0, min(offset, len(self.text)))
        line = bisect_right(self.line_starts, offset)
        start, *end = self.line_starts[line - 1 : line + 1]
        if line not in self._lines:
            # Lines are cached, because a thousand copies of a line of many megabytes would take too much memory.
            self._lines[line] = self.text[start : end[0] if end else None].rstrip("\r\n")
        return Position(self.file, line, offset - start + 1, self._lines[line])

    def problem(self, offset: int, code: str, message: str, hint: str = "") -> Problem:
        """Return an error at a character."""
        return Problem(code, message, severity="error", hint=hint, position=self.position(offset))

    def add(self, offset: int, code: str, message: str, severity: Severity, hint: str = "") -> None:
        """Add a problem at a character that does not stop the reader."""
        self.problems.append(Problem(code, message, (), severity, hint, self.position(offset)))

    def error(self, offset: int, code: str, message: str, hint: str = "") -> ProfileError:
        """Return the exception for an error at a character that stops the reader."""
        return profile_error(self.file, [self.problem(offset, code, message, hint)])

    def refuse(self, forbidden: re.Pattern[str], language: str) -> None:
        """Raise ProfileError if the text has a character that its language does not allow."""
        if found := forbidden.search(self.text):
            message = f"the character U+{ord(found[0]):04X} is not allowed in {language}"
            raise self.error(found.start(), "control-character", message, "delete it")

    def duplicate(self, key: str, offset: int, first: int, what: str = "key") -> Problem:
        """Return the problem of a key that its mapping already has; the first value is kept."""
        message = f"duplicate {what} `{key}` (first on line {self.position(first).line})"
        return self.problem(offset, "duplicate-key", message, "join the two, or rename one")


def profile_error(file: str, problems: Iterable[Problem]) -> ProfileError:
    """Return the exception with these problems and a message that counts the errors among them."""
    problems = tuple(problems)
    count = sum(problem.severity == "error" for problem in problems)
    return ProfileError(f"{file}: {count} error{'s' if count != 1 else ''}", problems, file=file)


class ProfileLocator:
    """The `Locator` of a profile: its own file, and each included file by the path of its list."""

    def __init__(self, source: SourceFile, scan: Scan) -> None:
        self.source = source
        self._scan = scan
        self._included: dict[FieldPath, ProfileLocator] = {}

    @cached_property
    def root(self) -> Node:
        """The root node of the file."""
        return self._scan()

    def include(self, path: FieldPath, locator: ProfileLocator) -> None:
        """Record that the value at `path` is in another file."""
        self._included[path] = locator

    def locate(self, path: FieldPath) -> Position:
        """Return the position of the value at `path`, or of the nearest existing parent."""
        locator, rest = self._owner(path)
        return locator.source.position(locator.root.find(rest).value)

    def locate_key(self, path: FieldPath) -> Position:
        """Return the position of the key at `path`; a list item is its own key."""
        locator, rest = self._owner(path)
        return locator.source.position(locator.root.find(rest).key)

    def _owner(self, path: FieldPath) -> tuple[ProfileLocator, FieldPath]:
        for length in range(1, len(path)) if self._included else ():
            locator = self._included.get(path[:length])
            if locator is not None:
                return locator, path[length:]
        return self, path
