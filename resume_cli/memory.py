"""How much memory a process has and may have."""

from __future__ import annotations

import os
from contextlib import suppress


def resident(process: int) -> int:
    """Return the bytes of memory that a process holds; 0 where the system does not say."""
    try:
        with open(f"/proc/{process}/statm", "rb") as file:  # noqa: PTH123 - asked ten times a second
            return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, IndexError, ValueError):
        return 0


def limit(size: int) -> None:
    """Let allocations of this process fail when it holds `size` bytes more than now, where the system can do that."""
    with suppress(ImportError, OSError, ValueError):
        import resource

        most, (_, hard) = size + resident(os.getpid()), resource.getrlimit(resource.RLIMIT_DATA)
        resource.setrlimit(resource.RLIMIT_DATA, (most if hard < 0 else min(most, hard), hard))


def excess(size: int | None) -> str:
    """Return what to say when a limit is exceeded."""
    return f"it takes more than {size // 10**6:,} MB of memory" if size else "it takes more memory than there is"
