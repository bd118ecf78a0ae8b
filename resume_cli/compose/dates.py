"""Dates and periods as the language writes them, no more precisely than they were given."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, TypeGuard

from resume_cli.compose.nowrap import together
from resume_cli.document import Inlines, Text, Time

if TYPE_CHECKING:
    from resume_cli.compose.formatter import Formatter
    from resume_cli.profile.values import Date

#: How many parts of a date `meta.dates` lets through.
_PARTS = {"year": 1, "month": 2}
#: No profile is older for this program than the program: SOURCE_DATE_EPOCH is often 0, and is no day to judge by.
_EARLIEST_TODAY = (2026, 11, 25)
_EARLIEST_YEAR = 2000
_TWO_NUMBERS = re.compile(r"\d\D+\d")


def date(formatter: Formatter, value: Date | None) -> Inlines:
    """Return one date; free words stay as they are."""
    if value is None:
        return ()
    if value.ongoing:
        return (Text(formatter.locale.date("ongoing")),)
    if ends := value.ends:
        return period(formatter, *ends)
    if value.year is None:
        return formatter.plain(value.text)
    parts = _PARTS.get(formatter.precision, 3)
    month, day = (value.month if parts > 1 else None), (value.day if parts > 2 else None)
    # The form for machines is as precise as what is shown, since `meta.dates` may be there to hide the rest.
    return (Time(formatter.locale.write_date(value.year, month, day), "-".join(value.iso.split("-")[:parts])),)


def period(
    formatter: Formatter, start: Date | None, end: Date | None, *, until: bool = True, within: Date | None = None
) -> Inlines:
    """Return a period of time; without an end it goes on, unless that would be false.

    An end alone is written as one (`until 2019`) with `until`; a degree has just the date on which it was given.
    `within` is the end of what the period is part of: a role does not go on at an employer that was left.
    """
    if start is None:
        # Words such as `2012/13` may have the start in them already.
        alone = end is None or end.ongoing or not until or (end.year is None and _TWO_NUMBERS.search(end.text))
        last = date(formatter, end)
        return last if alone else together(formatter.fill(formatter.locale.date("until"), end=last))
    first = date(formatter, start)
    if end is None and start.year is None:
        return first
    if (end is None and within is not None and not within.ongoing) or is_ahead(formatter, start, end):
        return together(formatter.fill(formatter.locale.date("from"), start=first))
    last = date(formatter, end) if end is not None else (Text(formatter.locale.date("ongoing")),)
    if last == first:
        return first
    return together(formatter.fill(formatter.locale.date("range"), start=first, end=last))


def is_ahead(formatter: Formatter, start: Date, end: Date | None) -> bool:
    """Return whether something without an end had not begun when the profile was last changed.

    That moment, which outputs are dated with, stands for today: the clock would change the bytes of the same file.
    """
    if formatter.today is None or start.year is None or not (end is None or end.ongoing):
        return False
    given = tuple(part for part in (start.year, start.month, start.day) if part is not None)
    return given > max(formatter.today, _EARLIEST_TODAY)[: len(given)]


def is_known(today: tuple[int, int, int] | None) -> TypeGuard[tuple[int, int, int]]:
    """Return whether the moment that outputs are dated with is one: where it is not known, it is often 1970 or 1980."""
    return today is not None and today[0] >= _EARLIEST_YEAR


def months(formatter: Formatter, start: Date | None, end: Date | None, within: Date | None = None) -> int:
    """Return how many months a period has, the first and the last included; 0 where they are not known, or not shown.

    What goes on has lasted until the profile was last changed; `within` is the end of what the period is part of.
    """
    if start is not None and end is None and start.ends:
        start, end = start.ends
    first = _month(start)
    if goes_on(formatter, start, end) and (end is not None or within is None or within.ongoing):
        last = formatter.today[0] * 12 + formatter.today[1] if is_known(formatter.today) else None
    else:
        last = _month(end)
    if first is None or last is None or _PARTS.get(formatter.precision, 3) == 1:
        return 0
    return max(last - first + 1, 0)


def _month(value: Date | None) -> int | None:
    """Return a month as a number, if a date names one."""
    return value.year * 12 + value.month if value and value.year is not None and value.month is not None else None


def goes_on(formatter: Formatter, start: Date | None, end: Date | None) -> bool:
    """Return whether something that has begun is still going on."""
    return (
        start is not None
        and start.year is not None
        and (end is None or end.ongoing)
        and not is_ahead(formatter, start, end)
    )
