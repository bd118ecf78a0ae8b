"""The parts of the documentation that are made from the model: the JSON Schema and the tables of all keys.

`scripts/docs.py` writes both: docs/profile.schema.json, and the tables in docs/profile.md.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from resume_cli.profile.fields import Field, FieldKind, Item, fields_of
from resume_cli.profile.model import Profile
from resume_cli.profile.schema import schema

if TYPE_CHECKING:
    from collections.abc import Iterator


def schema_text() -> str:
    """Return the content of docs/profile.schema.json."""
    return json.dumps(schema(), ensure_ascii=False, indent=2) + "\n"


def field_tables() -> str:
    """Return a Markdown section with a table for every kind of mapping in a profile, the profile itself first."""
    parts = []
    for of, keys in _holders().items():
        title = "The profile" if of is Profile else f"`{'`, `'.join(keys)}`"
        summary = (of.__doc__ or "").split("\n")[0]
        rows = "\n".join(f"| `{each.key}` | {_holds(each)} | {each.description} |" for each in fields_of(of).values())
        parts.append(f"### {title}\n\n{summary}\n\n| key | holds | what it is |\n|---|---|---|\n{rows}\n")
    return "\n".join(parts)


def _holders() -> dict[type[Item], list[str]]:
    """Return the classes in reading order, each with the keys that contain it."""
    found: dict[type[Item], list[str]] = {Profile: []}
    for of, field in _links(Profile, set()):
        keys = found.setdefault(field.of or Item, [])
        name = field.key if of is Profile else f"…{field.key}"
        if name not in keys:
            keys.append(name)
    return found


def _links(of: type[Item], seen: set[type[Item]]) -> Iterator[tuple[type[Item], Field]]:
    seen.add(of)
    for field in fields_of(of).values():
        if field.of is not None:
            yield of, field
            if field.of not in seen:
                yield from _links(field.of, seen)


def _holds(field: Field) -> str:
    if field.choices and field.kind is FieldKind.WORD:
        return "one of " + ", ".join(f"`{choice}`" for choice in field.choices)
    if field.kind is FieldKind.ITEMS:
        return "a list of mappings, or `{from: FILE}`"
    return "named mappings" if field.kind is FieldKind.FREE and field.of else field.kind.value
