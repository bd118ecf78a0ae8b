"""LinkedIn's "Get a copy of your data": a ZIP archive, or the folder unpacked from it, with a CSV file per subject.

A file is recognised by its name, in several languages, or by its header. Files about other people are recognised by
their names and never opened. Of files with unknown names only the header is read, unless it is that of a supported
file. A profile in several languages has a folder per language, or repeats its rows for each language.
"""

from __future__ import annotations

import csv
import html
import re
from io import BytesIO, StringIO, TextIOWrapper
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from resume_cli.interchange.contract import Reader
from resume_cli.interchange.draft import Draft
from resume_cli.interchange.merge import merged
from resume_cli.interchange.readers.linkedin import tables, words
from resume_cli.interchange.readers.linkedin.doubled import doubled
from resume_cli.interchange.source import Source, walk
from resume_cli.profile.folder import read_bytes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from resume_cli.interchange.readers.linkedin.tables import Row

_LONGEST_HEADER = 4_096


def _recognise(source: Source) -> str | None:
    kinds = {words.kind_of(name) for name in _names(source)}
    others = {words.plain(name) for name in _names(source)} & {"connections", "registration"}
    if {"profile", "positions"} & kinds or len(kinds & {"education", "skills"}) + len(others) >= 2 or _nested(source):
        return "an archive of LinkedIn's data"
    return None


def _names(source: Source) -> list[str]:
    if source.is_zip:
        return [name for name in source.members if name.lower().endswith(".csv")]
    if source.path is not None and source.path.is_dir():
        return [path.relative_to(source.path).as_posix() for path in walk(source.path) if path.suffix.lower() == ".csv"]
    return []


def _nested(source: Source) -> list[str]:
    """Return the names of archives of the same kind in this archive."""
    if not source.is_zip:
        return []
    return [name for name in source.members if re.search(r"linkedindataexport.*\.zip", name, re.IGNORECASE)]


def _read(source: Source, draft: Draft) -> None:
    for name in _nested(source):
        _read(Source(name, source.member(name, 100 << 20)), draft)
    files = _files(source, draft)
    languages = [*dict.fromkeys(language for language, _ in files if language)]
    if len(languages) < 2:
        tables_of = {kind: rows for (_, kind), rows in files.items()}
        parts = (
            doubled(tables_of)
            if len(tables_of.get("profile", [])) > 1
            else {languages[0] if languages else "": tables_of}
        )
    else:
        # Tables without a language, such as that of addresses, belong to the first language.
        shared = {kind: rows for (language, kind), rows in files.items() if not language}
        parts = {
            each: {kind: rows for (language, kind), rows in files.items() if language == each} for each in languages
        }
        parts[languages[0]] = shared | parts[languages[0]]
    _fill(draft, parts)
    if not draft.profile.get("work") and not draft.profile.get("education"):
        message = "no positions and no education in it: ask LinkedIn for the larger archive"
        draft.note("lost", (), message=message)


def _fill(draft: Draft, parts: dict[str, dict[str, list[Row]]]) -> None:
    """Fill a draft with the tables of one language, or of several languages, whose texts are merged."""
    drafts = []
    for part in parts.values():
        drafts.append(Draft(file=draft.file))
        for kind, read in tables.READERS.items():
            if kind in part:
                read(drafts[-1], [each for each in part[kind] if any(each.values())])
    whole = merged(drafts, [*parts] if any(parts) else [])
    if not draft.profile:
        draft.profile = whole.profile
    else:
        draft.profile = merged([Draft(profile=draft.profile), whole], []).profile
    draft.notes += whole.notes
    draft.comments += whole.comments


def _files(source: Source, draft: Draft) -> dict[tuple[str, str], list[Row]]:
    """Return the rows of all files about the person, by the language of their folder and their kind."""
    files: dict[tuple[str, str], list[Row]] = {}
    for name in sorted(_names(source)):
        if kind := _kind(source, name, draft):
            folder = re.search(r"(?:^|/)([a-z]{2})[_-][A-Z]{2}/", name)
            language = folder[1] if folder else ""
            files.setdefault((language, kind), []).extend(_rows(_content(source, name), kind, name))
    return files


def _kind(source: Source, name: str, draft: Draft) -> str | None:
    """Return the kind of a file, or None after adding a note that the file is not read."""
    if words.is_private(name) or PurePosixPath(name).parent.name.lower() in {"jobs", "articles", "rich media"}:
        draft.note("lost", (name,), message="about other people, or about the site: not opened")
        return None
    if kind := words.kind_of(name):
        return kind
    found = words.kinds_with(_header(source, name))
    # Recommendations written for others have the same columns as those received.
    if len(found) != 1 or found[0] == "recommendations received":
        draft.note("lost", (name,), message="not a file about the person: only its header was read")
        return None
    draft.note("guessed", (name,), found[0], message=f"taken for `{found[0].capitalize()}` because of its columns")
    return found[0]


def _content(source: Source, name: str) -> str:
    if source.path is None or source.is_zip:
        return Source(name, source.member(name)).text
    return Source(name, read_bytes(source.path / name, name)).text


def _header(source: Source, name: str) -> list[str]:
    """Return the cells in the first line of a file, of which only the beginning is read."""
    if source.path is None or source.is_zip:
        start = source.head(name, _LONGEST_HEADER)
    else:
        with (source.path / name).open("rb") as file:
            start = file.read(_LONGEST_HEADER)
    line = TextIOWrapper(BytesIO(start), "utf-8-sig", errors="replace").readline()
    return next(csv.reader([line], delimiter=_delimiter(line)), [])


def _delimiter(header: str) -> str:
    return max(",;\t", key=header.count)


def _rows(text: str, kind: str, name: str) -> Iterator[Row]:
    """Yield the rows of a table as mappings by column name; lines above the header are skipped."""
    lines = text.splitlines(keepends=True)
    own = {*words.FILES[kind][0].split(",")}
    first = next((index for index, line in enumerate(lines) if own <= words.columns(_cells(line), kind)), 0)
    table = csv.reader(
        StringIO("".join(lines[first:]), newline=""), delimiter=_delimiter(lines[first] if lines else "")
    )
    header = [words.column(cell, kind) for cell in next(table, [])]
    delimiter = _delimiter(lines[first] if lines else "")
    for row in table:
        # A text that is not quoted may hold the separator; in a table of one column it is no separator.
        last = max(len(header) - 1, 0)
        cells = [*row[:last], delimiter.join(row[last:])]
        texts = (html.unescape(cell).replace("\r\n", "\n").strip() for cell in cells)
        yield {key: text for key, text in zip(header, texts, strict=False) if key} | {"": name}


def _cells(line: str) -> list[str]:
    return line.split(_delimiter(line))


READER = Reader("linkedin", "LinkedIn's data", _recognise, _read)
