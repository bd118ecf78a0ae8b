"""Find phrases of the opposite text direction, so that they stay together and in order.

Unicode's rules work by character: in Hebrew they move the signs of `C++` to its other side and swap the groups of
a telephone number. The phrases found here are isolated from the surrounding text in every format.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Literal, TypeAlias

Spans: TypeAlias = Iterable[tuple[int, int]]

# Hebrew, Arabic, Syriac, Thaana, N'Ko, their presentation forms, and the older scripts.
_FIRST_RTL = "\u0590"
_RTL = f"{_FIRST_RTL}-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff"
_LTR_LETTER = f"(?:(?![{_RTL}])[^\\W\\d_])"
#: The placeholder for a part of a text that is already isolated.
OBJECT = "\ufffc"

# The patterns are compiled when the first text in such a script needs them.
_RTL_PHRASE = f"[{_RTL}](?:(?:(?!{_LTR_LETTER})[^{OBJECT}])*[{_RTL}])?"
_WITHOUT_RTL = f"[^{_RTL}{OBJECT}]+"
#: A word in left-to-right letters, with its attached signs and digits: `.NET`, `@name`, `3D`, `C++`, `F#`.
_LTR_WORD = rf"(?:(?<![^\s(\[{{«“\"'\-־])[.#@~/$*&+<\-]+)?[\w%]*{_LTR_LETTER}"
_LTR_SIGNS = "+#%*°$€£"
_BRACKETS = {")": "(", "]": "[", "}": "{", ">": "<"}
#: Words whose full stop does not end a sentence: `B.Sc.` anywhere, `Ltd.` before more words.
_ABBREVIATION = r"\b(?:(?:[^\W\d_]{1,4}\.)+[^\W\d_]{1,4}|(Ltd|Inc|Corp|Co|Dr|Mr|Mrs|Ms|Prof|St|Jr|Sr|vs|approx))$"
#: Numbers after a phrase that are not part of it: `STC (2010)`, `C++, 2019`.
_TAIL = r"(?:\s*[,;:]\s+|\s+[–—\-]\s+|\s+\()[\d\W]*\d[\d\W]*$"
_YEAR, _DATE = r"(?<!\d)(?:19|20)\d\d(?!\d)", r"\d{1,4}(?:[./]\d{1,4}){1,2}"
_RANGE = rf"({_DATE}|{_YEAR})-({_DATE}|{_YEAR})(?![\d\-])"
_YEARS = rf"{_YEAR}(?:[ ,./\-]+{_YEAR})+"
#: Numbers that stay in order without isolation.
_PLAIN = r"\d+(?:[.,:/]\d+)*"
#: Digits with signs, or groups of them: telephone numbers, dates, sums, versions.
_NUMBER = r"(?:(?<![^\W_])[+\-−±~≈<>$€£₪]+|\((?=\+?\d+\)[ \-]?\d))*\d+(?:(?:[.,:/×\- ]|\) ?)\(?\d+\)?)*[%‰°+$€£₪]*"


@lru_cache(maxsize=1024)
def other_phrases(text: str, around: Literal["ltr", "rtl"]) -> tuple[tuple[int, int], ...]:
    """Return the spans of a text that read in the opposite direction to the surrounding text."""
    if around == "ltr":
        has_any = max(text, default="") >= _FIRST_RTL
        return tuple(found.span() for found in re.finditer(_RTL_PHRASE, text)) if has_any else ()
    spans: list[tuple[int, int]] = []
    for found in re.finditer(_WITHOUT_RTL, text):
        start, stop = found.span()
        phrase = _phrase(text, start, stop)
        spans += _numbers(text, start, phrase[0]) if phrase else _numbers(text, start, stop)
        if phrase:
            spans += [phrase, *_numbers(text, phrase[1], stop)]
    return tuple(spans)


def _phrase(text: str, start: int, stop: int) -> tuple[int, int] | None:
    """Return the span from the first left-to-right word to the last word or number before `stop`, or None."""
    first = re.compile(_LTR_WORD).search(text, start, stop)
    if first is None:
        return None
    begin, end = first.start(), max(place for place in range(first.start(), stop) if text[place].isalnum()) + 1
    tail = re.search(_TAIL, text[begin:end])
    end = begin + tail.start() if tail else end
    if text.startswith("()", end):
        end += 2
    short = re.search(_ABBREVIATION, text[begin:end]) if text.startswith(".", end) else None
    if short and (not short[1] or text[end + 1 :].strip()):
        end += 1
    while end < stop and (text[end] in _LTR_SIGNS or _closes(text[begin:end], text[end])):
        end += 1
    return begin, end


def _closes(phrase: str, character: str) -> bool:
    opening = _BRACKETS.get(character)
    return opening is not None and phrase.count(opening) > phrase.count(character)


def _numbers(text: str, start: int, stop: int) -> Iterator[tuple[int, int]]:
    """Yield the spans of numbers with signs or groups. The ends of a range are separate, so that the start is first."""
    for found in re.compile(f"{_RANGE}|{_NUMBER}").finditer(text, start, stop):
        if found[1]:
            yield from (found.span(1), found.span(2))
        elif not re.fullmatch(rf"{_PLAIN}|{_YEARS}", found[0]):
            yield found.span()
