"""A batch from its sources to its summary."""

from __future__ import annotations

import time
from contextlib import closing
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from resume_cli.batch import cluster, naming, packing
from resume_cli.batch.journal import Journal, Keys, Line, environment
from resume_cli.batch.planning import Namer
from resume_cli.batch.pool import Limits, Pool, WorkerFailure
from resume_cli.batch.tasks import OutputSpec, Plan, Result, Task, TaskOutput, Wanted
from resume_cli.batch.worker import ABSENT, failure_record, plan, work
from resume_cli.errors import ResumeError
from resume_cli.output import results

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
    from concurrent.futures import Executor
    from datetime import datetime

    from resume_cli.batch.places import OutputStore
    from resume_cli.batch.sources import InputProfile

Answer = TypeVar("Answer")


class Listener(Protocol):
    """Is told of a batch while it runs."""

    def planned(self, profiles: int) -> None:
        """So many profiles will be done."""
        ...

    def output(self, record: Mapping[str, Any]) -> None:
        """An output was written, failed, or was up to date."""
        ...

    def profile(self, label: str, *, failed: bool) -> None:
        """A profile is finished."""
        ...


@dataclass(frozen=True, slots=True)
class Request:
    """What a batch shall do, and how."""

    sources: Sequence[InputProfile]
    wanted: Wanted
    pattern: naming.Pattern
    place: OutputStore
    created: Callable[[float | None], datetime]
    limits: Limits
    journal: Journal
    earlier: Mapping[str, Line] = field(default_factory=dict)
    input_format: str | None = None
    fail_fast: bool = False
    executor: Executor | None = None
    window: int = 0


@dataclass(slots=True)
class Summary:
    """What came of a batch; `failures` pairs the label of a profile with the record of its first failure."""

    profiles: int = 0
    written: int = 0
    unchanged: int = 0
    finished: int = 0
    codes: set[str] = field(default_factory=set)
    warnings: int = 0
    failures: list[tuple[int, str, Mapping[str, Any]]] = field(default_factory=list)
    seconds: float = 0.0


class Batch:
    """One run."""

    def __init__(self, request: Request, listener: Listener) -> None:
        self._request = request
        self._listener = listener
        self._namer = Namer(request.pattern, request.wanted, len(request.sources))
        self._keys = Keys(environment(request.wanted.formats))
        self._summary = Summary(profiles=len(request.sources))
        self._stopped = False

    def run(self) -> Summary:
        """Do everything. Raises UsageError for two outputs of one name, before anything is rendered."""
        started = time.monotonic()
        request = self._request
        self._listener.planned(len(request.sources))
        pieces = self._plan()
        self._refuse(pieces)
        request.place.prepare()
        request.journal.open(keep=bool(request.earlier))
        try:
            self._render(pieces)
        finally:
            request.journal.close()
        self._summary.failures.sort(key=lambda failure: failure[0])
        self._summary.seconds = time.monotonic() - started
        return self._summary

    def _plan(self) -> dict[int, tuple[OutputSpec, ...]]:
        """Return the pieces of each profile by its index."""
        sources, namer = self._request.sources, self._namer
        if not namer.needs_profiles:
            return {
                index: namer.pieces(index, found, list(namer.known_choices(found)))
                for index, found in enumerate(sources)
            }
        pieces: dict[int, tuple[OutputSpec, ...]] = {}
        every = ((index, ()) for index in range(len(sources)))
        with closing(self._answers(partial(plan, wanted=self._request.wanted), self._tasks(every))) as answers:
            for task, answer in answers:
                if isinstance(answer, Plan) and answer.failure is None:
                    pieces[task.index] = namer.pieces(task.index, sources[task.index], answer.choices)
                else:
                    failed = [self._failed_plan(task, answer, piece) for piece in self._unnamed()]
                    self._finish(task.index, task.label, failed, {})
                if self._stopped:
                    return {}
        return pieces

    def _unnamed(self) -> list[OutputSpec]:
        """Return what stands for the outputs of a profile of which nothing is known."""
        return [OutputSpec(name, None, None, None, "") for name in self._request.wanted.formats]

    def _failed_plan(self, task: Task, answer: Plan | WorkerFailure, piece: OutputSpec) -> TaskOutput:
        if isinstance(answer, WorkerFailure):
            return TaskOutput(piece, None, failure_record(task, piece, answer.message, answer.status))
        return TaskOutput(piece, None, {**(answer.failure or {}), "format": piece.format})

    def _refuse(self, pieces: Mapping[int, tuple[OutputSpec, ...]]) -> None:
        sources = self._request.sources
        naming.refuse_collisions(
            (piece.name, sources[index].label) for index in sorted(pieces) for piece in pieces[index]
        )
        names = (piece.name for each in pieces.values() for piece in each)
        self._request.place.refuse(names, [found.path for found in sources if found.path])

    def _render(self, pieces: Mapping[int, tuple[OutputSpec, ...]]) -> None:
        ordered = ((index, pieces[index]) for index in sorted(pieces))
        with closing(self._answers(work, self._tasks(ordered))) as answers:
            for task, answer in answers:
                self._finish(task.index, task.label, *self._made(task, answer), task)
                if self._stopped:
                    return

    def _answers(
        self, function: Callable[[Task], Answer], tasks: Iterator[Task]
    ) -> Generator[tuple[Task, Answer | WorkerFailure]]:
        request = self._request
        if request.executor is not None:
            return cluster.run_on(request.executor, request.window, function, tasks)
        return Pool(function, request.limits).run(tasks)

    def _tasks(self, pieces: Iterable[tuple[int, tuple[OutputSpec, ...]]]) -> Iterator[Task]:
        """Yield tasks as they are asked for; a profile is read when its turn comes, and left out when up to date."""
        for index, wanted in pieces:
            if self._stopped:
                return
            found = self._request.sources[index]
            try:
                task = self._task(index, found)
            except ResumeError as error:
                failed = [TaskOutput(piece, None, _failed(found, piece, error)) for piece in wanted or self._unnamed()]
                self._finish(index, found.label, failed, {})
                continue
            due = tuple(piece for piece in wanted if not self._up_to_date(task, found, piece))
            if due or not wanted:
                yield replace(task, pieces=due)
            else:
                self._finish(index, found.label, [], {})

    def _task(self, index: int, found: InputProfile) -> Task:
        """Read a profile. Raises InputError."""
        request = self._request
        content, changed, folder = read(found)
        files: Mapping[str, bytes] = {}
        input_format = request.input_format or ("json" if found.line else None)
        if folder is None or request.executor is not None:
            files = packing.companions(content, found.label, input_format, partial(beside, found))
            folder = None
        return Task(
            index=index,
            label=found.label,
            stem=found.stem,
            content=content,
            created=request.created(changed).timestamp(),
            folder=folder,
            files=files,
            input_format=input_format,
            options=request.wanted.options,
            tokens=request.wanted.tokens,
        )

    def _up_to_date(self, task: Task, found: InputProfile, piece: OutputSpec) -> bool:
        """Say whether an output is there already, made of the same; tell of it if so."""
        line = self._request.earlier.get(piece.name)
        if line is None or line.key != self._keys.key(task, piece):
            return False
        if any(_digest_beside(found, name) != digest for name, digest in line.inputs.items()):
            return False
        if self._request.place.digest(piece.name) != line.sha256:
            return False
        self._summary.unchanged += 1
        self._count_warnings(line.record)
        self._listener.output({**line.record, "output": self._request.place.shown(piece.name), "status": "unchanged"})
        return True

    def _made(self, task: Task, answer: Result | WorkerFailure) -> tuple[Sequence[TaskOutput], Mapping[str, str]]:
        if isinstance(answer, Result):
            return answer.made, answer.inputs
        return [
            TaskOutput(piece, None, failure_record(task, piece, answer.message, answer.status)) for piece in task.pieces
        ], {}

    def _finish(
        self, index: int, label: str, made: Sequence[TaskOutput], inputs: Mapping[str, str], task: Task | None = None
    ) -> None:
        """Write what was made of a profile, note and tell it."""
        failure: Mapping[str, Any] | None = None
        for each in made:
            record = self._written(each)
            key = self._keys.key(task, each.piece) if task is not None else ""
            self._request.journal.note(record, each.piece.name, key, inputs)
            self._listener.output(record)
            if record["status"] != "ok":
                failure = failure or record
        if failure is not None:
            self._summary.failures.append((index, label, failure))
        self._summary.finished += 1
        self._listener.profile(label, failed=failure is not None)
        if failure is not None and self._request.fail_fast:
            self._stopped = True

    def _written(self, made: TaskOutput) -> Mapping[str, Any]:
        """Write an output, and return its record with the place where it is."""
        if made.content is None:
            return made.record
        try:
            place = self._request.place.write(made.piece.name, made.content)
        except ResumeError as error:
            return results.fail({**made.record, "output": None, "bytes": None, "pages": None, "sha256": None}, error)
        self._summary.written += 1
        self._count_warnings(made.record)
        return {**made.record, "output": place}

    def _count_warnings(self, record: Mapping[str, Any]) -> None:
        self._summary.warnings += len(record["warnings"])
        self._summary.codes.update(warning["code"] for warning in record["warnings"])


def read(found: InputProfile) -> tuple[bytes, float | None, str | None]:
    """Return the bytes of a profile, when it was changed if known, and its folder if it has one here."""
    from resume_cli.profile.folder import read_bytes

    if found.line is not None:
        spool, offset, length = found.line
        return spool.line(offset, length), found.changed, str(found.base or "")
    if found.address is not None:
        return found.address.read(), found.address.changed(), None
    path = found.path or Path(found.label)
    content = read_bytes(path, str(path))
    return content, path.stat().st_mtime, str(path.parent)


def beside(found: InputProfile, name: str) -> bytes:
    """Return the bytes of a file beside a profile. Raises InputError or RefusedError."""
    from resume_cli.errors import InputError
    from resume_cli.profile.folder import Folder

    if found.base is not None:
        return Folder(found.base).read(name)[1]
    if found.address is not None and ".." not in name.split("/") and not name.startswith("/"):
        return found.address.beside(name)
    message = f"{name}: {found.label} has no folder"
    raise InputError(message)


def _digest_beside(found: InputProfile, name: str) -> str:
    from hashlib import sha256

    try:
        return sha256(beside(found, name)).hexdigest()
    except ResumeError:
        return ABSENT


def _failed(found: InputProfile, piece: OutputSpec, error: ResumeError) -> dict[str, Any]:
    return results.fail(results.record(found.label, piece.format, piece.language, piece.variant, piece.theme), error)
