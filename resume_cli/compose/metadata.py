"""Compose the metadata of a document: title, author, keywords and linked data."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from resume_cli.compose.dates import date, goes_on
from resume_cli.compose.header import fact
from resume_cli.compose.links import target_of
from resume_cli.compose.networks import account_url
from resume_cli.document import Header, Metadata, Time, plain
from resume_cli.locale.languages import typographic
from resume_cli.profile.model import Basics, Certificate, Location, NetworkProfile, Profile
from resume_cli.profile.values import Date, LocalizedText

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from resume_cli.compose.formatter import Formatter
    from resume_cli.select import Selection

#: The most keywords in a document. Search engines treat longer lists as spam.
_MOST_KEYWORDS = 60
_DATA = (".json", ".yaml", ".yml", ".toml")


def metadata(formatter: Formatter, selection: Selection, header: Header, source: str) -> Metadata:
    """Return the metadata of a document; `source` is the selected profile as JSON."""
    profile = selection.profile
    name = plain(header.name)
    resume = formatter.locale.label("resume")
    return Metadata(
        title=formatter.locale.label("title").format(name=name, resume=resume) if name else resume,
        author=name,
        subject=plain(header.headline),
        keywords=_keywords(profile),
        source=source,
        linked_data=dumped(_linked_data(formatter, profile, header)),
        address=_page(profile.meta.canonical),
        addresses=tuple(_addresses(selection.addresses)),
    )


def _page(url: LocalizedText | None) -> str:
    """Return a URL, or an empty string if it is not linkable or refers to a data file."""
    found = target_of(url)
    return "" if found.lower().endswith(_DATA) else found


def _addresses(urls: LocalizedText | None) -> Iterator[tuple[str, str]]:
    """Yield the language and URL of each localized URL."""
    for language, url in urls.values if urls else ():
        if language and (found := _page(LocalizedText(((language, url),)))):
            yield typographic(language), found


def _keywords(profile: Profile) -> tuple[str, ...]:
    """Return the names and keywords of the skills, without duplicates."""
    found = _contents(text for skill in profile.skills for text in (skill.name, *skill.keywords))
    return tuple(dict.fromkeys(found))[:_MOST_KEYWORDS]


def dumped(data: object) -> str:
    """Return data as compact JSON, preserving the order of keys."""
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def _linked_data(formatter: Formatter, profile: Profile, header: Header) -> Mapping[str, Any]:
    """Return the person as schema.org linked data, in a `ProfilePage`."""
    basics = profile.basics
    urls = list(filter(None, map(target_of, basics.url)))
    person = {
        "@type": "Person",
        "name": plain(header.name),
        "alternateName": _contents(basics.aka),
        "jobTitle": plain(header.headline),
        "description": plain(formatter.markup(basics.summary)),
        "email": _contents(basics.email),
        "telephone": _contents(basics.phone),
        "url": urls,
        "sameAs": [*urls, *filter(None, map(_account, basics.profiles))],
        "address": _address(basics),
        **_details(formatter, basics),
        "worksFor": [
            _organization("Organization", job.name, job.url, job.department)
            for job in profile.work
            if job.name is not None and goes_on(formatter, job.start_date, job.end_date)
        ],
        "alumniOf": [
            _organization("EducationalOrganization", each.institution, each.url, each.department)
            for each in profile.education
            if each.institution is not None
        ],
        "knowsLanguage": _contents(each.language for each in profile.languages),
        "knowsAbout": _contents(each.name for each in profile.skills),
        "hasCredential": [_credential(formatter, each) for each in profile.certificates if each.name is not None],
        "award": _contents(each.title for each in profile.awards),
    }
    single = {key: value[0] if isinstance(value, list) and len(value) == 1 else value for key, value in person.items()}
    return {
        "@context": "https://schema.org",
        "@type": "ProfilePage",
        "inLanguage": formatter.language,
        "mainEntity": _filled(single),
    }


def _filled(data: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in data.items() if value}


def _contents(texts: Iterable[LocalizedText | None]) -> list[str]:
    return [text.content for text in texts if text is not None]


def _content(text: LocalizedText | None) -> str:
    return text.content if text is not None else ""


def _account(profile: NetworkProfile) -> str:
    if profile.url is not None:
        return target_of(profile.url)
    return account_url(_content(profile.network), _content(profile.username))


def _organization(
    of_type: str, name: LocalizedText | None, url: LocalizedText | None, department: LocalizedText | None = None
) -> dict[str, Any]:
    part = {"@type": "Organization", "name": _content(department)} if department else {}
    return _filled({"@type": of_type, "name": _content(name), "url": target_of(url), "department": part})


def _credential(formatter: Formatter, item: Certificate) -> dict[str, Any]:
    return _filled(
        {
            "@type": "EducationalOccupationalCredential",
            "name": _content(item.name),
            "identifier": _content(item.id),
            "recognizedBy": _organization("Organization", item.issuer, None) if item.issuer else {},
            "expires": _machine_date(formatter, item.expires),
            "url": target_of(item.url),
        }
    )


def _details(formatter: Formatter, basics: Basics) -> dict[str, Any]:
    """Return the details of a person for which schema.org has properties."""
    said = {key: plain(fact(formatter, value)) for key, value in basics.details.items()}
    typed = {"birthPlace": "Place", "nationality": "Country"}
    named = {key: {"@type": of, "name": said[key]} for key, of in typed.items() if key in said}
    return {
        "birthDate": _machine_date(formatter, basics.details.get("birthDate")),
        "gender": said.get("gender"),
        **named,
    }


def _machine_date(formatter: Formatter, value: object) -> str:
    """Return a date in machine-readable form, no more precise than the date shown, or an empty string."""
    shown = date(formatter, value) if isinstance(value, Date) else ()
    return next((part.datetime for part in shown if isinstance(part, Time)), "")


def _address(basics: Basics) -> dict[str, Any]:
    place = basics.location or Location()
    parts = {
        "streetAddress": _content(place.address),
        "postalCode": _content(place.postal_code),
        "addressLocality": _content(place.city),
        "addressRegion": _content(place.region),
        "addressCountry": _content(place.country_code) or _content(place.country),
    }
    return {"@type": "PostalAddress", **_filled(parts)} if any(parts.values()) else {}
