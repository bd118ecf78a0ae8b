"""The PDF exporter: archival and accessible at once, its own fonts, the options it takes, the portrait."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace
from pdf_documents import SINK, SOURCE, Node, long_document, read, with_options

from resume_cli.document import Paragraph, Photo, Section, Text
from resume_cli.errors import UsageError
from resume_cli.exporters.pdf.render import EXPORTER
from resume_cli.testing import context
from resume_cli.theme.images import Asset

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pypdf import PdfReader


def catalog(reader: PdfReader) -> Node:
    root: Node = reader.trailer["/Root"]
    return root


def structure(reader: PdfReader) -> list[Node]:
    return list(elements(catalog(reader)["/StructTreeRoot"]["/K"]))


def elements(node: Node) -> Iterator[Node]:
    """Yield every element of a structure tree in order."""
    node = node.get_object()
    if isinstance(node, list):
        for each in node:
            yield from elements(each)
    elif isinstance(node, dict) and "/S" in node:
        yield node
        yield from elements(node.get("/K", []))


@pytest.fixture(scope="module")
def sink() -> PdfReader:
    return read(EXPORTER.render(SINK, context()))


def test_a_pdf_says_that_it_is_pdf_ua_and_pdf_a_in_one_file(sink: PdfReader) -> None:
    metadata = catalog(sink)["/Metadata"].get_data().decode()
    for claim in ('pdfaid:part="3"', 'pdfaid:conformance="A"', 'pdfuaid:part="1"', "<rdf:li>en</rdf:li>"):
        assert claim in metadata
    assert catalog(sink)["/MarkInfo"]["/Marked"].value is True


def test_a_pdf_bears_title_author_subject_keywords_language_and_the_given_date(sink: PdfReader) -> None:
    written: Node = sink.metadata
    assert (written.title, written.author) == (SINK.metadata.title, SINK.metadata.author)
    assert (written.subject, written["/Keywords"]) == (SINK.metadata.subject, ", ".join(SINK.metadata.keywords))
    assert written["/CreationDate"].startswith("D:20260102030405")
    assert catalog(sink)["/Lang"] == "en"
    assert catalog(sink)["/ViewerPreferences"]["/DisplayDocTitle"].value is True


def test_the_outline_names_every_heading_in_order(sink: PdfReader) -> None:
    def titles(items: Node) -> Iterator[str]:
        for item in items:
            if isinstance(item, list):
                yield from titles(item)
            else:
                yield item.title

    found = list(titles(sink.outline))
    assert found[0] == "Ada Example 艾达"
    assert [title for title in found if title in {"Experience", "Team lead", "Skills", "Patents", "演讲"}] == [
        "Experience", "Team lead", "Skills", "Patents", "演讲",
    ]  # fmt: skip


def test_words_in_another_language_say_so_in_the_structure_tree(sink: PdfReader) -> None:
    languages = [each["/Lang"] for each in structure(sink) if "/Lang" in each]
    inner = [language for language in languages if language != "en"]
    assert len(inner) >= 2
    assert any(language.startswith("zh") for language in inner)


def test_a_term_is_the_label_of_its_description_and_lists_hold_only_items(sink: PdfReader) -> None:
    tree = structure(sink)
    for each in tree:
        if each["/S"] == "/L":
            assert {kid["/S"] for kid in kids(each)} <= {"/LI", "/L", "/Caption"}
    items = [[kid["/S"] for kid in kids(each)] for each in tree if each["/S"] == "/LI"]
    assert ["/Lbl", "/LBody"] in items
    assert all(item in (["/Lbl", "/LBody"], ["/LBody"]) for item in items)


def kids(element: Node) -> list[Node]:
    found = element.get("/K", [])
    found = [each.get_object() for each in (found if isinstance(found, list) else [found])]
    return [each for each in found if isinstance(each, dict) and "/S" in each]


def test_each_link_is_one_annotation_that_a_link_element_holds(sink: PdfReader) -> None:
    tree = structure(sink)
    links = [each for each in tree if each["/S"] == "/Link"]
    pages: list[Node] = list(sink.pages)
    annotations = [each for page in pages for each in page.get("/Annots", [])]
    assert len(links) == len(annotations) >= 3


def test_the_selected_profile_lies_in_the_file_unless_told_otherwise(sink: PdfReader) -> None:
    assert {name: contents[0].decode() for name, contents in sink.attachments.items()} == {"resume.json": SOURCE}
    named = catalog(sink)["/AF"][0].get_object()
    assert named["/AFRelationship"] == "/Source"
    assert named["/EF"]["/F"]["/Subtype"] == "/application/json"
    assert named["/EF"]["/F"]["/Params"]["/ModDate"].startswith("D:20260102030405")
    without = EXPORTER.render(SINK, with_options({"attach": "no"}))
    assert not read(without).attachments


@pytest.mark.parametrize("options", [{"attach": "perhaps"}, {"paper": "foolscap"}, {"pages": "0"}, {"pages": "two"}])
def test_a_wrong_value_of_an_option_is_refused_with_the_right_ones(options: dict[str, str]) -> None:
    with pytest.raises(UsageError, match=f"option {next(iter(options))} takes"):
        EXPORTER.render(SINK, with_options(options))


@pytest.mark.parametrize(("paper", "size"), [("a4", (595, 842)), ("Letter", (612, 792))])
def test_the_paper_can_be_chosen(paper: str, size: tuple[int, int]) -> None:
    box = read(EXPORTER.render(SINK, with_options({"paper": paper}))).pages[0].mediabox
    assert (round(box.width), round(box.height)) == size


def test_all_fonts_are_embedded_and_subset(sink: PdfReader) -> None:
    resources: list[Node] = [page["/Resources"] for page in sink.pages]
    fonts = [font.get_object() for each in resources for font in each["/Font"].values()]
    assert fonts
    for font in fonts:
        assert font["/BaseFont"][7] == "+"
        assert not font["/BaseFont"].endswith(",")
        file = font["/DescendantFonts"][0].get_object()["/FontDescriptor"]["/FontFile2"].get_object()
        assert len(file.get_data()) < 300_000


def test_the_name_and_the_number_of_the_page_stand_on_later_pages_only() -> None:
    pages = [page.extract_text() for page in read(EXPORTER.render(long_document(60), context())).pages]
    assert len(pages) >= 3
    assert "Page 1 of" not in pages[0]
    assert f"Page 2 of {len(pages)}" in pages[1]
    assert "Ada Example" in pages[1]
    single = read(EXPORTER.render(long_document(3), context())).pages
    assert len(single) == 1
    assert "Page" not in single[0].extract_text()


class OneImage:
    """Assets with one small picture."""

    def __init__(self, content: bytes) -> None:
        self.content = content

    def read(self, name: str) -> Asset | None:
        return Asset(self.content, "image/png", 4, 5) if name == "portrait.png" else None


def picture() -> bytes:
    from PIL import Image

    target = io.BytesIO()
    Image.new("RGB", (4, 5), (10, 120, 200)).save(target, "PNG")
    return target.getvalue()


def test_the_portrait_is_in_the_file_with_the_words_that_stand_for_it() -> None:
    document = replace(SINK, header=replace(SINK.header, photo=Photo("portrait.png", "Portrait of Ada")))
    reader = read(EXPORTER.render(document, replace(context(), assets=OneImage(picture()))))
    figures = [each for each in structure(reader) if each["/S"] == "/Figure"]
    assert [figure["/Alt"] for figure in figures] == ["Portrait of Ada"]
    (image,) = reader.pages[0].images
    drawn: Node = image.indirect_reference
    # PDF/A allows no interpolation.
    assert drawn.get_object()["/Interpolate"].value is False


def test_a_picture_that_cannot_be_decoded_is_a_warning_and_its_words_are_shown() -> None:
    document = replace(SINK, header=replace(SINK.header, photo=Photo("portrait.png", "Portrait of Ada")))
    given = replace(context(), assets=OneImage(b"not a picture"))
    content = EXPORTER.render(document, given)
    assert [problem.code for problem in given.report.problems] == ["pdf-engine"]
    assert "Portrait of Ada" in " ".join(read(content).pages[0].extract_text().split())


def test_a_gap_between_scripts_has_no_element_in_the_structure_tree() -> None:
    mixed = Section("s", (Text("正文"),), (Paragraph((Text("使用Raft与MQ，成本下降40%；团队小而精。"),)),))
    tree = structure(read(EXPORTER.render(replace(SINK, language="zh-CN", sections=(mixed,)), context())))
    (paragraph,) = (each for each in tree if each["/S"] == "/P" and len(kids(each)) > 4)
    assert all(each.get("/K") for each in kids(paragraph))
