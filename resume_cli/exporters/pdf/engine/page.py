"""Pages that are parsed as XML, share parsed style sheets, and have no access to files or networks.

Replaces: the HTML parser, which is written in Python, and its import; parsing the theme's style sheet for each page;
the fetcher of images, which makes openers for files and networks.
Gives: about 14 ms (by instruction count), and in a process that makes many PDFs a sixth of the time of two pages.
Without it: WeasyPrint parses the page and the style sheet itself, and uses the whole of its own sheet.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

from resume_cli.exporters.pdf.engine.sheets import short_sheet
from resume_cli.exporters.pdf.engine.touched import ChangedError, touch

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

# Elements without an end tag in HTML; the walk escapes every other `>`.
_VOID = re.compile(r"<(meta|img|br|hr|link|wbr)\b([^>]*[^>/]|)>")
# Rules that declare names for their page must stay in it.
_OWN_NAMES = re.compile(r"@(?:counter-style|font-face|layer|color-profile)", re.IGNORECASE)


def html_page(markup: str, images: Any, rules: str, *, trusted: bool) -> Callable[..., Any]:  # noqa: ANN401 - no types
    """Return a function that lays the page out with one more style sheet and with options; it may be called repeatedly.

    Images come from a fetcher, and `rules` are added to the page's style sheet. The style sheet
    of a theme that is not `trusted` may depend on any rule of WeasyPrint's own sheet.
    """
    from weasyprint import HTML

    before, _, rest = markup.partition("<style>")
    style, _, after = rest.partition("</style>")
    style += rules
    try:
        page = _page_class() if trusted else HTML
    except ChangedError:
        page = HTML
    shared = page is not HTML and not _OWN_NAMES.search(style)
    parsed = page(string=f"{before}<style>{'' if shared else style}</style>{after}", url_fetcher=images)

    def lay_out(level: str, **options: Any) -> Any:  # noqa: ANN401 - as above
        sheets = [style_sheet(text) for text in (style if shared else "", level) if text]
        return parsed.render(stylesheets=sheets or None, **options)

    return lay_out


@lru_cache(maxsize=32)
def style_sheet(text: str) -> Any:  # noqa: ANN401 - as above
    """Return a parsed style sheet."""
    from weasyprint import CSS

    return CSS(string=text, url_fetcher=fetcher({}))


@cache
def _page_class() -> Any:  # noqa: ANN401 - as above
    """Return the subclass of HTML for pages of the walk. Raises ChangedError."""
    from xml.etree import ElementTree as ET

    import cssselect2
    from weasyprint import HTML

    for name in ("__init__#etree_element", "__init__#wrapper_element", "_ua_counter_style", "_ua_stylesheets"):
        touch(f"weasyprint:HTML.{name}")
    sheet, counters = short_sheet(fetcher({}))

    class OwnPage(HTML):  # type: ignore[misc] # WeasyPrint publishes no types
        """A well-formed page without forms, which needs only the short style sheet."""

        def __init__(self, string: str, url_fetcher: Any) -> None:  # noqa: ANN401 - as above
            page = _VOID.sub(r"<\1\2/>", string.removeprefix("<!DOCTYPE html>"))
            try:
                root = ET.fromstring(page)  # noqa: S314 - this program has just written the page
            except ET.ParseError:
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


def fetcher(images: Mapping[str, tuple[bytes, str]]) -> Any:  # noqa: ANN401 - as above
    """Return a fetcher of these images by their `data:` address, which refuses every other address."""
    from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

    class OwnImages(URLFetcher):  # type: ignore[misc] # WeasyPrint publishes no types
        """A fetcher without any of urllib's openers."""

        _fail_on_errors = True

        def __init__(self) -> None:
            """Skip the set-up of the base class."""

        def fetch(self, url: str, headers: object = None) -> Any:  # noqa: ANN401, ARG002 - the base class's signature
            """Return an image, or stop the whole rendering."""
            if url not in images:
                raise FatalURLFetchingError(url[:80])
            content, media_type = images[url]
            return URLFetcherResponse(url, content, {"Content-Type": media_type})

    return OwnImages()
