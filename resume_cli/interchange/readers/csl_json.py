"""CSL-JSON as written by Zotero and citation processors, with publications, patents and talks."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from resume_cli.interchange import periods, prose
from resume_cli.interchange.contract import Reader
from resume_cli.interchange.readers.patents_csv import plain_number
from resume_cli.interchange.translation import Translation, as_list, is_filled, is_scalar, scalar

if TYPE_CHECKING:
    from resume_cli.interchange.draft import Draft
    from resume_cli.interchange.source import Source

#: The types of publications in a profile, by those of CSL; other types are kept.
_TYPES = {
    "article-journal": "journal", "article-magazine": "magazine", "article-newspaper": "newspaper",
    "paper-conference": "conference", "chapter": "chapter", "post-weblog": "blog", "entry-encyclopedia": "encyclopedia",
}  # fmt: skip
_TECHNICAL = (
    "id",
    "citation-key",
    "language",
    "accessed",
    "source",
    "title-short",
    "shortTitle",
    "journalAbbreviation",
)


def _recognise(source: Source) -> str | None:
    items = _items(source)
    return "a list in CSL-JSON" if items and all(map(_is_work, items)) else None


def _items(source: Source) -> list[Any]:
    """Return the works of a source, which is a list, a mapping with a list under `items`, or a single work."""
    if isinstance(source.data, list):
        return source.data
    items = source.mapping.get("items")
    return items if isinstance(items, list) else [source.mapping] if "author" in source.mapping else []


def _is_work(item: object) -> bool:
    return isinstance(item, Mapping) and "type" in item and not {"title", "number", "issued"}.isdisjoint(item)


def _read(source: Source, draft: Draft) -> None:
    draft.locator = source.loaded.locator
    for index, item in enumerate(_items(source)):
        section = {"patent": "patents", "speech": "talks"}.get(scalar(item.get("type") or ""), "publications")
        entries = draft.section(section)
        entry: dict[str, Any] = {}
        with Translation(draft, item, entry, (index,), (section, len(entries))) as each:
            _ENTRIES[section](each)
            each.lose(*_TECHNICAL, why="about the reference in its manager")
        entries.append(entry)


def _publication(entry: Translation) -> None:
    entry.text("name", "title", by=prose.plain)
    _names(entry, "authors", "author")
    if isinstance(titles := entry.left.get("container-title"), list):
        entry.left["container-title"] = ", ".join(scalar(each) for each in titles if is_scalar(each))
    entry.text("publisher", "container-title", "event-title", "event", "publisher")
    if (house := scalar(entry.take("publisher") or "")) and house not in entry.target["publisher"]:
        entry.target["publisher"] += f", {house}"
    _date(entry, "releaseDate", "issued", "submitted")
    entry.text("type", by=lambda text: _TYPES.get(text, text))
    entry.text("doi", "DOI")
    entry.text("url", "URL")
    entry.text("summary", "abstract", by=prose.plain)
    entry.text("volume")
    entry.text("issue", "issue", "number")
    entry.text("pages", "page", by=lambda text: text.replace("-", "–"))
    entry.text("isbn", "ISBN")
    entry.text("status")
    entry.text("note")


def _patent(entry: Translation) -> None:
    entry.text("title", by=prose.plain)
    _names(entry, "inventors", "author")
    entry.text("number", by=lambda number: plain_number(number) or number)
    entry.text("application", "call-number")
    if len(scalar(entry.left.get("authority", ""))) == 2:
        entry.text("office", "authority")
    entry.text("office", "jurisdiction", "authority")
    entry.lose("authority", why="the name of the office, which its code tells")
    entry.text("status")
    _date(entry, "filed", "submitted")
    _date(entry, "date", "issued")
    entry.texts("assignee", "publisher")
    entry.text("family", "references")
    entry.text("url", "URL")
    entry.text("summary", "abstract", by=prose.plain)
    entry.lose("type", why="the type, which the section tells")


def _talk(entry: Translation) -> None:
    entry.text("title", by=prose.plain)
    _names(entry, "authors", "author")
    entry.text("event", "event-title", "event", "container-title")
    entry.text("location", "event-place", "publisher-place")
    _date(entry, "date", "issued", "submitted", "event-date")
    entry.text("url", "URL")
    entry.text("summary", "abstract", by=prose.plain)
    entry.lose("type", why="the type, which the section tells")


_ENTRIES = {"publications": _publication, "patents": _patent, "talks": _talk}


def _names(entry: Translation, target: str, key: str) -> None:
    names = [_name(each) for each in as_list(entry.take(key) or []) if each]
    entry.put(target, names)
    if names and target != key:
        entry.draft.renamed((*entry.path, key), (*entry.into, target), names)


def _name(name: object) -> str:
    if not isinstance(name, Mapping):
        return scalar(name)
    if literal := name.get("literal"):
        return scalar(literal)
    parts = [scalar(name.get(key, "")) for key in ("given", "dropping-particle", "non-dropping-particle", "family")]
    if parts[2] and parts[3].startswith(f"{parts[2]} "):
        # Some managers have the particle in the family name as well.
        parts[2] = ""
    if all("\u3400" <= each <= "\u9fff" for each in parts[0] + parts[3]) and parts[0]:
        return parts[3] + parts[0]
    full = " ".join(each for each in parts if each)
    return f"{full}, {scalar(name['suffix'])}" if name.get("suffix") else full


def _date(entry: Translation, target: str, *keys: str) -> None:
    """Move a date, which is a list of numbers or a text in the form of a reference manager."""
    key = next((key for key in keys if key in entry.left), None)
    if key is None:
        return
    value = entry.take(key)
    date = _written(value)
    entry.draft.renamed((*entry.path, key), (*entry.into, target), date)
    if date and not periods.is_date(date):
        entry.draft.note("kept", (*entry.path, key), target, date, "not a date: kept in its words")
    entry.put(target, date)


def _written(value: Any) -> str:  # noqa: ANN401 - plain data
    if is_scalar(value):
        return periods.date(scalar(value))
    if not isinstance(value, Mapping):
        return ""
    parts = as_list(value.get("date-parts") or value.get("parts") or [])
    first = parts[0] if parts and isinstance(parts[0], list) else parts
    numbers = [scalar(part) for part in as_list(first) if is_scalar(part)]
    numbers = numbers[: next((index for index, part in enumerate(numbers) if not part.strip("0")), None)]
    if numbers and all(re.fullmatch(r"\d{1,4}", part) for part in numbers):
        return "-".join(part.zfill(2 if index else 4) for index, part in enumerate(numbers))
    words = next((value[key] for key in ("raw", "literal", "string", "season") if is_filled(value.get(key))), "")
    return periods.date(scalar(words))


READER = Reader("csl-json", "CSL-JSON", _recognise, _read)
