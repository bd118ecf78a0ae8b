"""Lists kept in a file of their own: CSV, YAML, JSON, TOML and BibTeX, each with the places of its values."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from resume_cli.profile.readers import limits
from resume_cli.profile.readers.load import FORMATS, decode, load
from resume_cli.profile.readers.plain import called
from resume_cli.profile.readers.positions import Places, Source, failure

if TYPE_CHECKING:
    from resume_cli.errors import FieldPath
    from resume_cli.profile.fields import Item


def is_known(file: str) -> bool:
    """Whether the suffix of a file is one that rows are read from."""
    return _suffix(file) in {"csv", "bib", *FORMATS}


def read(content: bytes, file: str, of: type[Item], path: FieldPath) -> tuple[list[object], Places]:
    """Return the rows of a file for a list of items, and where they stand.

    `path` is where the list stands in the profile: a mapping in the file is asked for a list of that name.
    Raises ProfileError for what cannot be read.
    """
    if _suffix(file) == "csv":
        from resume_cli.profile.readers import csv as table

        limits.check_size(file, len(content))
        return table.read(Source(file, decode(content, file)), of)
    if _suffix(file) == "bib":
        from resume_cli.profile.readers import bibliography

        limits.check_size(file, len(content))
        return bibliography.read(Source(file, decode(content, file)), of)
    loaded = load(content, file)
    if loaded.problems:
        raise failure(file, loaded.problems)
    data = loaded.data
    name = next((step for step in reversed(path) if isinstance(step, str)), "")
    if isinstance(data, Mapping) and isinstance(data.get(name), list):
        return data[name], Places(loaded.locator.source, lambda text: loaded.locator.scan(text).find((name,)))
    if not isinstance(data, list):
        raise loaded.locator.source.error(
            0,
            "wrong-type",
            f"this file should hold a list, and is {called(data)}",
            f"write a list, or `{name}:` above it",
        )
    return data, loaded.locator


def _suffix(file: str) -> str:
    return file.rpartition(".")[2].lower()
