"""The functions of workers, from bytes to bytes, in a process of the pool, a thread of a cluster or this process.

They raise no exceptions. An error becomes the record of the output that it affects, so that the others are still made.
"""

from __future__ import annotations

import threading
from contextlib import suppress
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from resume_cli import memory, pipeline
from resume_cli.batch.tasks import Matrix, OutputSpec, Planned, Result, Task, TaskOutput
from resume_cli.errors import InputError, LimitError, RefusedError, ResumeError
from resume_cli.exporters.plugins import described
from resume_cli.output import results
from resume_cli.profile.folder import Folder
from resume_cli.profile.readers import limits
from resume_cli.profile.source import ProfileSource
from resume_cli.select import safe_stem
from resume_cli.theme.loader import theme_names
from resume_cli.version import __version__

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from resume_cli.batch.names import Pattern
    from resume_cli.pipeline import LoadedProfile, RenderOptions
    from resume_cli.select import Selection

# The memory limit of this process in bytes, for messages.
_memory: int | None = None
# WeasyPrint's fonts are shared within a process, and a cluster may run several tasks in threads of one process.
_ONE_AT_A_TIME = threading.Lock()
#: The value used instead of the SHA-256 hash of a file that cannot be read.
UNREADABLE = ""


class TaskFiles:
    """The files sent with a task, or those of its folder, with the SHA-256 hash of each file that was read."""

    def __init__(self, task: Task) -> None:
        self._folder = Folder(Path(task.folder)) if task.folder is not None else None
        self._files = task.files
        self.inputs: dict[str, str] = {}

    @property
    def path(self) -> Path:
        """The folder; raises RefusedError if there is none."""
        if self._folder is None:
            raise RefusedError("this profile was sent without its folder", hint="name one of the built-in themes")
        return self._folder.path

    def read(self, name: str, limit: int = limits.MAX_BYTES) -> tuple[str, bytes]:
        """Return a file's display name and its bytes, as `Folder` does."""
        self.inputs[name] = UNREADABLE
        shown, content = self._folder.read(name, limit) if self._folder else self._received(name, limit)
        self.inputs[name] = sha256(content).hexdigest()
        return shown, content

    def note(self, file: Path) -> None:
        """Record the SHA-256 hash of a file in the folder that was, or may have been, read in another way."""
        if self._folder and file.is_relative_to(root := self._folder.path.resolve()):
            with suppress(ResumeError):
                self.read(file.relative_to(root).as_posix())

    def _received(self, name: str, limit: int) -> tuple[str, bytes]:
        if name not in self._files:
            raise InputError(f"{name}: there is no such file")
        if len(self._files[name]) > limit:
            raise LimitError(f"{name}: too large: more than {limit:,} bytes")
        return name, self._files[name]


def limit_memory(size: int) -> None:
    """Limit the memory of this process."""
    global _memory  # noqa: PLW0603 - the limit applies to the whole process
    _memory = size
    memory.limit(size)


def work(task: Task) -> Result:
    """Make all outputs of a task."""
    with _ONE_AT_A_TIME:
        files = TaskFiles(task)
        try:
            loaded = _load(task, files)
        except Exception as error:  # noqa: BLE001 - one bad profile never stops the others
            return failed(task, error, files.inputs)
        return Result(tuple(_render(task, loaded, files, spec) for spec in task.outputs), files.inputs)


def plan(task: Task, matrix: Matrix, pattern: Pattern) -> Planned | Result:
    """Return the requested outputs that are possible for a profile, with names; an error fails all outputs."""
    with _ONE_AT_A_TIME:
        files = TaskFiles(task)
        try:
            outputs = tuple(_outputs(task, _load(task, files), files, matrix, pattern))
        except Exception as error:  # noqa: BLE001 - one bad profile never stops the others
            return failed(task, error, files.inputs)
        return Planned(outputs, tuple(files.inputs))


def failed(task: Task, error: BaseException, inputs: Mapping[str, str] | None = None) -> Result:
    """Return the result of a task whose outputs all failed."""
    return Result(tuple(_failed_output(spec, spec.label or task.label, error) for spec in task.outputs), inputs or {})


def _load(task: Task, files: TaskFiles) -> LoadedProfile:
    if task.version != __version__:
        message = f"this worker has resume-press {__version__}, but the task was sent by {task.version}"
        raise RefusedError(message, hint="install the same version everywhere")
    created = datetime.fromtimestamp(task.created, tz=UTC)
    return pipeline.load(ProfileSource(task.label, task.content, files, created, task.input_format))


def _render(task: Task, loaded: LoadedProfile, files: TaskFiles, spec: OutputSpec) -> TaskOutput:
    label = spec.label or task.label
    try:
        selection = pipeline.compose(loaded, spec.options).selection
        label = pipeline.public_name(selection, task.label)
        _note_theme(loaded, selection, files, spec.options)
        output = pipeline.render(loaded, spec.options)
    except Exception as error:  # noqa: BLE001 - one bad output never stops the others
        return _failed_output(spec, label, error)
    return TaskOutput(spec, output.content, results.succeed(_record(spec, label), output, spec.name))


def _note_theme(loaded: LoadedProfile, selection: Selection, files: TaskFiles, options: RenderOptions) -> None:
    """Record the files of a theme that the profile names; a requested theme is part of the output's key."""
    if options.theme is None and (selection.theme or "") not in {"", *theme_names()}:
        for file in pipeline.theme_of(loaded, selection, options)[0].files:
            files.note(file)


def _failed_output(spec: OutputSpec, label: str, error: BaseException) -> TaskOutput:
    if isinstance(error, MemoryError) or isinstance(error.__cause__, MemoryError):
        error = LimitError(memory.excess(_memory))
    elif isinstance(error, RecursionError):
        error = LimitError("it is too deeply nested")
    elif not isinstance(error, ResumeError):
        error = ResumeError(f"a bug here: {described(error)}")
    return TaskOutput(spec, None, results.fail(_record(spec, label), error))


def _record(spec: OutputSpec, label: str) -> dict[str, Any]:
    options = spec.options
    return results.record(label, options.format, options.language, options.variant, options.theme)


def _outputs(
    task: Task, loaded: LoadedProfile, files: TaskFiles, matrix: Matrix, pattern: Pattern
) -> Iterator[OutputSpec]:
    for variant in pipeline.variants_of(loaded, matrix.variants):
        for language in pipeline.languages_of(loaded, matrix.languages):
            for theme in matrix.themes or (None,):
                options = matrix.render_options(language, variant, theme)
                selection = pipeline.compose(loaded, options).selection
                _note_theme(loaded, selection, files, options)
                person, language_name = selection.profile.basics.name, language or selection.language
                values = {
                    "stem": safe_stem(selection, task.names["stem"]),
                    "name": person.content if person else "resume",
                    "language": language_name,
                    "variant": variant or "",
                    "label": pipeline.public_name(selection, task.label),
                    "theme": pipeline.theme_of(loaded, selection, options)[0].name,
                }
                options = replace(options, language=language_name)
                yield from pattern.outputs(matrix, {**task.names, **values}, options)
