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

# Lines of the sheet that begin with, or are only about, what the walk never writes.
_COUNTERS = re.compile(r"@counter-style (?!(?:disc|circle|square|decimal) )")
_ELEMENTS = re.compile(
    r"(?:button|caption|center|col|del|fieldset|hr|iframe|input|listing|nobr|q|select|sub|sup|table|tbody|td|textarea"
    r"|tfoot|th|thead|tr|video|wbr|abbr|mark|big|small|br|:is\(colgroup|:is\(input|::footnote|::note)\b"
)
# A rule goes on over several lines only here.
_BLOCK = "@page {"


def html_page(markup: str, fetcher: Any, *, own_elements: bool) -> Any:  # noqa: ANN401 - WeasyPrint publishes no types
    """Return a parsed page; `own_elements` says that the walk alone wrote it."""
    from weasyprint import HTML

    page = (_page_class() if own_elements else HTML)(string=markup, url_fetcher=fetcher)
    page.own_fetcher = fetcher
    return page


@cache
def _page_class() -> Any:  # noqa: ANN401 - as above
    from weasyprint import HTML

    class Page(HTML):  # type: ignore[misc] # WeasyPrint publishes no types
        """A page with the short style sheet."""

        def _ua_stylesheets(self, forms: object = None) -> list[Any]:
            return [_sheet(self.own_fetcher)] if not forms else super()._ua_stylesheets(forms)

        def _ua_counter_style(self) -> list[Any]:
            _sheet(self.own_fetcher)
            return [_counters().copy()]

    return Page


@cache
def _counters() -> Any:  # noqa: ANN401 - as above
    from weasyprint.css.counters import CounterStyle

    return CounterStyle()


_SHEETS: list[Any] = []


def _sheet(fetcher: Any) -> Any:  # noqa: ANN401 - as above
    """Return the short style sheet, parsed once; the fetcher is there because one has to be, nothing is fetched."""
    from weasyprint import CSS, html

    if not _SHEETS:
        _SHEETS.append(CSS(string=shortened(html.UA), counter_style=_counters(), url_fetcher=fetcher))
    return _SHEETS[0]


def shortened(sheet: str) -> str:
    """Return the style sheet without the lines that are about other elements and counters."""
    before, block, after = sheet.partition(_BLOCK)
    return "\n".join(filter(_is_needed, before.splitlines())) + block + _page_block(after)


def _page_block(after: str) -> str:
    block, end, rest = after.partition("\n}\n")
    return block + end + "\n".join(filter(_is_needed, rest.splitlines()))


def _is_needed(line: str) -> bool:
    return not (_COUNTERS.match(line) or _ELEMENTS.match(line))
