"""Child processes: ending them with their parent, and describing how they ended."""

from __future__ import annotations

import ctypes
import signal
import sys

from resume_cli.errors import ExitStatus

_PR_SET_PDEATHSIG = 1


def end_with_parent() -> None:
    """Make Linux end this process when its parent ends; other systems have no such setting."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)


def told(code: int) -> tuple[str, ExitStatus]:
    """Return a description of how a process ended, and the exit code for that; `code` is negative for a signal."""
    if code >= 0:
        return f"ended with exit code {code}", ExitStatus.BUG
    name = signal.Signals(-code).name if -code in set(signal.Signals) else f"signal {-code}"
    if -code in {signal.SIGKILL, signal.SIGABRT, signal.SIGTRAP}:
        # The system ends a process so when memory runs out, and libraries do when an allocation fails.
        return f"was ended by {name}, perhaps for want of memory", ExitStatus.LIMIT
    return f"was ended by {name}", ExitStatus.BUG
