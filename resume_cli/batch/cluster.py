"""Workers that are not ours: any `concurrent.futures.Executor`, such as that of a dask cluster."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, TypeVar

from resume_cli.batch.pool import WorkerFailure
from resume_cli.batch.worker import versions
from resume_cli.errors import ExitStatus, MissingPartError, RefusedError, TransferError, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterator
    from concurrent.futures import Executor, Future

    from resume_cli.batch.tasks import Task

Answer = TypeVar("Answer")

_SCHEME = "dask:"
_CONNECT_SECONDS = 10
# How often a task may be begun again after the death of its worker, before it is held to be the cause.
_RETRIES = 3


def run_on(
    executor: Executor, window: int, function: Callable[[Task], Answer], tasks: Iterator[Task]
) -> Generator[tuple[Task, Answer | WorkerFailure]]:
    """Yield each task with its answer as it comes; at most `window` are under way, however many there are."""
    from concurrent.futures import FIRST_COMPLETED, wait

    running: dict[Future[Answer], Task] = {}
    try:
        for task in tasks:
            running[executor.submit(function, task)] = task
            while len(running) >= window:
                yield from _finished(running, wait(running, return_when=FIRST_COMPLETED).done)
        while running:
            yield from _finished(running, wait(running, return_when=FIRST_COMPLETED).done)
    finally:
        for future in running:
            future.cancel()


def _finished(
    running: dict[Future[Answer], Task], done: set[Future[Answer]]
) -> Iterator[tuple[Task, Answer | WorkerFailure]]:
    for future in done:
        task = running.pop(future)
        error = future.exception()
        yield (
            task,
            future.result() if error is None else WorkerFailure(f"its worker failed: {_reason(error)}", ExitStatus.BUG),
        )


def _reason(error: BaseException) -> str:
    return f"{type(error).__name__}: {str(error)[:200]}".rstrip(": ")


@contextmanager
def cluster(engine: str) -> Iterator[tuple[Executor, int]]:
    """Connect to `dask:tcp://HOST:PORT`; give its executor and how many tasks to have under way.

    Raises UsageError for another engine, MissingPartError without the extra, TransferError when nobody answers,
    and RefusedError when a worker has other versions than we.
    """
    address = engine.removeprefix(_SCHEME)
    if address == engine or "://" not in address:
        message = f"no such engine: {engine}"
        raise UsageError(message, hint="dask:tcp://HOST:PORT")
    client = _connect(address)
    try:
        cores = _check_workers(client)
        yield client.get_executor(pure=False, retries=_RETRIES), 4 * cores
    finally:
        client.close()


def _connect(address: str) -> Any:  # noqa: ANN401 - distributed publishes no types
    try:
        from distributed import Client
    except ImportError:
        message = "this engine needs an extra that is not installed"
        raise MissingPartError(message, hint="pip install 'resume-press[dask]'") from None
    try:
        _knock(address)
        return Client(address, timeout=_CONNECT_SECONDS, set_as_default=False)  # type: ignore[no-untyped-call]
    except (OSError, TimeoutError, ValueError) as error:
        message = f"the scheduler at {address} cannot be reached: {_reason(error)}"
        raise TransferError(message) from error


def _knock(address: str) -> None:
    """Raise OSError at once where nobody listens; the client would try again for a long time."""
    import socket
    from urllib.parse import urlsplit

    parts = urlsplit(address)
    if parts.scheme in {"tcp", "tls"} and parts.hostname and parts.port:
        socket.create_connection((parts.hostname, parts.port), _CONNECT_SECONDS).close()


def _check_workers(client: Any) -> int:  # noqa: ANN401 - as above
    """Return how many cores the workers have, once all of them are known to have our versions."""
    ours = versions()
    try:
        theirs: dict[str, dict[str, str]] = client.run(versions)
    except Exception as error:
        message = f"the workers have no resume-press that answers: {_reason(error)}"
        raise RefusedError(message, hint=f"install resume-press {ours['resume-press']} on every worker") from error
    if not theirs:
        message = "the scheduler has no workers"
        raise TransferError(message)
    refuse_skew(ours, theirs)
    cores: dict[str, int] = client.ncores()
    return max(1, sum(cores.values()))


def refuse_skew(ours: dict[str, str], theirs: dict[str, dict[str, str]]) -> None:
    """Raise RefusedError, naming both versions, when a worker's differ from ours."""
    for worker, found in sorted(theirs.items()):
        for name, version in ours.items():
            if found.get(name) != version:
                message = f"{name} is {version} here and {found.get(name, 'unknown')} on the worker {worker}"
                raise RefusedError(
                    message, hint="outputs would depend on the worker: install the same versions everywhere"
                )
