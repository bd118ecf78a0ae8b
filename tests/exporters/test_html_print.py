"""The page for print: gaps between scripts, signs, fonts of each region, lines of words, footers, breaks."""

from __future__ import annotations

import re
from html import unescape

import pytest
from html_pages import GERMAN, document, rendered, soup
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from resume_cli.document import Document, Labels, Link, Paragraph, Text
from resume_cli.exporters.html.render import page
from resume_cli.exporters.html.typography import spaced
from resume_cli.testing import KITCHEN_SINK, context


def style(what: Document) -> str:
    """Return the style sheet of a page for print."""
    return page(what, context()).partition("<style>")[2].partition("</style>")[0]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("用Java写", "用|Java|写"),
        ("第3章", "第|3|章"),
        ("用 Java 写", "用 Java 写"),
        ("达99.99%的", "达|99.99%|的"),
        ("（IM）云", "（IM）云"),
        ("東京でPython", "東京で|Python"),
        ("한국어Java", "한국어Java"),
        ("𠮷野Go", "𠮷野|Go"),
        ("用.NET写", "用|.NET|写"),
        ("好...", "好..."),
    ],
)
def test_print_has_a_gap_between_ideographs_and_latin_that_is_no_character(text: str, expected: str) -> None:
    assert re.sub(r'<span class="gap">(.*?)</span>', r"\1|", spaced(text, "", "en")) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("将.top、.wang、.中信接入", "将_.top、|.wang、|.中信接入"),
        ("等、…", "等、…"),
        ("，...", "，..."),
    ],
)
def test_a_line_may_end_after_a_chinese_mark_that_a_dot_follows(text: str, expected: str) -> None:
    seam, han = '<span class="seam"></span>', '<span class="han">…</span>'
    made = str(spaced(text, "", "zh")).replace(seam, "|").replace(han, "…")
    assert re.sub(r'<span class="gap">(.*?)</span>', r"\1_", made) == expected


def test_a_gap_opens_between_marks_too_and_only_in_print() -> None:
    what = document(
        Paragraph((Text("使用"), Link((Text("Java"),), "https://example.com"), Text("语言"))), language="zh-CN"
    )
    printed = page(what, context())
    java = '<a href="https://example.com">Java</a>'
    assert f'<span class="gap">使用</span><span class="gap">{java}</span>语言' in printed
    assert 'class="gap"' not in rendered(what)


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("“先”——好……", "zh-CN", "[“]先[”][——]好[……]"),
        ("‘小’", "zh-CN", "[‘]小[’]"),
        ("Bob’s", "zh-CN", "Bob’s"),
        ("“first” — good…", "en", "“first” — good…"),
        ("阿·凡", "zh-CN", "阿[·]凡"),
        ("a·b", "zh-CN", "a·b"),
    ],
)
def test_signs_that_scripts_share_come_from_the_chinese_font_in_chinese_only(
    text: str, language: str, expected: str
) -> None:
    assert re.sub(r'<span class="han">(.*?)</span>', r"[\1]", str(spaced(text, "", language))) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("an e-commerce (top-level) site", "an [e-commerce] ([top-level)] site"),
        ("“state-of-the-art”", "“[state-of-the-art”]"),
        ("example.com/a-b/c", "example.com/[a-b]/c"),
        ("2018 - 2019 -x x-", "2018 - 2019 -x x-"),
        ("a-word-that-is-longer-than-a-line-may-be", "{a-word-that-is-longer-than-a-line-may-be}"),
        ("https://example.com/some-where/long", "{https://example.com/[some-where]/long}"),
        (
            "中文中文中文中文中文中文中文中文中文中文中文中文中文中文",
            "中文中文中文中文中文中文中文中文中文中文中文中文中文中文",
        ),
    ],
)
def test_print_divides_no_short_word_at_its_hyphen_and_long_ones_anywhere(text: str, expected: str) -> None:
    marked = str(spaced(text, "", "en")).replace('<span class="whole">', "[").replace('<span class="long">', "{")
    closing = iter(re.findall(r"[]}]", expected))
    assert re.sub(r"</span>", lambda _: next(closing), marked) == expected


@given(st.text(alphabet="中文Ab1 “”‘’—…·，<&ñя%-/", max_size=30), st.sampled_from(["zh-CN", "ja", "en"]))
def test_print_spacing_adds_and_loses_no_character(text: str, language: str) -> None:
    assert unescape(re.sub(r"<[^>]*>", "", str(spaced(text, "", language)))) == text


@pytest.mark.parametrize(
    ("language", "first", "later"),
    [
        ("zh-TW", "Noto Sans TC", "Noto Sans SC"),
        ("ja", "Noto Sans JP", "Noto Sans SC"),
        ("ko", "Noto Sans KR", "Noto Sans SC"),
        ("zh-CN", "Source Sans 3", "Noto Sans SC"),
    ],
)
def test_each_region_gets_its_own_shapes_before_the_mainland_ones(language: str, first: str, later: str) -> None:
    sheet = style(document(language=language))
    rule = re.search(rf'\.resume\[lang="{language}"\][^{{]*\{{--body-font:([^;]*)', sheet)
    assert rule is not None
    families = rule[1].replace('"', "").split(",")
    assert families[0] == "Source Sans 3"
    assert families.index(first) < families.index(later)


def test_later_pages_bear_name_and_number_and_the_first_bears_none() -> None:
    sheet = style(GERMAN)
    assert '@bottom-left{content:"Ada Example 艾达";' in sheet
    assert '@bottom-right{content:"Seite " counter(page) " von " counter(pages) ""' in sheet
    assert "@page :first{@bottom-left{content:none}@bottom-right{content:none}}" in sheet
    assert '@bottom-right{content:"A Name";' in style(document(language="ar"))


def test_labels_cannot_leave_the_style_sheet() -> None:
    labels = Labels(page='"} * {x:y} </style> {page}\n')
    sheet = style(replace(KITCHEN_SINK, labels=labels))
    assert page(replace(KITCHEN_SINK, labels=labels), context()).count("</style>") == 1
    assert '"\\22 \\7d  \\2a  \\7b x\\3a y\\7d  \\3c \\2f style\\3e  "' in sheet


def test_a_section_that_asks_for_it_begins_a_page() -> None:
    assert "break-before" in soup(rendered()).select_one("#talks")["class"]  # type: ignore[index]
