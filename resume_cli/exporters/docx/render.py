"""Word: paragraphs of named styles, in a document of python-docx that begins as a template of our own.

python-docx keeps the package, its parts and what they refer to, the section, the footer and the properties. The
styles are made from the theme, and the text is put in as elements that name their style.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from resume_cli.export import Exporter, paged
from resume_cli.exporters.docx.body import Body
from resume_cli.exporters.docx.css import read_sheet
from resume_cli.exporters.docx.design import Design
from resume_cli.exporters.docx.fit import fit, pages
from resume_cli.exporters.docx.header import add_header
from resume_cli.exporters.docx.languages import writing
from resume_cli.exporters.docx.options import OPTIONS, attaches, wants_own_fonts
from resume_cli.exporters.docx.package import new_package, write
from resume_cli.exporters.docx.page import fill_footer, set_page
from resume_cli.exporters.docx.parts import add_parts, add_source, fill_properties
from resume_cli.exporters.docx.picture import SUFFIXES
from resume_cli.exporters.docx.runs import Runs
from resume_cli.exporters.docx.styles import fill_styles, style_sheet

if TYPE_CHECKING:
    from docx.document import Document as Package

    from resume_cli.document import Document
    from resume_cli.export import Context, Report
    from resume_cli.theme.loader import Theme

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def render(document: Document, context: Context) -> bytes:
    """Return a document as a .docx file.

    Raises UsageError for a value that an option does not take.
    """
    document = paged(document, context.options)
    photo = document.header.photo
    portrait = context.assets.read(photo.asset) if photo else None
    if portrait and portrait.media_type not in SUFFIXES:
        portrait = None
    design = Design(
        theme=context.theme,
        document=document,
        sheet=read_sheet(context.theme, document.language, slants=writing(document.language) == "latin"),
        own_fonts=wants_own_fonts(context),
        portrait=portrait,
    )
    package, body = _walk(design)
    if document.pages is not None:
        design = _fitted(design, body, document.pages, context.report)
        package, body = _walk(design)
    set_page(package, design)
    fill_footer(package, design)
    # Before the section's properties, which end a body.
    package.element[0][:0] = body.paragraphs
    fill_styles(package.styles.element, design)
    body.numbering.fill(package.part.numbering_part.element, design)
    add_parts(package, design)
    fill_properties(package, document, context.created)
    if attaches(context) and document.metadata.source:
        add_source(package, document.metadata.source)
    return write(package)


def _walk(design: Design) -> tuple[Package, Body]:
    """Return the paragraphs of a document, and a package that holds what they refer to."""
    package = new_package()
    body = Body(design, Runs(design, package.part))
    add_header(body)
    for section in design.document.sections:
        body.section(section)
    return package, body


def _fitted(design: Design, body: Body, wanted: int, report: Report) -> Design:
    """Return the design, so tight that the document has the wanted number of pages, if that can be had."""

    def estimate(theme: Theme) -> float:
        tried = design.with_theme(theme)
        return pages(tried, style_sheet(tried), body.paragraphs)

    theme, tightest = fit(design.theme, wanted, estimate)
    if tightest is not None:
        report.warn(
            "pages-exceeded",
            f"Word will need more than {wanted} pages: set as small as it stays readable, about {tightest:.1f}",
            hint="let a variant leave something out, or limit a long list",
        )
    return design.with_theme(theme)


EXPORTER = Exporter("docx", ".docx", MEDIA_TYPE, binary=True, render=render, options=OPTIONS)
