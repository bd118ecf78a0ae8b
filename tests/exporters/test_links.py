"""Links on paper: those whose words are not their address are marked, or have it behind them, as the theme says."""

from __future__ import annotations

import pytest
from docx_parts import of_blocks, part, run_with, w, words
from html_pages import rendered, soup
from msgspec.structs import replace
from pdf_documents import read

from resume_cli.document import Link, Paragraph, Text
from resume_cli.exporters.docx.render import EXPORTER as DOCX
from resume_cli.exporters.pdf.render import EXPORTER as PDF
from resume_cli.testing import context
from resume_cli.theme.loader import load_theme

TITLED = Link((Text("Acme"),), "https://acme.example/")
SHOWN = Link((Text("b.example"),), "https://b.example")
WHAT = of_blocks(Paragraph((TITLED, Text("; "), SHOWN)))


def test_a_link_that_shows_its_address_says_so() -> None:
    links = soup(rendered(WHAT)).select("p a")
    assert [(link.get_text(), link.get("class")) for link in links] == [("Acme", None), ("b.example", ["address"])]


@pytest.mark.parametrize(
    ("style", "shown"),
    [("address", "Acme (https://acme.example/); b.example"), ("plain", "Acme; b.example")],
)
def test_the_address_is_printed_where_the_theme_wants_it(style: str, shown: str) -> None:
    paper = replace(context(), theme=load_theme("plain", {"link-style": style}))
    assert shown in read(PDF.render(WHAT, paper)).pages[0].extract_text()
    assert shown in words(part(DOCX.render(WHAT, paper)))


def test_in_word_a_link_that_shows_its_address_has_a_style_without_a_line() -> None:
    content = DOCX.render(WHAT, context())
    styles = {style.get(w("styleId")): style for style in part(content, "word/styles.xml").iter(w("style"))}
    for text, name, underlined in (("Acme", "Hyperlink", True), ("b.example", "HyperlinkAddress", False)):
        chosen = run_with(content, text).find(f"{w('rPr')}/{w('rStyle')}")
        assert chosen is not None
        assert chosen.get(w("val")) == name
        assert (styles[name].find(f"{w('rPr')}/{w('u')}") is not None) == underlined
