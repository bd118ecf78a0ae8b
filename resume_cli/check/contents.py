"""Rules about what a résumé gives: contacts, the parts of each job, sections with entries, and nothing twice."""

from __future__ import annotations

import re
from itertools import combinations, islice, pairwise
from typing import TYPE_CHECKING

from resume_cli.errors import Problem
from resume_cli.profile.fields import fields_of
from resume_cli.profile.model import SECTIONS, texts
from resume_cli.profile.values import Date

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Iterator

    from resume_cli.check.subject import Subject
    from resume_cli.errors import FieldPath, Severity
    from resume_cli.profile.fields import Item
    from resume_cli.profile.values import LocalizedText

#: The contacts that an employer needs, with the severity of their absence.
_NEEDED: dict[str, Severity] = {"email": "warning", "phone": "warning", "location": "note"}
_MOST_CONTACTS = 8
#: The number of texts that, with its dates, tell an entry from all others. In the other sections, all texts do: a paper
#: may have appeared twice in a year.
_NAMING = dict.fromkeys(("work", "volunteer", "education", "awards", "certificates", "skills", "languages"), 2)
#: The least digits of a telephone number without the code of its country.
_FEWEST_DIGITS = 7


def missing_contacts(subject: Subject) -> Iterator[Problem]:
    """Yield a problem for each missing contact."""
    if subject.is_redacted:
        return
    given = {contact.kind for contact in subject.composition.document.header.contacts}
    names = {"email": "e-mail address", "phone": "telephone number", "location": "place of residence"}
    for kind, severity in _NEEDED.items():
        if kind not in given:
            message = f"no {names[kind]} is given"
            yield Problem("missing-contact", message, ("basics",), severity, f"write `{kind}` in `basics`")


def crowded_header(subject: Subject) -> Iterator[Problem]:
    """Yield a note if there are more contacts than a reader can take in."""
    number = len(subject.composition.document.header.contacts)
    if number > _MOST_CONTACTS:
        message = f"{number} contacts are given; the ones that matter are hard to find among them"
        yield Problem("many-contacts", message, ("basics",), "note", "keep those that an employer will use")


def incomplete_jobs(subject: Subject) -> Iterator[Problem]:
    """Yield a problem for each job without its employer, its position or its dates, which programs look for.

    Without one of the first two it is a note: time between jobs is told by a name and its dates.
    """
    if subject.is_redacted:
        return
    for job in subject.profile.work:
        for part in job.roles or (job,):
            given = {
                "name": job.name,
                "position": part.position or job.position,
                "startDate": part.start_date or job.start_date,
            }
            lacking = [f"`{key}`" for key, value in given.items() if not value]
            if lacking:
                message = f"this job has no {' and no '.join(lacking)}"
                hint = "programs file a job by its employer, position and dates"
                severity: Severity = "note" if lacking in (["`name`"], ["`position`"]) else "warning"
                yield Problem("incomplete-job", message, part.path, severity, hint)


def empty_sections(subject: Subject) -> Iterator[Problem]:
    """Yield a note for each key of a section without entries."""
    top = subject.loaded.locator.locate(())
    told = {each.path[0] for each in subject.loaded.problems if each.path}
    for section in SECTIONS:
        empty = not getattr(subject.loaded.profile, section) and section not in told
        if empty and subject.loaded.locator.locate((section,)) != top:
            message = f"`{section}` has no entries, and is not shown"
            yield Problem("empty-list", message, (section,), "note", "fill it, or delete the line")


def repeated(subject: Subject) -> Iterator[Problem]:
    """Yield a problem for each contact, entry and bullet that is given twice."""
    basics = subject.profile.basics
    for first, second in combinations(basics.phone, 2):
        short, long = sorted((re.sub(r"^0+|\D", "", each.content) for each in (first, second)), key=len)
        if len(short) >= _FEWEST_DIGITS and long.endswith(short):
            yield _twin("number", second)
    yield from _twice(((each.content.casefold(), each) for each in basics.email), "address")
    urls = [*basics.url, *(each.url for each in basics.profiles if each.url)]
    yield from _twice(((_page(each.content), each) for each in urls), "page")
    for section in SECTIONS:
        entries: tuple[Item, ...] = getattr(subject.profile, section)
        keys = ((_names(each, _NAMING.get(section)), each) for each in entries)
        yield from _twice(keys, f"entry of `{section}`")
        for entry in entries:
            bullets: tuple[LocalizedText, ...] = getattr(entry, "highlights", ())
            yield from _twice(((each.content.casefold(), each) for each in bullets), "bullet")
    for job, other in pairwise(subject.profile.work):
        if job.name and other.name and job.name.content == other.name.content and _names(job, 2) != _names(other, 2):
            message = f"two jobs at `{job.name.content}` follow each other"
            yield Problem("repeated", message, other.path, "note", "as `roles` of one job, the employer is named once")


def _twice(found: Iterable[tuple[Hashable, Item | LocalizedText]], kind: str) -> Iterator[Problem]:
    earlier: dict[Hashable, FieldPath] = {}
    for key, each in found:
        if key in earlier:
            yield _twin(kind, each)
        earlier.setdefault(key, each.path)


def _twin(kind: str, each: Item | LocalizedText) -> Problem:
    return Problem("repeated", f"this {kind} is given twice", each.path, hint="delete one of them")


def _page(url: str) -> str:
    return re.sub(r"^https?://(?:www\.)?|/$", "", url.casefold())


def _names(entry: Item, most: int | None) -> tuple[str, ...]:
    """Return the texts, `most` of them at most, and the dates that tell an entry from others."""
    values = (getattr(entry, name) for name in fields_of(type(entry)))
    dates = (each.iso or each.text for each in values if isinstance(each, Date))
    return (*(each.content.casefold() for each in islice(texts(entry), most)), *dates)
