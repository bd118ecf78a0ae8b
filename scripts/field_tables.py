"""The tables of the documentation: every key of a profile, from the model."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from resume_cli.profile.model import Field, FieldKind, Item, Profile, declarations, key_of

if TYPE_CHECKING:
    from collections.abc import Iterator


@dataclass(slots=True)
class _Table:
    of: type[Item]
    keys: list[str]


def field_tables() -> str:
    """Return a Markdown section with a table for every kind of mapping in a profile, the profile itself first."""
    parts = []
    for table in _tables():
        title = "The profile" if table.of is Profile else f"`{'`, `'.join(table.keys)}`"
        summary = (table.of.__doc__ or "").split("\n")[0]
        parts.append(f"### {title}\n\n{summary}\n\n| key | holds | what it is |\n|---|---|---|\n{_rows(table.of)}\n")
    return "\n".join(parts)


def _tables() -> list[_Table]:
    """Return the classes in the order in which a reader meets them, each with the keys that hold it."""
    found: dict[type[Item], _Table] = {Profile: _Table(Profile, [])}
    for of, key, inner in _links(Profile, set()):
        found.setdefault(inner, _Table(inner, []))
        name = f"{key_of(key)}" if of is Profile else f"…{key_of(key)}"
        if name not in found[inner].keys:
            found[inner].keys.append(name)
    return list(found.values())


def _links(of: type[Item], seen: set[type[Item]]) -> Iterator[tuple[type[Item], str, type[Item]]]:
    seen.add(of)
    for name, declared in declarations(of).items():
        if declared.of is not None:
            yield of, name, declared.of
            if declared.of not in seen:
                yield from _links(declared.of, seen)


def _rows(of: type[Item]) -> str:
    return "\n".join(
        f"| `{key_of(name)}` | {_holds(declared)} | {_what(declared)} |" for name, declared in declarations(of).items()
    )


def _holds(declared: Field) -> str:
    if declared.choices and declared.kind is FieldKind.WORD:
        return "one of " + ", ".join(f"`{choice}`" for choice in declared.choices)
    if declared.kind is FieldKind.ITEMS:
        return "a list of mappings, or `{from: FILE}`"
    return "named mappings" if declared.kind is FieldKind.FREE and declared.of else declared.kind.value


def _what(declared: Field) -> str:
    others = ", ".join(f"`{alias}`" for alias in declared.aliases)
    return declared.description + (f" Also read as {others}." if others else "")
