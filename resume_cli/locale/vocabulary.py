"""Look up words in any language: names of months, words for "until now" and frequent words.

They are collected from the wordings and from CLDR by `scripts/wording.py` in one small file for all languages, which
is read only if needed.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

_FOLDER = Path(__file__).parent / "cldr"
#: Letters that keyboards interchange: Turkish dotless i, Persian yeh and kaf, and similar marks.
_ALIKE = str.maketrans({"ı": "i", "ی": "ي", "ى": "ي", "ک": "ك", "’": "'", "׳": "'", "\xa0": " ", "ـ": None})


def fold(text: str) -> str:
    """Return a text without case and accents: `Août` becomes `aout`, `أبريل` becomes `ابريل`."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in decomposed if unicodedata.category(letter) != "Mn").translate(_ALIKE)


@lru_cache(maxsize=1)
def _dates() -> tuple[Mapping[str, int], frozenset[str]]:
    months: dict[str, int] = {}
    present: set[str] = set()
    for line in (_FOLDER / "dates.txt").read_text("utf-8").splitlines():
        number, _, word = line.partition(" ")
        if number == "0":
            present.add(fold(word))
        elif number.isdigit():
            months[fold(word)] = int(number)
    return months, frozenset(present)


def month_of(name: str) -> int | None:
    """Return the number of a month by its name in any of the languages, or None. A final full stop is ignored."""
    months = _dates()[0]
    folded = fold(name).strip(" .'")
    # In Hebrew, `in` is a one-letter prefix of the name.
    return months.get(folded) or (months.get(folded[1:]) if folded.startswith("ב") else None)


def is_present(text: str) -> bool:
    """Return whether a text means "until now" in any of the languages."""
    return fold(text).strip(" .,()-–") in {folded.strip(" .") for folded in _dates()[1]}


@lru_cache(maxsize=1)
def frequent() -> Mapping[str, frozenset[str]]:
    """Return the frequent words, or characters for Chinese, by language."""
    lines = (_FOLDER / "frequent.txt").read_text("utf-8").splitlines()
    rows = (line.split() for line in lines if line and not line.startswith("#"))
    return {row[0]: frozenset(row[1:]) for row in rows}
