"""RIS as written by EndNote, Zotero and publishers, with publications and patents."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from resume_cli.interchange import periods
from resume_cli.interchange.contract import Reader
from resume_cli.interchange.draft import LineLocator
from resume_cli.interchange.readers.patents_csv import plain_number
from resume_cli.locale import countries

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
#: The tags of each key. The first one with a value is used, because reference managers disagree on some of them.
_PUBLICATION = {
    "name": ("TI", "T1", "CT", "BT", "ST"), "publisher": ("JO", "T2", "JF", "JA", "BT", "PB"), "doi": ("DO",),
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


class _Record:
    """The tags of a reference that have values and have not been taken yet."""

    def __init__(self, tags: list[_Tag]) -> None:
        self.left = [each for each in tags if each[1] and each[0] not in {"TY", "ER"}]

    def take(self, *tags: str) -> str:
        """Remove and return the first value of the first of these tags that has one, or return ""."""
        for tag in tags:
            for each in self.left:
                if each[0] == tag:
                    self.left.remove(each)
                    return each[1]
        return ""

    def all(self, *tags: str) -> list[str]:
        """Remove and return all values of these tags."""
        found = [value for tag, value, _ in self.left if tag in tags]
        self.left = [each for each in self.left if each[0] not in tags]
        return found


def _entry(draft: Draft, tags: list[_Tag], kind: str) -> None:
    is_patent = kind == "PAT"
    record = _Record(tags)
    taken = {key: record.take(*each) for key, each in (_PATENT if is_patent else _PUBLICATION).items()}
    entry: dict[str, object] = {key: _date(value) if key in _DATES else value for key, value in taken.items() if value}
    names = [_name(each) for each in record.all("AU", "A1")]
    if is_patent:
        number, office = plain_number(taken["number"]), taken["office"]
        entry |= {"inventors": names, "assignee": [taken["assignee"]] if taken["assignee"] else []}
        entry |= {"number": number or taken["number"], "office": number[:2] or countries.meant(office) or office}
    else:
        entry |= {"authors": names, "type": _TYPES.get(kind, kind.lower()), "pages": _pages(record)}
        if re.fullmatch(r"\d{4}-?\d{3}[\dXx]", taken["isbn"]):
            # The number of a journal, not of a book.
            del entry["isbn"]
            record.left += [each for each in tags if each[:2] == ("SN", taken["isbn"])]
        if "publisher" in entry and (house := record.take("PB")):
            entry["publisher"] = f"{entry['publisher']}, {house}"
    draft.section("patents" if is_patent else "publications").append({key: each for key, each in entry.items() if each})
    for tag, value, line in tags:
        if tag in {"TY", "C3", "CY"} and value and (tag, value, line) not in record.left:
            draft.note("renamed", (tag, line), value=value, message="in the form of profiles")
    for tag, value, line in record.left:
        if value not in entry.values():
            why = "about the reference in its manager" if tag in _TECHNICAL else "profiles have no place for it"
            draft.note("lost", (tag, line), value=value, message=why)


def _pages(record: _Record) -> str:
    first, last = record.take("SP"), record.take("EP")
    return f"{first}–{last}" if first and last and not {"–", "-"} & set(first) else first


def _date(text: str) -> str:
    """Return a date from a text such as `2019/03//`, in which empty and zero parts are unknown."""
    parts = [part for part in text.split("/")[:3] if part.strip("0 ")]
    if parts and all(re.fullmatch(r"\d{1,4}", part) for part in parts):
        return "-".join(part.zfill(2 if index else 4) for index, part in enumerate(parts))
    return periods.date(text.rstrip("/"))


def _name(text: str) -> str:
    family, given, *suffix = [part.strip() for part in text.split(",")] + [""] * (2 - len(text.split(",")))
    return " ".join(filter(None, (given, family, *suffix)))


READER = Reader("ris", "RIS", _recognise, _read)
