"""Language tags: lookup, scripts, and the tags that fonts understand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from resume_cli.errors import UsageError
from resume_cli.locale.languages import (
    canonical,
    checked,
    is_traditional,
    is_well_formed,
    language_of,
    look_up,
    satisfies,
    script_of,
    truncations,
    typographic,
)


@pytest.mark.parametrize(
    ("tag", "usual"),
    [
        ("ZH", "zh"),
        ("zh-hant-tw", "zh-Hant-TW"),
        ("en_us", "en-US"),
        ("sr-LATN-rs", "sr-Latn-RS"),
        ("es-419", "es-419"),
    ],
)
def test_a_tag_is_written_in_its_usual_letters(tag: str, usual: str) -> None:
    assert canonical(tag) == usual


@pytest.mark.parametrize("tag", ["", "e", "-en", "en-", "12", "en us", "toolonglanguage", "en-waytoolongpart", "中文"])
def test_a_string_of_another_shape_is_no_tag(tag: str) -> None:
    assert not is_well_formed(tag)


def test_lookup_shortens_the_wanted_tag_as_rfc_4647_does() -> None:
    assert truncations("zh-Hant-CN-x-private1-private2") == (
        "zh-Hant-CN-x-private1-private2",
        "zh-Hant-CN-x-private1",
        "zh-Hant-CN",
        "zh-Hant",
        "zh",
    )


@pytest.mark.parametrize(
    ("wanted", "available", "answer"),
    [
        ("zh-CN", ["en", "zh"], "zh"),
        ("zh-Hant-TW", ["zh", "zh-Hant"], "zh-Hant"),
        ("ZH-cn", ["zh"], "zh"),
        ("zh", ["en", "zh-CN"], "zh-CN"),
        ("zh", ["zh-TW", "zh-CN"], "zh-CN"),
        ("zh", ["zh-TW"], None),
        ("en-GB", ["de", "en-US"], "en-US"),
        ("de", ["zh", "en"], None),
    ],
)
def test_a_language_is_answered_by_the_nearest_tag_that_its_reader_would_take(
    wanted: str, available: list[str], answer: str | None
) -> None:
    assert look_up(wanted, available) == answer


def test_simplified_chinese_does_not_serve_a_reader_of_traditional() -> None:
    assert satisfies("zh", "zh-CN")
    assert not satisfies("zh", "zh-Hant")
    assert not satisfies("zh-TW", "zh")
    assert is_traditional("zh-HK")
    assert not is_traditional("zh-Hans-HK")


@pytest.mark.parametrize(
    ("tag", "understood"),
    [
        ("zh", "zh-CN"), ("zh-Hans", "zh-CN"), ("zh-SG", "zh-CN"), ("zh-Hant", "zh-TW"), ("zh-TW", "zh-TW"),
        ("zh-Hant-HK", "zh-HK"), ("zh-MO", "zh-HK"), ("zh-Hans-HK", "zh-CN"), ("en", "en"), ("pt-br", "pt-BR"),
    ],
)  # fmt: skip
def test_fonts_are_given_a_tag_that_chooses_the_right_shapes(tag: str, understood: str) -> None:
    assert typographic(tag) == understood


@pytest.mark.parametrize(
    ("text", "script"),
    [
        ("plain", "Latin"), ("naïve Ærø", "Latin"), ("DNSSEC签名方法", "Han"), ("Stuart Lau (刘硕)", "Latin"),
        ("無線LANの表示", "Kana"), ("한국어 漢字", "Hangul"), ("Способ", "Cyrillic"),
        ("عربي", "Arabic"), ("עברית", "Hebrew"),
        ("ไทย", "Thai"), ("Ελλάδα", "Greek"), ("हिन्दी", "Devanagari"),
        ("2018–2020, 99.9 %", ""), ("", ""), ("ＷｉＦｉ", "Latin"),
        ("𠮷野家", "Han"), ("“”…，。", ""),
    ],
)  # fmt: skip
def test_the_script_of_a_text_is_that_of_its_letters(text: str, script: str) -> None:
    assert script_of(text) == script


def test_a_text_is_in_the_first_language_whose_script_it_has() -> None:
    assert language_of("東京", ["en", "ja"]) == "ja"
    assert language_of("东京", ["en", "zh"]) == "zh"
    assert language_of("Способ", ["en", "zh"]) == "ru"
    assert language_of("Способ", ["en", "uk"]) == "uk"
    assert language_of("Müller", ["zh", "de"]) == "de"
    assert language_of("2018", ["zh", "en"]) == "zh"


@given(st.text())
def test_every_text_has_a_script_or_none_and_a_language(text: str) -> None:
    assert isinstance(script_of(text), str)
    assert is_well_formed(language_of(text, ["en"]))


def test_an_unknown_language_is_a_wrong_usage_with_a_suggestion() -> None:
    for asked, suggestion in (("english", "en"), ("cn", "zh"), ("jp", "ja"), ("qq", ""), ("!", "")):
        with pytest.raises(UsageError) as caught:
            checked(asked, ["zh", "en"])
        assert caught.value.exit_status == 2
        assert asked in caught.value.message
        assert f"`{suggestion}`" in caught.value.hint or not suggestion
        assert "zh, en" in caught.value.hint


def test_a_known_language_that_the_profile_lacks_is_no_wrong_usage() -> None:
    assert checked("DE", ["zh", "en"]) == "de"
    assert checked(" zh_hant ", ["zh"]) == "zh-Hant"
