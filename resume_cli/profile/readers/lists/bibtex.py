"""The BibTeX reader, which reads patents as patents and all other entries as publications."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from resume_cli.locale import countries
from resume_cli.locale.scripts import script_of
from resume_cli.locale.vocabulary import fold, month_of
from resume_cli.profile.fields import keys_of
from resume_cli.profile.model import Patent, Publication
from resume_cli.profile.patent_kinds import event_of, office_of
from resume_cli.profile.readers import limits
from resume_cli.profile.readers.lists.bibtex_syntax import Entry, Parser, Values, decode_latex, split
from resume_cli.profile.readers.lists.columns import report_unknown
from resume_cli.profile.readers.plain_data import Row
from resume_cli.profile.readers.positions import Node, Scan, SourceFile

if TYPE_CHECKING:
    from resume_cli.profile.fields import Item

#: Fields of bibliographies that are not shown in a list of a person's papers.
_UNSHOWN = frozenset(
    "type address location series edition editor editora editortype translator chapter part volumes issn eissn key "
    "eventtitle eventdate venue pagetotal bookpagination pagination institution howpublished collaboration note "
    "addendum origdate origtitle titleaddon issuetitle journalsubtitle shortjournal journalabbr primaryclass "
    "eprintclass archive version numpages articleno month day copyright month_numeric pmid pmcid lccn mendeley- "
    "groups mendeley-tags".split()
)
_TYPES = {
    "article": "journal", "inproceedings": "conference", "conference": "conference", "proceedings": "conference",
    "book": "book", "mvbook": "book", "inbook": "book", "incollection": "book", "collection": "book", "booklet": "book",
    "phdthesis": "thesis", "mastersthesis": "thesis", "thesis": "thesis", "techreport": "report", "report": "report",
    "manual": "manual", "software": "software", "dataset": "dataset", "online": "online",
}  # fmt: skip
_SEASONS = {"21": "Spring", "22": "Summer", "23": "Autumn", "24": "Winter"}
#: A note by which Google Scholar identifies a patent: `US Patent 10,091,236`, `US Patent App. 15/495,000`.
_PATENT_NOTE = re.compile(r"([A-Z]{2}) Patent( App\.?)? (\S+)\Z")
_ARXIV = re.compile(r",?\s*\barXiv:\s*([\w./-]+)(?:\s*\[[\w.-]+\])?\Z", re.IGNORECASE)
_EPRINTS = {
    "hdl": "https://hdl.handle.net/", "handle": "https://hdl.handle.net/", "jstor": "https://www.jstor.org/stable/",
    "pubmed": "https://pubmed.ncbi.nlm.nih.gov/", "pmid": "https://pubmed.ncbi.nlm.nih.gov/",
}  # fmt: skip
_STATUS = re.compile(
    r"(?:in press|to appear|accepted|submitted|under review|forthcoming|im druck|eingereicht)\b", re.IGNORECASE
)
_PATENT_TYPE = re.compile(r"(patent|patreq)(us|eu|de|fr|uk)\Z", re.IGNORECASE)


def read(source: SourceFile, of: type[Item]) -> tuple[list[object], Scan]:
    """Return the entries that belong to a class of items as plain data.

    A list of patents takes only the patents, and any other list takes all other entries, so both can use one file.
    """
    entries = [each for each in Parser(source).entries() if _is_patent(each) == (of is Patent)]
    try:
        rows = [_patent(entry) if of is Patent else _publication(entry, of) for entry in entries]
    except RecursionError:
        limits.exceed(source.file, "levels")
    _report(source, rows, of)
    root = Node(0, 0)
    for index, (entry, row) in enumerate(zip(entries, rows, strict=True)):
        root.children[index] = Node(entry.offset, entry.offset, {key: Node(at, at) for key, (_, at) in row.items()})
    return [Row({key: value for key, (value, _) in row.items()}) for row in rows], lambda: root


def _report(source: SourceFile, rows: list[Values], of: type[Item]) -> None:
    """Report the fields without a key in an item, once for the whole file."""
    unshown: dict[str, int] = {}
    unknown: dict[str, tuple[int, int]] = {}
    for name, (_, offset) in (each for row in rows for each in row.items() if each[0] not in keys_of(of)):
        if name in _UNSHOWN:
            unshown.setdefault(name, offset)
        else:
            count, first = unknown.get(name, (0, offset))
            unknown[name] = count + 1, first
    report_unknown(source, of, unknown)
    if unshown:
        message = f"fields that a résumé does not show: {', '.join(f'`{name}`' for name in unshown)}"
        source.add(min(unshown.values()), "left-out", message, "note")


def _is_patent(entry: Entry) -> bool:
    """Return whether an entry is a patent, including those in the form of Google Scholar."""
    note, _ = entry.fields.get("note", ("", 0))
    return entry.type == "patent" or (entry.type == "misc" and bool(_PATENT_NOTE.match(note)))


def _publication(entry: Entry, of: type[Item]) -> Values:
    is_publication = of is Publication
    return entry.row(
        {
            "name" if is_publication else "title": _title(entry),
            "authors": _names(*entry.take("author", "editor", raw=True)),
            "releaseDate" if is_publication else "date": _date(entry),
            "type": (_TYPES.get(entry.type, ""), entry.offset),
            **_where(entry, of),
            "pages": entry.take("pages"),
            "doi": entry.take("doi"),
            **({"isbn": entry.take("isbn")} if "isbn" in keys_of(of) else {}),
            **_notes(entry, of),
        }
    )


def _where(entry: Entry, of: type[Item]) -> Values:
    """Return the values about where a publication appeared: publisher, volume, issue, arXiv number and address."""
    container, place = entry.take("journaltitle", "journal", "booktitle", "school", "institution")
    publisher, offset = entry.take("publisher", "organization", "howpublished")
    volume, issue = entry.take("volume"), entry.take("number", "issue") if container else ("", 0)
    arxiv, url = _eprint(entry), _url(entry)
    if re.fullmatch(r"https?://\S+", publisher):
        url, publisher = url if url[0] else (publisher, offset), "" if url[0] in {"", publisher} else publisher
    if not arxiv[0] and (found := _ARXIV.search(container)):
        arxiv, container = (found[1], place), container[: found.start()]
    if arxiv[0] and "arxiv" not in keys_of(of):
        url, arxiv = url if url[0] else (f"https://arxiv.org/abs/{arxiv[0]}", arxiv[1]), ("", 0)
    numbers: Values = {"volume": volume, "issue": issue}
    if "volume" not in keys_of(of):
        numbers = {} if container else {"volume": volume}
        if container and (volume[0] or issue[0]):
            container = f"{container} {volume[0]}" + (f"({issue[0]})" if issue[0] else "")
    publisher = ", ".join(filter(None, (container, publisher if publisher not in container else "")))
    return {"publisher": (publisher, place if container else offset), **numbers, "arxiv": arxiv, "url": url}


def _notes(entry: Entry, of: type[Item]) -> Values:
    """Return the status of a publication, its summary, and its note if it also has an abstract."""
    known = keys_of(of)
    note, abstract, status = entry.take("note"), entry.take("abstract"), entry.take("pubstate")
    if not status[0] and "status" in known and _STATUS.match(note[0]):
        status, note = note, ("", 0)
    values: Values = {"status": status, "summary": abstract if abstract[0] else note}
    if note[0] and abstract[0]:
        values |= {"highlights": ([note[0]], note[1])} if "highlights" in known else {"note": note}
    return values


def _eprint(entry: Entry) -> tuple[str, int]:
    """Return the arXiv number and its offset; an eprint elsewhere becomes the address if the entry has none."""
    kind, _ = entry.take("eprinttype", "archiveprefix")
    number, offset = entry.take("eprint", raw=True)
    entry.take("eprintclass", "primaryclass")
    number = number.strip("{} ")
    if kind.casefold() in {"", "arxiv"}:
        return re.sub("^arxiv:", "", number, flags=re.IGNORECASE), offset
    target = _EPRINTS.get(kind.casefold())
    if target and not entry.fields.get("url", ("",))[0]:
        entry.fields["url"] = f"{target}{number}", offset
    elif number:
        entry.fields["eprint"] = f"{kind}:{number}", offset
    return "", offset


def _patent(entry: Entry) -> Values:
    number, place = entry.take("number")
    written, _ = entry.take("nationality", "location", "prcountry")
    status, offset = entry.take("pubstate", "status")
    office = office_of(number) or _office(written)
    event: str = ""
    application = entry.take("reqnumber", "application")
    if kind := _PATENT_TYPE.match(entry.fields.get("type", ("", 0))[0]):
        entry.take("type")
        event = "published" if kind[1].lower() == "patreq" else "granted"
        status = status or ("pending" if event == "published" else "")
        office = office or _office(kind[2])
    elif entry.fields.get("type", ("", 0))[0].casefold() == "patent":
        entry.take("type")
    if scholar := _PATENT_NOTE.match(entry.fields.get("note", ("", 0))[0]):
        (_, place), _ = entry.take("note"), entry.take("publisher")
        office = scholar[1]
        if scholar[2]:
            application, event = (f"{office} {scholar[3]}", place), "published"
        else:
            # Outside the United States, Scholar also calls applications patents.
            number, event = f"{office} {scholar[3]}", "granted" if office == "US" else ""
    # The kind code of the number is more reliable than the type of the entry.
    event = "date" if event_of(number, office) else event or "date"
    return entry.row(
        {
            "title": _title(entry),
            "number": (number, place),
            "application": application,
            "office": (office, place),
            "status": (status, offset),
            event: _date(entry),
            **({"published": entry.take("publdate")} if event != "published" else {}),
            "filed": _date(entry, "filed"),
            "inventors": _names(*entry.take("author", raw=True)),
            "assignee": _names(*entry.take("holder", "assignee", raw=True), people=False),
            "url": _url(entry),
            "summary": entry.take("abstract", "note"),
        }
    )


def _url(entry: Entry) -> tuple[str, int]:
    r"""Return an address without the escapes of LaTeX: `\~{}` is `~`, and `\_` is `_`."""
    url, offset = entry.take("url", raw=True)
    url = re.sub(r"\\url\{([^{}]*)\}", r"\1", url)
    return re.sub(r"\{?\\(?:textasciitilde|~)(?:\{\})?\}?", "~", url).replace("\\", ""), offset


def _title(entry: Entry) -> tuple[str, int]:
    (title, offset), (subtitle, _) = entry.take("title"), entry.take("subtitle")
    return ": ".join(filter(None, (title, subtitle))), offset


def _office(written: str) -> str:
    """Return the code of an office from its name in biblatex (`countryus`) or in prose (`United States`)."""
    name = re.split(r"\s+and\s+", written.strip())[0]
    code = name.removeprefix("country").upper()
    if len(code) == 2:
        return {"EU": "EP", "UK": "GB"}.get(code, code)
    return countries.meant(name) or written


def _date(entry: Entry, suffix: str = "") -> tuple[str, int]:
    """Return a date from the field `date`, or from the fields for year, month and day."""
    whole, offset = entry.take("date" + suffix)
    (year, place), (month, _), (day, _) = (entry.take(part + suffix) for part in ("year", "month", "day"))
    if whole:
        return _exact(whole), offset
    days = _days(month, day) if month and re.fullmatch(r"\d{4}", year) else []
    if not days:
        return " ".join(filter(None, (day if month else "", month, year))), place
    return "/".join(f"{year}-{each}" for each in days), place


def _exact(date: str) -> str:
    """Return a biblatex date without open ends and unknown digits, and with names instead of numbers of seasons."""
    date = re.sub(r"\A(?:\.\.)?/|/(?:\.\.)?\Z|-[XuU]{2}\b", "", date)
    season = re.fullmatch(r"(\d{4})-(2[1-4])", date)
    return f"{_SEASONS[season[2]]} {season[1]}" if season else date


def _days(month: str, day: str) -> list[str]:
    """Return one or two dates as `MM` or `MM-DD` from `June`, `12–14 June` or `June/July`, or an empty list."""
    sides = [
        re.sub(r"(?<=\d)(?:st|nd|rd|th)\b", "", side) for side in re.split(r"\s*[–—/-]+\s*", f"{month} {day}".strip())
    ]
    names = [" ".join(re.findall(r"[^\W\d_]+", side)) for side in sides]
    numbers = [re.findall(r"\d+", side) for side in sides]
    if not any(names):
        names, numbers = [each[0] if each else "" for each in numbers], [each[1:] for each in numbers]
    months = [int(name) if name.isdecimal() else month_of(fold(name)) for name in names]
    if len(sides) > 2 or any(name and not number for name, number in zip(names, months, strict=True)):
        return []
    known = [number for number in months if number]
    if not known or any(len(each) > 1 for each in numbers):
        return []
    months = [number or known[0] for number in months]
    return [f"{number:02}" + (f"-{day[0]:0>2}" if day else "") for number, day in zip(months, numbers, strict=True)]


def _names(written: str, offset: int, *, people: bool = True) -> tuple[list[str], int]:
    names = split(written, " and ")
    if len(names) == 1 and names[0].startswith("{{") and names[0].endswith("}}"):
        # The outer braces enclose the whole field, and the inner ones each name.
        names = split(names[0][1:-1], " and ")
    found = [decode_latex(name_in_order(name) if people else name) for name in names]
    if found[-1:] == ["et al."] and script_of(found[0]) == "Han":
        found[-1] = "等"
    return found, offset


def name_in_order(written: str) -> str:
    """Return a name in LaTeX in its natural order: `Liu, Shuo` is `Shuo Liu`, `刘, 硕` is `刘硕`."""
    if "family=" in written.replace(" ", ""):
        named = dict(re.findall(r"(\w+)\s*=\s*([^,]+)", written))
        return " ".join(named[part].strip() for part in ("given", "prefix", "family", "suffix") if part in named)
    parts = split(written, ",")
    if len(parts) < 2:
        return "et al." if written.lower() == "others" else written
    is_latin = re.search(r"[A-Za-z\u00c0-\u1fff]", written)
    return " ".join([parts[-1], *parts[:-1]]) if is_latin else "".join(parts)
