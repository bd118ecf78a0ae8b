"""Suggestions for mistyped words: the most similar known word."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

#: The least similarity of a suggestion, as measured by difflib.
_SIMILARITY = 0.7
_LENGTH_DIFFERENCE = 2


def closest(word: str, known: Iterable[str], similarity: float = _SIMILARITY) -> str:
    """Return the known word most similar to `word`, ignoring case and separators, or an empty string."""
    from difflib import get_close_matches

    by_folded: dict[str, str] = {}
    folded = fold(word)
    for each in known:
        if abs(len(fold(each)) - len(folded)) <= _LENGTH_DIFFERENCE:
            by_folded.setdefault(fold(each), each)
    return by_folded.get(next(iter(get_close_matches(folded, by_folded, 1, similarity)), ""), "")


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return a hint with the known word most similar to `word`, or an empty string."""
    meant = closest(word, known)
    return f"did you mean `{meant}`?" if meant else ""


def fold(word: str) -> str:
    """Return a word in lower case, without spaces, hyphens and underscores."""
    return word.lower().replace("_", "").replace("-", "").replace(" ", "")
