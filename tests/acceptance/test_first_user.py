"""The first user's profile, as issue 2 and issue 3 want it to arrive."""

from __future__ import annotations

import csv
import io
import re
import subprocess
import zipfile
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import docx
import html5lib
import pytest
from installed import PROFILES, resume
from pypdf import PdfReader
from tools import program

if TYPE_CHECKING:
    from pathlib import Path

PROFILE = PROFILES / "stuart-lau.yaml"
LANGUAGES = ("zh", "en")


@dataclass(frozen=True, slots=True)
class Made:
    """A folder with the outputs in both languages, and the pages of each PDF."""

    folder: Path
    pages: dict[str, int]

    def content(self, language: str, suffix: str) -> bytes:
        return (self.folder / f"stuart-lau-{language}.{suffix}").read_bytes()


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    folder = tmp_path_factory.mktemp("first")
    result = resume(
        "export", "pdf,docx,html,text,markdown", PROFILE, "-l", "zh,en", "-o", f"{folder}/", "--json", "--strict"
    )
    assert result.code == 0, result.said
    assert all(record["warnings"] == [] for record in result.records)
    assert len(result.records) == 10
    pages = {record["language"]: record["pages"] for record in result.records if record["format"] == "pdf"}
    return Made(folder, pages)


def test_all_190_patents_are_there_and_counted(made: Made) -> None:
    with (PROFILES / "patents.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 190
    assert len({row["number"] for row in rows}) == 190
    assert [sum(row["status"] == status for row in rows) for status in ("granted", "pending")] == [122, 68]
    english = made.content("en", "txt").decode()
    assert "122 granted" in english
    assert "68 pending" in english
    assert "10 of 190" in english
    chinese = made.content("zh", "txt").decode()
    assert all(count in chinese for count in ("122", "68", "190"))
    for text in (english, chinese):
        assert len(set(re.findall(r"\b(?:CN|US|EP|JP|RU)\d+[ABC]\d?\b", text))) == 10
        assert "notion.site" in text


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


def wanted(made: Made, language: str) -> list[str]:
    """Return the lines below the header in order, without what stands for links and marks in plain text."""
    lines = made.content(language, "txt").decode().splitlines()
    start = next(number for number, line in enumerate(lines) if line.startswith("==="))
    bare = [re.sub(r" <[^>]*>|^• |^\d+\. |^[=-]{2,}$", "", line) for line in lines[start:]]
    parts = [part for line in bare for part in re.split(r" {4}", line)]
    return [squeezed(part) for part in parts if part.strip() and "://" not in part]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_is_found_in_order_by_every_reader(made: Made, language: str) -> None:
    pdf = made.content(language, "pdf")
    raw = subprocess.run(
        [program("pdftotext"), "-raw", "-", "-"], input=pdf, capture_output=True, check=True
    ).stdout.decode()
    document = docx.Document(io.BytesIO(made.content(language, "docx")))
    page = html5lib.parse(made.content(language, "html"), namespaceHTMLElements=False)
    body = page.find("body")
    assert body is not None
    readings = {
        "pdftotext": raw,
        "pypdf": "".join(sheet.extract_text() for sheet in PdfReader(io.BytesIO(pdf)).pages),
        "python-docx": "".join(paragraph.text for paragraph in document.paragraphs),
        "html5lib": "".join(body.itertext()),
    }
    lines = [line for line in wanted(made, language) if len(line) > 12]
    assert len(lines) > 40
    for reader, reading in readings.items():
        # The foot of a page may stand between two words.
        text = re.sub(r"StuartLauPage\dof\d|刘硕第?\d(?:页，共|/)\d页?", "", squeezed(reading))
        place = 0
        for line in lines:
            found = text.find(line, place)
            assert found >= 0, f"{reader}: {line}"
            place = found


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_pdf_is_small_tagged_titled_and_has_its_fonts(made: Made, language: str) -> None:
    content = made.content(language, "pdf")
    assert len(content) <= 150 * 1024
    reader = PdfReader(io.BytesIO(content))
    root: Any = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert str(root["/Lang"]).startswith(language)
    assert reader.outline
    assert {"zh": "刘硕", "en": "Stuart Lau"}[language] in str(reader.metadata.title if reader.metadata else "")
    resources: list[Any] = [page["/Resources"] for page in reader.pages]
    used = [each.get_object() for each_page in resources for each in each_page["/Font"].values()]
    fonts = {str(font["/BaseFont"]): font for font in used}
    assert fonts
    for name, font in fonts.items():
        assert re.match(r"/[A-Z]{6}\+", name), name
        inner = font["/DescendantFonts"][0].get_object() if "/DescendantFonts" in font else font
        assert any(key in inner["/FontDescriptor"] for key in ("/FontFile", "/FontFile2", "/FontFile3"))
    notes: list[Any] = [note.get_object() for page in reader.pages for note in page.annotations or ()]
    targets = {str(note["/A"].get("/URI")) for note in notes if "/A" in note}
    assert "https://www.kuaishou.com" in targets


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_stands_alone_and_has_one_main_title(made: Made, language: str) -> None:
    content = made.content(language, "html").decode()
    page = html5lib.HTMLParser(namespaceHTMLElements=False)
    tree = page.parse(content)
    assert page.errors == []
    assert len(list(tree.iter("h1"))) == 1
    loaded = [
        each.get(name, "")
        for each in tree.iter()
        for name in ("src", "srcset", "data", "poster", "background")
        if isinstance(each.tag, str) and each.get(name)
    ]
    assert all(address.startswith("data:") for address in loaded)
    assert not re.search(r"url\((?!['\"]?data:)|@import", content)
    assert not [each for each in tree.iter("link") if each.get("rel") in {"stylesheet", "preload"}]
    assert all(each.get("href", "").startswith("data:") for each in tree.iter("link") if each.get("rel") == "icon")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_docx_has_real_styles_eastern_fonts_and_its_language(made: Made, language: str) -> None:
    with zipfile.ZipFile(io.BytesIO(made.content(language, "docx"))) as package:
        styles = package.read("word/styles.xml").decode()
    assert "w:eastAsia=" in styles
    assert re.search(r'<w:lang [^>]*w:eastAsia="zh-CN"', styles)
    document = docx.Document(io.BytesIO(made.content(language, "docx")))
    used = {paragraph.style.name for paragraph in document.paragraphs if paragraph.style is not None}
    assert {"Heading 1", "Heading 2"} <= {name.title() for name in used if name}
    assert document.core_properties.title
    assert str(document.core_properties.language).startswith(language)


def test_pages_are_few_and_variants_keep_their_goal(made: Made, tmp_path: Path) -> None:
    assert all(count <= 3 for count in made.pages.values())
    result = resume(
        "export", "pdf", PROFILE, "-l", "all", "-V", "architect", "-o", f"{tmp_path}/", "--json", "--strict"
    )
    assert result.code == 0, result.said
    assert [record["pages"] for record in result.records] == [2, 2]


def test_the_terminal_view_holds_every_text_at_every_width_and_no_escape_codes_in_a_pipe(made: Made) -> None:
    for language in LANGUAGES:
        parts = [part for line in wanted(made, language) for part in re.split("[:：]", line)]
        lines = [part for part in parts if len(part) > 8]
        for width in ("60", "80", "120"):
            result = resume("show", PROFILE, "-l", language, "--width", width)
            assert result.code == 0
            assert "\x1b" not in result.out
            shown = squeezed(re.sub(r"[•│─━]", "", result.out))
            lost = [line for line in lines if line not in shown]
            assert lost == [], width


@pytest.mark.parametrize("name", ["stuart-lau", "maya-lindqvist", "first-job"])
def test_each_profile_of_ours_is_without_fault(name: str) -> None:
    profile = PROFILES / f"{name}.yaml"
    result = resume("validate", profile, "--strict", *(["-l", "en"] if name != "stuart-lau" else []))
    assert (result.code, result.out) == (0, ""), result.said
