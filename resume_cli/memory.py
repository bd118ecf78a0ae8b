"""The memory that a process uses, and a limit on it."""

from __future__ import annotations

import os
from contextlib import suppress


def resident(process: int) -> int:
    """Return the memory that a process uses, in bytes, or 0 if the system does not report it."""
    try:
        with open(f"/proc/{process}/statm", "rb") as file:  # noqa: PTH123 - called ten times a second
            return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, IndexError, ValueError):
        return 0


def limit(size: int) -> None:
    """Make allocations of this process fail once it uses `size` bytes more than now, if the system supports that."""
    with suppress(ImportError, OSError, ValueError):
        import resource

        most, (_, hard) = size + resident(os.getpid()), resource.getrlimit(resource.RLIMIT_DATA)
        resource.setrlimit(resource.RLIMIT_DATA, (most if hard < 0 else min(most, hard), hard))


def excess(size: int | None) -> str:
    """Return the part of a message that names the exceeded limit, in bytes."""
    return f"it takes more than {size // 10**6:,} MB of memory" if size else "it takes more memory than there is"
