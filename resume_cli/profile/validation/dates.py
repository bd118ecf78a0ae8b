"""Dates, exactly as precise as they were written."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from resume_cli.profile.model import Date

if TYPE_CHECKING:
    from resume_cli.errors import FieldPath

_LOOSE = (
    r"(\d{4})(?:\s*[-./年–]\s*(\d{1,2})(?:\s*[-./月–]\s*(\d{1,2}))?)?\s*[年月日]?"
    r"(?:[T\s]\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?\s*(?:Z|[+-]\d{2}:?\d{2})?)?\Z"
)
_TIME = r"[T\s]\d{1,2}:\d{2}"
_DAYS_OF_MONTHS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)

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


class Reading:
    """A date as it was understood; `code` and `message` say what there is to criticise, `impossible` that it stops."""

    __slots__ = ("code", "date", "hint", "impossible", "message")

    def __init__(
        self, date: Date, code: str = "", message: str = "", hint: str = "", *, impossible: bool = False
    ) -> None:
        self.date = date
        self.code = code
        self.message = message
        self.hint = hint
        self.impossible = impossible


def read_date(written: str, path: FieldPath) -> Reading:
    """Return the date that a clean text means: a calendar date, an ongoing one, or free words."""
    exact = _exact(written, path)
    if exact is not None:
        return Reading(exact)
    if written.lower() in ONGOING:
        return Reading(Date(written, ongoing=True, path=path))
    match = re.match(_LOOSE, written, re.ASCII)
    if not match:
        return Reading(
            Date(written, path=path), "free-date", f"`{written}` is kept as words", "write YYYY, YYYY-MM or YYYY-MM-DD"
        )
    year, month, day = (int(part) if part else None for part in match.groups())
    date = Date("", year, month, day, path=path)
    date = Date(date.iso, year, month, day, path=path)
    wrong = _impossible(year, month, day)
    if wrong:
        return Reading(
            date, "impossible-date", f"`{written}`: {wrong}", "write YYYY, YYYY-MM or YYYY-MM-DD", impossible=True
        )
    if date.text == written or re.search(_TIME, written):
        return Reading(date)
    return Reading(date, "loose-date", f"`{written}` is read as {date.text}", f"write {date.text}")


def _exact(written: str, path: FieldPath) -> Date | None:
    """Return the date of the usual forms, which need no pattern to be told."""
    year, month, day = written[:4], written[5:7], written[8:]
    if len(written) not in {4, 7, 10} or not written.isascii() or not year.isdigit():
        return None
    if (month and not (written[4] == "-" and len(month) == 2 and month.isdigit())) or (
        day and not (written[7] == "-" and day.isdigit())
    ):
        return None
    numbers = (int(year), int(month) if month else None, int(day) if day else None)
    return None if _impossible(*numbers) else Date(written, *numbers, path=path)


def _impossible(year: int | None, month: int | None, day: int | None) -> str:
    """Return why there is no such day, or nothing."""
    if not year:
        return "there is no year 0"
    if month is not None and not 1 <= month <= 12:
        return f"there is no month {month}"
    if month is None or day is None:
        return ""
    last = _DAYS_OF_MONTHS[month - 1]
    if month == 2 and (year % 4 or (year % 100 == 0 and year % 400)):
        last = 28
    return "" if 1 <= day <= last else f"month {month} of {year} has no day {day}"


def ends_before(start: Date | None, end: Date | None) -> bool:
    """Whether an end lies before its start, as far as both are precise."""
    if start is None or end is None or start.year is None or end.year is None:
        return False
    pairs = ((start.year, end.year), (start.month, end.month), (start.day, end.day))
    for first, last in pairs:
        if first is None or last is None or first < last:
            return False
        if first > last:
            return True
    return False
