"""The site of the documentation: every page has its place, and every link leads to one."""

from __future__ import annotations

import re
from pathlib import Path
from posixpath import dirname, join, normpath

import pytest
import site_pages

ROOT = Path(__file__).resolve().parent.parent

pytestmark = pytest.mark.sources


def test_every_page_is_named_once_in_the_navigation() -> None:
    navigation = (ROOT / "mkdocs.yml").read_text("utf-8").partition("\nnav:\n")[2]
    pages = re.findall(r": (\S+\.md)$", navigation, re.MULTILINE)
    assert len(pages) == len(set(pages))
    assert set(pages) == {name for name in site_pages.gathered() if name.endswith(".md")}


def test_every_link_of_a_gathered_page_leads_to_a_gathered_file() -> None:
    found = site_pages.gathered()
    for name, text in found.items():
        if isinstance(text, str):
            for link in site_pages.LINK.finditer(text):
                assert normpath(join(dirname(name), link["target"])) in found, f"{name}: {link['target']}"


def test_a_link_out_of_the_folder_is_moved_and_one_to_a_folder_is_words() -> None:
    def moved(text: str) -> str:
        return site_pages.LINK.sub(lambda link: site_pages.moved("docs/faq.md", link), text)

    assert moved("[a](../CONTRIBUTING.md#x)") == "[a](contributing.md#x)"
    assert moved("[a](../Dockerfile)") == "[a](files/Dockerfile)"
    assert moved("[a](themes.md#x) [b](https://example.com)") == "[a](themes.md#x) [b](https://example.com)"
    assert moved("the [example](../examples/resume-web)") == "the example"


@pytest.mark.parametrize(
    ("tag", "is_found"),
    [
        ('<script src="https://cdn.example/x.js"></script>', True),
        ("<link rel=stylesheet href=//fonts.example/x.css>", True),
        ('<img alt="" src="http://a.example/b.png">', True),
        ('<script src="assets/x.js"></script><a href="https://a.example">a</a>', False),
    ],
)
def test_what_is_loaded_from_elsewhere_is_found(tag: str, is_found: bool, tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text(f"<!doctype html>{tag}", "utf-8")
    assert bool(site_pages.loaded_from_elsewhere(tmp_path)) == is_found
