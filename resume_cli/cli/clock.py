"""The clock of the commands: whoever waits for a hostile profile waits no longer than was asked for."""

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

#: Generous: the largest profile of the tests takes a few seconds.
SECONDS: float = 600
# A step in C may keep the signal waiting; then the process ends without tidying up.
_GRACE = 3.0

Timeout = Annotated[
    float,
    typer.Option("--timeout", metavar="SECONDS", min=0, max=10**9, help="Stop after so long; 0 is never."),
]


class TimedOutError(BaseException):
    """The time is up; as with Ctrl-C, nothing but the end of the command may catch this."""


def told(seconds: float) -> str:
    """Return what is said when the time is up."""
    return f"resume: stopped after {seconds:g} seconds\n  hint: --timeout SECONDS allows more"


@contextmanager
def limited(seconds: float) -> Iterator[None]:
    """Raise TimedOutError in the main thread after so many seconds; end the process where that cannot be heeded."""
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
