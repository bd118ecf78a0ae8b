"""Where profiles come from: folders, globs, files, lines of NDJSON, and addresses that fsspec knows."""

from __future__ import annotations

import glob
from dataclasses import dataclass, replace
from pathlib import Path
from typing import IO, TYPE_CHECKING

from resume_cli.errors import InputError, LimitError, UsageError
from resume_cli.profile.readers import PROFILE_SUFFIXES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from resume_cli.batch.remote import Address

LINES = frozenset({".ndjson", ".jsonl"})
STDIN = "-"
_LONGEST_LINE = 64 << 20


@dataclass(frozen=True, slots=True)
class Spool:
    """Lines of NDJSON kept on disk, so that ten thousand profiles on stdin take no memory."""

    file: IO[bytes]

    def line(self, offset: int, length: int) -> bytes:
        """Return the line at an offset."""
        self.file.seek(offset)
        return self.file.read(length)


@dataclass(frozen=True, slots=True)
class InputProfile:
    """One profile: its name for people, what outputs are called after, and how to get at its bytes.

    `folder` is the way from the SOURCE folder to the file, for names; `base` is where files beside it are read.
    Exactly one of `path`, `address` and `line` (spool, offset, length) is there; `changed` is when the file of a
    line was changed.
    """

    label: str
    stem: str
    folder: str = ""
    base: Path | None = None
    path: Path | None = None
    address: Address | None = None
    line: tuple[Spool, int, int] | None = None
    changed: float | None = None


def find(sources: Iterable[str], stdin: IO[bytes]) -> list[InputProfile]:
    """Return all profiles in the order of the sources, each file once.

    Raises InputError for a source that is not there or a pattern that matches nothing, UsageError for stdin twice.
    """
    names = list(sources)
    if names.count(STDIN) > 1:
        message = "stdin can be read only once"
        raise UsageError(message)
    found: dict[str, InputProfile] = {}
    for source in names:
        for each in _expand(source, stdin):
            key = str(each.path.resolve()) if each.path else each.label
            found.setdefault(key, each)
    return list(found.values())


def _expand(source: str, stdin: IO[bytes]) -> Iterator[InputProfile]:
    if source == STDIN:
        return _lines(stdin, "stdin", "profile", Path())
    if "://" in source:
        from resume_cli.batch.remote import find_remote

        return find_remote(source)
    path = Path(source)
    if path.is_dir():
        return _in_folder(path)
    if path.exists():
        return _file(path, "")
    if glob.has_magic(source):
        return _matches(source)
    message = f"{source}: there is no such file or folder"
    raise InputError(message)


def _file(path: Path, folder: str) -> Iterator[InputProfile]:
    if path.suffix.lower() in LINES:
        try:
            with path.open("rb") as file:
                changed = path.stat().st_mtime
                for each in _lines(file, str(path), path.stem, path.parent, folder):
                    yield replace(each, changed=changed)
        except OSError as error:
            raise InputError(f"{path}: {(error.strerror or 'it cannot be read').lower()}") from error
    else:
        yield InputProfile(str(path), path.stem, folder, path.parent, path=path)


def _in_folder(root: Path) -> Iterator[InputProfile]:
    """Yield the profiles of a folder and of those below it, in the order of their names; hidden ones stay hidden."""
    paths = sorted(root.rglob("*"), key=lambda path: path.parts)
    shown = [path for path in paths if not any(part.startswith(".") for part in path.relative_to(root).parts)]
    # A link to nothing is kept: reading it will say so, where leaving it out would lose a profile silently.
    files = [path for path in shown if path.suffix.lower() in LINES.union(PROFILE_SUFFIXES) and not path.is_dir()]
    if not files:
        message = f"{root}: there is no profile in this folder"
        raise InputError(message, hint="profiles end in .yaml, .yml, .json, .toml, .ndjson")
    for path in files:
        folder = path.parent.relative_to(root).as_posix()
        yield from _file(path, "" if folder == "." else folder)


def _matches(pattern: str) -> Iterator[InputProfile]:
    found = glob.glob(pattern, recursive=True)  # noqa: PTH207 - Path.glob takes no absolute pattern
    paths = [Path(name) for name in sorted(found)]
    files = [path for path in paths if path.is_file()]
    if not files:
        message = f"{pattern}: nothing matches"
        raise InputError(message)
    for path in files:
        yield from _file(path, "")


def _lines(file: IO[bytes], label: str, stem: str, base: Path, folder: str = "") -> Iterator[InputProfile]:
    """Copy lines into a spool and yield one profile for each that is not blank; they are counted from 1."""
    import tempfile

    # It has no name, and is gone when the last profile that refers to it is.
    spool = Spool(tempfile.TemporaryFile(prefix="resume-batch-"))  # noqa: SIM115 - it lives as long as the batch
    offset = 0
    for number, line in enumerate(iter(lambda: file.readline(_LONGEST_LINE + 1), b""), start=1):
        if len(line) > _LONGEST_LINE:
            message = f"{label}:{number}: a line of more than {_LONGEST_LINE:,} bytes"
            raise LimitError(message)
        spool.file.write(line)
        if line.strip():
            yield InputProfile(f"{label}:{number}", f"{stem}-{number}", folder, base, line=(spool, offset, len(line)))
        offset += len(line)
    spool.file.flush()
