"""What can go wrong, each with the exit code of the commands.

    ResumeError                     70  a bug here
    ├── UsageError                   2  wrong usage
    ├── ProfileError                65  the profile is invalid; carries every problem
    ├── InputError                  66  an input is missing or unreadable
    ├── MissingPartError            69  Pango, a font for these characters, an exporter
    ├── ExporterError               70  an exporter raised or returned the wrong type; names its distribution
    ├── OutputError                 73  the output cannot be created
    ├── TransferError               74  reading or writing failed half-way
    ├── LimitError                  75  time, size, nesting, pages
    ├── RefusedError                77  a safety rule
    └── ThemeError                  78  a theme or configuration is wrong

A `Problem` is what one place of a profile has wrong: it stops as an error or judges as a warning.
"""

from __future__ import annotations

from enum import IntEnum
from typing import Literal, Protocol, TypeAlias

from msgspec import Struct
from msgspec.structs import replace

#: The way from the root of a profile to a value: mapping keys and list indexes.
FieldPath: TypeAlias = tuple[str | int, ...]
Severity: TypeAlias = Literal["error", "warning"]


class ExitStatus(IntEnum):
    """The exit codes that scripts rely on."""

    OK = 0
    PROBLEMS = 1
    USAGE = 2
    PROFILE = 65
    INPUT = 66
    MISSING_PART = 69
    BUG = 70
    OUTPUT = 73
    TRANSFER = 74
    LIMIT = 75
    REFUSED = 77
    THEME = 78
    INTERRUPTED = 130
    TERMINATED = 143


class Position(Struct, frozen=True, order=True):
    """A place in a file: line and column count from 1, columns in characters; `source` is the whole line."""

    file: str
    line: int
    column: int
    source: str = ""


class Problem(Struct, frozen=True):
    """One finding about a profile: a stable code, a message, a next step, and where it stands.

    The pure steps know only the `path`; a `Locator` adds the `position`.
    """

    code: str
    message: str
    path: FieldPath = ()
    severity: Severity = "warning"
    hint: str = ""
    position: Position | None = None

    @property
    def field(self) -> str:
        """The path as people write it: `work[0].highlights[2]`."""
        return format_path(self.path)


class Locator(Protocol):
    """Knows where in the files each value of a profile stands."""

    def locate(self, path: FieldPath) -> Position:
        """Return the position of the value at `path`, or of the nearest parent that exists."""
        ...


def place(problem: Problem, locator: Locator) -> Problem:
    """Return the problem with its position, unless it already has one."""
    return problem if problem.position else replace(problem, position=locator.locate(problem.path))


def format_path(path: FieldPath) -> str:
    """Return a path as people write it: `work[0].highlights[2].zh`."""
    written = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in path)
    return written.removeprefix(".")


class ResumeError(Exception):
    """An error for people: one message, a next step, and an exit code."""

    exit_status = ExitStatus.BUG

    def __init__(self, message: str, *, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class UsageError(ResumeError):
    """The command was called in a wrong way."""

    exit_status = ExitStatus.USAGE


class ProfileError(ResumeError):
    """A profile has errors; `problems` holds all of them, and the warnings, placed and sorted."""

    exit_status = ExitStatus.PROFILE

    def __init__(self, message: str, problems: tuple[Problem, ...] = (), *, hint: str = "") -> None:
        super().__init__(message, hint=hint)
        self.problems = problems


class InputError(ResumeError):
    """An input is missing or unreadable."""

    exit_status = ExitStatus.INPUT


class MissingPartError(ResumeError):
    """Something that the work needs is not installed."""

    exit_status = ExitStatus.MISSING_PART


class ExporterError(ResumeError):
    """An exporter raised, or returned something else than bytes."""

    exit_status = ExitStatus.BUG


class OutputError(ResumeError):
    """The output cannot be created."""

    exit_status = ExitStatus.OUTPUT


class TransferError(ResumeError):
    """Reading or writing failed half-way."""

    exit_status = ExitStatus.TRANSFER


class LimitError(ResumeError):
    """A limit of time, size, nesting or pages was exceeded."""

    exit_status = ExitStatus.LIMIT


class RefusedError(ResumeError):
    """A safety rule refuses this."""

    exit_status = ExitStatus.REFUSED


class ThemeError(ResumeError):
    """A theme or a token is wrong."""

    exit_status = ExitStatus.THEME
