"""What only the boxes of a laid-out page know: how far the last page is filled, and which elements links belong to.

Replaces: nothing; WeasyPrint's public pages do not say it.
Gives: two or three fewer layouts when a document is fitted to a number of pages, each as long as its first; one
annotation per link, as PDF/UA wants it.
Without it: fitting counts whole pages and tries more levels, and links with elements inside have several annotations.
"""

from __future__ import annotations

from contextlib import suppress
from typing import Any


def filled(rendering: Any) -> float:  # noqa: ANN401 - WeasyPrint publishes no types
    """Return how many pages are filled, the last one in part."""
    whole = len(rendering.pages)
    try:
        page = rendering.pages[-1]._page_box  # noqa: SLF001 - what this room is for
        return whole - 1 + float(page.children[0].height) / float(page.height)
    except (AttributeError, IndexError, TypeError):
        return float(whole)


def keep_one_annotation_per_link(rendering: Any) -> None:  # noqa: ANN401 - as above
    """Leave the annotations of links themselves: WeasyPrint adds one for each element inside a link as well."""
    with suppress(AttributeError, IndexError, TypeError):
        for page in rendering.pages:
            page.links = [link for link in page.links if link[3].element_tag == "a"]
