"""Third-party readers of PDF and Word files, of the kind built into the programs of employers."""

from __future__ import annotations

import io
import re
from importlib.util import find_spec
from shutil import which
from typing import TYPE_CHECKING, TypeAlias

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from resume_cli.document import Document

_SECONDS = 60
Read: TypeAlias = "Callable[[bytes], list[str]]"


class Reader(Struct, frozen=True):
    """A program that reads a format; `read` returns the text of each page, in order if `ordered` is set."""

    name: str
    format: str
    read: Read
    ordered: bool = True


def readers() -> Iterator[Reader]:
    """Yield the readers that are installed."""
    if which("pdftotext"):
        yield Reader("pdftotext -raw", "pdf", lambda content: _pdftotext(content, "-raw"))
        # In this mode, dates at the margin appear among the words of a line.
        yield Reader("pdftotext -layout", "pdf", lambda content: _pdftotext(content, "-layout"), ordered=False)
    yield Reader("pypdf", "pdf", _pypdf)
    if find_spec("pdfminer"):
        yield Reader("pdfminer", "pdf", _pdfminer)
    yield Reader("python-docx", "docx", _docx)


def running_lines(document: Document) -> re.Pattern[str]:
    """Return a pattern for the footer of later pages, in normal form, because it is not a text of the document."""
    from resume_cli.document import plain, texts
    from resume_cli.testing import normal

    number = re.escape(normal(document.labels.page)).replace(r"\{page\}", r"\d+").replace(r"\{pages\}", r"\d+")
    name = re.escape(normal(plain(document.header.name)))
    is_signed = [*texts(document)][-1:] == [plain(document.header.name)]
    return re.compile(f"(?:{name})?{number}(?:{name})?" + ("" if is_signed else f"|{name}$"))


def _pdftotext(content: bytes, mode: str) -> list[str]:
    import subprocess

    command = ["pdftotext", mode, "-", "-"]
    done = subprocess.run(command, input=content, capture_output=True, check=True, timeout=_SECONDS)  # noqa: S603 - a fixed command
    return done.stdout.decode("utf-8", "replace").split("\f")


def _pypdf(content: bytes) -> list[str]:
    from pypdf import PdfReader

    return [page.extract_text() for page in PdfReader(io.BytesIO(content)).pages]


def _pdfminer(content: bytes) -> list[str]:
    """Return the text of each page in the order of the file, as `pdf2txt.py --no-laparams` does."""
    from pdfminer.converter import TextConverter
    from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
    from pdfminer.pdfpage import PDFPage

    pages = []
    resources = PDFResourceManager()
    for page in PDFPage.get_pages(io.BytesIO(content)):
        text = io.StringIO()
        PDFPageInterpreter(resources, TextConverter(resources, text, laparams=None)).process_page(page)
        pages.append(text.getvalue())
    return pages


def _docx(content: bytes) -> list[str]:
    import docx

    return ["\n".join(paragraph.text for paragraph in docx.Document(io.BytesIO(content)).paragraphs)]
