"""Word: paragraphs of named styles, written as the XML that Word itself writes.

Nothing here needs Word's own templates or another library: a package of our own parts, each made from the
document and the theme, with the profile's data attached.
"""

from __future__ import annotations

from dataclasses import dataclass
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
    from xml.etree.ElementTree import Element

    from resume_cli.document import Document
    from resume_cli.export import Asset, Context
    from resume_cli.theme import Theme

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_THEME_TYPE = "application/vnd.openxmlformats-officedocument.theme+xml"


@dataclass(frozen=True, slots=True)
class _Draft:
    """A document as it is with one theme, before its parts are written."""

    design: Design
    package: Package
    body: Body
    styles: Element

    @property
    def pages(self) -> float:
        """About how many pages it has."""
        return pages(self.design, self.styles, self.body.paragraphs)


def render(document: Document, context: Context) -> bytes:
    """Return a document as a .docx file.

    Raises UsageError for a value that an option does not take.
    """
    document = changed(document, context)
    photo = document.header.photo
    portrait = context.assets.read(photo.asset) if photo else None
    if portrait and portrait.media_type not in SUFFIXES:
        portrait = None
    draft = _draft(document, context, context.theme, portrait)
    if document.pages is not None:
        draft = _fitted(draft, document.pages, context)
    design, package = draft.design, draft.package
    package.relationships.add("officeDocument", "word/document.xml")
    last = page(design, add_footer(package, design))
    root = word("document", word("body", *draft.body.paragraphs, last))
    package.add("word/document.xml", write(root, "w", "r", "wp", "a", "pic"), f"{_TYPE}.document.main+xml")
    _add(package, "styles", write(draft.styles, "w"))
    _add(package, "numbering", draft.body.numbering.write(design))
    package.document.add("theme", "theme/theme1.xml")
    package.add("word/theme/theme1.xml", write_theme(design), _THEME_TYPE)
    add_parts(package, design, context.created)
    if document.metadata.source and attaches(context):
        add_source(package, document.metadata.source)
    return package.write()


def _draft(document: Document, context: Context, theme: Theme, portrait: Asset | None) -> _Draft:
    slants = writing(document.language) == "latin"
    sheet = read_sheet(theme, document.language, slants=slants)
    design = Design(theme, document, sheet, own_fonts=wants_own_fonts(context), portrait=portrait)
    package = Package()
    body = Body(design, Runs(design, package.document))
    add_header(body, package)
    for section in document.sections:
        body.section(section)
    return _Draft(design, package, body, style_sheet(design))


def _fitted(draft: _Draft, wanted: int, context: Context) -> _Draft:
    """Return the draft with a theme so tight that it has the wanted number of pages, if one can be had."""
    design = draft.design
    drafts = {id(context.theme): draft}

    def drafted(theme: Theme) -> _Draft:
        if id(theme) not in drafts:
            drafts[id(theme)] = _draft(design.document, context, theme, design.portrait)
        return drafts[id(theme)]

    theme, tightest = fit(context.theme, wanted, lambda theme: drafted(theme).pages)
    if tightest is not None:
        context.report.warn(
            "pages-exceeded",
            f"Word will need more than {wanted} pages: set as small as it stays readable, about {tightest:.1f}",
            hint="let a variant leave something out, or limit a long list",
        )
    return drafted(theme)


def _add(package: Package, kind: str, content: bytes) -> None:
    package.document.add(kind, f"{kind}.xml")
    package.add(f"word/{kind}.xml", content, f"{_TYPE}.{kind}+xml")


EXPORTER = Exporter("docx", ".docx", MEDIA_TYPE, binary=True, render=render, options=OPTIONS)
