"""Readers of what we export: each turns a file back into the text and the link targets that it holds."""

from __future__ import annotations

import io
import re
import subprocess
from typing import TYPE_CHECKING

from tools import program

if TYPE_CHECKING:
    from collections.abc import Callable

    from bs4 import Tag


def read_plain(content: bytes) -> str:
    """Return a text format as it is."""
    return content.decode()


def read_pypdf(content: bytes) -> str:
    """Return a PDF's text and link targets by pypdf."""
    from pypdf import PdfReader

    reader = PdfReader(io.BytesIO(content))
    pages = [page.extract_text() for page in reader.pages]
    targets = [
        str(annotation.get_object()["/A"]["/URI"])
        for page in reader.pages
        for annotation in page.get("/Annots") or ()
        if "/A" in annotation.get_object()
    ]
    return "\n".join([*pages, *targets])


def read_pdftotext(content: bytes) -> str:
    """Return a PDF's text by poppler's pdftotext, in the order of its content."""
    command = [program("pdftotext"), "-raw", "-", "-"]
    return subprocess.run(command, input=content, capture_output=True, check=True).stdout.decode()


def read_pdfminer(content: bytes) -> str:
    """Return a PDF's text by pdfminer, told that a title and its dates at the margin are one line."""
    from pdfminer.high_level import extract_text
    from pdfminer.layout import LAParams

    return extract_text(io.BytesIO(content), laparams=LAParams(char_margin=200))


def read_docx(content: bytes) -> str:
    """Return a DOCX file's text by python-docx, headers and footers left out, and link targets."""
    from docx import Document

    document = Document(io.BytesIO(content))
    paragraphs = [paragraph.text for paragraph in document.paragraphs]
    targets = [link.target_ref for link in document.part.rels.values() if link.is_external]
    return "\n".join([*paragraphs, *targets])


def read_html(content: bytes) -> str:
    """Return the text of a page's body and its link targets by html5lib."""
    from bs4 import BeautifulSoup

    page = BeautifulSoup(content, "html5lib")
    body: Tag = page.body  # type: ignore[assignment] # html5lib always makes one
    for hidden in body.find_all(["script", "style", "template"]):
        hidden.decompose()
    return "\n".join([body.get_text(), *(str(link["href"]) for link in body.find_all("a", href=True))])


def read_markdown(content: bytes) -> str:
    """Return the text and link targets of CommonMark by markdown-it."""
    from bs4 import BeautifulSoup
    from markdown_it import MarkdownIt

    page = BeautifulSoup(MarkdownIt("commonmark").render(content.decode()), "html5lib")
    return "\n".join([page.get_text(), *(str(link["href"]) for link in page.find_all("a", href=True))])


def read_terminal(content: bytes) -> str:
    """Return what a terminal shows: escape sequences removed, link targets kept at the end."""
    shown = content.decode()
    targets = re.findall(r"\x1b]8;;([^\x1b]+)\x1b\\", shown)
    shown = re.sub(r"\x1b]8;;[^\x1b]*\x1b\\|\x1b\[[0-9;]*m", "", shown)
    return "\n".join([shown, *targets])


READERS: dict[str, tuple[Callable[[bytes], str], ...]] = {
    "pdf": (read_pypdf, read_pdftotext, read_pdfminer),
    "docx": (read_docx,),
    "html": (read_html,),
    "text": (read_plain,),
    "markdown": (read_markdown,),
    "terminal": (read_terminal,),
}
