"""FRESH 1.0.0-beta, with `employment.history`, `info`, `contact` and many more. Private entries become comments."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from resume_cli.interchange.contract import Reader
from resume_cli.interchange.merge import join_roles
from resume_cli.interchange.translation import Translation, as_list, scalar
from resume_cli.profile.readers.foreign import foreign_format

if TYPE_CHECKING:
    from collections.abc import Iterator

    from resume_cli.interchange.draft import Draft
    from resume_cli.interchange.source import Source


def _recognise(source: Source) -> str | None:
    identifier, found = foreign_format(source.mapping) or ("", "")
    return found if identifier == "fresh" else None


def _read(source: Source, draft: Draft) -> None:
    draft.locator = source.loaded.locator
    top = Translation(draft, source.mapping, draft.profile)
    with top.inside("meta") as meta:
        meta.lose("format", "version", why="the version of the format")
    _header(top)
    for entry in _history(top, "employment", "work"):
        entry.text("name", "employer")
        _job(entry)
        entry.texts("keywords")
    for entry in _history(top, "service", "volunteer"):
        entry.text("organization")
        _job(entry)
    for entry in _history(top, "education", "education"):
        entry.text("institution")
        entry.text("area")
        _degree(entry)
        entry.text("score", "grade")
        entry.texts("courses", "curriculum")
        _job(entry)
    _projects(top)
    _skills(top)
    _lists(top)
    _own_sections(top)
    top.done()
    join_roles(draft)


def _header(top: Translation) -> None:
    basics = top.target.setdefault("basics", {})

    def part(*keys: str, target: str = "") -> Translation:
        found = top.inside(*keys)
        found.target = basics.setdefault(target, {}) if target else basics
        found.into = ("basics", target) if target else ("basics",)
        return found

    if name := top.take("name"):
        basics["name"] = scalar(name)
    with part("info") as info:
        info.text("label")
        info.text("image")
        info.text("summary", "brief")
    with part("contact") as contact:
        contact.texts("email")
        contact.texts("phone")
        contact.texts("url", "website")
        for other in as_list(contact.take("other") or []):
            _other(contact, other)
    with part("location", target="location") as location:
        for key in ("address", "city", "region"):
            location.text(key)
        location.text("postalCode", "code")
        location.text("countryCode" if len(scalar(location.left.get("country", ""))) == 2 else "country", "country")
    if not basics["location"]:
        del basics["location"]
    for profile in top.each("social"):
        profile.text("network", "network", "label")
        profile.text("username", "user")
        profile.text("url")
        profile.lose("label", why="another name of the network")
    if profiles := top.target.pop("social", None):
        basics["profiles"] = [*profiles, *basics.get("profiles", [])]
    for key in ("email", "phone", "url"):
        if len(values := basics.get(key, [])) == 1:
            basics[key] = values[0]


def _other(contact: Translation, other: object) -> None:
    """Move another contact: a telephone number, e-mail address or website to its list, and the rest to the accounts."""
    if not isinstance(other, Mapping):
        return
    category, value = scalar(other.get("category") or other.get("flavor") or "").lower(), scalar(other.get("value", ""))
    kind = category if category in {"email", "phone"} else "url" if category == "website" else ""
    if kind:
        contact.target.setdefault(kind, []).append(value)
        contact.draft.note("renamed", (*contact.path, "other"), f"basics.{kind}", value, "one more of its kind")
        if label := other.get("label"):
            contact.draft.note("lost", (*contact.path, "other"), value=label, message="what a number or address is for")
    else:
        account = {"network": scalar(other.get("label") or category), "username": value}
        contact.target.setdefault("profiles", []).append(account)
        contact.draft.note("guessed", (*contact.path, "other"), "basics.profiles", value, "taken for an account")


def _history(top: Translation, key: str, section: str) -> Iterator[Translation]:
    with top.inside(key) as part:
        entries = Translation(part.draft, {section: part.take("history")}, top.target, part.path)
        for entry in entries.each(section):
            if entry.left.get("private") is True:
                entry.hide("marked as private")
            yield entry
        part.target = top.target.setdefault(f"x-{key}", {})
        part.into = (f"x-{key}",)
    if not top.target.get(f"x-{key}"):
        top.target.pop(f"x-{key}", None)


def _job(entry: Translation) -> None:
    entry.text("position")
    entry.text("location")
    entry.text("url")
    entry.date("startDate", "start")
    entry.date("endDate", "end", end=True)
    _ongoing(entry)
    entry.text("summary")
    entry.texts("highlights")


def _ongoing(entry: Translation) -> None:
    """Take the flag of what goes on, which has no end."""
    if entry.left.get("current") is True:
        entry.draft.renamed((*entry.path, "current"), (*entry.into, "endDate"), entry.take("current"))
        if end := entry.target.pop("endDate", None):
            entry.draft.note("lost", (*entry.path, "end"), value=end, message="the end of what goes on")


def _degree(entry: Translation) -> None:
    """Move a degree, which may have a full name and a short one."""
    title, short = scalar(entry.take("title") or ""), scalar(entry.take("studyType") or "")
    entry.put("studyType", f"{title} ({short})" if title and short and title != short else title or short)


def _projects(top: Translation) -> None:
    for entry in top.each("projects"):
        entry.text("name", "title")
        entry.text("type", "category")
        entry.texts("roles", "role")
        entry.text("description")
        entry.text("url", "url", "repo")
        if repository := entry.take("repo"):
            entry.put("links", [{"label": "Repository", "url": scalar(repository)}])
            entry.draft.renamed((*entry.path, "repo"), (*entry.into, "links"), repository)
        entry.date("startDate", "start")
        entry.date("endDate", "end", end=True)
        _ongoing(entry)
        entry.texts("highlights")
        entry.texts("keywords")


def _skills(top: Translation) -> None:
    with top.inside("skills") as skills:
        skills.target = top.target
        skills.into = ()
        for entry in skills.each("skills", "sets"):
            entry.text("name")
            entry.text("level")
            entry.texts("keywords", "skills")
        for entry in skills.each("skills", "list"):
            entry.text("name")
            entry.text("level")
            entry.text("summary")


def _lists(top: Translation) -> None:
    for entry in top.each("awards", "recognition"):
        entry.text("title")
        entry.text("awarder", "from")
        entry.text("url")
        entry.date("date")
        entry.text("summary")
    for entry in top.each("publications", "writing"):
        entry.text("name", "title")
        entry.text("type", "category")
        with entry.inside("publisher") as publisher:
            publisher.target = entry.target
            publisher.text("publisher", "name")
            entry.text("url")
            publisher.text("url")
        entry.text("publisher")
        entry.date("releaseDate", "date")
        entry.text("summary")
    for entry in top.each("talks", "speaking"):
        for key in ("title", "event", "location", "url", "summary"):
            entry.text(key)
        entry.date("date")
    for entry in top.each("languages"):
        entry.text("language")
        entry.text("fluency", "level")
    interests = as_list(top.take("interests") or [])
    top.left["interests"] = [each if isinstance(each, Mapping) else {"name": each} for each in interests]
    for entry in top.each("interests"):
        entry.text("name")
        entry.text("summary")
        entry.texts("keywords")
    _references(top)


def _references(top: Translation) -> None:
    for entry in top.each("references"):
        if entry.left.get("private") is True:
            entry.hide("marked as private")
            continue
        entry.text("name")
        entry.text("position", "role")
        entry.text("reference", "summary")
        for contact in entry.each("contact"):
            kind = {scalar(contact.left.get(key, "")).lower() for key in ("category", "flavor", "label")}
            for key in {"email", "phone"} & kind:
                entry.put(key, scalar(contact.take("value") or ""))
            contact.lose(*[*contact.left], why="another way to reach a reference, or what it is for")
    for entry in top.each("references", "testimonials"):
        if entry.left.get("private") is True:
            entry.hide("marked as private")
            continue
        entry.text("name")
        entry.text("reference", "quote")


def _own_sections(top: Translation) -> None:
    for key in ("governance", "extracurricular", "reading", "samples", "affiliation"):
        part = top.left.get(key)
        path: tuple[str | int, ...] = (key,)
        rest: dict[str, object] = {}
        if isinstance(part, Mapping):
            with top.inside(key) as inside:
                inside.target, inside.into = {}, (f"x-{key}",)
                part = inside.take("history")
                rest = inside.target
                path = (key, "history")
        elif part:
            top.take(key)
        for index, value in enumerate(as_list(part or [])):
            if isinstance(value, Mapping):
                entries = top.draft.own_section(key.capitalize())
                into = ("sections", len(top.target["sections"]) - 1, "entries", len(entries))
                entries.append({})
                with Translation(top.draft, value, entries[-1], (*path, index), into) as entry:
                    _own_entry(entry)
        top.put(f"x-{key}", rest)


def _own_entry(entry: Translation) -> None:
    entry.text("name", "organization", "activity", "title")
    entry.text("position", "role", "title", "position")
    for key in ("location", "url", "summary"):
        entry.text(key)
    entry.period("date")
    entry.date("startDate", "start")
    entry.date("endDate", "end", end=True)
    entry.texts("keywords")
    entry.texts("highlights")
    if authors := [scalar(each) for each in as_list(entry.take("author") or [])]:
        entry.target["summary"] = "\n\n".join(filter(None, [", ".join(authors), entry.target.get("summary", "")]))


READER = Reader("fresh", "FRESH", _recognise, _read)
