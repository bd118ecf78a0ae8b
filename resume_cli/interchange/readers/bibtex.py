"""BibTeX: patents become patents, and everything else publications. Lists included in profiles have the same reader."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from resume_cli.interchange.contract import Reader
from resume_cli.interchange.draft import LineLocator, note_problems
from resume_cli.interchange.readers.patents_csv import plain_number
from resume_cli.interchange.translation import words_of

if TYPE_CHECKING:
    from resume_cli.interchange.draft import Draft, Kind
    from resume_cli.interchange.source import Source
    from resume_cli.profile.readers.positions import SourceFile

_ENTRY = re.compile(r"(?:\s|%.*)*@\s*[A-Za-z]+\s*[{(]")
#: What stands between entries: a comment or a preamble, up to the next entry.
_REMARK = re.compile(r"@(?:comment|preamble)\s*[{(](.*?)[})]\s*(?=@|\Z)", re.IGNORECASE | re.DOTALL)
#: What is not shown stays in the profile.
_KINDS: dict[str, Kind] = {"left-out": "kept"}


def _recognise(source: Source) -> str | None:
    return "a BibTeX file" if _ENTRY.match(source.start) else None


def _read(source: Source, draft: Draft) -> None:
    from resume_cli.profile.model import Patent, Publication
    from resume_cli.profile.readers.load import load_list

    name = f"{source.name}.bib"
    publications, places = load_list(source.content, name, Publication, ("publications",))
    # Both lists read the whole file, and both tell what is wrong with it.
    told = {each.message for each in places.source.problems}
    note_problems(draft, source, places.source.problems, _KINDS)
    patents, places = load_list(source.content, name, Patent, ("patents",))
    note_problems(draft, source, [each for each in places.source.problems if each.message not in told], _KINDS)
    for patent in patents:
        if isinstance(patent, dict) and (number := plain_number(str(patent.get("number", "")))):
            patent["number"] = number
    for section, rows in {"publications": publications, "patents": patents}.items():
        if rows:
            draft.section(section).extend(rows)
    draft.locator = LineLocator(source.name)
    for remark in _REMARK.finditer(source.text):
        line = source.text.count("\n", 0, remark.start()) + 1
        draft.note("lost", ("comment", line), value=remark[1].strip(), message="a comment or a preamble")
    _note_fields(places.source, draft)


def _note_fields(source: SourceFile, draft: Draft) -> None:
    """Note the keys of entries, the fields for programs, and values whose words are not in the profile."""
    from resume_cli.profile.readers.lists.bibtex_syntax import MACHINERY, Parser, decode_latex

    found = words_of(draft.profile)
    entries = Parser(source).entries()
    for entry in entries:
        for name, (written, offset) in entry.fields.items():
            value = decode_latex(written)
            if name not in MACHINERY and not words_of(value) - {"and"} <= found:
                line = source.position(offset).line
                draft.note("renamed", (name, line), value=value, message="in the form of profiles")
    if fields := [*dict.fromkeys(name for entry in entries for name in entry.fields if name in MACHINERY)]:
        message = f"about the reference in its manager: {', '.join(f'`{name}`' for name in fields)}"
        draft.note("lost", (), message=message)
    if keys := [entry.key for entry in entries if entry.key]:
        draft.note("lost", (), value=", ".join(keys), message="the keys by which LaTeX cites")


READER = Reader("bibtex", "BibTeX", _recognise, _read)
