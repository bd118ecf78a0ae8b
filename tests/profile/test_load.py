"""Load: bytes become plain data exactly as typed, or placed errors, whatever the bytes are."""

from __future__ import annotations

import json
import tomllib
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from resume_cli.errors import LimitError, Position, Problem, ProfileError, ResumeError, UsageError
from resume_cli.output.report import describe
from resume_cli.profile.readers import limits
from resume_cli.profile.readers.load import load
from resume_cli.profile.readers.plain_data import Number
from resume_cli.profile.validation.validate import validate

FORMATS = ("yaml", "json", "toml")


def data_of(content: str | bytes, input_format: str) -> Any:  # noqa: ANN401 - plain data of any shape
    return load(content.encode() if isinstance(content, str) else content, f"profile.{input_format}").data


def problems_of(content: str | bytes, input_format: str) -> tuple[Problem, ...]:
    try:
        return load(content.encode() if isinstance(content, str) else content, f"profile.{input_format}").problems
    except ProfileError as error:
        return error.problems


def problem_of(content: str | bytes, input_format: str) -> Problem:
    (problem,) = problems_of(content, input_format)
    assert problem.severity == "error"
    assert problem.position is not None
    return problem


@pytest.mark.parametrize(
    "written",
    ["0123", "NO", "yes", "true", "1.10", "12:30", "12:30:45", "2018-01-02", "1e3", "0x1F", "Null", "1_000", "="],
)
def test_a_plain_text_in_yaml_is_read_as_typed(written: str) -> None:
    assert data_of(f"a: {written}\nb: [{written}]\n", "yaml") == {"a": written, "b": [written]}


@pytest.mark.parametrize("nothing", ["", "~", "null"])
def test_nothing_in_yaml_is_nothing_unless_it_is_quoted(nothing: str) -> None:
    assert data_of(f"a: {nothing}\nb: '{nothing}'\n", "yaml") == {"a": None, "b": nothing}


def test_numbers_keep_their_characters_in_json_and_toml() -> None:
    for found in (
        data_of('{"a": 1.10, "b": 12345678901234567890, "c": 1E5}', "json"),
        data_of("a = 1.10\nb = 12345678901234567890\nc = 1E5", "toml"),
    ):
        assert found == {"a": "1.10", "b": "12345678901234567890", "c": "1E5"}
        assert all(type(value) is Number for value in found.values())


def test_a_date_in_toml_is_its_text() -> None:
    assert data_of("a = 2018-01-02\nb = 1979-05-27 07:32:00Z", "toml") == {
        "a": "2018-01-02",
        "b": "1979-05-27 07:32:00Z",
    }


def test_the_three_formats_say_the_same() -> None:
    yaml = data_of('basics:\n  name: "A: ü"\nwork:\n  - name: B\n    highlights: [c, d]\n  - {name: E}\n', "yaml")
    toml = data_of(
        '[basics]\nname = "A: \\u00fc"\n[[work]]\nname = "B"\nhighlights = ["c", "d"]\n[[work]]\nname = "E"\n', "toml"
    )
    assert yaml == toml == data_of(json.dumps(yaml), "json")


BROKEN = [
    ("yaml", "basics:\n  name: A\nbasics:\n  name: B\n", "duplicate-key", 3, 1),
    ("yaml", "basics:\n  name: A\n   label: B\n", "bad-indentation", 3, 4),
    ("yaml", "basics:\n  name: A\n label: B\n", "bad-indentation", 3, 2),
    ("yaml", "work:\n  - a\n - b\n", "bad-indentation", 3, 2),
    ("yaml", "basics:\n\tname: A\n", "tab", 2, 1),
    ("yaml", "a: 'b\n", "syntax", 1, 4),
    ("yaml", "a: [b, c\nd: e\n", "syntax", 1, 4),
    ("yaml", "a: 'It's'\n", "syntax", 1, 8),
    ("yaml", "a: 1\nb:2\n", "syntax", 2, 1),
    ("yaml", "a: *b\n", "unknown-alias", 1, 4),
    ("yaml", "a: &b [*b]\n", "alias-loop", 1, 8),
    ("yaml", "a: !!python/object:os.system x\n", "unknown-tag", 1, 4),
    ("yaml", "a: b\n---\nc: d\n", "several-documents", 2, 1),
    ("yaml", "a: b\x07c\n", "control-character", 1, 5),
    ("yaml", "? [a]\n: b\n", "syntax", 1, 3),
    ("json", '{\n  "a": 1,\n  "b": {"c": 1, "c": 2}\n}', "duplicate-key", 3, 17),
    ("json", '{"a": [1, 2,]}', "syntax", 1, 12),
    ("json", '{"a": 1\n "b": 2}', "syntax", 1, 7),
    ("json", "{'a': 1}", "syntax", 1, 2),
    ("json", '{"a": 1} // x', "syntax", 1, 10),
    ("json", '{"a": "b', "syntax", 1, 7),
    ("json", '{"a": NaN}', "syntax", 1, 7),
    ("json", '{"a": [1, 2', "syntax", 1, 11),
    ("json", "", "empty", 1, 1),
    ("toml", "a = 1\na = 2\n", "duplicate-key", 2, 1),
    ("toml", "[a]\nb = 1\n[a]\n", "duplicate-key", 3, 2),
    ("toml", "a = {b = 1, b = 2}\n", "duplicate-key", 1, 13),
    ("toml", "a = yes\n", "syntax", 1, 5),
    ("toml", 'a = "b\n', "syntax", 1, 5),
    ("toml", "a = [1 2]\n", "syntax", 1, 8),
    ("toml", "a b = 1\n", "syntax", 1, 3),
    ("toml", "a = 1 b = 2\n", "syntax", 1, 6),
    ("toml", "a = 1\x07\n", "control-character", 1, 6),
]  # fmt: skip


@pytest.mark.parametrize(("input_format", "content", "code", "line", "column"), BROKEN)
def test_what_is_broken_is_named_at_its_line_and_column(
    input_format: str, content: str, code: str, line: int, column: int
) -> None:
    problem = problem_of(content, input_format)
    assert problem.position is not None
    assert (problem.code, problem.position.line, problem.position.column) == (code, line, column)
    assert problem.position.file == f"profile.{input_format}"


@pytest.mark.parametrize(
    ("input_format", "content"),
    [
        ("yaml", "label: A\nname: B\nlabel: C\n"),
        ("json", '{"label": "A",\n"name": "B",\n"label": "C"}'),
        ("toml", 'label = "A"\nname = "B"\nlabel = "C"\n'),
        ("toml", "[label]\n[name]\n[label]\n"),
        ("toml", "label = {}\n\n[label.x]\n"),
        ("toml", "label = []\n\n[[label]]\n"),
    ],
)
def test_a_duplicate_key_is_named_with_the_line_of_the_first(input_format: str, content: str) -> None:
    problem = problem_of(content, input_format)
    assert problem.message == "duplicate key `label` (first on line 1)"
    assert problem.position is not None
    assert problem.position.line == 3


def test_every_duplicate_key_of_toml_is_found_and_so_is_the_slip_after_them() -> None:
    content = "a = 1\na = [2,\n{b = 1, b = 2}]\nc = {d = 1, d.e = 2}\nc = 4\nf = yes\n"
    found = [(each.code, each.position.line) for each in problems_of(content, "toml") if each.position]
    assert found == [("duplicate-key", 2), ("duplicate-key", 3), ("duplicate-key", 5), ("duplicate-key", 4)]
    found = [
        (each.code, each.position.line) for each in problems_of("a = 1\na = 2\nf = yes\n", "toml") if each.position
    ]
    assert found == [("duplicate-key", 2), ("syntax", 3)]


def test_a_day_of_no_calendar_in_toml_is_a_text_for_validation_to_judge() -> None:
    content = "a = 2023-02-30\nb = [2018-13-01 25:00:00Z]\nc = 12:60:00\nd = 2023-02-28\n"
    assert data_of(content, "toml") == {
        "a": "2023-02-30",
        "b": ["2018-13-01 25:00:00Z"],
        "c": "12:60:00",
        "d": "2023-02-28",
    }


@pytest.mark.parametrize(
    ("input_format", "content", "column", "message"),
    [
        ("toml", "a = 0123", 5, "`0123` is not a TOML value"),
        ("toml", 'a = "b" c', 8, "something follows the value"),
        ("toml", "a = 1 # b\nc = +49 30 1", 8, "something follows the value"),
        ("toml", 'a = "\\x"', 6, "unknown \\ sequence in a text"),
        ("toml", 'a = "C:\\Users"', 8, "unknown \\ sequence in a text"),
        ("toml", 'a = """b"', 5, "unterminated text"),
        ("toml", 'a = "b\nc"', 5, "the text does not end on its line"),
        ("toml", "name: Ada", 5, "TOML has `=` after a key"),
        ("toml", '姓名 = "甲"', 1, "a key with other characters than letters from a to z, digits, - and _"),
        ("toml", "a = “b”", 5, "TOML has no curly quotation marks"),
        ("toml", "a = 'It's'", 9, "text follows the closing quotation mark"),
        ("toml", 'a = "b" // c', 9, "TOML begins a comment with #"),
        ("toml", "a = 1,5", 6, "a comma after the value"),
        ("toml", "a = [1, 2]]", 11, "a closing bracket too many"),
        ("toml", "a = {b = 1,\n c = 2}", 12, "what is between { and } must be on one line"),
        ("toml", "a = null", 5, "TOML has no word for nothing"),
        ("toml", "a =", 4, "a value is missing here"),
        ("toml", "[basics\nname = 1", 8, "the closing bracket is missing"),
        ("toml", '{"a": 1}', 1, "not valid TOML"),
        ("json", '["NaN", {"a": NaN}]', 15, "JSON has no NaN"),
        ("json", '{"a" 1}', 6, "a colon is missing after this key"),
        ("json", "{a: 1}", 2, "a key without quotation marks"),
        ("json", "{'a': 1}", 2, "JSON has no single quotes"),
        ("json", "{“a”: 1}", 2, "JSON has no curly quotation marks"),
        ("json", '{"a"：1}', 5, "JSON has no full-width colons and commas"),
        ("json", '{"a": True}', 7, "JSON writes true and false in small letters"),
        ("json", '{"a": None}', 7, "JSON calls nothing null"),
        ("json", '{"a": b}', 7, "not a JSON value"),
        ("json", '{"a": 2020-01}', 11, "a number may not go on like this"),
        ("json", '{"a": "C:\\Users"}', 10, "unknown \\ sequence in a text"),
        ("json", '{"a": "it "is" so"}', 12, "text follows the closing quotation mark"),
        ("json", '{"a": [1}', 9, "this bracket does not close the one that is open"),
        ("json", '{"a": 1,, "b": 2}', 9, "a comma too many"),
        ("json", '{"a": 1 {"b": 2}}', 7, "a comma is missing after this"),
        ("json", '"a": 1', 4, "the brackets around all keys are missing"),
        ("json", "name: Ada", 1, "not valid JSON"),
        ("yaml", 'a: "b', 4, "unterminated quoted text"),
    ],
)
def test_a_slip_is_described_at_its_column(input_format: str, content: str, column: int, message: str) -> None:
    problem = problem_of(content, input_format)
    assert problem.position is not None
    assert (problem.position.column, problem.message) == (column, message)
    assert problem.hint


def test_a_number_of_too_many_digits_is_a_limit() -> None:
    with pytest.raises(LimitError, match="number is too long"):
        data_of("a = " + "9" * 5_000, "toml")


def test_positions_on_one_long_line_share_its_text() -> None:
    problems = problems_of("[\n{" + ", ".join(['"a": 1'] * 1_000) + "}]", "json")
    assert len({id(problem.position.source) for problem in problems if problem.position}) == 1


@pytest.mark.parametrize("input_format", FORMATS)
def test_bytes_that_are_not_utf_8_are_named_at_their_place(input_format: str) -> None:
    problem = problem_of(b"# \xe5\x88\x98\n# ab\xff\n", input_format)
    assert (problem.code, problem.position) == ("encoding", Position(f"profile.{input_format}", 2, 5, "# ab\ufffd"))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize(
    ("input_format", "content"), [("yaml", "a: 刘\r\n"), ("json", '{"a": "刘"}'), ("toml", 'a = "刘"\r\n')]
)
def test_byte_order_marks_and_line_ends_of_windows_are_not_part_of_a_text(
    input_format: str, content: str, encoding: str
) -> None:
    assert data_of(content.encode(encoding), input_format) == {"a": "刘"}


@pytest.mark.parametrize("input_format", FORMATS)
@pytest.mark.parametrize(
    ("encoding", "text", "name"),
    [
        ("gb18030", "快手科技的架构师，负责搜索系统", "GB 18030"),
        ("gbk", "刘硕", "GB 18030"),
        ("big5", "軟體工程師與專案經理", "Big5"),
        ("cp932", "ソフトウェアエンジニアとして働いています", "Shift JIS"),
        ("cp949", "소프트웨어 개발자로 일하고 있습니다", "EUC-KR"),
        ("cp1251", "Инженер программист", "Windows-1251"),
        ("cp1252", "Geschäftsführer für Qualität", "Windows-1252"),
        ("utf-16-le", "刘硕 und Müller", ""),
        ("utf-16-be", "刘硕 und Müller", ""),
        ("utf-32", "刘硕", ""),
    ],
)
def test_a_profile_in_another_encoding_is_read_and_an_older_one_is_named(
    encoding: str, text: str, name: str, input_format: str
) -> None:
    content = {"yaml": "basics: {name: %s}", "json": '{"basics": {"name": "%s"}}', "toml": "[basics]\nname = '%s'\n"}
    loaded = load((content[input_format] % text).encode(encoding), f"p.{input_format}")
    assert loaded.data == {"basics": {"name": text}}
    told = [(problem.code, problem.severity, problem.message) for problem in loaded.problems]
    assert told == ([("encoding", "warning", f"not a text in UTF-8: it is read as {name}")] if name else [])


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("a: 1", "yaml"),
        ('\n {"a": 1}', "json"),
        ("# x\n[basics]\nname = 'A'", "toml"),
        ("basics.name = 'A'", "toml"),
        ("- a", "yaml"),
    ],
)
def test_a_format_is_told_from_the_text_of_standard_input(content: str, expected: str) -> None:
    assert load(content.encode(), "-").input_format == expected


def test_an_unknown_format_is_wrong_usage() -> None:
    with pytest.raises(UsageError):
        load(b"", "-", "docx")


DEEP = 200_000


@pytest.mark.parametrize(
    ("input_format", "content"),
    [
        ("yaml", "[" * DEEP),
        ("yaml", "- " * DEEP),
        ("yaml", "{a: " * DEEP),
        ("json", "[" * DEEP + "]" * DEEP),
        ("json", '{"a":' * DEEP + "1" + "}" * DEEP),
        ("toml", "a = " + "[" * DEEP),
        ("toml", ".".join("a" * 100) + " = 1"),
        ("toml", "a = " + "{a = " * DEEP),
        ("json", "[" * 70 + "]" * 70),
    ],
)
def test_nesting_without_end_is_a_limit(input_format: str, content: str) -> None:
    with pytest.raises(LimitError, match=str(limits.MAX_DEPTH)):
        data_of(content, input_format)


@pytest.mark.parametrize(
    "content",
    [
        "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
        + "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]\n" for n in range(1, 9)),
        "a: &a " + "x" * 100_000 + "\nb: [" + "*a, " * 50 + "]\n",
        "a: &a\n  b: " + "x" * 100_000 + "\n" + "".join(f"c{n}: {{<<: *a}}\n" for n in range(50)),
        "a: &a\n  " + "x" * 1_000 + ": y\nb: [" + "*a, " * 5_000 + "]\n",
        "a: &a []\nb: &b [" + "*a, " * 4_000 + "]\nc: [" + "*b, " * 4_000 + "]\n",
    ],
    ids=["lists of lists", "a long text", "merges", "a long key", "nothing"],
)
def test_aliases_count_as_if_they_were_written_out(content: str) -> None:
    with pytest.raises(LimitError, match="more than 4,000,000 characters"):
        data_of(content, "yaml")


def test_sizes_have_limits() -> None:
    with pytest.raises(LimitError, match="bytes"):
        load(b" " * (limits.MAX_BYTES + 1), "profile.yaml")
    text = "x" * (limits.MAX_TEXT + 1)
    for input_format, content in (("yaml", f"a: {text}"), ("json", f'{{"a": "{text}"}}'), ("toml", f"a = '{text}'")):
        with pytest.raises(LimitError, match="characters"):
            data_of(content, input_format)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        ("work:\n- highlights:\n" + "  - did things well\n" * 10_000, ""),
        ("basics: {name: A, summary: " + "x" * 300_000 + "}\n", ""),
        ("basics: {name: A, email: " + "x" * 300_000 + "}\n", "odd-email"),
        ("work: [{name: A, startDate: 2020" + " - " * 100_000 + "x}]\n", "free-date"),
        ("work: [{name: A, startDate: '" + "may " * 75_000 + "'}]\n", "free-date"),
        ("basics:\n  name: A\n  summary: a\n" + "    - b\n" * 50_000, "bullet-in-text"),
        ("basics: {name: " + ", ".join(["A b"] * 20_000) + "}\n", "comma-in-text"),
        ("basics: {name: A}\n" + "".join(f"key{n}: x\n" for n in range(5_000)), "unknown-key"),
        ("work:\n" + "- {name: A, startDate: '2013-19'}\n" * 5_000, "impossible-date"),
    ],
)
def test_long_texts_and_lists_and_many_problems_are_read_to_their_end(content: str, code: str) -> None:
    try:
        problems = validate(load(content.encode(), "profile.yaml")).problems
    except ProfileError as error:
        problems = error.problems
    assert {problem.code for problem in problems} - {"too-many-problems"} == ({code} if code else set())


def test_merge_keys_and_anchors_repeat_what_they_name() -> None:
    content = "x: &x {a: 1, b: 2}\ny:\n  <<: *x\n  b: 3\nz: *x\n"
    assert data_of(content, "yaml") == {"x": {"a": "1", "b": "2"}, "y": {"a": "1", "b": "3"}, "z": {"a": "1", "b": "2"}}


PLACED = {
    "yaml": 'basics:\n  name: 刘硕\n  "label" : >-\n    Engineer\n'
    'work:\n- name: A\n  highlights: [x1, "x2"]\n- {name: B}\n',
    "json": '{"basics": {"name": "刘硕", "label":\n"Engineer"},\n'
    '"work": [{"name": "A", "highlights": ["x1",\n "x2"]}, {"name": "B"}]}',
    "toml": '[basics]\nname = "刘硕"\n"label" = """Engineer"""\n'
    '[[work]]\nname = \'A\'\nhighlights = ["x1",\n  "x2"]\n[[work]]\nname = "B"\n',
}


@pytest.mark.parametrize("input_format", FORMATS)
@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("basics", "name"), "刘硕"),
        (("basics", "label"), "Engineer"),
        (("work", 0, "name"), "A"),
        (("work", 0, "highlights", 1), "x2"),
        (("work", 1, "name"), "B"),
    ],
)
def test_every_value_has_its_place_in_every_format(input_format: str, path: tuple[str | int, ...], value: str) -> None:
    content = PLACED[input_format]
    places = load(content.encode(), f"p.{input_format}").locator
    position = places.locate(path)
    lines = content.split("\n")
    rest = "\n".join([lines[position.line - 1][position.column - 1 :], *lines[position.line :]])
    assert rest.lstrip("\"'>-\n ").startswith(value)
    assert position.source == lines[position.line - 1]
    if isinstance(path[-1], str):
        key = places.locate_key(path)
        assert lines[key.line - 1][key.column - 1 :].lstrip('"').startswith(path[-1])


def test_a_table_within_a_list_of_tables_belongs_to_the_last_of_them() -> None:
    locator = load(b"[[a]]\nb = 1\n[a.c]\nd = 1\n[[a]]\n[a.c]\nd = 2\n", "p.toml").locator
    assert [locator.locate(("a", index, "c", "d")).line for index in (0, 1)] == [4, 7]


@pytest.mark.parametrize("input_format", FORMATS)
def test_a_place_that_does_not_exist_is_that_of_its_nearest_parent(input_format: str) -> None:
    places = load(PLACED[input_format].encode(), f"p.{input_format}").locator
    assert places.locate(("work", 1, "name", "zh", 7)) == places.locate(("work", 1, "name"))
    assert places.locate(("nowhere",)).line == 1


def test_a_caret_stands_under_its_character_whatever_its_width() -> None:
    source = "姓名: [甲, 'é́', oops]"
    column = source.index("oops") + 1
    lines = describe(
        Problem("syntax", "wrong", severity="error", hint="do", position=Position("p.yaml", 3, column, source))
    ).split("\n")
    assert lines[0] == f"p.yaml:3:{column}: error[syntax]: wrong"
    shown, caret = lines[1], lines[2]
    assert shown.index("oops") == 22
    # Three ideographs take two columns each, the accent that combines takes none.
    assert caret.index("^") == 22 + 3 - 1
    assert lines[3].strip() == "hint: do"


def test_a_long_line_is_shown_around_its_caret() -> None:
    source = "a" * 500 + "!" + "b" * 500
    lines = describe(Problem("syntax", "wrong", position=Position("p.yaml", 1, 501, source))).split("\n")
    assert lines[1][lines[2].index("^")] == "!"
    assert len(lines[1]) < 120


def test_a_report_cannot_command_a_terminal() -> None:
    told = describe(Problem("syntax", "a\x1b]0;x\x07", position=Position("p", 1, 1, "\x1b[31m\x9b\u202e")))
    assert not any(character in told for character in "\x1b\x07\x9b\u202e")


@settings(max_examples=150, deadline=None)
@given(content=st.binary(max_size=200), input_format=st.sampled_from([*FORMATS, None]))
@example(content=b"\xff\xfe\x00", input_format=None)
@example(content=b'{"a": "\\ud800"}', input_format="json")
@example(content=b'"\\ud800": &a *a', input_format="yaml")
@example(content=b"%YAML 9.9\n---\n", input_format="yaml")
def test_no_bytes_cause_anything_but_data_or_an_error_for_people(content: bytes, input_format: str | None) -> None:
    try:
        load(content, "-", input_format)
    except ResumeError as error:
        said = error.message
        assert said


PIECES = st.sampled_from(
    [
        *"[]{}:,-&*!|>'\"#%@=. \n\t\\",
        "a",
        "ü",
        "0",
        "\r\n",
        "'''",
        '"""',
        "- ",
        ": ",
        "<<",
        "true",
        "1979-05-27",
        "\\u00e9",
        "[[",
        "]]",
        "= ",
        "刘",
        "\x00",
        "~",
    ]
)


@settings(max_examples=400, deadline=None)
@given(content=st.lists(PIECES, max_size=30).map("".join), input_format=st.sampled_from(FORMATS))
def test_no_mixture_of_signs_causes_anything_but_data_or_a_placed_error(content: str, input_format: str) -> None:
    try:
        loaded = load(content.encode(), f"p.{input_format}")
    except ProfileError as error:
        placed = [problem.position for problem in error.problems]
        assert None not in placed
    else:
        assert loaded.locator.locate(()).line >= 1


def without_types(value: Any) -> Any:  # noqa: ANN401 - plain data of any shape
    """Return what the standard library reads from TOML in the form that ours has, numbers and dates left out."""
    match value:
        case dict():
            return {key: without_types(inner) for key, inner in value.items()}
        case list():
            return [without_types(inner) for inner in value]
        case bool():
            return value
        case str() if type(value) is str and not value[:4].isdigit() and ":" not in value:
            return value
        case _:
            return "number or date"


TOML_LINES = st.lists(
    st.sampled_from(
        [
            "[a]",
            "[a.b]",
            "[[a]]",
            "[[a.b]]",
            "[b]",
            "a = 1",
            "b = 2",
            "a.b = 1",
            "b.c = 'x'",
            "a = {b = 1}",
            "a = []",
            "c = [1, {a = 'y'}]",
            "b = {c.d = 1}",
            '"a" = "q\\n"',
            "c = '''\nz'''",
            'b = """a\\\n  b"""',
            "a = 1979-05-27",
            "b = 01",
            "a = 1__0",
            "a = +inf",
            "c = 1.",
            "a = [1,\n2,]",
            "a =",
            "# x",
            "b.c.d = true",
            "a = {}",
            "a = {b = 1,}",
            "a = 07:32:00",
            'a = "\\x"',
            "c = '\"'",
            'c = """a"""""',
            "c = '''a'''''",
        ]
    ),
    max_size=6,
).map("\n".join)


@settings(max_examples=400, deadline=None)
@given(TOML_LINES)
def test_toml_is_accepted_and_refused_as_by_the_standard_library(content: str) -> None:
    try:
        expected = tomllib.loads(content)
    except tomllib.TOMLDecodeError:
        found = {problem.code for problem in problems_of(content, "toml")}
        assert found
        assert found <= {"syntax", "duplicate-key"}
    else:
        assert without_types(data_of(content, "toml") or {}) == without_types(expected)
