"""Bytes to files, all or nothing: a reader sees the old file or the new one, never half of it.

A draft is written beside the target, flushed to the disk, and renamed over it. When anything fails the draft
is removed and the target stays as it was.
"""

from __future__ import annotations

import contextlib
import errno
import os
import stat
from typing import TYPE_CHECKING

from resume_cli.errors import OutputError, RefusedError, TransferError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

# The name of a draft: hidden, and short enough that a name near the limit of the file system still fits.
# It tells whose it is: a process that was killed leaves its draft behind, and only its own machine knows it is gone.
_DRAFT = ".resume-{machine}-{process}-{number}.part"
_DRAFT_PARTS = 4
_DRAFTS = 1000
# Errors that tell of the disk or the connection, not of the place where the file should go.
_TRANSFER = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EIO, errno.EFBIG})


def write(path: Path, content: bytes, *, durable: bool = True) -> None:
    """Replace the file at `path` by these bytes, atomically.

    A symbolic link stays one: what it points to is replaced. A file that exists keeps its permissions, a new
    one gets those of the umask. Without `durable` nobody waits for the disk: the file is whole after any crash of
    the program, but not surely after one of the machine. Raises OutputError when the place is wrong, TransferError
    when writing failed.
    """
    target = resolve(path)
    try:
        if _is_stream(target):
            target.write_bytes(content)
            return
        if not durable and _holds(target, content):
            # Renaming over a file makes some file systems flush it, which takes as long as rendering did.
            os.utime(target)
            return
        with _draft(target.parent) as (draft, descriptor):
            _copy_permissions(target, descriptor)
            _fill(descriptor, content, durable=durable)
            draft.replace(target)
        if durable:
            _sync_folder(target.parent)
    except OSError as error:
        raise _told(path, error) from error


def write_new(path: Path, content: bytes) -> None:
    """Write a file that must not be there yet; raises OutputError when it is, even if it came just now."""
    try:
        with _draft(path.parent) as (draft, descriptor):
            _fill(descriptor, content, durable=True)
            # A hard link fails where the name exists: unlike a rename, which replaces.
            os.link(draft, path)
    except FileExistsError as error:
        message = f"{path} exists already"
        raise OutputError(message, hint="it was left as it is; choose another name") from error
    except OSError as error:
        raise _told(path, error) from error


def make_folder(path: Path) -> None:
    """Make a folder and those above it; one that exists is fine. Raises OutputError."""
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise _told(path, error) from error


def check(path: Path, inputs: Iterable[Path] = ()) -> None:
    """See, before anything is rendered, whether this may be written to.

    Raises RefusedError when it is one of the inputs, OutputError when it is a folder or its folder is missing.
    """
    target = resolve(path)
    for each in inputs:
        if _same(target, each):
            message = f"{path} is an input: it would be overwritten"
            raise RefusedError(message, hint="choose another output with -o")
    try:
        if target.is_dir():
            message = f"{path} is a folder"
            raise OutputError(message, hint=f"to write into it, say {path}/")
        if not target.parent.is_dir():
            message = f"the folder {path.parent} does not exist"
            raise OutputError(message, hint="make it first, or end the output with / to have it made")
    except OSError as error:
        raise _told(path, error) from error


def sweep(folder: Path) -> None:
    """Remove the drafts that processes of this machine left below a folder when they were killed."""
    with contextlib.suppress(OSError):
        for draft in list(folder.rglob(_DRAFT.format(machine=_machine(), process="*", number="*"))):
            parts = draft.name.split("-")
            if len(parts) == _DRAFT_PARTS and parts[2].isdigit() and not _is_alive(int(parts[2])):
                draft.unlink()


def _machine() -> str:
    """Return a short sign of this machine; where the system does not name it, all machines are one."""
    from zlib import crc32

    name = os.uname().nodename if hasattr(os, "uname") else ""
    return f"{crc32(name.encode()):08x}"


def _is_alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True


def resolve(path: Path) -> Path:
    """Return where the bytes really go: symbolic links followed, also one that leads to nothing yet."""
    try:
        return path.resolve()
    except (OSError, RuntimeError) as error:
        message = f"{path} cannot be written: its links lead in a circle"
        raise OutputError(message) from error


def _same(target: Path, other: Path) -> bool:
    try:
        return target == other.resolve() or (target.exists() and target.samefile(other))
    except (OSError, RuntimeError):
        return False


def _is_stream(target: Path) -> bool:
    """Say whether this is a pipe or a device such as /dev/null: a rename would put a file in its place."""
    return target.exists() and not target.is_file() and not target.is_dir()


def _holds(target: Path, content: bytes) -> bool:
    """Say whether a file has these bytes already."""
    with contextlib.suppress(OSError):
        return target.stat().st_size == len(content) and target.read_bytes() == content
    return False


@contextlib.contextmanager
def _draft(folder: Path) -> Iterator[tuple[Path, int]]:
    """Open a new file of a name that nobody uses; it is gone afterwards, unless it was renamed."""
    draft, descriptor = _open_draft(folder)
    try:
        yield draft, descriptor
    finally:
        os.close(descriptor)
        with contextlib.suppress(OSError):
            draft.unlink()


def _open_draft(folder: Path) -> tuple[Path, int]:
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
    for number in range(_DRAFTS):
        draft = folder / _DRAFT.format(machine=_machine(), process=os.getpid(), number=number)
        with contextlib.suppress(FileExistsError):
            return draft, os.open(draft, flags, 0o666)
    raise FileExistsError(errno.EEXIST, "too many drafts were left behind", str(folder))


def _fill(descriptor: int, content: bytes, *, durable: bool) -> None:
    """Write all bytes; if durable, have them on the disk before the rename makes them visible."""
    rest = memoryview(content)
    while rest:
        rest = rest[os.write(descriptor, rest) :]
    if durable:
        os.fsync(descriptor)


def _copy_permissions(target: Path, descriptor: int) -> None:
    """Give the draft the permissions of the file it will replace."""
    with contextlib.suppress(OSError):
        state = target.stat()
        if stat.S_ISREG(state.st_mode):
            os.fchmod(descriptor, stat.S_IMODE(state.st_mode))


def _sync_folder(folder: Path) -> None:
    """Flush the folder's entry: without it, a power cut could still bring the old file back."""
    with contextlib.suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _told(path: Path, error: OSError) -> OutputError | TransferError:
    reason = error.strerror or type(error).__name__
    if error.errno in _TRANSFER:
        return TransferError(f"writing {path} failed: {reason}")
    return OutputError(f"{path} cannot be written: {reason}")
