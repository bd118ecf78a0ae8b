"""RIS, as EndNote, Zotero and publishers write it: papers, and patents by the tags that managers agree on."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from resume_cli.interchange import periods
from resume_cli.interchange.contract import Reader
from resume_cli.interchange.draft import LineLocator

if TYPE_CHECKING:
    from collections.abc import Iterator

    from resume_cli.interchange.draft import Draft
    from resume_cli.interchange.source import Source

_TAG = re.compile(r"([A-Z][A-Z0-9])  ?- ?(.*)")
_TYPES = {
    "JOUR": "journal", "CONF": "conference", "CPAPER": "conference", "BOOK": "book", "CHAP": "chapter",
    "THES": "thesis", "RPRT": "report", "COMP": "software", "DATA": "dataset", "BLOG": "blog", "MGZN": "magazine",
    "NEWS": "newspaper", "UNPB": "unpublished", "GEN": "", "ELEC": "web page",
}  # fmt: skip
_Tag = tuple[str, str, int]
#: Where the first filled tag of each goes; the managers disagree on some.
_PUBLICATION = {
    "name": ("TI", "T1", "CT", "BT"), "publisher": ("JO", "T2", "JF", "JA", "BT", "PB"), "doi": ("DO",),
    "releaseDate": ("DA", "PY", "Y1"), "volume": ("VL",), "issue": ("IS",), "url": ("UR", "L2"),
    "summary": ("AB", "N2"), "isbn": ("SN",),
}  # fmt: skip
_PATENT = {
    "title": ("TI", "T1"), "number": ("SN",), "application": ("M1", "IS"), "office": ("C3", "CY", "A2"),
    "status": ("C6",), "filed": ("C1",), "date": ("DA", "PY", "C2", "Y1"), "assignee": ("PB",), "family": ("OP",),
    "url": ("UR",), "summary": ("AB", "N2"),
}  # fmt: skip
_DATES = frozenset({"releaseDate", "filed", "date"})
_TECHNICAL = frozenset({"TY", "ER", "ID", "LA", "DP", "DB", "N1", "Y2", "ST", "KW", "RP", "AN", "LB"})


def _recognise(source: Source) -> str | None:
    return "a list in RIS" if re.match(r"TY {1,2}- ", source.start) else None


def _read(source: Source, draft: Draft) -> None:
    draft.locator = LineLocator(source.name)
    for record in _records(source.text):
        kind = next((value for tag, value, _ in record if tag == "TY"), "")
        _entry(draft, record, kind.strip().upper())


def _records(text: str) -> Iterator[list[_Tag]]:
    record: list[_Tag] = []
    for number, line in enumerate(text.splitlines(), 1):
        if match := _TAG.match(line.strip()):
            if match[1] == "TY" and record:
                yield record
                record = []
            record.append((match[1], match[2].strip(), number))
        elif line.strip() and record:
            tag, value, first = record[-1]
            record[-1] = (tag, f"{value} {line.strip()}", first)
    if record:
        yield record


def _entry(draft: Draft, record: list[_Tag], kind: str) -> None:
    is_patent = kind == "PAT"
    section = "patents" if is_patent else "publications"
    entry: dict[str, object] = {}
    left = [each for each in record if each[1]]

    def take(*tags: str) -> str:
        for tag in tags:
            for each in left:
                if each[0] == tag:
                    left.remove(each)
                    return each[1]
        return ""

    for key, tags in (_PATENT if is_patent else _PUBLICATION).items():
        if value := take(*tags):
            entry[key] = _date(value) if key in _DATES else value
    names = [value for tag, value, _ in left if tag in {"AU", "A1"}]
    if names:
        entry["inventors" if is_patent else "authors"] = [_name(each) for each in names]
    if not is_patent and (word := _TYPES.get(kind, kind.lower())):
        entry["type"] = word
    if (first := take("SP")) and not is_patent:
        last = take("EP")
        entry["pages"] = f"{first}–{last}" if last and "–" not in first and "-" not in first else first
    if isinstance(entry.get("assignee"), str):
        entry["assignee"] = [entry["assignee"]]
    draft.section(section).append(entry)
    for tag, value, number in left:
        if tag not in {"AU", "A1", "TY", "ER"} and value not in entry.values():
            why = "about the reference in its manager" if tag in _TECHNICAL else "profiles have no place for it"
            draft.note("lost", (tag, number), value=value, message=why)


def _date(text: str) -> str:
    """Return a date such as `2019/03//` as far as it goes: 0 and nothing stand for what is not known."""
    parts = [part for part in text.split("/")[:3] if part.strip("0 ")]
    if parts and all(re.fullmatch(r"\d{1,4}", part) for part in parts):
        return "-".join(part.zfill(2 if index else 4) for index, part in enumerate(parts))
    return periods.date(text.rstrip("/"))


def _name(text: str) -> str:
    family, comma, given = (part.strip() for part in text.partition(","))
    return f"{given} {family}" if comma and given else family


READER = Reader("ris", "RIS", _recognise, _read)
