"""PDF: the HTML walk and the theme's print style through WeasyPrint.

Every file conforms to both PDF/UA-1 and PDF/A-3a: it is tagged, it names its language, and its fonts are embedded. The
selected profile is attached, so that it can be read back.
"""

from __future__ import annotations

import re
from base64 import b64decode
from typing import TYPE_CHECKING, Any

from resume_cli.document import plain, texts
from resume_cli.errors import LimitError
from resume_cli.export import Context, Exporter, choice, paged
from resume_cli.exporters.html.render import page
from resume_cli.exporters.pdf.engine.page import fetcher, html_page
from resume_cli.exporters.pdf.engine.pages import keep_one_annotation_per_link
from resume_cli.exporters.pdf.engine.spaces import keep_lines_whole
from resume_cli.exporters.pdf.engine.styles import fill_styles
from resume_cli.exporters.pdf.engine.texts import free_attributes
from resume_cli.exporters.pdf.engine.writer import colour_options
from resume_cli.exporters.pdf.fit import fit
from resume_cli.exporters.pdf.lines import line_rules
from resume_cli.exporters.pdf.metadata import VARIANT, attachments, finisher
from resume_cli.exporters.pdf.setup import font_configuration, listening
from resume_cli.exporters.pdf.tags import improve_tags

if TYPE_CHECKING:
    from resume_cli.document import Document

# A portrait as the walk writes it; the groups are its address, and the media type and the bytes in base64 within it.
_IMAGE = re.compile(r'<img [^>]*src="(data:([^;"]+);base64,([^"]+))"')
# To break one line off a word, all of its remaining characters are examined.
_LONGEST_WORD = 5_000
_TOO_LONG = rf"[^\s\u2e80-\U0010ffff]{{{_LONGEST_WORD + 1}}}"
_OPTIONS = {
    "attach": "yes (default) or no: attach the selected profile to the file as JSON",
    "pages": "fit to this number of pages; auto (default) saves a last page of a few lines, free leaves it",
    "paper": "a4 or letter, whatever the profile says",
}


def render(document: Document, context: Context) -> bytes:
    """Return the document as a PDF file; the number of pages and missing characters are added to the report.

    Raises UsageError for a wrong value of an option, MissingPartError if Pango or fonts are missing, RefusedError if a
    theme refers to an address, and LimitError for an overlong word.
    """
    document = paged(document, context.options)
    # Ideographs are words of their own, so most texts this long have no such word.
    if any(len(text) > _LONGEST_WORD and re.search(_TOO_LONG, text) for text in texts(document)):
        raise LimitError(f"pdf cannot be made: a word has more than {_LONGEST_WORD:,} characters")
    attach = choice(context.options, "attach", {"yes": True, "no": False}, default=True)
    theme, markup = context.theme, page(document, context, "print")
    fonts = font_configuration(_characters(document))
    improve_tags()
    free_attributes()
    keep_lines_whole()
    fill_styles()
    with listening(context.report):
        images = fetcher({address: (b64decode(data), kind) for address, kind, data in _IMAGE.findall(markup)})
        rules = line_rules(document, theme) if theme.trusted else ""
        lay_out = html_page(markup, images, rules, trusted=theme.trusted)
        options: dict[str, Any] = {"pdf_variant": VARIANT, "font_config": fonts, "cache": {}, **colour_options()}
        fitted = fit(lambda style: lay_out(style, **options), document.pages, theme)
        keep_one_annotation_per_link(fitted.pages)
        content: bytes = fitted.pages.write_pdf(
            finisher=finisher(document.language, context.report.missing_characters),
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


def _report_pages(context: Context, wanted: int | str, pages: int, smallest: int | None) -> None:
    context.report.pages = pages
    if smallest is not None:
        context.report.warn(
            "pages-exceeded",
            f"{pages} pages instead of {wanted}: it takes no fewer, even at the smallest readable size",
            hint="let a variant leave something out, or limit a long list",
        )


EXPORTER = Exporter("pdf", ".pdf", "application/pdf", binary=True, render=render, options=_OPTIONS, embeds_fonts=True)
