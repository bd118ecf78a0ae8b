"""Dates and periods as the language writes them, exactly as precise as they were given."""

from __future__ import annotations

from typing import TYPE_CHECKING

from resume_cli.document import Inlines, Text, Time

if TYPE_CHECKING:
    from resume_cli.compose.formatter import Formatter
    from resume_cli.profile.values import Date


def date(formatter: Formatter, value: Date | None) -> Inlines:
    """Return one date; free words stay as they are."""
    if value is None:
        return ()
    if value.ongoing:
        return _ongoing(formatter)
    if value.year is None:
        return formatter.plain(value.text)
    return (Time(formatter.locale.write_date(value.year, value.month, value.day), value.iso),)


def _ongoing(formatter: Formatter) -> Inlines:
    return (Text(formatter.locale.date("ongoing")),)


def period(formatter: Formatter, start: Date | None, end: Date | None, *, until: bool = True) -> Inlines:
    """Return a period of time; without an end it goes on.

    An end alone is written as one (`until 2019`) with `until`; a degree has just the date on which it was given.
    """
    if start is None:
        if end is None or end.ongoing or not until:
            return date(formatter, end)
        return formatter.fill(formatter.locale.date("until"), end=date(formatter, end))
    if end is not None and (end.iso or end.text) == (start.iso or start.text):
        return date(formatter, start)
    last = date(formatter, end) if end is not None else _ongoing(formatter)
    return formatter.fill(formatter.locale.date("range"), start=date(formatter, start), end=last)
