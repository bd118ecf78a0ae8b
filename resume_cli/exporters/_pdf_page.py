"""A page for WeasyPrint that skips those rules of its own style sheet which no résumé needs.

Half of WeasyPrint's own style sheet is about counters in forty scripts, tables, forms and quirks of old pages.
Parsing it takes as long as laying out a page. The walk writes some thirty kinds of elements; for them the rules that
are left are the same rules in the same order, so the pages are the same. A theme that brings its own page may
hold anything, and gets the whole sheet.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from resume_cli.exporters._pdf_engine import fetcher

# Lines of the sheet that begin with, or are only about, what the walk never writes.
_COUNTERS = re.compile(r"@counter-style (?!(?:disc|circle|square|decimal) )")
_ELEMENTS = re.compile(
    r"(?:button|caption|center|col|del|fieldset|hr|iframe|input|listing|nobr|q|select|sub|sup|table|tbody|td|textarea"
    r"|tfoot|th|thead|tr|video|wbr|abbr|mark|big|small|br|:is\(colgroup|:is\(input|::footnote|::note)\b"
)
# A rule goes on over several lines only here.
_BLOCK = "@page {"


def html_page(markup: str, images: Any, *, own_elements: bool) -> Any:  # noqa: ANN401 - WeasyPrint publishes no types
    """Return a parsed page; `own_elements` says that the walk alone wrote it."""
    from weasyprint import HTML

    return (_page_class() if own_elements else HTML)(string=markup, url_fetcher=images)


@cache
def _page_class() -> Any:  # noqa: ANN401 - as above
    from weasyprint import HTML

    class Page(HTML):  # type: ignore[misc] # WeasyPrint publishes no types
        """A page with the short style sheet; ours has no forms."""

        def _ua_stylesheets(self, forms: object = None) -> list[Any]:  # noqa: ARG002 - the base class's signature
            return [short_sheet()[0]]

        def _ua_counter_style(self) -> list[Any]:
            return [short_sheet()[1].copy()]

    return Page


@cache
def short_sheet() -> tuple[Any, Any]:
    """Return the short style sheet, parsed, and the counters that it declares."""
    from weasyprint import CSS, html
    from weasyprint.css.counters import CounterStyle

    counters = CounterStyle()
    return CSS(string=shortened(html.UA), counter_style=counters, url_fetcher=fetcher({})), counters


def shortened(sheet: str) -> str:
    """Return the style sheet without the lines that are about other elements and counters."""
    before, block, after = sheet.partition(_BLOCK)
    return "\n".join(filter(_is_needed, before.splitlines())) + block + _page_block(after)


def _page_block(after: str) -> str:
    block, end, rest = after.partition("\n}\n")
    return block + end + "\n".join(filter(_is_needed, rest.splitlines()))


def _is_needed(line: str) -> bool:
    return not (_COUNTERS.match(line) or _ELEMENTS.match(line))
