"""CSL-JSON, for publications, patents and talks in reference managers."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from resume_cli.interchange.translation import as_list, is_filled

if TYPE_CHECKING:
    from resume_cli.interchange.converting import Report

_TYPES = {"journal": "article-journal", "conference": "paper-conference", "book": "book", "thesis": "thesis",
          "report": "report", "software": "software", "dataset": "dataset", "blog": "post-weblog"}  # fmt: skip
_LISTS = ("publications", "patents", "talks")


def write(data: dict[str, Any], report: Report) -> bytes:
    """Return publications, patents and talks as CSL-JSON, and report the rest of the profile as lost."""
    items = [
        *(_publication(each) for each in data.get("publications", [])),
        *(_patent(each) for each in data.get("patents", [])),
        *(_talk(each) for each in data.get("talks", [])),
    ]
    for number, item in enumerate(items, 1):
        item["id"] = f"{_slug(item.get('title', ''))}-{number}"
    others_lost(data, report, "CSL-JSON")
    return (
        json.dumps([{k: v for k, v in each.items() if is_filled(v)} for each in items], ensure_ascii=False, indent=2)
        + "\n"
    ).encode()


def others_lost(data: dict[str, Any], report: Report, name: str, kept: tuple[str, ...] = _LISTS) -> None:
    """Report as lost the parts of a profile that have no place in a format for references."""
    for key, value in data.items():
        if key not in kept and key not in {"meta", "sections", "variants"}:
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
    kind = str(entry.get("type", "")).lower()
    return {
        "type": _TYPES.get(kind, kind if kind in _TYPES.values() else "article"), "title": entry.get("name", ""),
        "author": names(entry.get("authors")), "container-title": entry.get("publisher"),
        "issued": _date(entry.get("releaseDate")), "DOI": entry.get("doi"), "URL": entry.get("url"),
        "page": entry.get("pages"), "volume": entry.get("volume"), "issue": entry.get("issue"),
        "ISBN": entry.get("isbn"), "status": entry.get("status"), "abstract": entry.get("summary"),
    }  # fmt: skip


def _patent(entry: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "patent", "title": entry.get("title", ""), "author": names(entry.get("inventors")),
        "number": entry.get("number"), "call-number": entry.get("application"), "jurisdiction": entry.get("office"),
        "status": entry.get("status"), "submitted": _date(entry.get("filed")),
        "issued": _date(entry.get("granted") or entry.get("date") or entry.get("published")),
        "publisher": "; ".join(map(str, as_list(entry.get("assignee") or []))), "references": entry.get("family"),
        "URL": entry.get("url"), "abstract": entry.get("summary"),
    }  # fmt: skip


def _talk(entry: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "speech", "title": entry.get("title", ""), "event-title": entry.get("event"),
        "event-place": entry.get("location"), "issued": _date(entry.get("date")), "URL": entry.get("url"),
        "abstract": entry.get("summary"),
    }  # fmt: skip
