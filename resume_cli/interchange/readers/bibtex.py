"""BibTeX: patents become patents, and everything else publications. Lists included in profiles have the same reader."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from resume_cli.interchange.contract import Reader
from resume_cli.interchange.draft import note_problems

if TYPE_CHECKING:
    from resume_cli.interchange.draft import Draft
    from resume_cli.interchange.source import Source

_ENTRY = re.compile(r"(?:\s|%.*)*@\s*[A-Za-z]+\s*[{(]")


_FIELD = re.compile(r"[,{(]\s*([\w-]+)\s*=")


def _recognise(source: Source) -> str | None:
    return "a BibTeX file" if _ENTRY.match(source.start) else None


def _read(source: Source, draft: Draft) -> None:
    from resume_cli.profile.model import Patent, Publication
    from resume_cli.profile.readers.lists.bibtex_syntax import MACHINERY
    from resume_cli.profile.readers.load import load_list

    told: set[str] = set()
    for section, of in (("publications", Publication), ("patents", Patent)):
        rows, places = load_list(source.content, f"{source.name}.bib", of, (section,))
        if rows:
            draft.section(section).extend(rows)
        # The whole file is read for each section, so each problem is found twice.
        note_problems(draft, source, [each for each in places.source.problems if each.message not in told])
        told |= {each.message for each in places.source.problems}
    if fields := [*dict.fromkeys(name.lower() for name in _FIELD.findall(source.text) if name.lower() in MACHINERY)]:
        message = f"about the reference in its manager: {', '.join(f'`{name}`' for name in fields)}"
        draft.note("lost", (), message=message)


READER = Reader("bibtex", "BibTeX", _recognise, _read)
