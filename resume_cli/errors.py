"""The errors of this program, each with its exit code, and the problems found in a profile.

    ResumeError                     70  a bug in this program
    ├── UsageError                   2  the command was used incorrectly
    ├── ProfileError                65  the profile is invalid; carries every problem
    ├── InputError                  66  an input is missing or unreadable
    ├── MissingPartError            69  Pango, a font for some characters or an exporter is missing
    ├── ExporterError               70  an exporter failed or returned the wrong type; names its distribution
    ├── OutputError                 73  the output cannot be created
    ├── TransferError               74  reading or writing failed part-way
    ├── LimitError                  75  a limit of time, size, nesting or pages was exceeded
    ├── RefusedError                77  a safety rule forbids the operation
    └── ThemeError                  78  a theme or a token is invalid

A `Problem` is a single finding about a profile: an error makes the profile invalid, a warning does not, and a
note reports what was assumed; `--strict` never counts notes.
"""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING, Literal, Protocol, TypeAlias

from msgspec import Struct
from msgspec.structs import replace

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

#: The path from the root of a profile to a value: mapping keys and list indexes.
FieldPath: TypeAlias = tuple[str | int, ...]
Severity: TypeAlias = Literal["error", "warning", "note"]


class ExitStatus(IntEnum):
    """The exit codes of the commands, which scripts can rely on."""

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


#: The exit codes of errors in a file or theme that a profile names, rather than in its text.
_STATUS_OF = {
    "missing-file": ExitStatus.INPUT,
    "refused-file": ExitStatus.REFUSED,
    "bad-theme": ExitStatus.THEME,
}


class Position(Struct, frozen=True, order=True):
    """A position in a file: line and column start at 1, columns count characters, `source` is the whole line."""

    file: str
    line: int
    column: int
    source: str = ""


class Problem(Struct, frozen=True):
    """A finding about a profile: a stable code, a message, the field it concerns, and a hint on what to do.

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
        """The path in readable form: `work[0].highlights[2]`."""
        return format_path(self.path)


def status_of(problems: Iterable[Problem]) -> ExitStatus:
    """Return the exit code for a profile's errors: 65 unless all of them share another code."""
    statuses = {_STATUS_OF.get(each.code, ExitStatus.PROFILE) for each in problems if each.severity == "error"}
    return statuses.pop() if len(statuses) == 1 else ExitStatus.PROFILE


def once(problems: Iterable[Problem]) -> list[Problem]:
    """Return the problems without repetitions; one that an alias repeats is reported once, at its position."""
    found: dict[object, Problem] = {}
    for each in problems:
        is_placed = each.position is not None and each.position.source
        found.setdefault((each.code, each.message, each.position) if is_placed else each, each)
    return [*found.values()]


class Locator(Protocol):
    """The interface that finds the position of each profile value in its files."""

    def locate(self, path: FieldPath) -> Position:
        """Return the position of the value at `path`, or of the nearest parent that exists."""
        ...


def place(problem: Problem, locator: Locator) -> Problem:
    """Return the problem with its position, unless it already has one."""
    return problem if problem.position else replace(problem, position=locator.locate(problem.path))


def format_path(path: FieldPath) -> str:
    """Return a path in readable form: `work[0].highlights[2].zh`."""
    written = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in path)
    return written.removeprefix(".")


class ResumeError(Exception):
    """The base class of all errors: a message for people, a hint on what to do, and an exit code."""

    exit_status = ExitStatus.BUG
    #: The files that were read before the error was raised, if they may be its cause.
    inputs: tuple[Path, ...] = ()

    def __init__(self, message: str, *, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class UsageError(ResumeError):
    """The command was used incorrectly."""

    exit_status = ExitStatus.USAGE


class ProfileError(ResumeError):
    """The profile in `file` has errors; `problems` contains all errors and warnings, sorted by position."""

    exit_status = ExitStatus.PROFILE

    def __init__(self, message: str, problems: tuple[Problem, ...] = (), *, hint: str = "", file: str = "") -> None:
        super().__init__(message, hint=hint)
        self.problems = problems
        self.file = file
        self.exit_status = status_of(problems)


class InputError(ResumeError):
    """An input is missing or unreadable."""

    exit_status = ExitStatus.INPUT


class MissingPartError(ResumeError):
    """Something that is needed is not installed."""

    exit_status = ExitStatus.MISSING_PART


class ExporterError(ResumeError):
    """An exporter, or a reader of another distribution, raised an exception or returned the wrong type."""

    exit_status = ExitStatus.BUG


class OutputError(ResumeError):
    """The output cannot be created."""

    exit_status = ExitStatus.OUTPUT


class TransferError(ResumeError):
    """Reading or writing failed part-way."""

    exit_status = ExitStatus.TRANSFER


class LimitError(ResumeError):
    """A limit of time, size, nesting or pages was exceeded."""

    exit_status = ExitStatus.LIMIT


class RefusedError(ResumeError):
    """A safety rule forbids the operation."""

    exit_status = ExitStatus.REFUSED


class ThemeError(ResumeError):
    """A theme or a token is invalid."""

    exit_status = ExitStatus.THEME
