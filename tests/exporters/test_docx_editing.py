"""What people see and do in Word: lines that stay apart, headers on the axis, styles that follow on Enter."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from docx_parts import OnePicture, export, of_blocks, paragraphs, part, style, w, words
from msgspec.structs import replace

from resume_cli.document import Bullets, Contact, Entry, Header, NoWrap, Paragraph, Photo, Term, Terms, Text, Time
from resume_cli.exporters.docx import fit, render
from resume_cli.exporters.docx.design import Design
from resume_cli.exporters.docx.render import EXPORTER
from resume_cli.testing import KITCHEN_SINK, context
from resume_cli.theme.loader import load_theme, theme_names

if TYPE_CHECKING:
    from resume_cli.document import Block

LONG = "The Royal Institute of Mathematics and Mechanics in Munich and Mumbai, Department of Very Many Others in 中国"
DATES = (NoWrap((Time("Jan 2019", "2019-01"), Text(" – "), Time("Feb 2020", "2020-02"))),)


@pytest.mark.parametrize(
    ("title", "has_room"),
    [
        ("Acme", True),
        ("Institute of Advanced Applied Mathematics", True),
        ("Institute of Advanced Something and Applied Mathematics for the Sciences of Stockholm", False),
        (LONG, True),
        ("中国科学院自动化研究所", True),
        ("中国科学院自动化研究所模式识别国家重点实验室与其他一些很长的名字的单位名称也放在这里", False),
        ("W" * 70, False),
    ],
)  # fmt: skip
def test_dates_are_below_a_title_that_has_no_room_for_them(title: str, has_room: bool) -> None:
    content = export(of_blocks(Entry((Text(title),), (), (DATES,))))
    heading = next(each for each in paragraphs(content) if style(each) == "Heading2")
    assert (heading.find(f"{w('r')}/{w('br')}") is None) == has_room
    assert heading.find(f"{w('r')}/{w('tab')}") is not None
    assert words(heading) == f"{title}Jan 2019 – Feb 2020"


def test_a_date_in_word_has_no_space_to_break_at() -> None:
    content = export(of_blocks(Entry((Text("Acme"),), (), (DATES,)), Paragraph((NoWrap((Text("900 ms"),)),))))
    runs = [text.text for text in part(content).iter(w("t"))]
    assert {"Jan\xa02019", "\xa0–\xa0", "Feb\xa02020", "900\xa0ms"} <= set(runs)


@pytest.mark.parametrize("theme", theme_names())
def test_what_is_centred_is_on_the_axis_of_the_page_beside_a_portrait_too(theme: str) -> None:
    header = Header((Text("Ada"),), (Text("Engineer"),), (Contact("email", "E-mail", (Text("a@b.c"),)),),
                    Photo("portrait", "Ada"))  # fmt: skip
    shown = replace(context(theme), assets=OnePicture())
    content = EXPORTER.render(replace(KITCHEN_SINK, header=header), shown)
    centred = load_theme(theme).keyword("header-align") == "center"
    indents = {
        str(each.get(w("styleId"))): each.find(f"{w('pPr')}/{w('ind')}")
        for each in part(content, "word/styles.xml").iter(w("style"))
    }
    for name in ("Name", "Headline", "Contact"):
        found = indents[name]
        if centred:
            assert found is not None
            assert found.get(w("left")) == found.get(w("right")) != "0"
        else:
            assert found is None


def test_terms_within_an_entry_share_a_line_where_others_have_columns() -> None:
    terms = Terms((Term((Text("Keywords"),), (Text("Java"),)),))
    document = of_blocks(terms, Entry((Text("Acme"),), body=(terms,)))
    columns = load_theme("modern", {"terms-layout": "columns"})
    content = EXPORTER.render(document, replace(context(), theme=columns))
    found = [(style(each), words(each)) for each in paragraphs(content) if words(each).startswith("Keywords")]
    assert found == [("TermList", "KeywordsJava"), ("EntryFact", "Keywords: Java")]


@pytest.mark.parametrize(
    ("name", "following"),
    [
        ("Name", "Headline"), ("Headline", "Contact"), ("Heading1", "Heading2"), ("Heading2", "EntryPosition"),
        ("Heading3", "EntryPosition"), ("EntryPosition", "ListBullet"), ("ListBullet", None), ("ListBullet2", None),
        ("BodyText", None), ("TermList", None),
    ],
)  # fmt: skip
def test_enter_begins_the_paragraph_that_comes_next_in_a_resume(name: str, following: str | None) -> None:
    found = next(
        each for each in part(export(), "word/styles.xml").iter(w("style")) if each.get(w("styleId")) == name
    ).find(w("next"))
    assert (None if found is None else found.get(w("val"))) == following


def test_the_gallery_shows_every_style_with_our_name_beside_words() -> None:
    aliases = {}
    for each in part(export(), "word/styles.xml").iter(w("style")):
        shown, alias = each.find(w("qFormat")) is not None, each.find(w("aliases"))
        if each.get(w("default")) is None:
            assert shown
        if alias is not None:
            aliases[each.get(w("styleId"))] = alias.get(w("val"))
            assert each[1] is alias
    assert aliases["Heading1"] == "Section Title"
    assert aliases["Heading2"] == "Entry Title"


def test_the_estimate_of_pages_knows_how_far_each_kind_of_list_is_indented() -> None:
    theme = load_theme("plain", {"bullet-indent": "40pt"})
    words_of = Text("Thing " * 400)

    def pages(*blocks: Block) -> float:
        design = Design(theme, of_blocks(*blocks))
        body = render._walk(design)
        read = [fit._read(each) for each in body.package.element.body.p_lst]
        return fit._pages(design, read, body.numbering)

    bullets, numbers = Bullets(((words_of,),)), Bullets(((words_of,),), start=1)
    within = Bullets(((Text("x"),), numbers), start=1)
    assert pages(Paragraph((words_of,))) < pages(bullets) < pages(numbers) < pages(within)
