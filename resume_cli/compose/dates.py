"""Compose dates and periods in the document's language, no more precise than in the profile."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, TypeGuard

from resume_cli.compose.nowrap import together
from resume_cli.document import Inlines, Text, Time

if TYPE_CHECKING:
    from resume_cli.compose.formatter import Formatter
    from resume_cli.profile.values import Date

#: The number of parts of a date that are shown for each value of `meta.dates`; all by default.
_PARTS = {"year": 1, "month": 2}
#: The earliest day to compare dates with, that of the program itself, since SOURCE_DATE_EPOCH is often 0.
_EARLIEST_TODAY = (2026, 11, 25)
_EARLIEST_YEAR = 2000
_TWO_NUMBERS = re.compile(r"\d\D+\d")


def date(formatter: Formatter, value: Date | None) -> Inlines:
    """Return a date. A date in free text is returned unchanged."""
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
    # The machine-readable date is no more precise than the text, since `meta.dates` may serve to hide the rest.
    return (Time(formatter.locale.write_date(value.year, month, day), "-".join(value.iso.split("-")[:parts])),)


def period(
    formatter: Formatter, start: Date | None, end: Date | None, *, until: bool = True, within: Date | None = None
) -> Inlines:
    """Return a period of time. Without an end it is ongoing, unless it has not begun or `within` has ended.

    An end alone is written `until 2019` if `until` is true, and as a plain date otherwise, as for degrees.
    `within` is the end of the enclosing period: a role is not ongoing if the job has ended.
    """
    if start is None:
        # Free text such as `2012/13` may already include the start.
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
    """Return whether an ongoing period had not begun when the profile was last changed.

    That time is used as today's date, since outputs would not be reproducible with the system clock.
    """
    if formatter.today is None or start.year is None or not (end is None or end.ongoing):
        return False
    given = tuple(part for part in (start.year, start.month, start.day) if part is not None)
    return given > max(formatter.today, _EARLIEST_TODAY)[: len(given)]


def is_known(today: tuple[int, int, int] | None) -> TypeGuard[tuple[int, int, int]]:
    """Return whether the date of the outputs is plausible. If unknown, it is None or often in 1970 or 1980."""
    return today is not None and today[0] >= _EARLIEST_YEAR


def months(formatter: Formatter, start: Date | None, end: Date | None, within: Date | None = None) -> int:
    """Return the length of a period in months, including the first and last; 0 if unknown or if only years are shown.

    An ongoing period lasts until the profile was last changed. `within` is the end of the enclosing period.
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
    """Return the number of months from year 0 to a date, or None if it has no month."""
    return value.year * 12 + value.month if value and value.year is not None and value.month is not None else None


def goes_on(formatter: Formatter, start: Date | None, end: Date | None) -> bool:
    """Return whether a period has begun and is ongoing."""
    return (
        start is not None
        and start.year is not None
        and (end is None or end.ongoing)
        and not is_ahead(formatter, start, end)
    )
