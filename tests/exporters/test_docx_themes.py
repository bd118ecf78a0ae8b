"""DOCX: what a theme's style sheet says reaches Word's styles, and the walk where it must."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from docx.oxml.ns import nsmap
from docx_parts import OnePicture, paragraphs, part, style, w, with_words, words
from msgspec.structs import replace

from resume_cli.document import Bullets, Header, Paragraph, Photo, Section, Term, Terms, Text
from resume_cli.exporters.docx.render import EXPORTER
from resume_cli.testing import KITCHEN_SINK, context
from resume_cli.theme.loader import load_theme

if TYPE_CHECKING:
    from xml.etree import ElementTree as ET


def styled(css: str, *, portrait: bool = False, **tokens: str) -> bytes:
    """An export with rules, and tokens, on top of the plain theme's."""
    theme = load_theme("plain", tokens)
    with_rules = replace(context(), theme=replace(theme, css=theme.css + css), assets=OnePicture())
    photo = Photo("portrait", "Ada") if portrait else None
    document = replace(KITCHEN_SINK, header=replace(KITCHEN_SINK.header, photo=photo))
    return EXPORTER.render(document, with_rules)


def test_a_rule_of_the_themes_style_sheet_changes_the_style_of_the_same_part() -> None:
    theme = load_theme("plain", {"accent": "#123456"})
    css = """
    .resume .section-title { color: var(--accent); letter-spacing: .1em }
    .resume.layout-sidebar .name { color: #abcdef }
    .resume.layout-single .headline { color: #abc; /* color: #def */ }
    @media screen { .resume .entry-subtitle { font-style: italic } }
    @media print { .resume .dates, .resume .place { font-style: italic } }
    """
    content = EXPORTER.render(KITCHEN_SINK, replace(context(), theme=replace(theme, css=theme.css + css)))
    styles = {found.get(w("styleId")): found for found in part(content, "word/styles.xml").iter(w("style"))}

    def look(name: str, tag: str) -> str | None:
        found = styles[name].find(f"{w('rPr')}/{w(tag)}")
        return None if found is None else found.get(w("val"), "on")

    assert look("Heading1", "color") == "123456"
    assert look("Heading1", "spacing") == "25"
    assert look("Name", "color") == load_theme("plain").colour("text-colour").hexadecimal[1:].upper()
    assert look("Headline", "color") == "AABBCC"
    assert look("EntrySubtitle", "i") is None
    assert look("EntryDates", "i") == look("EntryPlace", "i") == "on"


def test_a_line_below_the_header_goes_under_the_portrait_where_there_is_one() -> None:
    css = ".resume .header { border-bottom: 2pt solid var(--accent); padding-bottom: 9pt }"
    alone, beside = styled(css), styled(css, portrait=True)
    assert [style(paragraph) for paragraph in paragraphs(alone)][:4] == ["Name", "Headline", "Contact", "Heading1"]
    assert [style(paragraph) for paragraph in paragraphs(beside)][2:5] == ["Contact", "HeaderRule", "Heading1"]
    for content, owner in ((alone, "Contact"), (beside, "HeaderRule")):
        found = next(each for each in part(content, "word/styles.xml") if each.get(w("styleId")) == owner)
        border = found.find(f"{w('pPr')}/{w('pBdr')}/{w('bottom')}")
        assert border is not None
        assert (border.get(w("sz")), border.get(w("space"))) == ("16", "9")


def test_white_below_the_header_keeps_titles_from_running_beside_a_portrait() -> None:
    contact = with_words(styled("", portrait=True), "ada@example.com").find(f"{w('pPr')}/{w('spacing')}")
    assert contact is not None
    assert int(contact.get(w("after"), "0")) > 200
    assert with_words(styled(""), "ada@example.com").find(f"{w('pPr')}/{w('spacing')}") is None


def test_a_portrait_alone_in_a_header_is_as_high_as_the_space_it_takes() -> None:
    header = Header((), (), (), photo=Photo("portrait", "Ada"))
    content = EXPORTER.render(replace(KITCHEN_SINK, header=header), replace(context(), assets=OnePicture()))
    first = paragraphs(content)[0]
    spacing = first.find(f"{w('pPr')}/{w('spacing')}")
    height = int(next(iter(part(content).iter(f"{{{nsmap['wp']}}}extent"))).get("cy", "0")) / 635
    theme = load_theme("plain")
    line = 20 * theme.length("small-size").points * theme.number("line-height")
    contacts = 20 * 0.35 * theme.length("small-size").points
    assert spacing is not None
    # Six points of white below the portrait, before the space above a section title.
    white = int(spacing.get(w("after"), "0")) - 20 * theme.length("section-gap").points
    assert white + line + contacts == pytest.approx(height + 120, abs=1)


def look_of(content: bytes, name: str) -> ET.Element:
    (found,) = (each for each in part(content, "word/styles.xml") if each.get(w("styleId")) == name)
    return found


def test_paragraphs_of_the_summary_are_as_far_apart_as_in_the_pdf() -> None:
    theme = load_theme("plain")
    spacing = look_of(styled(""), "Summary").find(f"{w('pPr')}/{w('spacing')}")
    assert spacing is not None
    assert int(spacing.get(w("after"), "0")) == round(20 * 2.5 * theme.length("bullet-gap").points)


def test_links_are_underlined_in_the_colour_of_rules() -> None:
    theme = load_theme("plain", {"link-style": "underline", "rule-colour": "#123456"})
    content = EXPORTER.render(KITCHEN_SINK, replace(context(), theme=theme))
    line = look_of(content, "Hyperlink").find(f"{w('rPr')}/{w('u')}")
    assert line is not None
    assert (line.get(w("val")), line.get(w("color"))) == ("single", "123456")


def test_contacts_stand_on_the_coloured_ground_that_the_whole_header_has() -> None:
    css = ".resume .banner { background: #123456; color: white }"
    apart = look_of(styled(css), "Contact")
    together = look_of(styled(css + ".resume .header { background: #123456 }"), "Contact")
    assert apart.find(f"{w('pPr')}/{w('shd')}") is None
    assert together.find(f"{w('pPr')}/{w('shd')}") is not None
    colour = together.find(f"{w('rPr')}/{w('color')}")
    assert colour is not None
    assert colour.get(w("val")) == "FFFFFF"


def test_a_portrait_ends_where_the_text_ends() -> None:
    anchor = next(iter(part(styled("", portrait=True)).iter(f"{{{nsmap['wp']}}}anchor")))
    assert (anchor.get("distL"), anchor.get("distR")) == ("190500", "0")


def test_dates_may_stand_below_the_title_and_before_the_subtitle() -> None:
    content = styled(".resume .line { display: block }")
    lines = [(style(paragraph), words(paragraph)) for paragraph in paragraphs(content)]
    at = lines.index(("Heading2", "Example & Sons <Ltd>"))
    assert lines[at + 1] == ("EntryDateLine", "Jan 2018 – Present")
    assert lines[at + 2][0] == "EntryPosition"


def test_a_headline_may_stand_beside_the_name() -> None:
    content = styled(".resume .name { display: inline } .resume .headline { display: inline }")
    first = paragraphs(content)[0]
    assert words(first).split() == ["Ada", "Example", "艾达", "Engineer", "&", "Architect"]
    assert "Headline" not in [style(paragraph) for paragraph in paragraphs(content)]


def test_name_and_headline_stand_on_one_coloured_ground_with_the_portrait_upon_it() -> None:
    css = ".resume .banner { background: var(--accent); color: var(--background) } .resume .headline { color: inherit }"
    content = styled(css, portrait=True, accent="#123456")
    boxes = []
    for found in part(content, "word/styles.xml"):
        if found.get(w("styleId")) in {"Name", "Headline"}:
            ground, colour = found.find(f"{w('pPr')}/{w('shd')}"), found.find(f"{w('rPr')}/{w('color')}")
            assert ground is not None
            assert colour is not None
            assert (ground.get(w("fill")), colour.get(w("val"))) == ("123456", "FFFFFF")
            boxes.append([dict(line.attrib) for line in found.iterfind(f"{w('pPr')}/{w('pBdr')}/*")])
    assert boxes[0] == boxes[1]
    assert list(part(content).iter(f"{{{nsmap['wp']}}}wrapNone"))


RANKS = """
    .resume .kind-work .entry-subtitle { font-weight: bold }
    .resume .kind-patents .entry-subtitle { color: #333333 }
    .resume .entry-subtitle + .place::before { content: " · " }
    .resume .contacts li + li::before { content: "·" }
    .resume .entry dt { font-weight: normal; color: #444444 }
    .resume .facts { color: #555555 }
"""


def test_ranks_and_marks_of_the_style_sheet_are_those_of_word() -> None:
    content = styled(RANKS)
    shown = {words(each): style(each) for each in paragraphs(content)}
    assert shown["Principal Engineer · Beijing, China"] == "EntryPosition"
    assert any(text.startswith("ada@example.com · +1 555 0100") for text in shown)
    looks = {str(each.get(w("styleId"))): each for each in part(content, "word/styles.xml").iter(w("style"))}
    assert looks["EntryPosition"].find(f"{w('rPr')}/{w('b')}") is not None
    colours = {name: looks[name].find(f"{w('rPr')}/{w('color')}") for name in ("EntrySource", "EntryTerm", "Facts")}
    assert [each is not None and each.get(w("val")) for each in colours.values()] == ["333333", "444444", "555555"]


@pytest.mark.parametrize(("count", "apart"), [(3, True), (41, False)])
def test_facts_of_papers_are_below_the_title_but_not_in_a_list_to_look_things_up(count: int, *, apart: bool) -> None:
    item = (Text("A method"), Text(". "), Text("US 1, granted 2018"))
    section = Section("patents", (Text("Patents"),), (Bullets((item,) * count, mark=". "),), "patents")
    theme = replace(load_theme("plain"), css=RANKS)
    content = EXPORTER.render(replace(KITCHEN_SINK, sections=(section,)), replace(context(), theme=theme))
    found = with_words(content, "A method. US 1")
    assert (found.find(f"{w('r')}/{w('br')}") is not None) == apart
    assert found.findall(f"{w('r')}/{w('rPr')}/{w('rStyle')}")[-1].get(w("val")) == "Facts"


def formal(rows: int) -> list[ET.Element]:
    """The paragraphs of an export with a portrait beside a table, and a line to sign on."""
    table = Section(
        "details", (Text("Details"),), (Terms((Term((Text("City"),), (Text("Bonn"),)),) * rows),), "details"
    )
    closing = Section("closing", (), (Paragraph((Text("Bonn"),)), Paragraph((Text("Ada"),))), "closing")
    header = Header((Text("Ada"),), photo=Photo("portrait", "Ada"))
    document = replace(KITCHEN_SINK, header=header, sections=(table, *KITCHEN_SINK.sections, closing))
    return paragraphs(EXPORTER.render(document, replace(context(), theme=load_theme("formal"), assets=OnePicture())))


@pytest.mark.parametrize("rows", [1, 20])
def test_a_table_of_details_stands_beside_the_portrait_and_what_follows_it_below(rows: int) -> None:
    title, *table = formal(rows)[1 : rows + 2]
    for paragraph in (title, *table):
        indent = paragraph.find(f"{w('pPr')}/{w('ind')}")
        assert indent is not None
        assert (
            int(indent.get(w("end"), indent.get(w("right"), "0")))
            > 20 * load_theme("formal").length("photo-width").points
        )
    spacing = table[-1].find(f"{w('pPr')}/{w('spacing')}")
    assert (spacing is not None and int(spacing.get(w("after"), "0")) > 0) == (rows == 1)


def test_the_name_at_the_end_has_a_line_to_sign_on_above() -> None:
    place, name = formal(1)[-2:]
    assert (style(place), style(name)) == ("Closing", "Signature")
    content = styled(".resume .kind-closing p:last-child { border-top: 1pt solid #123456 }", closing="signature")
    line = look_of(content, "Signature").find(f"{w('pPr')}/{w('pBdr')}/{w('top')}")
    assert line is not None
    assert (line.get(w("sz")), line.get(w("color"))) == ("8", "123456")


def test_two_short_skills_share_a_paragraph_with_a_tab_between_them() -> None:
    terms = tuple(Term((Text(name),), (Text("good"),)) for name in ("Go", "SQL", "Rust"))
    section = Section("skills", (), (Terms(terms, ": ", 2),), "skills")
    document = replace(KITCHEN_SINK, sections=(section,))
    content = EXPORTER.render(document, replace(context(), theme=load_theme("plain", {"skills-columns": "two"})))
    assert [words(each) for each in paragraphs(content)][-2:] == ["Go: goodSQL: good", "Rust: good"]
    assert with_words(content, "Go: good").find(f"{w('r')}/{w('tab')}") is not None
    tab = look_of(content, "TermList").find(f"{w('pPr')}/{w('tabs')}/{w('tab')}")
    assert tab is not None
    named_apart = load_theme("plain", {"skills-columns": "two", "terms-layout": "columns"})
    content = EXPORTER.render(document, replace(context(), theme=named_apart))
    assert [words(each) for each in paragraphs(content)][-3:] == ["Gogood", "SQLgood", "Rustgood"]


@pytest.mark.parametrize(("count", "kept"), [(1, ""), (2, "k"), (5, "kkkk"), (6, "....k")])
def test_a_short_list_of_terms_stays_on_one_page_and_the_last_row_is_never_alone(count: int, kept: str) -> None:
    terms = tuple(Term((Text("Go"),), (Text("good"),)) for _ in range(count))
    section = Section("skills", (), (Terms(terms),), "skills")
    content = EXPORTER.render(replace(KITCHEN_SINK, sections=(section,)), context())
    rows = [each for each in paragraphs(content) if style(each) == "TermList"]
    marks = ["k" if each.find(f"{w('pPr')}/{w('keepNext')}") is not None else "." for each in rows]
    assert "".join(marks) == kept + "."
