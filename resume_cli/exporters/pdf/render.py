"""PDF: the HTML walk and the theme's print style through WeasyPrint.

Every file is PDF/UA-1 and PDF/A-3a at once: tagged, with its language, its fonts embedded, and with the selected
profile attached, so that it can be read back.
"""

from __future__ import annotations

from base64 import b64encode
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from resume_cli.document import plain, texts
from resume_cli.export import Assets, Context, Exporter, choice, paged
from resume_cli.exporters.html.render import page
from resume_cli.exporters.pdf.engine.links import keep_one_annotation_per_link
from resume_cli.exporters.pdf.engine.page import html_page
from resume_cli.exporters.pdf.engine.setup import fetcher, font_configuration, listening
from resume_cli.exporters.pdf.engine.writer import colour_options
from resume_cli.exporters.pdf.fit import fit
from resume_cli.exporters.pdf.lines import line_rules
from resume_cli.exporters.pdf.metadata import VARIANT, attachments, finisher
from resume_cli.exporters.pdf.tags import improve_tags

if TYPE_CHECKING:
    from resume_cli.document import Document
    from resume_cli.theme.images import Asset

_OPTIONS = {
    "attach": "yes (default) or no: attach the selected profile to the file as JSON",
    "pages": "fit to this number of pages by tightening gaps, then type",
    "paper": "a4 or letter, whatever the profile says",
}


class _Recorded:
    """Assets that remember what was read, by the address under which the page shows it."""

    def __init__(self, assets: Assets) -> None:
        self._assets = assets
        self.images: dict[str, tuple[bytes, str]] = {}

    def read(self, name: str) -> Asset | None:
        asset = self._assets.read(name)
        if asset is not None:
            address = f"data:{asset.media_type};base64,{b64encode(asset.content).decode()}"
            self.images[address] = (asset.content, asset.media_type)
        return asset


def render(document: Document, context: Context) -> bytes:
    """Return the document as a PDF file; the number of pages and what could not be shown go into the report.

    Raises UsageError for a wrong value of an option, MissingPartError without Pango or fonts, RefusedError when a
    theme refers to an address.
    """
    document = paged(document, context.options)
    attach = choice(context.options, "attach", {"yes": True, "no": False}, default=True)
    assets, theme = _Recorded(context.assets), context.theme
    markup = page(document, replace(context, assets=assets), "print")
    fonts = font_configuration(_characters(document))
    improve_tags()
    with listening(context.report):
        images = fetcher(assets.images)
        rules = line_rules(document, theme) if theme.trusted else ""
        lay_out = html_page(markup, images, rules, trusted=theme.trusted)
        options: dict[str, Any] = {"pdf_variant": VARIANT, "font_config": fonts, "cache": {}, **colour_options()}
        fitted = fit(lambda style: lay_out(style, **options), document.pages, theme)
        keep_one_annotation_per_link(fitted.pages)
        content: bytes = fitted.pages.write_pdf(
            finisher=finisher(document.language),
            attachments=attachments(document.metadata, context.created, images) if attach else None,
            pdf_variant=VARIANT,
            output_intent=options.get("output_intent"),
        )
    _report_pages(context, document.pages, len(fitted.pages.pages), fitted.smallest)
    return content


def _characters(document: Document) -> set[str]:
    """Return every character that the pages show."""
    labels = document.labels
    shown = [*texts(document), *(contact.label for contact in document.header.contacts), labels.page]
    return set().union(*shown, plain(document.header.name), document.metadata.title)


def _report_pages(context: Context, wanted: int | None, pages: int, smallest: int | None) -> None:
    context.report.pages = pages
    if wanted is not None and smallest is not None:
        context.report.warn(
            "pages-exceeded",
            f"{pages} pages instead of {wanted}: even at the smallest readable size, it takes {smallest}",
            hint="let a variant leave something out, or limit a long list",
        )


EXPORTER = Exporter("pdf", ".pdf", "application/pdf", binary=True, render=render, options=_OPTIONS, embeds_fonts=True)
