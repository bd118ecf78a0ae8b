"""BibTeX with the fields of biblatex, for publications and patents."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from resume_cli.interchange.translation import as_list
from resume_cli.interchange.writers.csl_json import others_lost

if TYPE_CHECKING:
    from resume_cli.interchange.converting import Report

_TYPES = {"journal": "article", "conference": "inproceedings", "book": "book", "thesis": "thesis", "report": "report",
          "software": "software", "dataset": "dataset", "manual": "manual", "online": "online"}  # fmt: skip
_VENUES = {"article": "journaltitle", "inproceedings": "booktitle"}
_SPECIAL = {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"} | {
    each: f"\\{each}" for each in "{}&%$#_"
}


def write(data: dict[str, Any], report: Report) -> bytes:
    """Return publications and patents as BibTeX, and report the rest of the profile as lost."""
    entries = [*map(_publication, data.get("publications", [])), *map(_patent, data.get("patents", []))]
    others_lost(data, report, "BibTeX", ("publications", "patents"))
    keys: dict[str, int] = {}
    return "\n".join(_written(kind, _key(fields, keys), fields) for kind, fields in entries).encode()


def _written(kind: str, key: str, fields: dict[str, Any]) -> str:
    lines = [f"  {name} = {{{_escaped(name, str(value))}}}," for name, value in fields.items() if value]
    return "\n".join([f"@{kind}{{{key},", *lines, "}", ""])


def _escaped(name: str, text: str) -> str:
    """Return a text with special characters escaped for LaTeX; addresses and DOIs are returned unchanged."""
    return text if name in {"url", "doi"} else "".join(_SPECIAL.get(each, each) for each in text)


def _key(fields: dict[str, Any], keys: dict[str, int]) -> str:
    """Return a unique key made of family name, year and first word of the title, and of a number if necessary."""
    author = re.findall(r"\w+", str(fields.get("author", "")).split(" and ")[0])
    word = re.findall(r"[^\W\d_]{2,}", str(fields.get("title", "")))
    stem = "".join([*(author[-1:] or ["work"]), str(fields.get("date", ""))[:4], *word[:1]]).lower()
    stem = "".join(each for each in stem if each.isascii()) or "work"
    key = stem
    while key in keys:
        keys[stem] += 1
        key = f"{stem}{keys[stem]}"
    keys[key] = 1
    return key


def _people(values: Any) -> str:  # noqa: ANN401 - plain data
    return " and ".join(str(each) for each in as_list(values or []))


def _publication(entry: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    kind = _TYPES.get(str(entry.get("type", "")).lower(), "misc")
    venue = _VENUES.get(kind, "publisher")
    return kind, {
        "author": _people(entry.get("authors")), "title": entry.get("name"), venue: entry.get("publisher"),
        "date": entry.get("releaseDate"), "volume": entry.get("volume"), "number": entry.get("issue"),
        "pages": str(entry.get("pages", "")).replace("–", "--"), "doi": entry.get("doi"), "isbn": entry.get("isbn"),
        "url": entry.get("url"), "pubstate": entry.get("status"), "abstract": entry.get("summary"),
        "eprint": entry.get("arxiv"), "eprinttype": "arxiv" if entry.get("arxiv") else "",
    }  # fmt: skip


def _patent(entry: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    granted = entry.get("granted")
    office = str(entry.get("office", "")).lower()
    kind = ("patent" if granted else "patreq") + (office if office in {"us", "de", "fr", "uk"} else "")
    return "patent", {
        "author": _people(entry.get("inventors")), "title": entry.get("title"), "number": entry.get("number"),
        "date": granted or entry.get("date") or entry.get("published") or entry.get("filed"), "type": kind,
        "holder": _people(entry.get("assignee")), "location": entry.get("office"), "url": entry.get("url"),
        "abstract": entry.get("summary"), "reqnumber": entry.get("application"), "note": entry.get("status"),
    }  # fmt: skip
