"""A page of one's own: what other sites show of it, its icon, its address, its PDF, and its place in a site."""

from __future__ import annotations

from base64 import b64decode
from typing import TYPE_CHECKING

import pytest
import tinycss2
from bs4 import BeautifulSoup
from commands import run
from html_pages import THEMES, TOGETHER, document, rendered, soup
from msgspec.structs import replace

from resume_cli.document import Header, Paragraph, Text
from resume_cli.testing import KITCHEN_SINK

if TYPE_CHECKING:
    from pathlib import Path

PROFILE = """\
meta:
  languages: [en, zh]
  canonical: {en: "https://ada.example/en/", zh: "https://ada.example/zh/"}
basics:
  name: {en: Ada O'Hara, zh: 欧阳艾达}
  label: {en: Principal engineer, zh: 首席工程师}
  summary: {en: "She builds systems that don't fall over, and teams that would notice.", zh: 建设系统。}
work: [{name: {en: Lund, zh: 隆德}, position: {en: Lead, zh: 负责人}}]
variants: {blind: {redact: [basics.name]}}
"""


def page(folder: Path, *options: str) -> BeautifulSoup:
    (folder / "cv.yaml").write_text(PROFILE, "utf-8")
    assert run(folder, "export", "html", "cv.yaml", *options, "-o", "cv.html").code == 0
    return soup((folder / "cv.html").read_text("utf-8"))


def shared(page_soup: BeautifulSoup) -> dict[str, str]:
    metas = page_soup.find_all("meta", property=True)
    return {str(meta["property"]): str(meta["content"]) for meta in metas}


def test_other_sites_show_name_headline_and_summary(tmp_path: Path) -> None:
    page_soup = page(tmp_path)
    assert page_soup.title is not None
    assert page_soup.title.string == "Ada O’Hara – Principal engineer"
    assert shared(page_soup) == {
        "og:type": "profile",
        "og:title": "Ada O’Hara – Principal engineer",
        "og:description": "She builds systems that don’t fall over, and teams that would notice.",
        "og:url": "https://ada.example/en/",
    }
    assert page_soup.find("meta", {"name": "twitter:card", "content": "summary"})


def test_a_long_summary_ends_between_words() -> None:
    what = document(Paragraph((Text("a summary of many words, " * 20),)))
    what = replace(what, sections=(replace(what.sections[0], kind="summary"),))
    assert (
        shared(soup(rendered(what)))["og:description"] == "a summary of many words, " * 7 + "a summary of many words…"
    )


def test_the_address_of_each_language_is_told(tmp_path: Path) -> None:
    links = page(tmp_path, "-l", "zh").find_all("link", rel=["canonical", "alternate"])
    assert [(link["rel"][0], link.get("hreflang"), link["href"]) for link in links] == [
        ("canonical", None, "https://ada.example/zh/"),
        ("alternate", "en", "https://ada.example/en/"),
        ("alternate", "zh-CN", "https://ada.example/zh/"),
    ]


def test_a_variant_that_redacts_tells_no_addresses_of_others(tmp_path: Path) -> None:
    page_soup = page(tmp_path, "-V", "blind")
    assert page_soup.find_all("link", rel="alternate") == []
    assert page_soup.find("link", rel="icon") is None
    assert "Ada" not in str(page_soup)


def test_the_address_of_a_data_file_is_none_of_the_page(tmp_path: Path) -> None:
    text = 'meta: {canonical: "https://ada.example/cv.json"}\nbasics: {name: Ada}\n'
    (tmp_path / "cv.yaml").write_text(text, "utf-8")
    assert run(tmp_path, "export", "html", "cv.yaml", "-o", "cv.html").code == 0
    assert soup((tmp_path / "cv.html").read_text("utf-8")).find("link", rel="canonical") is None


@pytest.mark.parametrize(
    ("name", "initials"),
    [("Ada Lovelace", "AL"), ("ada", "A"), ("Ada B. van Dyke", "AD"), ("刘硕", "刘"), ("Özil (Berlin) Ünal", "ÖÜ"),
     ("<&> Ada", "A"),
     ("شادي علي", "ش"), ("김 민수", "김")],
)  # fmt: skip
def test_the_icon_has_the_initials(name: str, initials: str) -> None:
    metadata = replace(KITCHEN_SINK.metadata, author=name)
    markup = rendered(replace(KITCHEN_SINK, header=Header((Text(name),)), metadata=metadata))
    icon = soup(markup).find("link", rel="icon")
    drawn = b64decode(str(icon["href"]).partition("base64,")[2]).decode()  # type: ignore[index]
    assert BeautifulSoup(drawn, "html.parser").get_text() == initials


@pytest.mark.parametrize(
    ("file", "href"),
    [("cv.pdf", "cv.pdf"), ("my cv-{language}.pdf", "my%20cv-en.pdf"), ("https://a.example/cv.pdf",) * 2],
)  # fmt: skip
def test_a_page_links_to_its_pdf(file: str, href: str) -> None:
    (link,) = soup(rendered(options={"pdf-link": file})).select(".switch a")
    assert (link["href"], link.get_text()) == (href, "PDF")


HOSTILE = ("javascript:alert(1)", "data:text/html,x", "//evil.example/cv.pdf", "file:///etc/passwd", "http://[x")


@pytest.mark.parametrize("file", HOSTILE)
def test_a_pdf_is_a_file_beside_the_page_or_on_the_web(tmp_path: Path, file: str) -> None:
    (tmp_path / "cv.yaml").write_text(PROFILE, "utf-8")
    done = run(tmp_path, "export", "html", "cv.yaml", "-O", f"pdf-link={file}")
    assert done.code == 2
    assert "pdf-link" in done.err


def test_the_switch_is_labelled_and_links_to_the_pdf_of_its_language() -> None:
    labels = replace(TOGETHER.labels, languages="Languages")
    markup = rendered(replace(TOGETHER, labels=labels), options={"languages": "all", "pdf-link": "cv-{language}.pdf"})
    first, *others = soup(markup).select("nav.switch")
    assert first["aria-label"] == "Languages"
    assert [nav.select("a")[-1]["href"] for nav in (first, *others)] == ["cv-en.pdf", "cv-de.pdf", "cv-zh.pdf"]


def test_within_a_site_the_layout_has_the_first_heading() -> None:
    markup = rendered(TOGETHER, options={"languages": "all", "front-matter": "yes"})
    page_soup = soup(markup)
    assert page_soup.find("h1") is None
    assert page_soup.select("[role=heading]") == []
    parts = page_soup.select(".resume-languages > .post-container")
    assert [[part["id"], part["id"] in part["class"]] for part in parts] == [["en", True], ["de", True], ["zh", True]]


@pytest.mark.parametrize("theme", THEMES)
def test_what_is_printed_is_the_language_that_shows(theme: str) -> None:
    style = soup(rendered(TOGETHER, theme, options={"languages": "all"})).style
    rules = tinycss2.parse_stylesheet(style.string or "", skip_comments=True, skip_whitespace=True)  # type: ignore[union-attr]
    hiding = [
        rule for rule in rules if rule.type == "at-rule" and ".resume.other { display: none }" in rule.serialize()
    ]
    assert [rule.lower_at_keyword for rule in hiding] == ["supports"]
