"""Commands on untrusted profiles, in a child process that is stopped if it takes too much time or memory."""

from __future__ import annotations

import os
import signal
import time
from contextlib import suppress
from typing import TYPE_CHECKING

from resume_cli.cli import Terminated

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_COMMANDS = frozenset({"export", "show", "validate", "check", "convert", "import", "diff"})
_OFF = frozenset({"", "0", "false", "f", "no", "n", "off"})
_WAIT_SECONDS = 0.01


def is_asked_for(arguments: Sequence[str]) -> bool:
    """Return whether the command line or the environment requests a child process; `batch` has its own workers."""
    command = next((word for word in arguments if not word.startswith("-")), "")
    wanted = "--untrusted" in arguments or in_environment()
    return wanted and command in _COMMANDS and hasattr(os, "fork")


def in_environment() -> bool:
    """Return whether the environment declares profiles to be untrusted."""
    return os.environ.get("RESUME_UNTRUSTED", "").strip().lower() not in _OFF


def run_guarded(work: Callable[[], int]) -> int:
    """Run a function in a child process and return its exit code, or the one for a process that was stopped."""
    from resume_cli import memory
    from resume_cli.children import end_with_parent, told
    from resume_cli.untrusted import MEMORY, SECONDS

    child = os.fork()
    if child == 0:
        status = 70
        try:
            end_with_parent()
            memory.limit(MEMORY)
            status = work()
        finally:
            os._exit(status)
    try:
        code = _exit_code(child, SECONDS)
    except (KeyboardInterrupt, Terminated) as error:
        return 143 if isinstance(error, Terminated) else 130
    finally:
        with suppress(ProcessLookupError, ChildProcessError):
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)
    if code is None:
        return _told(f"not done after {SECONDS:g} s, so it was stopped", 75)
    how, status = told(code)
    return code if code >= 0 else _told(f"the worker {how}", status)


def _exit_code(child: int, seconds: float) -> int | None:
    """Wait for a process and return its exit code, negative for a signal, or None if it has not ended in time."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        ended, status = os.waitpid(child, os.WNOHANG)
        if ended:
            return os.waitstatus_to_exitcode(status)
        time.sleep(_WAIT_SECONDS)
    return None


def _told(message: str, status: int) -> int:
    from resume_cli.cli.console import Console

    Console().error(f"resume: {message}")
    return status
