"""The sources of profiles: folders, globs, files, lines of NDJSON, and addresses that fsspec supports."""

from __future__ import annotations

import glob
import os
import re
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from itertools import takewhile
from pathlib import Path
from typing import IO, Any

from msgspec import Struct, field

from resume_cli.batch import remote
from resume_cli.errors import InputError, LimitError, ResumeError, UsageError
from resume_cli.profile.folder import Folder, open_regular, read_bytes
from resume_cli.profile.readers import PROFILE_SUFFIXES
from resume_cli.profile.readers.load import load

STDIN = "-"
_LINES_SUFFIXES = (".ndjson", ".jsonl")
_SUFFIXES = (*PROFILE_SUFFIXES, *_LINES_SUFFIXES)
_LONGEST_LINE = 64 << 20
_IMAGES = ("image", "picture", "photo")
# Endings of the names of files that may be among profiles in a folder but are not profiles.
_NO_PROFILES = ("schema.json", "theme.toml")
_SCHEMA = re.compile(rb"""\s*\{\s*"\$schema"\s*:\s*"https?://json-schema\.org/""")
# The name of a file that a profile includes, and the key that distinguishes a profile from such a file.
_INCLUDED = re.compile(rb"""\bfrom["']?\s*[:=]\s*["']?([^"'\r\n,}\]#]+)""")
_BASICS = re.compile(rb"""(?:^[ \t]*|[{,]\s*)(?:\[\s*)?["']?basics["']?\s*[:=\]]""", re.MULTILINE)


class InputProfile(Struct, frozen=True):
    """One profile; `label` is its display name, and outputs are named after `stem`.

    `file` is a `pathlib.Path` or the file of an address. `folder` is its folder relative to the SOURCE folder, for use
    in names. `line` is a line of NDJSON, given as a copy of the file, an offset, a length, and the modification time of
    the file. `fault` is the error because of which the profile cannot be read.
    """

    label: str
    stem: str
    folder: str
    file: Any
    line: tuple[IO[bytes], int, int, float | None] | None = None
    is_remote: bool = False
    fault: ResumeError | None = None

    @property
    def path(self) -> Path | None:
        """The local file that contains this profile, alone or with others, or None."""
        return None if self.is_remote else self.file

    def read(self) -> tuple[bytes, float | None]:
        """Return the bytes and their modification time in seconds since 1970, if known; raises InputError."""
        if self.fault:
            raise self.fault
        if self.line:
            copy, offset, length, changed = self.line
            copy.seek(offset)
            return copy.read(length), changed
        if self.is_remote:
            return remote.read(self.file)
        return read_bytes(self.file, self.label), self.file.stat().st_mtime

    def read_sibling(self, name: str) -> bytes:
        """Return the bytes of a file that the profile includes; raises InputError, RefusedError or LimitError."""
        return remote.read_sibling(self.file, name) if self.is_remote else Folder(self.file.parent).read(name)[1]

    def included_files(self, content: bytes, input_format: str | None) -> dict[str, bytes]:
        """Return the files that the profile names with `from` or as its image, for a worker without access to them.

        Files that are missing or refused are omitted, because validation reports them in the worker.
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
    # An image may differ by language. Addresses and `data:` URLs are not files.
    for image in map(basics.get, _IMAGES) if isinstance(basics, Mapping) else ():
        texts = image.values() if isinstance(image, Mapping) else [image]
        names += [text for text in texts if isinstance(text, str) and ":" not in text]
    return (name for name in names if isinstance(name, str) and name)


class Sources(Struct):
    """All profiles in the order of the sources, each file once, and the files that were left out."""

    profiles: list[InputProfile] = field(default_factory=list)
    left_out: list[Path] = field(default_factory=list)


def find(names: Iterable[str], stdin: IO[bytes]) -> Sources:
    """Return the profiles in the sources.

    Raises InputError for a source that does not exist or a pattern without matches, and UsageError if stdin is named
    twice.
    """
    sources = list(names)
    if sources.count(STDIN) > 1:
        raise UsageError("stdin can be read only once")
    found = Sources()
    profiles: dict[str, InputProfile] = {}
    for source in sources:
        for profile in _expand(source, stdin, found.left_out):
            is_alone = profile.path and not profile.line
            # Unlike Path.resolve, os.path.realpath accepts a link that leads to itself.
            profiles.setdefault(os.path.realpath(profile.file) if is_alone else profile.label, profile)
    found.profiles = list(profiles.values())
    return found


def _expand(source: str, stdin: IO[bytes], left_out: list[Path]) -> Iterator[InputProfile]:
    if source == STDIN:
        yield from _lines(stdin, Path("profile"), "stdin")
        return
    if "://" in source:
        for remote_path, folder in remote.find(source, tuple(PROFILE_SUFFIXES)):
            yield InputProfile(str(remote_path), remote_path.stem, folder, remote_path, is_remote=True)
        return
    root, is_folder = Path(source), os.path.isdir(source)  # noqa: PTH112 - a Path raises for a name that is too long
    if not is_folder and (os.path.exists(source) or not glob.has_magic(source)):  # noqa: PTH110 - see PTH112
        if not os.path.exists(source):  # noqa: PTH110 - a Path raises for a name that is too long
            raise InputError(f"{source}: there is no such file or folder")
        yield from _file(root, "")
        return
    if is_folder:
        paths, missing = _below(root), f"there are no profiles ({', '.join(_SUFFIXES)}) in this folder"
    else:
        paths, missing = _matching(source), "no file matches this pattern"
    profiles = _sift(paths, left_out)
    if not profiles:
        raise InputError(f"{source}: {missing}")
    for path in profiles:
        folder = path.parent.relative_to(root).as_posix() if is_folder else ""
        yield from _file(path, "" if folder == "." else folder)


def _below(root: Path) -> list[Path]:
    """Return the profiles in a folder and its subfolders, sorted by name, without hidden ones."""
    paths = sorted(root.rglob("*"), key=lambda path: path.parts)
    shown = [path for path in paths if not any(part.startswith(".") for part in path.relative_to(root).parts)]
    # A broken link is kept, because reading it reports an error, and omitting it would silently lose a profile.
    return [path for path in shown if path.suffix.lower() in _SUFFIXES and not path.is_dir()]


def _matching(pattern: str) -> list[Path]:
    """Return the files that match a pattern, sorted by name; `**` does not follow links to folders."""
    parts = Path(pattern).parts
    fixed = list(takewhile(lambda part: not glob.has_magic(part), parts))
    # A repeated `**` means the same as one but takes much longer. Within a name, `**` is treated as `*`.
    wild: list[str] = []
    for part in parts[len(fixed) :]:
        if part != "**" or wild[-1:] != ["**"]:
            wild.append(part if part == "**" else part.replace("**", "*"))
    if wild[-1] == "**":
        wild.append("*")
    may_be_hidden = any(part.startswith(".") for part in wild)
    base = Path(*fixed)
    with suppress(OSError, ValueError):
        found = sorted(set(base.glob("/".join(wild))), key=lambda path: path.parts)
        shown = (
            path
            for path in found
            if may_be_hidden or not any(part.startswith(".") for part in path.relative_to(base).parts)
        )
        return [path for path in shown if path.is_file()]
    return []


def _sift(paths: Iterable[Path], left_out: list[Path]) -> list[Path]:
    """Return the profiles among files; add schemas, themes, and data that another file includes to `left_out`."""
    included: set[Path] = set()
    nameless: set[Path] = set()
    found = []
    for path in paths:
        content = b""
        if path.suffix.lower() in PROFILE_SUFFIXES:
            with suppress(ResumeError):
                content = read_bytes(path, str(path))
        if path.name.endswith(_NO_PROFILES) or _SCHEMA.match(content):
            left_out.append(path)
            continue
        found.append(path)
        included.update(path.parent / os.fsdecode(name).strip() for name in _INCLUDED.findall(content))
        if not _BASICS.search(content):
            nameless.add(path)
    data = included & nameless
    left_out += [path for path in found if path in data]
    return [path for path in found if path not in data]


def _file(path: Path, folder: str) -> Iterator[InputProfile]:
    if path.suffix.lower() not in _LINES_SUFFIXES:
        yield InputProfile(str(path), path.stem, folder, path)
        return
    try:
        with open_regular(path, str(path)) as file:
            yield from _lines(file, path, str(path), folder, os.fstat(file.fileno()).st_mtime)
    except ResumeError as error:
        yield InputProfile(str(path), path.stem, folder, path, fault=error)


def _lines(
    file: IO[bytes], path: Path, label: str, folder: str = "", changed: float | None = None
) -> Iterator[InputProfile]:
    """Yield a profile for each line that is not blank, counted from 1, up to a line that is too long.

    The lines are copied to an unnamed temporary file, so that thousands of profiles on stdin take no memory.
    """
    copy = tempfile.TemporaryFile(prefix="resume-batch-")  # noqa: SIM115 - open until the last profile is gone
    offset = 0
    for number, line in enumerate(iter(lambda: file.readline(_LONGEST_LINE + 1), b""), start=1):
        name, stem = f"{label}:{number}", f"{path.stem}-{number}"
        if len(line) > _LONGEST_LINE:
            fault = LimitError(f"{name}: the line has more than {_LONGEST_LINE:,} bytes; those below it were not read")
            yield InputProfile(name, stem, folder, path, fault=fault)
            return
        copy.write(line)
        if line.strip():
            yield InputProfile(name, stem, folder, path, (copy, offset, len(line), changed))
        offset += len(line)
    copy.flush()
