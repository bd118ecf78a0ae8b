"""Workers of other executors: any `concurrent.futures.Executor`, such as that of a dask cluster."""

from __future__ import annotations

import socket
from contextlib import contextmanager
from itertools import islice
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from msgspec import Struct

from resume_cli.batch.journal import versions
from resume_cli.batch.tasks import Answer, Answers, Task, WorkerFailure
from resume_cli.errors import MissingPartError, RefusedError, TransferError, UsageError
from resume_cli.exporters.plugins import described
from resume_cli.suggestions import install_extra

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from concurrent.futures import Executor, Future

_SCHEME = "dask:"
_CONNECT_SECONDS = 10
# The number of times a task is restarted after its worker died, before the task is considered the cause.
_RETRIES = 3


class ExecutorPool(Struct, frozen=True):
    """Runs functions on tasks in an executor, with at most `window` tasks submitted at a time."""

    executor: Executor
    window: int

    def run(self, function: Callable[[Task], Answer], tasks: Iterator[Task]) -> Answers[Answer]:
        """Yield each task, in the order of completion, with its answer or the failure of its worker."""
        from concurrent.futures import FIRST_COMPLETED, wait

        running: dict[Future[Answer], Task] = {}
        try:
            while True:
                for task in islice(tasks, self.window - len(running)):
                    running[self.executor.submit(function, task)] = task
                if not running:
                    return
                for future in wait(running, return_when=FIRST_COMPLETED).done:
                    task, error = running.pop(future), future.exception()
                    yield task, WorkerFailure(f"its worker failed: {described(error)}") if error else future.result()
        finally:
            for future in running:
                future.cancel()


@contextmanager
def connect(engine: str) -> Iterator[tuple[Executor, int]]:
    """Connect to `dask:tcp://HOST:PORT`; yield its executor and the number of tasks to submit at a time.

    Raises UsageError for any other engine, MissingPartError if the extra is not installed, TransferError if the
    scheduler cannot be reached, and RefusedError if a worker has other versions than this process.
    """
    address = engine.removeprefix(_SCHEME)
    if address == engine or "://" not in address:
        raise UsageError(f"unknown engine `{engine}`", hint="dask:tcp://HOST:PORT")
    client = _client(address)
    try:
        check_workers(client)
        cores: dict[str, int] = client.ncores()
        yield client.get_executor(pure=False, retries=_RETRIES), 4 * max(1, sum(cores.values()))
    finally:
        client.close()


@contextmanager
def unwatched(jobs: int) -> Iterator[tuple[Executor, int]]:
    """Yield an executor for systems that cannot fork, without limits on time or memory, and the number of tasks."""
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    with ProcessPoolExecutor(jobs, get_context("spawn")) as executor:
        yield executor, 2 * jobs


def _client(address: str) -> Any:  # noqa: ANN401 - distributed publishes no types
    try:
        from distributed import Client
    except ImportError:
        message = "`--engine` needs an extra that is not installed"
        raise MissingPartError(message, hint=install_extra("dask")) from None
    parts = urlsplit(address)
    try:
        if parts.scheme in {"tcp", "tls"} and parts.hostname and parts.port:
            # If nothing listens at the address, the client would keep trying for a long time.
            socket.create_connection((parts.hostname, parts.port), _CONNECT_SECONDS).close()
        return Client(address, timeout=_CONNECT_SECONDS, set_as_default=False)  # type: ignore[no-untyped-call]
    except (OSError, TimeoutError, ValueError) as error:
        raise TransferError(f"the scheduler at {address} cannot be reached: {described(error)}") from error


def check_workers(client: Any) -> None:  # noqa: ANN401 - distributed publishes no types
    """Raise RefusedError if a worker's versions differ from this process's, or TransferError without workers."""
    hint = "outputs would depend on the worker: install the same versions everywhere"
    try:
        theirs: dict[str, dict[str, str]] = client.run(versions)
    except Exception as error:
        raise RefusedError(f"resume-press does not answer on the workers: {described(error)}", hint=hint) from error
    if not theirs:
        raise TransferError("the scheduler has no workers")
    for worker, installed in sorted(theirs.items()):
        for name, version in versions().items():
            if installed.get(name) != version:
                message = f"{name} is {version} here and {installed.get(name, 'unknown')} on the worker {worker}"
                raise RefusedError(message, hint=hint)
