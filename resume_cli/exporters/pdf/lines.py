"""Entry lines for print: the same look as the theme's flexible rows, laid out in half the time.

WeasyPrint tries each word of a flexible row before it knows how wide the parts are, which takes a sixth of the time
of a document. Print knows all dates beforehand: a column that holds the longest one does the same.
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

# In the size of the dates: more than a letter or figure takes on average, more than an ideograph takes, and the gap.
_NARROW, _WIDE, _GAP = 0.58, 1.04, 0.8
# Dates of more than a few words need the row's own judgement.
_WIDEST = 17
_DISPLAYS = re.compile(r"\.line\b[^{}]*\{[^}]*?\bdisplay\s*:\s*([\w-]+)")
_RULES = """
.resume .line:has(> .dates){{display:table;table-layout:fixed;width:100%;border-spacing:0}}
.resume .line:has(> .dates) > *{{display:table-cell;vertical-align:baseline}}
.resume .line:has(> .dates) > .dates{{width:{width}em;text-align:end}}
"""


def line_rules(document: Document, theme: Theme) -> str:
    """Return rules for the rows with dates, or nothing where the theme or the document wants its rows otherwise."""
    displays = set(_DISPLAYS.findall(theme.css))
    if displays != {"flex"} or direction(document.language) == "rtl":
        return ""
    widths = [_width(dates) for section in document.sections for dates in _dates(section.blocks)]
    if not widths or max(widths) > _WIDEST:
        return ""
    return _RULES.format(width=max(widths))


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
