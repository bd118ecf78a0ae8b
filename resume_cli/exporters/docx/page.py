"""The page: paper and margins, and what stands below every page but the first."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from docx.shared import Twips

from resume_cli.document import plain
from resume_cli.exporters.docx.runs import RunFormat, Runs
from resume_cli.exporters.docx.xml import word

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docx.document import Document as Package
    from lxml.etree import _Element as Element

    from resume_cli.exporters.docx.design import Design

_PLACEHOLDER = re.compile(r"(\{pages?\})")


def set_page(package: Package, design: Design) -> None:
    """Set the paper, the margins and the direction of a document's only section."""
    section = package.sections[0]
    section.page_width, section.page_height = (Twips(length) for length in design.paper)
    block, inline = (Twips(length) for length in design.margins)
    section.top_margin = section.bottom_margin = block
    section.left_margin = section.right_margin = inline
    section.header_distance = section.footer_distance = Twips(design.margins[0] // 2)
    if design.right_to_left:
        package.element[0][-1].append(word("bidi"))


def fill_footer(package: Package, design: Design) -> None:
    """Put the name and the page's number into the template's footer."""
    part = package.sections[0].footer.part
    runs = Runs(design, part)
    name = runs.plain(plain(design.document.header.name))
    part.element[0].extend([*name, word("r", word("tab")), *_page_label(runs, design)])


def _page_label(runs: Runs, design: Design) -> Iterator[Element]:
    """Yield the words for "page 2 of 3", the numbers as fields that Word keeps up to date."""
    fields = {"{page}": "PAGE", "{pages}": "NUMPAGES"}
    for part in _PLACEHOLDER.split(design.document.labels.page):
        if part in fields:
            shown = runs.plain("2", RunFormat(design.language))
            yield word("fldSimple", *shown, instr=f" {fields[part]} ")
        else:
            yield from runs.plain(part)
