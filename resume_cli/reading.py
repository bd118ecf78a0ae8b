"""The first two steps: a profile's bytes become a valid profile, or all of its problems.

This is apart from the other steps because `validate` needs no more, and its start is its speed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol, TypeAlias

from resume_cli.errors import Position, Problem, place

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from resume_cli.errors import Locator
    from resume_cli.job import Draft
    from resume_cli.profile.model import Profile

#: Told of each step as it begins: its name, and what it works on.
Watch: TypeAlias = Callable[[str, str], None]


def unwatched(_step: str, _on: str) -> None:
    """Let a step pass unnoticed."""


class Beside(Protocol):
    """The files beside a profile; nothing leads out of their folder."""

    @property
    def path(self) -> Path:
        """The folder itself."""
        ...

    def read(self, name: str, limit: int = ...) -> tuple[str, bytes]:
        """Return a file's name for people and its bytes; raises InputError, RefusedError or LimitError."""
        ...


@dataclass(frozen=True, slots=True)
class Source:
    """A profile as bytes: its name for people (`-` is stdin), the folder of what it includes, and its date.

    `created` is the moment to write into the metadata of what is made from it.
    """

    name: str
    content: bytes
    folder: Beside
    created: datetime
    input_format: str | None = None


@dataclass(slots=True)
class Opened:
    """A valid profile; drafts are kept, since several formats show the same one."""

    source: Source
    profile: Profile
    locator: Locator
    problems: tuple[Problem, ...]
    drafts: dict[tuple[str | None, str | None, int | None], Draft] = field(default_factory=dict)


def open_profile(source: Source, watch: Watch = unwatched) -> Opened:
    """Load and validate a profile. Raises ProfileError with every problem."""
    from resume_cli.profile.load import load
    from resume_cli.profile.validate import validate

    watch("load", f"{source.name}, {len(source.content)} bytes")
    loaded = load(source.content, source.name, source.input_format)
    watch("validate", source.name)
    validated = validate(loaded, source.folder.read)
    faults = (place(each, validated.locator) for each in _image_faults(validated.profile, source.folder))
    return Opened(source, validated.profile, validated.locator, tidy((*validated.problems, *faults)))


def _image_faults(profile: Profile, folder: Beside) -> Iterator[Problem]:
    """Yield why the portrait cannot be had; formats without pictures have to say so as well."""
    if profile.basics.image is None:
        return
    from resume_cli.assets import fault

    for _, name in profile.basics.image.values:
        found = fault(folder, name)
        if found is not None:
            yield found


def languages_of(opened: Opened, asked: Iterable[str]) -> tuple[str | None, ...]:
    """Return the languages to export: those asked for, all that the profile has, or the profile's choice."""
    from resume_cli.select import available_languages

    languages = tuple(asked)
    if "all" in languages:
        return tuple(available_languages(opened.profile))
    return languages or (None,)


def variants_of(opened: Opened, asked: Iterable[str]) -> tuple[str | None, ...]:
    """Return the variants to export: those asked for, all named ones, or the profile as it is."""
    variants = tuple(asked)
    if "all" in variants:
        return tuple(opened.profile.variants) or (None,)
    return variants or (None,)


def tidy(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Return problems each once, those with a position first, as they stand in the files."""
    nowhere = Position("", 0, 0)
    return tuple(sorted(dict.fromkeys(problems), key=lambda each: (each.position is None, each.position or nowhere)))
