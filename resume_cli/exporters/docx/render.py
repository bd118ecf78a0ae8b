"""Word: paragraphs of named styles, in a python-docx document that starts from the template in this package."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

import docx
from docx.shared import Twips

from resume_cli.export import Exporter, choice, paged
from resume_cli.exporters.docx import parts
from resume_cli.exporters.docx.body import Body
from resume_cli.exporters.docx.design import Design
from resume_cli.exporters.docx.fit import fit
from resume_cli.exporters.docx.fonts import word_language
from resume_cli.exporters.docx.runs import Runs
from resume_cli.exporters.docx.styles import add_styles
from resume_cli.marks import marked

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from docx.document import Document as Package

    from resume_cli.document import Document
    from resume_cli.export import Context

_MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_OPTIONS = {
    "attach": "yes (default) or no: put the selected profile into the file as a custom XML part",
    "fonts": "office (default): fonts that Word's readers have; theme: the theme's own, for readers who have them",
    "pages": "fit to this number of pages by tightening gaps, then type; an estimate, for Word lays out the pages",
    "paper": "a4 or letter, whatever the profile says",
}
# Made by scripts/docx_template.py; python-docx's own template has a thumbnail and unused styles.
_TEMPLATE = Path(__file__).with_name("template.docx")
# The earliest date that a ZIP file can hold; the current date would make every export a different file.
_EPOCH = (1980, 1, 1, 0, 0, 0)
_FIELDS = {"page": "PAGE", "pages": "NUMPAGES"}
# The length of the longest property that Word shows and python-docx writes.
_LONGEST_PROPERTY = 255


def render(document: Document, context: Context) -> bytes:
    """Return a document as a .docx file. Raise UsageError for a wrong value of an option."""
    # Word follows the direction of a run; other programs follow its letters, and need the marks.
    document = marked(paged(document, context.options))
    attach = choice(context.options, "attach", {"yes": True, "no": False}, default=True)
    photo = document.header.photo
    portrait = context.assets.read(photo.asset) if photo else None
    design = Design(
        theme=context.theme,
        document=document,
        own_fonts=choice(context.options, "fonts", {"office": False, "theme": True}, default=False),
        portrait=portrait if portrait and portrait.media_type in parts.PICTURES else None,
    )
    body = _walk(design)
    if isinstance(document.pages, int):
        fitted = fit(body, document.pages, context.report)
        body = body if fitted is design else _walk(fitted)
    package, design = body.package, body.design
    _set_page(package, design)
    add_styles(package, design)
    body.numbering.fill(package.part.numbering_part.element, design)
    _fill_footer(package, design)
    parts.add_parts(package, design)
    _fill_properties(package, design, context.created)
    if attach and document.metadata.source:
        parts.add_source(package, document.metadata.source)
    return _write(package)


def _walk(design: Design) -> Body:
    """Return the body of a document, in a new package."""
    # Opened here because python-docx would report every failure as a missing file.
    package = docx.Document(BytesIO(_TEMPLATE.read_bytes()))
    body = Body(design, package, Runs(design, package.part))
    body.add_header()
    for section in design.document.sections:
        body.add_section(section)
    return body


def _set_page(package: Package, design: Design) -> None:
    """Set the paper and the margins of a document's only section."""
    section = package.sections[0]
    block, inline = design.margins
    section.page_width, section.page_height = design.paper
    section.top_margin = section.bottom_margin = block
    section.left_margin = section.right_margin = inline
    section.header_distance = section.footer_distance = Twips(block.twips // 2)


def _fill_footer(package: Package, design: Design) -> None:
    """Add the name and "page 2 of 3" to the template's footer; the numbers are fields that Word updates."""
    footer = package.sections[0].footer
    footer.paragraphs[0].style = "Footer"
    paragraph = footer.part.element.p_lst[0]
    runs = Runs(design, footer.part)
    runs.add(paragraph, design.document.header.name)
    paragraph.add_r().add_tab()
    for place, part in enumerate(re.split(r"\{(pages?)\}", design.document.labels.page)):
        if place % 2:
            field = parts.field(_FIELDS[part])
            runs.add_text(field, "2")
            paragraph.append(field)
        else:
            runs.add_text(paragraph, part)


def _fill_properties(package: Package, design: Design, created: datetime) -> None:
    """Set title, author and the other properties of a document; those too long for Word end in an ellipsis."""
    metadata = design.document.metadata
    texts = {name: _short(getattr(metadata, name)) for name in ("title", "subject", "author")}
    texts |= {"last_modified_by": texts["author"], "language": word_language(design.language)}
    texts["keywords"] = _joined(metadata.keywords)
    for name in filter(texts.get, texts):
        setattr(package.core_properties, name, texts[name])
    package.core_properties.created = package.core_properties.modified = created


def _short(text: str) -> str:
    text = parts.clean(text)
    return text if len(text) <= _LONGEST_PROPERTY else text[: _LONGEST_PROPERTY - 1].rstrip() + "…"


def _joined(keywords: Sequence[str]) -> str:
    """Return as many of the keywords, in order, as fit."""
    joined = ""
    for keyword in map(parts.clean, keywords):
        longer = f"{joined}, {keyword}" if joined else keyword
        if len(longer) <= _LONGEST_PROPERTY:
            joined = longer
    return joined


def _write(package: Package) -> bytes:
    """Return the ZIP file, with sorted members that have the same date and attributes on every system."""
    saved, target = BytesIO(), BytesIO()
    package.save(saved)
    with zipfile.ZipFile(saved) as source, zipfile.ZipFile(target, "w") as archive:
        for name in sorted(source.namelist()):
            member = zipfile.ZipInfo(name, _EPOCH)
            member.create_system = member.external_attr = 0
            archive.writestr(member, source.read(name), zipfile.ZIP_DEFLATED, compresslevel=6)
    return target.getvalue()


EXPORTER = Exporter("docx", ".docx", _MEDIA_TYPE, binary=True, render=render, options=_OPTIONS)
