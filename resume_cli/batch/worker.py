"""Doing a task: bytes in, bytes out. It runs in a process of ours, in a thread of a cluster, or right here.

Nothing is raised: what goes wrong with one output becomes its record, so that it costs that output only.
"""

from __future__ import annotations

import threading
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from resume_cli.batch.tasks import Choice, OutputSpec, Plan, Result, Task, TaskOutput, Wanted
from resume_cli.errors import ExitStatus, InputError, LimitError, RefusedError, ResumeError
from resume_cli.output import results
from resume_cli.pipeline import (
    LoadedProfile,
    RenderOptions,
    compose,
    languages_of,
    load,
    public_name,
    render,
    theme_of,
    variants_of,
)
from resume_cli.profile.source import ProfileSource
from resume_cli.version import __version__

if TYPE_CHECKING:
    from collections.abc import Iterator

# WeasyPrint's fonts are shared within a process, and a cluster may run several tasks in its threads.
_ONE_AT_A_TIME = threading.Lock()
#: The digest of a file that was looked for and was not there.
ABSENT = ""


class Recorder:
    """The folder of a task: reads what lies beside the profile, and notes what was read."""

    def __init__(self, task: Task) -> None:
        from resume_cli.profile.folder import Folder

        self._folder = Folder(Path(task.folder)) if task.folder is not None else None
        self._files = task.files
        self.inputs: dict[str, str] = {}

    @property
    def path(self) -> Path:
        """The folder itself; raises RefusedError where there is none."""
        if self._folder is None:
            message = "this profile was sent without its folder"
            raise RefusedError(message, hint="name one of the built-in themes")
        return self._folder.path

    def read(self, name: str, limit: int = 64 << 20) -> tuple[str, bytes]:
        """Return a file's name for people and its bytes, as `Folder` does."""
        try:
            shown, content = self._folder.read(name, limit) if self._folder else self._sent(name, limit)
        except ResumeError:
            self.inputs[name] = ABSENT
            raise
        self.inputs[name] = sha256(content).hexdigest()
        return shown, content

    def _sent(self, name: str, limit: int) -> tuple[str, bytes]:
        if name not in self._files:
            message = f"{name}: there is no such file"
            raise InputError(message)
        if len(self._files[name]) > limit:
            message = f"{name}: too large: more than {limit:,} bytes"
            raise LimitError(message)
        return name, self._files[name]


def work(task: Task) -> Result:
    """Make all pieces of a task."""
    with _ONE_AT_A_TIME:
        recorder = Recorder(task)
        try:
            _check_version(task)
            loaded = _open(task, recorder)
        except Exception as error:  # noqa: BLE001 - whatever one profile brings about must not end the batch
            failed = (TaskOutput(piece, None, _failed(piece, error, task.label)) for piece in task.pieces)
            return Result(tuple(failed), recorder.inputs)
        made = tuple(_make(task, loaded, piece) for piece in task.pieces)
        return Result(made, recorder.inputs)


def plan(task: Task, wanted: Wanted) -> Plan:
    """Find out what a profile offers of what is wanted, for naming."""
    with _ONE_AT_A_TIME:
        try:
            _check_version(task)
            loaded = _open(task, Recorder(task))
            return Plan(tuple(_choices(loaded, wanted, task.stem)))
        except Exception as error:  # noqa: BLE001 - as above
            return Plan(failure=results.fail(results.record(task.label, ""), told(error)))


def told(error: BaseException) -> ResumeError:
    """Return any error as one of ours."""
    if isinstance(error, ResumeError):
        return error
    if isinstance(error, MemoryError | RecursionError):
        return LimitError(f"this is too large or too deeply nested ({type(error).__name__})")
    return ResumeError(f"a bug here: {type(error).__name__}: {error}")


def versions() -> dict[str, str]:
    """Return the versions that must be equal wherever tasks are done, for the same bytes to come out."""
    from importlib.metadata import PackageNotFoundError, version

    found = {"resume-press": __version__}
    for name in ("weasyprint", "python-docx"):
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            found[name] = "not installed"
    return found


def _check_version(task: Task) -> None:
    if task.version != __version__:
        message = f"this worker has resume-press {__version__}, and the task comes from {task.version}"
        raise RefusedError(message, hint="install the same version everywhere")


def _open(task: Task, recorder: Recorder) -> LoadedProfile:
    created = datetime.fromtimestamp(task.created, tz=UTC)
    return load(ProfileSource(task.label, task.content, recorder, created, task.input_format))


def _order(task: Task, piece: OutputSpec) -> RenderOptions:
    return RenderOptions(piece.format, piece.language, piece.variant, piece.theme, task.options, task.tokens)


def _make(task: Task, loaded: LoadedProfile, piece: OutputSpec) -> TaskOutput:
    label = task.label
    try:
        order = _order(task, piece)
        label = public_name(compose(loaded, order).selection, label)
        output = render(loaded, order)
    except Exception as error:  # noqa: BLE001 - as above
        return TaskOutput(piece, None, _failed(piece, error, label))
    return TaskOutput(piece, output.content, results.succeed(_record(piece, label), output, piece.name))


def _record(piece: OutputSpec, label: str) -> dict[str, Any]:
    return results.record(label, piece.format, piece.language, piece.variant, piece.theme)


def _failed(piece: OutputSpec, error: BaseException, label: str) -> dict[str, Any]:
    return results.fail(_record(piece, label), told(error))


def _choices(loaded: LoadedProfile, wanted: Wanted, stem: str) -> Iterator[Choice]:
    from resume_cli.select import safe_stem

    for variant in variants_of(loaded, wanted.variants):
        for language in languages_of(loaded, wanted.languages):
            for theme in wanted.themes or (None,):
                options = RenderOptions("", language, variant, theme, wanted.options, wanted.tokens)
                selection = compose(loaded, options).selection
                name = selection.profile.basics.name
                yield Choice(
                    language=language or selection.language,
                    variant=variant,
                    theme=theme_of(loaded, selection, options)[0].name,
                    asked_theme=theme,
                    stem=safe_stem(selection, stem),
                    name=name.content if name else "resume",
                )


def failure_record(task: Task, piece: OutputSpec, message: str, status: ExitStatus) -> dict[str, Any]:
    """Return the record of a piece whose worker could not tell itself what happened."""
    error = ResumeError(message)
    error.exit_status = status
    return results.fail(_record(piece, task.label), error)
