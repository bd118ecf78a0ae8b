"""What an unknown key of a profile may have been meant to be."""

from __future__ import annotations

from typing import TYPE_CHECKING

from resume_cli.locale.languages import KNOWN
from resume_cli.suggestions import did_you_mean, fold

if TYPE_CHECKING:
    from collections.abc import Collection

#: Words of other formats, with the keys that may be meant.
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
    """Return what to write instead of an unknown key, or an empty string."""
    base, _, language = key.rpartition("_")
    if base in known and language in KNOWN:
        return f"write `{base}: {{{language}: …}}`"
    synonym = next((word for word in _SYNONYMS.get(fold(key), ()) if word in known), "")
    return f"did you mean `{synonym}`?" if synonym else did_you_mean(key, known)
