"""Dates and times as a typesetter of the language writes them, no more precisely than they were given."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from resume_cli.document import Inlines, Time
from resume_cli.document import Text as Run

if TYPE_CHECKING:
    from resume_cli.compose.words import Formatter
    from resume_cli.profile.model import Date

#: How many parts of a date `meta.dates` lets through.
_PARTS = {"year": 1, "month": 2}
#: No profile is older for this program than the program: SOURCE_DATE_EPOCH is often 0, and is no day to judge by.
_EARLIEST_TODAY = (2026, 11, 25)
_TWO_NUMBERS = re.compile(r"\d\D+\d")


def date(words: Formatter, value: Date | None) -> Inlines:
    """Return one date; free words stay as they are."""
    if value is None:
        return ()
    if value.ongoing:
        return (Run(words.wording.date("ongoing")),)
    if value.year is None:
        return words.plain(value.text)
    parts = _PARTS.get(words.precision, 3)
    month, day = (value.month if parts > 1 else None), (value.day if parts > 2 else None)
    # The form for machines is as precise as what is shown, since `meta.dates` may be there to hide the rest.
    return (Time(words.wording.write_date(value.year, month, day), "-".join(value.iso.split("-")[:parts])),)


def period(
    words: Formatter, start: Date | None, end: Date | None, *, until: bool = True, within: Date | None = None
) -> Inlines:
    """Return a stretch of time; without an end it goes on, unless that would be false.

    An end alone is said to be one with `until`; a degree has just the date on which it was given. `within` is the
    end of what the stretch is a part of: a role does not go on at an employer that was left.
    """
    if start is None:
        # Words such as `2012/13` may have the start in them already.
        alone = end is None or end.ongoing or not until or (end.year is None and _TWO_NUMBERS.search(end.text))
        return date(words, end) if alone else words.fill(words.wording.date("until"), end=date(words, end))
    first = date(words, start)
    if end is None and start.year is None:
        return first
    if (end is None and within is not None and not within.ongoing) or is_ahead(words, start, end):
        return words.fill(words.wording.date("from"), start=first)
    last = date(words, end) if end is not None else (Run(words.wording.date("ongoing")),)
    return first if last == first else words.fill(words.wording.date("range"), start=first, end=last)


def is_ahead(words: Formatter, start: Date, end: Date | None) -> bool:
    """Tell whether something without an end had not begun when the profile was last changed.

    That moment, which outputs are dated with, stands for today: the clock would change the bytes of the same file.
    """
    if words.today is None or start.year is None or not (end is None or end.ongoing):
        return False
    given = tuple(part for part in (start.year, start.month, start.day) if part is not None)
    return given > max(words.today, _EARLIEST_TODAY)[: len(given)]


def goes_on(words: Formatter, start: Date | None, end: Date | None) -> bool:
    """Tell whether something that has begun is still going on."""
    return (
        start is not None
        and start.year is not None
        and (end is None or end.ongoing)
        and not is_ahead(words, start, end)
    )
