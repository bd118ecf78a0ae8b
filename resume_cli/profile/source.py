"""The bytes of a profile, with information about the file they come from."""

from __future__ import annotations

import os
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from resume_cli.errors import InputError, UsageError
from resume_cli.profile.folder import Folder, read_bytes
from resume_cli.profile.readers import PROFILE_SUFFIXES
from resume_cli.suggestions import closest

if TYPE_CHECKING:
    from resume_cli.profile.folder import FileResolver

#: The name of standard input.
STDIN = "-"
_DAY = 24 * 60 * 60


class ProfileSource(Struct, frozen=True):
    """The bytes of a profile, with information about the file they come from.

    `name` is the name shown in messages (`-` is stdin), `folder` reads the files that the profile refers to, and
    `created` is the time recorded in the metadata of outputs. `input_format` is `yaml`, `json` or `toml`, or None to
    detect the format from the name or the content.
    """

    name: str
    content: bytes
    folder: FileResolver
    created: datetime
    input_format: str | None = None


def read_source(path: Path | str, input_format: str | None = None) -> ProfileSource:
    """Read a profile from a file; raises InputError if it is missing or unreadable, LimitError if it is too large."""
    file = Path(path)
    try:
        content = read_bytes(file, str(path))
    except InputError as error:
        raise InputError(error.message, hint=_next_step(file)) from None
    folder = Folder(file.parent)
    return ProfileSource(str(path), content, folder, creation_moment(file.stat().st_mtime), input_format)


def _next_step(file: Path) -> str:
    """Return a hint that names the profile that was probably meant by an unreadable path."""
    if file.is_dir():
        found = _profiles_in(file)
        named = next((name for name in found if name.startswith(("profile.", "resume."))), next(iter(found), ""))
        return f"name a profile in it: {file / named}" if named else "name a file, or start one with: resume init"
    beside = [] if file.exists() else _profiles_in(file.parent)
    same = next((name for name in beside if Path(name).stem == file.stem), "") or closest(file.name, beside)
    return f"did you mean `{file.with_name(same)}`?" if same else ""


def _profiles_in(folder: Path) -> list[str]:
    names = sorted(each.name for each in folder.glob("[!.]*") if each.suffix.lower() in PROFILE_SUFFIXES)
    return [name for name in names if not name.endswith(".schema.json")]


def source_of(content: bytes, name: str = STDIN, input_format: str | None = None) -> ProfileSource:
    """Return the source of a profile without a file; the files it names are read from the current folder."""
    return ProfileSource(name, content, Folder(Path()), creation_moment(None), input_format)


def files_of(source: ProfileSource) -> list[Path]:
    """Return the files of a profile: its own, and the files it names that were read."""
    names = source.folder.names if isinstance(source.folder, Folder) else set()
    own = [] if source.name == STDIN else [Path(source.name)]
    return [*own, *(source.folder.path / name for name in sorted(names))]


def creation_moment(changed: float | None) -> datetime:
    """Return the time to record in outputs: SOURCE_DATE_EPOCH, or else the day on which the profile was changed.

    The same input must produce the same bytes on any day, so the clock is read only for a profile without a file, and
    only the day is used. `changed` is the modification time of the file in seconds.
    """
    text = os.environ.get("SOURCE_DATE_EPOCH", "")
    if not text:
        seconds = time.time() if changed is None else changed
        return datetime.fromtimestamp(seconds // _DAY * _DAY, tz=UTC)
    try:
        return datetime.fromtimestamp(int(text), tz=UTC)
    except (ValueError, OverflowError, OSError):
        raise UsageError(f"SOURCE_DATE_EPOCH is not a number of seconds: `{text}`") from None
