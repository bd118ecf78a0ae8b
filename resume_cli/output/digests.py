"""Files compared by what is in them, never by their time."""

from __future__ import annotations

from contextlib import suppress
from hashlib import sha256
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


def digest(path: Path) -> str | None:
    """Return the hash over a file, or None where there is none to read."""
    with suppress(OSError):
        return sha256(path.read_bytes()).hexdigest()
    return None
