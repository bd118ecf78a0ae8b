"""Lists of patents exported from databases. Lists included in profiles have the same reader.

It supports the columns of Google Patents, Lens, Espacenet and others, their encodings, and lines above their headers.
A row for a family becomes an entry for each of its numbers.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from resume_cli.interchange.contract import Reader
from resume_cli.interchange.draft import note_problems

if TYPE_CHECKING:
    from resume_cli.interchange.draft import Draft
    from resume_cli.interchange.source import Source

#: The minimum number of columns of a patent in a header; tables with fewer are not lists of patents.
_FEWEST = 3
_NUMBER = re.compile(r"([A-Z]{2})[-\s]?([A-Z]?[\d/.,\s]*\d)[-\s]*([A-Z]\d?)?")


def _recognise(source: Source) -> str | None:
    from resume_cli.profile.model import Patent
    from resume_cli.profile.readers.lists.csv import known_columns

    if source.is_binary or not source.start or source.mapping:
        return None
    return "a list of patents" if known_columns(source.text, Patent) >= _FEWEST else None


def _read(source: Source, draft: Draft) -> None:
    from resume_cli.profile.model import Patent
    from resume_cli.profile.readers.load import load_list

    name = source.name if source.name.lower().endswith(".csv") else f"{source.name}.csv"
    rows, places = load_list(source.content, name, Patent, ("patents",))
    draft.section("patents").extend(_with_plain_number(dict(row)) for row in rows if isinstance(row, Mapping))
    note_problems(draft, source, places.source.problems)


def _with_plain_number(patent: dict[str, Any]) -> dict[str, Any]:
    """Return a patent with its number as printed by offices, such as `US11222333B2`, and with the office in it."""
    if match := _NUMBER.fullmatch(str(patent.get("number", "")).strip()):
        office, digits, kind = match.groups()
        patent["number"] = office + re.sub(r"[^A-Z0-9]", "", digits) + (kind or "")
        patent.setdefault("office", office)
    if patent.get("date") == patent.get("granted"):
        patent.pop("date", None)
    return patent


READER = Reader("patents-csv", "a list of patents", _recognise, _read)
