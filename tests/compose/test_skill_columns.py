"""Four or more short skills are set two in a row if the theme says so, in the order in which they were written."""

from __future__ import annotations

import pytest
from composing import made, section
from hypothesis import given
from hypothesis import strategies as st

from resume_cli.compose.arrange import arranged
from resume_cli.document import Term, Terms, Text, in_rows, is_short, plain

USUAL = {
    "entry-lead": "employer",
    "entry-head": "two-lines",
    "contacts-layout": "lines",
    "closing": "none",
    "entry-duration": "none",
}
LONG = "code review, incident response, mentoring and much more"


def columns(yaml: str, token: str = "two", kind: str = "skills") -> list[int]:
    document = arranged(made(yaml), (USUAL | {"skills-columns": token}).__getitem__)
    return [block.columns for block in section(document, kind).blocks if isinstance(block, Terms)]


def skills(count: int, long: int = 0) -> str:
    return (
        "skills:"
        + "".join(f"\n  - {{name: S{n}, keywords: [Go, SQL]}}" for n in range(count))
        + (f"\n  - {{name: Long, keywords: ['{LONG}']}}" * long)
    )


@pytest.mark.parametrize(
    ("yaml", "expected"),
    [
        (skills(6), [2]),
        (skills(12), [2]),
        (skills(6, long=1), [2]),
        (skills(4), [2]),
        (skills(3), [1]),
        (skills(3, long=4), [1]),
        (skills(4, long=2), [1]),
        (skills(5), [2]),
        ("skills: [Go, SQL, Git, Rust, C, Java]", [2]),
        ("skills: [{name: 语言, keywords: [一二三四五六七八九十一二三四五六七八九十一]}]", [1]),
    ],
)
def test_four_short_skills_take_two_columns_if_few_long_ones_part_them(yaml: str, expected: list[int]) -> None:
    assert columns(yaml) == expected
    assert columns(yaml, "one") == [1]


def test_no_other_section_takes_two_columns() -> None:
    languages = ", ".join(f"{{language: L{number}, fluency: good}}" for number in range(8))
    assert columns(f"languages: [{languages}]", kind="languages") == [1]


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("aaaa", ["aa", "aa"]),
        ("aaa", ["aa", "a"]),
        ("aLa", ["a", "L", "a"]),
        ("aaaLaa", ["aa", "a", "L", "aa"]),
        ("LL", ["L", "L"]),
        ("", []),
    ],
)
def test_short_terms_share_a_row_and_long_ones_do_not(given: str, expected: list[str]) -> None:
    terms = [Term((Text(letter if letter == "a" else letter * 50),), ()) for letter in given]
    assert ["".join(plain(each.name)[0] for each in row) for row in in_rows(terms, 2)] == expected


@given(st.lists(st.builds(lambda name, words: Term((Text(name),), (Text(words),)), st.text(), st.text())))
def test_rows_keep_every_term_in_order(terms: list[Term]) -> None:
    rows = list(in_rows(terms, 2))
    assert [each for row in rows for each in row] == terms
    assert all(len(row) == 1 or all(map(is_short, row)) for row in rows)
    assert list(in_rows(terms, 1)) == [(each,) for each in terms]
