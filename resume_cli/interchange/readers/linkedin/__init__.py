"""LinkedIn's "Get a copy of your data": a ZIP archive, or the folder unpacked from it, with a CSV file a subject.

A file is known by its name, in English, or by its header. Files about other people are known by their names and never
opened; of any other only the header is read, and the rest when it turns out to be one of ours.
"""

from __future__ import annotations

import csv
import html
import re
from io import BytesIO, StringIO, TextIOWrapper
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from resume_cli.interchange.contract import Reader
from resume_cli.interchange.readers.linkedin import tables
from resume_cli.interchange.source import Source, walk
from resume_cli.profile.folder import read_bytes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from resume_cli.interchange.draft import Draft
    from resume_cli.interchange.readers.linkedin.tables import Row

#: The files that are read, by their name in English, with columns that only they have together.
_FILES: dict[str, frozenset[str]] = {
    "profile": frozenset({"first name", "last name", "headline"}),
    "profile summary": frozenset({"profile summary"}),
    "email addresses": frozenset({"email address", "primary"}),
    "phonenumbers": frozenset({"extension", "number", "type"}),
    "positions": frozenset({"company name", "title", "started on"}),
    "education": frozenset({"school name", "degree name"}),
    "skills": frozenset({"name"}),
    "languages": frozenset({"name", "proficiency"}),
    "certifications": frozenset({"name", "authority"}),
    "projects": frozenset({"title", "description", "url", "started on"}),
    "publications": frozenset({"name", "published on", "publisher"}),
    "patents": frozenset({"title", "patent number"}),
    "honors": frozenset({"title", "description", "issued on"}),
    "courses": frozenset({"name", "number"}),
    "volunteering": frozenset({"company name", "role", "cause"}),
    "organizations": frozenset({"name", "position held"}),
    "test scores": frozenset({"name", "score"}),
    "recommendations received": frozenset({"first name", "last name", "text", "status"}),
}
#: What is about other people, or about the use of the site: never opened.
_PRIVATE = re.compile(
    r"messages|connections|contacts|invitations|company follows|member follows|hashtag follows|ad targeting|ads clicked"
    r"|inferences.*|logins|security challenges|registration|receipts.*|searchqueries|search queries|reactions.*"
    r"|comments.*|shares.*|votes.*|learning.*|verifications.*|private identity asset|rich media|whatsapp.*"
    r"|endorsement.*|recommendations given|events|services|guide messages|coach.*|lan ads engagement|saved .*|job .*"
    r"|importedcontacts|profile viewers|group.*|providers.*|publishing.*|articles?.*|media.*|instantreposts.*"
)
_LONGEST_HEADER = 4_096


def _recognise(source: Source) -> str | None:
    names = {_plain(name) for name in _names(source)}
    tell_tale = {"profile", "positions", "education", "skills", "connections", "registration"}
    if len(names & tell_tale) >= 2 or {"profile", "positions"} & names or _nested(source):
        return "an archive of LinkedIn's data"
    return None


def _names(source: Source) -> list[str]:
    if source.is_zip:
        return [name for name in source.members if name.lower().endswith(".csv")]
    if source.path is not None and source.path.is_dir():
        return [path.relative_to(source.path).as_posix() for path in walk(source.path) if path.suffix.lower() == ".csv"]
    return []


def _nested(source: Source) -> list[str]:
    """Return the names of archives of the same kind within this one."""
    if not source.is_zip:
        return []
    return [name for name in source.members if re.search(r"linkedindataexport.*\.zip", name, re.IGNORECASE)]


def _plain(name: str) -> str:
    """Return the name of a file as the table has it: without folder and suffix, underscores as spaces, lower case."""
    return re.sub(r"[_\s]+", " ", PurePosixPath(name).stem).strip().lower()


def _read(source: Source, draft: Draft) -> None:
    for name in _nested(source):
        _read(Source(name, source.member(name, 100 << 20)), draft)
    files: dict[str, list[Row]] = {}
    for name in sorted(_names(source)):
        if kind := _kind(source, name, draft):
            files.setdefault(kind, []).extend(_rows(_content(source, name), _FILES[kind], name))
    for kind, read in tables.READERS.items():
        if kind in files:
            read(draft, [each for each in files[kind] if any(each.values())])
    if not draft.profile.get("work") and not draft.profile.get("education"):
        message = "no positions and no education in it: ask LinkedIn for the larger archive"
        draft.note("lost", (), message=message)


def _kind(source: Source, name: str, draft: Draft) -> str | None:
    """Return what a file is about, or None after a note that it is not read."""
    plain = _plain(name)
    folder = PurePosixPath(name).parent.name.lower()
    if _PRIVATE.fullmatch(plain) or folder in {"jobs", "articles", "rich media"}:
        draft.note("lost", (name,), message="about other people, or about the site: not opened")
        return None
    if plain in _FILES:
        return plain
    header = {cell.strip().lower() for cell in _header(source, name)}
    found = [kind for kind, columns in _FILES.items() if len(columns) > 1 and columns <= header]
    if len(found) != 1:
        draft.note("lost", (name,), message="not a file about the person: only its header was read")
        return None
    draft.note("guessed", (name,), found[0], message=f"taken for `{found[0].capitalize()}` because of its columns")
    return found[0]


def _content(source: Source, name: str) -> str:
    if source.path is None or source.is_zip:
        return Source(name, source.member(name)).text
    return Source(name, read_bytes(source.path / name, name)).text


def _header(source: Source, name: str) -> list[str]:
    """Return the first line of a file as cells, without reading more."""
    if source.path is None or source.is_zip:
        start = source.head(name, _LONGEST_HEADER)
    else:
        with (source.path / name).open("rb") as file:
            start = file.read(_LONGEST_HEADER)
    line = TextIOWrapper(BytesIO(start), "utf-8-sig", errors="replace").readline()
    return next(csv.reader([line], delimiter=_delimiter(line)), [])


def _delimiter(header: str) -> str:
    return max(",;\t", key=header.count)


def _rows(text: str, columns: frozenset[str], name: str) -> Iterator[Row]:
    """Yield the rows of a table by the names of its columns; lines before its header are left out."""
    lines = text.splitlines(keepends=True)
    first = next((index for index, line in enumerate(lines) if columns <= _cells(line)), 0)
    table = csv.reader(
        StringIO("".join(lines[first:]), newline=""), delimiter=_delimiter(lines[first] if lines else "")
    )
    header = [cell.strip().lower() for cell in next(table, [])]
    for row in table:
        yield {key: html.unescape(cell).strip() for key, cell in zip(header, row, strict=False) if key} | {"": name}


def _cells(line: str) -> set[str]:
    return {cell.strip().strip('"').lower() for cell in line.lstrip("\ufeff").split(_delimiter(line))}


READER = Reader("linkedin", "LinkedIn's data", _recognise, _read)
