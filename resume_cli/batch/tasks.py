"""What is sent to a worker and what comes back: plain data, fit to be pickled."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from resume_cli.version import __version__

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class OutputSpec:
    """One output: its format, language, variant and theme (nothing is the profile's own choice), and its name."""

    format: str
    language: str | None
    variant: str | None
    theme: str | None
    name: str


@dataclass(frozen=True, slots=True)
class Task:
    """A profile and what is wanted of it.

    What the profile includes is read from `folder`, or taken from `files` where the worker sees no such folder.
    `created` is in seconds since 1970. `version` is that of whoever sends it.
    """

    index: int
    label: str
    stem: str
    content: bytes
    created: float
    pieces: tuple[OutputSpec, ...] = ()
    folder: str | None = None
    files: Mapping[str, bytes] = field(default_factory=dict)
    input_format: str | None = None
    options: Mapping[str, str] = field(default_factory=dict)
    tokens: Mapping[str, str] = field(default_factory=dict)
    version: str = __version__


@dataclass(frozen=True, slots=True)
class TaskOutput:
    """What came of a piece: its bytes, or nothing; its record tells the rest."""

    piece: OutputSpec
    content: bytes | None
    record: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Result:
    """What came of a task. `inputs` are the files beside the profile that were read, each with its SHA-256."""

    made: tuple[TaskOutput, ...]
    inputs: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Choice:
    """What naming needs to know of one language, variant and theme of a profile.

    `theme` is its name, `asked_theme` what was asked for.
    """

    language: str
    variant: str | None
    theme: str
    asked_theme: str | None
    stem: str
    name: str


@dataclass(frozen=True, slots=True)
class Plan:
    """What a profile offers of what was asked for, or the record of why it offers nothing."""

    choices: tuple[Choice, ...] = ()
    failure: dict[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked of every profile; an empty tuple leaves it to the profile, `all` stands for all it has."""

    formats: Mapping[str, str]
    languages: tuple[str, ...] = ()
    variants: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    options: Mapping[str, str] = field(default_factory=dict)
    tokens: Mapping[str, str] = field(default_factory=dict)
