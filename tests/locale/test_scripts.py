"""Scripts: that of a text, those of a language, and the language that a script alone stands for."""

import pytest
from babel.core import get_global
from hypothesis import given
from hypothesis import strategies as st

from resume_cli.locale.languages import KNOWN, is_well_formed
from resume_cli.locale.scripts import _SCRIPTS, language_of, language_of_script, script_of, script_of_character, scripts

#: Scripts of CLDR that no living language of a résumé is written in.
RARE = {"Avst", "Cans", "Yiii"}


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


@pytest.mark.parametrize(
    ("character", "script"),
    [
        ("A", "Latin"), ("Ａ", "Latin"), ("ﬁ", "Latin"), ("1", ""), ("-", ""), ("〇", "Han"), ("々", "Han"),
        ("⼀", "Han"), ("\U000323af", "Han"), ("ー", "Kana"), ("ｱ", "Kana"), ("ﾡ", "Hangul"), ("・", ""),
        ("ㄅ", "Bopomofo"), ("ㄱ", "Hangul"), ("،", ""), ("٣", ""), ("ﻻ", "Arabic"), ("׳", "Hebrew"), ("।", ""),
        ("ि", "Devanagari"), ("\u0301", ""), ("ಕ", "Kannada"), ("\ue000", ""), ("\ud800", ""),
    ],
)  # fmt: skip
def test_a_character_has_the_script_of_its_name(character: str, script: str) -> None:
    assert script_of_character(character) == script


def test_languages_are_written_in_the_scripts_that_cldr_has_for_them() -> None:
    likely = {tag: full.split("_")[1] for tag, full in get_global("likely_subtags").items() if full.count("_") > 1}
    subtags = {subtag: script for script, (words, _) in _SCRIPTS.items() for subtag in words.split()}
    told = {tag: likely[tag] for tag in KNOWN & likely.keys() - {"pi"} if likely[tag] not in RARE}
    assert {tag: code for tag, code in told.items() if subtags[code.lower()] not in scripts(tag)} == {}


def test_a_script_stands_for_the_language_that_cldr_has_for_it() -> None:
    likely = get_global("likely_subtags")
    expected = {
        script: likely.get(f"und_{words.split()[0].title()}", "en").split("_")[0]
        for script, (words, _) in _SCRIPTS.items()
    }
    assert {script: language_of_script(script) for script in _SCRIPTS} == expected


def test_a_script_in_the_tag_outranks_the_usual_one() -> None:
    assert scripts("sr-Latn") == {"Latin"}
    assert scripts("uz-Cyrl") == {"Cyrillic"}
    assert scripts("zh-Hant") == scripts("zh")
