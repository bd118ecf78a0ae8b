"""Readers of exports: each turns a file back into its text and link targets."""

from __future__ import annotations

import ast
import io
import re
import subprocess
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tools import program

if TYPE_CHECKING:
    from collections.abc import Callable

    from bs4 import Tag


def read_plain(content: bytes) -> str:
    """Return the content of a text format unchanged."""
    return content.decode()


def read_pypdf(content: bytes) -> str:
    """Return a PDF's text and link targets as read by pypdf."""
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
    """Return a PDF's text as read by poppler's pdftotext, in the order of its content."""
    command = [program("pdftotext"), "-raw", "-", "-"]
    return subprocess.run(command, input=content, capture_output=True, check=True).stdout.decode()


def read_pdfminer(content: bytes) -> str:
    """Return a PDF's text as read by pdfminer, with a setting that joins a title and its dates in one line."""
    from pdfminer.high_level import extract_text
    from pdfminer.layout import LAParams

    return extract_text(io.BytesIO(content), laparams=LAParams(char_margin=200))


def read_docx(content: bytes) -> str:
    """Return a DOCX file's text and link targets as read by python-docx, without headers and footers."""
    from docx import Document

    document = Document(io.BytesIO(content))
    paragraphs = [paragraph.text for paragraph in document.paragraphs]
    targets = [link.target_ref for link in document.part.rels.values() if link.is_external]
    return "\n".join([*paragraphs, *targets])


def read_html(content: bytes) -> str:
    """Return the text of a page's body and its link targets as read by html5lib."""
    from bs4 import BeautifulSoup

    page = BeautifulSoup(content, "html5lib")
    body: Tag = page.body  # type: ignore[assignment] # html5lib always makes one
    for hidden in body.find_all(["script", "style", "template"]):
        hidden.decompose()
    return "\n".join([body.get_text(), *(str(link["href"]) for link in body.find_all("a", href=True))])


def read_markdown(content: bytes) -> str:
    """Return the text and link targets of CommonMark as read by markdown-it."""
    from bs4 import BeautifulSoup
    from markdown_it import MarkdownIt

    page = BeautifulSoup(MarkdownIt("commonmark").render(content.decode()), "html5lib")
    return "\n".join([page.get_text(), *(str(link["href"]) for link in page.find_all("a", href=True))])


def read_terminal(content: bytes) -> str:
    """Return the text that a terminal shows, without escape sequences, and the link targets after it."""
    shown = content.decode()
    targets = re.findall(r"\x1b]8;;([^\x1b]+)\x1b\\", shown)
    shown = re.sub(r"\x1b]8;;[^\x1b]*\x1b\\|\x1b\[[0-9;]*m", "", shown)
    return "\n".join([shown, *targets])


@dataclass
class Node:
    """A line of the tree and the lines below it."""

    label: str
    value: str
    children: list[Node] = field(default_factory=list)

    def part(self, label: str) -> list[Node]:
        """Return the nodes in a field, or an empty list if it is left out."""
        return next((child.children for child in self.children if child.label == f"{label}:"), [])

    def has(self, label: str) -> bool:
        """Return whether this node or one below it has a label."""
        return self.label == label or any(child.has(label) for child in self.children)


def read_tree(content: bytes) -> str:
    """Return the texts of the tree in reading order, and link targets."""
    texts: list[str] = []
    targets: list[str] = []

    def read(node: Node) -> None:
        if node.value and node.label in {"content", "href"}:
            (texts if node.label == "content" else targets).append(ast.literal_eval(node.value))
        children = node.children
        if node.label == "Entry":
            # A place without dates is the only part of `meta`, because the tree leaves out empty parts.
            meta = node.part("meta")
            dates = sum(1 for each in meta[:1] if each.has("datetime"))
            children = [*node.part("title"), *meta[:dates], *node.part("subtitle"), *meta[dates:]]
            children += [*node.part("body"), *node.part("roles")]
        for child in children:
            read(child)

    read(tree_of(content.decode().splitlines()))
    return "\n".join([*texts, *targets])


def tree_of(lines: list[str]) -> Node:
    """Return the root of the tree; a blank line is a list without a label, one step above the line after it."""
    root = Node("", "")
    above = [(-2, root)]
    for line, following in zip(lines, [*lines[1:], ""], strict=True):
        indent = indent_of(line) if line else indent_of(following) - 2
        label, _, value = line.strip().partition(": ")
        while above[-1][0] >= indent:
            above.pop()
        node = Node(label, value)
        above[-1][1].children.append(node)
        above.append((indent, node))
    return root


def indent_of(line: str) -> int:
    return len(line) - len(line.lstrip())


#: Readers of each built-in format; the first one also returns the targets of links.
READERS: dict[str, tuple[Callable[[bytes], str], ...]] = {
    "pdf": (read_pypdf, read_pdftotext, read_pdfminer),
    "docx": (read_docx,),
    "html": (read_html,),
    "text": (read_plain,),
    "markdown": (read_markdown,),
    "terminal": (read_terminal,),
    "tree": (read_tree,),
}
