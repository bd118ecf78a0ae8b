"""The process that workers are forked from: it has loaded what they need, so a new one takes milliseconds.

It is ours because the fork server of `multiprocessing` starts as `python -c` with the current folder first in
`sys.path`, runs the main module again, shows a traceback when it is interrupted while it loads, needs a second helper,
and leaves a socket in the folder for temporary files. This one inherits its socket, starts with a safe path, and leaves
nothing behind however it ends.
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
    """Forks workers, and reports how each of them ended."""

    def __init__(self, formats: Iterable[str] = ()) -> None:
        self._requests, requests = socket.socketpair()
        self._reports, reports = Pipe(duplex=False)
        self._exit_codes: dict[int, int] = {}
        descriptors = (requests.fileno(), reports.fileno())
        preloaded = ["text", *_PRELOADED_FORMATS.intersection(formats)]
        path = [folder for folder in sys.path if folder]
        code = f"import sys; sys.path[:] = {path!r}; from {__name__} import main; main(*{descriptors!r}, {preloaded!r})"
        # What workers start has a safe path as well. The server hears no Ctrl-C, and ends with this process.
        environment = os.environ | {"PYTHONSAFEPATH": "1"}
        command = [sys.executable, "-P", "-c", code]
        before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT, signal.SIGTERM})
        try:
            with requests, reports:
                # What is printed there is not output of this command.
                self._process = Popen(  # noqa: S603
                    command, stdin=DEVNULL, stdout=_STDERR, pass_fds=descriptors, env=environment
                )
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)

    def fork(self, function: Callable[[Task], Any], memory: int | None) -> tuple[int, Connection]:
        """Start a worker that calls `function` on each task; return its process and our end of its pipe.

        What comes back is the answer and the bytes of memory that the worker holds. Raises OSError or EOFError when
        this server has ended.
        """
        pipe, theirs = Pipe()
        with theirs:
            socket.send_fds(self._requests, [b"\0"], [theirs.fileno()])
            while (report := self._reports.recv())[1] is not None:
                self._exit_codes.update([report])
        with suppress(OSError):  # it has ended already, as the pool will see
            pipe.send((function, memory))
        return report[0], pipe

    def exit_code(self, process: int) -> int | None:
        """Return how a worker ended, negative for a signal, or nothing when this server has ended as well."""
        with suppress(OSError, EOFError):
            while process not in self._exit_codes and self._reports.poll(_EXIT_SECONDS):
                self._exit_codes.update([self._reports.recv()])
        return self._exit_codes.get(process)

    def close(self) -> None:
        """End the server; Linux ends the workers with it."""
        self._process.kill()
        self._process.wait()
        self._requests.close()
        self._reports.close()


def main(requests: int, reports: int, formats: list[str]) -> NoReturn:
    """Be the server: export a small profile, which loads what that needs, and fork a worker for each pipe."""
    # What fails here fails again, and is reported, where it is needed.
    work(Task(0, "example.json", {}, _EXAMPLE, 0.0, tuple(OutputSpec(RenderOptions(name), "") for name in formats)))
    # What is there now lives as long as the process: no collection needs to look at it, and no fork copies it.
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
    """Be a worker: answer tasks until nobody sends any more."""
    # Ctrl-C reaches every process: only the one that talks to the user decides. Linux ends this one with the server.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_SETMASK, ())
    code = 1
    try:
        end_with_parent()
        pipe = Connection(descriptor)
        function, size = pipe.recv()
        if size is not None:
            # This stops what grows faster than the pool looks.
            limit_memory(size)
        while True:
            answer = function(pipe.recv())
            pipe.send((answer, resident(os.getpid())))
    except (EOFError, OSError):
        code = 0
    finally:
        # Nothing of a worker is worth tearing down, and nothing may get back into the loop of the server.
        os._exit(code)
