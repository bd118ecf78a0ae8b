"""Tables that repeat the rows of a profile for each of its languages, which are separated by dates and order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from resume_cli.interchange import periods

if TYPE_CHECKING:
    from resume_cli.interchange.readers.linkedin.tables import Row

_DATES = ("started on", "finished on", "start date", "end date", "issued on", "published on", "creation date")
#: Tables without dates, which have one row per language.
_SINGLE = ("profile", "profile summary")


def doubled(tables: dict[str, list[Row]]) -> dict[str, dict[str, list[Row]]]:
    """Return the tables of each language that the profile table has; the first also gets the rows without repeats."""
    languages = [_language(row) for row in tables["profile"]]
    if len({*languages}) != len(languages):
        return {"": tables}
    parts: dict[str, dict[str, list[Row]]] = {language: {} for language in languages}
    for kind, rows in tables.items():
        for index, row in _numbered(rows, kind, len(languages)):
            parts[languages[index]].setdefault(kind, []).append(row)
    return parts


def _language(row: Row) -> str:
    from resume_cli.locale.judge import judge

    texts = [value for key, value in row.items() if key in {"headline", "summary", "geo location", "last name"}]
    return judge(texts, texts)


def _numbered(rows: list[Row], kind: str, languages: int) -> list[tuple[int, Row]]:
    """Return the rows of a table, each with the number of its language, which is 0 for a row without repeats."""
    if kind in _SINGLE:
        return list(enumerate(rows[:languages]))
    groups: dict[tuple[str, ...], list[Row]] = {}
    for row in rows:
        groups.setdefault(tuple(periods.date(row.get(key, "")) for key in _DATES), []).append(row)
    numbers = {}
    for dates, group in groups.items():
        is_doubled = any(dates) and len(group) % languages == 0
        # Within a group, the rows of one language are consecutive.
        each = len(group) // languages
        for index, row in enumerate(group):
            numbers[id(row)] = index // each if is_doubled else 0
    return [(numbers[id(row)], row) for row in rows]
