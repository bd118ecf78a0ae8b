"""Files compared by what is in them, never by their time."""

from __future__ import annotations

from contextlib import suppress
from hashlib import sha256
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

#: The clock of a file system may be coarser than that of the system.
_TICK = 0.05
#: How watchfiles watches the folders; after `rust_timeout` we look at what it was not told of.
HOW: dict[str, Any] = {
    "watch_filter": None,
    "debounce": 40,
    "step": 10,
    "rust_timeout": 1000,
    "yield_on_timeout": True,
    "recursive": False,
}


def digest(path: Path) -> str | None:
    """Return the hash over a file, or None where there is none to read."""
    with suppress(OSError):
        return sha256(path.read_bytes()).hexdigest()
    return None


def is_newer(path: Path, moment: float) -> bool:
    """Return whether a file may have been changed since a moment, in seconds since 1970."""
    with suppress(OSError):
        return path.stat().st_mtime > moment - _TICK
    return False


class Followed:
    """Files that something is made of, and what was in them when it was made."""

    def __init__(self, paths: Iterable[Path]) -> None:
        self._known = {path.absolute(): digest(path) for path in paths}

    def add(self, paths: Iterable[Path], since: float) -> None:
        """Follow more files; one that was changed `since` what was made of it began is found to be different."""
        for path in {path.absolute() for path in paths} - self._known.keys():
            self._known[path] = "" if is_newer(path, since) else digest(path)

    def changed(self) -> bool:
        """Return whether a file is different from what it was when this was last asked."""
        now = {path: digest(path) for path in self._known}
        before, self._known = self._known, now
        return now != before

    def folders(self) -> set[Path]:
        """Return the folders in which something happens when a file is changed, or replaced, or a link to it is."""
        paths = self._known.keys() | {path.resolve() for path in self._known}
        return {path.parent for path in paths if path.parent.is_dir()}

    def __contains__(self, path: Path) -> bool:
        return path.absolute() in self._known

    def __len__(self) -> int:
        return len(self._known)
