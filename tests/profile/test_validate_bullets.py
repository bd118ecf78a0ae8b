"""Bullets within bullets: every way in which people write them is read as the same tree."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from validating import problems_of, read

from resume_cli.profile.data import to_data
from resume_cli.profile.lists import lines_of, written
from resume_cli.profile.model import Profile
from resume_cli.profile.values import LocalizedText

PLAIN = """work:
  - name: Acme
    highlights:
"""
#: A bullet with its words, and the bullets within it.
Tree = list[tuple[str, list[str]]]


def tree(highlights: tuple[LocalizedText, ...], language: str = "") -> Tree:
    def words(text: LocalizedText) -> str:
        return dict(text.values).get(language, text.content)

    return [(words(each), [words(inner) for inner in each.highlights]) for each in highlights]


def bullets_of(written: str, language: str = "") -> Tree:
    return tree(read(PLAIN + written).profile.work[0].highlights, language)


LED: Tree = [("Led", ["one", "two"]), ("Next", [])]


@pytest.mark.parametrize(
    "typed",
    [
        "      - Led\n        - one\n        - two\n      - Next",
        "      - Led\n          - one\n          - two\n      - Next",
        "      - Led\n        * one\n        * two\n      - Next",
        "      - Led\n        • one\n        • two\n      - Next",
        "      - Led\n      - - one\n        - two\n      - Next",
        "      - Led\n      - [one, two]\n      - Next",
        "      - {text: Led, highlights: [one, two]}\n      - Next",
        "      - text: Led\n        highlights:\n          - one\n          - two\n      - Next",
        "      - text: Led\n        highlights: |\n          - one\n          - two\n      - Next",
        "      - |\n        Led\n        - one\n        - two\n      - Next",
        "      - |\n        Led\n\n          - one\n\n          - two\n      - Next",
        '      - "Led\\n- one\\n- two"\n      - Next',
        '      - "Led\\r\\n\\t- one\\r\\n\\t- two"\n      - Next',
        "      - |\n        - Led\n          - one\n          - two\n        - Next",
        "      - |\n        • Led\n        ◦ one\n        ◦ two\n        • Next",
        "      - |\n        • Led\n        – one\n        – two\n        • Next",
        "      |\n      - Led\n        - one\n        - two\n      - Next",
        "      - {en: Led, highlights: [{en: one}, two]}\n      - Next",
        "      - {en: Led, highlights: {en: [one, two]}}\n      - Next",
    ],
)
def test_every_way_of_nesting_is_the_same_two_levels(typed: str) -> None:
    assert bullets_of(typed) == LED
    assert not [code for code, _, _ in problems_of(PLAIN + typed) if code != "renamed-key"]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("      - Led:\n          - one\n          - two", [("Led:", ["one", "two"])]),
        ("      - Led: all\n          - one\n          - two", [("Led: all", ["one", "two"])]),
        ("      Led:\n        - one\n      Hired:\n        - two", [("Led:", ["one"]), ("Hired:", ["two"])]),
        ("      - |\n        带队：\n        - 三名资深\n        - 两名新人", [("带队：", ["三名资深", "两名新人"])]),
        (
            "      - |\n        Team:\n        - three\n\n        Left in 2020",
            [("Team:", ["three"]), ("Left in 2020", [])],
        ),
        ("      - - one\n        - two", [("one", []), ("two", [])]),
        ("      - Owned **alerts** - and liked it", [("Owned **alerts** - and liked it", [])]),
        ("      - Cut it\n        - fast", [("Cut it", ["fast"])]),
        ("      - Wrote a\n        longer - text", [("Wrote a longer - text", [])]),
        ("      - |\n        Born\n        * 1990", [("Born * 1990", [])]),
        ("      - |\n        Steps:\n        1. dig\n        2. build", [("Steps:", ["1. dig", "2. build"])]),
        ("      - {highlights: [one]}", [("one", [])]),
        ("      - '- one'", [("- one", [])]),
    ],
)
def test_what_is_no_list_stays_as_typed_and_nothing_is_lost(typed: str, expected: Tree) -> None:
    assert bullets_of(typed) == expected


@pytest.mark.parametrize(
    "typed",
    [
        "      - A\n        - B\n          - C\n        - D",
        "      - A\n      - [B, [C], D]",
        "      - {text: A, highlights: [{text: B, highlights: [C]}, D]}",
        "      - |\n        - A\n          - B\n            - C\n          - D",
    ],
)
def test_a_third_level_is_in_its_place_at_the_second_and_told(typed: str) -> None:
    assert bullets_of(typed) == [("A", ["B", "C", "D"])]
    assert "deep-bullets" in [code for code, _, _ in problems_of(PLAIN + typed)]


def test_languages_have_lists_within_of_their_own() -> None:
    texts = '      - {zh: "带队：\\n- 甲\\n- 乙", en: "Led:\\n- a\\n- b"}'
    assert bullets_of(texts, "zh") == [("带队：", ["甲", "乙"])]
    assert bullets_of(texts, "en") == [("Led:", ["a", "b"])]


def test_an_unknown_key_beside_a_text_is_reported() -> None:
    assert [code for code, _, _ in problems_of(PLAIN + "      - {text: Led, points: [one]}")] == ["unknown-language"]


@pytest.mark.parametrize(
    "typed",
    [
        "      - {text: Led, tags: [a], highlights: [{text: one, tags: [b]}, {zh: 二, en: two}]}",
        '      - {zh: "带队：\\n- 甲\\n- 乙", en: "Led:\\n- a\\n- b"}',
        "      {zh: [{text: 带队, highlights: [甲]}], en: [{text: Led, highlights: [a]}, b]}",
    ],
)
def test_the_data_writer_writes_bullets_within_bullets(typed: str) -> None:
    from validating import profile_of

    profile = read(PLAIN + typed).profile
    assert profile_of(to_data(profile)) == profile
    assert isinstance(profile, Profile)


@given(st.text(alphabet="-*•◦ \n\tab1.)：:", max_size=60))
def test_lists_in_texts_lose_no_words_and_are_read_the_same_again(text: str) -> None:
    def joined(words: str) -> str:
        return " ".join(words.split())

    once = written(text, joined)
    assert written(once, joined) == once
    kept = [character for character in text if character in "ab:："]
    assert [character for line in lines_of(text) for character in line.words if character in "ab:："] == kept
