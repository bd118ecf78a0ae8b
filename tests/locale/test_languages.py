"""Language tags: lookup, what was meant by a mistyped one, and the tags that fonts understand."""

import pytest
from babel import Locale

from resume_cli.errors import UsageError
from resume_cli.locale.languages import (
    canonical,
    checked,
    is_named,
    is_tag,
    is_traditional,
    is_well_formed,
    look_up,
    meant,
    satisfies,
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
def test_a_string_of_another_shape_is_not_a_tag(tag: str) -> None:
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


def test_an_unknown_language_is_wrong_usage_with_a_suggestion() -> None:
    for asked, suggestion in (("english", "en"), ("cn", "zh"), ("jp", "ja"), ("qq", ""), ("!", "")):
        with pytest.raises(UsageError) as caught:
            checked(asked, ["zh", "en"])
        assert caught.value.exit_status == 2
        assert asked in caught.value.message
        assert f"`{suggestion}`" in caught.value.hint or not suggestion
        assert "zh, en" in caught.value.hint


def test_a_known_language_that_the_profile_lacks_may_be_asked_for() -> None:
    assert checked("DE", ["zh", "en"]) == "de"
    assert checked(" zh_hant ", ["zh"]) == "zh-Hant"


@pytest.mark.parametrize(
    ("written", "tag"),
    [
        ("cn", "zh"), ("Chinese", "zh"), ("zh-CHT", "zh-Hant"), ("jp", "ja"), ("kr", "ko"), ("us", "en-US"),
        ("br", "pt-BR"), ("iw", "he"), ("Deutsch", "de"), ("swedish", "sv"), ("DE", "de"), ("zh-hnt", "zh-Hant"),
        ("Newari", ""), ("qqq", ""),
    ],
)  # fmt: skip
def test_countries_names_and_slips_lead_to_the_tag_that_was_meant(written: str, tag: str) -> None:
    assert meant(written, ("zh-Hant",)) == tag


def test_every_language_that_cldr_names_is_named_here() -> None:
    primary = {tag for tag in map(str, Locale("en").languages) if tag.isalpha()}
    assert {tag for tag in primary if not is_named(tag)} == set()
    assert not is_named("qqq")


def test_a_key_is_a_language_only_in_small_letters_and_if_it_is_well_known_or_declared() -> None:
    assert is_tag("it")
    assert is_tag("zh-Hant-TW")
    assert not is_tag("IT")
    assert not is_tag("new")
    assert is_tag("new", ("new",))
