"""Lines of entries for print: they look like the theme's flexible rows, and are laid out in half the time.

WeasyPrint tries each word of a flexible row before it knows how wide the parts are, which takes a sixth of the time
of a document. In print all dates are known beforehand: a column that holds the longest one looks the same.
"""

from __future__ import annotations

import re
from math import ceil
from typing import TYPE_CHECKING
from unicodedata import east_asian_width

from resume_cli.document import Entry, Group, direction, plain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from resume_cli.document import Block, Document
    from resume_cli.theme.loader import Theme

# In ems of the dates: a little more than a letter or digit takes on average and than an ideograph takes, and the gap.
_NARROW, _WIDE, _GAP = 0.58, 1.04, 0.8
# Longer dates are left to the flexible row.
_WIDEST = 17
_DISPLAYS = re.compile(r"\.line\b[^{}]*\{[^}]*?\bdisplay\s*:\s*([\w-]+)")
_RULES = """
.resume .line:has(> .dates){{display:table;table-layout:fixed;width:100%;border-spacing:0}}
.resume .line:has(> .dates) > *{{display:table-cell;vertical-align:baseline}}
.resume .line:has(> .dates) > .dates{{width:{width}em;text-align:end}}
"""


def line_rules(document: Document, theme: Theme) -> str:
    """Return rules for the rows with dates, or nothing where the theme or the document needs its rows as they are."""
    if set(_DISPLAYS.findall(theme.css)) != {"flex"} or direction(document.language) == "rtl":
        return ""
    widths = [_width(dates) for section in document.sections for dates in _dates(section.blocks)]
    return _RULES.format(width=max(widths)) if widths and max(widths) <= _WIDEST else ""


def _dates(blocks: tuple[Block, ...]) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, Group):
            yield from _dates(block.blocks)
        elif isinstance(block, Entry):
            yield from map(plain, block.meta[:1])
            yield from _dates((*block.body, *block.roles))


def _width(text: str) -> int:
    """Return a width in which a text has room, in whole ems, so that documents share their style sheets."""
    wide = sum(east_asian_width(character) in "WF" for character in text)
    return ceil(wide * _WIDE + (len(text) - wide) * _NARROW + _GAP)
