"""Lists of patents as databases export them, with the reader that profiles include such lists with.

It knows the columns of Google Patents, Lens, Espacenet and others, their encodings, and the lines above their headers;
where a row is a family, there is an entry for each of its numbers.
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

#: A header that names fewer columns of a patent is that of another table.
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
    """Return a patent with its number as offices print it, `US11222333B2`, and the office that it names."""
    if match := _NUMBER.fullmatch(str(patent.get("number", "")).strip()):
        office, digits, kind = match.groups()
        patent["number"] = office + re.sub(r"[^A-Z0-9]", "", digits) + (kind or "")
        patent.setdefault("office", office)
    if patent.get("date") == patent.get("granted"):
        patent.pop("date", None)
    return patent


READER = Reader("patents-csv", "a list of patents", _recognise, _read)
