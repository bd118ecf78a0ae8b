"""What the file says of itself: title, author, keywords, and the same facts for machines."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from resume_cli.compose.dates import goes_on
from resume_cli.compose.header import links
from resume_cli.compose.words import Formatter, target_of
from resume_cli.document import Header, Metadata, plain
from resume_cli.profile.model import Basics, LocalizedText, Location, Profile, Work

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

#: No file needs more keywords; search engines take the rest for spam.
_MOST_KEYWORDS = 60


def metadata(words: Formatter, profile: Profile, header: Header, source: str) -> Metadata:
    """Return the metadata of a document; `source` is the selected profile as JSON."""
    name = plain(header.name)
    resume = words.wording.label("resume")
    title = words.wording.label("title").format(name=name, resume=resume) if name else resume
    return Metadata(
        title=title,
        author=name,
        subject=plain(header.headline),
        keywords=keywords(profile),
        source=source,
        linked_data=dumped(linked_data(words, profile, header)),
    )


def keywords(profile: Profile) -> tuple[str, ...]:
    """Return the skills and what belongs to them, each once."""
    found = (text.content for skill in profile.skills for text in (skill.name, *skill.keywords) if text is not None)
    return tuple(dict.fromkeys(found))[:_MOST_KEYWORDS]


def dumped(data: object) -> str:
    """Return data as JSON that is the same for the same data, in the order in which a reader expects the keys."""
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def linked_data(words: Formatter, profile: Profile, header: Header) -> Mapping[str, Any]:
    """Return the person as schema.org has it: a profile page about somebody."""
    basics = profile.basics
    person = {
        "@type": "Person",
        "name": plain(header.name),
        "alternateName": [text.content for text in basics.aka],
        "jobTitle": plain(header.headline),
        "description": plain(words.markup(basics.summary)),
        "email": [text.content for text in basics.email],
        "telephone": [text.content for text in basics.phone],
        "url": [target for url in basics.url if (target := target_of(url))],
        "sameAs": list(links(basics)),
        "address": _address(basics),
        "worksFor": [_organization(job.name, job.url) for job in profile.work if _is_current(words, job)],
        "alumniOf": [
            {"@type": "EducationalOrganization", **_organization(each.institution, each.url, typed=False)}
            for each in profile.education
            if each.institution is not None
        ],
        "knowsLanguage": [_said(each.language) for each in profile.languages if each.language is not None],
        "knowsAbout": [_said(each.name) for each in profile.skills if each.name is not None],
        "award": [_said(each.title) for each in profile.awards if each.title is not None],
    }
    return {
        "@context": "https://schema.org",
        "@type": "ProfilePage",
        "inLanguage": words.language,
        "mainEntity": dict(_filled(person)),
    }


def _filled(data: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    for key, value in data.items():
        if isinstance(value, list) and len(value) == 1:
            yield key, value[0]
        elif value:
            yield key, value


def _said(text: LocalizedText | None) -> str:
    return text.content if text is not None else ""


def _is_current(words: Formatter, job: Work) -> bool:
    return job.name is not None and goes_on(words, job.start_date, job.end_date)


def _organization(name: LocalizedText | None, url: LocalizedText | None, *, typed: bool = True) -> dict[str, Any]:
    kind = {"@type": "Organization"} if typed else {}
    address = target_of(url)
    return {**kind, "name": _said(name), **({"url": address} if address else {})}


def _address(basics: Basics) -> dict[str, Any]:
    place = basics.location or Location()
    parts = {
        "streetAddress": _said(place.address),
        "postalCode": _said(place.postal_code),
        "addressLocality": _said(place.city),
        "addressRegion": _said(place.region),
        "addressCountry": _said(place.country_code) or _said(place.country),
    }
    filled = {key: value for key, value in parts.items() if value}
    return {"@type": "PostalAddress", **filled} if filled else {}
