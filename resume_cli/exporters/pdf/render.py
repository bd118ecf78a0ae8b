"""PDF: the HTML walk and the theme's print style through WeasyPrint.

Every file is PDF/UA-1 and PDF/A-3a at once: tagged, with its language, its fonts within, and with the selected
profile attached, so that it can be read back.
"""

from __future__ import annotations

from base64 import b64encode
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from resume_cli.document import plain, texts
from resume_cli.export import Assets, Context, Exporter, choice, paged
from resume_cli.exporters.html.render import page
from resume_cli.exporters.pdf import finish
from resume_cli.exporters.pdf.engine import setup as engine
from resume_cli.exporters.pdf.engine.page import html_page
from resume_cli.exporters.pdf.fit import fit
from resume_cli.exporters.pdf.lines import line_rules

if TYPE_CHECKING:
    from resume_cli.document import Document
    from resume_cli.theme.images import Asset

_OPTIONS = {
    "attach": "yes (default) or no: put the selected profile into the file as JSON",
    "pages": "fit to this number of pages by tightening gaps, then type",
    "paper": "a4 or letter, whatever the profile says",
}


class _Recorded:
    """Assets that remember what was read by the address under which the page shows it."""

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
    """Return the document as a PDF file; the report learns the number of pages and what could not be shown.

    Raises UsageError for an option's wrong value, MissingPartError without Pango or fonts, RefusedError when a
    theme asks for an address.
    """
    document = paged(document, context.options)
    attach = choice(context.options, "attach", {"yes": True, "no": False}, default=True)
    assets = _Recorded(context.assets)
    markup = page(document, replace(context, assets=assets), "print")
    fonts = engine.engine_for(_characters(document)).fonts
    finish.improve_tags()
    with engine.listening(context.report), engine.refusing():
        fetcher = engine.fetcher(assets.images)
        theme = context.theme
        own = theme.trusted and theme.page_template is None
        pages = html_page(markup, fetcher, line_rules(document, theme) if own else "", own_elements=own)
        images: dict[str, Any] = {}

        def lay_out(style: str) -> Any:  # noqa: ANN401 - WeasyPrint publishes no types
            return pages.lay_out(
                style,
                font_config=fonts,
                color_profiles={finish.OUTPUT_INTENT: finish.ColourProfile()},
                pdf_variant=finish.VARIANT,
                output_intent=finish.OUTPUT_INTENT,
                cache=images,
            )

        fitted = fit(lay_out, document.pages, context.theme)
        finish.lone_links(fitted.pages)
        content: bytes = fitted.pages.write_pdf(
            finisher=finish.finisher(document.language),
            attachments=finish.attachments(document.metadata, context.created, fetcher) if attach else None,
            pdf_variant=finish.VARIANT,
            output_intent=finish.OUTPUT_INTENT,
        )
    _tell_pages(context, document.pages, len(fitted.pages.pages), fitted.smallest)
    return content


def _characters(document: Document) -> set[str]:
    """Return every character that the pages show."""
    labels = document.labels
    shown = [*texts(document), *(contact.label for contact in document.header.contacts), labels.page]
    return set().union(*shown, plain(document.header.name), document.metadata.title)


def _tell_pages(context: Context, wanted: int | None, pages: int, smallest: int | None) -> None:
    context.report.pages = pages
    if wanted is not None and smallest is not None:
        context.report.warn(
            "pages-exceeded",
            f"{pages} pages instead of {wanted}: set as small as it stays readable, it takes {smallest}",
            hint="let a variant leave something out, or limit a long list",
        )


EXPORTER = Exporter("pdf", ".pdf", "application/pdf", binary=True, render=render, options=_OPTIONS, embeds_fonts=True)
