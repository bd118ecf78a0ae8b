"""Entries: jobs, degrees, projects and the like, each with what identifies it in the title.

The employer and the dates stand on the first line and the position on a line of its own, since that is
how readers skim and what parsers of applicant-tracking systems expect.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, TypeAlias

from resume_cli.compose.dates import date, period
from resume_cli.compose.words import Formatter, target_of
from resume_cli.document import Block, Entry, Inlines, Link, Paragraph
from resume_cli.document import Text as Run

if TYPE_CHECKING:
    from resume_cli.profile.model import (
        Award,
        Certificate,
        Contribution,
        Date,
        Education,
        LocalizedText,
        Project,
        Reference,
        Role,
        Talk,
        Volunteer,
        Work,
    )

Maker: TypeAlias = Callable[[Formatter, Any], Entry]


def framed(
    words: Formatter,
    titles: tuple[Inlines, ...],
    url: LocalizedText | None,
    meta: tuple[Inlines, Inlines],
    body: tuple[Block, ...],
    roles: tuple[Entry, ...] = (),
) -> Entry:
    """Return an entry whose title is the first of some candidates that is there, and whose subtitle is the rest.

    The title carries the link; an address that cannot be linked stands in the body, so that it is not lost.
    """
    there = [title for title in titles if title]
    unlinked = url is not None and not (there and target_of(url))
    title = words.link(there[0], url) if there else words.address(url)
    if unlinked and there and url is not None:
        body = (*body, Paragraph((Run(url.content),)))
    subtitle = words.join(there[1:], "separator")
    dates, place = meta
    asides = (dates, place) if place and (dates or subtitle) else tuple(filter(None, (dates or place,)))
    return Entry(title, subtitle, asides, body, roles)


def work(words: Formatter, item: Work) -> Entry:
    """Return a job, or an entry of a section of one's own."""
    body: tuple[Block, ...] = (
        *words.paragraphs(item.description),
        *words.paragraphs(item.summary),
        *words.bullets(item.highlights),
        *words.terms([("keywords", words.items(item.keywords))]),
    )
    roles = tuple(role(words, each, item.end_date) for each in item.roles)
    meta = (period(words, item.start_date, item.end_date), words.text(item.location))
    return framed(words, (words.text(item.name), words.text(item.position)), item.url, meta, body, roles)


def role(words: Formatter, item: Role, within: Date | None = None) -> Entry:
    """Return one of several positions at an employer; `within` is when that was left."""
    body: tuple[Block, ...] = (*words.paragraphs(item.summary), *words.bullets(item.highlights))
    meta = (period(words, item.start_date, item.end_date, within=within), words.text(item.location))
    return framed(words, (words.text(item.position),), None, meta, body)


def volunteer(words: Formatter, item: Volunteer) -> Entry:
    """Return unpaid work."""
    body: tuple[Block, ...] = (*words.paragraphs(item.summary), *words.bullets(item.highlights))
    meta = (period(words, item.start_date, item.end_date), words.text(item.location))
    return framed(words, (words.text(item.organization), words.text(item.position)), item.url, meta, body)


def education(words: Formatter, item: Education) -> Entry:
    """Return a course of study."""
    parts = {"area": words.text(item.area), "study_type": words.text(item.study_type)}
    degree = words.join((parts[name] for name in words.wording.order("degree")), "comma")
    body: tuple[Block, ...] = (
        *words.paragraphs(item.summary),
        *words.terms([("score", words.text(item.score)), ("courses", _courses(words, item.courses))]),
        *words.bullets(item.highlights),
    )
    meta = (period(words, item.start_date, item.end_date, until=False), words.text(item.location))
    titles = (words.text(item.institution), degree, words.text(item.department))
    return framed(words, titles, item.url, meta, body)


def _courses(words: Formatter, courses: tuple[LocalizedText, ...]) -> Inlines:
    """Return courses in a line; semicolons part them where one has a comma of its own."""
    marks = {words.wording.mark("item").strip(), words.wording.mark("comma").strip()}
    ambiguous = any(mark in course.content for course in courses for mark in marks)
    return words.join(map(words.markup, courses), "semicolon" if ambiguous else "item")


def project(words: Formatter, item: Project) -> Entry:
    """Return a project."""
    body: tuple[Block, ...] = (
        *words.paragraphs(item.description),
        *words.bullets(item.highlights),
        *words.terms([("keywords", words.items(item.keywords))]),
    )
    titles = (words.text(item.name), words.items(item.roles), words.text(item.entity), words.text(item.type))
    meta = (period(words, item.start_date, item.end_date), words.text(item.location))
    return framed(words, titles, item.url, meta, body)


def contribution(words: Formatter, item: Contribution) -> Entry:
    """Return a contribution to a project of others."""
    body: tuple[Block, ...] = (
        *words.paragraphs(item.summary),
        *words.bullets(item.highlights),
        *words.terms([("keywords", words.items(item.keywords))]),
    )
    whole = period(words, item.start_date, item.end_date) if item.start_date or item.end_date else ()
    dates = words.join((whole, date(words, item.date)), "comma")
    titles = (words.text(item.name), words.text(item.role), words.text(item.type))
    return framed(words, titles, item.url, (dates, ()), body)


def talk(words: Formatter, item: Talk) -> Entry:
    """Return a talk."""
    meta = (date(words, item.date), words.text(item.location))
    titles = (words.text(item.title), words.text(item.event), words.text(item.type))
    return framed(words, titles, item.url, meta, words.paragraphs(item.summary))


def award(words: Formatter, item: Award) -> Entry:
    """Return a prize."""
    titles = (words.text(item.title), words.text(item.awarder))
    return framed(words, titles, item.url, (date(words, item.date), ()), words.paragraphs(item.summary))


def certificate(words: Formatter, item: Certificate) -> Entry:
    """Return a certificate."""
    titles = (words.text(item.name), words.text(item.issuer))
    return framed(words, titles, item.url, (date(words, item.date), ()), words.paragraphs(item.summary))


def reference(words: Formatter, item: Reference) -> Entry:
    """Return somebody who vouches, how to reach them, and what they say."""
    contacts = words.join((email_link(item.email), phone_link(item.phone)), "comma")
    body = (*((Paragraph(contacts),) if contacts else ()), *words.paragraphs(item.reference))
    return framed(words, (words.text(item.name), words.text(item.position)), item.url, ((), ()), body)


def email_link(email: LocalizedText | None) -> Inlines:
    """Return an e-mail address with its link, when it has the form of one."""
    if email is None:
        return ()
    written = email.content.removeprefix("mailto:")
    run = (Run(written),)
    local, at, host = written.partition("@")
    linkable = local and at and host and not any(map(str.isspace, written)) and not set('<>"\\') & set(written)
    return (Link(run, f"mailto:{written}"),) if linkable else run


def phone_link(phone: LocalizedText | None) -> Inlines:
    """Return a telephone number as it was typed, with a link of its digits, when it has enough of them."""
    if phone is None:
        return ()
    number = phone.content.removeprefix("tel:")
    dialled = "".join(
        character for character in number.replace("(0)", "") if character.isascii() and character.isdigit()
    )
    prefix = "+" if number.lstrip(" (").startswith("+") else ""
    readable = not any(map(str.isalpha, number)) and 3 <= len(dialled) <= 15
    run = (Run(number),)
    return (Link(run, f"tel:{prefix}{dialled}"),) if readable else run


#: How an entry of each kind of section is made.
MAKERS: Mapping[str, Maker] = MappingProxyType(
    {
        "work": work,
        "volunteer": volunteer,
        "education": education,
        "projects": project,
        "contributions": contribution,
        "talks": talk,
        "awards": award,
        "certificates": certificate,
        "references": reference,
        "custom": work,
    }
)
