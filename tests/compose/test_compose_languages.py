"""Texts carry their language, and their marks and joins are those of its script."""

import pytest
from composing import inlines_of, made, section
from hypothesis import given
from hypothesis import strategies as st

from resume_cli.compose.formatter import foreign_runs
from resume_cli.document import Bullets, Paragraph, Terms, Text, texts


def test_texts_in_another_script_carry_their_language() -> None:
    document = made("""
        basics: {name: Stuart Lau, summary: Worked at 快手 (Kuaishou) on Способ 1 and 無線LANの表示.}
        patents: [{title: 方法及装置, number: "1"}]
        sections: [{patents: {style: compact}}]
    """)
    paragraph = section(document, "summary").blocks[0]
    assert isinstance(paragraph, Paragraph)
    assert [(run.content, run.language) for run in inlines_of(paragraph) if isinstance(run, Text)] == [
        ("Worked at ", None), ("快手", "zh-CN"), (" (Kuaishou) on ", None), ("Способ", "ru"), (" 1 and ", None),
        ("無線", "zh-CN"), ("LAN", None), ("の表示", "ja"), (".", None),
    ]  # fmt: skip
    (bullets,) = section(document, "patents").blocks
    assert isinstance(bullets, Bullets)
    assert next(bullets.listed())[1][0] == Text("方法及装置", "zh-CN")


@pytest.mark.parametrize(
    ("written", "asked", "marked"),
    [
        ("en", "en-GB", None),
        ("pt", "pt-BR", None),
        ("zh-Hant", "zh-HK", None),
        ("zh", "zh-Hant", "zh-CN"),
        ("en", "de", "en"),
    ],
)  # fmt: skip
def test_a_text_that_serves_the_reader_is_in_the_language_of_the_document(
    written: str, asked: str, marked: str | None
) -> None:
    words = "个人" if written.startswith("zh") else "words"
    document = made(f"meta: {{languages: [{written}]}}\nbasics: {{name: {{{written}: {words}}}}}", asked)
    assert document.header.name == (Text(words, marked),)


def test_latin_names_in_chinese_texts_are_not_marked() -> None:
    document = made("basics: {name: 刘硕, summary: 用 Java 和 α 写程序。}", "zh")
    assert [run.language for run in inlines_of(document.sections) if isinstance(run, Text)] == [None, None]


@given(st.text(alphabet="ab 中文жあ1.,。", max_size=30), st.sampled_from(["en", "zh-CN", "ja", "ru"]))
def test_runs_put_together_are_the_text(content: str, language: str) -> None:
    assert "".join(run for run, _ in foreign_runs(content, language)) == content


@pytest.mark.parametrize(
    ("asked", "tag"),
    [("zh", "zh-CN"), ("zh-Hant", "zh-TW"), ("en", "en"), ("ja", "ja"), ("pt-br", "pt-BR"), ("zh-HK", "zh-HK")],
)
def test_the_language_of_a_document_is_one_that_fonts_understand(asked: str, tag: str) -> None:
    assert made("basics: {name: A}", asked).language == tag


def test_chinese_lists_have_chinese_marks() -> None:
    document = made(
        "skills: [{name: 语言, level: 精通, keywords: [Java, Go]}]\n"
        "publications: [{name: X, authors: [Wei Wang, Li Na]}]",
        "zh",
    )
    found = list(texts(document))
    assert "语言（精通）" in found
    assert "Java、Go" in found
    assert "Wei Wang, Li Na" in found
    (terms,) = section(document, "skills").blocks
    assert isinstance(terms, Terms)
    assert terms.separator == "："
