"""The command `resume`: how its process starts, and how it ends.

The command is started anew for every export, so its start is part of its speed: only the module of the
command that was called is imported, and the process ends without tearing the interpreter down.
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
    """SIGTERM arrived; unfinished files are removed on the way out."""


def main() -> NoReturn:
    """Run the command line of this process, and end the process."""
    import gc
    import signal

    # A run makes few cycles and then ends: looking for them ten times less often saves a tenth of its time.
    gc.set_threshold(100_000, 20, 50)
    _prepare_streams()
    sys.unraisablehook = _stop_later
    try:
        signal.signal(signal.SIGTERM, _stop)
        if signal.getsignal(signal.SIGINT) != signal.SIG_IGN:
            signal.signal(signal.SIGINT, _stop)
        status = _run_as_asked()
    except (KeyboardInterrupt, Terminated):
        # Before the command began, or after it.
        status = 130
    if status == 130 and _stopped_by == {"SIGTERM"}:
        # Code in other languages, and typer, know Ctrl-C only.
        status = 143
    # The operating system frees memory faster than the interpreter, which takes 46 ms after a PDF.
    os._exit(status)


def _run_as_asked() -> int:
    """Run the command line, in a process of its own where its profile is untrusted."""
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
    except BaseException as error:  # noqa: BLE001 - the last net: whatever arrives here becomes an exit code
        from resume_cli.cli.failures import report_failure

        return report_failure(error, debug=state["debug"])


def _stop(number: int, _frame: FrameType | None) -> None:
    """Let Ctrl-C or SIGTERM end what is being done."""
    import signal

    _stopped_by.add(signal.Signals(number).name)
    raise KeyboardInterrupt if number == signal.SIGINT else Terminated


def _stop_later(unraisable: sys.UnraisableHookArgs) -> None:
    """Ask again for what was raised where Python tidies up: there it is printed, and then forgotten."""
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
    """Tells, as an event does, whether a signal arrived: code in other languages may have swallowed what was raised."""

    @staticmethod
    def is_set() -> bool:
        """Return whether the command is to end."""
        return bool(_stopped_by)


def _prepare_streams() -> None:
    """Replace closed streams, and write UTF-8 whatever the locale is.

    Without a replacement, the next file to be opened would get the number of a closed stream. Writing data to a
    closed stdout fails as on a full disk; messages to a closed stderr are dropped.
    """
    if sys.stdin is None:
        sys.stdin = open(os.devnull, encoding="utf-8")  # noqa: SIM115, PTH123 - stays open
    if sys.stdout is None:
        sys.stdout = open(os.open(os.devnull, os.O_RDONLY), "w", encoding="utf-8")  # noqa: SIM115, PTH123 - as above
    if sys.stderr is None:
        sys.stderr = open(os.open(os.devnull, os.O_WRONLY), "w", encoding="utf-8")  # noqa: SIM115, PTH123 - as above
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace")


def _flush(status: int) -> int:
    """Write out what is still buffered; a closed pipe is not an error, a full disk is."""
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except BrokenPipeError:
            continue
        except (OSError, ValueError):
            return status or 74
    return status
