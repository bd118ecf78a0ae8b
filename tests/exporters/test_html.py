"""The HTML page: valid, self-contained, one heading above all, nothing unescaped, open to machines."""

from __future__ import annotations

import json
import re
from base64 import b64encode
from hashlib import sha256
from itertools import pairwise

import html5lib
import pytest
from html_pages import THEMES, TOGETHER, document, rendered, soup, words
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from resume_cli.document import (
    Bullets,
    Document,
    Emphasis,
    Entry,
    Group,
    Header,
    Link,
    Metadata,
    Paragraph,
    Photo,
    Text,
    Time,
)
from resume_cli.exporters.html.render import page
from resume_cli.testing import context
from resume_cli.theme.images import Asset


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
    assert not page_soup.find_all(["iframe", "object", "form", "base"])
    assert [str(link["href"])[:5] for link in page_soup.find_all("link")] == ["data:"]
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
    assert [script["type"] for script in page_soup.find_all("script")] == ["application/ld+json", "application/json"]


def everywhere(text: str) -> Document:
    inline = (Text(text), Link((Text(text),), "https://example.com/?a=1&b=2"), Emphasis((Text(text),)))
    return document(Entry(inline, subtitle=inline, meta=((Time(text, "2018"),), inline), body=(Paragraph(inline),)))


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
    scripts = page_soup.find_all("script")
    assert [json.loads(script.string or "")["name"] for script in scripts] == [text, text]
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
    page_soup = soup(rendered(document(Entry(words("Job"), meta=(period,)))))
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
