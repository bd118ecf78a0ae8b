"""Compose publications and patents, as full entries or as one line each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from resume_cli.compose.dates import date
from resume_cli.compose.entries import entry, further_links
from resume_cli.compose.links import address, arxiv_link, doi_link, linked
from resume_cli.compose.nowrap import together
from resume_cli.document import Emphasis, Entry, Inlines, Link, Text, plain
from resume_cli.profile.identifiers import address_of
from resume_cli.profile.patent_kinds import event_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from resume_cli.compose.formatter import Formatter
    from resume_cli.profile.model import Patent, Publication
    from resume_cli.profile.values import LocalizedText

_EVENTS = ("filed", "published", "granted", "expires")


def publication(formatter: Formatter, item: Publication) -> Entry:
    """Return a publication as an entry."""
    numbers = _numbers(formatter, item)
    source = formatter.join((*_source(formatter, item), *_labelled(formatter, numbers)), "comma")
    return entry(
        formatter,
        (formatter.text(item.name), formatter.people(item.authors), source),
        _without_page(item, numbers),
        formatter.body(item.summary, highlights=item.highlights),
        dates=date(formatter, item.release_date),
    )


def _source(formatter: Formatter, item: Publication) -> tuple[Inlines, ...]:
    publisher = formatter.text(item.publisher)
    facts = (_numbered(formatter, key, getattr(item, key)) for key in ("volume", "issue", "pages"))
    status = _status(formatter, item.status)
    return ((Emphasis(publisher),) if publisher else (), formatter.text(item.type), *facts, status)


def _numbers(formatter: Formatter, item: Publication) -> list[tuple[str, Inlines]]:
    """Return the identifiers of a publication, each with the key of its label."""
    arxiv, doi = arxiv_link(item.arxiv), doi_link(item.doi)
    if arxiv and plain(doi).casefold() == f"10.48550/arxiv.{plain(arxiv)}".casefold():
        # This is the DOI that arXiv assigns to each of its papers.
        doi = ()
    return [("doi", doi), ("arxiv", arxiv), ("isbn", formatter.text(item.isbn))]


def _without_page(item: Publication, numbers: list[tuple[str, Inlines]]) -> Publication:
    """Return a publication without its URL if its DOI or arXiv number already links there."""
    pages = {part.href.casefold() for _, number in numbers for part in number if isinstance(part, Link)}
    page = address_of(item.url.content) if item.url else ""
    return replace(item, url=None) if page.casefold() in pages else item


def _labelled(formatter: Formatter, numbers: list[tuple[str, Inlines]]) -> Iterator[Inlines]:
    """Yield the identifiers of a publication, each after its label."""
    for key, number in numbers:
        if number:
            yield formatter.join((formatter.label(key), number), "colon")


def _numbered(formatter: Formatter, key: str, value: LocalizedText | None) -> Inlines:
    """Return a number with its label (`vol. 3`), unless the text already begins with a word."""
    written = formatter.text(value)
    return _fact(formatter, key, written) if value and not value.content[:1].isalpha() else written


def publication_line(formatter: Formatter, item: Publication, group: str) -> Inlines:
    """Return a publication as one line: title, authors, source, date, identifiers.

    `group` is the field whose value the heading above the line already shows.
    """
    shown = date(formatter, item.release_date)
    title, *where = _cited(formatter, item, () if group == "year" and _is_year(formatter, item) else shown)
    return formatter.join((title, formatter.people(item.authors), *where), "stop")


def reference(formatter: Formatter, item: Publication) -> Inlines:
    """Return a publication as an author-year reference: authors, date, title, source, identifiers."""
    when, people = date(formatter, item.release_date), formatter.people(item.authors)
    if not when:
        # Undated publications, such as those in press, conventionally show the status instead.
        when, item = _status(formatter, item.status), replace(item, status=None)
    cited = _cited(formatter, item, ())
    if not people:
        people, *cited = cited
    dated = formatter.fill(formatter.locale.label("level"), name=people, level=when) if people and when else people
    return formatter.join((dated or when, *cited), "stop")


def _cited(formatter: Formatter, item: Publication, when: Inlines) -> list[Inlines]:
    """Return the parts of a publication other than its authors: title, source and date, texts, further links."""
    found = _numbers(formatter, item)
    item = _without_page(item, found)
    title = linked(formatter.text(item.name), item.url) if item.name else address(item.url)
    where = formatter.join((*_source(formatter, item), when, *_labelled(formatter, found)), "comma")
    texts = map(formatter.markup, (item.summary, *item.highlights))
    return [title, where, *texts, further_links(formatter, item)]


def _is_year(formatter: Formatter, item: Publication) -> bool:
    """Return whether only the year of the release date is shown."""
    given = item.release_date
    return given is not None and given.year is not None and (given.month is None or formatter.precision == "year")


def patent(formatter: Formatter, item: Patent) -> Entry:
    """Return a patent as an entry."""
    item = _with_event(item)
    # The heading shows the date of the grant, or else of the publication, or else of the filing.
    main = next((event for event in ("granted", "published", "filed") if getattr(item, event) is not None), "")
    dates = date(formatter, getattr(item, main)) if main else ()
    main_date = dates if main == _folded(item.status) else _fact(formatter, main, dates)
    facts = [
        ("application", formatter.text(item.application)),
        *((event, date(formatter, getattr(item, event))) for event in _EVENTS if event != main),
        ("assignee", formatter.companies(item.assignee)),
        ("inventors", formatter.people(item.inventors)),
        ("family", formatter.text(item.family)),
    ]
    office = office_name(formatter, item.office.content) if item.office else ()
    return entry(
        formatter,
        (formatter.text(item.title), formatter.text(item.number), office, _status(formatter, item.status)),
        item,
        (*formatter.terms(facts), *formatter.paragraphs(item.summary)),
        dates=formatter.join((main_date, date(formatter, item.date)), "comma"),
    )


def _with_event(item: Patent) -> Patent:
    """Return a patent with its plain date moved to the event that its number indicates, if any."""
    number, office = (text.content if text else "" for text in (item.number, item.office))
    event = event_of(number, office) if item.date else None
    if event is None or getattr(item, event) not in {None, item.date}:
        return item
    return replace(item, **{event: item.date, "date": None})


def patent_line(formatter: Formatter, item: Patent, group: str) -> Inlines:
    """Return a patent as one line: title, then number, status and dates, then inventors and assignees.

    `group` is the field whose value the heading above the line already shows. The number replaces a missing title.
    """
    item = _with_event(item)
    number = formatter.text(item.number)
    title = formatter.text(item.title) or number
    facts = (
        linked(title, item.url) if title else address(item.url),
        number if item.title else (),
        _office(formatter, item, group),
        *_events(formatter, item, group),
        date(formatter, item.date),
        _fact(formatter, "application", formatter.text(item.application)),
        () if group == "family" else _fact(formatter, "family", formatter.text(item.family)),
    )
    people = (formatter.people(item.inventors), formatter.companies(item.assignee))
    described = formatter.join(facts[1:], "comma")
    about = (formatter.markup(item.summary), further_links(formatter, item))
    return formatter.join((facts[0], described, *people, *about), "stop")


def _office(formatter: Formatter, item: Patent, group: str) -> Inlines:
    """Return the office, unless the heading or the first letters of the number already show it."""
    code = item.office.content.strip() if item.office else ""
    number = item.number.content if item.number else ""
    if not code or group == "office" or number.upper().startswith(code.upper()):
        return ()
    return office_name(formatter, code)


def _events(formatter: Formatter, item: Patent, group: str) -> tuple[Inlines, ...]:
    """Return the status and the dates. The status is omitted if a date implies it: `granted 2018-10-02`."""
    events = {event: _fact(formatter, event, date(formatter, getattr(item, event))) for event in _EVENTS}
    shown = group == "status" or events.get(_folded(item.status))
    return (() if shown else _status(formatter, item.status), *events.values())


def _fact(formatter: Formatter, key: str, value: Inlines) -> Inlines:
    written = formatter.fill(formatter.locale.fact(key), value=value) if value else ()
    return together(written) if key in {*_EVENTS, "pages"} else written


def _folded(status: LocalizedText | None) -> str:
    return status.content.casefold() if status else ""


def _status(formatter: Formatter, status: LocalizedText | None) -> Inlines:
    return status_name(formatter, status.content) or formatter.text(status) if status is not None else ()


def status_name(formatter: Formatter, status: str) -> Inlines:
    """Return a status in the language of the document, or empty inlines if the locale lacks it."""
    name = formatter.locale.get("status", status.casefold())
    return (Text(name),) if name else ()


def office_name(formatter: Formatter, code: str) -> Inlines:
    """Return the name of a patent office by its code: `CN` becomes `China`. An unknown code is returned unchanged."""
    name = formatter.locale.get("offices", code.upper()) or formatter.locale.country(code)
    return (Text(name),) if name else formatter.plain(code)
