"""Every text is taken in the language asked for, and what is missing in it is told."""

import pytest
from made import profile_of
from selecting import BILINGUAL

from resume_cli.errors import UsageError
from resume_cli.profile.values import LocalizedText
from resume_cli.select import available_languages, language_for, missing_translations, select


def test_the_languages_of_a_file_are_those_it_names() -> None:
    assert available_languages(profile_of(BILINGUAL)) == ("zh", "en")
    assert language_for(profile_of(BILINGUAL)) == "zh"


def test_without_names_they_are_those_that_texts_are_marked_with() -> None:
    assert available_languages(profile_of("basics: {name: {en: Ada, zh: 阿达}, label: {de: Dame}}")) == (
        "en",
        "zh",
        "de",
    )


@pytest.mark.parametrize(
    ("summary", "language"),
    [
        ("I write programs.", "en"), ("我用 Java 和 Kubernetes 写程序。", "zh"), ("私はプログラムを書きます。", "ja"),
        ("저는 프로그램을 씁니다.", "ko"), ("Я пишу программы.", "ru"), ("أكتب البرامج", "ar"),
        ("אני כותב תוכנה", "he"),
        ("ฉันเขียนโปรแกรม", "th"), ("12345", "en"),
    ],
)  # fmt: skip
def test_a_plain_file_is_in_the_language_of_its_script(summary: str, language: str) -> None:
    assert available_languages(profile_of(f"basics: {{name: A, summary: '{summary}'}}")) == (language,)


def test_a_text_falls_back_to_the_shorter_tag_and_then_to_the_default() -> None:
    selection = select(profile_of(BILINGUAL), "zh-CN")
    assert selection.profile.basics.name == LocalizedText((("zh", "刘硕"),))
    assert selection.problems == ()
    selection = select(profile_of("meta: {languages: [zh, en]}\nbasics: {name: A, label: {zh: 工程师}}"), "en")
    assert selection.profile.basics.label == LocalizedText((("zh", "工程师"),))
    assert [(problem.code, problem.field) for problem in selection.problems] == [("untranslated", "basics.label")]
    assert "no `en` text" in selection.problems[0].message


def test_a_language_that_the_file_lacks_is_one_warning() -> None:
    for language in ("zh-Hant", "de"):
        problems = select(profile_of(BILINGUAL), language).problems
        assert [problem.code for problem in problems] == ["untranslated"]
        assert f"no `{language}` texts" in problems[0].message


def test_a_plain_file_in_another_language_gives_no_warnings() -> None:
    profile = profile_of("basics: {name: Ada, summary: A plain English sentence of some length.}")
    selection = select(profile, "de")
    assert selection.problems == ()
    assert selection.profile.basics.summary == LocalizedText((("de", "A plain English sentence of some length."),))


def test_names_and_titles_in_another_script_are_no_missing_translations() -> None:
    profile = profile_of("""
        meta: {languages: [zh, en]}
        basics: {name: 刘硕}
        patents: [{title: Способ и устройство, number: RU1}, {title: 方法, number: CN1}]
        work: [{name: 快手, position: {zh: 工程师, en: Engineer}}]
    """)
    selection = select(profile, "en")
    assert [problem.field for problem in selection.problems] == ["work[0].name"]
    languages = [patent.title.language for patent in selection.profile.patents if patent.title]
    assert languages == ["ru", "zh"]


def test_a_sentence_without_a_mark_is_in_the_language_of_the_file() -> None:
    profile = profile_of("""
        meta: {languages: [en, de]}
        basics: {name: Ada, summary: Writes programs for a living.}
        work: [{name: Acme, position: Engineer}]
    """)
    selection = select(profile, "de")
    assert [problem.field for problem in selection.problems] == ["basics.summary"]
    assert selection.profile.basics.summary == LocalizedText((("en", "Writes programs for a living."),))
    assert selection.profile.work[0].position == (LocalizedText((("de", "Engineer"),)),)


def test_lists_of_different_lengths_are_chosen_whole() -> None:
    profile = profile_of("""
        meta: {languages: [zh, en]}
        skills: [{name: X, keywords: {zh: [一, 二], en: [one, two, three]}}]
    """)
    for language, expected in (("zh", ["一", "二"]), ("en", ["one", "two", "three"]), ("de", ["一", "二"])):
        keywords = select(profile, language).profile.skills[0].keywords
        assert [text.content for text in keywords] == expected


def test_missing_translations_lists_each_text_of_the_whole_file() -> None:
    profile = profile_of("""
        meta: {languages: [zh, en]}
        basics: {name: {zh: 刘硕}, label: {zh: 工程师, en: Engineer}}
        work:
          - {name: Acme, highlights: [{zh: 要点}, {en: Point, zh: 要点}]}
          - {name: Acme, summary: 一句没有标注语言的中文。, tags: [x]}
        sections: [{id: mine, title: {zh: 我的}, entries: [{name: {zh: 条目}}]}]
        variants: {v: {label: {zh: 架构师}, exclude: [x]}}
    """)
    problems = missing_translations(profile, "en")
    assert [problem.field for problem in problems] == [
        "basics.name", "work[0].highlights[0]", "work[1].summary", "sections[0].title", "sections[0].entries[0].name",
        "variants.v.label",
    ]  # fmt: skip
    assert {problem.code for problem in problems} == {"untranslated"}
    assert missing_translations(profile, "zh") == ()
    assert len(missing_translations(profile, "de")) == len(problems) + 2


def test_an_unknown_language_or_variant_is_a_wrong_usage() -> None:
    profile = profile_of(BILINGUAL)
    with pytest.raises(UsageError, match="no language `klingon`"):
        select(profile, "klingon")
    with pytest.raises(UsageError, match="unknown variant `anonymus`") as caught:
        select(profile, "en", "anonymus")
    assert "`anonymous`" in caught.value.hint


def test_a_variant_brings_its_own_language() -> None:
    profile = profile_of(BILINGUAL)
    assert language_for(profile) == "zh"
    assert language_for(profile, "five") == "en"
