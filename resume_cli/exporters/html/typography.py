"""Typography for print: gaps between ideographs and Latin, signs from the right font, and hyphens within lines.

Browsers do the first two themselves (`text-autospace`, `unicode-range`); WeasyPrint does not. The gap is a
margin, never a space, so that the page has exactly the characters that were written. Hyphenated words are kept on
one line because programs that extract text would otherwise take the hyphen for hyphenation and drop it.
"""

from __future__ import annotations

import re
from itertools import pairwise
from math import ceil
from typing import TYPE_CHECKING
from unicodedata import category, east_asian_width

from markupsafe import Markup, escape

if TYPE_CHECKING:
    from collections.abc import Iterable

# Han with its radicals and marks (planes 2 and 3 are Han throughout), to which `_IDEOGRAPH` adds kana.
_HAN = (
    "\u2e80-\u2fdf\u3005-\u3007\u3021-\u3029\u3031-\u3035\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
)
_IDEOGRAPH = _HAN + "\u3040-\u309f\u30a0-\u30fa\u30fc-\u30ff"
# Letters and digits of Latin, Greek and Cyrillic, and the signs that cling to numbers.
_ALPHABETIC = "0-9A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u0370-\u03ff\u0400-\u052f\u1e00-\u1fff"
_LEADING, _TRAILING = "$#@€£¥°", "%+°€£‰"
# The first letter of a script without a slanted form, and the first radical of Han.
_UPRIGHT, _IDEOGRAPHIC = "\u0590", "\u2e80"

# The patterns are texts, which `re` compiles when they are first used: the classes of ideographs take milliseconds,
# and most texts in Latin do without.
# Scripts that have a slanted form; every other letter stays upright.
_SLANTED = r"[\u0000-\u058f\u1c80-\u1c8f\u1d00-\u2bff\ua640-\ua69f\ua720-\ua7ff\ufb00-\ufb06]"
# Where an ideograph and a letter or digit meet.
_MEETING = rf"(?<=[{_IDEOGRAPH}])(?=\.?[{_ALPHABETIC}]|[{_LEADING}])|(?<=[{_ALPHABETIC}{_TRAILING}])(?=[{_IDEOGRAPH}])"
# Where a line may break between a Chinese mark and a dot: `、.top`.
_SEAM = f"(?<=[、，；])(?=\\.[{_ALPHABETIC}{_IDEOGRAPH}])"
# Signs whose width differs in Latin and Chinese, with the marks next to them; ’ between letters is an apostrophe.
_MARKS = "[，。、；：？！（）《》〈〉「」『』【】“”‘]"
_QUOTE = f"(?:[“”‘]|(?<![{_ALPHABETIC}])’|’(?![{_ALPHABETIC}]))"
_SHARED = f"{_MARKS}{{0,4}}{_QUOTE}(?:{_QUOTE}|{_MARKS})*|[—…]+|(?<=[{_IDEOGRAPH}])·(?=[{_IDEOGRAPH}])"
# Words that may be wider than a narrow column; ideographs break anywhere.
_LONGEST_WORD = 24
_LONG_WORD = rf"([^\s\u2e80-\U0010ffff]{{{_LONGEST_WORD + 1},}})"
# What ends a paragraph: two words, or some ideographs with their marks.
_LAST_WORDS = r"(?<=\s)\S{1,12}\s\S{1,14}$"
_ENDING = f"(?:[{_IDEOGRAPH}][^{_IDEOGRAPH}\\s]{{0,2}}){{4}}$|{_LAST_WORDS}"
# Short words with a hyphen.
_HYPHENATED = r"(?<![^\s/(“‘\"'])(?=[^\s/]{3,24}(?![^\s/]))([^\W_][^\s/-]*(?:-[^\s/-]+)+)"
#: The width in ems beyond which a date may take as much of its row as it needs.
WIDEST = 17
# Widths in ems, slightly above average: of ideographs, of characters by Unicode category, of others, and of a gap.
_WIDE, _WIDTHS, _OTHER, _GAP = 1.04, {"Lu": 0.7, "Ll": 0.55, "Nd": 0.53, "Zs": 0.26, "Pd": 0.56}, 0.4, 0.8
_LONG = Markup('<span class="long">{}</span>')
_WHOLE = Markup('<span class="whole">{}</span>')
# The gap belongs to the text before it: a box of its own could begin a line. At the start of a run it is empty.
_STARTS_WITH_GAP = '((?:<[^>]*>)*?)<span class="gap"></span>'
_BEFORE_GAP, _SEAM_BOX = Markup('<span class="gap">{}</span>'), Markup('<span class="seam"></span>')
_HAN_SIGN = Markup('<span class="han">{}</span>')


def spaced(content: str, previous: str, language: str) -> Markup:
    """Return escaped text with gaps where scripts meet; `previous` is the character before it, or empty.

    In Chinese and Japanese, quotation marks, dashes and dots that Latin also has are marked for the Chinese font.
    """
    joined = previous + content
    start = len(previous)
    meeting = re.finditer(_MEETING, joined) if max(joined, default="") >= _IDEOGRAPHIC else ()
    cuts = [found.start() for found in meeting if found.start() >= start]
    edges = [start, *cuts, len(joined)]
    signs = language.partition("-")[0] in {"zh", "ja"}
    parts = [_signs(joined, begin, end) if signs else _whole(joined[begin:end]) for begin, end in pairwise(edges)]
    made = Markup().join([*map(_BEFORE_GAP.format, parts[:-1]), *parts[-1:]])
    # Markup that was escaped has no such dots.
    return Markup(re.sub(_SEAM, _SEAM_BOX, made)) if signs else made  # noqa: S704 - a constant put between


def joined(runs: Iterable[Markup]) -> Markup:
    """Return runs of markup joined; a gap at the start of one, even within its elements, follows the run before it."""
    made: list[Markup] = []
    for run in runs:
        found = re.match(_STARTS_WITH_GAP, run) if made else None
        if found:
            made[-1] = _BEFORE_GAP.format(made[-1])
        made.append(Markup(found[1]) + run[found.end() :] if found else run)  # noqa: S704 - tags of the run
    return Markup().join(made)


def _signs(text: str, begin: int, end: int) -> Markup:
    """Return text[begin:end] escaped, with shared signs marked; the pattern also sees the surrounding characters."""
    parts, position = [], begin
    for found in re.compile(_SHARED).finditer(text, begin, end):
        parts += [_whole(text[position : found.start()]), _HAN_SIGN.format(found[0])]
        position = found.end()
    return Markup().join([*parts, _whole(text[position:end])])


def _whole(text: str) -> Markup:
    """Return text escaped, with short hyphenated words kept on one line, and long words allowed to break."""
    if all(len(word) <= _LONGEST_WORD for word in text.split()):
        return _hyphens(text)
    parts = enumerate(re.split(_LONG_WORD, text))
    return Markup().join(_LONG.format(_hyphens(part)) if index % 2 else _hyphens(part) for index, part in parts)


def _hyphens(text: str) -> Markup:
    parts = enumerate(re.split(_HYPHENATED, text) if "-" in text else [text])
    return Markup().join(_WHOLE.format(part) if index % 2 else escape(part) for index, part in parts)


def has_upright_script(text: str) -> bool:
    """Return whether a text has letters of a script without italics, which would otherwise be slanted."""
    others = (character for character in text if character >= _UPRIGHT and character.isalpha())
    return any(not re.match(_SLANTED, character) for character in others)


def ending(text: str) -> tuple[str, str]:
    """Return a text in two parts, of which the second is too short for a line of its own; the second may be empty."""
    found = re.search(_ENDING if max(text, default="") >= _IDEOGRAPHIC else _LAST_WORDS, text)
    place = found.start() if found else len(text)
    return text[:place], text[place:]


def dates_class(text: str) -> str | None:
    """Return the class that sets the width of dates in whole ems, or None if they need more than `WIDEST`."""
    wide = (east_asian_width(character) in "WF" for character in text)
    widths = (_WIDE if each else _WIDTHS.get(category(at), _OTHER) for each, at in zip(wide, text, strict=True))
    width = ceil(sum(widths) + _GAP)
    return f"w{width}" if width <= WIDEST else None
