"""A batch from its sources to its summary."""

from __future__ import annotations

import time
from contextlib import closing
from functools import partial
from hashlib import sha256
from typing import TYPE_CHECKING, Any, Protocol, TypeAlias

from msgspec import Struct, field
from msgspec.structs import replace

from resume_cli.batch.cluster import ExecutorPool
from resume_cli.batch.journal import Journal, Line, environment, output_key
from resume_cli.batch.names import Pattern, check_unique
from resume_cli.batch.pool import Limits, Pool
from resume_cli.batch.tasks import Answer, Answers, Matrix, OutputSpec, Result, Task, TaskOutput
from resume_cli.batch.worker import UNREADABLE, failed, plan, work
from resume_cli.errors import ResumeError
from resume_cli.output import results
from resume_cli.pipeline import RenderOptions

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from concurrent.futures import Executor
    from datetime import datetime

    from resume_cli.batch.sources import InputProfile
    from resume_cli.batch.stores import OutputStore

    #: The outputs of profiles, by the indexes of these.
    Outputs: TypeAlias = Mapping[int, tuple[OutputSpec, ...]]


class Listener(Protocol):
    """Follows a batch while it runs."""

    def planned(self, profiles: int) -> None:
        """So many profiles will be exported."""

    def output(self, record: Mapping[str, Any]) -> None:
        """An output was written, failed, or was up to date."""

    def profile(self, label: str, *, failed: bool) -> None:
        """A profile is finished."""


class Request(Struct, frozen=True):
    """What a batch has to do, and how."""

    sources: Sequence[InputProfile]
    matrix: Matrix
    pattern: Pattern
    store: OutputStore
    created: Callable[[float | None], datetime]
    limits: Limits
    journal: Journal
    earlier: Mapping[str, Line] = field(default_factory=dict)
    input_format: str | None = None
    fail_fast: bool = False
    executor: Executor | None = None
    window: int = 0


class Summary(Struct):
    """What came of a batch; `failures` pairs index and label of a profile with the record of its first failure."""

    profiles: int = 0
    written: int = 0
    unchanged: int = 0
    finished: int = 0
    codes: set[str] = field(default_factory=set)
    warnings: int = 0
    undrawn_words: int = 0
    failures: list[tuple[int, str, Mapping[str, Any]]] = field(default_factory=list)
    seconds: float = 0.0


class Delivery:
    """Writes outputs; notes each in the journal and the summary, and reports it to the listener."""

    def __init__(self, request: Request, listener: Listener) -> None:
        self.summary = Summary(profiles=len(request.sources))
        self._store = request.store
        self._journal = request.journal
        self._key = partial(output_key, environment(request.matrix.formats), {})
        self._earlier = request.earlier
        self._listener = listener

    def finish(self, task: Task, answer: Result | ResumeError) -> None:
        """Deliver the outputs of a profile, or the error that is the reason for there being none."""
        result = failed(task, answer) if isinstance(answer, ResumeError) else answer
        failure: Mapping[str, Any] | None = None
        for output in result.outputs:
            record = self._write(output)
            self._journal.add(record, output.spec.name, self._key(task, output.spec), result.inputs)
            self._report(record)
            if record["status"] == "failed":
                failure = failure or record
        if failure is not None:
            self.summary.failures.append((task.index, task.label, failure))
        self.summary.finished += 1
        self._listener.profile(task.label, failed=failure is not None)

    def _write(self, output: TaskOutput) -> Mapping[str, Any]:
        """Write an output, and return its record with the location of the file."""
        if output.content is None:
            return output.record
        try:
            self._store.write(output.spec.name, output.content)
        except ResumeError as error:
            return results.fail({**output.record, "output": None, "bytes": None, "pages": None, "sha256": None}, error)
        self.summary.written += 1
        return {**output.record, "output": self._store.location(output.spec.name)}

    def is_up_to_date(self, task: Task, profile: InputProfile, spec: OutputSpec) -> bool:
        """Say whether an output exists already, made of the same; if so, it is reported."""
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
            self.summary.warnings += len(record["warnings"])
            self.summary.undrawn_words += record.get("undrawn_words", 0)
            self.summary.codes.update(warning["code"] for warning in record["warnings"])


class Batch:
    """One run, from top to bottom: find out what the outputs are called, then make them."""

    def __init__(self, request: Request, listener: Listener) -> None:
        self._request = request
        self._listener = listener
        self._delivery = Delivery(request, listener)

    def run(self) -> Summary:
        """Do everything. Raises UsageError for two outputs of one name, before anything is rendered."""
        request, summary = self._request, self._delivery.summary
        started = time.monotonic()
        self._listener.planned(len(request.sources))
        with closing(Pool(request.limits, request.matrix.formats)) as pool:
            workers = ExecutorPool(request.executor, request.window) if request.executor else pool
            outputs = self._plan(workers)
            names = [(spec.name, request.sources[index].label) for index, specs in outputs.items() for spec in specs]
            check_unique(names)
            inputs = [profile.path for profile in request.sources if profile.path]
            request.store.check_inputs((name for name, _ in names), inputs)
            request.store.prepare()
            with request.journal.open(keep=bool(request.earlier)):
                for task, answer in self._answers(workers, work, outputs):
                    self._delivery.finish(task, answer)
        summary.failures.sort(key=lambda failure: failure[0])
        summary.seconds = time.monotonic() - started
        return summary

    def _plan(self, workers: Pool | ExecutorPool) -> Outputs:
        """Return the named outputs of each profile by its index; a profile that fails here has none."""
        pattern, matrix = self._request.pattern, self._request.matrix
        indexes = range(len(self._request.sources))
        if not pattern.needs_profiles(matrix):
            return {index: tuple(pattern.outputs_unread(matrix, self._names(index))) for index in indexes}
        outputs: dict[int, tuple[OutputSpec, ...]] = {}
        # Until a profile was read, each format stands for all outputs of it.
        unnamed = tuple(OutputSpec(RenderOptions(name), "") for name in matrix.formats)
        function = partial(plan, matrix=matrix, pattern=pattern)
        for task, answer in self._answers(workers, function, dict.fromkeys(indexes, unnamed)):
            if isinstance(answer, tuple):
                outputs[task.index] = answer
            else:
                self._delivery.finish(task, answer)
        return {} if self._is_stopped else dict(sorted(outputs.items()))

    def _names(self, index: int) -> dict[str, str]:
        """Return what names may contain of a profile's file."""
        profile, digits = self._request.sources[index], len(str(len(self._request.sources)))
        return {"stem": profile.stem, "folder": profile.folder.replace("/", "-"), "index": f"{index + 1:0{digits}d}"}

    def _answers(
        self, workers: Pool | ExecutorPool, function: Callable[[Task], Answer], outputs: Outputs
    ) -> Answers[Answer]:
        """Yield a task for each profile that has outputs to make, with its answer, until the batch is stopped."""
        with closing(workers.run(function, self._tasks(outputs))) as answers:
            for each in answers:
                yield each
                if self._is_stopped:
                    return

    def _tasks(self, outputs: Outputs) -> Iterator[Task]:
        """Yield a task for each profile that has outputs to make, read when its turn comes."""
        for index, specs in outputs.items():
            if self._is_stopped:
                return
            profile = self._request.sources[index]
            task = Task(index, profile.label, self._names(index), b"", 0.0, specs)
            try:
                task = self._filled(task, profile)
            except ResumeError as error:
                self._delivery.finish(task, error)
                continue
            due = tuple(spec for spec in specs if not self._delivery.is_up_to_date(task, profile, spec))
            if due:
                yield replace(task, outputs=due)
            else:
                self._delivery.finish(task, Result(()))

    def _filled(self, task: Task, profile: InputProfile) -> Task:
        """Return a task with all that a worker needs. Raises InputError."""
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
    """Return the SHA-256 of a file that a profile includes."""
    try:
        return sha256(profile.read_sibling(name)).hexdigest()
    except ResumeError:
        return UNREADABLE
