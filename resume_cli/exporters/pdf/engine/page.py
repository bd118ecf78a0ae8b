"""A page for WeasyPrint that skips those rules of its own style sheet which no résumé needs.

Half of WeasyPrint's own style sheet is about counters in forty scripts, tables, forms and quirks of old pages.
Parsing it takes as long as laying out a page. The walk writes some thirty kinds of elements; for them the rules that
are left are the same rules in the same order, so the pages are the same. A theme that brings its own page may
hold anything, and gets the whole sheet.
"""

from __future__ import annotations

import re
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

from resume_cli.exporters.pdf.engine.setup import fetcher

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.etree.ElementTree import Element

# Lines of the sheet that are about counters, elements and margin boxes which the walk and our themes never use, or
# about indents by direction, which our themes set to nothing.
_COUNTERS = re.compile(r"@counter-style (?!(?:disc|circle|square|decimal) )")
_ELEMENTS = re.compile(
    r"(?:button|caption|center|col|del|fieldset|hr|iframe|input|listing|nobr|q|select|sub|sup|table|tbody|td|textarea"
    r"|tfoot|th|thead|tr|video|wbr|abbr|mark|big|small|br|:is\(colgroup|:is\(input|::footnote|::note)\b"
)
_DIRECTIONS = re.compile(r"\[dir\] |\[dir=(?:ltr|rtl) i\] [d:]|dd\[dir|:is\(dir, menu, ol, ul\)\[dir")
_MARGIN_BOXES = re.compile(r"\s+@(?:footnote|note-area|left-|right-|(?:top|bottom)-(?:left|right)-corner)")
# Elements without an end tag in HTML; the walk escapes every other `>`.
_VOID = re.compile(r"<(meta|img|br|hr|link|wbr)\b([^>]*[^>/]|)>")
# What declares names for the page in which it stands must stay in that page.
_HYPHENS = re.compile(r"hyphens\s*:(?!\s*(?:none|manual)\b)", re.IGNORECASE)
_OWN_NAMES = re.compile(r"@(?:counter-style|font-face|layer|color-profile)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Page:
    """A page to lay out as often as it takes: WeasyPrint's parsed HTML, and the style sheets beside those within it."""

    parsed: Any
    sheets: tuple[Any, ...] = ()
    hyphens: bool = True

    def lay_out(self, level: str, **options: Any) -> Any:  # noqa: ANN401 - WeasyPrint publishes no types
        """Return the pages with one more style sheet."""
        sheets = [*self.sheets, style_sheet(level)] if level else [*self.sheets]
        with nullcontext() if self.hyphens else _without_dictionaries():
            return self.parsed.render(stylesheets=sheets or None, **options)


class _NoDictionaries:
    """Stands for pyphen where nothing is hyphenated: WeasyPrint asks it about languages all the same."""

    @staticmethod
    def language_fallback(_language: str) -> None:
        """Return nothing, whatever the language."""


@contextmanager
def _without_dictionaries() -> Iterator[None]:
    from weasyprint.text import line_break

    pyphen = line_break.pyphen
    line_break.pyphen = _NoDictionaries
    try:
        yield
    finally:
        line_break.pyphen = pyphen


def html_page(markup: str, images: Any, rules: str = "", *, own_elements: bool) -> Page:  # noqa: ANN401 - as above
    """Return a page whose images come from a fetcher; `own_elements` says that the walk alone wrote it.

    `rules` follow its style sheet, if so.

    Its style sheet is then taken out and parsed once for all pages that share it: parsing it takes a sixth of
    the time of two pages.
    """
    from weasyprint import HTML

    before, start, rest = markup.partition("<style>")
    style, end, after = rest.partition("</style>")
    style += rules
    if not own_elements:
        return Page(HTML(string=markup, url_fetcher=images))
    if not end or _OWN_NAMES.search(style):
        return Page(_page_class()(string=before + start + style + end + after, url_fetcher=images))
    parsed = _page_class()(string=before + start + end + after, url_fetcher=images)
    return Page(parsed, (style_sheet(style),), hyphens=bool(_HYPHENS.search(style)))


@lru_cache(maxsize=32)
def style_sheet(text: str) -> Any:  # noqa: ANN401 - as above
    """Return a parsed style sheet."""
    from weasyprint import CSS

    return CSS(string=text, url_fetcher=fetcher({}))


@cache
def _page_class() -> Any:  # noqa: ANN401 - as above
    from weasyprint import HTML

    class OwnPage(HTML):  # type: ignore[misc] # WeasyPrint publishes no types
        """A page of the walk: well-formed, without forms, in need of the short style sheet only."""

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
            return [short_sheet()[0]]

        def _ua_counter_style(self) -> list[Any]:
            return [short_sheet()[1].copy()]

    return OwnPage


def tree(markup: str) -> Element | None:
    """Return the element tree of a page, or nothing when it is not XML but for its void elements."""
    from xml.etree import ElementTree as ET

    page = _VOID.sub(r"<\1\2/>", markup.removeprefix("<!DOCTYPE html>"))
    try:
        return ET.fromstring(page.strip())  # noqa: S314 - the page was written here, a moment ago
    except ET.ParseError:
        return None


@cache
def short_sheet() -> tuple[Any, Any]:
    """Return the short style sheet, parsed, and the counters that it declares."""
    from weasyprint import CSS, html
    from weasyprint.css.counters import CounterStyle

    counters = CounterStyle()
    return CSS(string=shortened(html.UA), counter_style=counters, url_fetcher=fetcher({})), counters


def shortened(sheet: str) -> str:
    """Return the style sheet without the lines that no page of ours needs."""
    skipped = (_COUNTERS, _ELEMENTS, _DIRECTIONS, _MARGIN_BOXES)
    return "\n".join(line for line in sheet.splitlines() if not any(each.match(line) for each in skipped))
