"""Dates and times as a typesetter of the language writes them, exactly as precise as they were given."""

from __future__ import annotations

from typing import TYPE_CHECKING

from resume_cli.document import Inlines, Time
from resume_cli.document import Text as Run

if TYPE_CHECKING:
    from resume_cli.compose.words import Formatter
    from resume_cli.profile.model import Date


def date(words: Formatter, value: Date | None) -> Inlines:
    """Return one date; free words stay as they are."""
    if value is None:
        return ()
    if value.ongoing:
        return (Run(words.wording.date("ongoing")),)
    if value.year is None:
        return words.plain(value.text)
    return (Time(words.wording.write_date(value.year, value.month, value.day), value.iso),)


def period(words: Formatter, start: Date | None, end: Date | None, *, until: bool = True) -> Inlines:
    """Return a stretch of time; without an end it goes on.

    An end alone is said to be one with `until`; a degree has just the date on which it was given.
    """
    if start is None:
        if end is None or end.ongoing or not until:
            return date(words, end)
        return words.fill(words.wording.date("until"), end=date(words, end))
    if end is not None and (end.iso or end.text) == (start.iso or start.text):
        return date(words, start)
    last = date(words, end) if end is not None else (Run(words.wording.date("ongoing")),)
    return words.fill(words.wording.date("range"), start=date(words, start), end=last)
