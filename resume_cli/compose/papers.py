"""Publications and patents: as entries with all their facts, or as one line each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from resume_cli.compose.dates import date
from resume_cli.compose.entries import framed
from resume_cli.document import Block, Emphasis, Entry, Inlines, Link
from resume_cli.document import Text as Run

if TYPE_CHECKING:
    from resume_cli.compose.words import Formatter
    from resume_cli.profile.model import Date, LocalizedText, Patent, Publication

_EVENTS = ("filed", "published", "granted", "expires")


def publication(words: Formatter, item: Publication) -> Entry:
    """Return a publication as an entry."""
    doi = doi_link(item.doi)
    source = words.join(_source(words, item), "comma")
    body: tuple[Block, ...] = (
        *words.terms([("doi", doi)]),
        *words.paragraphs(item.summary),
        *words.bullets(item.highlights),
    )
    titles = (words.text(item.name), words.people(item.authors), source)
    link = item.url or (item.doi and replace(item.doi, values=((item.doi.language, _resolver(doi)),)))
    return framed(words, titles, link or None, (date(words, item.release_date), ()), body)


def _resolver(doi: Inlines) -> str:
    return next((inline.href for inline in doi if isinstance(inline, Link)), "")


def _source(words: Formatter, item: Publication) -> tuple[Inlines, ...]:
    publisher = words.text(item.publisher)
    pages = words.fill(words.wording.fact("pages"), value=words.text(item.pages)) if item.pages else ()
    return ((Emphasis(publisher),) if publisher else (), words.text(item.type), pages)


def publication_line(words: Formatter, item: Publication) -> Inlines:
    """Return a publication as one line: title, authors, where, pages, date, DOI."""
    title = words.link(words.text(item.name), item.url) if item.name else words.address(item.url)
    doi = doi_link(item.doi)
    labelled = (*words.label("doi"), *words.mark("colon"), *doi) if doi else ()
    where = (*_source(words, item), date(words, item.release_date), labelled)
    said = (words.markup(item.summary), *map(words.markup, item.highlights))
    return words.join((title, words.people(item.authors), words.join(where, "comma"), *said), "stop")


def doi_link(doi: LocalizedText | None) -> Inlines:
    """Return a digital object identifier with a link to its resolver."""
    if doi is None:
        return ()
    name = doi.content.strip()
    for prefix in ("https://doi.org/", "http://doi.org/", "https://dx.doi.org/", "http://dx.doi.org/", "doi:"):
        name = name[len(prefix) :] if name.lower().startswith(prefix) else name
    run = (Run(name.strip()),)
    plausible = name.startswith("10.") and "/" in name and not any(map(str.isspace, name))
    return (Link(run, f"https://doi.org/{name}"),) if plausible else run


def patent(words: Formatter, item: Patent) -> Entry:
    """Return a patent as an entry."""
    number = words.text(item.number)
    shown = main_date(item)
    facts = [
        ("application", words.text(item.application)),
        *((event, date(words, getattr(item, event))) for event in _EVENTS if event != shown),
        ("assignee", words.items(item.assignee)),
        ("inventors", words.people(item.inventors)),
        ("family", words.text(item.family)),
    ]
    body: tuple[Block, ...] = (*words.terms(facts), *words.paragraphs(item.summary))
    office = office_name(words, item.office.content) if item.office else ()
    titles = (words.text(item.title), number, office, status(words, item.status))
    return framed(words, titles, item.url, (_dated(words, item, shown), ()), body)


def patent_line(words: Formatter, item: Patent, *, leave_out: str = "") -> Inlines:
    """Return a patent as one line: title, number, status and dates, then who owns and who invented it.

    `leave_out` is the field whose value the heading above the line gives already. A title that is missing
    gives way to the number.
    """
    number = words.text(item.number)
    title = words.text(item.title) or number
    first = words.link(title, item.url) if title else words.address(item.url)
    named = item.number if item.title else None
    facts = (
        words.text(named),
        _office(words, item, leave_out),
        *_events(words, item, leave_out),
        _fact(words, "application", words.text(item.application)),
        () if leave_out == "family" else _fact(words, "family", words.text(item.family)),
    )
    people = (words.people(item.inventors), words.items(item.assignee))
    parts = (words.join((first, *facts), "comma"), *people, words.markup(item.summary))
    return words.join(parts, "stop")


def _office(words: Formatter, item: Patent, leave_out: str) -> Inlines:
    """Return the office, unless the heading or the number's first letters tell it."""
    code = item.office.content.strip() if item.office else ""
    number = item.number.content if item.number else ""
    if not code or leave_out == "office" or number.upper().startswith(code.upper()):
        return ()
    return office_name(words, code)


def _events(words: Formatter, item: Patent, leave_out: str) -> tuple[Inlines, ...]:
    """Return the status and the dates; `granted 2018-10-02` says both at once."""
    events = tuple((event, _fact(words, event, date(words, getattr(item, event)))) for event in _EVENTS)
    state = item.status.content.casefold() if item.status else ""
    said = leave_out == "status" or any(event == state and content for event, content in events)
    return (() if said else status(words, item.status), *(content for _, content in events))


def _fact(words: Formatter, key: str, value: Inlines) -> Inlines:
    return words.fill(words.wording.fact(key), value=value) if value else ()


def main_date(item: Patent) -> str:
    """Return the name of the date that stands beside the title: the grant, else the publication, else the filing."""
    return next((event for event in ("granted", "published", "filed") if getattr(item, event) is not None), "")


def _dated(words: Formatter, item: Patent, event: str) -> Inlines:
    value: Date | None = getattr(item, event) if event else None
    content = date(words, value)
    state = item.status.content.casefold() if item.status else ""
    return content if event == state or not content else _fact(words, event, content)


def status(words: Formatter, value: LocalizedText | None) -> Inlines:
    """Return a status in the words of the language, or in its own."""
    if value is None:
        return ()
    known = words.wording.get("status", value.content.casefold())
    return (Run(known),) if known else words.text(value)


def office_name(words: Formatter, code: str) -> Inlines:
    """Return the name of a patent office by its letters: `CN` is `China`."""
    name = words.wording.get("offices", code.upper()) or words.wording.country(code)
    return (Run(name),) if name else words.plain(code)
