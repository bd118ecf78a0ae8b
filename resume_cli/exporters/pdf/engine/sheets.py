"""WeasyPrint's own style sheets: parsed only when a page needs them, and for our pages without what they never use.

Replaces: three sheets parsed during the import. Half of the first concerns counters in forty scripts, tables, forms and
quirks of old pages. The rules for the thirty kinds of elements that the walk writes remain, in the same order.
Gives: 48 ms of CPU time in the import, and about 27 ms (by instruction count) in the first page.
Without it: the import is the plain one, and pages get the whole sheet.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from resume_cli.exporters.pdf.engine.touched import exchanged, touch

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager

# Lines about counters, elements and margin boxes that the walk and our themes never use, or about indents by
# direction, which the themes set to zero.
_SKIPPED = re.compile(
    r"@counter-style (?!(?:disc|circle|square|decimal) )"
    r"|(?:button|caption|center|col|del|fieldset|hr|iframe|input|listing|nobr|q|select|sub|sup|table|tbody|td|textarea"
    r"|tfoot|th|thead|tr|video|wbr|abbr|mark|big|small|br|:is\(colgroup|:is\(input|::footnote|::note)\b"
    r"|\[dir\] |\[dir=(?:ltr|rtl) i\] [d:]|dd\[dir|:is\(dir, menu, ol, ul\)\[dir"
    r"|\s+@(?:footnote|note-area|left-|right-|(?:top|bottom)-(?:left|right)-corner)"
)
_METHODS = ("_ua_stylesheets", "_ua_counter_style", "_ph_stylesheets")


def without_sheets() -> AbstractContextManager[None]:
    """Parse every style sheet as empty, while WeasyPrint is imported."""
    import tinycss2

    return exchanged(vars(tinycss2), "parse_stylesheet", lambda *_arguments, **_named: [])


def parse_sheets_later() -> None:
    """Postpone parsing WeasyPrint's sheets until a page first needs them. Raises ChangedError."""
    import weasyprint
    from weasyprint import html

    sheets = {f"{name}_STYLESHEET": touch(f"weasyprint.html:{name}") for name in ("UA", "UA_FORM", "PH")}
    counters = touch("weasyprint.html:UA_COUNTER_STYLE")
    for name in sheets:
        touch(f"weasyprint.html:{name}")
    originals = {name: touch(f"weasyprint:HTML.{name}") for name in _METHODS}

    def fill() -> None:
        for name, method in originals.items():
            setattr(weasyprint.HTML, name, method)
        counters.clear()
        for name, text in sheets.items():
            parsed = weasyprint.CSS(string=text, counter_style=None if name.startswith("PH") else counters)
            setattr(html, name, parsed)
            setattr(weasyprint, name, parsed)

    def postponed(method: Callable[..., Any]) -> Callable[..., Any]:
        def asked(*arguments: Any, **named: Any) -> Any:  # noqa: ANN401 - a method's own
            fill()
            return method(*arguments, **named)

        return asked

    for name, method in originals.items():
        setattr(weasyprint.HTML, name, postponed(method))


def short_sheet(no_images: Any) -> tuple[Any, Any]:  # noqa: ANN401 - WeasyPrint publishes no types
    """Return WeasyPrint's sheet for our pages, parsed, and the counters it declares. Raises ChangedError."""
    from weasyprint import CSS

    text, counters = shortened(touch("weasyprint.html:UA")), touch("weasyprint.css.counters:CounterStyle")()
    return CSS(string=text, counter_style=counters, url_fetcher=no_images), counters


def shortened(sheet: str) -> str:
    """Return the style sheet without the lines that none of our pages needs.

    Only list items need markers; the original rule gives every element a marker with a style.
    """
    lines = (line for line in sheet.splitlines() if not _SKIPPED.match(line))
    return "\n".join(f"li{line}" if line.startswith("::marker") else line for line in lines)
