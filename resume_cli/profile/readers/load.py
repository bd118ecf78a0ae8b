"""Load: the first step, bytes to plain data."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from resume_cli.errors import Problem, ProfileError, UsageError
from resume_cli.profile.readers import limits
from resume_cli.profile.readers.positions import Place, Places, Scan, Source, failure

if TYPE_CHECKING:
    from collections.abc import Callable

#: The formats of a profile, by the suffixes of their files.
FORMATS = {"yaml": "yaml", "yml": "yaml", "json": "json", "toml": "toml"}


@dataclass(frozen=True, slots=True)
class Loaded:
    """A file as plain data (see `plain`), where everything stands in it, and what its reader found but read past."""

    data: object
    locator: Places
    file: str
    input_format: str
    problems: tuple[Problem, ...] = ()


def load(content: bytes, file: str, input_format: str | None = None) -> Loaded:
    """Return the plain data of a profile; `file` is its name for people, `-` for standard input.

    The format is that of `input_format` (yaml, json or toml), else that of the file's suffix, else what
    the text looks like. Raises ProfileError with the problem's place, LimitError, or UsageError for an
    unknown format.
    """
    limits.check_size(file, len(content))
    text = decode(content, file)
    name = input_format or _format_of(file, text)
    if name not in FORMATS:
        raise UsageError(f"{name} is no format of a profile", hint="yaml, json or toml")
    source = Source(file, text)
    read, scan = _reader(FORMATS[name])
    try:
        data = read(source)
    except ProfileError as error:
        raise failure(file, (*source.found, *error.problems)) from None
    return Loaded(data, Places(source, scan), file, FORMATS[name], tuple(source.found))


def from_data(data: object, file: str = "") -> Loaded:
    """Return plain data that was made by a program, fit for `validate`; problems in it all stand at the start.

    `file` is the name for people. Raises LimitError for data beyond the limits.
    """
    from resume_cli.profile.readers.json import check_data

    check_data(file, data)
    return Loaded(data, Places(Source(file, ""), lambda _text: Place(0, 0)), file, "json")


def decode(content: bytes, file: str) -> str:
    """Return the text of a file: UTF-8, or UTF-16 with its mark; a byte order mark is left out."""
    encoding = "utf-16" if content[:2] in {b"\xff\xfe", b"\xfe\xff"} else "utf-8-sig"
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        readable = Source(file, content.decode(encoding, errors="replace"))
        offset = len(content[: error.start].decode(encoding, errors="replace"))
        raise readable.error(
            offset, "encoding", "this is no UTF-8 text", "save the file as UTF-8 in the editor"
        ) from None


def _format_of(file: str, text: str) -> str:
    suffix = file.rpartition(".")[2].lower()
    if suffix in FORMATS:
        return suffix
    start = text.lstrip()
    if start.startswith("{"):
        return "json"
    return "toml" if _looks_like_toml(start) else "yaml"


def _looks_like_toml(text: str) -> bool:
    for line in text.splitlines():
        written = line.strip()
        if not written or written.startswith("#"):
            continue
        if written.startswith("["):
            return written.rstrip("] ").lstrip("[ ").replace(".", "").replace("-", "").isalnum()
        head, equals, _ = written.partition("=")
        return bool(equals) and head.strip().replace(".", "").replace("-", "").replace("_", "").isalnum()
    return False


def _reader(name: str) -> tuple[Callable[[Source], object], Scan]:
    """Return the functions of a format that read data and scan places; only that format's module is imported."""
    if name == "json":
        from resume_cli.profile.readers import json as json_reader

        return json_reader.read, json_reader.scan
    if name == "toml":
        from resume_cli.profile.readers import toml as toml_reader

        return toml_reader.read, toml_reader.scan
    from resume_cli.profile.readers import yaml as yaml_reader

    return yaml_reader.read, yaml_reader.scan
