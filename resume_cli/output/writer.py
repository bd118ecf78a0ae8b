"""Write files atomically: a reader sees the old file or the new one, never a part of it.

A draft is written in the folder of the target, flushed to the disk and moved into place. If anything fails, the
draft is removed and the target is unchanged. If the system supports it, a draft has no name until it is complete,
so that a killed process leaves nothing behind.
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

# The name of a draft is hidden and short, to stay within the limits of file systems. It identifies the machine and
# process, so that the drafts of killed processes can be removed on the same machine.
_DRAFT = ".resume-{machine}-{process}-{number}.part"
_DRAFT_PARTS = 4
_DRAFTS = 1000
Made = TypeVar("Made")
_DESCRIPTORS = "/proc/self/fd"
# Errors caused by the disk or the connection and not by the path.
_TRANSFER = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EIO, errno.EFBIG})


def write(path: Path, content: bytes, *, durable: bool = True, follow: bool = True) -> None:
    """Replace the content of the file at `path` atomically.

    The target of a symbolic link is replaced or, without `follow`, the link itself. An existing file keeps its
    permissions, and a new one gets those of the umask. Without `durable`, the disk is not flushed: the file survives
    a crash of the program, but perhaps not one of the machine. Raises OutputError if the path is invalid, and
    TransferError if writing fails.
    """
    try:
        if follow and _is_stream(path):
            path.write_bytes(content)
            return
        target = resolve(path, follow=follow)
        if not durable and _holds(target, content):
            # Renaming over a file makes some file systems flush it, which takes as long as rendering.
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
    """Write a new file atomically. Raises OutputError if it already exists, even if just created."""
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
    """Make a folder and its parents, unless they exist. Raises OutputError if that fails."""
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise _told(path, error) from error


class Inputs:
    """Files that no output may replace, whether through a link, a hard link or another spelling of the name."""

    def __init__(self, paths: Iterable[Path] = ()) -> None:
        self._names: set[Path] = set()
        self._identities: set[tuple[int, int]] = set()
        for path in paths:
            self.add(path)

    def add(self, path: Path) -> None:
        """Protect a file and, if it is a link, its target."""
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
    """Check, before rendering, whether `write` may write to a path.

    Raises RefusedError if it is one of the inputs, and OutputError if it is a folder or its folder is missing.
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
    """Check all output paths of a command, as `check` does. Raises UsageError for duplicates."""
    known, taken = Inputs(inputs), Inputs()
    for path in paths:
        check(path, known)
        if not _is_stream(path):
            if resolve(path) in taken:
                raise UsageError(f"two outputs would be called {path}", hint="choose another name for one of them")
            taken.add(path)


def sweep(folder: Path, *, below: bool = False) -> None:
    """Remove the drafts that killed processes of this machine left in a folder, and in its subfolders if `below`."""
    pattern = _DRAFT.format(machine=_machine(), process="*", number="*")
    with contextlib.suppress(OSError):
        for draft in list((folder.rglob if below else folder.glob)(pattern)):
            parts = draft.name.split("-")
            if len(parts) == _DRAFT_PARTS and parts[2].isdigit() and not _is_alive(int(parts[2])):
                draft.unlink()


def _machine() -> str:
    """Return a short identifier of this machine. It is constant if the system does not name the machine."""
    from zlib import crc32

    name = os.uname().nodename if hasattr(os, "uname") else ""
    return f"{crc32(name.encode()):08x}"


def _is_alive(process: int) -> bool:
    if os.name == "nt":
        # On Windows, signal 0 is Ctrl-C.
        return True
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True


def resolve(path: Path, *, follow: bool = True) -> Path:
    """Return the actual path to write to, with links resolved, except for the last one without `follow`."""
    try:
        return path.resolve() if follow else path.parent.resolve() / path.name
    except (OSError, RuntimeError) as error:
        message = f"{path} cannot be written: its links lead in a circle"
        raise OutputError(message) from error


def _is_stream(target: Path) -> bool:
    """Return whether a path is a pipe or a device such as /dev/null, which a rename would replace by a file."""
    return target.exists() and not target.is_file() and not target.is_dir()


def _holds(target: Path, content: bytes) -> bool:
    """Return whether a regular file, not a link, already has the given content."""
    with contextlib.suppress(OSError):
        state = target.lstat()
        return stat.S_ISREG(state.st_mode) and state.st_size == len(content) and target.read_bytes() == content
    return False


class _Draft:
    """An open file that becomes the target. `path` is None while it has no name."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.path: Path | None = None
        # An unnamed file gets its name through the link in /proc when it is complete.
        with contextlib.suppress(OSError, AttributeError):
            if os.path.isdir(_DESCRIPTORS):  # noqa: PTH112 - Path would have to be imported, which takes time
                self.descriptor = os.open(folder, os.O_WRONLY | os.O_TMPFILE, 0o666)
                return
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
        self.path, self.descriptor = _with_free_name(folder, lambda draft: os.open(draft, flags, 0o666))

    def link(self, target: Path) -> None:
        """Link the draft to the target. Raises FileExistsError if that exists, unlike a rename."""
        if self.path is None:
            # Python follows the link in /proc only with a folder argument, which is ignored for an absolute path.
            os.link(f"{_DESCRIPTORS}/{self.descriptor}", target, src_dir_fd=self.descriptor)
        else:
            os.link(self.path, target)

    def replace(self, target: Path) -> None:
        """Replace the target by the draft."""
        if self.path is None:
            with contextlib.suppress(FileExistsError):
                self.link(target)
                return
            self.path = _with_free_name(self._folder, self.link)[0]
        self.path.replace(target)


def _with_free_name(folder: Path, make: Callable[[Path], Made]) -> tuple[Path, Made]:
    """Return the first unused draft path and the result of `make` for it."""
    for number in range(_DRAFTS):
        draft = folder / _DRAFT.format(machine=_machine(), process=os.getpid(), number=number)
        with contextlib.suppress(FileExistsError):
            return draft, make(draft)
    raise FileExistsError(errno.EEXIST, "too many drafts were left behind", str(folder))


@contextlib.contextmanager
def _draft(folder: Path) -> Iterator[_Draft]:
    """Open a draft, and remove it on exit unless it has replaced its target."""
    draft = _Draft(folder)
    try:
        yield draft
    finally:
        os.close(draft.descriptor)
        if draft.path:
            with contextlib.suppress(OSError):
                draft.path.unlink()


def _fill(descriptor: int, content: bytes, *, durable: bool) -> None:
    """Write all bytes and, if `durable`, flush them to the disk before the rename makes them visible."""
    rest = memoryview(content)
    while rest:
        rest = rest[os.write(descriptor, rest) :]
    if durable:
        os.fsync(descriptor)


def _copy_permissions(target: Path, descriptor: int) -> None:
    """Copy the permissions of the target to the draft, if the target is a regular file."""
    with contextlib.suppress(OSError):
        mode = target.lstat().st_mode
        if stat.S_ISREG(mode):
            os.fchmod(descriptor, mode & 0o777)


def _sync_folder(folder: Path) -> None:
    """Flush a folder to the disk, since a power failure could otherwise restore the old file."""
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
