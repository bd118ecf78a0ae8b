"""BibTeX with the fields of biblatex, for publications and patents."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from resume_cli.interchange.translation import as_list
from resume_cli.interchange.writers.csl_json import first, others_lost, works
from resume_cli.profile.patent_kinds import event_of

if TYPE_CHECKING:
    from resume_cli.interchange.converting import Report

_TYPES = {"journal": "article", "conference": "inproceedings", "book": "book", "thesis": "thesis", "report": "report",
          "software": "software", "dataset": "dataset", "manual": "manual", "online": "online"}  # fmt: skip
_VENUES = {"article": "journaltitle", "inproceedings": "booktitle"}
#: The offices that are part of a type in biblatex.
_OFFICES = frozenset({"us", "de", "fr", "uk"})
_SPECIAL = {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"} | {
    each: f"\\{each}" for each in "{}&%$#_"
}


def write(data: dict[str, Any], report: Report) -> bytes:
    """Return publications and patents as BibTeX, and report the rest of the profile as lost."""
    entries = works(data, "publications", _publication, report, "BibTeX")
    entries += works(data, "patents", _patent, report, "BibTeX")
    others_lost(data, report, "BibTeX", ("publications", "patents"))
    keys: dict[str, int] = {}
    return "\n".join(_written(kind, _key(fields, keys), fields) for kind, fields in entries).encode()


def _written(kind: str, key: str, fields: dict[str, Any]) -> str:
    lines = [f"  {name} = {{{_escaped(name, str(value))}}}," for name, value in fields.items() if value]
    return "\n".join([f"@{kind}{{{key},", *lines, "}", ""])


def _escaped(name: str, text: str) -> str:
    """Return a text escaped for LaTeX; addresses, DOIs and names, which are LaTeX already, are returned unchanged."""
    return text if name in {"url", "doi", "author", "holder"} else _latex(text)


def _latex(text: str) -> str:
    return "".join(_SPECIAL.get(each, each) for each in text)


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
    return " and ".join("others" if each == "et al." else _name(str(each)) for each in as_list(values or []))


def _name(name: str, marks: str = r" and ") -> str:
    """Return a name as LaTeX, in braces where BibTeX would take it apart."""
    return f"{{{_latex(name)}}}" if re.search(marks, name, re.IGNORECASE) else _latex(name)


def _publication(entry: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    written = str(entry.pop("type", ""))
    kind = _TYPES.get(written.lower(), "misc")
    arxiv = entry.pop("arxiv", None)
    return kind, {
        "author": _people(entry.pop("authors", [])), "title": entry.pop("name", None),
        _VENUES.get(kind, "publisher"): entry.pop("publisher", None), "date": entry.pop("releaseDate", None),
        "type": written if kind == "misc" else "", "volume": entry.pop("volume", None),
        "number": entry.pop("issue", None), "pages": str(entry.pop("pages", "")).replace("–", "--"),
        "doi": entry.pop("doi", None), "isbn": entry.pop("isbn", None), "url": entry.pop("url", None),
        "pubstate": entry.pop("status", None), "abstract": entry.pop("summary", None), "eprint": arxiv,
        "eprinttype": "arxiv" if arxiv else "",
    }  # fmt: skip


def _patent(entry: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    written = str(entry.get("office", ""))
    is_granted = bool(entry.get("granted")) or event_of(str(entry.get("number", "")), written) == "granted"
    kind, office = "patent" if is_granted else "patreq", written.lower()
    return "patent", {
        "author": _people(entry.pop("inventors", [])), "title": entry.pop("title", None),
        "number": entry.pop("number", None), "date": first(entry, "granted", "date", "published"),
        "datefiled": entry.pop("filed", None), "type": kind + (office if office in _OFFICES else ""),
        "holder": " and ".join(_name(str(each), r" and |,") for each in as_list(entry.pop("assignee", []))),
        "location": entry.pop("office", None),
        "url": entry.pop("url", None), "abstract": entry.pop("summary", None),
        "reqnumber": entry.pop("application", None), "pubstate": entry.pop("status", None),
    }  # fmt: skip
