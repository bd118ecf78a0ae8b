"""What the kind code at the end of a patent's number says: an application was published, or a right was granted.

Each office has its own codes within WIPO standard ST.16, and a published application must never be called granted.
"""

from __future__ import annotations

import re
from typing import Literal, TypeAlias

#: What happened on the day on which a document with this number appeared.
Event: TypeAlias = Literal["published", "granted"]

_NUMBER = re.compile(r"([A-Z]{2})?[\s-]*((?:RE|PP|D|H|T)?\d[\d\s.,/-]*?)[\s-]*([A-Z]\d?)?", re.ASCII)
# The first letters of codes that mean a grant; A is a published application unless an office says otherwise.
_GRANTED = {
    "US": "BESPH",
    "EP": "B",
    "WO": "",
    "CN": "BCUYS",
    "DE": "BCU",
    "JP": "BUYS",
    "KR": "BUYS",
    "TW": "BUMS",
}
_OTHER_OFFICES = "BC"
# The United States published no applications before 2001: an older A, or no letter at all, is a granted patent.
# The numbers reached 6,167,569 at the end of 2000.
_LAST_UNITED_STATES_NUMBER_BEFORE_2001 = 6_167_568
# Codes of applications that begin with a letter of grants: US P1 and P9 are published applications for plants.
_APPLICATIONS = {("US", "P1"), ("US", "P9")}
# Documents that announce no more than a search report or a correction.
_NEITHER = {"EP": {"A3", "A4", "A8", "A9"}, "WO": {"A3", "A4", "A8", "A9"}}


def office_of(number: str) -> str:
    """Return the office's two letters that a number begins with, or an empty string."""
    match = _NUMBER.fullmatch(number.strip().upper())
    return match[1] or "" if match else ""


def event_of(number: str, office: str = "") -> Event | None:
    """Return what a patent's number says of its date: `published`, `granted`, or nothing where that is unknown.

    `office` is used where the number does not begin with one: `event_of("10091236 B2", "US")` is `granted`.
    """
    match = _NUMBER.fullmatch(number.strip().upper())
    if match is None:
        return None
    office, digits, kind = match[1] or office.strip().upper(), re.sub(r"\D", "", match[2]), match[3] or ""
    if office == "WO":
        return "published"
    if office == "US" and _is_old(match[2], digits, kind):
        return "granted"
    if not kind or kind in _NEITHER.get(office, ()):
        return None
    if kind[0] in _GRANTED.get(office, _OTHER_OFFICES) and (office, kind) not in _APPLICATIONS:
        return "granted"
    return "published" if kind[0] == "A" or (office, kind) in _APPLICATIONS else None


def _is_old(written: str, digits: str, kind: str) -> bool:
    """Whether a number of the United States is that of a patent granted before applications were published."""
    serial = "/" in written or not digits
    return kind in {"", "A"} and not serial and int(digits) <= _LAST_UNITED_STATES_NUMBER_BEFORE_2001
