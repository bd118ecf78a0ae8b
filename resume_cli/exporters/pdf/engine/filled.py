"""How much of the last page is filled, which WeasyPrint knows and does not publish (`Page._page_box`).

Fitting to a number of pages guesses from it which level to try next. Without it the page counts as half full: the
result has the same number of pages, after more tries or at a tighter level.
"""

from __future__ import annotations

from typing import Any


def filled(rendering: Any) -> float:  # noqa: ANN401 - WeasyPrint publishes no types
    """Return how many pages are filled, the last one in part."""
    full = len(rendering.pages) - 1
    try:
        page = rendering.pages[-1]._page_box  # noqa: SLF001 - the room for what is private
        return full + float(page.children[0].height) / float(page.height)
    except (AttributeError, IndexError, TypeError):
        return full + 0.5
