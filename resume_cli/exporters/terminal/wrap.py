"""Line breaking for a terminal: at spaces in Latin text, between ideographs in Chinese, never before a comma.

rich breaks Latin words inside Chinese anywhere and has no rules for line ends, so the breaks are found here; rich
measures cells and cuts styled text.
"""

from __future__ import annotations

import re
import unicodedata
from itertools import accumulate
from typing import TYPE_CHECKING

from rich.cells import cell_len, chop_cells

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.text import Text

#: Characters that must not begin a line, and those that must not end one, in both JIS X 4051 and GB/T 15834.
NOT_FIRST = frozenset(
    "!%),.:;?]}¢°’”‰′″℃、。々〉》」』】〕〗〞︰︱︳﹐﹑﹒﹔﹕﹖﹗﹚﹜﹞！＂％＇），．：；？］｜｝～–—…·ー"
)
NOT_LAST = frozenset("$(£¥[{‘“〈《「『【〔〖〝﹙﹛﹝＄（．［｛￡￥")


# Characters that prevent a line break between two words and between two ideographs.
_SPACE, _JOINER = "\xa0", "\u2060"
_IDEOGRAPHS = re.compile("(?<=[^\xa0])(?=[\u1100-\U0003ffff])")


def unbroken(words: str) -> str:
    """Return text that `wrap` keeps on one line; `breakable` restores it."""
    return _IDEOGRAPHS.sub(_JOINER, words.replace(" ", _SPACE))


def breakable(words: str) -> str:
    """Return text as it is shown, with ordinary spaces in place of the characters that prevent breaks."""
    return words.replace(_SPACE, " ").replace(_JOINER, "")


def wrap(text: Text, width: int) -> list[Text]:
    """Return a styled text as lines of at most `width` cells; white space at line ends is dropped."""
    offsets = list(_breaks(text.plain, max(width, 2)))
    lines = list(text.divide(offsets)) if offsets else [text]
    for line in lines:
        line.rstrip()
    return lines


def _breaks(plain: str, width: int) -> Iterator[int]:
    """Yield the offsets at which lines after the first begin, found greedily in one pass over the pieces."""
    used, offset = 0, 0
    for piece in _pieces(plain):
        solid = cell_len(piece.rstrip())
        if used and used + solid > width:
            yield offset
            used = 0
        # A piece longer than a line is cut between any two characters.
        cuts = list(accumulate(map(len, chop_cells(piece.rstrip(), width))))[:-1] if solid > width else []
        yield from (offset + cut for cut in cuts)
        rest = piece[cuts[-1] :] if cuts else piece
        used = cell_len(rest) + (0 if cuts else used)
        offset += len(piece)


def _pieces(plain: str) -> Iterator[str]:
    """Yield the parts of a text that stay together, each with the spaces after it."""
    start = 0
    for index in range(1, len(plain)):
        if _may_break(plain[index - 1], plain[index]):
            yield plain[start:index]
            start = index
    if plain:
        yield plain[start:]


def _may_break(before: str, after: str) -> bool:
    if after == " " or after in NOT_FIRST or before in NOT_LAST or {_SPACE, _JOINER} & {before, after}:
        return False
    if before in " -–":
        return before == " " or after.isalpha()
    # A line may end before or after any ideograph.
    return any(each >= "\u1100" and unicodedata.east_asian_width(each) in "WF" for each in (before, after))
