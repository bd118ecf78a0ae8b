"""Worker processes of this machine, each watched: one that crashes, hangs or eats memory costs one profile.

The processes are forked from a server that has imported WeasyPrint once, so that a new one costs a few
milliseconds, and each is replaced long before its memory grows. Every worker has its own pipe; a second task
waits in it while the first is done, so that no worker waits for us.
"""

from __future__ import annotations

import os
import signal
import sys
import time
from collections import deque
from contextlib import contextmanager
from dataclasses import dataclass, field
from types import ModuleType
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from resume_cli.errors import ExitStatus

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterator
    from multiprocessing.connection import Connection
    from multiprocessing.context import BaseContext
    from multiprocessing.process import BaseProcess

    from resume_cli.batch.tasks import Task

Answer = TypeVar("Answer")

# A worker is replaced after so many tasks, or when it has grown by so much: Pango and its fonts keep a little of
# every page, about 0.15 MB for a PDF.
_MOST_TASKS = 400
_MOST_GROWTH = 48 << 20
# What a pipe surely takes without waiting for its reader.
_PREFETCH_BYTES = 24 << 10
_WATCH_SECONDS = 0.1
_PATIENCE_SECONDS = 5.0


@dataclass(frozen=True, slots=True)
class Limits:
    """How many workers there are, and what a task may take: seconds, and bytes of memory; nothing is unlimited.

    `preload` are modules to import before workers are forked.
    """

    jobs: int
    seconds: float | None = None
    memory: int | None = None
    preload: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class WorkerFailure:
    """Why a task has no answer."""

    message: str
    status: ExitStatus


@dataclass(slots=True)
class _Worker:
    """A process, our end of its pipe, the tasks it has, and since when it works on the first of them."""

    process: BaseProcess
    pipe: Connection
    tasks: deque[Task] = field(default_factory=deque)
    since: float = 0.0
    done: int = 0
    first_size: int = 0


class Pool(Generic[Answer]):
    """Lets workers call a function on tasks; iterate over `run` for the answers as they come."""

    def __init__(self, function: Callable[[Task], Answer], limits: Limits) -> None:
        self._function = function
        self._limits = limits
        self._workers: list[_Worker] = []
        self._context = _context(limits.preload)

    def run(self, tasks: Iterator[Task]) -> Generator[tuple[Task, Answer | WorkerFailure]]:
        """Yield each task with its answer, or with what became of its worker. Closing it ends the workers."""
        waiting: deque[Task] = deque()
        more = True
        try:
            while True:
                more = self._feed(tasks, waiting) if more or waiting else False
                if not any(worker.tasks for worker in self._workers):
                    return
                yield from self._collect(waiting)
        finally:
            self._end()

    def _feed(self, tasks: Iterator[Task], waiting: deque[Task]) -> bool:
        """Hand out tasks, first to those who have none; say whether there may be more."""
        for depth in (0, 1):
            while self._has_room(depth):
                task = waiting.popleft() if waiting else next(tasks, None)
                if task is None:
                    return False
                if depth and len(task.content) + sum(map(len, task.files.values())) > _PREFETCH_BYTES:
                    waiting.appendleft(task)
                    return True
                self._give(self._free(depth) or self._start(), task)
        return True

    def _has_room(self, depth: int) -> bool:
        """Say whether a worker with so many tasks can take one more; of those without any, there may be a new one."""
        return self._free(depth) is not None or (depth == 0 and len(self._workers) < self._limits.jobs)

    def _free(self, depth: int) -> _Worker | None:
        for worker in self._workers:
            if len(worker.tasks) == depth and worker.done + depth < _MOST_TASKS:
                return worker
        return None

    def _give(self, worker: _Worker, task: Task) -> None:
        if not worker.tasks:
            worker.since = time.monotonic()
        worker.tasks.append(task)
        try:
            worker.pipe.send(task)
        except OSError:
            return  # it has died, which the next look at its pipe tells

    def _start(self) -> _Worker:
        try:
            return self._started()
        except OSError:
            # The server listens on a socket in the folder for temporary files, whose name may be too long for one.
            if self._context.get_start_method() == "spawn":
                raise
            self._context = _spawning()
            return self._started()

    def _started(self) -> _Worker:
        ours, theirs = self._context.Pipe()
        # mypy knows `Process` of the concrete contexts only.
        process = self._context.Process(  # type: ignore[attr-defined]
            target=_serve, args=(theirs, self._function, self._limits.memory), daemon=True
        )
        with _without_main():
            process.start()
        theirs.close()
        worker = _Worker(process, ours)
        self._workers.append(worker)
        return worker

    def _collect(self, waiting: deque[Task]) -> Iterator[tuple[Task, Answer | WorkerFailure]]:
        """Wait until something happens, and yield what is finished."""
        from multiprocessing.connection import wait

        pipes = {worker.pipe: worker for worker in self._workers}
        watched = self._limits.seconds is not None or self._limits.memory is not None
        for pipe in wait(list(pipes), _WATCH_SECONDS if watched else None):
            yield from self._receive(pipes[pipe], waiting)  # type: ignore[index]
        if watched:
            for worker in list(self._workers):
                yield from self._watch(worker, waiting)

    def _receive(self, worker: _Worker, waiting: deque[Task]) -> Iterator[tuple[Task, Answer | WorkerFailure]]:
        try:
            answer, size = worker.pipe.recv()
        except (EOFError, OSError):
            if worker.tasks:
                yield self._lose(worker, waiting, *_epitaph(worker.process))
            else:
                self._dismiss(worker)
            return
        task = worker.tasks.popleft()
        worker.done += 1
        worker.since = time.monotonic()
        worker.first_size = worker.first_size or size
        grown = size - worker.first_size > _MOST_GROWTH
        if not worker.tasks and (worker.done >= _MOST_TASKS or grown):
            self._dismiss(worker)
        elif grown:
            worker.done = _MOST_TASKS
        yield task, answer

    def _watch(self, worker: _Worker, waiting: deque[Task]) -> Iterator[tuple[Task, Answer | WorkerFailure]]:
        """Stop a worker that takes too long or too much."""
        if not worker.tasks or worker.pipe.poll():
            return
        seconds, memory = self._limits.seconds, self._limits.memory
        if seconds is not None and time.monotonic() - worker.since > seconds:
            yield self._lose(worker, waiting, f"not done after {seconds:g} s, so it was stopped", ExitStatus.LIMIT)
        elif memory is not None and resident(worker.process.pid or 0) > memory:
            yield self._lose(worker, waiting, f"took more than {memory >> 20} MB, so it was stopped", ExitStatus.LIMIT)

    def _lose(
        self, worker: _Worker, waiting: deque[Task], message: str, status: ExitStatus
    ) -> tuple[Task, Answer | WorkerFailure]:
        """End a worker; the task it was at is lost, one that was waiting is given to another."""
        task = worker.tasks.popleft()
        waiting.extend(worker.tasks)
        worker.process.kill()
        self._dismiss(worker)
        return task, WorkerFailure(message, status)

    def _dismiss(self, worker: _Worker) -> None:
        """Let a worker go; it ends by itself when its pipe is closed."""
        worker.pipe.close()
        self._workers.remove(worker)

    def _end(self) -> None:
        for worker in self._workers:
            worker.process.kill()
        for worker in list(self._workers):
            worker.process.join(_PATIENCE_SECONDS)
            self._dismiss(worker)


def _epitaph(process: BaseProcess) -> tuple[str, ExitStatus]:
    """Say how a process ended."""
    process.join(_PATIENCE_SECONDS)
    code = process.exitcode
    if code is not None and code < 0:
        name = signal.Signals(-code).name if -code in set(signal.Signals) else f"signal {-code}"
        reason = ", perhaps for want of memory" if name == "SIGKILL" else ""
        return f"its worker was ended by {name}{reason}", ExitStatus.BUG
    return f"its worker ended with exit code {code}", ExitStatus.BUG


@contextmanager
def _without_main() -> Iterator[None]:
    """Hide the main module: a new process would run it again, and a worker needs nothing of it."""
    main = sys.modules["__main__"]
    sys.modules["__main__"] = ModuleType("__main__")
    try:
        yield
    finally:
        sys.modules["__main__"] = main


def _context(preload: tuple[str, ...]) -> BaseContext:
    import multiprocessing

    if sys.platform == "win32":
        return _spawning()
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(list(preload))
    return context


def _spawning() -> BaseContext:
    """Return what starts every worker from nothing: slower, and possible everywhere."""
    import multiprocessing

    return multiprocessing.get_context("spawn")


def resident(process: int) -> int:
    """Return the bytes of memory that a process holds; 0 where the system does not tell."""
    try:
        with open(f"/proc/{process}/statm", "rb") as file:  # noqa: PTH123 - asked ten times a second
            return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, IndexError, ValueError):
        return 0


def _serve(pipe: Connection, function: Callable[[Task], Any], memory: int | None) -> None:
    """Do tasks until nobody sends any more."""
    import gc

    # Ctrl-C reaches the whole group of processes; only the one that talks to the user decides.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    _end_with_parent()
    if memory is not None:
        _limit_memory(memory)
    gc.freeze()
    while True:
        try:
            task = pipe.recv()
        except (EOFError, OSError):
            break
        answer = function(task)
        try:
            pipe.send((answer, resident(os.getpid())))
        except OSError:
            break
    # Nothing of a worker is worth tearing down.
    os._exit(0)


def _end_with_parent() -> None:
    """Have Linux end this process with the server that forked it: one that hangs would outlive a killed batch."""
    if sys.platform != "linux":
        return
    import ctypes
    from multiprocessing import forkserver

    # The server ends when nobody holds the other end of this pipe, which a worker gets to start processes of its own.
    alive = getattr(getattr(forkserver, "_forkserver", None), "_forkserver_alive_fd", None)
    if isinstance(alive, int):
        os.close(alive)
    parent_death_signal = 1
    ctypes.CDLL(None).prctl(parent_death_signal, signal.SIGKILL)


def _limit_memory(memory: int) -> None:
    """Have allocations fail beyond the limit: what grows faster than we look is stopped by this."""
    try:
        import resource

        with_slack = memory + resident(os.getpid())
        _, hard = resource.getrlimit(resource.RLIMIT_DATA)
        resource.setrlimit(resource.RLIMIT_DATA, (with_slack if hard < 0 else min(with_slack, hard), hard))
    except (ImportError, ValueError, OSError):
        return
