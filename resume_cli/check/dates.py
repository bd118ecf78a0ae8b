"""Rules about dates: those in the future, overlaps, gaps, and missing months."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from resume_cli.errors import Problem
from resume_cli.profile.model import SECTIONS, Education, Work
from resume_cli.profile.values import Date

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from resume_cli.check.subject import Subject
    from resume_cli.errors import FieldPath
    from resume_cli.profile.model import Role

#: The dates that must be in the past. The end of a degree or a fixed term and an expiry date may be in the future.
_STARTS = ("start_date", "date", "granted", "filed", "published", "release_date")
_LONGEST_GAP = 3
_LONGEST_OVERLAP = 1


class _Span(NamedTuple):
    """The first and last month of a job, counted from year 0, with its name and the path of its dates."""

    first: int
    last: int
    name: str
    path: FieldPath


def future_starts(subject: Subject) -> Iterator[Problem]:
    """Yield a problem for each start, event or birth in the future."""
    whens = [subject.profile.basics.details.get("birthDate")]
    for section in SECTIONS:
        for entry in getattr(subject.profile, section):
            for each in (entry, *(role for role in getattr(entry, "roles", ()) if hasattr(role, "start_date"))):
                whens += [getattr(each, name, None) for name in _STARTS]
    for when in whens:
        if isinstance(when, Date) and _is_after(when, subject.today):
            yield Problem("future-date", f"{when.iso} lies in the future", when.path, hint="check the year")


def overlaps(subject: Subject) -> Iterator[Problem]:
    """Yield a problem for each job that overlaps one elsewhere by more than a month, which a handover may take."""
    earlier: list[_Span] = []
    for job in _jobs(subject):
        other = max(earlier, key=lambda each: each.last, default=job)
        common = min(other.last, job.last) - job.first
        if other.name != job.name and common > _LONGEST_OVERLAP:
            message = f"`{job.name}` and `{other.name}` overlap by {common} months"
            hint = "check the months; of two jobs at once, say that one is part-time"
            yield Problem("overlapping-dates", message, job.path, hint=hint)
        earlier.append(job)


def gaps(subject: Subject) -> Iterator[Problem]:
    """Yield a problem for each gap of several months before a job, unless the dates of other entries are doubtful."""
    jobs, studies = ([_span(each, subject.today, widest=True) for each in part]
                     for part in (subject.profile.work, subject.profile.education))  # fmt: skip
    spans = [each for each in (*jobs, *studies) if each]
    now = subject.today.year * 12 + subject.today.month
    if None in jobs or any(each.last < each.first or each.first > now for each in spans):
        return
    last = None
    for span in sorted(spans):
        if last is not None and span.first - last > _LONGEST_GAP + 1 and span in jobs:
            message = f"nothing is said of the {span.first - last - 1} months before `{span.name}`"
            yield Problem(
                "gap", message, span.path, hint="recruiters ask about gaps: one line about the time between is enough"
            )
        last = span.last if last is None else max(last, span.last)


def years_alone(subject: Subject) -> Iterator[Problem]:
    """Yield a problem for each date without a month if other jobs have months, because programs assume January."""
    if subject.profile.meta.dates == "year":
        return
    found: list[Work | Role] = []
    for job in subject.profile.work:
        found += [job, *job.roles]
    ends = [each for item in found for each in (item.start_date, item.end_date) if each and each.year is not None]
    alone = [each for each in ends if each.month is None]
    if len(alone) < len(ends):
        for each in alone:
            message = f"`{each.text}` has no month, and the dates of other jobs have one"
            yield Problem("missing-month", message, each.path, hint="add the month, or show years: `meta.dates: year`")


def _jobs(subject: Subject) -> list[_Span]:
    return sorted(span for each in subject.profile.work if (span := _span(each, subject.today)))


def _span(item: Work | Education, today: date, *, widest: bool = False) -> _Span | None:
    """Return the span of an entry in months, or None if one of them is unknown.

    With `widest`, a date without a month is taken as the beginning or end of its year.
    """
    parts: list[Work | Role | Education] = [item]
    if isinstance(item, Work):
        parts += item.roles
    starts = [each.start_date for each in parts if each.start_date]
    ends = [each.end_date for each in parts if each.start_date or each.end_date]
    now = today.year * 12 + today.month
    first = [_month(each, 1 if widest else None) for each in starts]
    last = [now if each is None or each.ongoing else _month(each, 12 if widest else None) for each in ends]
    known = [each for each in (*first, *last) if each is not None]
    if not starts or len(known) < len(first) + len(last):
        return None
    name = item.name if isinstance(item, Work) else item.institution
    return _Span(min(known[: len(first)]), max(known[len(first) :]), name.content if name else "it", starts[0].path)


def _month(when: Date, otherwise: int | None) -> int | None:
    month = when.month or otherwise
    return when.year * 12 + month if when.year is not None and month is not None else None


def _is_after(when: Date, today: date) -> bool:
    if when.year is None:
        return False
    return (when.year, when.month or 1, when.day or 1) > (today.year, today.month, today.day)
