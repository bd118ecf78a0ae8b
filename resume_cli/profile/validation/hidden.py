"""Invisible characters without a purpose, which can hide a second text within a text.

They are kept, because a few of them do no harm, but reported with their number. Characters that a script or an emoji
needs are not counted: joiners between Persian letters, variants of ideographs in names, or breaking points in Thai.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from functools import cache

#: Invisible characters with patterns for the characters before and after them where they have a use.
_USES = {
    "\u200c\u200d": ("[\u0590-\u109f\u1780-\u1aff\ua800-\uabff\ufb1d-\ufefc]$", ""),
    "\u200d": ("[\u00a9\u00ae\u203c-\u3299\ufe0f\U0001f000-\U0001faff]$", ""),
    "\u200b": ("[\u0e00-\u109f\u1780-\u17ff\u1950-\u1aaf]$", "[\u0e00-\u109f\u1780-\u17ff\u1950-\u1aaf]"),
    "\ufe0e\ufe0f": ("[#*0-9\u00a9\u00ae\u203c-\u3299\U0001f000-\U0001faff]$", ""),
    "\ufe00-\ufe02": ("[0\u2190-\u2bff\u3000-\u9fff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff]$", ""),
    "\U000e0100-\U000e01ef": ("[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]$", ""),
    "\u180b-\u180f": ("[\u1800-\u18af]$", ""),
    "\u115f\u1160": ("[\u1100-\u11ff]$", "[\u1100-\u11ff]"),
    "\u034f": ("[\u0300-\u036f\u0590-\u06ff]$", ""),
}
#: Characters without any use: fillers, invisible operators, controls of music and shorthand, stray variants and tags.
_USELESS = (
    "\u17b4\u17b5\u2060-\u2065\u2800\u3164\uffa0\ufe03-\ufe0d\ufff0-\ufff8\ufffc\U0001bca0-\U0001bca3"
    "\U0001d173-\U0001d17a\U000e0000\U000e0002-\U000e001f\U000e0080-\U000e00ff\U000e01f0-\U000e0fff"
)
#: Direction marks, which have a use in any text with letters written from right to left.
_MARKS = frozenset("\u200e\u200f\u061c")
_RIGHT_TO_LEFT = frozenset({"R", "AL"})


#: This is compiled for the first text that is not ASCII, and `_uses` for the first that has one of the characters.
@cache
def _invisible() -> re.Pattern[str]:
    return re.compile(f"[{''.join(_USES)}{''.join(_MARKS)}{_USELESS}]")


@cache
def _uses() -> list[tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]]:
    return [
        (re.compile(f"[{which}]"), re.compile(before), re.compile(after)) for which, (before, after) in _USES.items()
    ]


def hidden(text: str) -> Counter[str]:
    """Return the number of each useless invisible character in a text, with keys such as `U+200B`."""
    found: Counter[str] = Counter()
    if text.isascii():
        return found
    last = -2
    others = {*text} - _MARKS
    goes_left = len(others) < len({*text}) and any(unicodedata.bidirectional(each) in _RIGHT_TO_LEFT for each in others)
    for match in _invisible().finditer(text):
        start = match.start()
        # Of several in a row, only the first may have a use, except for a joiner after the variant of an emoji.
        follows = last == start - 1 and text[start - 1 : start + 1] != "\ufe0f\u200d"
        if match[0] in _MARKS and goes_left:
            continue
        if follows or not _is_used(text, start):
            found[f"U+{ord(match[0]):04X}"] += 1
        last = start
    return found


def _is_used(text: str, start: int) -> bool:
    character, before, behind = text[start], text[max(start - 1, 0) : start], text[start + 1 : start + 2]
    return any(
        which.match(character) and (left.search(before) or (right.pattern and right.match(behind)))
        for which, left, right in _uses()
    )


def told(found: Counter[str]) -> str:
    """Return a message that lists invisible characters with their number."""
    listed = ", ".join(f"{name} ({count:,} times)" if count > 1 else name for name, count in sorted(found.items())[:5])
    count = found.total()
    return f"{count:,} {'character' if count == 1 else 'characters'} that nobody can see: {listed}" + ", …" * (
        len(found) > 5
    )
