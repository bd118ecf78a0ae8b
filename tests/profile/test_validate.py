"""Validate: plain data become a profile in which every text, list, number and unknown key is kept."""

from __future__ import annotations

import pytest
from validating import problems_of, profile_of, read

from resume_cli.profile.data import to_data
from resume_cli.profile.values import Date, LocalizedText


def test_a_text_is_one_string_or_one_per_language() -> None:
    basics = read("basics:\n  name: {zh: 刘硕, en: Stuart Lau}\n  label: Engineer\n").profile.basics
    assert basics.name == LocalizedText((("zh", "刘硕"), ("en", "Stuart Lau")))
    assert basics.name is not None
    assert basics.name.path == ("basics", "name")
    assert basics.label == LocalizedText((("", "Engineer"),))


def test_tags_are_written_as_bcp_47_recommends() -> None:
    name = profile_of({"basics": {"name": {"zh-hant-tw": "a", "pt_br": "b"}}}).basics.name
    assert name is not None
    assert [tag for tag, _ in name.values] == ["zh-Hant-TW", "pt-BR"]


def test_lists_of_equal_length_are_paired_by_their_places() -> None:
    work = read("work:\n  - highlights: {zh: [甲, 乙], en: [a, b]}\n").profile.work[0]
    assert [text.values for text in work.highlights] == [(("zh", "甲"), ("en", "a")), (("zh", "乙"), ("en", "b"))]
    assert not any(text.only for text in work.highlights)


def test_lists_of_different_lengths_stay_with_their_languages() -> None:
    profile = read("work:\n  - highlights: {zh: [甲, 乙, 丙], en: [a, {text: b, tags: [t]}]}\n").profile
    bullets = profile.work[0].highlights
    assert [(text.values, text.only) for text in bullets] == [
        *(((("zh", each),), True) for each in "甲乙丙"),
        *(((("en", each),), True) for each in "ab"),
    ]
    assert profile_of(to_data(profile)) == profile


@pytest.mark.parametrize("bullet", ["{zh: 甲, en: a, tags: [x, y]}", "{text: {zh: 甲, en: a}, tags: [x, y]}"])
def test_a_bullet_carries_tags(bullet: str) -> None:
    (text,) = read(f"work:\n  - highlights:\n      - {bullet}\n").profile.work[0].highlights
    assert text == LocalizedText((("zh", "甲"), ("en", "a")), tags=("x", "y"))


def test_a_text_alone_is_a_list_of_one() -> None:
    basics = profile_of(
        {"basics": {"email": "a@example.com", "url": "https://example.com"}, "work": [{"highlights": "x"}]}
    )
    assert [len(basics.basics.email), len(basics.basics.url), len(basics.work[0].highlights)] == [1, 1, 1]


def test_numbers_of_json_are_texts_with_their_characters() -> None:
    profile = read(
        '{"basics": {"phone": 5550123456}, "education": [{"score": 1.10, "startDate": 2018}]}', "json"
    ).profile
    assert profile.basics.phone[0].content == "5550123456"
    assert profile.education[0].score == LocalizedText((("", "1.10"),))
    assert profile.education[0].start_date == Date("2018", 2018)


def test_what_yaml_and_others_made_of_a_text_is_put_together_again() -> None:
    places = "work:\n  - location: {address: Main Street 1, postalCode: 0123}\n"
    content = places + "    highlights:\n      - Two things:\n      - Go: fast\n"
    work = read(content).profile.work[0]
    assert work.location == LocalizedText((("", "Main Street 1, 0123"),))
    assert [text.content for text in work.highlights] == ["Two things:", "Go: fast"]


def test_a_truth_value_of_json_is_no_text_and_one_of_yaml_is() -> None:
    assert problems_of('{"basics": {"name": true}}', "json") == [("wrong-type", 1, 21)]
    assert read("basics: {name: true}").profile.basics.name == LocalizedText((("", "true"),))


def test_unknown_keys_survive_at_every_level() -> None:
    data = {
        "x": {"y": [1, 2.5, "z", None, True]},
        "basics": {"name": "A", "shoe": "44"},
        "work": [{"name": "B", "pin": False}],
    }
    assert to_data(profile_of(data)) == data


def test_keys_of_other_programs_are_kept_without_a_word() -> None:
    validated = read('{"$schema": "x", "basics": {"name": "A", "jobLocation": ""}}', "json")
    assert validated.problems == ()
    assert to_data(validated.profile)["$schema"] == "x"


def test_a_new_name_wins_over_an_old_one_only_when_it_says_something() -> None:
    assert profile_of({"work": [{"company": "A", "name": ""}]}).work[0].name == LocalizedText((("", "A"),))
    assert profile_of({"work": [{"company": "A", "name": "B"}]}).work[0].name == LocalizedText((("", "B"),))
