"""Where profiles come from: folders, globs, files, lines of NDJSON, and addresses that fsspec knows."""

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
# What lies among profiles in a folder, and is none.
_NO_PROFILES = ("schema.json", "theme.toml")
_SCHEMA = re.compile(rb"""\s*\{\s*"\$schema"\s*:\s*"https?://json-schema\.org/""")
# A file that a profile includes, and the key that distinguishes a profile from such a file.
_INCLUDED = re.compile(rb"""\bfrom["']?\s*[:=]\s*["']?([^"'\r\n,}\]#]+)""")
_BASICS = re.compile(rb"""(?:^[ \t]*|[{,]\s*)(?:\[\s*)?["']?basics["']?\s*[:=\]]""", re.MULTILINE)


class InputProfile(Struct, frozen=True):
    """One profile: `label` is its name for people, and outputs are called after `stem`.

    `file` is a `pathlib.Path`, or an address's file. `folder` is the way to it from the SOURCE folder, for names.
    A `line` of NDJSON is a copy of the file, an offset, a length, and when the file was changed. `fault` says why
    there is nothing to read.
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
        """The file of this machine that holds this profile, alone or with others."""
        return None if self.is_remote else self.file

    def read(self) -> tuple[bytes, float | None]:
        """Return the bytes, and when they were changed in seconds since 1970, if that is known. Raises InputError."""
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


class Sources(Struct):
    """All profiles in the order of the sources, each file once, and the files beside them that are none."""

    profiles: list[InputProfile] = field(default_factory=list)
    left_out: list[Path] = field(default_factory=list)


def find(names: Iterable[str], stdin: IO[bytes]) -> Sources:
    """Return what the sources hold.

    Raises InputError for a source that does not exist or a pattern that matches nothing, UsageError for stdin twice.
    """
    sources = list(names)
    if sources.count(STDIN) > 1:
        raise UsageError("stdin can be read only once")
    found = Sources()
    profiles: dict[str, InputProfile] = {}
    for source in sources:
        for profile in _expand(source, stdin, found.left_out):
            is_alone = profile.path and not profile.line
            # Unlike Path.resolve, this takes a link that leads to itself for a file.
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
    if not is_folder and (os.path.exists(source) or not glob.has_magic(source)):  # noqa: PTH110 - as above
        if not os.path.exists(source):  # noqa: PTH110 - as above
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
    """Return the profiles of a folder and of those below it, in the order of their names; hidden ones are left out."""
    paths = sorted(root.rglob("*"), key=lambda path: path.parts)
    shown = [path for path in paths if not any(part.startswith(".") for part in path.relative_to(root).parts)]
    # A link to nothing is kept: reading it reports that, where leaving it out would lose a profile silently.
    return [path for path in shown if path.suffix.lower() in _SUFFIXES and not path.is_dir()]


def _matching(pattern: str) -> list[Path]:
    """Return the files that match a pattern, in the order of their names; `**` enters no folder through a link."""
    parts = Path(pattern).parts
    fixed = list(takewhile(lambda part: not glob.has_magic(part), parts))
    # `**` beside itself means the same, and takes ever longer; within a name it is a `*`.
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
    """Return the profiles among files, and leave out schemas, themes, and data that another of the files includes."""
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
    """Yield a profile for each line that is not blank, counted from 1; a line that is too long is the last.

    The lines are copied to a file without a name, so that ten thousand profiles on stdin take no memory.
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
