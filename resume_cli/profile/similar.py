"""Did you mean …? The known word that a mistyped one most resembles."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

from resume_cli.languages import KNOWN

#: Words of other formats, with what they are called here.
_SYNONYMS = {
    "experience": ("work",), "jobs": ("work",), "employment": ("work",), "career": ("work",),
    "schools": ("education",), "about": ("summary",), "objective": ("summary",), "profile": ("summary", "profiles"),
    "social": ("profiles",), "papers": ("publications",), "hobbies": ("interests",), "volunteering": ("volunteer",),
    "opensource": ("contributions",), "presentations": ("talks",), "bullets": ("highlights",),
    "achievements": ("highlights",), "tasks": ("highlights",), "responsibilities": ("highlights",),
    "details": ("highlights", "summary"), "title": ("position", "name", "label"), "role": ("position",),
    "jobtitle": ("position",), "school": ("institution",), "university": ("institution",), "degree": ("studyType",),
    "major": ("area",), "field": ("area",), "start": ("startDate",), "from": ("startDate",), "end": ("endDate",),
    "to": ("endDate",), "until": ("endDate",), "year": ("date", "releaseDate", "startDate"),
    "date": ("startDate", "releaseDate"), "issued": ("date",), "description": ("summary",), "tel": ("phone",),
    "telephone": ("phone",), "mobile": ("phone",), "mail": ("email",), "homepage": ("url",), "link": ("url",),
    "site": ("url",), "fullname": ("name",), "avatar": ("image",), "tags": ("keywords",),
    "technologies": ("keywords",), "tools": ("keywords",), "stack": ("keywords",), "category": ("name",),
    "organisation": ("organization",), "zip": ("postalCode",), "zipcode": ("postalCode",), "user": ("username",),
    "handle": ("username",), "country": ("countryCode",), "isbn": ("summary",), "journal": ("publisher",),
    "venue": ("event", "publisher"), "country_code": ("countryCode",),
}  # fmt: skip


def hint_for(key: str, known: Collection[str]) -> str:
    """Return what to write instead of a key that is not known, or an empty string."""
    base, _, language = key.rpartition("_")
    if base in known and language in KNOWN:
        return f"write `{base}: {{{language}: …}}`"
    meant = similar(key, known) or next((word for word in _SYNONYMS.get(_fold(key), ()) if word in known), "")
    return f"did you mean `{meant}`?" if meant else ""


def similar(word: str, known: Iterable[str]) -> str:
    """Return the known word within a few slips of `word`, or an empty string."""
    folded = _fold(word)
    best, best_distance = "", max(1, min(3, len(folded) // 4)) + 1
    for candidate in known:
        other = _fold(candidate)
        if abs(len(other) - len(folded)) <= min(2, best_distance - 1):
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
