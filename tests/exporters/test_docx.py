"""DOCX: read back by python-docx, judged by openxml-audit, and looked into as XML."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from io import BytesIO
from typing import TYPE_CHECKING

import docx as python_docx
import pytest
from docx.oxml.ns import nsmap
from docx_parts import (
    DOCUMENTS,
    PIXEL,
    OnePicture,
    export,
    members,
    of_blocks,
    paragraphs,
    part,
    run_with,
    style,
    w,
    with_words,
    words,
)
from msgspec.structs import replace
from openxml_audit import OpenXmlValidator
from readers import read_docx

from resume_cli.document import (
    Bullets,
    Contact,
    Entry,
    Group,
    Metadata,
    Paragraph,
    Photo,
    Section,
    Strong,
    Term,
    Terms,
    Text,
    texts,
)
from resume_cli.exporters.docx.parts import SOURCE_NAMESPACE
from resume_cli.exporters.docx.render import EXPORTER
from resume_cli.exporters.docx.runs import address
from resume_cli.testing import KITCHEN_SINK, check_exporter, context, missing
from resume_cli.theme.loader import load_theme, theme_names

if TYPE_CHECKING:
    from pathlib import Path
    from xml.etree import ElementTree as ET

    from resume_cli.theme.images import Asset


def errors(content: bytes, folder: Path) -> list[str]:
    file = folder / "resume.docx"
    file.write_bytes(content)
    return [str(error) for error in OpenXmlValidator().validate(str(file)).errors]


@pytest.mark.parametrize("theme", theme_names())
def test_every_theme_keeps_the_contract_of_exporters(theme: str) -> None:
    check_exporter(EXPORTER, read_docx, theme=theme)


@pytest.mark.parametrize("theme", theme_names())
@pytest.mark.parametrize("language", DOCUMENTS)
def test_no_theme_and_no_language_breaks_a_rule_of_the_format(theme: str, language: str, tmp_path: Path) -> None:
    document = DOCUMENTS[language]
    portrait = replace(document.header, photo=Photo("portrait", "Portrait"))
    assert errors(export(replace(document, header=portrait), theme, assets=OnePicture()), tmp_path) == []


def test_the_validator_that_finds_no_error_is_able_to_find_one(tmp_path: Path) -> None:
    broken = members(export())
    broken["word/styles.xml"] = broken["word/styles.xml"].replace(b'w:type="paragraph"', b'w:type="poem"')
    target = BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name, content in broken.items():
            archive.writestr(name, content)
    assert errors(target.getvalue(), tmp_path)


def test_the_bytes_are_the_same_in_another_process_time_zone_and_hash_order() -> None:
    program = (
        "import hashlib; from resume_cli.testing import KITCHEN_SINK, context; "
        "from resume_cli.exporters.docx.render import EXPORTER; "
        "print(hashlib.sha256(EXPORTER.render(KITCHEN_SINK, context())).hexdigest())"
    )
    seen = {
        subprocess.run(
            [sys.executable, "-c", program],
            env={**os.environ, "PYTHONHASHSEED": seed, "TZ": zone},
            check=True,
            capture_output=True,
            text=True,
        ).stdout
        for seed, zone in (("1", "UTC"), ("2", "Asia/Tokyo"))
    }
    assert len(seen) == 1


def test_the_package_holds_only_parts_of_our_own_in_order_and_without_a_clock() -> None:
    with zipfile.ZipFile(BytesIO(export())) as archive:
        names = archive.namelist()
        assert names == sorted(names)
        assert names[0] == "[Content_Types].xml"
        assert {member.date_time for member in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert not [name for name in names if "thumbnail" in name or "Effects" in name or "glossary" in name]


def test_every_paragraph_and_run_has_its_look_from_a_style_that_exists() -> None:
    content = export()
    known = {found.get(w("styleId")) for found in part(content, "word/styles.xml").iter(w("style"))}
    root = part(content)
    for name in ("pStyle", "rStyle"):
        assert {found.get(w("val")) for found in root.iter(w(name))} <= known
    assert all(paragraph.find(f"{w('pPr')}/{w('pStyle')}") is not None for paragraph in root.iter(w("p")))
    for name in ("sz", "color", "u", "caps", "ind", "jc", "tabs", "pBdr"):
        assert not list(root.iter(w(name))), name


def test_the_name_is_in_no_style_that_other_programs_take_for_metadata() -> None:
    names = {found.get(w("val")) for found in part(export(), "word/styles.xml").iter(w("name"))}
    assert not names & {"Title", "Subtitle", "Author", "Date", "Abstract"}
    assert style(with_words(export(), "Ada Example")) == "Name"


def test_headings_have_the_levels_of_the_document_in_the_navigation_pane() -> None:
    content = export()
    assert style(with_words(content, "Experience")) == "Heading1"
    assert style(with_words(content, "Example & Sons")) == "Heading2"
    assert style(with_words(content, "Team lead")) == "Heading3"
    assert style(with_words(content, "A position without")) == "Heading2"
    assert style(with_words(content, "United States")) == "GroupTitle"
    levels = {
        found.get(w("styleId")): level.get(w("val"))
        for found in part(content, "word/styles.xml").iter(w("style"))
        if (level := found.find(f"{w('pPr')}/{w('outlineLvl')}")) is not None
    }
    assert levels == {"Heading1": "0", "Heading2": "1", "Heading3": "2", "Heading4": "3"}


def test_entries_in_a_group_stand_one_level_below_it() -> None:
    content = export(of_blocks(Group((Text("Group"),), (Entry((Text("Within"),), (Text("Line"),)),))))
    assert style(with_words(content, "Within")) == "Heading3"


def test_dates_stand_at_a_right_tab_where_the_text_ends() -> None:
    content = export()
    assert [run.tag for run in with_words(content, "Example & Sons").iter(w("tab"))] == [w("tab")]
    page = part(content).find(f"{w('body')}/{w('sectPr')}")
    assert page is not None
    size, margin = page.find(w("pgSz")), page.find(w("pgMar"))
    assert size is not None
    assert margin is not None
    width = int(size.get(w("w"), "0")) - int(margin.get(w("left"), "0")) - int(margin.get(w("right"), "0"))
    tabs = {tab.get(w("pos")) for tab in part(content, "word/styles.xml").iter(w("tab"))}
    assert tabs == {str(width)}


def test_a_place_stands_on_the_line_of_the_subtitle_after_the_mark_that_the_theme_has_there() -> None:
    assert words(with_words(export(), "Principal Engineer")).split() == [
        *("Principal", "Engineer"),
        *("·", "Beijing,", "China"),
    ]


def test_a_title_stays_with_what_follows_and_a_bare_title_does_not() -> None:
    content = export()
    assert with_words(content, "Example & Sons").find(f"{w('pPr')}/{w('keepNext')}") is None
    bare = with_words(content, "A bare title").find(f"{w('pPr')}/{w('keepNext')}")
    assert bare is not None
    assert bare.get(w("val")) == "0"
    for found in part(content, "word/styles.xml").iter(w("style")):
        if str(found.get(w("styleId"))).startswith("Heading"):
            assert found.find(f"{w('pPr')}/{w('keepNext')}") is not None


def number(paragraph: ET.Element) -> str | None:
    found = paragraph.find(f"{w('pPr')}/{w('numPr')}/{w('numId')}")
    return None if found is None else found.get(w("val"))


def test_a_list_that_counts_on_is_the_same_list_to_word_and_one_that_starts_anew_is_not() -> None:
    one, two, three = ((Text(name),) for name in ("one", "two", "three"))
    content = export(of_blocks(Bullets((one, two), start=1), Bullets((three,), start=3), Bullets((one,), start=1)))
    listed = [paragraph for paragraph in paragraphs(content) if style(paragraph) == "ListNumber"]
    assert [number(paragraph) for paragraph in listed] == [None, None, None, "3"]
    instances = part(content, "word/numbering.xml").findall(w("num"))
    start = instances[-1].find(f"{w('lvlOverride')}/{w('startOverride')}")
    assert instances[-1].get(w("numId")) == "3"
    assert start is not None
    assert start.get(w("val")) == "1"


def test_a_list_may_begin_with_any_number() -> None:
    content = export(of_blocks(Bullets(((Text("seven"),),), start=7)))
    levels = part(content, "word/numbering.xml").findall(f"{w('abstractNum')}/{w('lvl')}/{w('start')}")
    assert [level.get(w("val")) for level in levels] == ["1", "1", "7", "1"]


def test_each_numbered_list_within_a_list_counts_from_its_own_start() -> None:
    inner = Bullets(((Text("three"),), (Text("four"),)), start=3)
    outer = Bullets(((Text("one"),), inner, (Text("two"),), Bullets(((Text("a"),),), start=1)), start=1)
    content = export(of_blocks(outer))
    assert [(style(each), number(each)) for each in paragraphs(content) if style(each).startswith("List")] == [
        ("ListNumber", None), ("ListNumber2", "3"), ("ListNumber2", "3"), ("ListNumber", None), ("ListNumber2", "4"),
    ]  # fmt: skip
    overrides = part(content, "word/numbering.xml").findall(f"{w('num')}/{w('lvlOverride')}")
    starts = [(each.get(w("ilvl")), each[0].get(w("val"))) for each in overrides]
    assert starts == [("1", "3"), ("1", "1")]


def indents(content: bytes) -> list[tuple[int, int]]:
    """How far text is indented and its mark hangs, in twips, of bullets and of numbers."""
    found = part(content, "word/numbering.xml").iter(w("ind"))
    return [(int(each.get(w("left"), "0")), int(each.get(w("hanging"), "0"))) for each in found]


def test_bullets_are_indented_as_the_theme_says_and_numbers_as_far_as_the_longest_needs() -> None:
    assert indents(export()) == [(220, 200), (440, 200), (352, 226), (572, 226)]
    narrow = replace(context(), theme=load_theme("plain", {"bullet-indent": "5pt"}))
    assert indents(EXPORTER.render(KITCHEN_SINK, narrow)) == [(100, 100), (200, 100), (226, 226), (326, 226)]
    many = of_blocks(Bullets(((Text("one"),),), start=12345))
    assert indents(export(many))[2] == (650, 650) == (round((5 * 0.53 + 0.6) * 200),) * 2


def test_strong_words_in_a_bold_title_stay_bold() -> None:
    content = export(of_blocks(Entry((Strong((Text("Weighty"),)), Text(" words")))))
    properties = run_with(content, "Weighty").find(w("rPr"))
    assert properties is not None
    assert [child.tag for child in properties] == [w("rStyle"), w("b"), w("bCs")]
    in_text = run_with(export(of_blocks(Paragraph((Strong((Text("Plain"),)),)))), "Plain")
    assert in_text.find(f"{w('rPr')}/{w('b')}") is None


def test_dates_are_not_bold_on_the_line_of_a_bold_title() -> None:
    bold = run_with(export(), "Jan 2018").find(f"{w('rPr')}/{w('b')}")
    assert bold is not None
    assert bold.get(w("val")) == "0"


@pytest.mark.parametrize(("paper", "width"), [("A4", "11906"), ("Letter", "12240")])
def test_the_paper_is_the_one_that_the_document_wants(paper: str, width: str) -> None:
    size = part(export(replace(KITCHEN_SINK, paper=paper))).find(f"{w('body')}/{w('sectPr')}/{w('pgSz')}")
    assert size is not None
    assert size.get(w("w")) == width


def test_a_section_that_asks_for_a_page_begins_one_even_without_a_title() -> None:
    assert with_words(export(), "演讲").find(f"{w('pPr')}/{w('pageBreakBefore')}") is not None
    untitled = Section("s", (), (Paragraph((Text("Alone"),)), Paragraph((Text("After"),))), break_before=True)
    content = export(replace(KITCHEN_SINK, sections=(untitled,)))
    assert with_words(content, "Alone").find(f"{w('pPr')}/{w('pageBreakBefore')}") is not None
    assert with_words(content, "After").find(f"{w('pPr')}/{w('pageBreakBefore')}") is None


def test_the_properties_say_what_the_document_is_and_when_it_was_made() -> None:
    properties = python_docx.Document(BytesIO(export())).core_properties
    assert properties.title == "Ada Example – Résumé"
    assert properties.author == "Ada Example"
    assert properties.subject == "Engineer & Architect"
    assert properties.keywords == "Java, Python"
    assert properties.language == "en-US"
    assert str(properties.created) == "2026-01-02 03:04:05+00:00"


def test_the_profiles_data_are_attached_unless_that_is_refused() -> None:
    source = '{\n  "basics": {"name": "刘硕 & <Ada>"}\n}'
    document = replace(KITCHEN_SINK, metadata=replace(KITCHEN_SINK.metadata, source=source))
    attached = part(export(document), "customXml/item1.xml")
    assert attached.tag == f"{{{SOURCE_NAMESPACE}}}source"
    assert attached.text == source
    assert not [name for name in members(export(document, options={"attach": "no"})) if "customXml" in name]


def test_the_portrait_floats_beside_the_name_and_says_what_it_shows() -> None:
    header = replace(KITCHEN_SINK.header, photo=Photo("portrait", "Ada, “smiling”"))
    content = export(replace(KITCHEN_SINK, header=header), assets=OnePicture())
    assert members(content)["word/media/portrait.png"] == PIXEL
    described = next(iter(part(content).iter(f"{{{nsmap['wp']}}}docPr")))
    assert described.get("descr") == "Ada, “smiling”"
    extent = next(iter(part(content).iter(f"{{{nsmap['wp']}}}extent")))
    assert int(extent.get("cy", "0")) / int(extent.get("cx", "1")) == pytest.approx(4 / 3, rel=1e-3)
    assert not [name for name in ("tbl", "txbxContent", "framePr", "pict") if list(part(content).iter(w(name)))]


def test_a_portrait_that_cannot_be_read_is_left_out() -> None:
    header = replace(KITCHEN_SINK.header, photo=Photo("missing", "Ada"))
    content = export(replace(KITCHEN_SINK, header=header), assets=OnePicture())
    assert not list(part(content).iter(w("drawing")))


def test_characters_that_xml_cannot_hold_are_dropped_and_the_rest_stays() -> None:
    content = export(
        replace(
            of_blocks(Paragraph((Text("be\x00fore\x0b\x0c\x1b\ufffe\ud800 after 😀"),))),
            metadata=Metadata("ti\x00tle", author="a\x1b", source='{"a": "\x0b"}'),
        )
    )
    assert words(with_words(content, "before")) == "before after 😀"


@pytest.mark.parametrize(
    ("href", "expected"),
    [
        ("https://example.com/?a=1&b=%20#c", "https://example.com/?a=1&b=%20#c"),
        ("https://example.com/a b[1]", "https://example.com/a%20b%5B1%5D"),
        ("https://example.com/刘?100%", "https://example.com/%E5%88%98?100%25"),
    ],
)
def test_targets_of_links_are_addresses_that_word_takes(href: str, expected: str) -> None:
    assert address(href) == expected


def test_terms_show_a_separator_only_between_two_parts() -> None:
    content = export(of_blocks(Terms((Term((Text("Name"),), (Text("Description"),)), Term((Text("Alone"),), ())))))
    shown = [words(paragraph) for paragraph in paragraphs(content) if style(paragraph) == "TermList"]
    assert shown == ["Name: Description", "Alone"]


def test_contacts_share_lines_that_fit_so_that_none_is_torn() -> None:
    contacts = tuple(Contact("url", "", (Text(f"https://example.com/a-long-address/{index}"),)) for index in range(4))
    header = replace(KITCHEN_SINK.header, contacts=contacts)
    content = export(replace(KITCHEN_SINK, header=header))
    lines = [words(paragraph) for paragraph in paragraphs(content) if style(paragraph) == "Contact"]
    assert len(lines) == 2
    assert all(line.count("https://") == 2 for line in lines)


def test_a_token_changes_the_styles_and_nothing_else() -> None:
    changed = replace(context(), theme=load_theme("plain", {"text-colour": "#123456", "body-size": "12pt"}))
    before, after = members(export()), members(EXPORTER.render(KITCHEN_SINK, changed))
    assert before["word/document.xml"] == after["word/document.xml"]
    assert b'w:val="123456"' in after["word/styles.xml"]
    assert b'<w:sz w:val="24"' in after["word/styles.xml"]


def test_a_list_of_a_thousand_loses_nothing() -> None:
    items = tuple((Text(f"Item {index}."),) for index in range(1000))
    document = of_blocks(Bullets(items, start=1))
    assert missing(texts(document), read_docx(export(document))) == []


def test_the_first_entry_below_a_title_adds_no_white_to_the_titles_own() -> None:
    content = export()
    first = with_words(content, "Example & Sons").find(f"{w('pPr')}/{w('spacing')}")
    assert first is not None
    assert first.get(w("before")) == "0"
    assert with_words(content, "A company with").find(f"{w('pPr')}/{w('spacing')}") is None


def test_a_portrait_in_a_format_that_word_does_not_know_is_left_out() -> None:
    class OneWebp(OnePicture):
        def read(self, name: str) -> Asset | None:
            found = super().read(name)
            return replace(found, media_type="image/webp") if found else None

    header = replace(KITCHEN_SINK.header, photo=Photo("portrait", "Ada"))
    content = export(replace(KITCHEN_SINK, header=header), assets=OneWebp())
    assert not list(part(content).iter(w("drawing")))


def test_the_colours_that_word_offers_first_are_the_themes() -> None:
    accent = load_theme("plain").colour("accent").hexadecimal[1:].upper().encode()
    assert b'<a:accent1><a:srgbClr val="' + accent in members(export())["word/theme/theme1.xml"]


@pytest.mark.parametrize(("theme", "width"), [("plain", "4"), ("modern", "24")])
def test_the_mark_of_a_sections_title_is_as_thick_as_in_the_theme(theme: str, width: str) -> None:
    for found in part(export(theme=theme), "word/styles.xml").iter(w("style")):
        if found.get(w("styleId")) == "Heading1":
            assert [line.get(w("sz")) for line in found.iterfind(f"{w('pPr')}/{w('pBdr')}/*")] == [width]
