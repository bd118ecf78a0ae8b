"""The translation of the tables in LinkedIn's archive, with a function per table."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from resume_cli.interchange import periods
from resume_cli.interchange.merge import join_roles
from resume_cli.interchange.readers.jsonresume import full_name
from resume_cli.interchange.translation import Translation, scalar, target_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from resume_cli.interchange.draft import Draft

#: The cells of a row by column name in lower case; the empty key has the name of the file.
Row = dict[str, str]
_FLUENCY = ("elementary", "limited working", "professional working", "full professional", "native or bilingual")


def _each(draft: Draft, rows: list[Row], section: str) -> Iterator[Translation]:
    """Yield a translation of each row to a new entry of a section; repeated rows are skipped."""
    seen: set[tuple[tuple[str, str], ...]] = set()
    parts: dict[str, list[Row]] = {}
    for row in rows:
        cells = {key: value for key, value in row.items() if key}
        if (identity := tuple(cells.items())) not in seen:
            seen.add(identity)
            parts.setdefault(row[""], []).append(cells)
    for name, cells_of in parts.items():
        yield from Translation(draft, {name: cells_of}, draft.profile).each(section, name)


def _profile(draft: Draft, rows: list[Row]) -> None:
    for key, value in (each for row in rows[1:] for each in row.items()):
        if key and value and value != rows[0].get(key):
            draft.note("lost", (rows[0][""], key), value=value, message="the table has a second row: one is read")
    for row in rows[:1]:
        basics = draft.profile.setdefault("basics", {})
        with Translation(
            draft, {key: value for key, value in row.items() if key}, basics, (row[""],), ("basics",)
        ) as one:
            name = full_name(scalar(one.take("first name") or ""), scalar(one.take("last name") or ""))
            one.put("name", name)
            one.texts("aka", "maiden name")
            one.text("label", "headline")
            one.text("summary")
            _location(one)
            _websites(one)
            accounts = re.findall(r"[\w.]+", scalar(one.take("twitter handles") or ""))
            if url := one.take("public profile url"):
                one.put("profiles", [{"network": "LinkedIn", "url": url}])
            one.target.setdefault("profiles", []).extend({"network": "X", "username": each} for each in accounts)
            if not one.target["profiles"]:
                del one.target["profiles"]
            if birth := one.take("birth date"):
                one.target["details"] = {"birthDate": periods.date(scalar(birth))}
                one.draft.renamed((*one.path, "birth date"), ("basics", "details"), birth)
            one.lose("industry", "instant messengers", "contact instructions", why="profiles have no place for it")


def _websites(one: Translation) -> None:
    """Move addresses such as `[PERSONAL:https://a.example,BLOG:https://b.example]`, without their labels."""
    text = scalar(one.take("websites") or "")
    urls = re.findall(r"https?://[^\s,\]]+|(?<=[:\[,])(?!\w+:)[\w.-]+\.\w{2,}[^\s,\]]*", text)
    one.put("url", urls[0] if len(urls) == 1 else urls)
    if text:
        one.draft.renamed((*one.path, "websites"), ("basics", "url"), text, urls)


def _location(one: Translation) -> None:
    place = scalar(one.take("geo location") or "")
    city, *rest = (part.strip() for part in place.split(",")) if place else ("",)
    location = {
        "address": scalar(one.take("address") or ""),
        "postalCode": scalar(one.take("zip code") or ""),
        "city": city,
        "region": rest[0] if len(rest) > 1 else "",
        "country": rest[-1] if rest else scalar(one.take("country") or ""),
    }
    one.put("location", {key: value for key, value in location.items() if value})


def _summary(draft: Draft, rows: list[Row]) -> None:
    basics = draft.profile.setdefault("basics", {})
    for row in rows[:1]:
        text = row.get("profile summary", "")
        if basics.setdefault("summary", text) != text:
            draft.note("lost", (row[""], "profile summary"), value=text, message="the profile has another summary")


def _emails(draft: Draft, rows: list[Row]) -> None:
    rows = sorted(rows, key=lambda row: row.get("primary", "").lower() != "yes")
    found: list[str] = []
    for row in rows:
        address = row.get("email address", "")
        _rest(draft, row, "confirmed", "primary", "updated on")
        if row.get("confirmed", "yes").lower() == "no":
            draft.note("lost", (row[""], "email address"), value=address, message="an address that is not confirmed")
        elif address and address not in found:
            found.append(address)
    _several(draft, "email", found)


def _phones(draft: Draft, rows: list[Row]) -> None:
    found: dict[str, str] = {}
    for row in rows:
        number = " ".join(filter(None, [row.get("number", ""), row.get("extension", "")]))
        digits = re.sub(r"\D", "", number)
        _rest(draft, row, "type")
        if digits and digits in found:
            message = "the same number in another spelling"
            draft.note("renamed", (row[""], "number"), "basics.phone", number, message)
        elif digits:
            found[digits] = number
    _several(draft, "phone", [*found.values()])


def _rest(draft: Draft, row: Row, *keys: str) -> None:
    """Note the values of columns that describe an address or a number as lost."""
    for key in keys:
        if row.get(key):
            draft.note("lost", (row[""], key), value=row[key], message="about an address or a number")


def _several(draft: Draft, key: str, values: list[str]) -> None:
    if values:
        draft.profile.setdefault("basics", {})[key] = values[0] if len(values) == 1 else values


def _positions(draft: Draft, rows: list[Row]) -> None:
    for entry in _each(draft, rows, "work"):
        entry.text("name", "company name")
        entry.text("position", "title")
        _dated(entry)
        entry.prose("summary", "highlights", "description")
    join_roles(draft)


def _dated(entry: Translation) -> None:
    entry.text("location")
    entry.text("url")
    entry.date("startDate", "started on", "start date")
    entry.date("endDate", "finished on", "end date", end=True)


def _education(draft: Draft, rows: list[Row]) -> None:
    for entry in _each(draft, rows, "education"):
        entry.text("institution", "school name")
        entry.text("area", "field of study")
        degree, comma, area = scalar(entry.left.get("degree name", "")).partition(", ")
        if comma and "area" not in entry.target:
            entry.put("area", area)
            entry.draft.note(
                "guessed", (*entry.path, "degree name"), target_of(entry, "area"), area, "what follows the comma"
            )
            entry.left["degree name"] = degree
        entry.text("studyType", "degree name")
        _dated(entry)
        entry.text("summary", "notes")
        if activities := entry.take("activities"):
            entry.put("highlights", [activities])


def _skills(draft: Draft, rows: list[Row]) -> None:
    keywords: dict[str, str] = {}
    for row in rows:
        keywords.setdefault(row.get("name", "").casefold(), row.get("name", ""))
    draft.section("skills").append({"keywords": [each for each in keywords.values() if each]})


def _languages(draft: Draft, rows: list[Row]) -> None:
    for entry in _each(draft, rows, "languages"):
        entry.text("language", "name")
        entry.text("fluency", "proficiency", by=_fluency)


def _fluency(text: str) -> str:
    """Return a level in words, also for a spelling such as `NATIVE_OR_BILINGUAL`."""
    plain = text.replace("_", " ").lower()
    return next((f"{each.capitalize()} proficiency" for each in _FLUENCY if plain == each), text)


def _certifications(draft: Draft, rows: list[Row]) -> None:
    for entry in _each(draft, rows, "certificates"):
        entry.text("name")
        entry.text("url")
        entry.text("issuer", "authority")
        entry.date("date", "started on")
        entry.date("expires", "finished on")
        entry.text("id", "license number")


def _projects(draft: Draft, rows: list[Row]) -> None:
    for entry in _each(draft, rows, "projects"):
        entry.text("name", "title")
        _dated(entry)
        entry.prose("description", "highlights", "description")


def _publications(draft: Draft, rows: list[Row]) -> None:
    for entry in _each(draft, rows, "publications"):
        entry.text("name")
        entry.text("publisher")
        entry.text("url")
        entry.date("releaseDate", "published on")
        entry.text("summary", "description")


def _patents(draft: Draft, rows: list[Row]) -> None:
    for entry in _each(draft, rows, "patents"):
        entry.text("title", "title", "name")
        entry.text("number", "patent number", "number", "patent or application number")
        entry.text("application", "application number")
        entry.text("office", "patent office", "office", "issuer")
        entry.text("status", "status", "patent status")
        inventors = scalar(entry.take("inventors", "inventor") or "")
        entry.put("inventors", [each for each in re.split(r"\s*[;,]\s*", inventors) if each])
        entry.date("date", "date", "issued on", "filed on", "issue date", "filing date")
        entry.text("url")
        entry.text("summary", "description")


def _honors(draft: Draft, rows: list[Row]) -> None:
    for entry in _each(draft, rows, "awards"):
        entry.text("title")
        entry.text("awarder", "issuer")
        entry.date("date", "issued on")
        entry.text("summary", "description")


def _courses(draft: Draft, rows: list[Row]) -> None:
    entries = draft.own_section("Courses")
    for row in rows:
        entries.append({"name": row.get("name", ""), "summary": row.get("number", "")})
        draft.note(
            "guessed", (row[""], "name"), "sections[0].title", row.get("name"), "courses of no school: a section"
        )
    draft.profile["sections"][-1]["entries"] = [{k: v for k, v in each.items() if v} for each in entries]


def _volunteering(draft: Draft, rows: list[Row]) -> None:
    for entry in _each(draft, rows, "volunteer"):
        entry.text("organization", "company name")
        entry.text("position", "role")
        _dated(entry)
        entry.prose("summary", "highlights", "description")
        if cause := entry.take("cause"):
            entry.target["summary"] = "\n\n".join(filter(None, [entry.target.get("summary", ""), scalar(cause)]))


def _organizations(draft: Draft, rows: list[Row]) -> None:
    _own(draft, rows, "Organizations", position=("position held", "position", "role"))


def _test_scores(draft: Draft, rows: list[Row]) -> None:
    _own(draft, rows, "Test scores", position=("score",))


def _own(draft: Draft, rows: list[Row], title: str, position: tuple[str, ...]) -> None:
    entries = draft.own_section(title)
    at = len(draft.profile["sections"]) - 1
    for row in rows:
        into = ("sections", at, "entries", len(entries))
        entries.append({})
        cells = {key: value for key, value in row.items() if key}
        with Translation(draft, cells, entries[-1], (row[""],), into) as entry:
            entry.text("name", "name", "title", "organization")
            entry.text("position", *position)
            _dated(entry)
            entry.date("startDate", "date", "test date")
            entry.text("summary", "description")


def _recommendations(draft: Draft, rows: list[Row]) -> None:
    for entry in _each(draft, rows, "references"):
        if scalar(entry.left.get("status", "VISIBLE")).upper() != "VISIBLE":
            entry.hide("a recommendation that is hidden on LinkedIn")
            continue
        name = full_name(scalar(entry.take("first name") or ""), scalar(entry.take("last name") or ""))
        entry.put("name", name)
        title = ", ".join(scalar(each) for each in (entry.take("job title"), entry.take("company")) if each)
        entry.put("position", title)
        entry.text("reference", "text", "body")
        entry.lose("creation date", "created date", "status", why="when it was written, and that it is shown")


READERS: dict[str, Callable[[Draft, list[Row]], None]] = {
    "profile": _profile, "profile summary": _summary, "email addresses": _emails, "phonenumbers": _phones,
    "positions": _positions, "volunteering": _volunteering, "education": _education, "honors": _honors,
    "certifications": _certifications, "publications": _publications, "patents": _patents, "skills": _skills,
    "languages": _languages, "projects": _projects, "recommendations received": _recommendations,
    "courses": _courses, "organizations": _organizations, "test scores": _test_scores,
}  # fmt: skip
