"""Positions: what a reader says of where a value is, is where the value is, in every format."""

from __future__ import annotations

import csv
import io
import json
import tomllib
from typing import TYPE_CHECKING, Any

from hypothesis import example, given, settings
from hypothesis import strategies as st

from resume_cli.errors import LimitError, Position, Problem, ProfileError
from resume_cli.profile.model import Patent, Publication
from resume_cli.profile.readers.load import load, load_list

if TYPE_CHECKING:
    from resume_cli.errors import FieldPath


def rest(text: str, position: Position) -> str:
    """Return a text from a position on."""
    lines = text.splitlines(keepends=True)
    return "".join([lines[position.line - 1][position.column - 1 :], *lines[position.line :]])


class Toml:
    """Writes TOML and notes where each key and value begins."""

    def __init__(self) -> None:
        self.text = ""
        self.keys: dict[FieldPath, int] = {}
        self.values: dict[FieldPath, tuple[int, str]] = {}

    def value(self, value: Any, path: FieldPath) -> None:  # noqa: ANN401 - a scalar as TOML, a list, or a mapping
        start = len(self.text)
        if isinstance(value, str):
            self.text += value
        elif isinstance(value, list):
            self.text += "[ # one, {two}\n"
            for index, each in enumerate(value):
                self.value(each, (*path, index))
                self.text += " ,\n"
            self.text += "]"
        else:
            self.text += "{"
            for index, (key, each) in enumerate(value.items()):
                self.text += ", " if index else " "
                self.pair(key, each, path)
            self.text += "}"
        self.values[path] = (start, self.text[start:])

    def pair(self, key: str, value: Any, path: FieldPath) -> None:  # noqa: ANN401 - as above
        path = (*path, NAMES[key])
        self.keys[path] = len(self.text)
        self.text += f"{key} = "
        self.value(value, path)


NAMES = {"a": "a", "b-1": "b-1", '"c d"': "c d", "'e.f'": "e.f", '"\\u00e9="': "é=", "2018": "2018", "''": ""}
SCALARS = st.sampled_from(
    [
        '"x"', "'y'", '""', "''", '"""m\nn = 1"""', "'''o\n'p'''", '"""q""""', "'''''''", '"\\" ] } # ="',
        "1_000", "0x1F", "+5", "1.10", "1e3", "-inf", "true", "2018-01-02", "1979-05-27 07:32:00Z",
        "1979-05-27T07:32:00.5-08:00", "12:30:45",
    ]
)  # fmt: skip
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from([*NAMES]), inner, max_size=3),
    max_leaves=6,
)
TABLES = st.dictionaries(st.sampled_from([*NAMES]), VALUES, max_size=3)


@settings(max_examples=300, deadline=None)
@given(
    top=TABLES, tables=st.lists(TABLES, max_size=2), items=st.lists(TABLES, max_size=3), end=st.sampled_from(["", "\n"])
)
def test_every_key_and_value_of_toml_is_found_where_it_was_written(
    top: dict[str, Any], tables: list[dict[str, Any]], items: list[dict[str, Any]], end: str
) -> None:
    written = Toml()
    for key, value in top.items():
        written.pair(key, value, ())
        written.text += " # comment\n"
    sections: list[tuple[FieldPath, str, dict[str, Any]]] = [
        *(((f"t{n}", "u"), f"[t{n} . u]\n", table) for n, table in enumerate(tables)),
        *((("items", n), "[[items]]\n", table) for n, table in enumerate(items)),
    ]
    for path, header, table in sections:
        written.values[path] = (len(written.text), "[")
        written.text += header
        for key, value in table.items():
            written.pair(key, value, path)
            written.text += "\n\n"
    text = written.text.rstrip("\n") + end
    tomllib.loads(text)
    loaded = load(text.encode(), "p.toml")
    for path, (offset, value) in written.values.items():
        position = loaded.locator.locate(path)
        assert rest(text, position) == text[offset:], path
        assert value[0] == rest(text, position)[0]
        data: Any = loaded.data
        for step in path:
            data = data[step]
        if value[0] not in "[{\"'" and value != "true":
            assert data == value
    for path, offset in written.keys.items():
        assert rest(text, loaded.locator.locate_key(path)) == text[offset:], path


JSON = st.recursive(
    st.sampled_from(["", 'a "b" \\ c', "é\U0001f600", "{[:,", True, None, 1.5, -20]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["a", 'b"', "é", "{:", ""]), inner),
    max_leaves=8,
)


def leaves(data: Any, path: FieldPath = ()) -> list[tuple[FieldPath, Any]]:  # noqa: ANN401 - plain data of any shape
    pairs = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else None
    return [(path, data)] if pairs is None else [leaf for key, inner in pairs for leaf in leaves(inner, (*path, key))]


@settings(max_examples=200, deadline=None)
@given(data=JSON, indent=st.sampled_from([None, 1, "\t"]), is_ascii=st.booleans())
def test_every_value_of_json_is_found_where_it_was_written(data: Any, indent: int | None, is_ascii: bool) -> None:  # noqa: ANN401
    text = json.dumps(data, indent=indent, ensure_ascii=is_ascii)
    locator = load(text.encode(), "p.json").locator
    for path, value in leaves(data):
        assert rest(text, locator.locate(path)).startswith(json.dumps(value, ensure_ascii=is_ascii)), path
        if path and isinstance(path[-1], str):
            key = json.dumps(path[-1], ensure_ascii=is_ascii)
            assert rest(text, locator.locate_key(path)).startswith(key)


CELLS = st.text(alphabet='ab ,;\t"\n\r刘', max_size=6)
COLUMNS = ("title", "number", "office", "serial")


@settings(max_examples=300, deadline=None)
@given(
    rows=st.lists(st.lists(CELLS, min_size=1, max_size=4), max_size=5),
    separator=st.sampled_from(",;\t"),
    line_end=st.sampled_from(["\n", "\r\n", "\r"]),
    quoting=st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
)
def test_csv_is_read_as_by_the_standard_library_and_each_cell_found(
    rows: list[list[str]],
    separator: str,
    line_end: str,
    quoting: Any,  # noqa: ANN401 - a constant of csv
) -> None:
    written = io.StringIO(newline="")
    writer = csv.writer(written, delimiter=separator, lineterminator=line_end, quoting=quoting)
    writer.writerows([COLUMNS, *rows])
    text = written.getvalue()
    data, locator = load_list(text.encode(), "p.csv", Patent, ("patents",))
    parsed = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    expected = [stripped for row in list(parsed)[1:] if any(stripped := [cell.strip() for cell in row])]
    assert data == [{key: cell for key, cell in zip(COLUMNS, row, strict=False) if cell} for row in expected]
    for index, row in enumerate(expected):
        for column, cell in zip(COLUMNS, row, strict=False):
            if cell:
                there = io.StringIO(rest(text, locator.locate((index, column))), newline="")
                assert next(csv.reader(there, delimiter=separator))[0].strip() == cell


PIECES = st.sampled_from(
    [
        *'{}()",=#\\$%~&;\t\r\n[]:', "@article{k,", "@patent{,", "@string{s = ", "@comment{", "@Comment (", "@",
        "@preamble(", "title = ", "author={", "date = ", "month=", "year = 2²", "crossref = k,", " and ", "others",
        "s # s", "jan", "type = {patreqUS}", '\\"{u}', "\\'", "\\begin{a}", "\\end{a}", "\\frac", "\\verb|", "\\ket",
        "\\texorpdfstring", "\\[", "\\sqrt[", '""', "a.b", "a", "9" * 5000, "\x00", "\\today", "``", "--", "1-2",
        "刘, 硕",
    ]
)  # fmt: skip


BRACED = st.lists(PIECES.filter(lambda piece: not set(piece) & set("{}")), max_size=6).map("".join)
FIELDS = st.tuples(
    st.sampled_from("title author date year month day number type holder crossref note url volume school x-a".split()),
    BRACED
    | st.builds("{{{}}} and {{{}}}".format, BRACED, BRACED)
    | st.sampled_from(["k", "m", "2020", "12", "patentUS"]),
).map("{0[0]} = {{{0[1]}}}".format)
ENTRIES = st.builds(
    "@{}{{{}, {}}}\n".format,
    st.sampled_from(["patent", "book", "misc", "inbook", " comment", "xdata"]),
    st.sampled_from(["k", "m", ""]),
    st.lists(FIELDS, max_size=6, unique_by=lambda written: written.split()[0]).map(", ".join),
)


@settings(max_examples=500, deadline=None)
@given(
    content=st.lists(PIECES, max_size=30).map("".join) | st.lists(ENTRIES, max_size=3).map("".join),
    suffix=st.sampled_from(["csv", "bib", "yaml", "json", "toml"]),
    of=st.sampled_from([Patent, Publication]),
)
@example(content="@misc{a, title = {" + "\\textbf{" * 400 + "}" * 400 + "}}", suffix="bib", of=Publication)
@example(content="@misc{a, title = {" + "\\begin{a}" * 900 + "}}", suffix="bib", of=Publication)
@example(content='title\n"' + "x" * 1_000_001, suffix="csv", of=Patent)
@example(content="a = " + "9" * 5_000, suffix="toml", of=Patent)
def test_no_list_causes_anything_but_rows_or_a_placed_error(content: str, suffix: str, of: type[Patent]) -> None:
    problems: tuple[Problem, ...] = ()
    try:
        rows, locator = load_list(content.encode(), f"p.{suffix}", of, ("patents",))
        assert all(locator.locate((index, key)).line for index, row in enumerate(rows) for key in mapping(row))
    except ProfileError as error:
        problems = error.problems
    except LimitError:
        pass
    assert None not in [problem.position for problem in problems]


def mapping(row: object) -> dict[str, object]:
    return row if isinstance(row, dict) else {}
