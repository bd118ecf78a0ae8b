"""Where the values of a profile stand: offsets in a file, found only when a problem has to be placed.

A reader of a format can scan its text a second time into a tree of `Place`s. Nobody pays for that while
everything is right.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable
from typing import TypeAlias

from resume_cli.errors import FieldPath, Position, Problem, ProfileError

_LINE_END = r"\r\n|\n|\r"


class Place:
    """Where a value stands, in characters from the start of the text: its key (or itself), and its first character."""

    __slots__ = ("children", "key", "value")

    def __init__(self, key: int, value: int, children: dict[str | int, Place] | None = None) -> None:
        self.key = key
        self.value = value
        self.children: dict[str | int, Place] = {} if children is None else children

    def find(self, path: FieldPath) -> Place:
        """Return the place at a path, or that of the nearest parent which exists."""
        place = self
        for step in path:
            inner = place.children.get(step)
            if inner is None:
                break
            place = inner
        return place


Scan: TypeAlias = Callable[[str], Place]


class Source:
    """A file's decoded text, able to turn an offset into a line and a column."""

    __slots__ = ("_starts", "file", "found", "text")

    def __init__(self, file: str, text: str) -> None:
        self.file = file
        self.text = text
        self.found: list[Problem] = []
        self._starts: list[int] | None = None

    def position(self, offset: int) -> Position:
        """Return line and column, both from 1, of a character, with the whole line."""
        if self._starts is None:
            self._starts = [0, *(match.end() for match in re.finditer(_LINE_END, self.text))]
        offset = max(0, min(offset, len(self.text)))
        line = bisect_right(self._starts, offset)
        start = self._starts[line - 1]
        end = self._starts[line] if line < len(self._starts) else len(self.text)
        return Position(self.file, line, offset - start + 1, self.text[start:end].rstrip("\r\n"))

    def note_duplicate(self, key: str, offset: int, first: int) -> None:
        """Note a key that stands twice in its mapping; reading goes on with the first, to find the other problems."""
        line = self.position(first).line
        message, hint = f"`{key}` stands twice, first on line {line}", "join the two, or rename one"
        self.found.append(
            Problem("duplicate-key", message, severity="error", hint=hint, position=self.position(offset))
        )

    def error(self, offset: int, code: str, message: str, hint: str = "") -> ProfileError:
        """Return the error that stops reading at a character."""
        problem = Problem(code, message, severity="error", hint=hint, position=self.position(offset))
        return failure(self.file, (problem,))


def failure(file: str, problems: tuple[Problem, ...]) -> ProfileError:
    """Return the error that carries these problems, with a message that counts those which stop."""
    count = sum(problem.severity == "error" for problem in problems)
    return ProfileError(f"{file}: {count} error{'s' if count != 1 else ''}", problems)


class Places:
    """The `Locator` of one profile: its own file, and the files it includes, each under the path that includes it."""

    __slots__ = ("_included", "_root", "scan", "source")

    def __init__(self, source: Source, scan: Scan) -> None:
        self.source = source
        self.scan = scan
        self._root: Place | None = None
        self._included: dict[FieldPath, Places] = {}

    def include(self, path: FieldPath, places: Places) -> None:
        """Note that the value at `path` stands in another file."""
        self._included[path] = places

    def locate(self, path: FieldPath) -> Position:
        """Return the position of the value at `path`, or of the nearest parent that exists."""
        places, rest = self._owner(path)
        return places.source.position(places._place(rest).value)  # noqa: SLF001 - one of the same class

    def locate_key(self, path: FieldPath) -> Position:
        """Return the position of the key at `path`; an element of a list is its own key."""
        places, rest = self._owner(path)
        return places.source.position(places._place(rest).key)  # noqa: SLF001 - one of the same class

    def _owner(self, path: FieldPath) -> tuple[Places, FieldPath]:
        for length in range(1, len(path)) if self._included else ():
            places = self._included.get(path[:length])
            if places is not None:
                return places, path[length:]
        return self, path

    def _place(self, path: FieldPath) -> Place:
        if self._root is None:
            self._root = self.scan(self.source.text)
        return self._root.find(path)
