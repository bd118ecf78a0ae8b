"""Find every text of a foreign file in an independent walk, and those for which an import does not account."""

from __future__ import annotations

import csv
import html
import io
import json
import re
import zipfile
from typing import TYPE_CHECKING, Any

import yaml
from lxml import etree

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from resume_cli.interchange.draft import Draft


class _Texts(yaml.SafeLoader):
    """A loader that reads every scalar as the text that was typed."""


_Texts.yaml_implicit_resolvers = {}


def leaves(path: Path) -> Iterator[str]:
    """Yield the texts of a file: values of mappings, cells of tables, texts and attributes of elements."""
    content = path.read_bytes()
    if content[:2] == b"PK":
        with zipfile.ZipFile(path) as archive:
            for name in archive.namelist():
                yield from _cells(archive.read(name).decode("utf-8-sig"))
    elif path.suffix == ".csv":
        yield from _cells(content.decode("utf-8-sig"))
    elif path.suffix == ".xml":
        for element in etree.fromstring(content).iter(tag=etree.Element):
            yield element.text or ""
    elif path.suffix == ".json":
        yield from _values(json.loads(content))
    else:
        yield from _values(yaml.load(content, Loader=_Texts))


def _cells(text: str) -> Iterator[str]:
    rows = list(csv.reader(io.StringIO(text), delimiter=";" if text.count(";") > text.count(",") else ","))
    for row in rows[1:]:
        yield from row


def _values(value: Any) -> Iterator[str]:  # noqa: ANN401 - plain data
    if isinstance(value, dict):
        for each in value.values():
            yield from _values(each)
    elif isinstance(value, list):
        for each in value:
            yield from _values(each)
    elif value is not None and not isinstance(value, bool):
        yield str(value)


def _keys(value: Any) -> Iterator[str]:  # noqa: ANN401 - plain data
    """Yield the keys of mappings within a value, because those of `details` are texts of the person."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield key
            yield from _keys(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _keys(inner)


def words(text: str) -> list[str]:
    """Return the words and numbers of a text, ignoring marks, entities and tags."""
    for _ in range(2):
        text = html.unescape(text)
    return re.findall(r"\w+", re.sub(r"</?[a-zA-Z][^>]*>", " ", text).lower())


def unaccounted(path: Path, draft: Draft) -> list[str]:
    """Return the texts of a file whose words are neither in the profile nor in the report."""
    from msgspec.structs import asdict

    reported = [asdict(note) for note in draft.notes]
    told = [*_keys(draft.profile), draft.profile, [each.text for each in draft.comments], reported]
    found = set(words(" ".join(_values(told))))
    return [text for text in leaves(path) if not set(words(text)) <= found]
