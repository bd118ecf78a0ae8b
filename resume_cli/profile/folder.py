"""The profile's folder, which is the only place from which files named in a profile are read."""

from __future__ import annotations

import os
import stat
from pathlib import Path, PurePath
from typing import BinaryIO, Protocol

from resume_cli.errors import InputError, LimitError, RefusedError
from resume_cli.profile.readers import limits


class FileResolver(Protocol):
    """A protocol for reading the files in a profile's folder, and no others."""

    @property
    def path(self) -> Path:
        """The profile's folder; raises RefusedError if the profile has none."""
        ...

    def read(self, name: str, limit: int = ...) -> tuple[str, bytes]:
        """Return a file's display name and its bytes; raises InputError, RefusedError or LimitError."""
        ...


class Folder:
    """A folder of the file system that neither a name nor a link can lead out of.

    `names` are the names of the files that were to be read, so that none of them is overwritten.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.names: set[str] = set()

    def read(self, name: str, limit: int = limits.MAX_BYTES) -> tuple[str, bytes]:
        """Return a file's display name and its bytes.

        `name` is relative to the folder, with `/` between its parts. Raises RefusedError for a name or a link that
        leads out of the folder, InputError for a file that is missing or unreadable, and LimitError for a file of more
        than `limit` bytes.
        """
        self.names.add(name)
        file = self._inside(name)
        shown = (self.path / name).as_posix() if str(self.path) != "." else name
        return shown, read_bytes(file, shown, limit)

    def _inside(self, name: str) -> Path:
        pure = PurePath(name)
        if not name or "\0" in name or "\\" in name or pure.is_absolute() or ".." in pure.parts or pure.drive:
            raise RefusedError(f"`{name}` leads out of the profile's folder", hint="keep the file next to the profile")
        root = self.path.resolve()
        try:
            file = (root / pure).resolve()
        except (OSError, RuntimeError, ValueError):
            # A link that leads to itself, or a name with a lone surrogate, which no file can have.
            raise InputError(f"`{name}` cannot be found") from None
        if not file.is_relative_to(root):
            raise RefusedError(
                f"`{name}` is a link out of the profile's folder", hint="copy the file next to the profile"
            )
        return file


def read_bytes(file: Path, shown: str, limit: int = limits.MAX_BYTES) -> bytes:
    """Return the bytes of a regular file; raises InputError or LimitError, which name the file as `shown`."""
    with open_regular(file, shown) as opened:
        try:
            content = opened.read(limit + 1)
        except OSError as error:
            raise InputError(f"{shown}: {_reason(error)}") from None
    if content is None:  # a non-blocking read of a system file that has no data at the moment
        raise InputError(f"{shown}: nothing to read")
    if len(content) > limit:
        raise LimitError(f"{shown}: too large: more than {limit:,} bytes")
    return content


def open_regular(file: Path, shown: str) -> BinaryIO:
    """Open a regular file; raises InputError, which names the file as `shown`, for anything else."""
    try:
        # Without O_NONBLOCK, opening a named pipe would wait for a writer.
        descriptor = os.open(file, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    except OSError as error:
        raise InputError(f"{shown}: {_reason(error)}") from None
    kind = os.fstat(descriptor).st_mode
    if not stat.S_ISREG(kind):
        os.close(descriptor)
        raise InputError(f"{shown}: {'this is a folder' if stat.S_ISDIR(kind) else 'not a regular file'}")
    return os.fdopen(descriptor, "rb")


def _reason(error: OSError) -> str:
    return (error.strerror or "unreadable").lower()
