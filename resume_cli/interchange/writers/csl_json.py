"""CSL-JSON, for publications, patents and talks in reference managers."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from resume_cli.interchange.translation import as_list, is_filled

if TYPE_CHECKING:
    from collections.abc import Callable

    from resume_cli.interchange.converting import Report

_TYPES = {"journal": "article-journal", "conference": "paper-conference", "book": "book", "thesis": "thesis",
          "report": "report", "software": "software", "dataset": "dataset", "blog": "post-weblog"}  # fmt: skip
_LISTS = ("publications", "patents", "talks")


def write(data: dict[str, Any], report: Report) -> bytes:
    """Return publications, patents and talks as CSL-JSON, and report the rest of the profile as lost."""
    items = []
    for section, item_of in {"publications": _publication, "patents": _patent, "talks": _talk}.items():
        items += works(data, section, item_of, report, "CSL-JSON")
    for number, item in enumerate(items, 1):
        item["id"] = f"{_slug(item.get('title', ''))}-{number}"
    others_lost(data, report, "CSL-JSON")
    return (
        json.dumps([{k: v for k, v in each.items() if is_filled(v)} for each in items], ensure_ascii=False, indent=2)
        + "\n"
    ).encode()


def works(
    data: dict[str, Any], section: str, item_of: Callable[[dict[str, Any]], Any], report: Report, name: str
) -> list[Any]:
    """Return what a function makes of each entry of a section; what it leaves of the entry is reported as lost."""
    items = []
    for index, entry in enumerate(data.get(section, [])):
        left = dict(entry)
        items.append(item_of(left))
        report.lost((section, index), left, f"{name} has no place for it")
    return items


def others_lost(data: dict[str, Any], report: Report, name: str, kept: tuple[str, ...] = _LISTS) -> None:
    """Report as lost the parts of a profile that have no place in a format for references."""
    for key, value in data.items():
        if key not in kept:
            report.lost((key,), value, f"{name} holds works alone")


def _slug(text: str) -> str:
    return "-".join(re.findall(r"\w+", text.lower())[:4]) or "work"


def names(values: Any) -> list[dict[str, str]]:  # noqa: ANN401 - plain data
    """Return names in the form of CSL: a given and a family name, or a literal for a name that cannot be split."""
    return [_name(str(each)) for each in as_list(values or [])]


def _name(name: str) -> dict[str, str]:
    if re.fullmatch(r"[\u3400-\u9fff]{2,4}", name):
        return {"family": name[:1], "given": name[1:]}
    given, space, family = name.rpartition(" ")
    return {"family": family, "given": given} if space else {"literal": name}


def _date(text: Any) -> Any:  # noqa: ANN401 - plain data
    parts = str(text or "").split("-")
    if all(part.isdigit() for part in parts):
        return {"date-parts": [[int(part) for part in parts]]}
    return {"literal": text} if text else None


def _publication(entry: dict[str, Any]) -> dict[str, Any]:
    kind = str(entry.pop("type", ""))
    known = _TYPES.get(kind.lower(), kind.lower() if kind.lower() in _TYPES.values() else "")
    if "url" not in entry and "arxiv" in entry:
        entry["url"] = f"https://arxiv.org/abs/{entry.pop('arxiv')}"
    return {
        "type": known or "article", "genre": "" if known else kind, "title": entry.pop("name", ""),
        "author": names(entry.pop("authors", [])), "container-title": entry.pop("publisher", None),
        "issued": _date(entry.pop("releaseDate", None)), "DOI": entry.pop("doi", None), "URL": entry.pop("url", None),
        "page": entry.pop("pages", None), "volume": entry.pop("volume", None), "issue": entry.pop("issue", None),
        "ISBN": entry.pop("isbn", None), "status": entry.pop("status", None), "abstract": entry.pop("summary", None),
    }  # fmt: skip


def _patent(entry: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "patent", "title": entry.pop("title", ""), "author": names(entry.pop("inventors", [])),
        "number": entry.pop("number", None), "call-number": entry.pop("application", None),
        "jurisdiction": entry.pop("office", None), "status": entry.pop("status", None),
        "submitted": _date(entry.pop("filed", None)), "issued": _date(first(entry, "granted", "date", "published")),
        "publisher": "; ".join(map(str, as_list(entry.pop("assignee", [])))),
        "references": entry.pop("family", None), "URL": entry.pop("url", None), "abstract": entry.pop("summary", None),
    }  # fmt: skip


def _talk(entry: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "speech", "genre": entry.pop("type", None), "title": entry.pop("title", ""),
        "event-title": entry.pop("event", None), "event-place": entry.pop("location", None),
        "issued": _date(first(entry, "date", "startDate")), "URL": entry.pop("url", None),
        "abstract": entry.pop("summary", None),
    }  # fmt: skip


def first(entry: dict[str, Any], *keys: str) -> Any:  # noqa: ANN401 - plain data
    """Take the value of the first of these keys that an entry has, or None."""
    return next((entry.pop(key) for key in keys if entry.get(key)), None)
