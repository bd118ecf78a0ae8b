"""The first step, which loads bytes as plain data. The reader of each format is imported only if needed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from importlib import import_module
from pathlib import PurePath
from typing import TYPE_CHECKING

from msgspec import Struct

from resume_cli.errors import Problem, ProfileError, UsageError
from resume_cli.profile.readers import LIST_SUFFIXES, PROFILE_SUFFIXES, limits
from resume_cli.profile.readers.encodings import legacy_of, unicode_of
from resume_cli.profile.readers.foreign import IMPORTABLE, kind_of
from resume_cli.profile.readers.plain_data import type_name
from resume_cli.profile.readers.positions import Node, ProfileLocator, Scan, SourceFile, profile_error

if TYPE_CHECKING:
    from resume_cli.errors import FieldPath
    from resume_cli.profile.fields import Item


#: The first line of TOML that is not a comment: a table, or a key with its value.
_TOML_START = re.compile(r"\s*+(?:#.*+\s*+)*(?:\[\[?\s*[\w.-]+\s*\]|[\w.-]+\s*=)")


class Loaded(Struct, frozen=True):
    """A file as plain data (see `plain_data`), with the positions of its values and the problems of its reader."""

    data: object
    locator: ProfileLocator
    file: str
    input_format: str
    problems: tuple[Problem, ...] = ()


def load(content: bytes, file: str, input_format: str | None = None) -> Loaded:
    """Return the plain data of a profile; `file` is its display name, `-` for standard input.

    The format is `input_format` (yaml, json or toml) if given, or else determined by the suffix of the file, or else
    guessed from the text. Raises ProfileError with the position of each problem, LimitError, or UsageError for an
    unknown format.
    """
    source = _decode(content, file)
    name = input_format or PROFILE_SUFFIXES.get(_suffix(file)) or _guess_format(source.text)
    if name not in PROFILE_SUFFIXES.values():
        raise UsageError(f"`{name}` is not a format of profiles", hint="yaml, json or toml")
    data, scan = _read(source, name)
    return Loaded(data, ProfileLocator(source, scan), file, name, tuple(source.problems))


def from_data(data: object, file: str = "") -> Loaded:
    """Return plain data from a program in the form that `validate` takes.

    `file` is the display name. All problems get the position of the start of the file. Raises LimitError for data
    beyond the limits.
    """
    source = SourceFile(file, "")
    source.spend(limits.check_data(file, data))
    return Loaded(data, ProfileLocator(source, lambda: Node(0, 0)), file, "json")


def is_list_file(file: str) -> bool:
    """Return whether a file has the suffix of a format from which lists can be read."""
    return _suffix(file) in LIST_SUFFIXES


def load_list(
    content: bytes, file: str, of: type[Item], path: FieldPath, budget: limits.Budget | None = None
) -> tuple[list[object], ProfileLocator]:
    """Return the plain data of a file that contains a list of items, with their positions.

    `path` is the path of the list in the profile. If the file contains a mapping, the list of that name in it is used.
    The file counts towards the `budget` of the profile. Raises ProfileError with the position of each problem, or
    LimitError.
    """
    source = _decode(content, file, budget, of)
    kind = LIST_SUFFIXES[_suffix(file)]
    data, scan = _read(source, kind) if kind in PROFILE_SUFFIXES.values() else _read(source, kind, of)
    if any(problem.severity == "error" for problem in source.problems):
        raise profile_error(file, source.problems)
    name = next((step for step in reversed(path) if isinstance(step, str)), "")
    if isinstance(data, Mapping) and isinstance(data.get(name), list):
        return data[name], ProfileLocator(source, lambda: scan().find((name,)))
    if not isinstance(data, list):
        message = f"expected a list, found {type_name(data)}"
        raise source.error(0, "wrong-type", message, f"write a list, or `{name}:` above it")
    return data, ProfileLocator(source, scan)


def _decode(content: bytes, file: str, budget: limits.Budget | None = None, of: type[Item] | None = None) -> SourceFile:
    """Return the text of a file in a Unicode or legacy encoding, without a byte order mark."""
    limits.check(file, len(content), "bytes")
    kind = kind_of(content)
    if kind:
        hint = "a profile is a text in YAML, JSON or TOML, which `resume init` can begin"
        if kind in {"an Excel workbook", "a LibreOffice spreadsheet"}:
            hint = "save the sheet as CSV UTF-8"
        elif kind in IMPORTABLE:
            hint = "`resume import FILE` may make a profile of it"
        raise SourceFile(file, "").error(0, "not-a-text", f"this is {kind}", hint)
    encoding = unicode_of(content)
    try:
        source = SourceFile(file, content.decode(encoding), budget)
    except UnicodeDecodeError as error:
        older = _older(content, file, budget, of)
        if older is not None:
            return older
        source = SourceFile(file, content.decode(encoding, errors="replace"))
        offset = len(content[: error.start].decode(encoding, errors="replace"))
        raise source.error(offset, "encoding", "not a text in UTF-8", "save the file as UTF-8") from None
    source.spend(len(source.text))
    return source


def _older(content: bytes, file: str, budget: limits.Budget | None, of: type[Item] | None) -> SourceFile | None:
    """Return the text of a file in a legacy encoding, with a warning, or None if no encoding fits."""

    def known(text: str) -> int:
        if of is None or _suffix(file) != ".csv":
            return 0
        from resume_cli.profile.readers.lists.csv import known_columns

        return known_columns(text, of)

    found = legacy_of(content, known)
    if found is None:
        return None
    source = SourceFile(file, content.decode(found[0]), budget)
    source.spend(len(source.text))
    first = re.search(r"[^\x00-\x7f]", source.text)
    message = f"not a text in UTF-8: it is read as {found[1]}"
    source.add(first.start() if first else 0, "encoding", message, "warning", "save the file as UTF-8")
    return source


def _read(source: SourceFile, kind: str, *of: type[Item]) -> tuple[object, Scan]:
    """Return the data of a file and a function that returns its nodes; CSV and BibTeX need the class of the items."""
    reader = import_module(f"resume_cli.profile.readers.{kind}")
    try:
        data, scan = reader.read(source, *of)
    except ProfileError as error:
        raise profile_error(source.file, (*source.problems, *error.problems)) from None
    limits.check_data(source.file, data)
    return data, scan


def _suffix(file: str) -> str:
    return PurePath(file).suffix.lower()


def _guess_format(text: str) -> str:
    if text.lstrip().startswith("{"):
        return "json"
    return "toml" if _TOML_START.match(text) else "yaml"
