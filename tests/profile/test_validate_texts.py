"""Texts are joined as their script wants and freed of what no reader can see."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from validating import profile_of

from resume_cli.profile.validation.texts import clean
from resume_cli.profile.values import LocalizedText


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("  a \t b\n c ", "a b c"), ("供应链\n  优化", "供应链优化"), ("Supply\n Chain", "Supply Chain"),
        ("提供IM+RTC\n    闭环能力", "提供IM+RTC闭环能力"), ("worked with\n刘硕 on it", "worked with 刘硕 on it"),
        ("e\u0301", "é"), ("a\u200fb", "a\u200fb"), ("\u2067שלום\u2069", "\u2067שלום\u2069"),
        ("👩‍💻", "👩‍💻"), ("<b>x</b>", "<b>x</b>"),
    ],
)  # fmt: skip
def test_texts_are_joined_as_their_script_wants(written: str, expected: str) -> None:
    assert clean(written) == (expected, ())


@pytest.mark.parametrize(
    ("written", "expected", "removed"),
    [
        ("a\x1b[31mb", "a[31mb", "U+001B"), ("a\x00b", "ab", "U+0000"), ("a\x9bb", "ab", "U+009B"),
        ("a\ud800b", "ab", "U+D800"),
        ("a\ufffeb", "ab", "U+FFFE"), ("a\U0001fffeb", "ab", "U+1FFFE"), ("a\u202eb", "ab", "U+202E"),
        ("a\ufeffb", "ab", "U+FEFF"),
        ("a\U000e0041b", "ab", "U+E0041"), ("soft\u00adhyphen", "softhyphen", "U+00AD"),
    ],
)  # fmt: skip
def test_what_no_reader_can_see_is_removed_and_named(written: str, expected: str, removed: str) -> None:
    assert clean(written) == (expected, (removed,))


def test_marks_of_direction_that_are_never_closed_are_removed() -> None:
    assert clean("a\u2067b")[0] == "ab"
    assert clean("a\u2069b\u2067c\u2069")[0] == "ab\u2067c\u2069"


def test_the_flag_of_a_region_keeps_its_tags() -> None:
    flag = "\U0001f3f4\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f"
    assert clean(flag) == (flag, ())


def test_an_empty_line_parts_paragraphs_of_longer_texts_alone() -> None:
    basics = profile_of({"basics": {"summary": "a\nb\n\n\nc\n- d\n- e", "name": "a\n\nb"}}).basics
    assert basics.summary == LocalizedText((("", "a b\n\nc\n\n- d\n\n- e"),))
    assert basics.name == LocalizedText((("", "a b"),))


@settings(max_examples=300, deadline=None)
@given(st.text(st.characters(exclude_categories=()), max_size=60), st.booleans())
def test_cleaning_twice_is_cleaning_once(text: str, paragraphs: bool) -> None:
    once, _ = clean(text, paragraphs=paragraphs)
    assert clean(once, paragraphs=paragraphs) == (once, ())
    assert once.encode("utf-8").decode("utf-8") == once
    assert not any(character in once for character in "\x00\x1b\x9b\r\t\u202e\ufeff")
