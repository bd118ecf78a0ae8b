"""Lists of patents exported from databases. Lists included in profiles have the same reader.

It supports the columns of Google Patents, Lens, Espacenet and others, their encodings, and lines above their headers.
A row for a family becomes an entry for each of its numbers. Names in capitals are written in the usual order.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping
from io import StringIO
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from resume_cli.interchange.contract import Reader
from resume_cli.interchange.draft import note_problems
from resume_cli.interchange.translation import as_list
from resume_cli.profile.patent_kinds import event_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from resume_cli.interchange.draft import Draft
    from resume_cli.interchange.source import Source

#: The minimum number of columns of a patent in a header; tables with fewer are not lists of patents.
_FEWEST = 3
#: The column of Lens with the numbers of a family, and the number of lines in which its header is searched.
_MEMBERS = "Simple Family Members"
_FIRST_LINES = 40
_UNSHOWN_MEMBERS = re.compile(rf"(?<=:) `{_MEMBERS}`,?|, `{_MEMBERS}`")
_SHARED = frozenset({"title", "assignee", "inventors", "family"})
_ABOVE = "above the header"
#: A name in capitals whose order is plain: the family name with its particles, a given name, and initials.
_CAPITALS = re.compile(
    r"(?P<particles>(?:(?:VAN|DER|DEN|DE|LA|LE|VON|ZU|DI|DU|DOS|DA|AL|EL|BIN|TEN|TER) )*)"
    r"(?P<family>[^\W\d_][^\W\d_'’-]*(?:['’-][^\W\d_]+)*) "
    r"(?P<given>[^\W\d_][^\W\d_'’-]*(?:['’-][^\W\d_]+)*\.?(?: [^\W\d_]\.?)*)"
)
_NUMBER = re.compile(r"([A-Z]{2})[-\s]?([A-Z]?[\d/.,\s]*\d)[-\s]*([A-Z]\d?)?")


def _recognise(source: Source) -> str | None:
    from resume_cli.profile.model import Patent
    from resume_cli.profile.readers.lists.csv import known_columns

    if source.is_binary or not source.start or source.mapping:
        return None
    return "a list of patents" if known_columns(source.text, Patent) >= _FEWEST else None


def _read(source: Source, draft: Draft) -> None:
    from resume_cli.profile.model import Patent
    from resume_cli.profile.readers.lists.csv import layout
    from resume_cli.profile.readers.load import load_list

    name = source.name if source.name.lower().endswith(".csv") else f"{source.name}.csv"
    rows, places = load_list(source.content, name, Patent, ("patents",))
    draft.locator = places
    patents = [_with_plain_number(dict(row)) for row in rows if isinstance(row, Mapping)]
    members = _members(source.text)
    for row, patent in _with_members(patents, members, draft):
        if inventors := patent.get("inventors"):
            patent["inventors"] = _in_order(inventors, row, draft)
        if (
            "granted" in patent
            and event_of(str(patent.get("number", "")), str(patent.get("office", ""))) == "published"
        ):
            why = "the number is that of a published application, so the grant is that of another number"
            draft.note("lost", (row, "granted"), value=patent.pop("granted"), message=why)
        if isinstance(title := patent.get("title"), str):
            patent["title"] = " ".join(title.split())
        draft.section("patents").append(patent)
    lines = source.text.splitlines()[: layout(source.text, Patent)[1]]
    for line in filter(str.strip, (each.strip(" ,;\t") for each in lines)):
        draft.note("lost", (), value=line, message=_ABOVE)
    note_problems(draft, source, [each for each in places.source.problems if _ABOVE not in each.message])
    if members:
        # The members of families are shown after all, as patents.
        draft.notes = [replace(each, message=_UNSHOWN_MEMBERS.sub("", each.message)) for each in draft.notes]
        draft.notes = [each for each in draft.notes if not each.message.endswith(":")]


def _members(text: str) -> dict[str, list[str]]:
    """Return the numbers of each patent's family in an export of Lens, which has a row for one of them or for each."""
    lines = text.splitlines(keepends=True)
    start = next((index for index, line in enumerate(lines[:_FIRST_LINES]) if _MEMBERS in line), None)
    if start is None:
        return {}
    delimiter = max(",;\t", key=lines[start].count)
    rows = csv.DictReader(StringIO("".join(lines[start:]), newline=""), delimiter=delimiter)
    found = {}
    for row in rows:
        members = [number for each in (row.get(_MEMBERS) or "").split(";;") if (number := plain_number(each))]
        found[plain_number(row.get("Display Key") or "")] = members
    return found


def _with_members(
    patents: list[dict[str, Any]], members: dict[str, list[str]], draft: Draft
) -> Iterator[tuple[int, dict[str, Any]]]:
    """Yield the patents of an export with their rows, each before the members of its family without a row."""
    known = {str(each.get("number")) for each in patents}
    families: dict[str, str] = {}
    for row, patent in enumerate(patents):
        numbers = members.get(str(patent.get("number")), [])
        if len(numbers) > 1:
            family = next((families[each] for each in numbers if each in families), numbers[0])
            families.update(dict.fromkeys(numbers, family))
            patent.setdefault("family", family)
        shared: dict[str, Any] = {
            key: patent[key] for key in ("title", "assignee", "inventors", "family") if key in patent
        }
        yield row, patent
        for number in numbers:
            if number not in known:
                known.add(number)
                yield row, {**shared, "number": number, "office": number[:2]}
                target = f"patents[{len(draft.section('patents')) - 1}].number"
                draft.note("guessed", (row, "number"), target, number, "a member of a family without a row of its own")


def _with_plain_number(patent: dict[str, Any]) -> dict[str, Any]:
    """Return a patent with its number as printed by offices, such as `US11222333B2`, and with the office in it."""
    if number := plain_number(str(patent.get("number", ""))):
        patent["number"] = number
        patent.setdefault("office", number[:2])
    if patent.get("date") == patent.get("granted") and event_of(str(patent.get("number", ""))) != "published":
        patent.pop("date", None)
    return patent


def plain_number(written: str) -> str:
    """Return a number with the letters of its office and without signs, or an empty string for anything else."""
    match = _NUMBER.fullmatch(written.strip())
    return match[1] + re.sub(r"[^A-Z0-9]", "", match[2]) + (match[3] or "") if match else ""


def _in_order(inventors: Any, row: int, draft: Draft) -> Any:  # noqa: ANN401 - plain data
    """Return names with the given name first; a note says which of them were turned."""
    written = [each for each in as_list(inventors) if isinstance(each, str)]
    names = [given_first(each) for each in written]
    if names == written or len(written) < len(as_list(inventors)):
        return inventors
    target = f"patents[{len(draft.section('patents'))}].inventors"
    draft.note("guessed", (row, "inventors"), target, "; ".join(written), "family names stood first")
    return names if isinstance(inventors, list) else names[0]


def given_first(name: str) -> str:
    """Return a name with the given name first, from `Doe, Jane` and from `DOE JANE`, as databases of patents have it.

    Names in capitals with more parts than a particle and an initial explain stay as they are.
    """
    family, comma, given = (part.strip() for part in name.partition(","))
    if comma and given and "," not in given:
        is_latin = re.search(r"[A-Za-z\u00c0-\u1fff]", name)
        return f"{given} {family}" if is_latin else family + given
    match = _CAPITALS.fullmatch(name) if name.isupper() else None
    if match is None:
        return name
    parts = (match["given"].title(), (match["particles"] or "").lower().strip(), match["family"].title())
    return re.sub(r"\bMc(\w)", lambda found: f"Mc{found[1].upper()}", " ".join(filter(None, parts)))


READER = Reader("patents-csv", "a list of patents", _recognise, _read)
