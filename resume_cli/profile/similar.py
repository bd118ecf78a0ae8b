"""Did you mean …? The known word that a mistyped one most resembles."""

from __future__ import annotations

from collections.abc import Iterable


def similar(word: str, known: Iterable[str]) -> str:
    """Return the known word within a few slips of `word`, or an empty string."""
    folded = _fold(word)
    best, best_distance = "", max(1, min(3, len(folded) // 3)) + 1
    for candidate in known:
        other = _fold(candidate)
        if abs(len(other) - len(folded)) < best_distance:
            distance = 0 if other == folded else slips(folded, other)
            if distance < best_distance:
                best, best_distance = candidate, distance
    return best


def _fold(word: str) -> str:
    return word.lower().replace("_", "").replace("-", "").replace(" ", "")


def slips(word: str, other: str) -> int:
    """Return how many letters must be added, left out, changed or swapped with their neighbour."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(word, 1):
        older, before, row = before, row, [i]
        for j, wanted in enumerate(other, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != wanted))
            if i > 1 and j > 1 and letter == other[j - 2] and word[i - 2] == wanted:
                cost = min(cost, older[j - 2] + 1)
            row.append(cost)
    return row[-1]
