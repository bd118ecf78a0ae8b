"""Reading profiles for a command, and what the environment says that a job needs."""

from __future__ import annotations

import os
import sys
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from resume_cli.cli.discovery import STDIN
from resume_cli.errors import UsageError
from resume_cli.pipeline import LoadedProfile, OnStep, ProfileSource, load

if TYPE_CHECKING:
    from resume_cli.cli.console import Console

_DAY = 24 * 60 * 60


def created(changed: float | None) -> datetime:
    """Return the moment to write into outputs: SOURCE_DATE_EPOCH, else the day on which the profile was changed.

    The same input must give the same bytes, today and tomorrow, so the clock is asked only about stdin, and
    only for the day. `changed` is the file's time of change in seconds, nothing for stdin.
    """
    text = os.environ.get("SOURCE_DATE_EPOCH", "")
    if not text:
        seconds = time.time() if changed is None else changed
        return datetime.fromtimestamp(seconds // _DAY * _DAY, tz=UTC)
    try:
        return datetime.fromtimestamp(int(text), tz=UTC)
    except (ValueError, OverflowError, OSError):
        message = f"SOURCE_DATE_EPOCH is no number of seconds: {text!r}"
        raise UsageError(message) from None


class NotedFolder:
    """The folder of a profile; it remembers which files were read, so that none of them is overwritten."""

    def __init__(self, path: Path) -> None:
        from resume_cli.profile.folder import Folder

        self.path = path
        self.names: set[str] = set()
        self._folder = Folder(path)

    def read(self, name: str, limit: int = 64 << 20) -> tuple[str, bytes]:
        """Return a file's name for people and its bytes, as `Folder` does."""
        self.names.add(name)
        return self._folder.read(name, limit)


def files_of(loaded: LoadedProfile) -> list[Path]:
    """Return the files that a profile is made of: itself, and all that was read beside it."""
    folder = loaded.source.folder
    names = set(folder.names) if isinstance(folder, NotedFolder) else set()
    itself = [] if loaded.source.name == STDIN else [Path(loaded.source.name)]
    return [*itself, *(folder.path / name for name in sorted(names))]


def read_source(name: str, input_format: str | None) -> ProfileSource:
    """Read a profile's bytes. Raises InputError when it is missing or unreadable."""
    from resume_cli.profile.folder import read_bytes
    from resume_cli.profile.readers import limits

    if name == STDIN:
        content = sys.stdin.buffer.read(limits.MAX_BYTES + 1)
        return ProfileSource(name, content, NotedFolder(Path()), created(None), input_format)
    file = Path(name)
    content = read_bytes(file, name)
    return ProfileSource(name, content, NotedFolder(file.parent), created(file.stat().st_mtime), input_format)


def open_named(name: str, input_format: str | None, on_step: OnStep) -> LoadedProfile:
    """Read, load and validate a profile."""
    return load(read_source(name, input_format), on_step)


@dataclass(slots=True)
class _Watcher:
    """Names the steps with the time since the command began."""

    console: Console
    start: float

    def __call__(self, step: str, on: str) -> None:
        passed = (time.perf_counter() - self.start) * 1000
        self.console.step(f"{passed:7.1f} ms  {step:<9}{on}")


def watcher(console: Console) -> OnStep:
    """Return what is told of each step."""
    return _Watcher(console, time.perf_counter())
