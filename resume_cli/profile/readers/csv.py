"""CSV: a list of entries in a file of its own, a row each, with lists parted by `;` and languages as `title.zh`."""

from __future__ import annotations

import re
from typing import cast

from resume_cli.profile.fields import FieldKind, Item, keys_of
from resume_cli.profile.readers import limits
from resume_cli.profile.readers.positions import Place, Places, Source

_QUOTED = re.compile(r'"((?:[^"]|"")*)"')
_BARE = re.compile(r"[^\r\n]*")
_ROW_END = re.compile(r"\r\n|\n|\r|\Z")
_LISTS = frozenset({FieldKind.TEXTS, FieldKind.BULLETS, FieldKind.LINKS, FieldKind.WORDS})

#: A cell with the offset of its first character.
Cell = tuple[str, int]
#: The way to a column's values within an entry, and the offset of its name.
Column = tuple[tuple[str, ...], int]


def read(source: Source, of: type[Item]) -> tuple[list[object], Places]:
    """Return the rows of a CSV text as plain data for items of a class, and where they stand.

    The first row names the columns; comma, semicolon or tab part the cells, whichever the first row uses.
    """
    rows = [row for row in split(source) if any(cell for cell, _ in row)]
    if not rows:
        return [], Places(source, lambda _text: Place(0, 0))
    header = _header(source, rows[0])
    data: list[object] = []
    root = Place(0, 0)
    for index, row in enumerate(rows[1:]):
        if len(row) > len(header):
            raise source.error(
                row[len(header)][1],
                "wrong-type",
                f"this row has {len(row)} cells, and the first row names {len(header)}",
                "quote a text that holds the separator",
            )
        mapping, place = _entry(header, row, of)
        data.append(mapping)
        root.children[index] = place
    return data, Places(source, lambda _text: root)


def split(source: Source) -> list[list[Cell]]:
    """Return the rows of a CSV text, a list of cells each; raises ProfileError for a quotation that never ends."""
    text = source.text
    first = text[: _ROW_END.search(text).start()] if text else ""  # type: ignore[union-attr]
    separator = max(",;\t", key=first.count)
    bare = re.compile(rf"[^{separator}\r\n]*")
    rows: list[list[Cell]] = []
    offset = nodes = 0
    while offset < len(text):
        row: list[Cell] = []
        while True:
            cell, offset = _cell(source, offset, bare)
            row.append(cell)
            nodes += 1
            if text[offset : offset + 1] != separator:
                break
            offset += 1
        limits.check_nodes(source.file, nodes)
        end = _ROW_END.match(text, offset)
        if end is None:
            raise source.error(offset, "syntax", "a quoted cell goes on after its quotation mark", 'double a " inside')
        offset = end.end()
        rows.append(row)
    return rows


def _cell(source: Source, offset: int, bare: re.Pattern[str]) -> tuple[Cell, int]:
    text = source.text
    if text.startswith('"', offset):
        quoted = _QUOTED.match(text, offset)
        if quoted is None:
            raise source.error(offset, "syntax", "this quoted cell has no end", 'close it with "')
        return (quoted[1].replace('""', '"'), offset), quoted.end()
    plain = bare.match(text, offset)
    end = plain.end() if plain else offset
    return (text[offset:end].strip(), offset), end


def _header(source: Source, row: list[Cell]) -> list[Column]:
    header: list[Column] = []
    for name, offset in row:
        path = tuple(name.strip().split("."))
        if name and any(path == other for other, _ in header):
            raise source.error(
                offset, "duplicate-key", f"the column `{name}` stands twice", "join the two, or rename one"
            )
        for other, _ in header if name else ():
            if path[: len(other)] == other or other[: len(path)] == path:
                together = f"`{'.'.join(other)}` and `{name}` cannot stand side by side"
                raise source.error(offset, "duplicate-key", together, "give each language a column of its own")
        header.append((path, offset))
    return header


def _entry(header: list[Column], row: list[Cell], of: type[Item]) -> tuple[dict[str, object], Place]:
    mapping: dict[str, object] = {}
    place = Place(row[0][1], row[0][1])
    for (path, name), (cell, offset) in zip(header, row, strict=False):
        if not cell or not path[0]:
            continue
        inner, inner_place = mapping, place
        for step in path[:-1]:
            # The header lets no column be a text and a mapping at once.
            inner = cast("dict[str, object]", inner.setdefault(step, {}))
            inner_place = inner_place.children.setdefault(step, Place(name, offset))
        inner[path[-1]] = _value(path[0], cell, of)
        inner_place.children[path[-1]] = Place(name, offset)
    return mapping, place


def _value(column: str, cell: str, of: type[Item]) -> object:
    field = keys_of(of).get(column)
    if field is None or field.kind not in _LISTS or ";" not in cell:
        return cell
    return [part.strip() for part in cell.split(";") if part.strip()]
