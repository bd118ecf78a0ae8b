"""Bytes to files, all or nothing: a reader sees the old file or the new one, never half of it.

A draft is written in the folder of the target, flushed to the disk, and put in its place. When anything fails the
draft is removed and the target stays as it was. Where the system can do so, a draft has no name before it is whole,
and a process that is killed leaves nothing behind.
"""

from __future__ import annotations

import contextlib
import errno
import os
import stat
from typing import TYPE_CHECKING, TypeVar

from resume_cli.errors import OutputError, RefusedError, TransferError, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

# The name of a draft: hidden, and short enough that a name near the limit of the file system still fits.
# It tells whose it is: a process that was killed leaves its draft behind, and only its own machine knows it is gone.
_DRAFT = ".resume-{machine}-{process}-{number}.part"
_DRAFT_PARTS = 4
_DRAFTS = 1000
Made = TypeVar("Made")
_DESCRIPTORS = "/proc/self/fd"
# Errors that tell of the disk or the connection, not of the place where the file should go.
_TRANSFER = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EIO, errno.EFBIG})


def write(path: Path, content: bytes, *, durable: bool = True, follow: bool = True) -> None:
    """Replace the file at `path` by these bytes, atomically.

    A symbolic link stays one, and what it points to is replaced; without `follow`, the link is replaced. A file that
    exists keeps its permissions, a new one gets those of the umask. Without `durable` nobody waits for the disk: the
    file is whole after any crash of the program, but not surely after one of the machine. Raises OutputError when the
    place is wrong, TransferError when writing failed.
    """
    try:
        if follow and _is_stream(path):
            path.write_bytes(content)
            return
        target = resolve(path, follow=follow)
        if not durable and _holds(target, content):
            # Renaming over a file makes some file systems flush it, which takes as long as rendering did.
            os.utime(target)
            return
        with _draft(target.parent) as draft:
            _copy_permissions(target, draft.descriptor)
            _fill(draft.descriptor, content, durable=durable)
            draft.replace(target)
        if durable:
            _sync_folder(target.parent)
    except OSError as error:
        raise _told(path, error) from error


def write_new(path: Path, content: bytes) -> None:
    """Write a file that must not be there yet; raises OutputError when it is, even if it came just now."""
    try:
        with _draft(path.parent) as draft:
            _fill(draft.descriptor, content, durable=True)
            draft.link(path)
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


class Inputs:
    """Files that no output may replace, whatever name it has for them: a link, a hard link, another spelling."""

    def __init__(self, paths: Iterable[Path] = ()) -> None:
        self._names: set[Path] = set()
        self._identities: set[tuple[int, int]] = set()
        for path in paths:
            self.add(path)

    def add(self, path: Path) -> None:
        """Protect a file and, where it is a link, what that leads to."""
        with contextlib.suppress(OSError, RuntimeError, ValueError):
            self._names |= {path.resolve(), path.parent.resolve() / path.name}
            state = path.stat()
            self._identities.add((state.st_dev, state.st_ino))

    def __contains__(self, target: Path) -> bool:
        """Return whether a path, as `resolve` returns it, is one of the files."""
        if target in self._names:
            return True
        with contextlib.suppress(OSError):
            state = target.lstat()
            return (state.st_dev, state.st_ino) in self._identities
        return False


def check(path: Path, inputs: Inputs | Iterable[Path] = (), *, follow: bool = True) -> None:
    """See, before anything is rendered, whether this may be written to, as `write` does it.

    Raises RefusedError when it is one of the inputs, OutputError when it is a folder or its folder is missing.
    """
    try:
        if follow and _is_stream(path):
            return
        target = resolve(path, follow=follow)
        if target in (inputs if isinstance(inputs, Inputs) else Inputs(inputs)):
            message = f"{path} is an input: it would be overwritten"
            raise RefusedError(message, hint="choose another output with -o")
        if target.is_dir() and not target.is_symlink():
            message = f"{path} is a folder"
            raise OutputError(message, hint=f"to write into the folder, end its name with a slash: {path}/")
        if not target.parent.is_dir():
            message = f"the folder {path.parent} does not exist"
            raise OutputError(message, hint="make it first, or end the output with / to have it made")
    except OSError as error:
        raise _told(path, error) from error


def check_all(paths: Iterable[Path], inputs: Iterable[Path]) -> None:
    """Check all files that a command is going to write. Raises UsageError for two of one name, and as `check` does."""
    known, taken = Inputs(inputs), Inputs()
    for path in paths:
        check(path, known)
        if not _is_stream(path):
            if resolve(path) in taken:
                raise UsageError(f"two outputs would be called {path}", hint="choose another name for one of them")
            taken.add(path)


def sweep(folder: Path, *, below: bool = False) -> None:
    """Remove the drafts that processes of this machine left in a folder, or also `below` it, when they were killed."""
    pattern = _DRAFT.format(machine=_machine(), process="*", number="*")
    with contextlib.suppress(OSError):
        for draft in list((folder.rglob if below else folder.glob)(pattern)):
            parts = draft.name.split("-")
            if len(parts) == _DRAFT_PARTS and parts[2].isdigit() and not _is_alive(int(parts[2])):
                draft.unlink()


def _machine() -> str:
    """Return a short sign of this machine; where the system does not name it, all machines are one."""
    from zlib import crc32

    name = os.uname().nodename if hasattr(os, "uname") else ""
    return f"{crc32(name.encode()):08x}"


def _is_alive(process: int) -> bool:
    if os.name == "nt":
        # There, a signal of 0 is Ctrl-C.
        return True
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True


def resolve(path: Path, *, follow: bool = True) -> Path:
    """Return where the bytes really go: links followed, also one that leads to nothing yet, or all but the last."""
    try:
        return path.resolve() if follow else path.parent.resolve() / path.name
    except (OSError, RuntimeError) as error:
        message = f"{path} cannot be written: its links lead in a circle"
        raise OutputError(message) from error


def _is_stream(target: Path) -> bool:
    """Return whether this is a pipe or a device such as /dev/null: a rename would put a file in its place."""
    return target.exists() and not target.is_file() and not target.is_dir()


def _holds(target: Path, content: bytes) -> bool:
    """Return whether a file, not a link, already has these bytes."""
    with contextlib.suppress(OSError):
        state = target.lstat()
        return stat.S_ISREG(state.st_mode) and state.st_size == len(content) and target.read_bytes() == content
    return False


class _Draft:
    """An open file that becomes the target; `path` is its name, if it has one yet."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.path: Path | None = None
        # Given a name when it is whole, through the link in /proc.
        with contextlib.suppress(OSError, AttributeError):
            if os.path.isdir(_DESCRIPTORS):  # noqa: PTH112 - Path would have to be imported, which takes time
                self.descriptor = os.open(folder, os.O_WRONLY | os.O_TMPFILE, 0o666)
                return
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
        self.path, self.descriptor = _with_free_name(folder, lambda draft: os.open(draft, flags, 0o666))

    def link(self, target: Path) -> None:
        """Give it a name. Raises FileExistsError where that is taken: unlike a rename, which replaces."""
        if self.path is None:
            # Only with a folder, which a whole path ignores, does Python follow the link in /proc.
            os.link(f"{_DESCRIPTORS}/{self.descriptor}", target, src_dir_fd=self.descriptor)
        else:
            os.link(self.path, target)

    def replace(self, target: Path) -> None:
        """Put it in the place of the target."""
        if self.path is None:
            with contextlib.suppress(FileExistsError):
                self.link(target)
                return
            self.path = _with_free_name(self._folder, self.link)[0]
        self.path.replace(target)


def _with_free_name(folder: Path, make: Callable[[Path], Made]) -> tuple[Path, Made]:
    """Return the first name of a draft for which `make` finds no file, and what it returns."""
    for number in range(_DRAFTS):
        draft = folder / _DRAFT.format(machine=_machine(), process=os.getpid(), number=number)
        with contextlib.suppress(FileExistsError):
            return draft, make(draft)
    raise FileExistsError(errno.EEXIST, "too many drafts were left behind", str(folder))


@contextlib.contextmanager
def _draft(folder: Path) -> Iterator[_Draft]:
    """Open a draft; afterwards it is gone, unless it took the place of its target."""
    draft = _Draft(folder)
    try:
        yield draft
    finally:
        os.close(draft.descriptor)
        if draft.path:
            with contextlib.suppress(OSError):
                draft.path.unlink()


def _fill(descriptor: int, content: bytes, *, durable: bool) -> None:
    """Write all bytes; if durable, have them on the disk before the rename makes them visible."""
    rest = memoryview(content)
    while rest:
        rest = rest[os.write(descriptor, rest) :]
    if durable:
        os.fsync(descriptor)


def _copy_permissions(target: Path, descriptor: int) -> None:
    """Give the draft the permissions of the file it will replace, which is not a link."""
    with contextlib.suppress(OSError):
        mode = target.lstat().st_mode
        if stat.S_ISREG(mode):
            os.fchmod(descriptor, mode & 0o777)


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
