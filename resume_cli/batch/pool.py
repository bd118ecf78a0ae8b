"""Monitored worker processes of this machine. A worker that crashes, hangs or uses too much memory fails one profile.

`concurrent.futures.ProcessPoolExecutor` stops entirely if one of its processes dies, does not know which task that
process had, and limits neither the time nor the memory of a task. Here, every worker has its own pipe, so that its task
is known, and is replaced before its memory grows too much.
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

# A worker is replaced after this number of tasks, or after growing by this number of bytes. Pango and its fonts keep
# about 4 kB of every page, and 30 kB more if `exporters/pdf/engine/texts.py` cannot be used.
_MOST_TASKS = 2_000
_MOST_GROWTH = 48 << 20
# The number of bytes that a pipe always accepts without waiting for its reader.
_PREFETCH_BYTES = 24 << 10
_WATCH_SECONDS = 0.1
# The number of times in a row that the server is started if it is killed.
_STARTS = 5


class Limits(Struct, frozen=True):
    """The number of workers, and the limits of a task in seconds and in bytes of memory; None means no limit."""

    jobs: int
    seconds: float | None = None
    memory: int | None = None


class _Worker(Struct):
    """A process, this end of its pipe, its tasks, and the time at which it started the first of them."""

    process: int
    pipe: Connection
    tasks: deque[Task] = field(default_factory=deque)
    since: float = 0.0
    done: int = 0
    first_size: int = 0

    def take(self, task: Task) -> None:
        """Send a task to the worker; if it has ended, this is noticed when its pipe is read."""
        if not self.tasks:
            self.since = time.monotonic()
        self.tasks.append(task)
        with suppress(OSError):
            self.pipe.send(task)

    def finish(self, size: int) -> Task:
        """Remove and return the task that was answered; `size` is the current memory of the worker in bytes."""
        self.since = time.monotonic()
        self.first_size = self.first_size or size
        self.done = _MOST_TASKS if size - self.first_size > _MOST_GROWTH else self.done + 1
        return self.tasks.popleft()

    def kill(self) -> None:
        """Kill the process."""
        with suppress(ProcessLookupError):
            os.kill(self.process, signal.SIGKILL)


class Pool:
    """Runs functions on tasks in worker processes. Closing it ends the server from which these are forked."""

    def __init__(self, limits: Limits, formats: Iterable[str] = ()) -> None:
        self._limits = limits
        self._formats = tuple(formats)
        self._workers: list[_Worker] = []
        self._server: ForkServer | None = None

    def run(self, function: Callable[[Task], Answer], tasks: Iterator[Task]) -> Answers[Answer]:
        """Yield each task, in the order of completion, with its answer or the failure of its worker."""
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
        """Send a task to each idle worker, and then a second one, so that workers do not wait for this process."""
        for depth in range(2):
            while (worker := self._worker_with(depth)) or (depth == 0 and len(self._workers) < self._limits.jobs):
                queue.extend(islice(tasks, 0 if queue else 1))
                if not queue or (
                    depth and sum(map(len, (queue[0].content, *queue[0].files.values()))) > _PREFETCH_BYTES
                ):
                    return
                (worker or self._new_worker(function)).take(queue.popleft())

    def _worker_with(self, tasks: int) -> _Worker | None:
        """Return a worker that has exactly this number of tasks and may take another, or None."""
        usable = (each for each in self._workers if len(each.tasks) == tasks and each.done + tasks < _MOST_TASKS)
        return next(usable, None)

    def _new_worker(self, function: Callable[[Task], Any]) -> _Worker:
        for _ in range(_STARTS):
            self._server = self._server or ForkServer(self._formats)
            try:
                worker = _Worker(*self._server.fork(function, self._limits.memory))
            except (OSError, EOFError):
                self.close()  # the server was killed, so a new one is started
            else:
                self._workers.append(worker)
                return worker
        raise LimitError("no worker process can be started", hint="check the limits on memory and processes")

    def _collect(self, queue: deque[Task]) -> Answers[Any]:
        """Wait for workers, and yield finished and failed tasks."""
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
                # The task in progress has failed, and a waiting one goes to another worker.
                task = worker.tasks.popleft()
                queue.extend(worker.tasks)
                yield task, failure

    def _excess(self, worker: _Worker) -> WorkerFailure | None:
        """Stop a worker that has exceeded a limit, and return the failure, or None."""
        seconds, memory = self._limits.seconds, self._limits.memory
        if seconds is not None and time.monotonic() - worker.since > seconds:
            worker.kill()
            return WorkerFailure(f"not done after {seconds:g} s, so it was stopped", ExitStatus.LIMIT)
        if memory is not None and resident(worker.process) > memory:
            worker.kill()
            return WorkerFailure(f"{excess(memory)}, so it was stopped", ExitStatus.LIMIT)
        return None

    def _failure(self, worker: _Worker) -> WorkerFailure:
        """Return the failure of a worker that ended by itself."""
        code = self._server.exit_code(worker.process) if self._server else None
        if code is None:
            worker.kill()
            return WorkerFailure("its worker stopped answering")
        how, status = told(code)
        return WorkerFailure(f"its worker {how}", status)

    def _dismiss(self, worker: _Worker) -> None:
        """Remove a worker, which ends when its pipe is closed."""
        worker.pipe.close()
        self._workers.remove(worker)
