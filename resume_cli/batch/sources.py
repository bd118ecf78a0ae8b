"""Where profiles come from: folders, globs, files, lines of NDJSON, and addresses that fsspec knows."""

from __future__ import annotations

import glob
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import IO, Any

from msgspec import Struct

from resume_cli.batch import remote
from resume_cli.errors import InputError, LimitError, ResumeError, UsageError
from resume_cli.profile.folder import Folder, read_bytes
from resume_cli.profile.readers import PROFILE_SUFFIXES
from resume_cli.profile.readers.load import load

STDIN = "-"
_LINES_SUFFIXES = (".ndjson", ".jsonl")
_SUFFIXES = (*PROFILE_SUFFIXES, *_LINES_SUFFIXES)
_LONGEST_LINE = 64 << 20
_IMAGES = ("image", "picture", "photo")


class InputProfile(Struct, frozen=True):
    """One profile: `label` is its name for people, and outputs are called after `stem`.

    `file` is a `pathlib.Path`, or an address's file. `folder` is the way to it from the SOURCE folder, for names.
    A `line` of NDJSON is a copy of the file, an offset, a length, and when the file was changed.
    """

    label: str
    stem: str
    folder: str
    file: Any
    line: tuple[IO[bytes], int, int, float | None] | None = None
    is_remote: bool = False

    @property
    def path(self) -> Path | None:
        """The file of this machine that holds this profile only, if there is one."""
        return None if self.line or self.is_remote else self.file

    def read(self) -> tuple[bytes, float | None]:
        """Return the bytes, and when they were changed in seconds since 1970, if that is known. Raises InputError."""
        if self.line:
            copy, offset, length, changed = self.line
            copy.seek(offset)
            return copy.read(length), changed
        if self.is_remote:
            return remote.read(self.file)
        return read_bytes(self.file, self.label), self.file.stat().st_mtime

    def read_sibling(self, name: str) -> bytes:
        """Return the bytes of a file that the profile includes. Raises InputError, RefusedError or LimitError."""
        return remote.read_sibling(self.file, name) if self.is_remote else Folder(self.file.parent).read(name)[1]

    def included_files(self, content: bytes, input_format: str | None) -> dict[str, bytes]:
        """Return the files that the profile names with `from` or as its image, for a worker that cannot see them.

        Those that are missing or refused are left out: validation reports them where the profile is read.
        """
        files: dict[str, bytes] = {}
        with suppress(ResumeError):
            for name in dict.fromkeys(_included_names(load(content, self.label, input_format).data)):
                with suppress(ResumeError):
                    files[name] = self.read_sibling(name)
        return files


def _included_names(data: object) -> Iterator[str]:
    sections = data if isinstance(data, Mapping) else {}
    names = [section.get("from") for section in sections.values() if isinstance(section, Mapping)]
    basics = sections.get("basics")
    # An image may differ by language; an address, or a picture as `data:`, is not a file.
    for image in map(basics.get, _IMAGES) if isinstance(basics, Mapping) else ():
        texts = image.values() if isinstance(image, Mapping) else [image]
        names += [text for text in texts if isinstance(text, str) and ":" not in text]
    return (name for name in names if isinstance(name, str) and name)


def find(sources: Iterable[str], stdin: IO[bytes]) -> list[InputProfile]:
    """Return all profiles in the order of the sources, each file once.

    Raises InputError for a source that does not exist or a pattern that matches nothing, UsageError for stdin twice.
    """
    names = list(sources)
    if names.count(STDIN) > 1:
        raise UsageError("stdin can be read only once")
    profiles: dict[str, InputProfile] = {}
    for source in names:
        for profile in _expand(source, stdin):
            profiles.setdefault(str(profile.path.resolve()) if profile.path else profile.label, profile)
    return list(profiles.values())


def _expand(source: str, stdin: IO[bytes]) -> Iterator[InputProfile]:
    if source == STDIN:
        yield from _lines(stdin, Path("profile"), "stdin")
        return
    if "://" in source:
        for remote_path, folder in remote.find(source, tuple(PROFILE_SUFFIXES)):
            yield InputProfile(str(remote_path), remote_path.stem, folder, remote_path, is_remote=True)
        return
    root = Path(source)
    if root.is_dir():
        paths, missing = _below(root), f"there are no profiles ({', '.join(_SUFFIXES)}) in this folder"
    elif root.exists() or not glob.has_magic(source):
        paths, missing = [root] if root.exists() else [], "there is no such file or folder"
    else:
        names = sorted(glob.glob(source, recursive=True))  # noqa: PTH207 - Path.glob takes no absolute pattern
        paths, missing = [path for path in map(Path, names) if path.is_file()], "no file matches this pattern"
    if not paths:
        raise InputError(f"{source}: {missing}")
    for path in paths:
        folder = path.parent.relative_to(root).as_posix() if root.is_dir() else ""
        yield from _file(path, "" if folder == "." else folder)


def _below(root: Path) -> list[Path]:
    """Return the profiles of a folder and of those below it, in the order of their names; hidden ones are left out."""
    paths = sorted(root.rglob("*"), key=lambda path: path.parts)
    shown = [path for path in paths if not any(part.startswith(".") for part in path.relative_to(root).parts)]
    # A link to nothing is kept: reading it reports that, where leaving it out would lose a profile silently.
    return [path for path in shown if path.suffix.lower() in _SUFFIXES and not path.is_dir()]


def _file(path: Path, folder: str) -> Iterator[InputProfile]:
    if path.suffix.lower() not in _LINES_SUFFIXES:
        yield InputProfile(str(path), path.stem, folder, path)
        return
    try:
        with path.open("rb") as file:
            yield from _lines(file, path, str(path), folder, path.stat().st_mtime)
    except OSError as error:
        raise InputError(f"{path}: {(error.strerror or 'it cannot be read').lower()}") from error


def _lines(
    file: IO[bytes], path: Path, label: str, folder: str = "", changed: float | None = None
) -> Iterator[InputProfile]:
    """Yield a profile for each line that is not blank, counted from 1.

    The lines are copied to a file without a name, so that ten thousand profiles on stdin take no memory.
    """
    copy = tempfile.TemporaryFile(prefix="resume-batch-")  # noqa: SIM115 - open until the last profile is gone
    offset = 0
    for number, line in enumerate(iter(lambda: file.readline(_LONGEST_LINE + 1), b""), start=1):
        if len(line) > _LONGEST_LINE:
            raise LimitError(f"{label}:{number}: the line has more than {_LONGEST_LINE:,} bytes")
        copy.write(line)
        if line.strip():
            found = (copy, offset, len(line), changed)
            yield InputProfile(f"{label}:{number}", f"{path.stem}-{number}", folder, path, found)
        offset += len(line)
    copy.flush()
