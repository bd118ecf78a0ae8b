"""The HTML page: valid, self-contained, one heading above all, nothing unescaped, right in every script."""

from __future__ import annotations

import json
import re
from base64 import b64encode
from dataclasses import replace
from hashlib import sha256
from html import unescape
from itertools import pairwise
from typing import TYPE_CHECKING

import html5lib
import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st

from resume_cli.document import (
    Block,
    Bullets,
    Contact,
    Document,
    Emphasis,
    Entry,
    Group,
    Header,
    Labels,
    Link,
    Metadata,
    Paragraph,
    Photo,
    Section,
    Text,
    Time,
    texts,
)
from resume_cli.errors import ThemeError, UsageError
from resume_cli.export import Asset, Assets, Context, NoAssets
from resume_cli.exporters._html_guard import scoped_style
from resume_cli.exporters._html_script import has_upright_script, spaced
from resume_cli.exporters._html_style import style_sheet
from resume_cli.exporters.html import EXPORTER, page
from resume_cli.testing import CREATED, KITCHEN_SINK, context, missing
from resume_cli.theme import load_theme, theme_names

if TYPE_CHECKING:
    from pathlib import Path

THEMES = theme_names()
GERMAN = replace(KITCHEN_SINK, language="de", labels=Labels("Seite {page} von {pages}", "Deutsch"))
CHINESE = replace(KITCHEN_SINK, language="zh-CN", labels=Labels("第 {page} 页", "简体中文"))
TOGETHER = replace(KITCHEN_SINK, translations=(GERMAN, CHINESE))


def words(*parts: str) -> tuple[Text, ...]:
    return tuple(map(Text, parts))


def document(*blocks: Block, language: str = "en", header: Header | None = None) -> Document:
    section = Section("work", words("Work"), blocks, "work")
    return Document(language, header or Header(words("A Name")), (section,), Metadata("Title", "A Name"))


def rendered(
    what: Document = KITCHEN_SINK,
    theme: str = "plain",
    options: dict[str, str] | None = None,
    assets: Assets | None = None,
) -> str:
    given_context = context(theme, options=options or {}, assets=assets or NoAssets())
    return EXPORTER.render(what, given_context).decode()


def soup(markup: str) -> BeautifulSoup:
    return BeautifulSoup(markup, "html.parser")


def foreign(tmp_path: Path, css: str = "", template: str | None = None) -> Context:
    folder = tmp_path / "mine"
    folder.mkdir()
    (folder / "theme.toml").write_text('extends = "plain"', encoding="utf-8")
    (folder / "resume.css").write_text(css, encoding="utf-8")
    if template is not None:
        (folder / "page.html.j2").write_text(template, encoding="utf-8")
    return Context(theme=load_theme(str(folder)), created=CREATED)


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("options", [{}, {"languages": "all"}])
def test_a_page_is_valid_html_with_one_first_heading_and_no_skipped_level(theme: str, options: dict[str, str]) -> None:
    markup = rendered(TOGETHER, theme, options=options)
    parser = html5lib.HTMLParser(strict=False)
    tree = parser.parse(markup)
    assert parser.errors == []
    levels = [int(found) for found in re.findall(r"<h([1-6])\b", markup)]
    assert levels.count(1) == 1
    assert all(lower <= upper + 1 for upper, lower in pairwise(levels))
    identifiers = [element.get("id") for element in tree.iter() if element.get("id")]
    assert len(identifiers) == len(set(identifiers))


@pytest.mark.parametrize("theme", THEMES)
def test_a_page_asks_for_nothing_outside_itself_and_its_policy_forbids_it(theme: str) -> None:
    markup = rendered(theme=theme)
    page_soup = soup(markup)
    assert not page_soup.find_all(["link", "iframe", "object", "form", "base"])
    assert "url(" not in markup
    assert "@import" not in markup
    policy = str(page_soup.find("meta", {"http-equiv": "Content-Security-Policy"})["content"])  # type: ignore[index]
    style = re.search(r"<style>(.*?)</style>", markup, re.DOTALL)
    assert style is not None
    digest = b64encode(sha256(style[1].encode()).digest()).decode()
    assert policy.startswith("default-src 'none'; ")
    assert f"style-src 'sha256-{digest}'" in policy
    assert "script-src" not in policy
    assert not page_soup.find_all(style=True)
    assert [script["type"] for script in page_soup.find_all("script")] == ["application/ld+json"]


def everywhere(text: str) -> Document:
    inline = (Text(text), Link((Text(text),), "https://example.com/?a=1&b=2"), Emphasis((Text(text),)))
    return document(Entry(inline, subtitle=inline, aside=((Time(text, "2018"),), inline), body=(Paragraph(inline),)))


@given(st.text(max_size=60))
def test_no_text_becomes_markup(text: str) -> None:
    def tags(what: Document) -> list[str]:
        return re.findall(r"</?([a-zA-Z][\w-]*)", rendered(what))

    assert tags(everywhere(text)) == tags(everywhere("x"))


@pytest.mark.parametrize("text", ["</script><script>alert(1)</script>", "<!--", "&quot;</style>", "\u2028"])
def test_metadata_cannot_leave_their_place(text: str) -> None:
    data = json.dumps({"name": text}, ensure_ascii=False)
    metadata = Metadata(text, text, text, (text,), data, data)
    page_soup = soup(rendered(replace(document(), metadata=metadata)))
    (script,) = page_soup.find_all("script")
    assert json.loads(script.string or "")["name"] == text
    assert page_soup.title is not None
    assert page_soup.title.string == text
    assert page_soup.find("meta", {"name": "author"})["content"] == text  # type: ignore[index]


def test_the_card_and_the_entries_speak_the_microformats() -> None:
    page_soup = soup(rendered())
    card = page_soup.select_one(".h-resume .p-contact.h-card")
    assert card is not None
    assert card.select_one("h1.p-name") is not None
    assert card.select_one(".u-email a")["href"] == "mailto:ada@example.com"  # type: ignore[index]
    assert card.select_one(".p-tel a")["href"] == "tel:+15550100"  # type: ignore[index]
    job = page_soup.select_one(".p-experience.h-event")
    assert job is not None
    assert job.select_one(".p-name").get_text() == "Example & Sons <Ltd>"  # type: ignore[union-attr]
    assert job.select_one("time.dt-start")["datetime"] == "2018-01"  # type: ignore[index]
    roles = page_soup.select("article article")
    assert len(roles) == 2
    assert not any("h-event" in (role.get("class") or []) for role in roles)
    assert [element.get_text() for element in page_soup.select(".p-skill")][1:] == [
        "A name alone",
        "A description alone",
    ]


def test_a_period_has_a_start_and_an_end() -> None:
    period = (Time("2009", "2009"), Text("–"), Time("2012", "2012"))
    page_soup = soup(rendered(document(Entry(words("Job"), aside=(period,)))))
    assert [(time["class"], time["datetime"]) for time in page_soup.find_all("time")] == [
        (["dt-start"], "2009"),
        (["dt-end"], "2012"),
    ]


def test_a_page_without_a_name_keeps_a_first_heading_that_is_only_heard() -> None:
    heading = soup(rendered(document(header=Header(())))).h1
    assert heading is not None
    assert heading.get_text() == "Title"
    assert "hidden" in heading["class"]


def test_levels_of_headings_follow_groups_entries_and_roles() -> None:
    role = Entry(words("Role"), roles=(Entry(words("Part")),))
    what = document(
        Group(words("Group"), (Entry(words("Job"), roles=(role,)),)), Entry((), roles=(Entry(words("Bare")),))
    )
    found = re.findall(r"<h(\d)[^>]*>([^<]*)</h\d>", rendered(what))
    assert found == [
        ("1", "A Name"), ("2", "Work"), ("3", "Group"), ("4", "Job"), ("5", "Role"), ("6", "Part"), ("3", "Bare"),
    ]  # fmt: skip


def test_numbers_go_on_where_the_list_begins() -> None:
    what = document(Bullets((words("one"),), start=1), Bullets((words("two"),), start=7))
    lists = soup(rendered(what)).find_all("ol")
    assert [each.get("start") for each in lists] == [None, "7"]
    # WeasyPrint does not read the attribute, so print has a rule instead.
    assert 'ol[start="7"]{counter-reset:list-item 6}' in page(what, context())


class OnePhoto:
    """An `Assets` with one picture."""

    def read(self, name: str) -> Asset | None:
        return Asset(b"\x89PNG", "image/png", 300, 400) if name == "me.png" else None


def test_a_portrait_lies_in_the_page_with_the_words_that_stand_for_it() -> None:
    header = Header(words("A Name"), photo=Photo("me.png", 'A "portrait"'))
    image = soup(rendered(document(header=header), assets=OnePhoto())).img
    assert image is not None
    assert image["src"] == "data:image/png;base64,iVBORw=="
    assert image["alt"] == 'A "portrait"'
    lost = Header(words("A Name"), photo=Photo("gone.png", "A portrait"))
    assert soup(rendered(document(header=lost), assets=OnePhoto())).img is None


def test_texts_carry_language_and_direction_only_where_they_differ() -> None:
    what = document(
        Paragraph((Text("عربي"), Text("English", "en"), Text("עברית", "he"), Text("أكثر", "ar"))), language="ar"
    )
    page_soup = soup(rendered(what))
    assert (page_soup.html["lang"], page_soup.html["dir"]) == ("ar", "rtl")  # type: ignore[index]
    spans = [(span["lang"], span.get("dir")) for span in page_soup.select("p span")]
    assert spans == [("en", "ltr"), ("he", None)]


def test_addresses_in_a_right_to_left_page_are_kept_from_turning_round() -> None:
    contacts = (Contact("phone", "هاتف", words("+971 50")), Contact("location", "المكان", words("دبي")))
    page_soup = soup(rendered(document(language="ar", header=Header(words("ليلى"), contacts=contacts))))
    assert [value.get("dir") for value in page_soup.select(".value")] == ["ltr", None]


def test_a_contact_is_heard_with_its_label_but_not_twice() -> None:
    contacts = (Contact("phone", "Phone", words("+1 555")), Contact("profile", "GitHub", words("GitHub: ada")))
    page_soup = soup(rendered(document(header=Header(words("A Name"), contacts=contacts))))
    assert [item.get_text() for item in page_soup.select(".contacts li")] == ["Phone: +1 555", "GitHub: ada"]


@pytest.mark.parametrize("theme", THEMES)
def test_all_languages_share_one_page_and_the_first_shows(theme: str) -> None:
    page_soup = soup(rendered(TOGETHER, theme, options={"languages": "all"}))
    parts = page_soup.select(".resume-languages > .resume")
    assert [(part["id"], part["lang"], "first" in part["class"]) for part in parts] == [
        ("en", "en", True), ("de", "de", False), ("zh", "zh-CN", False),
    ]  # fmt: skip
    for part in parts:
        links = [link["href"] for link in part.select(".switch a")]
        assert links == [f"#{other['id']}" for other in parts if other is not part]
        here = part.select_one(".switch [aria-current]")
        assert here is not None
    assert [part.select_one("[role=heading][aria-level='1']") is None for part in parts] == [True, False, False]
    assert not missing([text for each in (TOGETHER, GERMAN, CHINESE) for text in texts(each)], page_soup.get_text())


def test_languages_that_share_a_primary_tag_keep_apart() -> None:
    both = replace(CHINESE, translations=(replace(CHINESE, language="zh-TW"),))
    markup = rendered(both, options={"languages": "all"})
    assert [part["id"] for part in soup(markup).select(".resume")] == ["zh-cn", "zh-tw"]


def test_translations_stay_out_unless_they_are_asked_for() -> None:
    assert rendered(TOGETHER).count("h-resume") == 1


@pytest.mark.parametrize("theme", THEMES)
def test_the_styles_of_a_fragment_reach_nothing_outside_of_it(theme: str) -> None:
    markup = rendered(theme=theme, options={"fragment": "yes"})
    page_soup = soup(markup)
    assert not page_soup.find_all(["html", "head", "body", "meta", "title", "main"])
    assert [element.name for element in page_soup.find_all(recursive=False)] == ["style", "script", "div"]
    style = page_soup.style.string or ""  # type: ignore[union-attr]
    assert "@page" not in style
    assert "@scope" not in style
    flat = re.sub(r"@(?:media|supports)[^{]*\{|@font-face\{[^}]*\}", "", style)
    for selectors in re.findall(r"([^{}]+)\{", flat):
        for selector in re.split(r",(?![^(]*\))", selectors):
            assert ".resume" in selector, selector


def test_rules_that_do_not_name_the_resume_are_confined_by_scope() -> None:
    style = scoped_style("h1{color:red}.resume p,.resume em{top:0}@page{size:A4}@media print{h2{top:0}}@font-face{a:b}")
    assert style.startswith(".resume p,.resume em{top:0}\n@font-face{a:b}\n@scope (.resume){")
    assert "h1{color:red}" in style.partition("@scope")[2]
    assert "h2{top:0}" in style.partition("@scope")[2]
    assert "@page" not in style


def test_a_jekyll_page_has_front_matter_and_nothing_its_templates_would_run() -> None:
    what = document(Paragraph(words("{{ site.secret }} {% include x %}")), header=Header(words('A "quoted": name')))
    markup = rendered(what, options={"front-matter": "yes"})
    assert markup.startswith('---\nlayout: "page"\ntitle: "A \\"quoted\\": name"\nlang: "en"\n---\n<style>')
    assert "{{" not in markup
    assert "{%" not in markup
    assert "{{ site.secret }} {% include x %}" in soup(markup).get_text()


@pytest.mark.parametrize("options", [{"fragment": "maybe"}, {"front-matter": "1"}])
def test_an_option_with_a_wrong_value_is_wrong_usage(options: dict[str, str]) -> None:
    with pytest.raises(UsageError, match=next(iter(options))):
        rendered(options=options)


@pytest.mark.parametrize(
    "css",
    [
        "@import 'https://example.com/a.css';",
        "@IMPORT url(a.css);",
        "p { background: url(https://example.com/a.png) }",
        "p { background: u\\72l(https://example.com/a.png) }",
        "p { background: \\75 rl('a.png') }",
        "@media print { p { background: image-set('a.png' 1x) } }",
        "@font-face { font-family: x; src: url(//example.com/x) }",
        "p { --x: url(a) }",
        "p { content: 'open\n }",
    ],
)
def test_a_foreign_style_sheet_may_not_fetch(tmp_path: Path, css: str) -> None:
    with pytest.raises(ThemeError, match=r"theme mine: line 1 of resume\.css"):
        EXPORTER.render(KITCHEN_SINK, foreign(tmp_path, css))


def test_a_foreign_style_sheet_may_style_and_cannot_close_its_element(tmp_path: Path) -> None:
    css = ".resume p::before { content: '</style><b>' } @font-face { font-family: x; src: local('Y') }"
    markup = EXPORTER.render(KITCHEN_SINK, foreign(tmp_path, css)).decode()
    assert "local('Y')" in markup
    assert markup.count("</style>") == 1


def test_a_theme_may_bring_its_own_frame(tmp_path: Path) -> None:
    template = "<!DOCTYPE html><html lang={{ language }}>{{ head }}<title>{{ title }}</title>{{ body }}<p>{{ '<b>' }}"
    markup = EXPORTER.render(KITCHEN_SINK, foreign(tmp_path, template=template)).decode()
    assert markup.startswith("<!DOCTYPE html><html lang=en><meta charset")
    assert "<h1" in markup
    assert markup.endswith("<p>&lt;b&gt;")


@pytest.mark.parametrize(
    "template", ["{{ nothing }}", "{% if", "{{ ''.__class__.__mro__ }}", "{% include 'x' %}", "{{ 1 / 0 }}"]
)
def test_a_frame_that_is_broken_or_reaches_out_is_refused(tmp_path: Path, template: str) -> None:
    with pytest.raises(ThemeError, match=r"page\.html\.j2 cannot be used"):
        EXPORTER.render(KITCHEN_SINK, foreign(tmp_path, template=template))


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
    ],
)
def test_print_has_a_gap_between_ideographs_and_latin_that_is_no_character(text: str, expected: str) -> None:
    gap = '<span class="gap"></span>'
    assert str(spaced(text, "", "en")).replace(gap, "|") == expected


def test_a_gap_opens_between_marks_too_and_only_in_print() -> None:
    what = document(
        Paragraph((Text("使用"), Link((Text("Java"),), "https://example.com"), Text("语言"))), language="zh-CN"
    )
    printed = page(what, context())
    assert '使用<a href="https://example.com"><span class="gap"></span>Java</a><span class="gap"></span>语言' in printed
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


def test_a_paragraph_wholly_in_another_language_says_so_itself() -> None:
    what = document(
        Paragraph((Text("English", "en"), Text(" words", "en"))),
        Paragraph((Text("en", "en"), Text("ar"))),
        language="ar",
    )
    first, second = soup(rendered(what)).select(".section-body > p")
    assert (first.get("lang"), first.get("dir"), first.find("span")) == ("en", "ltr", None)
    assert (second.get("lang"), second.get("dir")) == (None, None)


@given(st.text(alphabet="中文Ab1 “”‘’—…·，<&ñя%-/", max_size=30), st.sampled_from(["zh-CN", "ja", "en"]))
def test_print_spacing_adds_and_loses_no_character(text: str, language: str) -> None:
    assert unescape(re.sub(r"<[^>]*>", "", str(spaced(text, "", language)))) == text


def test_no_script_without_italics_is_slanted() -> None:
    assert not has_upright_script("Zürich, Ελλάδα, Москва 2012 – “x”")
    assert all(map(has_upright_script, ("中文", "IEEE 会议", "עברית", "العربية", "ไทย", "한국어", "かな")))
    markup = rendered(document(Paragraph((Emphasis((Text("零故障"),)), Emphasis((Text("Science"),))))))
    assert '<em class="upright">零故障</em><em>Science</em>' in markup


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
    style = style_sheet([document(language=language)], load_theme("plain"), "print")
    rule = re.search(rf'\.resume\[lang="{language}"\][^{{]*\{{--body-font:([^;]*)', style)
    assert rule is not None
    families = rule[1].replace('"', "").split(",")
    assert families[0] == "Source Sans 3"
    assert families.index(first) < families.index(later)


def test_later_pages_bear_name_and_number_and_the_first_bears_none() -> None:
    style = style_sheet([GERMAN], load_theme("plain"), "print")
    assert '@bottom-left{content:"Ada Example 艾达";' in style
    assert '@bottom-right{content:"Seite " counter(page) " von " counter(pages) ""' in style
    assert "@page :first{@bottom-left{content:none}@bottom-right{content:none}}" in style
    assert '@bottom-right{content:"A Name";' in style_sheet([document(language="ar")], load_theme("plain"), "print")


def test_labels_cannot_leave_the_style_sheet() -> None:
    labels = Labels(page='"} * {x:y} </style> {page}\n')
    style = style_sheet([replace(KITCHEN_SINK, labels=labels)], load_theme("plain"), "print")
    assert "</" not in style
    assert '"\\22 \\7d  \\2a  \\7b x\\3a y\\7d  \\3c \\2f style\\3e  "' in style


def test_a_section_that_asks_for_it_begins_a_page() -> None:
    assert soup(rendered()).select_one("#talks")["class"] == ["section", "kind-talks", "break-before"]  # type: ignore[index]
