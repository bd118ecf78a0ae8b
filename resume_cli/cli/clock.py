"""The time limit of the commands, which also stops a command that is kept busy by a hostile profile."""

from __future__ import annotations

import os
import signal
import sys
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated

import typer

from resume_cli.cli.console import write_text
from resume_cli.errors import ExitStatus

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import FrameType

#: The default limit, which is generous because the largest profile of the tests takes only a few seconds.
SECONDS: float = 600
# The number of seconds to wait for code in C, which may delay the signal, before the process ends without cleanup.
_GRACE = 3.0

Timeout = Annotated[
    float,
    typer.Option("--timeout", metavar="SECONDS", min=0, max=10**9, help="Stop after so long; 0 is never."),
]


class TimedOutError(BaseException):
    """Raised when the time is up; as with KeyboardInterrupt, only the end of the command may catch it."""


def told(seconds: float) -> str:
    """Return the message for a command that ran out of time."""
    return f"resume: stopped after {seconds:g} seconds\n  hint: --timeout SECONDS allows more"


@contextmanager
def limited(seconds: float) -> Iterator[None]:
    """Raise TimedOutError in the main thread after a number of seconds, or end the process if that has no effect."""
    if not seconds or not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        yield
        return

    def stop(_number: int, _frame: FrameType | None) -> None:
        raise TimedOutError(told(seconds))

    backstop = threading.Timer(seconds + _GRACE, _end, (seconds,))
    backstop.daemon = True
    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    backstop.start()
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
        backstop.cancel()


def _end(seconds: float) -> None:
    write_text(sys.stderr, told(seconds))
    os._exit(ExitStatus.LIMIT)
