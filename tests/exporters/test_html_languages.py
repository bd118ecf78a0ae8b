"""Every text says its language and direction where they differ, and all languages can share one page."""

from __future__ import annotations

import pytest
from html_pages import CHINESE, GERMAN, THEMES, TOGETHER, document, rendered, soup, words
from msgspec.structs import replace

from resume_cli.document import Contact, Emphasis, Header, Isolate, Paragraph, Text, texts
from resume_cli.exporters.html.typography import has_upright_script
from resume_cli.testing import missing


def test_texts_carry_language_and_direction_only_where_they_differ() -> None:
    what = document(
        Paragraph((Text("عربي"), Isolate(words("English"), "ltr", "en"), Text("עברית", "he"), Text("أكثر", "ar"))),
        language="ar",
    )
    page_soup = soup(rendered(what))
    assert (page_soup.html["lang"], page_soup.html["dir"]) == ("ar", "rtl")  # type: ignore[index]
    spans = [(span["lang"], span.get("dir")) for span in page_soup.select("p span")]
    assert spans == [("en", "ltr"), ("he", None)]


def test_a_paragraph_of_one_isolate_begins_where_all_others_do() -> None:
    what = document(Paragraph((Isolate(words("English words"), "ltr", "en"),)), language="ar")
    paragraph = soup(rendered(what)).select_one(".section-body > p")
    assert str(paragraph) == '<p lang="en"><span dir="ltr">English words</span></p>'


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


def test_a_paragraph_wholly_in_another_language_says_so_itself() -> None:
    what = document(
        Paragraph((Text("English", "en"), Text(" words", "en"))),
        Paragraph((Text("en", "en"), Text("ar"))),
        language="ar",
    )
    first, second = soup(rendered(what)).select(".section-body > p")
    assert (first.get("lang"), first.get("dir"), first.find("span")) == ("en", None, None)
    assert (second.get("lang"), second.get("dir")) == (None, None)


def test_no_script_without_italics_is_slanted() -> None:
    assert not has_upright_script("Zürich, Ελλάδα, Москва 2012 – “x”")
    assert all(map(has_upright_script, ("中文", "IEEE 会议", "עברית", "العربية", "ไทย", "한국어", "かな")))
    markup = rendered(document(Paragraph((Emphasis((Text("零故障"),)), Emphasis((Text("Science"),))))))
    assert '<em class="upright">零故障</em><em>Science</em>' in markup
