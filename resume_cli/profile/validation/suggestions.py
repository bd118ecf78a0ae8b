"""What somebody may have meant by a key that a profile does not have."""

from __future__ import annotations

from typing import TYPE_CHECKING

from resume_cli.locale.languages import KNOWN
from resume_cli.suggestions import closest, fold

if TYPE_CHECKING:
    from collections.abc import Collection

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
    meant = next((word for word in _SYNONYMS.get(fold(key), ()) if word in known), "") or closest(key, known)
    return f"did you mean `{meant}`?" if meant else ""
