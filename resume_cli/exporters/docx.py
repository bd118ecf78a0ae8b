"""Word: paragraphs of named styles, written as the XML that Word itself writes.

Nothing here needs Word's own templates or another library: a package of our own parts, each made from the
document and the theme, with the profile's data attached.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from resume_cli.export import Exporter
from resume_cli.exporters._docx_body import Body, page
from resume_cli.exporters._docx_css import read_sheet
from resume_cli.exporters._docx_design import Design
from resume_cli.exporters._docx_fit import fit, pages
from resume_cli.exporters._docx_header import add_header
from resume_cli.exporters._docx_languages import writing
from resume_cli.exporters._docx_options import OPTIONS, attaches, changed, wants_own_fonts
from resume_cli.exporters._docx_package import Package
from resume_cli.exporters._docx_parts import add_footer, add_parts, add_source
from resume_cli.exporters._docx_picture import SUFFIXES
from resume_cli.exporters._docx_runs import Runs
from resume_cli.exporters._docx_styles import style_sheet
from resume_cli.exporters._docx_theme import write_theme
from resume_cli.exporters._docx_xml import word, write

if TYPE_CHECKING:
    from resume_cli.document import Document
    from resume_cli.export import Context, Report
    from resume_cli.theme import Theme

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_THEME_TYPE = "application/vnd.openxmlformats-officedocument.theme+xml"


def render(document: Document, context: Context) -> bytes:
    """Return a document as a .docx file.

    Raises UsageError for a value that an option does not take.
    """
    document = changed(document, context)
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
    package.relationships.add("officeDocument", "word/document.xml")
    last = page(design, add_footer(package, design))
    root = word("document", word("body", *body.paragraphs, last))
    package.add("word/document.xml", write(root, "w", "r", "wp", "a", "pic"), f"{_TYPE}.document.main+xml")
    _add(package, "styles", write(style_sheet(design), "w"))
    _add(package, "numbering", body.numbering.write(design))
    package.document.add("theme", "theme/theme1.xml")
    package.add("word/theme/theme1.xml", write_theme(design), _THEME_TYPE)
    add_parts(package, design, context.created)
    if attaches(context) and document.metadata.source:
        add_source(package, document.metadata.source)
    return package.write()


def _walk(design: Design) -> tuple[Package, Body]:
    """Return the paragraphs of a document, and a package that holds what they refer to."""
    package = Package()
    body = Body(design, Runs(design, package.document))
    add_header(body, package)
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


def _add(package: Package, kind: str, content: bytes) -> None:
    package.document.add(kind, f"{kind}.xml")
    package.add(f"word/{kind}.xml", content, f"{_TYPE}.{kind}+xml")


EXPORTER = Exporter("docx", ".docx", MEDIA_TYPE, binary=True, render=render, options=OPTIONS)
