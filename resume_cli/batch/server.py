"""The process from which workers are forked. It has loaded the modules they need, so forking takes milliseconds.

The fork server of `multiprocessing` is not used, because it starts as `python -c` with the current folder first in
`sys.path`, runs the main module again, shows a traceback if it is interrupted while loading, needs a second helper
process, and leaves a socket in the folder for temporary files. This server inherits its socket, starts with a safe
path, and leaves nothing behind regardless of how it ends.
"""

from __future__ import annotations

import gc
import os
import signal
import socket
import sys
from contextlib import suppress
from multiprocessing.connection import Connection, Pipe  # noqa: TID253 - nothing but `batch` imports this module
from subprocess import DEVNULL, Popen
from typing import TYPE_CHECKING, Any, NoReturn

from resume_cli.batch.tasks import OutputSpec, Task
from resume_cli.batch.worker import limit_memory, work
from resume_cli.children import end_with_parent
from resume_cli.memory import resident
from resume_cli.pipeline import RenderOptions

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

_EXAMPLE = b'{"basics": {"name": "A", "summary": "**B**"}, "work": [{"name": "C", "startDate": "2020"}]}'
_PRELOADED_FORMATS = {"pdf", "docx", "html"}
_EXIT_SECONDS = 5.0
_STDERR = 2


class ForkServer:
    """Forks workers and reports their exit codes."""

    def __init__(self, formats: Iterable[str] = ()) -> None:
        self._requests, requests = socket.socketpair()
        self._reports, reports = Pipe(duplex=False)
        self._exit_codes: dict[int, int] = {}
        descriptors = (requests.fileno(), reports.fileno())
        preloaded = ["text", *_PRELOADED_FORMATS.intersection(formats)]
        path = [folder for folder in sys.path if folder]
        code = f"import sys; sys.path[:] = {path!r}; from {__name__} import main; main(*{descriptors!r}, {preloaded!r})"
        # Programs started by workers need a safe path as well. The server ignores Ctrl-C and ends with this process.
        environment = os.environ | {"PYTHONSAFEPATH": "1"}
        command = [sys.executable, "-P", "-c", code]
        before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT, signal.SIGTERM})
        try:
            with requests, reports:
                # Text printed by the server must not become part of the output of this command.
                self._process = Popen(  # noqa: S603
                    command, stdin=DEVNULL, stdout=_STDERR, pass_fds=descriptors, env=environment
                )
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)

    def fork(self, function: Callable[[Task], Any], memory: int | None) -> tuple[int, Connection]:
        """Start a worker that calls `function` on each task; return its process ID and this end of its pipe.

        The worker sends pairs of an answer and its current memory in bytes. Raises OSError or EOFError if the server
        has ended.
        """
        pipe, theirs = Pipe()
        with theirs:
            socket.send_fds(self._requests, [b"\0"], [theirs.fileno()])
            while (report := self._reports.recv())[1] is not None:
                self._exit_codes.update([report])
        with suppress(OSError):  # the worker has already ended, which the pool will notice
            pipe.send((function, memory))
        return report[0], pipe

    def exit_code(self, process: int) -> int | None:
        """Return the exit code of a worker, negative for a signal, or None if the server has ended as well."""
        with suppress(OSError, EOFError):
            while process not in self._exit_codes and self._reports.poll(_EXIT_SECONDS):
                self._exit_codes.update([self._reports.recv()])
        return self._exit_codes.get(process)

    def close(self) -> None:
        """End the server, and on Linux its workers with it."""
        self._process.kill()
        self._process.wait()
        self._requests.close()
        self._reports.close()


def main(requests: int, reports: int, formats: list[str]) -> NoReturn:
    """Run the server: export a small profile to load the necessary modules, and fork a worker for each pipe."""
    # Failures are ignored here, because they will occur again in a worker and be reported there.
    work(Task(0, "example.json", {}, _EXAMPLE, 0.0, tuple(OutputSpec(RenderOptions(name), "") for name in formats)))
    # These objects live as long as the process. Freezing them keeps the garbage collector from examining them, which
    # would cause forks to copy their memory.
    gc.freeze()
    outbox = Connection(reports, readable=False)

    def report_ended(*_: object) -> None:
        with suppress(ChildProcessError):
            while (ended := os.waitpid(-1, os.WNOHANG))[0]:
                outbox.send((ended[0], os.waitstatus_to_exitcode(ended[1])))

    signal.signal(signal.SIGCHLD, report_ended)
    with suppress(OSError), outbox, socket.socket(fileno=requests) as inbox:
        while pipes := socket.recv_fds(inbox, 1, 1)[1]:
            process = os.fork()
            if process == 0:
                inbox.close()
                outbox.close()
                serve(pipes[0])
            outbox.send((process, None))
            os.close(pipes[0])
    os._exit(0)


def serve(descriptor: int) -> NoReturn:
    """Run a worker, which answers tasks until its pipe is closed."""
    # Ctrl-C reaches every process, but only the one that interacts with the user handles it. Linux ends this process
    # with the server.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_SETMASK, ())
    code = 1
    try:
        end_with_parent()
        pipe = Connection(descriptor)
        function, size = pipe.recv()
        if size is not None:
            # The limit stops a process whose memory grows faster than the pool checks it.
            limit_memory(size)
        while True:
            answer = function(pipe.recv())
            pipe.send((answer, resident(os.getpid())))
    except (EOFError, OSError):
        code = 0
    finally:
        # A worker needs no cleanup and must never return to the loop of the server.
        os._exit(code)
