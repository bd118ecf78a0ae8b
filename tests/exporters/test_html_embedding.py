"""A page becomes a fragment or a page of Jekyll, with nothing that reaches outside of it."""

from __future__ import annotations

import re

import pytest
from html_pages import THEMES, document, rendered, soup, words

from resume_cli.document import Header, Paragraph
from resume_cli.errors import UsageError
from resume_cli.exporters.html.guard import scoped_style


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
