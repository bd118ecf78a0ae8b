"""The conversion of dates and periods of other formats to the form of profiles; unreadable ones are kept as words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from resume_cli.profile.values import Date

_INSTANT = re.compile(r"(\d{4}-\d\d-\d\d)T(\d\d)[\d:.]+(?:Z|[+-]\d\d:?\d\d)?\Z")
_ONGOING = frozenset({"present", "current", "now", "heute", "至今", "today", "ongoing"})


class Period(NamedTuple):
    """A start and an end, which is empty for an ongoing period; `words` is a text that is not a period."""

    start: str = ""
    end: str = ""
    words: str = ""


def date(text: str, *, end: bool = False) -> str:
    """Return a date as `YYYY`, `YYYY-MM` or `YYYY-MM-DD`, "" for an ongoing one, or else the text itself."""
    from resume_cli.profile.validation.dates import read_date

    text = text.strip()
    if match := _INSTANT.match(text):
        return _day(match[1], int(match[2]))
    reading = read_date(text, (), end=end)
    if reading.date.ongoing:
        return ""
    return written(reading.date) or text


def _day(day: str, hour: int) -> str:
    """Return the day that somebody chose whose midnight is at an hour of this day in Greenwich.

    East of it, where midnight comes earlier, that is the day after.
    """
    from datetime import date as calendar_date
    from datetime import timedelta

    try:
        return str(calendar_date.fromisoformat(day) + timedelta(days=1 if hour >= 12 else 0))
    except (ValueError, OverflowError):
        return day


def is_date(text: str) -> bool:
    """Return whether a text is a date in the form of profiles."""
    return re.fullmatch(r"\d{4}(-\d\d){0,2}", text) is not None


def period(text: str) -> Period:
    """Return the period in a text such as `Sep 2019 – Present`, `2011 - 2013` or `2015`."""
    from resume_cli.profile.validation.dates import read_date

    text = text.strip()
    if not text:
        return Period()
    reading = read_date(text, ())
    if reading.ends:
        return Period(*(written(each) for each in reading.ends))
    if alone := written(reading.date):
        return Period(alone, alone)
    for match in re.finditer(r"\s*[–—]\s*|\s+-\s+|\s+(?:to|bis|à|a|al|até)\s+|\s*(?:至|~|〜)\s*", text):
        start, end = text[: match.start()].strip(), text[match.end() :].strip() or text[match.start() :].strip()
        first, last = date(start), date(end, end=True)
        if is_date(first) and (not last or is_date(last)):
            return Period(first, last)
    return _ongoing(text)


def _ongoing(text: str) -> Period:
    """Return the period in a text such as `2019 年 3 月 至今`, without a separator between start and end."""
    for word in _ONGOING:
        if text.lower().endswith(word):
            start = date(text[: -len(word)].strip(" -–—~至"))
            if is_date(start):
                return Period(start)
    return Period(words=text)


def written(value: Date) -> str:
    """Return a calendar date in the form of profiles, or "" for words."""
    if value.year is None:
        return ""
    return "-".join([f"{value.year:04}", *(f"{part:02}" for part in (value.month, value.day) if part is not None)])
