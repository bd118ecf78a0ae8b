"""Find every text of a foreign file in an independent walk, and those for which an import does not account.

A text counts as accounted for when its words are in the profile or in the report, whatever marks, accents and order
they have there, or when the report names its field, its column or its file as a whole.
"""

from __future__ import annotations

import csv
import html
import io
import json
import quopri
import re
import unicodedata
import zipfile
from typing import TYPE_CHECKING, Any, NamedTuple

import yaml
from lxml import etree
from pypdf import PdfReader

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from resume_cli.interchange.draft import Draft

MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
#: Letters of LaTeX that are commands.
LETTERS = {"o": "ø", "O": "Ø", "l": "ł", "L": "Ł", "ss": "ß", "ae": "æ", "AE": "Æ", "aa": "å", "AA": "Å", "i": "ı"}


class Leaf(NamedTuple):
    """A text, and the name of the field, the column or the file that it is in, where the report may name it whole."""

    text: str
    name: str = ""


class _Texts(yaml.SafeLoader):
    """A loader that reads every scalar as the text that was typed."""


_Texts.yaml_implicit_resolvers = {}


def leaves(path: Path) -> Iterator[Leaf]:
    """Yield the texts of a file: values of mappings and fields, cells of tables, texts of elements."""
    content = path.read_bytes()
    match path.suffix:
        case ".zip":
            with zipfile.ZipFile(path) as archive:
                for name in archive.namelist():
                    yield from (Leaf(each.text, name) for each in _cells(archive.read(name).decode("utf-8-sig")))
        case ".csv":
            yield from _cells(content.decode("utf-8-sig"))
        case ".xml":
            yield from _elements(content)
        case ".pdf":
            for attached in PdfReader(path).attachment_list:
                yield from _elements(attached.content)
        case ".bib":
            yield from _fields(content.decode())
        case ".html" | ".md":
            yield from _page(content.decode())
        case ".ris":
            yield from (Leaf(line[6:]) for line in content.decode().splitlines() if line[:2] not in {"TY", "ER"})
        case ".vcf":
            yield from _properties(content.decode())
        case ".json":
            yield from map(Leaf, _values(json.loads(content)))
        case _:
            yield from map(Leaf, _values(yaml.load(content, Loader=_Texts)))


def _cells(text: str) -> Iterator[Leaf]:
    rows = list(csv.reader(io.StringIO(text), delimiter=";" if text.count(";") > text.count(",") else ","))
    # The header is the first row of as many cells as any, without an empty one; texts may stand above it.
    longest = max(map(len, rows), default=0)
    at = next((index for index, row in enumerate(rows) if len(row) == longest and all(row[:3])), 0)
    for row in rows[:at]:
        yield from map(Leaf, row)
    for row in rows[at + 1 :]:
        cells = ((each, name) for cell, name in zip(row, rows[at], strict=False) for each in re.split(";;|\n", cell))
        yield from (Leaf(cell, name) for cell, name in cells)


def _elements(content: bytes) -> Iterator[Leaf]:
    for element in etree.fromstring(content).iter(tag=etree.Element):
        yield Leaf(element.text or "")


def _page(text: str) -> Iterator[Leaf]:
    """Yield the lines of a page without its tags, and the addresses and other texts in them."""
    yield from map(Leaf, re.findall(r"""\b(?:href|src|alt|title)\s*=\s*["']([^"']*)["']""", text))
    yield from map(Leaf, re.sub(r"(?s)<(script|style)\b.*?</\1>|<!--.*?-->|<[^>]*>", "\n", text).splitlines())


def _fields(text: str) -> Iterator[Leaf]:
    """Yield the values of BibTeX's fields as LaTeX prints them: abbreviations in full, months as numbers."""
    known = {month: f"{number:02}" for number, month in enumerate(MONTHS, 1)}
    for command in re.split(r"^\s*@", text, flags=re.MULTILINE)[1:]:
        if command.startswith("comment"):
            yield Leaf(command.partition("{")[2])
            continue
        for name, written in re.findall(r"([\w-]+)\s*=\s*((?:\{(?:[^{}]|\{[^{}]*\}|\{(?:[^{}]|\{[^{}]*\})*\})*\}"
                                        r'|"(?:[^"{}]|\{[^{}]*\})*"|\w+|\s*#\s*)+)', command):  # fmt: skip
            parts = re.findall(r'[{"].*[}"]|\w+', written.strip(), re.DOTALL)
            value = " ".join(part if part[0] in '{"' else known.get(part.lower(), part) for part in parts)
            if command.startswith("string"):
                known[name.lower()] = value
            elif name in {"author", "editor", "holder"}:
                yield from (Leaf(_printed(each), name) for each in re.split(r"\sand\s", value))
            else:
                yield Leaf(_printed(value), name)


def _printed(latex: str) -> str:
    for command, letter in LETTERS.items():
        latex = re.sub(rf"\\{command}(?![A-Za-z])\s*(?:\{{\}})?", letter, latex)
    latex = re.sub(r"""\\(?:["'`^~=.]|[uvHtcdbkr](?=[{\s\\]))\s*\{?\s*\\?([A-Za-zı])\}?""", r"\1", latex)
    return re.sub(r"[{}$~]|\\[A-Za-z]+|\\", " ", re.sub(r"(?<=\w)[{}]+(?=\w)", "", latex))


def _properties(text: str) -> Iterator[Leaf]:
    """Yield the components of the values of a card, and what their parameters say they are for."""
    lines = re.sub(r"=\r?\n", "", re.sub(r"\r?\n[ \t]", "", text)).splitlines()
    for line in lines:
        head, _, value = line.partition(":")
        name, *parameters = head.replace('"', "").split(";")
        if "QUOTED-PRINTABLE" in head:
            value = quopri.decodestring(value.encode()).decode()
        if name.upper() not in {"BEGIN", "END", "VERSION", "PHOTO"}:
            for part in re.split(r"(?<!\\);", value):
                plain = re.sub(r"^(tel|mailto):", "", re.sub(r"\\([nN])", "\n", part))
                yield Leaf(re.sub(r"\\(.)", r"\1", plain), name)
            types = (each[5:] for each in parameters if each.upper().startswith("TYPE=") and name != "ADR")
            yield from (Leaf(each) for kinds in types for each in kinds.split(",") if each.lower() != "voice")


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
    """Return the words and numbers of a text without accents, ignoring marks, entities and tags."""
    for _ in range(2):
        text = html.unescape(text)
    text = unicodedata.normalize("NFKD", re.sub(r"</?[a-zA-Z][^>]*>", " ", text).casefold())
    return re.findall(r"\w+", "".join(each for each in text if not unicodedata.combining(each)))


class Found:
    """The words of texts, and the texts without anything between their words: `US 11222333 B2` is `us11222333b2`."""

    def __init__(self, *values: Any) -> None:  # noqa: ANN401 - plain data
        texts = [*_keys([*values]), *_values([*values])]
        self.words = {word for text in texts for word in words(text)}
        self.joined = ["".join(words(text)) for text in texts]

    def has(self, text: str) -> bool:
        """Whether the words of a text are there, or a number or Chinese with other spaces."""
        needed = words(text)
        joined = "".join(needed)
        if {*needed} <= self.words:
            return True
        if re.search("[\u3400-\u9fff]", joined):
            return any(joined in each for each in self.joined)
        return any(map(str.isdecimal, joined)) and joined in self.joined


class Account:
    """Where the texts of a file are after an import: in the profile, kept beside it, or in the report alone."""

    def __init__(self, draft: Draft) -> None:
        comments = [each.text for each in draft.comments]
        notes = [[note.source, note.value, note.message] for note in draft.notes]
        self.profile = Found(draft.profile)
        self.kept = Found(draft.profile, comments)
        self.told = Found(draft.profile, comments, notes)
        losses = [note for note in draft.notes if note.note == "lost"]
        self.named = {name for note in losses for name in (note.source, *re.findall("`([^`]+)`", note.message))}
        # A file that is not read may stand in another archive.
        self.named |= {name.rpartition("/")[2] for name in self.named}

    def place(self, leaf: Leaf) -> str:
        """Return `imported`, `kept`, `named` or `missing`."""
        for name, found in (("imported", self.profile), ("kept", self.kept), ("named", self.told)):
            if found.has(leaf.text):
                return name
        return "named" if leaf.name in self.named else "missing"


def unaccounted(path: Path, draft: Draft) -> list[str]:
    """Return the texts of a file that are neither in the profile nor in the report."""
    account = Account(draft)
    return [leaf.text for leaf in leaves(path) if account.place(leaf) == "missing"]
