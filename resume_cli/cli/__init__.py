"""The command `resume`, including how its process starts and ends.

A new process is started for every export, so startup time matters. Only the module of the requested command is
imported, and the process ends without shutting down the interpreter.
"""

from __future__ import annotations

import os
import sys
from io import TextIOWrapper
from typing import TYPE_CHECKING, NoReturn

if TYPE_CHECKING:
    from collections.abc import Sequence
    from types import FrameType


_stopped_by: set[str] = set()


class Terminated(BaseException):
    """Raised on SIGTERM, so that unfinished files are removed before the process ends."""


def main() -> NoReturn:
    """Run the command line of this process and end the process."""
    import gc
    import signal

    # A run creates few reference cycles. Collecting them ten times less often saves a tenth of its time.
    gc.set_threshold(100_000, 20, 50)
    _prepare_streams()
    sys.unraisablehook = _stop_later
    try:
        signal.signal(signal.SIGTERM, _stop)
        if signal.getsignal(signal.SIGINT) != signal.SIG_IGN:
            signal.signal(signal.SIGINT, _stop)
        status = _run_as_asked()
    except (KeyboardInterrupt, Terminated):
        # The signal arrived before or after the command itself.
        status = 130
    if status == 130 and _stopped_by == {"SIGTERM"}:
        # Extension modules and typer only support Ctrl-C, so the status is corrected here.
        status = 143
    # The operating system frees memory faster than the interpreter, which needs 46 ms after making a PDF.
    os._exit(status)


def _run_as_asked() -> int:
    """Run the command line and return its exit code, in a child process if the profile is untrusted."""
    if "--untrusted" in sys.argv or os.environ.get("RESUME_UNTRUSTED"):
        from resume_cli.cli.guarded import is_asked_for, run_guarded

        if is_asked_for(sys.argv[1:]):
            return _flush(run_guarded(lambda: _flush(run(sys.argv[1:]))))
    return _flush(run(sys.argv[1:]))


def run(arguments: Sequence[str]) -> int:
    """Run a command line and return its exit code; raises nothing."""
    state = {"debug": False}
    try:
        from resume_cli.cli.application import application, program

        status = application().main(list(arguments), prog_name=program(), standalone_mode=False, obj=state)
        return int(status or 0)
    except KeyboardInterrupt:
        return 130
    except BaseException as error:  # noqa: BLE001 - every exception becomes an exit code
        from resume_cli.cli.failures import report_failure

        return report_failure(error, debug=state["debug"])


def _stop(number: int, _frame: FrameType | None) -> None:
    """Handle SIGINT or SIGTERM by raising the exception that ends the command."""
    import signal

    _stopped_by.add(signal.Signals(number).name)
    raise KeyboardInterrupt if number == signal.SIGINT else Terminated


def _stop_later(unraisable: sys.UnraisableHookArgs) -> None:
    """Send a signal again whose exception was raised in a finalizer, where Python prints and discards it."""
    import signal
    from _thread import start_new_thread
    from time import sleep

    if not isinstance(unraisable.exc_value, KeyboardInterrupt | Terminated):
        sys.__unraisablehook__(unraisable)
        return
    number = signal.SIGINT if isinstance(unraisable.exc_value, KeyboardInterrupt) else signal.SIGTERM

    def ask() -> None:
        sleep(0.002)
        os.kill(os.getpid(), number)

    start_new_thread(ask, ())


class Stopped:
    """An event that is set once a signal has arrived, because extension modules may discard its exception."""

    @staticmethod
    def is_set() -> bool:
        """Return whether the command should end."""
        return bool(_stopped_by)


def _prepare_streams() -> None:
    """Replace closed streams, and write UTF-8 regardless of the locale.

    Without a replacement, the next file to be opened would get the descriptor of a closed stream. Writing data to a
    closed stdout fails as on a full disk. Messages to a closed stderr are discarded.
    """
    if sys.stdin is None:
        sys.stdin = open(os.devnull, encoding="utf-8")  # noqa: SIM115, PTH123 - stays open
    if sys.stdout is None:
        sys.stdout = open(os.open(os.devnull, os.O_RDONLY), "w", encoding="utf-8")  # noqa: SIM115, PTH123 - stays open
    if sys.stderr is None:
        sys.stderr = open(os.open(os.devnull, os.O_WRONLY), "w", encoding="utf-8")  # noqa: SIM115, PTH123 - stays open
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace")


def _flush(status: int) -> int:
    """Flush the output streams and return the exit code; a full disk is an error, but a closed pipe is not."""
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except BrokenPipeError:
            continue
        except (OSError, ValueError):
            return status or 74
    return status
