"""Lines of entries for print: they look like the theme's flexible rows, and are laid out in half the time.

WeasyPrint tries each word of a flexible row before it knows how wide the parts are, which takes a sixth of the time
of a document. In print the walk marks each row with the width of its dates: a column of that width looks the same.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from resume_cli.document import direction
from resume_cli.exporters.html.typography import WIDEST

if TYPE_CHECKING:
    from resume_cli.document import Document
    from resume_cli.theme.loader import Theme

# Of first lines: the second is running text.
_DISPLAYS = re.compile(r"(?<!\+ )\.line\b(?! \+)[^{}]*\{[^}]*?\bdisplay\s*:\s*([\w-]+)")
# All widths in every document, so that documents share their style sheets.
_RULES = (
    ".resume .dated{display:table;table-layout:fixed;width:100%;border-spacing:0}"
    ".resume .dated > *{display:table-cell;vertical-align:baseline}.resume .dated > .dates{text-align:end}"
    + "".join(f".resume .dated > .w{width}{{width:{width}em}}" for width in range(1, WIDEST + 1))
)


def line_rules(document: Document, theme: Theme) -> str:
    """Return rules for the rows with dates, or nothing where the theme or the language needs its rows as they are."""
    flexible = set(_DISPLAYS.findall(theme.css)) == {"flex"}
    return _RULES if flexible and direction(document.language) == "ltr" else ""
