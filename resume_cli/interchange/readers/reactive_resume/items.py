"""The items of Reactive Resume's sections, a function for each kind of entry."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from resume_cli.interchange import prose
from resume_cli.interchange.translation import Translation, is_scalar, scalar, target_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from resume_cli.interchange.prose import Prose

#: The keys that identify an item or define its layout.
IDS = ("id", "visible", "hidden", "icon", "iconColor", "columns", "separateLinks", "keepTogether", "startOnNewPage",
        "enabled", "levelNum", "options", "showLinkInTitle")  # fmt: skip


def prose_of(value: str) -> Prose:
    """Return a text that is HTML in newer versions and Markdown in older ones."""
    return prose.from_html(value) if value.lstrip().startswith("<") or "</" in value else prose.from_lines(value)


def text_of(entry: Translation, *keys: str) -> Prose | None:
    """Remove and return the first of these texts that is not empty."""
    value = next((scalar(entry.left.pop(key)) for key in keys if is_scalar(entry.left.get(key))), None)
    if value is None:
        return None
    found = prose_of(value)
    entry.draft.renamed((*entry.path, keys[0]), (*entry.into, keys[0]), value, found.text)
    return found


def _described(entry: Translation, text: str = "summary", bullets: str = "highlights") -> None:
    """Move the description and the summary of an entry to one text and one list of bullets."""
    found = [each for each in (text_of(entry, "description"), text_of(entry, "summary", "content")) if each]
    entry.put(text, "\n\n".join(each.text for each in found if each.text))
    items = [bullet for each in found for bullet in each.bullets]
    if items and bullets != text:
        entry.put(bullets, items)
    elif items:
        entry.target[text] = "\n\n".join(each.whole for each in found)


def website(entry: Translation, key: str = "website") -> None:
    """Move an address with a label, which is a mapping since version 4."""
    if not isinstance(entry.left.get(key), Mapping):
        return
    with entry.inside(key) as link:
        url, label = link.take("href", "url"), link.take("label")
        if url and entry.target.get("url", url) == url:
            entry.put("url", scalar(url))
            if label and scalar(label) not in scalar(url):
                entry.draft.note("lost", (*link.path, "label"), value=label, message="the label of an address")


def _dates(entry: Translation) -> None:
    if isinstance(entry.left.get("date"), Mapping):
        with entry.inside("date") as date:
            date.target, date.into = entry.target, entry.into
            date.date("startDate", "start")
            date.date("endDate", "end", end=True)
    entry.date("startDate")
    entry.date("endDate", end=True)
    entry.period("period", "date")


def _day(entry: Translation, target: str = "date") -> None:
    if isinstance(entry.left.get("date"), Mapping):
        with entry.inside("date") as date:
            date.target, date.into = entry.target, entry.into
            date.date(target, "end", "start")
            date.left.clear()
    entry.date(target, "date", "releaseDate")


def _work(entry: Translation, name: str = "name") -> None:
    entry.text(name, "company", "name", "organization", "title")
    entry.text("position", "position", "subtitle")
    entry.text("location")
    _links(entry)
    _dates(entry)
    for role in entry.each("roles"):
        role.text("position")
        _dates(role)
        _described(role)
        role.lose(*IDS, why="an identifier or a setting of Reactive Resume")
    _described(entry)
    entry.texts("keywords")
    if "roles" in entry.target and "position" in entry.target:
        # The position and the dates of the entry repeat those of a role.
        entry.target.pop("position")
        entry.draft.note("renamed", (*entry.path, "position"), "", None, "the roles tell the positions")
        for key in ("startDate", "endDate"):
            entry.target.pop(key, None)


def _links(entry: Translation) -> None:
    entry.text("url", "url", "website")
    for key in ("url", "website"):
        website(entry, key)


def _education(entry: Translation) -> None:
    entry.text("institution", "institution", "school")
    entry.text("studyType", "studyType", "degree")
    entry.text("area", "area", "field")
    entry.text("score", "score", "grade", "gpa")
    entry.text("location")
    entry.texts("courses")
    _links(entry)
    _dates(entry)
    _described(entry)


def _volunteer(entry: Translation) -> None:
    _work(entry, "organization")


def _award(entry: Translation) -> None:
    entry.text("title", "title", "name")
    entry.text("awarder", "awarder", "issuer")
    _links(entry)
    _day(entry)
    _described(entry, bullets="summary")


def _certificate(entry: Translation) -> None:
    entry.text("name", "name", "title")
    entry.text("issuer")
    _links(entry)
    _day(entry)
    _described(entry, bullets="summary")


def _publication(entry: Translation) -> None:
    entry.text("name", "name", "title")
    entry.text("publisher")
    _links(entry)
    _day(entry, "releaseDate")
    _described(entry)


def _skill(entry: Translation) -> None:
    entry.text("name")
    _level(entry, "level", "level", "proficiency", "description")
    entry.texts("keywords")


def _worded(entry: Translation, *keys: str) -> list[str]:
    """Return the keys whose values are words, as opposed to a number of dots."""
    return [key for key in keys if isinstance(entry.left.get(key), str) and not scalar(entry.left[key]).isdigit()]


def _level(entry: Translation, target: str, *keys: str) -> None:
    """Move a level, in words if there are any, or else as a number of dots."""
    if words := _worded(entry, *keys):
        entry.text(target, *words)
    level = scalar(entry.left.get("level", ""))
    if target not in entry.target and level.isdigit() and int(level):
        entry.take("level")
        entry.put(target, f"{level}/5")
        entry.draft.note(
            "guessed", (*entry.path, "level"), target_of(entry, target), level, "a number of dots out of 5"
        )
    dots = scalar(entry.left.get("levelNum", ""))
    if target not in entry.target and dots.isdigit() and int(dots):
        entry.take("levelNum")
        entry.put(target, f"{dots}/10")
        entry.draft.note(
            "guessed", (*entry.path, "levelNum"), target_of(entry, target), dots, "a number of dots out of 10"
        )
    entry.lose("level", "levelNum", why="a number of dots; the words beside it are kept")


def _language(entry: Translation) -> None:
    entry.text("language", "language", "name")
    _level(entry, "fluency", "fluency", "level", "description")


def _interest(entry: Translation) -> None:
    entry.text("name")
    entry.texts("keywords")


def _reference(entry: Translation) -> None:
    entry.text("name")
    for key in ("position", "email", "phone"):
        entry.text(key)
    _links(entry)
    if isinstance(entry.left.get("description"), str) and "position" not in entry.target and "summary" in entry.left:
        entry.text("position", "description", by=prose.plain)
    _described(entry, "reference", "reference")


def _project(entry: Translation) -> None:
    entry.text("name", "name", "title")
    _links(entry)
    _dates(entry)
    entry.texts("keywords")
    _described(entry, "description")


def _profile(entry: Translation) -> None:
    entry.text("network")
    entry.text("username")
    _links(entry)


def own(entry: Translation) -> None:
    """Move an item of a custom section, which may have the keys of any kind."""
    entry.text("name", "name", "title", "company", "organization", "institution", "school", "language")
    entry.text("position", "position", "subtitle", "degree", "awarder", "issuer", "publisher")
    _level(entry, "position", "fluency", "proficiency", "level")
    _work(entry)


ENTRIES: dict[str, Callable[[Translation], None]] = {
    "work": _work, "education": _education, "volunteer": _volunteer, "awards": _award, "certificates": _certificate,
    "publications": _publication, "skills": _skill, "languages": _language, "interests": _interest,
    "references": _reference, "projects": _project, "profiles": _profile,
}  # fmt: skip
