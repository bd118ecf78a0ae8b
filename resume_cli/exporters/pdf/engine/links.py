"""One annotation per link, as PDF/UA wants it.

Replaces: nothing; WeasyPrint adds an annotation for each element inside a link as well, as only boxes can tell.
Gives: no time.
Without it: links with marked words inside have several annotations, which PDF/UA does not allow.
"""

from __future__ import annotations

from contextlib import suppress
from typing import Any


def keep_one_annotation_per_link(rendering: Any) -> None:  # noqa: ANN401 - WeasyPrint publishes no types
    """Leave the annotations of links themselves."""
    with suppress(AttributeError, IndexError, TypeError):
        for page in rendering.pages:
            page.links = [link for link in page.links if link[3].element_tag == "a"]
