"""Processes that work for this one: that they end with it, and what is said of how they ended."""

from __future__ import annotations

import ctypes
import signal
import sys

from resume_cli.errors import ExitStatus

_PR_SET_PDEATHSIG = 1


def end_with_parent() -> None:
    """Let Linux end this process when the one that started it ends."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)


def told(code: int) -> tuple[str, ExitStatus]:
    """Return how a process ended, and the exit code for that; `code` is negative for a signal."""
    if code >= 0:
        return f"ended with exit code {code}", ExitStatus.BUG
    name = signal.Signals(-code).name if -code in set(signal.Signals) else f"signal {-code}"
    if -code in {signal.SIGKILL, signal.SIGABRT, signal.SIGTRAP}:
        # The system does that when memory runs out, and libraries do when they get none.
        return f"was ended by {name}, perhaps for want of memory", ExitStatus.LIMIT
    return f"was ended by {name}", ExitStatus.BUG
