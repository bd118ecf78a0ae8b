"""Estimated widths of texts, in multiples of the type size, for Calibri and for Chinese fonts."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

_WIDTHS = {"Lu": 0.58, "Ll": 0.48, "Nd": 0.507, "Zs": 0.226}
_OTHER_WIDTH = 0.4
IDEOGRAPH = 1.0
# Pieces that stay on one line: an ideograph, or a word with the space after it.
_PIECES = re.compile(r"[\u2e80-\uffef]|[^\s\u2e80-\uffef]+\s*|\s+")


def width(text: str) -> float:
    """Return the estimated width of a text."""
    return sum(map(character_width, text))


def last_line(text: str, size: float, room: float) -> float:
    """Return the estimated width of the last line of a text, in points, given its type size and the room for a line."""
    used = 0.0
    for piece in _PIECES.findall(text):
        used = used if used + width(piece.rstrip()) * size <= room else 0
        used += width(piece) * size
    return used


@cache
def character_width(character: str) -> float:
    """Return the estimated width of a character."""
    if unicodedata.east_asian_width(character) in "WF":
        return IDEOGRAPH
    return _WIDTHS.get(unicodedata.category(character), _OTHER_WIDTH)
