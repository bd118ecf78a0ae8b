"""Which profiles a command works on, and loading them with what the environment says."""

from __future__ import annotations

import os
import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from resume_cli.errors import InputError, UsageError
from resume_cli.pipeline import LoadedProfile, OnStep, ProfileSource, load
from resume_cli.profile.folder import Folder, read_bytes
from resume_cli.profile.readers import limits
from resume_cli.profile.readers.load import FORMATS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from resume_cli.cli.console import Console

STDIN = "-"
_STEMS = ("profile", "resume")
_FOLDER = Path("profiles")
_DAY = 24 * 60 * 60


class _ReadFolder(Folder):
    """The folder of a profile; `names` holds the files that were read, so that none of them is overwritten."""

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self.names: set[str] = set()

    def read(self, name: str, limit: int = limits.MAX_BYTES) -> tuple[str, bytes]:
        """Return a file's name for people and its bytes, as `Folder` does."""
        self.names.add(name)
        return super().read(name, limit)


def find_profiles(named: Iterable[str]) -> tuple[str, ...]:
    """Return the profiles that were named, else `profile.*`, `resume.*`, or the only one in `profiles/`.

    Raises UsageError when several could be meant or stdin is named twice, InputError when there is none.
    """
    names = tuple(named)
    if names.count(STDIN) > 1:
        message = "stdin can be read only once"
        raise UsageError(message)
    return names or (_discovered(),)


def _discovered() -> str:
    for name in (f"{stem}.{suffix}" for stem in _STEMS for suffix in FORMATS):
        if Path(name).is_file():
            return name
    found = sorted(each for each in _FOLDER.glob("[!.]*") if _may_be_profile(each))
    if len(found) > 1:
        message = f"several profiles could be meant: {', '.join(map(str, found))}"
        raise UsageError(message, hint=f"name one: {found[0]}")
    if found:
        return str(found[0])
    message = "no profile here: no profile.yaml, no resume.yaml, nothing in profiles/"
    raise InputError(message, hint="name a file, or start one with: resume init")


def _may_be_profile(path: Path) -> bool:
    """Return whether a file is named like a profile, and unlike the schema that `resume init` writes."""
    return path.suffix.removeprefix(".") in FORMATS and not path.name.endswith(".schema.json") and path.is_file()


def load_profile(name: str, input_format: str | None, on_step: OnStep) -> LoadedProfile:
    """Read, load and validate a profile. Raises InputError, ProfileError or LimitError."""
    file = Path(name)
    if name == STDIN:
        content, changed, folder = sys.stdin.buffer.read(limits.MAX_BYTES + 1), None, Path()
    else:
        content, changed, folder = read_bytes(file, name), file.stat().st_mtime, file.parent
    return load(ProfileSource(name, content, _ReadFolder(folder), created(changed), input_format), on_step)


def load_starter(on_step: OnStep) -> LoadedProfile:
    """Load the profile that `resume init` writes."""
    from resume_cli.profile.starter import starter

    content = starter(("en", "zh"), "yaml").encode()
    return load(ProfileSource("starter.yaml", content, _ReadFolder(Path()), created(None), "yaml"), on_step)


def files_of(loaded: LoadedProfile) -> list[Path]:
    """Return the files that a profile is made of: itself, and those that it includes."""
    folder = loaded.source.folder
    names = sorted(folder.names) if isinstance(folder, _ReadFolder) else []
    itself = [] if loaded.source.name == STDIN else [Path(loaded.source.name)]
    return [*itself, *(folder.path / name for name in names)]


def created(changed: float | None) -> datetime:
    """Return the moment to write into outputs: SOURCE_DATE_EPOCH, else the day on which the profile was changed.

    The same input must give the same bytes, today and tomorrow, so the clock is read only for stdin, and only for
    the day. `changed` is the file's time of change in seconds, or None for stdin.
    """
    text = os.environ.get("SOURCE_DATE_EPOCH", "")
    if not text:
        seconds = time.time() if changed is None else changed
        return datetime.fromtimestamp(seconds // _DAY * _DAY, tz=UTC)
    try:
        return datetime.fromtimestamp(int(text), tz=UTC)
    except (ValueError, OverflowError, OSError):
        message = f"SOURCE_DATE_EPOCH is not a number of seconds: `{text}`"
        raise UsageError(message) from None


def step_timer(console: Console) -> OnStep:
    """Return what names each step with the time since the command began."""
    start = time.perf_counter()

    def on_step(step: str, subject: str) -> None:
        console.step(f"{(time.perf_counter() - start) * 1000:7.1f} ms  {step:<9}{subject}")

    return on_step
