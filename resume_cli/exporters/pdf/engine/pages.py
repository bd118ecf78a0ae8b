"""Facts from the boxes of rendered pages: how full the last page is, and which element a link belongs to.

Replaces: nothing. WeasyPrint does not publish the boxes, and adds an annotation for each element inside a link.
Gives: fewer layouts when a document is fitted to a number of pages, and links that conform to PDF/UA.
Without it: the last page counts as half full, so that fitting takes more tries or ends at a tighter level, and links
with marked words inside have several annotations.
"""

from __future__ import annotations

from contextlib import suppress
from typing import Any


def filled(rendering: Any) -> float:  # noqa: ANN401 - WeasyPrint publishes no types
    """Return the length of the rendering in pages, such as 2.4."""
    full = len(rendering.pages) - 1
    try:
        page = rendering.pages[-1]._page_box  # noqa: SLF001 - private, and checked here
        return full + float(page.children[0].height) / float(page.height)
    except (AttributeError, IndexError, TypeError):
        return full + 0.5


def keep_one_annotation_per_link(rendering: Any) -> None:  # noqa: ANN401 - as above
    """Remove the annotations of elements inside links."""
    with suppress(AttributeError, IndexError, TypeError):
        for page in rendering.pages:
            page.links = [link for link in page.links if link[3].element_tag == "a"]
