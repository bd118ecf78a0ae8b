"""A page for WeasyPrint that is read as XML, and whose style sheet is parsed once for all pages that share it.

Replaces: the HTML parser, which is written in Python, and its import; parsing the theme's style sheet for each page.
Gives: about 14 ms (by instruction count), and in a process that makes many PDFs a sixth of the time of two pages.
Without it: WeasyPrint parses the page and the style sheet itself, and uses the whole of its own sheet.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from resume_cli.exporters.pdf.engine.setup import fetcher
from resume_cli.exporters.pdf.engine.sheets import short_sheet
from resume_cli.exporters.pdf.engine.touched import ChangedError, touch

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

# Elements without an end tag in HTML; the walk escapes every other `>`.
_VOID = re.compile(r"<(meta|img|br|hr|link|wbr)\b([^>]*[^>/]|)>")
# Rules that declare names for their page must stay in it.
_OWN_NAMES = re.compile(r"@(?:counter-style|font-face|layer|color-profile)", re.IGNORECASE)


class Page(Struct, frozen=True):
    """A page to lay out as often as it takes: WeasyPrint's parsed HTML, and the style sheets that are not in it."""

    parsed: Any
    sheets: tuple[Any, ...] = ()

    def lay_out(self, level: str, **options: Any) -> Any:  # noqa: ANN401 - WeasyPrint publishes no types
        """Return the pages, with one more style sheet."""
        sheets = [*self.sheets, style_sheet(level)] if level else [*self.sheets]
        return self.parsed.render(stylesheets=sheets or None, **options)


def html_page(markup: str, images: Any, rules: str, *, trusted: bool) -> Page:  # noqa: ANN401 - as above
    """Return a page whose images come from a fetcher, with more rules at the end of its style sheet.

    The style sheet of a theme that is not `trusted` may need any rule of WeasyPrint's own.
    """
    from weasyprint import HTML

    before, start, rest = markup.partition("<style>")
    style, end, after = rest.partition("</style>")
    style += rules
    whole = before + start + style + end + after
    try:
        page = _page_class() if trusted else HTML
    except ChangedError:
        page = HTML
    if page is HTML or _OWN_NAMES.search(style):
        return Page(page(string=whole, url_fetcher=images))
    return Page(page(string=before + start + end + after, url_fetcher=images), (style_sheet(style),))


@lru_cache(maxsize=32)
def style_sheet(text: str) -> Any:  # noqa: ANN401 - as above
    """Return a parsed style sheet."""
    from weasyprint import CSS

    return CSS(string=text, url_fetcher=fetcher({}))


@cache
def _page_class() -> Any:  # noqa: ANN401 - as above
    """Return the class of our pages. Raises ChangedError."""
    from weasyprint import HTML

    for name in ("__init__#etree_element", "__init__#wrapper_element", "_ua_counter_style", "_ua_stylesheets"):
        touch(f"weasyprint:HTML.{name}")
    sheet, counters = short_sheet()

    class OwnPage(HTML):  # type: ignore[misc] # WeasyPrint publishes no types
        """A page of the walk: well-formed, without forms, needing only the short style sheet."""

        def __init__(self, string: str, url_fetcher: Any) -> None:  # noqa: ANN401 - as above
            """Read the page as XML, which a parser in C does in a tenth of the time."""
            import cssselect2

            root = tree(string)
            if root is None:
                super().__init__(string=string, url_fetcher=url_fetcher)
                return
            self.base_url = None
            self.url_fetcher = url_fetcher
            self.media_type = "print"
            self.wrapper_element = cssselect2.ElementWrapper.from_html_root(root, content_language=None)
            self.etree_element = self.wrapper_element.etree_element

        def _ua_stylesheets(self, forms: object = None) -> list[Any]:  # noqa: ARG002 - the base class's signature
            return [sheet]

        def _ua_counter_style(self) -> list[Any]:
            return [counters.copy()]

    return OwnPage


def tree(markup: str) -> Element | None:
    """Return the element tree of a page, or nothing when it is not XML but for its void elements."""
    from xml.etree import ElementTree as ET

    page = _VOID.sub(r"<\1\2/>", markup.removeprefix("<!DOCTYPE html>"))
    try:
        return ET.fromstring(page.strip())  # noqa: S314 - the page was written here, a moment ago
    except ET.ParseError:
        return None
