"""The CSV reader, which reads a list with one item per row.

Several texts in a cell are separated by `;`, and columns of one language have names such as `title.zh`. Exports of
databases are recognised by the names of their columns (see `columns`); lines above their header are skipped.
"""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from itertools import islice
from typing import TYPE_CHECKING, Any

from resume_cli.locale.scripts import script_of
from resume_cli.profile.fields import FieldKind, Item, keys_of
from resume_cli.profile.patent_kinds import office_of
from resume_cli.profile.readers import limits
from resume_cli.profile.readers.lists.columns import Column, column_of, report_unknown
from resume_cli.profile.readers.plain_data import Row
from resume_cli.profile.readers.positions import Node, Scan, SourceFile, profile_error

if TYPE_CHECKING:
    from collections.abc import Iterator

    from resume_cli.errors import Severity

_LISTS = frozenset({FieldKind.TEXTS, FieldKind.BULLETS, FieldKind.LINKS, FieldKind.WORDS})
_PEOPLE = frozenset({"authors", "inventors"})
#: The path whose columns are joined, such as a journal and its publisher.
_JOINED = ("publisher",)
_QUOTED = re.compile(r'"[^"]*+(?:""[^"]*+)*"(?!")')
_SEPARATORS = ",;\t"
#: The number of characters and rows in which a header is searched.
_START = 1 << 16
_FIRST_ROWS = 40
_PARTS = re.compile(r"\s*(?:;+|；|\||\n)\s*")
#: The marks of DEPATISnet between titles: `[DE] Verfahren [EN] Method`.
_LANGUAGE = re.compile(r"\s*\[([A-Z]{2})\]\s+")
#: Between the numbers of a family: the same, or a comma or a space before the letters of the next office.
_BETWEEN_NUMBERS = re.compile(rf"{_PARTS.pattern}|[,\s]\s*(?=[A-Z]{{2}}[\s-]?\d)")
#: The keys that each patent of a family has for itself, if a cell has as many values as there are numbers.
_OF_ONE = frozenset({"office", "status", "application", "filed", "published", "granted", "date", "expires", "url"})
#: The country after the name of an owner, or the date since which they have owned the patent.
_BEHIND = re.compile(r"\s*(?:\[[A-Z]{2}\]|\([A-Z]{2}\)|\(\d{4}-\d\d-\d\d\))\Z")
#: The first inventor as the United States Patent Office names one or several: `Lau; Stuart et al.`
_FIRST_INVENTOR = re.compile(r"([^;]+);\s*([^;]+?)(?P<others>\s+et al\.?)?\Z", re.IGNORECASE)
_DATE = re.compile(
    r"(\d{4})(?:[-./年](\d{1,2})[-./月](\d{1,2})日?|(\d\d)(\d\d))(?:\s+0?0:00(?::00)?)?|(\d\d)\.(\d\d)\.(\d{4})"
)
_CHINESE_NAMES = re.compile(r"[\u4e00-\u9fff·]{2,}(?:\s*[,，、]\s*|\s+)[\u4e00-\u9fff·,，、\s]+")
_SCRIPTS = {"Han": "zh", "Kana": "ja", "Hangul": "ko"}
#: The values of an item by path, each with the number of its column.
_Values = dict[tuple[str, ...], tuple[Any, int]]


def read(source: SourceFile, of: type[Item]) -> tuple[list[object], Scan]:
    """Return the rows of a CSV text as plain data for items of a class.

    The header is the first row, unless a later one has more known names of columns. The cells are separated by commas,
    semicolons or tabs.
    """
    separator, line = layout(source.text, of)
    rows = list(_rows(source, separator, line))
    if not rows:
        return [], lambda: Node(0, 0)
    (first, names), *rows = rows
    table = _Table(source, of, names, list(_offsets(source.text, first, separator)))
    for start, row in rows:
        if any(row[len(names) :]):
            offset = list(_offsets(source.text, start, separator))[len(names)]
            message = f"expected {len(names)} cells as in the header, found {len(row)}"
            raise source.error(offset, "wrong-type", message, "quote a text that holds the separator")
    found = [(start, values) for start, row in rows for values in table.items(row)]
    table.report(source.text[: source.line_starts[line]].strip())

    def scan() -> Node:
        root = Node(0, 0)
        for index, (start, values) in enumerate(found):
            root.children[index] = Node(start, start)
            cells = list(_offsets(source.text, start, separator))
            for path, (_, number) in values.items():
                node = root.children[index]
                for step in path:
                    node = node.children.setdefault(step, Node(table.offsets[number], cells[number]))
        return root

    return [_nested(values) for _, values in found], scan


def known_columns(text: str, of: type[Item]) -> int:
    """Return the number of known names of columns in the header of a text."""
    return max((known for *_, known in _headers(text, of)), default=0)


def _headers(text: str, of: type[Item]) -> Iterator[tuple[str, int, int]]:
    """Yield each possible header as a separator, the line of the row, and the number of known names in the row."""
    for separator in sorted(_SEPARATORS, key=re.split(r"[\r\n]", text, maxsplit=1)[0].count, reverse=True):
        reader = csv.reader(io.StringIO(text[:_START], newline=""), delimiter=separator)
        line = 0
        try:
            for row in islice(reader, _FIRST_ROWS):
                names = {cell.strip() for cell in row if cell.strip()}
                yield separator, line, sum(column_of(of, name) is not None for name in names)
                line = reader.line_num
        except csv.Error:
            continue


def layout(text: str, of: type[Item]) -> tuple[str, int]:
    """Return the separator and the line of the header: the first row, unless another one has more known names."""
    usual, *others = _headers(text, of) if text else [(",", 0, 0)]
    for separator, line, known in others:
        if known > usual[2] and (known > 1 or line == 0):
            usual = separator, line, known
    return usual[:2]


def _rows(source: SourceFile, separator: str, line: int) -> Iterator[tuple[int, list[str]]]:
    """Yield the offset and cells of each non-empty row, beginning at a line."""
    text = io.StringIO(source.text, newline="")
    text.seek(source.line_starts[line])
    reader = csv.reader(text, delimiter=separator, strict=True)
    # The limit applies to the whole process.
    csv.field_size_limit(limits.MAX_TEXT)
    first = line
    nodes = 0
    try:
        for row in reader:
            limits.check(source.file, nodes := nodes + len(row), "values")
            cells = [cell.strip() for cell in row]
            if any(cells):
                yield source.line_starts[line], cells
            line = first + reader.line_num
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
    """Yield the offset of each cell in the row that begins at `start`, up to the first invalid cell."""
    cell = re.compile(rf'(?:{_QUOTED.pattern}|(?!")[^{separator}\r\n]*+){separator}')
    yield start
    while match := cell.match(text, start):
        start = match.end()
        yield start


class _Table:
    """The columns of a file, which assign the values of a row to items and report the values that are not used."""

    def __init__(self, source: SourceFile, of: type[Item], names: list[str], offsets: list[int]) -> None:
        self.source, self.of, self.names, self.offsets = source, of, names, offsets
        found = [column_of(of, name) if name else Column(()) for name in names]
        self.columns = [column or Column((name,)) for column, name in zip(found, names, strict=True)]
        self.unknown = {number: None for number, column in enumerate(found) if column is None}
        #: The number of values by column that are not used, that had marks behind them, and that are not as many as the
        #: numbers of a family; and the columns whose values differ from those of another column.
        self.unshown: Counter[int] = Counter()
        self.marked: Counter[int] = Counter()
        self.unsure: Counter[int] = Counter()
        self.beside: dict[int, int] = {}
        self.filled: Counter[int] = Counter()
        self.order = sorted(range(len(names)), key=lambda number: _rank(self.columns[number]))
        _check_columns(source, self.columns, offsets)

    def items(self, row: list[str]) -> list[_Values]:
        """Return the values of the items of a row, which are several for several patents of one family."""
        values: _Values = {}
        for number in self.order:
            cell, path = row[number] if number < len(row) else "", self.columns[number].path
            if not cell:
                continue
            self.filled[number] += 1
            if not path:
                self.unshown[number] += 1
            elif path not in values:
                values[path] = self._value(number, cell), number
            elif path == _JOINED and cell not in values[path][0]:
                values[path] = f"{values[path][0]}, {cell}", values[path][1]
            elif _bare(self._value(number, cell)) != _bare(values[path][0]):
                self.beside[number] = values[path][1]
        return self._family(_with_languages(values), row)

    def _value(self, number: int, cell: str) -> str | list[str] | dict[str, str]:
        path, rank = self.columns[number]
        field = keys_of(self.of).get(path[0])
        if field is None or field.kind not in _LISTS:
            if field is None or not rank:
                return cell
            if field.kind is FieldKind.DATE:
                return "\n".join(map(_iso, cell.splitlines()))
            first, *parts = _LANGUAGE.split(cell)
            return cell if first or not parts else dict(zip(map(str.lower, parts[::2]), parts[1::2], strict=True))
        if path[0] in _PEOPLE and (one := _FIRST_INVENTOR.fullmatch(cell)):
            if one["others"]:
                return [f"{one[1]}, {one[2]}", "et al."]
            if self.names[number].casefold() == "inventor name" and " " not in one[1]:
                return f"{one[1]}, {one[2]}"
        written = [part for part in _PARTS.split(cell) if part]
        parts = [_BEHIND.sub("", part) for part in written]
        if parts != written:
            self.marked[number] += 1
        if len(parts) == 1 and path[0] in _PEOPLE:
            parts = _people(parts[0])
        return parts if len(parts) > 1 else "".join(parts)

    def _family(self, values: _Values, row: list[str]) -> list[_Values]:
        """Return the values of a patent for each number in a cell, with its own dates if they are as many."""
        written, column = values.get(("number",), ("", 0))
        numbers = [each for each in _BETWEEN_NUMBERS.split(str(written)) if each]
        if len(numbers) < 2 or not all(map(office_of, numbers)):
            return [values]
        values.setdefault(("family",), (numbers[0], column))
        own: dict[tuple[str, ...], list[str]] = {("number",): numbers}
        for path, (value, number) in list(values.items()):
            parts = _PARTS.split(value) if path[0] in _OF_ONE and isinstance(value, str) else []
            if len(parts) == len(numbers):
                own[path] = parts
            elif len(parts) > 1:
                # Nothing tells which of them belongs to which number.
                del values[path]
                self.unsure[number] += 1
        # The values that the patents of a family share count once for each patent.
        self.source.spend(sum(map(len, row)) * (len(numbers) - 1))
        return [
            {**values, **{path: (each[index], values[path][1]) for path, each in own.items()}}
            for index in range(len(numbers))
        ]

    def report(self, before: str) -> None:
        """Report problems with the columns, each kind once for the whole file."""
        source = self.source
        told = [each for number, each in enumerate(self.columns) if each.path and number not in self.unknown]
        if not told:
            keys = ", ".join(f"`{key}`" for key in list(keys_of(self.of))[1:4])
            message = f"no column has a name that is known: {self._listed(list(range(len(self.names))))}"
            raise source.error(self.offsets[0], "empty-list", message, f"name the columns {keys}, …")
        report_unknown(source, self.of, {
            self.names[number]: (self.filled[number], self.offsets[number])
            for number in self.unknown if self.filled[number]
        })  # fmt: skip
        renamed = [number for number, (path, rank) in enumerate(self.columns) if path and rank and self.filled[number]]
        if renamed:
            read = ", ".join(f"`{self.names[number]}` as `{'.'.join(self.columns[number].path)}`" for number in renamed)
            message = f"columns are read by their usual names: {read}"
            source.add(self.offsets[renamed[0]], "renamed-key", message, "note")
        if before:
            lines = len(list(filter(str.strip, before.splitlines())))
            what = f"{lines} lines above the header are" if lines > 1 else "a line above the header is"
            source.add(0, "left-out", f"{what} not shown", "note")
        if self.unshown:
            message = f"columns that a résumé does not show: {self._listed(self.unshown)}"
            hint = "to show one, give its column the name of a key, such as `summary`"
            source.add(self.offsets[min(self.unshown)], "left-out", message, "note", hint)
        if self.marked:
            message = f"countries and dates behind names are not shown: {self._listed(self.marked)}"
            source.add(self.offsets[min(self.marked)], "left-out", message, "note")
        if self.unsure:
            message = f"cells without one value for each number of a family are not shown: {self._listed(self.unsure)}"
            source.add(self.offsets[min(self.unsure)], "left-out", message, "note")
        for number, other in self.beside.items():
            message = f"`{self.names[number]}` is not shown where `{self.names[other]}` says something else"
            severity: Severity = "note" if self.columns[number].rank and self.columns[other].rank else "warning"
            source.add(self.offsets[number], "doubled-key", message, severity, "delete one of the two columns")

    def _listed(self, numbers: Counter[int] | list[int]) -> str:
        return ", ".join(f"`{self.names[each]}`" if self.names[each] else "one without a name" for each in numbers)


def _bare(value: object) -> str:
    """Return the letters and digits of a value: numbers are written with and without signs in them."""
    return "".join(filter(str.isalnum, str(value)))


def _rank(column: Column) -> int:
    return column.rank or (99 if column.path == _JOINED else 0)


def _check_columns(source: SourceFile, columns: list[Column], offsets: list[int]) -> None:
    """Raise ProfileError for a duplicate key, and for a text with columns both with and without a language."""
    texts: dict[tuple[str, ...], int] = {}
    mappings: dict[tuple[str, ...], tuple[str, ...]] = {}
    for (path, rank), offset in zip(columns, offsets, strict=True):
        if rank or not path:
            continue
        limits.check(source.file, len(path), "levels")
        name = ".".join(path)
        if path in texts:
            raise profile_error(source.file, [source.duplicate(name, offset, texts[path], "column")])
        parents = [path[:length] for length in range(1, len(path))]
        other = mappings.get(path) or next((each for each in parents if each in texts), None)
        if other:
            message = f"`{'.'.join(other)}` and `{name}` cannot both be columns"
            raise source.error(offset, "duplicate-key", message, "give each language a column of its own")
        texts[path] = offset
        mappings.update(dict.fromkeys(parents, path))


def _people(names: str) -> list[str]:
    """Return the people in a list separated by commas, unless a comma is part of a name such as `Liu, Shuo`."""
    parts = [part.strip() for part in re.split("[,，、]", names)]
    if _CHINESE_NAMES.fullmatch(names):
        return re.split(r"[,，、\s]+", names)
    return parts if len(parts) > 1 and all(" " in part for part in parts) else [names]


def _iso(date: str) -> str:
    """Return a date of an export as YYYY-MM-DD if it is complete and unambiguous, and otherwise unchanged."""
    match = _DATE.fullmatch(date.strip())
    if match is None:
        return date
    year, month, day = (match[1], match[2] or match[4], match[3] or match[5]) if match[1] else match.group(8, 7, 6)
    return f"{year}-{month:0>2}-{day:0>2}"


def _with_languages(values: _Values) -> _Values:
    """Return values in which a text without a language gets that of its script if the key has other languages."""
    for key in {path[:1] for path in values if len(path) == 2 and path[:1] in values}:
        text, number = values.pop(key)
        language = _SCRIPTS.get(script_of(str(text)), "en")
        values.setdefault((*key, language), (text, number))
    return values


def _nested(values: _Values) -> Row:
    item = Row()
    for path, (value, _) in values.items():
        inner: dict[str, Any] = item
        for step in path[:-1]:
            inner = inner.setdefault(step, {})
        inner[path[-1]] = value
    return item
