"""The draft of an imported profile: its plain data, with a note for every value that was not imported unchanged."""

from __future__ import annotations

import re
from itertools import count
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from msgspec import Struct, field
from msgspec.structs import replace

from resume_cli.errors import Position, format_path

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from resume_cli.errors import FieldPath, Locator, Problem
    from resume_cli.interchange.source import Source

#: `renamed`: under another key. `guessed`: by a rule that can be wrong. `kept`: no place, but still in the file.
#: `lost`: not in the profile.
Kind: TypeAlias = Literal["renamed", "guessed", "kept", "lost"]


_AS_COMMENT = "kept as a comment"
#: The kind of note for each problem of a file that is more or less than a guess.
_PROBLEMS: dict[str, Kind] = {
    "renamed-key": "renamed", "unknown-key": "kept", "left-out": "lost", "duplicate-key": "lost", "doubled-key": "lost",
    "comment-in-text": "lost",
}  # fmt: skip


class Note(Struct, frozen=True):
    """One entry of a loss report. `source` and `target` are paths, `line` and `column` count from 1 (0 if unknown)."""

    note: Kind
    source: str
    target: str = ""
    value: Any = None
    message: str = ""
    file: str = ""
    line: int = 0
    column: int = 0


class LineLocator:
    """A locator for sources without paths, in which the last step of a path is a line number."""

    def __init__(self, file: str) -> None:
        self.file = file

    def locate(self, path: FieldPath) -> Position:
        """Return the start of the line."""
        number = path[-1] if path else 1
        return Position(self.file, number if isinstance(number, int) else 1, 1)


class Comment(Struct, frozen=True):
    """Lines to write as a comment above the value at `path`, or at the end of the file if there is no such value."""

    path: FieldPath
    text: str


class Draft(Struct):
    """The result of a reader.

    `profile` is plain data in the vocabulary of profiles, `images` are the contents of pictures by their file names,
    `comments` is what a source marks as hidden or private. `languages` are the languages asked for, if any.
    """

    file: str = ""
    languages: tuple[str, ...] = ()
    locator: Locator | None = None
    profile: dict[str, Any] = field(default_factory=dict)
    notes: list[Note] = field(default_factory=list)
    comments: list[Comment] = field(default_factory=list)
    images: dict[str, bytes] = field(default_factory=dict)
    _renamed: set[tuple[str, str]] = field(default_factory=set)

    def section(self, name: str) -> list[Any]:
        """Return the list of a section, which is created if necessary."""
        entries: list[Any] = self.profile.setdefault(name, [])
        return entries

    def own_section(self, title: str, *, apart: bool = False) -> list[Any]:
        """Return the entries of a custom section, which is created if there is none with this title.

        With `apart`, it is always created, since a source may have several sections with one title.
        """
        from resume_cli.profile.model import SECTIONS

        sections = self.section("sections")
        for each in () if apart else reversed(sections):
            if each.get("title") == title and "entries" in each:
                return each["entries"]  # type: ignore[no-any-return]  # made below
        stem = re.sub(r"\W+", "-", title.lower()).strip("-") or "section"
        taken = {*SECTIONS, "summary", *(each.get("id") for each in sections)}
        names = (stem if number == 1 else f"{stem}-{number}" for number in count(1))
        sections.append({"id": next(name for name in names if name not in taken), "title": title, "entries": []})
        return sections[-1]["entries"]  # type: ignore[no-any-return]

    def note(self, kind: Kind, source: FieldPath, target: str = "", value: object = None, message: str = "") -> None:
        """Add a note about the value at `source`, a path in the source's file."""
        position = self.locator.locate(source) if self.locator else None
        line, column = (position.line, position.column) if position else (0, 0)
        self.notes.append(Note(kind, format_path(source), target, value, message, self.file, line, column))

    def renamed(self, source: FieldPath, target: FieldPath, value: object, now: object = None) -> None:
        """Add a note about a key with another name in profiles, only once unless its value is also changed to `now`."""
        keys = (general(format_path(source)), general(format_path(target)))
        changed = now is not None and now != value
        if changed or (keys not in self._renamed and keys[0] != keys[1]):
            self._renamed.add(keys)
            message = f"`{keys[0]}` is `{keys[1]}` in a profile" if keys[0] != keys[1] else "in the form of profiles"
            self.note("renamed", source, format_path(target), value, message)

    def hide(self, source: FieldPath, target: FieldPath, value: object, reason: str) -> None:
        """Keep a value that is hidden in its source as a comment in the file, and add a note."""
        import json

        text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, indent=2)
        self.comments.append(Comment(target, f"{reason}: {format_path(source)}\n{text}"))
        self.note("kept", source, format_path(target), value, f"{reason}: {_AS_COMMENT}")

    def drop_comments(self) -> None:
        """Remove all comments, for a format without comments, and change their notes to losses."""
        self.comments.clear()
        for index, each in enumerate(self.notes):
            if each.note == "kept" and each.message.endswith(_AS_COMMENT):
                message = each.message.replace(_AS_COMMENT, "JSON has no comments to keep it in")
                self.notes[index] = replace(each, note="lost", target="", message=message)


def note_problems(
    draft: Draft, source: Source, problems: Iterable[Problem], kinds: Mapping[str, Kind] = _PROBLEMS
) -> None:
    """Add a note for each problem found by the reader of a file, as a guess unless it is known to be something else."""
    for problem in problems:
        at = problem.position
        line, column, text = (at.line, at.column, at.source.strip()) if at else (0, 0, "")
        kind = kinds.get(problem.code, _PROBLEMS.get(problem.code, "guessed"))
        draft.notes.append(Note(kind, problem.field, "", text or None, problem.message, source.name, line, column))


def general(path: str) -> str:
    """Return a path without its indexes, so that it is the same for all entries of a list: `work[].name`."""
    return re.sub(r"\[\d+\]", "[]", path)
