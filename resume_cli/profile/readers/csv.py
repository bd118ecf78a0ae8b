"""CSV: a list with an item per row, several texts in a cell separated by `;`, languages as columns named `title.zh`."""

from __future__ import annotations

import csv
import io
import re
from typing import TYPE_CHECKING, Any

from resume_cli.profile.fields import FieldKind, Item, keys_of
from resume_cli.profile.readers import limits
from resume_cli.profile.readers.positions import Node, Scan, SourceFile, profile_error

if TYPE_CHECKING:
    from collections.abc import Iterator

_LISTS = frozenset({FieldKind.TEXTS, FieldKind.BULLETS, FieldKind.LINKS, FieldKind.WORDS})
_QUOTED = re.compile(r'"(?:[^"]|"")*+"')


def read(source: SourceFile, of: type[Item]) -> tuple[list[object], Scan]:
    """Return the rows of a CSV text as plain data for items of a class.

    The first row names the columns. Comma, semicolon or tab separate the cells, whichever the first line has most.
    """
    separator = max(",;\t", key=re.split(r"[\r\n]", source.text, maxsplit=1)[0].count)
    rows = list(_rows(source, separator))
    if not rows:
        return [], lambda: Node(0, 0)
    (first, names), *rows = rows
    columns = [tuple(name.split(".")) for name in names]
    offsets = list(_offsets(source.text, first, separator))
    _check_columns(source, columns, offsets)
    for start, row in rows:
        if len(row) > len(columns):
            offset = list(_offsets(source.text, start, separator))[len(columns)]
            message = f"expected {len(columns)} cells as in the first row, found {len(row)}"
            raise source.error(offset, "wrong-type", message, "quote a text that holds the separator")

    def scan() -> Node:
        root = Node(0, 0)
        for index, (start, row) in enumerate(rows):
            root.children[index] = Node(start, start)
            cells = zip(columns, offsets, row, _offsets(source.text, start, separator), strict=False)
            for path, column, cell, offset in cells:
                node = root.children[index]
                for step in path if cell and path[0] else ():
                    node = node.children.setdefault(step, Node(column, offset))
        return root

    return [_item(columns, row, of) for _, row in rows], scan


def _rows(source: SourceFile, separator: str) -> Iterator[tuple[int, list[str]]]:
    """Yield each row that is not empty, with its offset."""
    reader = csv.reader(io.StringIO(source.text, newline=""), delimiter=separator, strict=True)
    # This is for the whole process.
    csv.field_size_limit(limits.MAX_TEXT)
    line = nodes = 0
    try:
        for row in reader:
            limits.check(source.file, nodes := nodes + len(row), "values")
            cells = [cell.strip() for cell in row]
            if any(cells):
                yield source.line_starts[line], cells
            line = reader.line_num
    except csv.Error as error:
        if "limit" in str(error):
            limits.exceed(source.file, "characters")
        *_, last = _offsets(source.text, source.line_starts[line], separator)
        quoted = _QUOTED.match(source.text, last)
        if quoted is None:
            raise source.error(last, "syntax", "unterminated quoted cell", 'close it with "') from None
        message = "something follows the end of a quoted cell"
        raise source.error(quoted.end(), "syntax", message, 'double a " inside') from None


def _offsets(text: str, start: int, separator: str) -> Iterator[int]:
    """Yield the offset of each cell in the row that begins at `start`, up to one that is broken."""
    cell = re.compile(rf'(?:{_QUOTED.pattern}|(?!")[^{separator}\r\n]*+){separator}')
    yield start
    while match := cell.match(text, start):
        start = match.end()
        yield start


def _check_columns(source: SourceFile, columns: list[tuple[str, ...]], offsets: list[int]) -> None:
    """Raise ProfileError for a column that is there already, and for a text both with and without a language."""
    texts: dict[tuple[str, ...], int] = {}
    mappings: dict[tuple[str, ...], tuple[str, ...]] = {}
    for path, offset in zip(columns, offsets, strict=True):
        limits.check(source.file, len(path), "levels")
        name = ".".join(path)
        if name and path in texts:
            raise profile_error(source.file, [source.duplicate(name, offset, texts[path], "column")])
        parents = [path[:length] for length in range(1, len(path))]
        other = mappings.get(path) or next((each for each in parents if each in texts), None)
        if name and other:
            message = f"`{'.'.join(other)}` and `{name}` cannot both be columns"
            raise source.error(offset, "duplicate-key", message, "give each language a column of its own")
        texts[path] = offset
        mappings.update(dict.fromkeys(parents, path))


def _item(columns: list[tuple[str, ...]], row: list[str], of: type[Item]) -> dict[str, Any]:
    item: dict[str, Any] = {}
    for path, cell in zip(columns, row, strict=False):
        if cell and path[0]:
            inner = item
            for step in path[:-1]:
                # No column is both a text and a mapping.
                inner = inner.setdefault(step, {})
            key = keys_of(of).get(path[0])
            several = key is not None and key.kind in _LISTS and ";" in cell
            inner[path[-1]] = [part.strip() for part in cell.split(";") if part.strip()] if several else cell
    return item
