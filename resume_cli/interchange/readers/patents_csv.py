"""Lists of patents as Google Patents, Lens and Espacenet export them, and tables with columns such as theirs.

Each row is one document, except in Espacenet, where a row is a family: it gives an entry per number, tied by `family`.
"""

from __future__ import annotations

import csv
import re
from io import StringIO
from typing import TYPE_CHECKING

from resume_cli.errors import LimitError
from resume_cli.interchange import periods
from resume_cli.interchange.contract import Reader
from resume_cli.interchange.draft import LineLocator
from resume_cli.interchange.source import damaged

if TYPE_CHECKING:
    from collections.abc import Iterator

    from resume_cli.interchange.draft import Draft
    from resume_cli.interchange.source import Source

#: Columns by key of a patent, in lower case; the first that a row fills is taken.
_COLUMNS: dict[str, tuple[str, ...]] = {
    "title": ("title", "发明名称", "专利名称", "标题", "名称", "titel", "bezeichnung"),
    "number": (
        "display key", "id", "publication number", "patent number", "number", "公开（公告）号", "公开(公告)号",
        "公开号", "公告号", "授权公告号", "专利号", "veröffentlichungsnummer",
    ),
    "application": ("application number", "申请号", "aktenzeichen", "anmeldenummer"),
    "inventors": ("inventors", "inventor/author", "inventor", "发明人", "发明（设计）人", "erfinder"),
    "assignee": ("owners", "applicants", "assignee", "applicant", "专利权人", "申请人", "anmelder", "inhaber"),
    "filed": ("application date", "filing/creation date", "filing date", "申请日", "anmeldetag", "anmeldedatum"),
    "granted": ("grant date", "授权日", "授权公告日", "erteilungsdatum"),
    "date": ("publication date", "公开（公告）日", "公开(公告)日", "公开日", "公告日", "veröffentlichungsdatum"),
    "status": ("legal status", "status", "法律状态"),
    "url": ("url", "result link", "link", "链接"),
    "summary": ("abstract", "摘要"),
    "family": ("family number", "simple family", "同族号"),
}  # fmt: skip
_DATES = frozenset({"filed", "granted", "date"})
_LISTS = frozenset({"inventors", "assignee"})
_MOST_ROWS = 20_000
_NUMBER = re.compile(r"([A-Z]{2})[-\s]?([A-Z]?[\d/.,\s]*\d)[-\s]*([A-Z]\d?)?\b")


def _recognise(source: Source) -> str | None:
    if source.is_binary or not source.start:
        return None
    found = _table(source.text)
    return "a list of patents" if found else None


def _table(text: str) -> tuple[int, str] | None:
    """Return the line and the delimiter of the header: one of the first lines that names a title and a number."""
    lines = text.lstrip("\ufeff").splitlines()[:20]
    for index, line in enumerate(lines):
        for delimiter in ";,\t":
            names = {_plain(cell) for cell in line.split(delimiter)}
            keys = {key for key, columns in _COLUMNS.items() if names & set(columns)}
            if {"title", "number"} <= keys and len(keys) > 2:
                return index, delimiter
    return None


def _plain(cell: str) -> str:
    return cell.strip().strip('"').strip().lower()


def _read(source: Source, draft: Draft) -> None:
    draft.locator = LineLocator(source.name)
    found = _table(source.text)
    if found is None:
        raise damaged(source.name, "no table of patents in it")
    first, delimiter = found
    lines = source.text.lstrip("\ufeff").splitlines(keepends=True)
    for number, line in enumerate(lines[:first], 1):
        if line.strip(" \r\n;,"):
            draft.note("lost", (number,), value=line.strip(), message="a line before the table")
    csv.field_size_limit(1 << 20)
    table = csv.reader(StringIO("".join(lines[first:]), newline=""), delimiter=delimiter)
    header = [_plain(cell) for cell in next(table)]
    used: set[int] = set()
    patents = draft.section("patents")
    for count, cells in enumerate(table):
        if count == _MOST_ROWS:
            raise LimitError(f"{source.name}: more than {_MOST_ROWS} patents")
        if any(cell.strip() for cell in cells):
            patents.extend(_patents(header, cells, used, draft, first + table.line_num))
    for index, name in enumerate(header):
        values = index not in used and name
        if values:
            draft.note("lost", (name, first + 1), value=name, message="a column that profiles have no place for")


def _patents(
    header: list[str], cells: list[str], used: set[int], draft: Draft, line: int
) -> Iterator[dict[str, object]]:
    """Yield the entries of a row: several where it has several numbers."""
    row: dict[str, str] = {}
    for key, columns in _COLUMNS.items():
        places = [index for column in columns for index, name in enumerate(header) if name == column]
        used.update(places)
        for index in places:
            if index < len(cells) and cells[index].strip():
                row.setdefault(key, cells[index].strip())
    numbers = [_normal(each) for each in _parts(row.pop("number", ""))] or [""]
    if "application" in row:
        row["application"] = _normal(row["application"])
    shared = {key: value for key, value in row.items() if key not in _DATES | _LISTS}
    commas = "inventor/author" in header
    people = {key: [_person(each) for each in _parts(row[key], commas=commas)] for key in _LISTS & row.keys()}
    if len(numbers) > 1:
        shared.setdefault("family", numbers[0])
    days = {key: _parts(row[key]) for key in _DATES & row.keys()}
    for index, number in enumerate(numbers):
        entry: dict[str, object] = {**shared, "number": number, **people}
        for key, values in days.items():
            entry[key] = periods.date(values[min(index, len(values) - 1)])
        if number[:2].isalpha():
            entry["office"] = number[:2]
        if entry.get("granted") == entry.get("date"):
            entry.pop("date", None)
        yield {key: value for key, value in entry.items() if value}
    if len(numbers) > 1:
        draft.note("guessed", (line,), "patents", numbers, f"a family of {len(numbers)}: an entry for each number")


def _parts(cell: str, *, commas: bool = False) -> list[str]:
    """Return the values of a cell: `;` or a line end separates them, for people in Google's list a comma."""
    parts = re.split(r"\r?\n|[;；]" + ("|, " if commas else ""), cell)
    return [part.strip() for part in parts if part.strip()]


def _normal(number: str) -> str:
    """Return a number without the signs that sites put between its parts: `US-11222333-B2`, `US 11222333 B2`."""
    match = _NUMBER.fullmatch(number.strip())
    if not match:
        return number.strip()
    office, digits, kind = match.groups()
    return f"{office}{re.sub(r'[^A-Z0-9]', '', digits)}{kind or ''}"


def _person(name: str) -> str:
    """Return a name without what sites set behind it: `PRYCE ANWEN [GB]`, `LACUNA LTD (2018-11-02)`."""
    return re.sub(r"\s*(?:\[[A-Z]{2}\]|\(\d{4}-\d\d-\d\d\))$", "", name)


READER = Reader("patents-csv", "a list of patents", _recognise, _read)
