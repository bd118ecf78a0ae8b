"""RenderCV 2.8, with one language and one kind of entry per section."""

from __future__ import annotations

import re
from itertools import count
from typing import TYPE_CHECKING, Any

from resume_cli.interchange.translation import as_list, is_filled
from resume_cli.interchange.writers.csl_json import first

if TYPE_CHECKING:
    from collections.abc import Iterable

    from resume_cli.errors import FieldPath
    from resume_cli.interchange.converting import Report

#: RenderCV's spelling of the networks that it supports, by their names in lower case without punctuation.
_NETWORKS = {
    each.lower(): each
    for each in (
        "LinkedIn GitHub GitLab IMDB Instagram ORCID Mastodon StackOverflow ResearchGate YouTube Telegram WhatsApp "
        "Leetcode X Bluesky Reddit"
    ).split()
} | {"twitter": "X", "googlescholar": "Google Scholar"}
_LANGUAGES = {
    "ar": "arabic", "da": "danish", "nl": "dutch", "en": "english", "fr": "french", "de": "german", "he": "hebrew",
    "hi": "hindi", "hu": "hungarian", "id": "indonesian", "it": "italian", "ja": "japanese", "ko": "korean",
    "zh": "mandarin_chinese", "nb": "norwegian_bokmål", "fa": "persian", "pl": "polish", "pt": "portuguese",
    "ru": "russian", "es": "spanish", "sv": "swedish", "tr": "turkish", "vi": "vietnamese",
}  # fmt: skip
#: The forms of user names that RenderCV requires for some networks. Any other account needs an address.
_USERS = {
    "Mastodon": r"@[^@]+@[^@]+", "StackOverflow": r"\d+/[^/]+", "ORCID": r"\d{4}-\d{4}-\d{4}-\d{3}[\dX]",
    "IMDB": r"nm\d{7}", "Bluesky": r"([a-zA-Z0-9-]+\.)+[a-zA-Z0-9-]+", "WhatsApp": r"\+\d[\d ]{6,}",
    "Reddit": r"[\w-]{3,23}",
}  # fmt: skip
_PAPERS = {"a4": "a4", "letter": "us-letter"}
#: What is written of a custom section.
_OWN = frozenset({"id", "title", "entries"})
_DATE = re.compile(r"\d{4}(-\d\d){0,2}\Z")


def write(data: dict[str, Any], report: Report) -> bytes:
    """Return a profile as RenderCV's YAML."""
    from resume_cli.interchange.emit import dumped

    basics = dict(data.get("basics", {}))
    summary = [each for each in str(basics.pop("summary", "")).split("\n\n") if each]
    cv = _header(basics, report)
    cv["sections"] = _named((("summary", summary), *_sections(data, report)))
    written: dict[str, Any] = {"cv": {key: value for key, value in cv.items() if is_filled(value)}}
    meta = dict(data.get("meta", {}))
    language = next(iter(as_list(meta.pop("languages", []))), "en").split("-")[0]
    if language in _LANGUAGES:
        written["locale"] = {"language": _LANGUAGES[language]}
    if paper := _PAPERS.get(str(meta.get("paper", "")).lower()):
        del meta["paper"]
        written["design"] = {"theme": "classic", "page": {"size": paper}}
    report.lost(("meta",), meta, "RenderCV has no place for it")
    report.lost(("variants",), data.get("variants", {}), "RenderCV has no variants")
    return dumped(written, typed=True).encode()


def _header(basics: dict[str, Any], report: Report) -> dict[str, Any]:
    cv: dict[str, Any] = {"name": basics.pop("name", None), "headline": basics.pop("label", None)}
    for key, target in (("email", "email"), ("phone", "phone"), ("url", "website")):
        values = as_list(basics.pop(key, []))
        valid = [each for each in values if _suits(key, each)]
        cv[target] = valid[0] if len(valid) == 1 else valid
        report.lost(("basics", key), [each for each in values if each not in valid], "RenderCV refuses it")
    if place := basics.pop("location", None):
        rest = dict(place)
        cv["location"] = ", ".join(filter(None, [rest.pop("city", None), first(rest, "country", "countryCode")]))
        report.lost(("basics", "location"), rest, "RenderCV has one text for a place")
    cv["photo"] = basics.pop("image", None)
    networks, connections = [], []
    for account in basics.pop("profiles", []):
        name = _NETWORKS.get(re.sub(r"\W", "", str(account.get("network", "")).lower()))
        user = str(account.get("username", ""))
        user = user if name == "Mastodon" else user.removeprefix("@")
        if name and re.fullmatch(_USERS.get(name, ".+"), user):
            networks.append({"network": name, "username": user})
        elif account.get("url"):
            label = " ".join(filter(None, [account.get("network"), account.get("username")]))
            connections.append({"placeholder": label, "url": account["url"], "fontawesome_icon": "link"})
        else:
            report.lost(("basics", "profiles"), account, "a network that RenderCV does not know")
    cv |= {"social_networks": networks, "custom_connections": connections}
    report.lost(("basics",), basics, "RenderCV has no place for it")
    return cv


def _suits(key: str, value: object) -> bool:
    forms = {"email": r"[^@\s]+@[^@\s]+\.[^@\s]+", "phone": r"\+[\d\s().-]{6,}", "url": r"https?://\S+"}
    return isinstance(value, str) and re.fullmatch(forms[key], value) is not None


def _named(sections: Iterable[tuple[str, list[Any]]]) -> dict[str, list[Any]]:
    """Return sections by their titles, with a number where a title is there already."""
    named: dict[str, list[Any]] = {}
    for title, entries in sections:
        names = (title if number == 1 else f"{title} {number}" for number in count(1))
        if entries:
            named[next(name for name in names if name not in named)] = entries
    return named


def _sections(data: dict[str, Any], report: Report) -> Any:  # noqa: ANN401 - pairs of names and entries
    yield "experience", [entry for at, job in _each(data, "work") for entry in _jobs(job, at, report)]
    yield "education", [_study(entry, at, report) for at, entry in _each(data, "education")]
    yield "projects", [_normal(entry, at, report, "name", "description") for at, entry in _each(data, "projects")]
    yield "skills", [_line(entry, at, report, "name") for at, entry in _each(data, "skills")]
    yield "publications", [_paper(entry, at, report) for at, entry in _each(data, "publications")]
    yield "patents", [_patent(entry, at, report) for at, entry in _each(data, "patents")]
    yield "open_source", [_normal(entry, at, report, "name", "summary") for at, entry in _each(data, "contributions")]
    yield "talks", [_normal(entry, at, report, "title", "summary") for at, entry in _each(data, "talks")]
    yield "awards", [_normal(entry, at, report, "title", "summary") for at, entry in _each(data, "awards")]
    yield "certificates", [_normal(entry, at, report, "name", "summary") for at, entry in _each(data, "certificates")]
    yield (
        "volunteering",
        [entry for at, job in _each(data, "volunteer") for entry in _jobs(job, at, report, "organization")],
    )
    yield "languages", [_line(entry, at, report, "language") for at, entry in _each(data, "languages")]
    yield "interests", [_line(entry, at, report, "name") for at, entry in _each(data, "interests")]
    yield "references", [_line(entry, at, report, "name") for at, entry in _each(data, "references")]
    for index, own in enumerate(data.get("sections", [])):
        settings = {key: value for key, value in own.items() if key not in _OWN} if isinstance(own, dict) else {}
        report.lost(("sections", index), settings, "RenderCV has no settings of sections")
        if isinstance(own, dict) and own.get("entries"):
            entries = ((("sections", index, "entries", at), dict(each)) for at, each in enumerate(own["entries"]))
            yield (
                own.get("title") or own["id"],
                [_normal(each, at, report, "name", "summary") for at, each in entries],
            )


def _each(data: dict[str, Any], section: str) -> list[tuple[FieldPath, dict[str, Any]]]:
    return [((section, index), dict(entry)) for index, entry in enumerate(data.get(section, []))]


def _dated(entry: dict[str, Any]) -> dict[str, Any]:
    """Return the dates of an entry as start and end if RenderCV can read both, or else as one text."""
    start, end = entry.pop("startDate", None), entry.pop("endDate", None)
    if start is None:
        day = next((entry.pop(key) for key in ("date", "releaseDate", "granted") if key in entry), end)
        return {"date": day} if day else {}
    if not _DATE.match(start) or (end and (not _DATE.match(end) or end[: len(start)] < start[: len(end)])):
        return {"date": start if start == end or not end else f"{start} – {end}"}
    return {"start_date": start, "end_date": end or "present"}


def _highlights(entry: dict[str, Any]) -> list[str]:
    return [_flat(each) for each in as_list(entry.pop("highlights", []))]


def _flat(bullet: Any) -> str:  # noqa: ANN401 - plain data
    """Return a bullet as one text, with ` - ` before each nested bullet, at which RenderCV splits the text again."""
    if not isinstance(bullet, dict):
        return str(bullet)
    text = bullet.get("text") or next((value for key, value in bullet.items() if key != "tags"), "")
    return " - ".join([str(text), *(_flat(each) for each in bullet.get("highlights", []))])


def _finished(written: dict[str, Any], left: dict[str, Any], at: FieldPath, report: Report) -> dict[str, Any]:
    report.lost(at, left, "RenderCV has no place for it")
    return {key: value for key, value in written.items() if is_filled(value)}


def _jobs(job: dict[str, Any], at: FieldPath, report: Report, name: str = "name") -> list[dict[str, Any]]:
    roles = job.pop("roles", [])
    if not roles:
        return [_job(job, at, report, name)]
    shared = {key: job[key] for key in (name, "location", "url") if key in job}
    entries = [_job({**shared, **role}, (*at, "roles", index), report, name) for index, role in enumerate(roles)]
    # What each of the roles has for itself, none of them shows.
    kept = {key for key in shared if any(key not in role for role in roles)}
    rest = {key: value for key, value in job.items() if key not in kept}
    if rest.get("summary") or rest.get("highlights"):
        entries[0]["highlights"] = [
            *filter(None, [rest.pop("summary", None)]),
            *_highlights(rest),
            *entries[0].get("highlights", []),
        ]
    report.lost(at, rest, "RenderCV has no roles: a job for each")
    return entries


def _job(job: dict[str, Any], at: FieldPath, report: Report, name: str) -> dict[str, Any]:
    company, url = job.pop(name, None), job.pop("url", None)
    linked = f"[{company}]({url})" if company and url else company or url
    position = job.pop("position", None)
    position = ", ".join(map(str, position)) if isinstance(position, list) else position
    written = {
        "company": linked or "–",
        "position": position or "–",
        "location": job.pop("location", None),
        **_dated(job),
        "summary": job.pop("summary", None),
        "highlights": _highlights(job),
    }
    return _finished(written, job, at, report)


def _study(entry: dict[str, Any], at: FieldPath, report: Report) -> dict[str, Any]:
    score, courses = entry.pop("score", None), [_flat(each) for each in as_list(entry.pop("courses", []))]
    extras = [f"Score: {score}"] if score else []
    if courses:
        extras.append(f"Courses: {', '.join(courses)}")
    written = {
        "institution": entry.pop("institution", None) or "–", "area": entry.pop("area", None) or "–",
        "degree": entry.pop("studyType", None), "location": entry.pop("location", None), **_dated(entry),
        "summary": entry.pop("summary", None), "highlights": [*extras, *_highlights(entry)],
    }  # fmt: skip
    return _finished(written, entry, at, report)


def _normal(entry: dict[str, Any], at: FieldPath, report: Report, name: str, text: str) -> dict[str, Any]:
    title, url = entry.pop(name, None), entry.pop("url", None)
    issuer = next(
        (entry.pop(key) for key in ("awarder", "issuer", "event", "entity", "position", "role") if key in entry), None
    )
    shown = ", ".join(str(each) for each in (title, issuer) if each) or "–"
    keywords = as_list(entry.pop("keywords", []))
    extras = [", ".join(map(str, keywords))] if keywords else []
    written = {"name": f"[{shown}]({url})" if url else shown, "location": entry.pop("location", None), **_dated(entry),
               "summary": entry.pop(text, None), "highlights": [*_highlights(entry), *extras]}  # fmt: skip
    return _finished(written, entry, at, report)


def _line(entry: dict[str, Any], at: FieldPath, report: Report, name: str) -> dict[str, Any]:
    keys = ("level", "fluency", "certificate", "position", "keywords", "summary", "reference", "email", "phone", "url")
    details = [", ".join(map(str, as_list(entry.pop(key)))) for key in keys if key in entry]
    label = entry.pop(name, None)
    if label is None:
        label, details = (details[0] if details else "–"), details[1:]
    return _finished({"label": label, "details": "; ".join(details) or "–"}, entry, at, report)


def _paper(entry: dict[str, Any], at: FieldPath, report: Report) -> dict[str, Any]:
    doi, url = entry.pop("doi", None), entry.pop("url", None)
    if doi and not re.search(r"\b10\.", doi):
        report.lost((*at, "doi"), doi, "RenderCV refuses it")
        doi = None
    if url and not _suits("url", url):
        report.lost((*at, "url"), url, "RenderCV refuses it")
        url = None
    authors = [str(each) for each in as_list(entry.pop("authors", []))]
    written = {
        "title": entry.pop("name", None) or "–",
        "authors": authors or ["–"],
        "summary": entry.pop("summary", None),
        "doi": doi,
        "url": None if doi else url,
        "journal": entry.pop("publisher", None),
        "date": entry.pop("releaseDate", None),
    }
    if doi and url:
        entry["url"] = url
    return _finished(written, entry, at, report)


def _patent(entry: dict[str, Any], at: FieldPath, report: Report) -> dict[str, Any]:
    url, title = entry.pop("url", None), entry.pop("title", None) or entry.get("number", "–")
    day = next((entry.pop(key) for key in ("granted", "date", "published", "filed") if key in entry), None)
    facts = [entry.pop(key) for key in ("number", "office", "status", "application") if key in entry]
    people = [str(each) for key in ("inventors", "assignee") for each in as_list(entry.pop(key, []))]
    written = {
        "name": f"[{title}]({url})" if url else title,
        "date": day,
        "summary": " · ".join(map(str, [*facts, *people])),
        "highlights": [entry.pop("summary")] if "summary" in entry else [],
    }
    return _finished(written, entry, at, report)
