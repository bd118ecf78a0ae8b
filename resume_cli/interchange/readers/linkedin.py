"""LinkedIn's "Get a copy of your data": a ZIP archive, or the folder unpacked from it, with a CSV file a subject.

A file is known by its name, in English, or by its header. Files about other people are known by their names and never
opened; of any other only the header is read, and the rest when it turns out to be one of ours.
"""

from __future__ import annotations

import csv
import html
import re
from io import BytesIO, StringIO, TextIOWrapper
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from resume_cli.interchange.contract import Reader
from resume_cli.interchange.readers.jsonresume import full_name
from resume_cli.interchange.source import Source, walk
from resume_cli.interchange.translation import Translation, scalar, target_of
from resume_cli.profile.folder import read_bytes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from resume_cli.interchange.draft import Draft

#: The files that are read, by their name in English, with columns that only they have together.
_FILES: dict[str, frozenset[str]] = {
    "profile": frozenset({"first name", "last name", "headline"}),
    "profile summary": frozenset({"profile summary"}),
    "email addresses": frozenset({"email address", "primary"}),
    "phonenumbers": frozenset({"extension", "number", "type"}),
    "positions": frozenset({"company name", "title", "started on"}),
    "education": frozenset({"school name", "degree name"}),
    "skills": frozenset({"name"}),
    "languages": frozenset({"name", "proficiency"}),
    "certifications": frozenset({"name", "authority"}),
    "projects": frozenset({"title", "description", "url", "started on"}),
    "publications": frozenset({"name", "published on", "publisher"}),
    "patents": frozenset({"title", "patent number"}),
    "honors": frozenset({"title", "description", "issued on"}),
    "courses": frozenset({"name", "number"}),
    "volunteering": frozenset({"company name", "role", "cause"}),
    "organizations": frozenset({"name", "position held"}),
    "test scores": frozenset({"name", "score"}),
    "recommendations received": frozenset({"first name", "last name", "text", "status"}),
}
#: What is about other people, or about the use of the site: never opened.
_PRIVATE = re.compile(
    r"messages|connections|contacts|invitations|company follows|member follows|hashtag follows|ad targeting|ads clicked"
    r"|inferences.*|logins|security challenges|registration|receipts.*|searchqueries|search queries|reactions.*"
    r"|comments.*|shares.*|votes.*|learning.*|verifications.*|private identity asset|rich media|whatsapp.*"
    r"|endorsement.*|recommendations given|events|services|guide messages|coach.*|lan ads engagement|saved .*|job .*"
    r"|importedcontacts|profile viewers|group.*|providers.*|publishing.*|articles?.*|media.*|instantreposts.*"
)
_FLUENCY = ("elementary", "limited working", "professional working", "full professional", "native or bilingual")
_LONGEST_HEADER = 4_096
_Row = dict[str, str]


def _recognise(source: Source) -> str | None:
    names = {_plain(name) for name in _names(source)}
    tell_tale = {"profile", "positions", "education", "skills", "connections", "registration"}
    if len(names & tell_tale) >= 2 or {"profile", "positions"} & names or _nested(source):
        return "an archive of LinkedIn's data"
    return None


def _names(source: Source) -> list[str]:
    if source.is_zip:
        return [name for name in source.members if name.lower().endswith(".csv")]
    if source.path is not None and source.path.is_dir():
        return [path.relative_to(source.path).as_posix() for path in walk(source.path) if path.suffix.lower() == ".csv"]
    return []


def _nested(source: Source) -> list[str]:
    """Return the names of archives of the same kind within this one."""
    if not source.is_zip:
        return []
    return [name for name in source.members if re.search(r"linkedindataexport.*\.zip", name, re.IGNORECASE)]


def _plain(name: str) -> str:
    """Return the name of a file as the table has it: without folder and suffix, underscores as spaces, lower case."""
    return re.sub(r"[_\s]+", " ", PurePosixPath(name).stem).strip().lower()


def _read(source: Source, draft: Draft) -> None:
    for name in _nested(source):
        _read(Source(name, source.member(name, 100 << 20)), draft)
    files: dict[str, list[_Row]] = {}
    for name in sorted(_names(source)):
        if kind := _kind(source, name, draft):
            files.setdefault(kind, []).extend(_rows(_content(source, name), _FILES[kind], name))
    for kind, read in _READERS.items():
        if kind in files:
            read(draft, [each for each in files[kind] if any(each.values())])
    if not draft.profile.get("work") and not draft.profile.get("education"):
        message = "no positions and no education in it: ask LinkedIn for the larger archive"
        draft.note("lost", (), message=message)


def _kind(source: Source, name: str, draft: Draft) -> str | None:
    """Return what a file is about, or None after a note that it is not read."""
    plain = _plain(name)
    folder = PurePosixPath(name).parent.name.lower()
    if _PRIVATE.fullmatch(plain) or folder in {"jobs", "articles", "rich media"}:
        draft.note("lost", (name,), message="about other people, or about the site: not opened")
        return None
    if plain in _FILES:
        return plain
    header = {cell.strip().lower() for cell in _header(source, name)}
    found = [kind for kind, columns in _FILES.items() if len(columns) > 1 and columns <= header]
    if len(found) != 1:
        draft.note("lost", (name,), message="not a file about the person: only its header was read")
        return None
    draft.note("guessed", (name,), found[0], message=f"taken for `{found[0].capitalize()}` because of its columns")
    return found[0]


def _content(source: Source, name: str) -> str:
    if source.path is None or source.is_zip:
        return Source(name, source.member(name)).text
    return Source(name, read_bytes(source.path / name, name)).text


def _header(source: Source, name: str) -> list[str]:
    """Return the first line of a file as cells, without reading more."""
    if source.path is None or source.is_zip:
        with source.archive() as archive, archive.open(name) as member:
            start = member.read(_LONGEST_HEADER)
    else:
        with (source.path / name).open("rb") as file:
            start = file.read(_LONGEST_HEADER)
    line = TextIOWrapper(BytesIO(start), "utf-8-sig", errors="replace").readline()
    return next(csv.reader([line], delimiter=_delimiter(line)), [])


def _delimiter(header: str) -> str:
    return max(",;\t", key=header.count)


def _rows(text: str, columns: frozenset[str], name: str) -> Iterator[_Row]:
    """Yield the rows of a table by the names of its columns; lines before its header are left out."""
    lines = text.splitlines(keepends=True)
    first = next((index for index, line in enumerate(lines) if columns <= _cells(line)), 0)
    table = csv.reader(
        StringIO("".join(lines[first:]), newline=""), delimiter=_delimiter(lines[first] if lines else "")
    )
    header = [cell.strip().lower() for cell in next(table, [])]
    for row in table:
        yield {key: html.unescape(cell).strip() for key, cell in zip(header, row, strict=False) if key} | {"": name}


def _cells(line: str) -> set[str]:
    return {cell.strip().strip('"').lower() for cell in line.lstrip("\ufeff").split(_delimiter(line))}


def _each(draft: Draft, rows: list[_Row], section: str) -> Iterator[Translation]:
    """Yield a translation for every row, into new entries of a section; the same row again is left out."""
    seen: set[tuple[tuple[str, str], ...]] = set()
    parts: dict[str, list[_Row]] = {}
    for row in rows:
        cells = {key: value for key, value in row.items() if key}
        if (identity := tuple(cells.items())) not in seen:
            seen.add(identity)
            parts.setdefault(row[""], []).append(cells)
    for name, cells_of in parts.items():
        yield from Translation(draft, {name: cells_of}, draft.profile).each(section, name)


def _profile(draft: Draft, rows: list[_Row]) -> None:
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
                one.target["details"] = {"birthDate": birth}
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


def _summary(draft: Draft, rows: list[_Row]) -> None:
    basics = draft.profile.setdefault("basics", {})
    for row in rows[:1]:
        text = row.get("profile summary", "")
        if basics.setdefault("summary", text) != text:
            draft.note("lost", (row[""], "profile summary"), value=text, message="the profile has another summary")


def _emails(draft: Draft, rows: list[_Row]) -> None:
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


def _phones(draft: Draft, rows: list[_Row]) -> None:
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


def _rest(draft: Draft, row: _Row, *keys: str) -> None:
    """Note what a table says about an address or a number besides it."""
    for key in keys:
        if row.get(key):
            draft.note("lost", (row[""], key), value=row[key], message="about an address or a number")


def _several(draft: Draft, key: str, values: list[str]) -> None:
    if values:
        draft.profile.setdefault("basics", {})[key] = values[0] if len(values) == 1 else values


def _positions(draft: Draft, rows: list[_Row]) -> None:
    for entry in _each(draft, rows, "work"):
        entry.text("name", "company name")
        entry.text("position", "title")
        _dated(entry)
        entry.prose("summary", "highlights", "description")
    join_roles(draft)


def join_roles(draft: Draft) -> None:
    """Make roles of posts in a row at one employer."""
    joined: list[dict[str, object]] = []
    for entry in draft.profile.get("work", []):
        before = joined[-1] if joined else {}
        if not entry.get("name") or entry["name"] != before.get("name"):
            joined.append(entry)
            continue
        if "roles" not in before:
            joined[-1] = before = {"name": before["name"], "roles": [_role(before)]}
        before["roles"].append(_role(entry))  # type: ignore[attr-defined]  # a list, made above
        draft.note(
            "renamed", ("work",), "work.roles", entry.get("position"), f"one of several posts at {entry['name']}"
        )
    if joined:
        draft.profile["work"] = joined


def _role(entry: dict[str, object]) -> dict[str, object]:
    return {key: value for key, value in entry.items() if key != "name"}


def _dated(entry: Translation) -> None:
    entry.text("location")
    entry.text("url")
    entry.date("startDate", "started on", "start date")
    entry.date("endDate", "finished on", "end date", end=True)


def _education(draft: Draft, rows: list[_Row]) -> None:
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


def _skills(draft: Draft, rows: list[_Row]) -> None:
    keywords: dict[str, str] = {}
    for row in rows:
        keywords.setdefault(row.get("name", "").casefold(), row.get("name", ""))
    draft.section("skills").append({"keywords": [each for each in keywords.values() if each]})


def _languages(draft: Draft, rows: list[_Row]) -> None:
    for entry in _each(draft, rows, "languages"):
        entry.text("language", "name")
        entry.text("fluency", "proficiency", by=_fluency)


def _fluency(text: str) -> str:
    """Return a level in words, also of one that is spelled `NATIVE_OR_BILINGUAL`."""
    plain = text.replace("_", " ").lower()
    return next((f"{each.capitalize()} proficiency" for each in _FLUENCY if plain == each), text)


def _certifications(draft: Draft, rows: list[_Row]) -> None:
    for entry in _each(draft, rows, "certificates"):
        entry.text("name")
        entry.text("url")
        entry.text("issuer", "authority")
        entry.date("date", "started on")
        entry.date("expires", "finished on")
        entry.text("id", "license number")


def _projects(draft: Draft, rows: list[_Row]) -> None:
    for entry in _each(draft, rows, "projects"):
        entry.text("name", "title")
        _dated(entry)
        entry.prose("description", "highlights", "description")


def _publications(draft: Draft, rows: list[_Row]) -> None:
    for entry in _each(draft, rows, "publications"):
        entry.text("name")
        entry.text("publisher")
        entry.text("url")
        entry.date("releaseDate", "published on")
        entry.text("summary", "description")


def _patents(draft: Draft, rows: list[_Row]) -> None:
    for entry in _each(draft, rows, "patents"):
        entry.text("title", "title", "name")
        entry.text("number", "patent number", "number", "patent or application number")
        entry.text("application", "application number")
        entry.text("office", "patent office", "office", "issuer")
        entry.text("status", "status", "patent status")
        entry.texts("inventors", "inventors", "inventor")
        entry.date("date", "date", "issued on", "filed on", "issue date", "filing date")
        entry.text("url")
        entry.text("summary", "description")


def _honors(draft: Draft, rows: list[_Row]) -> None:
    for entry in _each(draft, rows, "awards"):
        entry.text("title")
        entry.text("awarder", "issuer")
        entry.date("date", "issued on")
        entry.text("summary", "description")


def _courses(draft: Draft, rows: list[_Row]) -> None:
    entries = draft.own_section("Courses")
    for row in rows:
        entries.append({"name": row.get("name", ""), "summary": row.get("number", "")})
        draft.note(
            "guessed", (row[""], "name"), "sections[0].title", row.get("name"), "courses of no school: a section"
        )
    draft.profile["sections"][-1]["entries"] = [{k: v for k, v in each.items() if v} for each in entries]


def _volunteering(draft: Draft, rows: list[_Row]) -> None:
    for entry in _each(draft, rows, "volunteer"):
        entry.text("organization", "company name")
        entry.text("position", "role")
        _dated(entry)
        entry.prose("summary", "highlights", "description")
        if cause := entry.take("cause"):
            entry.target["summary"] = "\n\n".join(filter(None, [entry.target.get("summary", ""), scalar(cause)]))


def _organizations(draft: Draft, rows: list[_Row]) -> None:
    _own(draft, rows, "Organizations", position=("position held", "position", "role"))


def _test_scores(draft: Draft, rows: list[_Row]) -> None:
    _own(draft, rows, "Test scores", position=("score",))


def _own(draft: Draft, rows: list[_Row], title: str, position: tuple[str, ...]) -> None:
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


def _recommendations(draft: Draft, rows: list[_Row]) -> None:
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


_READERS: dict[str, Callable[[Draft, list[_Row]], None]] = {
    "profile": _profile, "profile summary": _summary, "email addresses": _emails, "phonenumbers": _phones,
    "positions": _positions, "volunteering": _volunteering, "education": _education, "honors": _honors,
    "certifications": _certifications, "publications": _publications, "patents": _patents, "skills": _skills,
    "languages": _languages, "projects": _projects, "recommendations received": _recommendations,
    "courses": _courses, "organizations": _organizations, "test scores": _test_scores,
}  # fmt: skip

READER = Reader("linkedin", "LinkedIn's data", _recognise, _read)
