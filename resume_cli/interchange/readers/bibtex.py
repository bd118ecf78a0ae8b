"""BibTeX: patents as patents, everything else as publications, with the reader that profiles include lists with."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from resume_cli.interchange.contract import Reader

if TYPE_CHECKING:
    from resume_cli.interchange.draft import Draft
    from resume_cli.interchange.source import Source

_ENTRY = re.compile(r"(?:\s|%.*)*@\s*[A-Za-z]+\s*[{(]")


def _recognise(source: Source) -> str | None:
    return "a BibTeX file" if _ENTRY.match(source.start) else None


def _read(source: Source, draft: Draft) -> None:
    from resume_cli.profile.model import Patent, Publication
    from resume_cli.profile.readers.load import load_list

    for section, of in (("publications", Publication), ("patents", Patent)):
        rows, _ = load_list(source.content, f"{source.name}.bib", of, (section,))
        if rows:
            draft.section(section).extend(rows)


READER = Reader("bibtex", "BibTeX", _recognise, _read)
