"""The execution of a batch, from its sources to its summary."""

from __future__ import annotations

import time
from collections import Counter
from contextlib import closing
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, TypeAlias

from msgspec import Struct, field
from msgspec.structs import replace

from resume_cli.batch.cluster import ExecutorPool
from resume_cli.batch.journal import Journal, Line, environment, output_key
from resume_cli.batch.names import Pattern, collision, collisions
from resume_cli.batch.pool import Limits, Pool
from resume_cli.batch.stores import may_be_included
from resume_cli.batch.tasks import Answer, Answers, Matrix, OutputSpec, Planned, Result, Task, TaskOutput
from resume_cli.batch.worker import UNREADABLE, failed, plan, work
from resume_cli.errors import RefusedError, ResumeError, TransferError
from resume_cli.output import results, writer
from resume_cli.pipeline import RenderOptions

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from concurrent.futures import Executor
    from datetime import datetime

    from resume_cli.batch.sources import InputProfile
    from resume_cli.batch.stores import OutputStore

    #: The outputs of profiles by the index of the profile.
    Outputs: TypeAlias = Mapping[int, tuple[OutputSpec, ...]]


class Listener(Protocol):
    """A protocol for following the progress of a batch."""

    def planned(self, profiles: int) -> None:
        """Report the number of profiles that will be exported."""

    def output(self, record: Mapping[str, Any]) -> None:
        """Report that an output was written, failed, or was up to date."""

    def profile(self, label: str, *, failed: bool) -> None:
        """Report that a profile is finished."""


class Request(Struct, frozen=True):
    """The sources, outputs and options of a batch."""

    sources: Sequence[InputProfile]
    matrix: Matrix
    pattern: Pattern
    store: OutputStore
    created: Callable[[float | None], datetime]
    limits: Limits
    journal: Journal
    earlier: Mapping[str, Line] = field(default_factory=dict)
    #: Files other than the sources that no output may overwrite.
    inputs: Sequence[Path] = ()
    input_format: str | None = None
    fail_fast: bool = False
    executor: Executor | None = None
    window: int = 0


class Summary(Struct):
    """The outcome of a batch.

    `warnings` counts warnings by code. `failures` contains the label and record of the first failure of each profile
    by its index.
    """

    profiles: int = 0
    written: int = 0
    unchanged: int = 0
    finished: int = 0
    warnings: Counter[str] = field(default_factory=Counter)
    undrawn_words: int = 0
    failures: dict[int, tuple[str, Mapping[str, Any]]] = field(default_factory=dict)
    seconds: float = 0.0


class Delivery:
    """Writes outputs, records them in the journal and the summary, and reports them to the listener."""

    def __init__(self, request: Request, listener: Listener) -> None:
        self.summary = Summary(profiles=len(request.sources))
        own = (profile.path for profile in request.sources if profile.path)
        #: The files that no output may overwrite. Files that profiles include are added when the profiles are read.
        self.inputs = writer.Inputs([Path("/dev/stdin"), *request.inputs, *own])
        self._store = request.store
        self._journal = request.journal
        self._key = partial(output_key, environment(request.matrix.formats), {})
        self._earlier = request.earlier
        self._listener = listener

    def finish(self, task: Task, answer: Result | ResumeError) -> None:
        """Deliver the outputs of a profile, or the error because of which it has none, and finish the profile."""
        self.deliver(task, failed(task, answer) if isinstance(answer, ResumeError) else answer)
        self.summary.finished += 1
        self._listener.profile(task.label, failed=task.index in self.summary.failures)

    def deliver(self, task: Task, result: Result) -> None:
        """Deliver some of the outputs of a profile."""
        for output in result.outputs:
            record = self._write(output)
            self._journal.add(record, output.spec.name, self._key(task, output.spec), result.inputs)
            self._report(record)
            if record["status"] == "failed":
                self.summary.failures.setdefault(task.index, (output.spec.label or task.label, record))

    def _write(self, output: TaskOutput) -> Mapping[str, Any]:
        """Write an output, and return its record with the location of the file.

        Raises TransferError if no further output can be written, for example on a full disk.
        """
        if output.content is None:
            return output.record
        try:
            self._store.check(output.spec.name, self.inputs)
            self._store.write(output.spec.name, output.content)
        except ResumeError as error:
            if isinstance(error, TransferError) and self._store.is_local:
                raise
            return results.fail({**output.record, "output": None, "bytes": None, "pages": None, "sha256": None}, error)
        self.summary.written += 1
        return {**output.record, "output": self._store.location(output.spec.name)}

    def is_up_to_date(self, task: Task, profile: InputProfile, spec: OutputSpec) -> bool:
        """Return whether an output already exists with the same inputs, and if so report it."""
        line = self._earlier.get(spec.name)
        if (
            line is None
            or line.key != self._key(task, spec)
            or any(_digest(profile, name) != digest for name, digest in line.inputs.items())
            or self._store.digest(spec.name) != line.record["sha256"]
        ):
            return False
        self.summary.unchanged += 1
        self._report({**line.record, "output": self._store.location(spec.name), "status": "unchanged"})
        return True

    def _report(self, record: Mapping[str, Any]) -> None:
        self._listener.output(record)
        if record["status"] != "failed":
            self.summary.undrawn_words += record.get("undrawn_words", 0)
            self.summary.warnings.update(warning["code"] for warning in record["warnings"])


class Batch:
    """One run, which determines the names of all outputs and then makes the outputs."""

    def __init__(self, request: Request, listener: Listener) -> None:
        self._request = request
        self._listener = listener
        self._delivery = Delivery(request, listener)

    def run(self) -> Summary:
        """Run the batch; raises UsageError or RefusedError for impossible names before anything is rendered."""
        request, summary = self._request, self._delivery.summary
        started = time.monotonic()
        self._listener.planned(len(request.sources))
        with closing(Pool(request.limits, request.matrix.formats)) as pool:
            workers = ExecutorPool(request.executor, request.window) if request.executor else pool
            outputs = self._without_collisions(self._plan(workers))
            self._check(outputs)
            request.store.prepare()
            with request.journal.open(keep=bool(request.earlier)):
                for task, answer in self._answers(workers, work, outputs):
                    self._protect(task.index, answer.inputs if isinstance(answer, Result) else ())
                    self._delivery.finish(task, answer)
        summary.failures = dict(sorted(summary.failures.items()))
        summary.seconds = time.monotonic() - started
        return summary

    def _plan(self, workers: Pool | ExecutorPool) -> Outputs:
        """Return the named outputs of each profile by its index, without profiles that fail here."""
        request, pattern, matrix = self._request, self._request.pattern, self._request.matrix
        indexes = range(len(request.sources))
        # Until a profile is read, one output of each format represents all outputs of the format.
        unnamed = dict.fromkeys(indexes, tuple(OutputSpec(RenderOptions(name), "") for name in matrix.formats))
        function = partial(plan, matrix=matrix, pattern=pattern)
        if not pattern.needs_profiles(matrix):
            unread = {index: tuple(pattern.outputs_unread(matrix, self._names(index))) for index in indexes}
            names = (spec.name for specs in unread.values() for spec in specs)
            reports = [] if request.journal.optional else [request.journal.path]
            if any(map(request.store.may_replace_input, names)) or any(map(may_be_included, reports)):
                for task, answer in self._answers(workers, function, unnamed, reported=False):
                    self._protect(task.index, getattr(answer, "inputs", ()))
            return unread
        outputs: dict[int, tuple[OutputSpec, ...]] = {}
        for task, answer in self._answers(workers, function, unnamed):
            self._protect(task.index, getattr(answer, "inputs", ()))
            if isinstance(answer, Planned):
                outputs[task.index] = answer.outputs
            else:
                self._delivery.finish(task, answer)
        return {} if self._is_stopped else dict(sorted(outputs.items()))

    def _protect(self, index: int, names: Iterable[str]) -> None:
        """Add files that a profile names to those that no output may overwrite."""
        if path := self._request.sources[index].path:
            for name in names:
                self._delivery.inputs.add(path.parent / name)

    def _check(self, outputs: Outputs) -> None:
        """Raise RefusedError if an output or the journal would overwrite another file of this run."""
        journal, inputs = self._request.journal.path, self._delivery.inputs
        if writer.resolve(journal) in inputs:
            message = f"{journal} is an input: it would be overwritten"
            raise RefusedError(message, hint="name another file with --report")
        inputs.add(journal)
        for name in (spec.name for specs in outputs.values() for spec in specs):
            self._request.store.check(name, inputs)

    def _without_collisions(self, outputs: Outputs) -> Outputs:
        """Report outputs with the same name as failed, and return the others; raises UsageError if none are left."""
        sources = self._request.sources
        named = ((index, spec) for index, specs in outputs.items() for spec in specs)
        refused: dict[int, dict[str, ResumeError]] = {}
        for alike in collisions(named):
            error = collision([(sources[index].folder, spec) for index, spec in alike], self._request.pattern)
            for index, spec in alike:
                refused.setdefault(index, {})[spec.name] = error
        kept = {
            index: tuple(spec for spec in specs if spec.name not in refused.get(index, ()))
            for index, specs in outputs.items()
        }
        if refused and not any(kept.values()):
            raise next(iter(refused[min(refused)].values()))
        for index, errors in refused.items():
            for spec in outputs[index]:
                if spec.name in errors:
                    task = Task(index, sources[index].label, {}, b"", 0.0, (spec,))
                    self._delivery.deliver(task, failed(task, errors[spec.name]))
        return kept

    def _names(self, index: int) -> dict[str, str]:
        """Return the values of a profile's file for use in names."""
        profile, digits = self._request.sources[index], len(str(len(self._request.sources)))
        folder, place = profile.folder.replace("/", "-"), f"{index + 1:0{digits}d}"
        return {"label": profile.label, "stem": profile.stem, "folder": folder, "index": place}

    def _answers(
        self,
        workers: Pool | ExecutorPool,
        function: Callable[[Task], Answer],
        outputs: Outputs,
        *,
        reported: bool = True,
    ) -> Answers[Answer]:
        """Yield each task with its answer until the batch is stopped."""
        with closing(workers.run(function, self._tasks(outputs, reported=reported))) as answers:
            for each in answers:
                yield each
                if self._is_stopped:
                    return

    def _tasks(self, outputs: Outputs, *, reported: bool) -> Iterator[Task]:
        """Yield a task for each profile with outputs to make, reading the profile only when its task is requested.

        Profiles without such outputs are finished. Profiles that cannot be read are only finished if `reported` is
        set.
        """
        for index, specs in outputs.items():
            if self._is_stopped:
                return
            if not specs:
                self._delivery.finish(Task(index, self._request.sources[index].label, {}, b"", 0.0, ()), Result(()))
                continue
            profile = self._request.sources[index]
            task = Task(index, profile.label, self._names(index), b"", 0.0, specs)
            try:
                task = self._filled(task, profile)
            except ResumeError as error:
                if reported:
                    self._delivery.finish(task, error)
                continue
            due = tuple(spec for spec in specs if not self._delivery.is_up_to_date(task, profile, spec))
            if due:
                yield replace(task, outputs=due)
            else:
                self._delivery.finish(task, Result(()))

    def _filled(self, task: Task, profile: InputProfile) -> Task:
        """Return a task with all the data that a worker needs; raises InputError."""
        request = self._request
        content, changed = profile.read()
        input_format = request.input_format or ("json" if profile.line else None)
        is_away = profile.is_remote or request.executor is not None
        return replace(
            task,
            content=content,
            created=request.created(changed).timestamp(),
            folder=None if is_away else str(profile.file.parent),
            files=profile.included_files(content, input_format) if is_away else {},
            input_format=input_format,
        )

    @property
    def _is_stopped(self) -> bool:
        return self._request.fail_fast and bool(self._delivery.summary.failures)


def _digest(profile: InputProfile, name: str) -> str:
    """Return the SHA-256 hash of a file that a profile includes, or `UNREADABLE`."""
    try:
        return sha256(profile.read_sibling(name)).hexdigest()
    except ResumeError:
        return UNREADABLE
