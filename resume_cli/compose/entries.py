"""Compose jobs, degrees, projects and similar items as entries, and skills, languages and interests as terms.

The employer and the dates are on the first line and the position on the second, since this order suits skimming and
is what applicant-tracking systems expect.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from resume_cli.compose.dates import date, months, period
from resume_cli.compose.links import address, email_link, linked, phone_link, target_of
from resume_cli.document import Block, Entry, Inlines, Paragraph, Term, Text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from resume_cli.compose.formatter import Formatter
    from resume_cli.profile import model
    from resume_cli.profile.values import Date, LocalizedText


def entry(  # noqa: PLR0913 - one argument for each part of an entry
    formatter: Formatter,
    titles: Sequence[Inlines],
    item: model.Entry,
    body: Sequence[Block],
    *,
    dates: Inlines = (),
    place: Inlines = (),
    roles: Sequence[Entry] = (),
    length: int = 0,
) -> Entry:
    """Return an entry with the first non-empty title as its title and the others as its subtitle.

    The title carries the link. A URL that cannot be linked is added to the body, so that it is not lost.
    """
    url: LocalizedText | None = getattr(item, "url", None)
    title, *rest = [each for each in titles if each] or [()]
    if title and url is not None and not target_of(url):
        body = (*body, Paragraph((Text(url.content),)))
    if links := further_links(formatter, item):
        body = (*body, Paragraph(links))
    title = linked(title, url) if title else address(url)
    subtitle = formatter.join(rest, "separator")
    meta = (dates, place) if place and (dates or subtitle) else tuple(filter(None, (dates or place,)))
    return Entry(title, subtitle, meta, tuple(body), tuple(roles), length)


def further_links(formatter: Formatter, item: model.Entry) -> Inlines:
    """Return the further links of an entry as one line, each with its label if it has one."""
    made = []
    for each in item.links:
        label, shown = formatter.text(each.label), address(each.url)
        made.append(
            linked(label, each.url) if label and target_of(each.url) else formatter.join((label, shown), "colon")
        )
    return formatter.join(made, "separator")


def work(formatter: Formatter, item: model.Work) -> Entry:
    """Return a job, or an entry of a custom section."""
    return entry(
        formatter,
        (formatter.text(item.name), formatter.items(item.position), formatter.text(item.department)),
        item,
        formatter.body(item.description, item.summary, highlights=item.highlights, keywords=item.keywords),
        dates=period(formatter, item.start_date, item.end_date),
        length=months(formatter, item.start_date, item.end_date),
        place=formatter.text(item.location),
        roles=[role(formatter, each, item.end_date) for each in item.roles],
    )


def role(formatter: Formatter, item: model.Role, within: Date | None = None) -> Entry:
    """Return one of several positions at an employer; `within` is the end date of the job."""
    return entry(
        formatter,
        (formatter.items(item.position), formatter.text(item.department)),
        item,
        formatter.body(item.summary, highlights=item.highlights, keywords=item.keywords),
        dates=period(formatter, item.start_date, item.end_date, within=within),
        length=months(formatter, item.start_date, item.end_date, within),
        place=formatter.text(item.location),
    )


def volunteer(formatter: Formatter, item: model.Volunteer) -> Entry:
    """Return unpaid work."""
    return entry(
        formatter,
        (formatter.text(item.organization), formatter.items(item.position)),
        item,
        formatter.body(item.summary, highlights=item.highlights),
        dates=period(formatter, item.start_date, item.end_date),
        length=months(formatter, item.start_date, item.end_date),
        place=formatter.text(item.location),
    )


def education(formatter: Formatter, item: model.Education) -> Entry:
    """Return a course of study."""
    parts = {"area": formatter.text(item.area), "study_type": formatter.text(item.study_type)}
    degree = formatter.join((parts[name] for name in formatter.locale.order("degree")), "comma")
    facts = [
        ("score", formatter.text(item.score)),
        ("thesis", formatter.markup(item.thesis)),
        ("advisor", formatter.items(item.advisor)),
        ("courses", _courses(formatter, item.courses)),
    ]
    return entry(
        formatter,
        (formatter.text(item.institution), degree, formatter.text(item.department)),
        item,
        (*formatter.paragraphs(item.summary), *formatter.terms(facts), *formatter.bullets(item.highlights)),
        dates=period(formatter, item.start_date, item.end_date, until=False),
        place=formatter.text(item.location),
    )


def _courses(formatter: Formatter, courses: Sequence[LocalizedText]) -> Inlines:
    """Return courses as one line, separated by semicolons if any of them contains a comma."""
    marks = {formatter.locale.mark("item").strip(), formatter.locale.mark("comma").strip()}
    ambiguous = any(mark in course.content for course in courses for mark in marks)
    return formatter.join(map(formatter.markup, courses), "semicolon" if ambiguous else "item")


def project(formatter: Formatter, item: model.Project) -> Entry:
    """Return a project."""
    roles = formatter.items(item.roles)
    return entry(
        formatter,
        (formatter.text(item.name), roles, formatter.text(item.entity), formatter.text(item.type)),
        item,
        formatter.body(item.description, highlights=item.highlights, keywords=item.keywords),
        dates=period(formatter, item.start_date, item.end_date),
        length=months(formatter, item.start_date, item.end_date),
        place=formatter.text(item.location),
    )


def contribution(formatter: Formatter, item: model.Contribution) -> Entry:
    """Return a contribution to somebody else's project."""
    whole = period(formatter, item.start_date, item.end_date) if item.start_date or item.end_date else ()
    return entry(
        formatter,
        (formatter.text(item.name), formatter.text(item.role), formatter.text(item.type)),
        item,
        formatter.body(item.summary, highlights=item.highlights, keywords=item.keywords),
        dates=formatter.join((whole, date(formatter, item.date)), "comma"),
    )


def talk(formatter: Formatter, item: model.Talk) -> Entry:
    """Return a talk."""
    titles = (formatter.text(item.title), formatter.text(item.event), formatter.text(item.type))
    body = formatter.body(item.summary)
    return entry(formatter, titles, item, body, dates=date(formatter, item.date), place=formatter.text(item.location))


def award(formatter: Formatter, item: model.Award) -> Entry:
    """Return a prize."""
    titles = (formatter.text(item.title), formatter.text(item.awarder))
    return entry(formatter, titles, item, formatter.body(item.summary), dates=date(formatter, item.date))


def certificate(formatter: Formatter, item: model.Certificate) -> Entry:
    """Return a certificate."""
    titles = (formatter.text(item.name), formatter.text(item.issuer))
    facts = [("certificate_id", formatter.text(item.id)), ("valid_until", date(formatter, item.expires))]
    body = (*formatter.body(item.summary), *formatter.terms(facts))
    return entry(formatter, titles, item, body, dates=date(formatter, item.date))


def reference(formatter: Formatter, item: model.Reference) -> Entry:
    """Return a reference: the name and position, the contacts, and the statement."""
    contacts = formatter.join((email_link(item.email), phone_link(item.phone)), "comma")
    body = (*((Paragraph(contacts),) if contacts else ()), *formatter.paragraphs(item.reference))
    return entry(formatter, (formatter.text(item.name), formatter.items(item.position)), item, body)


def skill(formatter: Formatter, item: model.Skill) -> Term:
    """Return a skill with its level and its keywords."""
    name, level = formatter.text(item.name), formatter.text(item.level)
    keywords, summary = formatter.items(item.keywords), formatter.markup(item.summary)
    if name and level and (keywords or summary):
        name, level = formatter.fill(formatter.locale.label("level"), name=name, level=level), ()
    return Term(name, formatter.join((level, keywords, summary, further_links(formatter, item)), "semicolon"))


def spoken_language(formatter: Formatter, item: model.SpokenLanguage) -> Term:
    """Return a language with its fluency and certificate."""
    fluency, certificate = formatter.text(item.fluency), formatter.text(item.certificate)
    if fluency and certificate:
        fluency, certificate = formatter.fill(formatter.locale.label("level"), name=fluency, level=certificate), ()
    description = formatter.join((fluency, certificate, further_links(formatter, item)), "semicolon")
    return Term(formatter.text(item.language), description)


def interest(formatter: Formatter, item: model.Interest) -> Term:
    """Return an interest with its keywords."""
    parts = (formatter.items(item.keywords), formatter.markup(item.summary), further_links(formatter, item))
    return Term(formatter.text(item.name), formatter.join(parts, "semicolon"))
