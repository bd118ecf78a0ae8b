"""The data exchanged with workers, all of which can be pickled."""

from __future__ import annotations

from collections.abc import Generator, Mapping
from typing import TYPE_CHECKING, Any, TypeAlias, TypeVar

from msgspec import Struct, field

from resume_cli.errors import ExitStatus, ResumeError
from resume_cli.pipeline import RenderOptions
from resume_cli.version import __version__

if TYPE_CHECKING:
    from resume_cli.untrusted import Untrusted


class Matrix(Struct, frozen=True):
    """The combinations of options with which to export each profile; `formats` maps each format to its suffix.

    An empty tuple leaves the choice to the profile, and `all` selects all values that the profile has.
    """

    formats: Mapping[str, str]
    languages: tuple[str, ...] = ()
    variants: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    options: Mapping[str, str] = field(default_factory=dict)
    tokens: Mapping[str, str] = field(default_factory=dict)
    allow_missing_glyphs: bool = False
    untrusted: Untrusted | None = None

    def render_options(self, language: str | None, variant: str | None, theme: str | None) -> RenderOptions:
        """Return the options of one combination, without the format."""
        missing, untrusted = self.allow_missing_glyphs, self.untrusted
        return RenderOptions("", language, variant, theme, self.options, self.tokens, missing, untrusted)


class OutputSpec(Struct, frozen=True):
    """An output: its options, its name in the output folder, and a label of its profile without hidden values."""

    options: RenderOptions
    name: str
    label: str = ""


class Task(Struct, frozen=True):
    """A profile and the outputs to make from it.

    `names` contains the values of the profile's file for use in names. Included files are read from `folder`, or taken
    from `files` if the worker has no access to the folder. `created` is in seconds since 1970, and `version` is the
    version of the sender.
    """

    index: int
    label: str
    names: Mapping[str, str]
    content: bytes
    created: float
    outputs: tuple[OutputSpec, ...]
    folder: str | None = None
    files: Mapping[str, bytes] = field(default_factory=dict)
    input_format: str | None = None
    version: str = __version__


class TaskOutput(Struct, frozen=True):
    """The bytes of an output, or None if it failed, and its record."""

    spec: OutputSpec
    content: bytes | None
    record: Mapping[str, Any]


class Result(Struct, frozen=True):
    """The outputs of a task; `inputs` maps each file that the profile or its theme names to its SHA-256 hash."""

    outputs: tuple[TaskOutput, ...]
    inputs: Mapping[str, str] = field(default_factory=dict)


class Planned(Struct, frozen=True):
    """The outputs that are possible for a profile, and the files that it names."""

    outputs: tuple[OutputSpec, ...]
    inputs: tuple[str, ...]


class WorkerFailure(ResumeError):  # noqa: N818 - it is returned by a pool and never raised
    """A worker that ended or was stopped before it could answer."""

    def __init__(self, message: str, status: ExitStatus = ExitStatus.BUG) -> None:
        super().__init__(message)
        self.exit_status = status


Answer = TypeVar("Answer")
#: Tasks with their answers, in the order of completion.
Answers: TypeAlias = Generator[tuple[Task, Answer | WorkerFailure]]
