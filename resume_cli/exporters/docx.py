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
from resume_cli.exporters._docx_header import add_header
from resume_cli.exporters._docx_languages import writing
from resume_cli.exporters._docx_package import Package
from resume_cli.exporters._docx_parts import add_footer, add_parts, add_source
from resume_cli.exporters._docx_picture import SUFFIXES
from resume_cli.exporters._docx_runs import Runs
from resume_cli.exporters._docx_styles import write_styles
from resume_cli.exporters._docx_theme import write_theme
from resume_cli.exporters._docx_xml import word, write

if TYPE_CHECKING:
    from resume_cli.document import Document
    from resume_cli.export import Context

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"


def render(document: Document, context: Context) -> bytes:
    """Return a document as a .docx file."""
    design = _design(document, context)
    package = Package()
    body = Body(design, Runs(design, package.document))
    add_header(body, package, document.header.photo.alternative if document.header.photo else "")
    for section in document.sections:
        body.section(section)
    package.relationships.add("officeDocument", "word/document.xml")
    last = page(design, add_footer(package, design))
    root = word("document", word("body", *body.paragraphs, last))
    package.add("word/document.xml", write(root, "w", "r", "wp", "a", "pic"), f"{_TYPE}.document.main+xml")
    _add(package, "styles", write_styles(design))
    _add(package, "numbering", body.numbering.write(design))
    package.document.add("theme", "theme/theme1.xml")
    package.add("word/theme/theme1.xml", write_theme(design), "application/vnd.openxmlformats-officedocument.theme+xml")
    add_parts(package, design, context.created)
    if document.metadata.source and context.options.get("attach", "yes") != "no":
        add_source(package, document.metadata.source)
    return package.write()


def _design(document: Document, context: Context) -> Design:
    photo = document.header.photo
    asset = context.assets.read(photo.asset) if photo else None
    return Design(
        theme=context.theme,
        document=document,
        sheet=read_sheet(context.theme, document.language, slants=writing(document.language) == "latin"),
        own_fonts=context.options.get("fonts") == "theme",
        portrait=asset if asset and asset.media_type in SUFFIXES else None,
    )


def _add(package: Package, kind: str, content: bytes) -> None:
    package.document.add(kind, f"{kind}.xml")
    package.add(f"word/{kind}.xml", content, f"{_TYPE}.{kind}+xml")


EXPORTER = Exporter(
    name="docx",
    suffix=".docx",
    media_type=MEDIA_TYPE,
    binary=True,
    render=render,
    options={
        "attach": "yes (the default) attaches the profile's data, so that the file can be read back; no leaves it out",
        "fonts": "office (the default) writes the families that Word has; theme writes the theme's own",
    },
)
