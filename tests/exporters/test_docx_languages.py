"""DOCX in other languages: fonts and languages for each writing, Chinese punctuation, right to left."""

from __future__ import annotations

import pytest
from docx_parts import ARABIC, CHINESE, export, members, part, run_with, w, words

from resume_cli.exporters.docx.fonts import faces, word_language


def test_languages_and_fonts_are_said_for_each_writing() -> None:
    run = part(export(CHINESE), "word/styles.xml").find(f"{w('docDefaults')}/{w('rPrDefault')}/{w('rPr')}")
    assert run is not None
    language, fonts = run.find(w("lang")), run.find(w("rFonts"))
    assert language is not None
    assert fonts is not None
    assert (language.get(w("val")), language.get(w("eastAsia"))) == ("en-US", "zh-CN")
    assert (fonts.get(w("ascii")), fonts.get(w("eastAsia"))) == ("Calibri", "Microsoft YaHei")
    assert not [name for name in fonts.attrib if "Theme" in name]


def test_words_in_another_language_say_so() -> None:
    content = export()
    for text, attribute, language in (("艾达", "eastAsia", "zh-CN"), ("東京にて", "eastAsia", "ja-JP")):
        found = run_with(content, text).find(f"{w('rPr')}/{w('lang')}")
        assert found is not None
        assert found.get(w(attribute)) == language
    hebrew = run_with(content, "שלום").find(w("rPr"))
    assert hebrew is not None
    assert [child.tag for child in hebrew] == [w("rtl"), w("lang")]


@pytest.mark.parametrize(
    ("tag", "expected"),
    [
        ("en", "en-US"), ("en-GB", "en-GB"), ("zh", "zh-CN"), ("zh-Hans", "zh-CN"), ("zh-Hant", "zh-TW"),
        ("zh-Hant-HK", "zh-HK"), ("ja", "ja-JP"), ("pt", "pt-BR"), ("pt-PT", "pt-PT"), ("eo", "eo"),
    ],
)  # fmt: skip
def test_languages_are_written_with_the_region_that_word_wants(tag: str, expected: str) -> None:
    assert word_language(tag) == expected


def test_a_bundled_family_becomes_one_that_readers_have_unless_the_user_wants_it_as_it_is() -> None:
    ours = ("Source Serif 4", "Noto Serif SC", "serif")
    assert faces(ours, "zh-CN").latin == "Cambria"
    assert faces(ours, "zh-CN").east_asian == "SimSun"
    assert faces(ours, "ja").east_asian == "Yu Mincho"
    assert faces(ours, "zh-Hant-HK").east_asian == "PMingLiU"
    assert faces(ours, "zh-CN", as_written=True).latin == "Source Serif 4"
    assert faces(ours, "zh-CN", as_written=True).east_asian == "Noto Serif SC"
    assert faces(("Georgia", "PingFang SC", "serif"), "zh-CN").latin == "Georgia"
    assert faces(("Georgia", "PingFang SC", "serif"), "zh-CN").east_asian == "PingFang SC"
    fonts = export(options={"fonts": "theme"})
    assert b"Source Sans 3" in members(fonts)["word/styles.xml"]
    assert b"Calibri" not in members(fonts)["word/styles.xml"]


@pytest.mark.parametrize(
    ("language", "slot", "in_word", "bundled"),
    [
        ("ko", "east_asian", "Malgun Gothic", "Noto Sans KR"),
        ("ja", "east_asian", "Yu Gothic", "Noto Sans JP"),
        ("zh-TW", "east_asian", "Microsoft JhengHei", "Noto Sans TC"),
        ("zh-CN", "east_asian", "Microsoft YaHei", "Noto Sans SC"),
        ("ar", "complex", "Arial", "Noto Sans Arabic"),
        ("fa", "complex", "Arial", "Noto Sans Arabic"),
        ("he", "complex", "Arial", "Noto Sans Hebrew"),
        ("th", "complex", "Tahoma", "Noto Sans Thai"),
        ("hi", "complex", "Nirmala UI", "Noto Sans Devanagari"),
        ("en", "east_asian", "Microsoft YaHei", "Noto Sans SC"),
    ],
)
def test_every_bundled_family_is_that_of_its_language(language: str, slot: str, in_word: str, bundled: str) -> None:
    theme = ("Source Sans 3", "Noto Sans SC", "sans-serif")
    assert getattr(faces(theme, language), slot) == in_word
    assert getattr(faces(theme, language, as_written=True), slot) == bundled
    named = ("Source Sans 3", bundled, "sans-serif")
    assert getattr(faces(named, language), slot) == in_word
    assert faces(named, language).latin == "Calibri"


def test_a_family_of_a_writing_is_never_the_latin_one() -> None:
    assert faces(("Noto Naskh Arabic", "Georgia", "serif"), "ar") == ("Georgia", "SimSun", "Noto Naskh Arabic")


def test_chinese_is_never_slanted_and_latin_in_it_is() -> None:
    content = export(CHINESE)
    styles = {words(run): run.find(f"{w('rPr')}/{w('rStyle')}") for run in part(content).iter(w("r"))}
    chinese, latin = styles["论文"], styles[" Journal"]
    assert chinese is not None
    assert latin is not None
    assert chinese.get(w("val")) == "EmphasisEastAsian"
    assert latin.get(w("val")) == "Emphasis"


def test_chinese_quotation_marks_come_from_the_chinese_font_and_an_english_apostrophe_does_not() -> None:
    content = export(CHINESE)
    hints = {words(run): run.find(f"{w('rPr')}/{w('rFonts')}") for run in part(content).iter(w("r"))}
    quoted = hints["他说：“你好”。Apple"]
    assert quoted is not None
    assert quoted.get(w("hint")) == "eastAsia"
    assert hints["’"] is None


def test_a_right_to_left_document_runs_right_to_left_and_its_addresses_do_not() -> None:
    content = export(ARABIC)
    normal = next(iter(part(content, "word/styles.xml").iter(w("style"))))
    assert normal.find(f"{w('pPr')}/{w('bidi')}") is not None
    assert part(content).find(f"{w('body')}/{w('sectPr')}/{w('bidi')}") is not None
    assert run_with(content, "الخبرة").find(f"{w('rPr')}/{w('rtl')}") is not None
    assert run_with(content, "2018 – 2020").find(f"{w('rPr')}/{w('rtl')}") is not None
    for text in ("+971 50 000 0000", "sara@example.com", "Java"):
        assert run_with(content, text).find(f"{w('rPr')}/{w('rtl')}") is None, text


def test_the_groups_of_a_telephone_number_keep_their_places_in_programs_that_go_by_letters_alone() -> None:
    line = next(paragraph for paragraph in part(export(ARABIC)).iter(w("p")) if "+971" in words(paragraph))
    assert "\u200e+971 50 000 0000\u200e\u200f" in words(line)
    assert "\u200e" not in words(part(export(CHINESE)))


def test_later_pages_carry_the_name_and_their_number_and_the_first_carries_nothing() -> None:
    content = export(CHINESE)
    page = part(content).find(f"{w('body')}/{w('sectPr')}")
    assert page is not None
    assert page.find(w("titlePg")) is not None
    assert [node.get(w("type")) for node in page.findall(w("footerReference"))] == ["default"]
    footer = part(content, "word/footer1.xml")
    assert [field.get(w("instr")) for field in footer.iter(w("fldSimple"))] == [" PAGE ", " NUMPAGES "]
    assert words(footer) == "刘硕第 2 页，共 2 页"
