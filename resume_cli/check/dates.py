"""What a careful reader asks about dates: what lies ahead, what overlaps, what is missing between."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from resume_cli.errors import Problem
from resume_cli.profile.model import SECTIONS, Education, Work

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from resume_cli.check.subject import Subject
    from resume_cli.errors import FieldPath
    from resume_cli.profile.model import Role
    from resume_cli.profile.values import Date

#: What is over by the time it is written down. A degree, a fixed term and an expiry may lie ahead.
_STARTS = ("start_date", "date", "granted", "filed", "published", "release_date")
_LONGEST_GAP = 3
_LONGEST_OVERLAP = 1


class _Span(NamedTuple):
    """The months of a job, counted from year 0, the first and the last; and where its dates stand."""

    first: int
    last: int
    name: str
    path: FieldPath


def future_starts(subject: Subject) -> Iterator[Problem]:
    """Yield the beginnings and events that lie in the future."""
    for section in SECTIONS:
        for entry in getattr(subject.profile, section):
            for each in (entry, *(role for role in getattr(entry, "roles", ()) if hasattr(role, "start_date"))):
                found = (getattr(each, name, None) for name in _STARTS)
                for when in found:
                    if when is not None and _is_after(when, subject.today):
                        message = f"{when.iso} lies in the future"
                        yield Problem("future-date", message, when.path, hint="check the year")


def overlaps(subject: Subject) -> Iterator[Problem]:
    """Yield jobs that overlap by more than a month of handing over."""
    for before, after in pairwise(_jobs(subject)):
        common = min(before.last, after.last) - after.first
        if common > _LONGEST_OVERLAP:
            message = f"`{after.name}` begins {common} months before `{before.name}` ends"
            hint = "check the months; of two jobs at once, say that one is part-time"
            yield Problem("overlapping-dates", message, after.path, hint=hint)


def gaps(subject: Subject) -> Iterator[Problem]:
    """Yield the months without a job or a course of study, between jobs."""
    studies = [span for each in subject.profile.education if (span := _span(each, subject.today))]
    last = None
    for job in sorted((*_jobs(subject), *studies)):
        if last is not None and job.first - last > _LONGEST_GAP + 1 and job not in studies:
            message = f"nothing is said of the {job.first - last - 1} months before `{job.name}`"
            yield Problem("gap", message, job.path, hint="recruiters ask: a line for what was between is enough")
        last = job.last if last is None else max(last, job.last)


def years_alone(subject: Subject) -> Iterator[Problem]:
    """Yield the jobs with years where other jobs have months, which programs take for January."""
    if subject.profile.meta.dates == "year":
        return
    found = [each for job in subject.profile.work for each in (job, *job.roles)]
    ends = [each for item in found for each in (item.start_date, item.end_date) if each and each.year is not None]
    alone = [each for each in ends if each.month is None]
    if len(alone) < len(ends):
        for each in alone:
            message = f"`{each.text}` has no month, and the dates of other jobs have one"
            yield Problem("missing-month", message, each.path, hint="add the month, or show years: `meta.dates: year`")


def _jobs(subject: Subject) -> list[_Span]:
    return sorted(span for each in subject.profile.work if (span := _span(each, subject.today)))


def _span(item: Work | Education, today: date) -> _Span | None:
    """Return the months of an entry; nothing where one of them is not known."""
    parts: list[Work | Role | Education] = [item, *item.roles] if isinstance(item, Work) else [item]
    starts = [each.start_date for each in parts if each.start_date]
    if not starts or any(each.month is None for each in starts):
        return None
    ends = [each.end_date for each in parts if each.start_date or each.end_date]
    now = today.year * 12 + today.month
    last = [now if each is None or each.ongoing else _month(each) for each in ends]
    if any(each is None for each in last):
        return None
    name = item.name if isinstance(item, Work) else item.institution
    first = min(filter(None, map(_month, starts)))
    return _Span(first, max(filter(None, last)), name.content if name else "this entry", starts[0].path)


def _month(when: Date) -> int | None:
    return when.year * 12 + when.month if when.year is not None and when.month is not None else None


def _is_after(when: Date, today: date) -> bool:
    if when.year is None:
        return False
    return (when.year, when.month or 1, when.day or 1) > (today.year, today.month, today.day)
