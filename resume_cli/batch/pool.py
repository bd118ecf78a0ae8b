"""Worker processes of this machine, each watched: one that crashes, hangs or eats memory fails one profile only.

`concurrent.futures.ProcessPoolExecutor` gives up altogether when one of its processes dies, cannot tell which task that
process had, and limits neither the time nor the memory of a task. Here every worker has a pipe of its own, so that
its task is known, and is replaced long before its memory grows.
"""

from __future__ import annotations

import os
import signal
import time
from collections import deque
from contextlib import suppress
from itertools import islice
from multiprocessing.connection import Connection, wait  # noqa: TID253 - nothing but `batch` imports this module
from typing import TYPE_CHECKING, Any

from msgspec import Struct, field

from resume_cli.batch.server import ForkServer
from resume_cli.batch.tasks import Answer, Answers, Task, WorkerFailure
from resume_cli.children import told
from resume_cli.errors import ExitStatus, LimitError
from resume_cli.memory import excess, resident

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

# A worker is replaced after so many tasks, or when it has grown by so much: Pango and its fonts keep about 4 kB of
# every page (30 kB more where `exporters/pdf/engine/texts.py` cannot be used).
_MOST_TASKS = 2_000
_MOST_GROWTH = 48 << 20
# What a pipe surely takes without waiting for its reader.
_PREFETCH_BYTES = 24 << 10
_WATCH_SECONDS = 0.1
# How often the server is started in a row when something kills it.
_STARTS = 5


class Limits(Struct, frozen=True):
    """The number of workers, and the seconds and bytes of memory that a task may take; `None` means no limit."""

    jobs: int
    seconds: float | None = None
    memory: int | None = None


class _Worker(Struct):
    """A process, our end of its pipe, the tasks it has, and since when it has been working on the first of them."""

    process: int
    pipe: Connection
    tasks: deque[Task] = field(default_factory=deque)
    since: float = 0.0
    done: int = 0
    first_size: int = 0

    def take(self, task: Task) -> None:
        """Send a task; that the worker has ended shows when its pipe is read."""
        if not self.tasks:
            self.since = time.monotonic()
        self.tasks.append(task)
        with suppress(OSError):
            self.pipe.send(task)

    def finish(self, size: int) -> Task:
        """Return the task that was answered; the worker holds `size` bytes of memory now."""
        self.since = time.monotonic()
        self.first_size = self.first_size or size
        self.done = _MOST_TASKS if size - self.first_size > _MOST_GROWTH else self.done + 1
        return self.tasks.popleft()

    def kill(self) -> None:
        """End the process, whatever it is doing."""
        with suppress(ProcessLookupError):
            os.kill(self.process, signal.SIGKILL)


class Pool:
    """Runs functions on tasks in worker processes. Close it to end the server that these are forked from."""

    def __init__(self, limits: Limits, formats: Iterable[str] = ()) -> None:
        self._limits = limits
        self._formats = tuple(formats)
        self._workers: list[_Worker] = []
        self._server: ForkServer | None = None

    def run(self, function: Callable[[Task], Answer], tasks: Iterator[Task]) -> Answers[Answer]:
        """Yield each task with its answer as it comes, or with what became of its worker."""
        queue: deque[Task] = deque()
        try:
            while True:
                self._hand_out(queue, tasks, function)
                if not any(worker.tasks for worker in self._workers):
                    return
                yield from self._collect(queue)
        finally:
            for worker in self._workers.copy():
                if worker.tasks:
                    worker.kill()
                self._dismiss(worker)

    def close(self) -> None:
        """End the server."""
        if self._server is not None:
            self._server.close()
            self._server = None

    def _hand_out(self, queue: deque[Task], tasks: Iterator[Task], function: Callable[[Task], Any]) -> None:
        """Give a task to each worker that has none, then a second one, so that no worker has to wait for us."""
        for depth in range(2):
            while (worker := self._worker_with(depth)) or (depth == 0 and len(self._workers) < self._limits.jobs):
                queue.extend(islice(tasks, 0 if queue else 1))
                if not queue or (
                    depth and sum(map(len, (queue[0].content, *queue[0].files.values()))) > _PREFETCH_BYTES
                ):
                    return
                (worker or self._new_worker(function)).take(queue.popleft())

    def _worker_with(self, tasks: int) -> _Worker | None:
        """Return a worker that has so many tasks, and may do one more."""
        usable = (each for each in self._workers if len(each.tasks) == tasks and each.done + tasks < _MOST_TASKS)
        return next(usable, None)

    def _new_worker(self, function: Callable[[Task], Any]) -> _Worker:
        for _ in range(_STARTS):
            self._server = self._server or ForkServer(self._formats)
            try:
                worker = _Worker(*self._server.fork(function, self._limits.memory))
            except (OSError, EOFError):
                self.close()  # it was killed, so the next one starts anew
            else:
                self._workers.append(worker)
                return worker
        raise LimitError("no worker process can be started", hint="check the limits on memory and processes")

    def _collect(self, queue: deque[Task]) -> Answers[Any]:
        """Wait until something happens, and yield what is finished."""
        is_limited = self._limits.seconds is not None or self._limits.memory is not None
        ready = wait([worker.pipe for worker in self._workers], _WATCH_SECONDS if is_limited else None)
        for worker in self._workers.copy():
            failure = None
            if worker.pipe in ready:
                try:
                    answer, size = worker.pipe.recv()
                except (EOFError, OSError):
                    failure = self._failure(worker)
                else:
                    yield worker.finish(size), answer
            elif worker.tasks and not worker.pipe.poll():
                failure = self._excess(worker)
            if failure or (worker.done >= _MOST_TASKS and not worker.tasks):
                self._dismiss(worker)
            if failure and worker.tasks:
                # The task it was working on has failed, one that was waiting goes to another.
                task = worker.tasks.popleft()
                queue.extend(worker.tasks)
                yield task, failure

    def _excess(self, worker: _Worker) -> WorkerFailure | None:
        """Stop a worker that has exceeded a limit, and return which."""
        seconds, memory = self._limits.seconds, self._limits.memory
        if seconds is not None and time.monotonic() - worker.since > seconds:
            worker.kill()
            return WorkerFailure(f"not done after {seconds:g} s, so it was stopped", ExitStatus.LIMIT)
        if memory is not None and resident(worker.process) > memory:
            worker.kill()
            return WorkerFailure(f"{excess(memory)}, so it was stopped", ExitStatus.LIMIT)
        return None

    def _failure(self, worker: _Worker) -> WorkerFailure:
        """Return how a worker ended of its own accord."""
        code = self._server.exit_code(worker.process) if self._server else None
        if code is None:
            worker.kill()
            return WorkerFailure("its worker stopped answering")
        how, status = told(code)
        return WorkerFailure(f"its worker {how}", status)

    def _dismiss(self, worker: _Worker) -> None:
        """Let a worker go; it ends by itself when its pipe is closed."""
        worker.pipe.close()
        self._workers.remove(worker)
