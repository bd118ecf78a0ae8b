"""The PDF exporter: archival and accessible at once, its own fonts, fitting to pages, nothing fetched."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

import pytest
from pdfminer.layout import LTTextContainer

from resume_cli.coverage import uncovered_texts
from resume_cli.document import Document, Entry, Paragraph, Photo, Section, Text, texts
from resume_cli.errors import MissingPartError, RefusedError, UsageError
from resume_cli.export import Asset, Context
from resume_cli.exporters import _pdf_engine, _pdf_fit
from resume_cli.exporters._pdf_lines import line_rules
from resume_cli.exporters.pdf import EXPORTER
from resume_cli.testing import KITCHEN_SINK, context, missing
from resume_cli.theme import load_theme

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pypdf import PdfReader

ROOT = Path(__file__).resolve().parent.parent
#: Any object of a PDF file as pypdf returns it.
Node: TypeAlias = Any
SOURCE = json.dumps({"basics": {"name": "Ada Example 艾达"}}, ensure_ascii=False)
SINK = replace(KITCHEN_SINK, metadata=replace(KITCHEN_SINK.metadata, source=SOURCE))


def with_options(options: Mapping[str, str]) -> Context:
    return replace(context(), options=options)


def long_document(paragraphs: int, words: str = "Some words that fill a line of the page. " * 4) -> Document:
    section = Section("s", (Text("Section"),), tuple(Paragraph((Text(words.strip()),)) for _ in range(paragraphs)))
    return replace(KITCHEN_SINK, sections=(section,))


def read(content: bytes) -> PdfReader:
    from pypdf import PdfReader

    return PdfReader(io.BytesIO(content))


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


def test_asked_for_fewer_pages_gaps_give_way_before_type_and_text_stays_whole() -> None:
    document = long_document(52)
    designed = context()
    EXPORTER.render(document, designed)
    assert designed.report.pages == 3
    fitted = with_options({"pages": "2"})
    content = EXPORTER.render(document, fitted)
    assert (fitted.report.pages, fitted.report.problems) == (2, [])
    assert not missing(texts(document), "\n".join(page.extract_text() for page in read(content).pages))
    by_document = context()
    assert EXPORTER.render(replace(document, pages=2), by_document) == content


def test_what_cannot_be_fitted_stays_as_designed_and_says_so() -> None:
    document = long_document(90)
    plain, asked = context(), with_options({"pages": "1"})
    assert EXPORTER.render(document, asked) == EXPORTER.render(document, plain)
    (problem,) = asked.report.problems
    assert problem.code == "pages-exceeded"
    assert f"{asked.report.pages} pages instead of 1" in problem.message


def test_what_fits_already_stays_as_designed() -> None:
    document = long_document(20)
    assert EXPORTER.render(document, with_options({"pages": "2"})) == EXPORTER.render(document, context())


def test_levels_shrink_gaps_first_and_never_below_what_is_readable() -> None:
    theme = context().theme
    levels = _pdf_fit.levels(theme)
    assert levels[0] == _pdf_fit.Level()
    assert [level.space for level in levels] == sorted((level.space for level in levels), reverse=True)
    assert all(level.size == 100 for level in levels if level.space > levels[-1].space)
    assert theme.length("body-size").points * levels[-1].size / 100 >= _pdf_fit.SMALLEST_BODY
    assert theme.length("small-size").points * levels[-1].size / 100 >= _pdf_fit.SMALLEST_DETAIL


class Rendering:
    """Stands for pages that are as long as a document of a given length gets at a level."""

    class _Box:
        def __init__(self, height: float, children: tuple[object, ...] = ()) -> None:
            self.height = height
            self.children = children

    def __init__(self, style: str, length: float) -> None:
        self.style = style
        full = int(length)
        self.pages = [self] * (full + 1)
        self._page_box = self._Box(100, (self._Box(100 * (length - full)),))


@pytest.mark.parametrize("gaps", [0.15, 0.25, 0.4])
@pytest.mark.parametrize("designed", [2.01, 2.1, 2.2, 2.3])
def test_fitting_looks_at_few_levels_and_takes_no_tighter_one_than_needed(gaps: float, designed: float) -> None:
    theme = context().theme
    scale = _pdf_fit.levels(theme)
    tried = []

    def length(level: _pdf_fit.Level) -> float:
        return designed * (1 - gaps * (1 - level.space / 100)) * level.size / 100

    def render(style: str) -> Rendering:
        tried.append(style)
        (level,) = (level for level in scale if level.css == style)
        return Rendering(style, length(level))

    taken = _pdf_fit.fit(render, 2, theme).pages
    lengths = [length(level) for level in scale]
    loosest = next(place for place, each in enumerate(lengths) if each < 2)
    assert len(taken.pages) <= 2
    assert [level.css for level in scale].index(taken.style) - loosest <= 1 or _pdf_fit.filled(taken) > 1.97
    assert len(tried) <= 5


def test_how_much_of_the_last_page_is_filled_can_still_be_read_from_weasyprint() -> None:
    seen = []

    def watch(rendering: Node) -> float:
        seen.append(filled(rendering))
        return seen[-1]

    filled = _pdf_fit.filled
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(_pdf_fit, "filled", watch)
        EXPORTER.render(long_document(52), with_options({"pages": "2"}))
    assert 2.0 < seen[0] < 2.5
    assert seen[-1] < 2.0


@pytest.mark.parametrize(
    "rule",
    [
        '.resume{background:url("file:///etc/passwd")}',
        '.resume{background:url("data:image/svg+xml,<svg/>")}',
        "@font-face{font-family:x;src:url(https://example.com/x.ttf)}",
    ],
)
def test_even_a_trusted_style_sheet_that_asks_for_an_address_is_refused(rule: str) -> None:
    given = context()
    with pytest.raises(RefusedError, match="nothing may be fetched"):
        EXPORTER.render(SINK, replace(given, theme=replace(given.theme, css=rule + given.theme.css)))


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
    assert "Portrait of Ada" in read(content).pages[0].extract_text()


def test_a_character_without_a_glyph_is_named_in_a_warning() -> None:
    given = context()
    document = replace(KITCHEN_SINK, sections=(Section("s", (), (Paragraph((Text("a \U000f1234 b"),)),)),))
    EXPORTER.render(document, given)
    (problem,) = given.report.problems
    assert problem.code == "missing-glyph"
    assert "U+F1234" in problem.message


def test_uncovered_characters_are_told_once_with_the_place_where_they_stand_first() -> None:
    place = ("work", 0, "name")
    problems = uncovered_texts([(("basics", "name"), "刘硕 Ada"), (place, "x \U000f1234"), (("a",), "\U000f1234")])
    assert [(problem.code, problem.path) for problem in problems] == [("missing-glyph", place)]
    assert "U+F1234" in problems[0].message
    assert "work[0].name" in problems[0].message


def test_a_system_font_is_told_once_per_family(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("resume_cli.coverage.system_font", lambda character: "Some Thai" if character >= "ก" else None)
    problems = uncovered_texts([(("a",), "ไทย"), (("b",), "ไทยไทย"), (("c",), "plain")])
    assert [(problem.code, problem.path) for problem in problems] == [("system-font", ("a",))]
    assert "Some Thai" in problems[0].message


def test_other_programs_of_this_process_keep_their_own_font_configuration(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_pdf_engine, "_engines", dict)
    monkeypatch.setenv("FONTCONFIG_FILE", "mine")
    EXPORTER.render(KITCHEN_SINK, context())
    assert os.environ["FONTCONFIG_FILE"] == "mine"
    monkeypatch.delenv("FONTCONFIG_FILE")
    EXPORTER.render(KITCHEN_SINK, context())
    assert "FONTCONFIG_FILE" not in os.environ


def test_without_pango_the_command_that_installs_it_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    def nothing_there() -> bool:
        message = "cannot load library 'libpango-1.0-0': no such file"
        raise OSError(message)

    monkeypatch.setattr("resume_cli.exporters._pdf_start.import_weasyprint", nothing_there)
    _pdf_engine.load.cache_clear()
    with pytest.raises(MissingPartError, match="needs Pango") as caught:
        _pdf_engine.load()
    assert "libpango-1.0-0" in caught.value.hint or "brew install pango" in caught.value.hint


#: Prints the digest of a document of two pages, after whatever the arguments say was rendered before.
DIGEST = """
import hashlib, sys
from dataclasses import replace
from resume_cli.document import Paragraph, Section, Text
from resume_cli.exporters._pdf_lines import line_rules
from resume_cli.exporters.pdf import EXPORTER
from resume_cli.testing import KITCHEN_SINK, context
if "after-another" in sys.argv:
    other = Section("s", (Text("其他"),), (Paragraph((Text("另一份文件，with *other* words and sizes."),)),))
    EXPORTER.render(replace(KITCHEN_SINK, language="zh-CN", sections=(other,)), context())
print(hashlib.sha256(EXPORTER.render(KITCHEN_SINK, context())).hexdigest())
"""


def test_bytes_are_the_same_in_any_process_zone_locale_folder_and_after_other_documents(tmp_path: Path) -> None:
    surroundings: list[tuple[dict[str, str], list[str], Path]] = [
        ({"PYTHONHASHSEED": "1", "TZ": "UTC", "LC_ALL": "C"}, [], ROOT),
        ({"PYTHONHASHSEED": "2", "TZ": "Asia/Shanghai", "LC_ALL": "C.UTF-8", "LANG": "de_DE"}, [], tmp_path),
        ({"PYTHONHASHSEED": "3", "XDG_CACHE_HOME": str(tmp_path / "cache")}, ["after-another"], ROOT),
    ]
    digests = set()
    for environment, arguments, folder in surroundings:
        done = subprocess.run(
            [sys.executable, "-c", DIGEST, *arguments],
            capture_output=True, text=True, check=True, cwd=folder, env={**os.environ, **environment},
        )  # fmt: skip
        digests.add(done.stdout)
    assert len(digests) == 1


def test_rows_with_dates_get_a_column_unless_theme_direction_or_dates_forbid() -> None:
    theme = load_theme("plain")
    assert "table" in line_rules(KITCHEN_SINK, theme)
    assert not line_rules(replace(KITCHEN_SINK, language="ar"), theme)
    assert not line_rules(KITCHEN_SINK, load_theme("editorial"))
    words = Entry((Text("A title"),), aside=((Text("from a spring long ago to the end of all winters"),),))
    assert not line_rules(replace(KITCHEN_SINK, sections=(Section("s", (), (words,)),)), theme)


@pytest.mark.parametrize("dates", ["WWWWW 2018 – WWWWW 2019", "2018年10月10日–2019年10月10日", "Oct 2018 – Present"])
def test_the_column_for_dates_holds_them(dates: str) -> None:
    from pdfminer.high_level import extract_pages

    entry = Entry((Text("A title of an entry"),), aside=((Text(dates),),))
    document = replace(KITCHEN_SINK, sections=(Section("s", (), (entry,)),))
    content = EXPORTER.render(document, context())
    page = next(iter(extract_pages(io.BytesIO(content))))
    (box,) = (each for each in page if isinstance(each, LTTextContainer) and "201" in each.get_text())
    lines = [line for line in box if isinstance(line, LTTextContainer) and "201" in line.get_text()]
    margin = 20 / 25.4 * 72
    assert lines
    assert all(line.x1 <= page.width - margin + 0.5 for line in lines)
