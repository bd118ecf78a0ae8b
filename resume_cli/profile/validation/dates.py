"""Dates, exactly as precise as they were written."""

from __future__ import annotations

import re
from datetime import date as calendar_date
from typing import TYPE_CHECKING

from msgspec.structs import replace

from resume_cli.profile.values import Date

if TYPE_CHECKING:
    from resume_cli.errors import FieldPath
    from resume_cli.profile.validation.problems import Problems

_LOOSE = (
    r"(?a)(\d{4})(?:\s*[-./年–]\s*(\d{1,2})(?:\s*[-./月–]\s*(\d{1,2}))?)?\s*[年月日]?"
    r"(?:[T\s]\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?\s*(?:Z|[+-]\d{2}:?\d{2})?)?\Z"
)
_TIME = r"[T\s]\d{1,2}:\d{2}"
_FORMS = "write YYYY, YYYY-MM or YYYY-MM-DD"

#: Words for "until now" in the languages of the wording, in lower case.
ONGOING = frozenset(
    {
        "present", "now", "current", "currently", "today", "ongoing", "to date", "until now", "to present", "至今",
        "今", "现在", "迄今", "目前", "現在", "現職",
        "현재", "heute", "aktuell", "jetzt", "bis heute", "aujourd'hui", "aujourd’hui",
        "actuel", "actuellement", "présent", "en cours", "actualidad", "presente", "actual", "actualmente", "hoy",
        "atual", "atualmente", "oggi", "attuale", "in corso", "attualmente", "настоящее время", "по настоящее время",
        "н.в.", "н. в.", "сейчас", "الآن",
        "حتى الآن", "היום", "כיום", "עד היום",
    }
)  # fmt: skip


def read_date(written: str, path: FieldPath, problems: Problems) -> Date:
    """Return the date that a clean text means: a calendar date, an ongoing one, or free words."""
    if written.lower() in ONGOING:
        return Date(written, ongoing=True, path=path)
    match = re.match(_LOOSE, written)
    if not match:
        problems.warn("free-date", f"`{written}` is kept as words", path, _FORMS)
        return Date(written, path=path)
    year, month, day = (int(part) if part else None for part in match.groups())
    date = Date("", year, month, day, path=path)
    date = replace(date, text=date.iso)
    if not _is_in_calendar(date):
        problems.error("impossible-date", f"`{written}` is not in the calendar", path, _FORMS)
    elif date.text != written and not re.search(_TIME, written):
        problems.warn("loose-date", f"`{written}` is read as `{date.text}`", path, f"write {date.text}")
    return date


def _is_in_calendar(date: Date) -> bool:
    month, day = (1 if part is None else part for part in (date.month, date.day))
    try:
        calendar_date(date.year or 0, month, day)
    except ValueError:
        return False
    return True


def ends_before(start: Date | None, end: Date | None) -> bool:
    """Whether an end is before its start, as far as both are precise."""
    if start is None or end is None:
        return False
    for first, last in ((start.year, end.year), (start.month, end.month), (start.day, end.day)):
        if first is None or last is None:
            return False
        if first != last:
            return first > last
    return False
