"""First lines of entries for print, which look like the theme's flexible rows but are laid out in half the time.

WeasyPrint tries each word of a flexible row before it knows the widths of the parts, which takes a sixth of the time
of a document. In print, the walk marks each row with the width of its dates, and a column of that width looks the same.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from resume_cli.document import direction
from resume_cli.exporters.html.typography import WIDEST

if TYPE_CHECKING:
    from resume_cli.document import Document
    from resume_cli.theme.loader import Theme

# The display of first lines only, since the second is running text.
_DISPLAYS = re.compile(r"(?<!\+ )\.line\b(?! \+)[^{}]*\{[^}]*?\bdisplay\s*:\s*([\w-]+)")
# Every document has the rules for all widths, so that documents share their style sheets.
_RULES = (
    ".resume .dated{display:table;table-layout:fixed;width:100%;border-spacing:0}"
    ".resume .dated > *{display:table-cell;vertical-align:baseline}.resume .dated > .dates{text-align:end}"
    + "".join(f".resume .dated > .w{width}{{width:{width}em}}" for width in range(1, WIDEST + 1))
)


def line_rules(document: Document, theme: Theme) -> str:
    """Return the rules for rows with dates, or an empty string if theme or language need the rows unchanged."""
    flexible = set(_DISPLAYS.findall(theme.css)) == {"flex"}
    return _RULES if flexible and direction(document.language) == "ltr" else ""
