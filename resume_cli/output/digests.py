"""Detect changed files by their content."""

from __future__ import annotations

from contextlib import suppress
from hashlib import sha256
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

#: The tolerance in seconds, since the clock of a file system may be coarser than the system's.
_TICK = 0.05
#: Options for watchfiles. After each `rust_timeout`, the files are checked for changes that it missed.
HOW: dict[str, Any] = {
    "watch_filter": None,
    "debounce": 40,
    "step": 10,
    "rust_timeout": 1000,
    "yield_on_timeout": True,
    "recursive": False,
}


def digest(path: Path) -> str | None:
    """Return the SHA-256 hash of a file, or None if it cannot be read."""
    with suppress(OSError):
        return sha256(path.read_bytes()).hexdigest()
    return None


def is_newer(path: Path, moment: float) -> bool:
    """Return whether a file may have been changed since a time, in seconds since the epoch."""
    with suppress(OSError):
        return path.stat().st_mtime > moment - _TICK
    return False


class Followed:
    """The input files of an output and their digests when it was made."""

    def __init__(self, paths: Iterable[Path]) -> None:
        self._known = {path.absolute(): digest(path) for path in paths}

    def add(self, paths: Iterable[Path], since: float) -> None:
        """Follow more files. A file modified after `since`, when the work began, is reported as changed."""
        for path in {path.absolute() for path in paths} - self._known.keys():
            self._known[path] = "" if is_newer(path, since) else digest(path)

    def changed(self) -> bool:
        """Return whether any file has changed since the last call."""
        now = {path: digest(path) for path in self._known}
        before, self._known = self._known, now
        return now != before

    def folders(self) -> set[Path]:
        """Return the folders to watch, which contain the files and the targets of links."""
        paths = self._known.keys() | {path.resolve() for path in self._known}
        return {path.parent for path in paths if path.parent.is_dir()}

    def __contains__(self, path: Path) -> bool:
        return path.absolute() in self._known

    def __len__(self) -> int:
        return len(self._known)
