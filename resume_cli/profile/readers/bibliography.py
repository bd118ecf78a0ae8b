"""Entries of BibTeX as entries of a profile: patents as patents, everything else as publications."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from resume_cli.profile.model import Patent, Publication
from resume_cli.profile.readers import latex
from resume_cli.profile.readers.bibtex import Entry, name_in_order, read_entries, split_names
from resume_cli.profile.readers.positions import Place, Places, Source

if TYPE_CHECKING:
    from collections.abc import Callable

    from resume_cli.profile.fields import Item

#: Fields that serve a bibliography's machinery and say nothing to a reader.
_MACHINERY = frozenset(
    {
        "langid", "langidopts", "language", "options", "indextitle", "indexsorttitle", "sorttitle", "sortname",
        "sortkey", "sortyear", "shorttitle", "shorthand", "label", "owner", "timestamp", "file", "bibsource", "biburl",
        "crossref", "xref", "xdata", "entryset", "execute", "hyphenation", "keywords", "annotation", "gender",
        "presort", "related", "relatedtype", "relatedstring", "eprintclass", "heading", "media", "urldate",
    }
)  # fmt: skip
_TYPES = {
    "article": "journal", "inproceedings": "conference", "conference": "conference", "proceedings": "conference",
    "book": "book", "mvbook": "book", "inbook": "book", "incollection": "book", "collection": "book", "booklet": "book",
    "phdthesis": "thesis", "mastersthesis": "thesis", "thesis": "thesis", "techreport": "report", "report": "report",
    "manual": "manual", "software": "software", "dataset": "dataset", "online": "online",
}  # fmt: skip
_NOT_PUBLISHED = frozenset({"patent", "set", "xdata"})
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_PATENT_TYPE = re.compile(r"(patent|patreq)(us|eu|de|fr|uk)\Z")
_OFFICE = re.compile(r"([A-Z]{2})[\s-]?\d")

#: What a key of a profile is made of: the text, and the field whose place it has.
_Row = dict[str, tuple[object, str]]


def read(source: Source, of: type[Item]) -> tuple[list[object], Places]:
    """Return the entries that fit a class of items as plain data, and where they stand.

    A list of patents takes the patents, any other list takes all other entries, so one file serves both.
    """
    entries = read_entries(source)
    by_key = {entry.key: entry for entry in entries}
    fitting = [
        entry for entry in entries if (entry.type == "patent" if of is Patent else entry.type not in _NOT_PUBLISHED)
    ]
    data: list[object] = []
    root = Place(0, 0)
    for index, entry in enumerate(fitting):
        _inherit(entry, by_key.get(entry.fields.get("crossref", "")))
        row = _patent(entry) if of is Patent else _publication(entry, of)
        place = root.children[index] = Place(entry.offset, entry.offset)
        data.append({key: value for key, (value, _) in row.items()})
        for key, (_, name) in row.items():
            offset = entry.offsets.get(name, entry.offset)
            place.children[key] = Place(offset, offset)
    return data, Places(source, lambda _text: root)


def _inherit(entry: Entry, parent: Entry | None) -> None:
    """Fill an entry from the one it refers to, whose title is that of the book."""
    for name, value in parent.fields.items() if parent else ():
        target = "booktitle" if name == "title" else name
        if target not in entry.fields and name not in {"crossref", "author"}:
            entry.fields[target] = value
            entry.offsets[target] = entry.offset


def _publication(entry: Entry, of: type[Item]) -> _Row:
    take = _taker(entry)
    row: _Row = {}
    _put(row, "name" if of is Publication else "title", _title(take), "title")
    _put(row, "authors", _names(take("author") or take("editor")), "author")
    _put(row, "releaseDate" if of is Publication else "date", _date(take, ""), "date")
    container = take("journaltitle") or take("journal") or take("booktitle") or take("school") or take("institution")
    publisher = take("publisher") or take("organization") or take("howpublished")
    volume, number = take("volume"), take("number")
    if container and (volume or number):
        container += f" {volume}" + (f"({number})" if number else "")
    if publisher and container and latex.decode(publisher) in latex.decode(container):
        publisher = ""
    _put(row, "publisher", ", ".join(latex.decode(part) for part in (container, publisher) if part), "journal")
    _put(row, "type", _TYPES.get(entry.type, ""), "type")
    for name, key in (("pages", "pages"), ("doi", "doi"), ("abstract", "summary"), ("note", "summary")):
        if key not in row:
            _put(row, key, latex.decode(take(name)), name)
    _put(row, "url", take("url"), "url")
    _keep_rest(row, entry, take)
    return row


def _patent(entry: Entry) -> _Row:
    take = _taker(entry)
    row: _Row = {}
    _put(row, "title", _title(take), "title")
    number = latex.decode(take("number"))
    _put(row, "number", number, "number")
    kind = _PATENT_TYPE.match(take("type")) if _PATENT_TYPE.match(entry.fields.get("type", "")) else None
    _put(row, "office", _office(number, kind, latex.decode(take("nationality") or take("location"))), "number")
    status = latex.decode(take("pubstate")) or ("pending" if kind and kind[1] == "patreq" else "")
    _put(row, "status", status, "pubstate")
    _put(row, "published" if status == "pending" else "granted", _date(take, ""), "date")
    _put(row, "filed", _date(take, "filed"), "yearfiled")
    _put(row, "inventors", _names(take("author")), "author")
    _put(row, "assignee", _names(take("holder") or take("assignee"), people=False), "holder")
    _put(row, "url", take("url"), "url")
    _put(row, "summary", latex.decode(take("abstract") or take("note")), "note")
    _keep_rest(row, entry, take)
    return row


def _taker(entry: Entry) -> Callable[[str], str]:
    """Return a function that gives a field as written and remembers that it was used."""
    used: set[str] = set()

    def take(name: str) -> str:
        if name == "":
            return "\n".join(used)
        used.add(name)
        return entry.fields.get(name, "")

    return take


def _put(row: _Row, key: str, value: object, name: str) -> None:
    if value:
        row[key] = (value, name)


def _keep_rest(row: _Row, entry: Entry, take: Callable[[str], str]) -> None:
    """Keep the fields that have no place under their own names, so that a warning can name them."""
    used = set(take("").split("\n"))
    for name, value in entry.fields.items():
        if name not in used and name not in _MACHINERY and name not in row:
            _put(row, name, latex.decode(value), name)


def _title(take: Callable[[str], str]) -> str:
    return ": ".join(latex.decode(part) for part in (take("title"), take("subtitle")) if part)


def _names(written: str, *, people: bool = True) -> list[str]:
    names = split_names(written)
    if len(names) == 1 and names[0].startswith("{{") and names[0].endswith("}}"):
        # The braces of the field and of each name, all in one.
        names = split_names(names[0][1:-1])
    return [latex.decode(name_in_order(name) if people else name) for name in names]


def _date(take: Callable[[str], str], suffix: str) -> str:
    """Return a date out of `date`, or out of year, month and day."""
    whole = "" if suffix else latex.decode(take("date"))
    year, month, day = (latex.decode(take(part + suffix)) for part in ("year", "month", "day"))
    if whole or not year.isdigit():
        return whole or year
    if not month:
        return year
    number = _MONTHS.index(month[:3].lower()) + 1 if month[:3].lower() in _MONTHS else month
    if not str(number).isdigit():
        return f"{month} {year}"
    return f"{year}-{int(number):02d}" + (f"-{int(day):02d}" if day.isdigit() else "")


def _office(number: str, kind: re.Match[str] | None, place: str) -> str:
    """Return the office of a patent: by its number, its type, or the country given."""
    prefix = _OFFICE.match(number)
    if prefix:
        return prefix[1]
    if kind:
        return {"eu": "EP", "uk": "GB"}.get(kind[2], kind[2].upper())
    return place
