"""What people type in YAML: texts that it cuts or joins give a warning, and slips their true diagnosis."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from resume_cli.errors import Problem, ProfileError
from resume_cli.profile.readers.load import load


def read(content: str) -> tuple[Any, list[tuple[str, int, int]]]:
    """Return the data of a profile in YAML, and the code, line and column of each problem."""
    loaded = load(content.encode(), "profile.yaml")
    return loaded.data, [placed(problem) for problem in loaded.problems]


def placed(problem: Problem) -> tuple[str, int, int]:
    assert problem.position is not None
    return problem.code, problem.position.line, problem.position.column


def refused(content: str) -> Problem:
    with pytest.raises(ProfileError) as caught:
        load(content.encode(), "profile.yaml")
    (problem,) = caught.value.problems
    return problem


@pytest.mark.parametrize(
    ("content", "line", "column"),
    [
        ("label: Engineer #1 in sales\n", 1, 17),
        ("label: Engineer # 1\n", 1, 17),
        ("label: C #\n", 1, 10),
        ("label: C # developer\n", 1, 10),
        ("label: F # and C#\n", 1, 10),
        ("label: #1 in sales\n", 1, 8),
        ("label: #opentowork\n", 1, 8),
        ("score: 3.9 #1 of 300\n", 1, 12),
        ("summary: Open to work! #opentowork #hiring\n", 1, 24),
        ("summary: 销量排名 #1\n", 1, 15),
        ("summary: 标签 #开源\n", 1, 13),
        ("summary: 排名 #１\n", 1, 13),
        ("summary: Wir sind #️⃣1\n", 1, 19),
        ("summary: مرتبة #1 من 300\n", 1, 16),
        ("highlights:\n  - Ranked #1 of 300\n", 2, 12),
        ("highlights:\n  - #1 of 300\n", 2, 5),
        ("highlights:\n  - fixes #12 and #13\n", 2, 11),
        ("highlights:\n- Ranked\n  #1 of 300\n", 3, 3),
        ("summary: Ranked\n  #1 of 300\n", 2, 3),
        ("highlights:\n- Led\n  - Ranked #1 of 300\n", 3, 12),
        ("highlights: [a,\n  Ranked #1\n  ]\n", 2, 10),
    ],
)
def test_a_comment_that_nobody_can_have_meant_is_a_warning_at_its_sign(content: str, line: int, column: int) -> None:
    assert read(content)[1] == [("comment-in-text", line, column)]


@pytest.mark.parametrize(
    "content",
    [
        "startDate: 2020 # spring\n",
        "startDate: 2020-01 #spring\n",
        "startDate: 2020 # 1st of May\n",
        "endDate: present #still there\n",
        "label: Engineer   # a comment\n",
        "label: Engineer #TODO ask Ada\n",
        "label: Engineer #label: Manager\n",
        "label: Engineer # 2019: promoted\n",
        "label: Engineer #----\n",
        "label: 'Engineer' #1\n",
        'label: "Engineer" #best\n',
        "label: F# and C#\n",
        "label: Ranked ＃1\n",
        "email: ada@example.com #private\n",
        "url: https://example.com/#1 #home\n",
        "highlights: #all of them\n  - a\n",
        "highlights:\n- a\n#- b\n- c\n",
        "highlights:\n  - a\n  #- b\n",
        "highlights:\n  - a\n  # 3 more\n  - b\n",
        "highlights: [a, b] #1\n",
        "basics: {name: Ada} # 1\n",
        "basics: {name: Ada, # a note\n  label: B}\n",
        "basics:\n  name: Ada\n  #2020: x\n  label: B\n",
        "summary: |\n  Ranked #1\n  # 1\n",
        "summary: >\n  Ranked #1\n",
        "#1\nlabel: a\n#2\n",
    ],
)
def test_a_comment_that_is_meant_is_no_warning(content: str) -> None:
    assert read(content)[1] == []


@given(st.text(st.characters(whitelist_categories=["L", "Nd"], max_codepoint=0xFFFF), min_size=1, max_size=8))
def test_no_word_after_a_hash_is_lost_in_silence(word: str) -> None:
    data, problems = read(f"label: Ranked high #{word} there\n")
    notes = ("todo", "fixme", "note", "xxx", "tbd", "hack", "19", "20")
    assert data["label"] == "Ranked high"
    assert problems == [("comment-in-text", 1, 20)] or word.lower().startswith(notes)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("{name: Lund, Holm and Partners}", {"name": "Lund, Holm and Partners"}),
        ("{title: Prize of 1,500 kroner}", {"title": "Prize of 1,500 kroner"}),
        ("{name: Lund, Holm and Partners, url: x}", {"name": "Lund, Holm and Partners", "url": "x"}),
        ("{a: A, B, C und D}", {"a": "A, B, C und D"}),
        ("{zh: 你好, en: Hello, world}", {"zh": "你好", "en": "Hello, world"}),
        ("{ja: 東京, 日本}", {"ja": "東京, 日本"}),
        ("{url: https://example.com/a,b}", {"url": "https://example.com/a,b"}),
        ("{a: one,\n  two}", {"a": "one, two"}),
        ("[Prize of 1,500 kroner, b]", ["Prize of 1,500 kroner", "b"]),
        ("[Won 1,500,000 kr]", ["Won 1,500,000 kr"]),
        ("[{a: B, C}, d]", [{"a": "B, C"}, "d"]),
        ("{a: 12,5 Prozent}", {"a": "12,5 Prozent"}),
    ],
)
def test_a_text_that_is_cut_at_its_comma_is_joined_with_a_warning(written: str, expected: object) -> None:
    data, problems = read(f"x: {written}\n")
    assert data == {"x": expected}
    assert [code for code, _, _ in problems] == ["comma-in-text"]


@pytest.mark.parametrize(
    "written",
    [
        "{a: b, c: d}",
        "{a: b, c: }",
        "{a: https://example.com, c: }",
        "{a: b,}",
        "{'a': 'b, c'}",
        '{"a": "b, c", "d": 1}',
        "[2019,2020, 1,500]",
        "[a, b, c d]",
        "[Fifth in 2019,2020]",
        "{a: [b, c], d: {e: f}}",
    ],
)
def test_commas_between_values_are_no_warning(written: str) -> None:
    assert read(f"x: {written}\n")[1] == []


@pytest.mark.parametrize(
    ("content", "expected", "line"),
    [
        ("x:\n  - Built\n   - Led the team\n  - C\n", ["Built\n- Led the team", "C"], 3),
        ("x: Did\n  * one\n  * two\n", "Did\n* one\n* two", 2),
        ("x: 做了\n  • 一\n  • 二\n", "做了\n• 一\n• 二", 2),
        ("x:\n  -Foo\n  -Bar\n", "-Foo\n-Bar", 3),
        ("x: Did\n  1. one\n  2. two\n", "Did\n1. one\n2. two", 2),
        ("x: >\n  Did:\n  - one\n  - two\n", "Did:\n- one\n- two\n", 3),
        ("x: >\n  - one\n  - two\n", "- one\n- two\n", 3),
        ("x: >-\n  Did:\n    - as it is\n  then\n  - one\n", "Did:\n  - as it is\nthen\n- one", 5),
        ('x: "Did\n  - so \\"much\\"\n  - one"\n', 'Did - so "much"\n- one', 3),
        ("x: Worked\n  startDate:2020\n", "Worked startDate:2020", 2),
        ("x:\n- 'Twas\n- the boys'\n", ["Twas\n- the boys"], 3),
        ("x: 'Twas\nlabel: the boys'\n", "Twas label: the boys", 2),
    ],
)
def test_a_line_that_looks_like_a_bullet_or_a_key_in_a_text_is_a_warning(
    content: str, expected: object, line: int
) -> None:
    data, problems = read(content)
    assert data == {"x": expected}
    assert [(code, at) for code, at, _ in problems] == [("bullet-in-text", line)]


@pytest.mark.parametrize(
    "content",
    [
        "x: |\n  Did:\n  - one\n",
        "x: Goes on\n  in a line – this\n  and — this\n",
        "x: See\n  https://example.com\n",
        "x: See\n  doi:10.1000/1\n",
        "x: From 10 to\n  -5 degrees\n",
        "x: >\n  one\n  two\n",
        'x: "one\n  two"\n',
        "x:\n  - a\n  - b\n",
    ],
)
def test_other_texts_of_several_lines_are_no_warning(content: str) -> None:
    assert read(content)[1] == []


@pytest.mark.parametrize(
    ("content", "line", "column", "message"),
    [
        ("b:\n  name: A\n   label: B\n", 3, 4, "this key is indented 3 spaces, its neighbours 2"),
        ("b:\n  name: A\n label: B\n", 3, 2, "this key is indented 1 space, its neighbours 2"),
        ("- name: A\n     b: c\n", 2, 6, "this key is indented 5 spaces, its neighbours 2"),
        ("b:\n  name: A # c\n   label: B\n", 3, 4, "this key is indented 3 spaces, its neighbours 2"),
        ('b:\n  name: "A"\n   label: B\n', 3, 4, "this key is indented 3 spaces, its neighbours 2"),
        ("基本:\n  姓名: 甲\n   职位: 乙\n", 3, 4, "this key is indented 3 spaces, its neighbours 2"),
        ("w:\n  - name: A\n   - name: B\n", 3, 4, "this `-` is indented 3 spaces, its neighbours 2"),
        ("w:\n  - name: A\n    x: y\n     - name: B\n", 4, 6, "this `-` is indented 5 spaces, its neighbours 2"),
        ("a:\n  b: c\n\u3000\u3000d: e\n", 3, 1, "YAML does not allow a full-width or no-break space as indentation"),
        ("a:\n\xa0 b: c\n", 2, 1, "YAML does not allow a full-width or no-break space as indentation"),
        ('h:\n  - "Quick" brown fox\n', 2, 13, "text follows the closing quotation mark"),
        ("h:\n  - 'Quick' brown fox\n", 2, 13, "text follows the closing quotation mark"),
        ('label: "Best" paper\n', 1, 15, "text follows the closing quotation mark"),
        ('a: {b: "x" y}\n', 1, 12, "text follows the closing quotation mark"),
        ("h:\n  - [x] done\n", 2, 9, "text follows the closing bracket"),
        ("h:\n  - [link](https://example.com) first\n", 2, 11, "text follows the closing bracket"),
        ("h:\n  - {x} y\n", 2, 9, "text follows the closing bracket"),
        ("h:\n  - 'Twas the night\n  - b\n", 2, 5, "the apostrophe opens a quoted text"),
        ("h:\n- '90s music\n- '80s hits\n", 2, 3, "the apostrophe opens a quoted text"),
        ("h:\n- 's-Hertogenbosch\n- it's\n", 2, 3, "the apostrophe opens a quoted text"),
        ("a: Ranked #1\n  of 300\n", 1, 11, "the text ends here: `#1` is a comment"),
        ("a: [Ranked #1, b]\nc: d\n", 1, 12, "the text ends here: `#1, b]` is a comment"),
        ("b:\n  Ranked #1: x\n  c: d\n", 2, 10, "the text ends here: `#1: x` is a comment"),
        ("h:\n  - > 50% growth\n", 2, 5, "a text may not begin with > or |"),
        ("h:\n  - **bold** text\n", 2, 5, "a text may not begin with * or &"),
        ("a: - b\n", 1, 4, "a list begins below its key"),
        ("h:\n  - Foo\n  -Bar\n", 3, 3, "a `-` without a space after it"),
        ("姓名：甲\nb: c\n", 1, 3, "a full-width colon after a key"),
        ("工作：\n  - 公司：甲\n", 1, 3, "a full-width colon after a key"),
        ("name:Ada\nlabel:B\n", 1, 5, "no space after this colon"),
        ("a: Result: twice\n", 1, 10, "a `: ` within a text that is not quoted"),
        ("<<<<<<< HEAD\na: b\n=======\na: c\n>>>>>>> x\n", 1, 1, "an unresolved merge conflict"),
    ],
)
def test_a_slip_is_told_as_what_it_is_and_where_a_person_would_look(
    content: str, line: int, column: int, message: str
) -> None:
    problem = refused(content)
    assert problem.message == message
    assert placed(problem)[1:] == (line, column)
    assert problem.hint
