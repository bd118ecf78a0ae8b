"""A profile in which every field of every section is filled, each with a value of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from resume_cli.profile.fields import FieldKind, fields_of
from resume_cli.profile.model import SECTIONS, Profile

if TYPE_CHECKING:
    from resume_cli.profile.fields import Item


def filled(of: type[Item], where: str) -> dict[str, Any]:
    """Return data with every field of a class filled, each with a value that is found nowhere else."""
    data: dict[str, Any] = {}
    for place, (attribute, declared) in enumerate(fields_of(of).items()):
        head, *rest = attribute.split("_")
        key = head + "".join(map(str.capitalize, rest))
        name = f"{where} {attribute.replace('_', ' ')}"
        match declared.kind:
            case FieldKind.TEXT | FieldKind.MARKUP:
                data[key] = name
            case FieldKind.TEXTS | FieldKind.BULLETS:
                data[key] = [f"{name} first", f"{name} second"]
            case FieldKind.LINK:
                data[key] = f"https://example.com/{where}/{attribute}"
            case FieldKind.LINKS:
                data[key] = [f"https://example.com/{where}/{attribute}/{number}" for number in (1, 2)]
            case FieldKind.FACTS:
                data[key] = {"birthDate": "1990-05", "nationality": f"{name} first", f"{name} label": f"{name} second"}
            case FieldKind.DATE:
                data[key] = f"20{10 + place}-0{1 + place % 9}"
            case FieldKind.ITEM | FieldKind.ITEMS:
                assert declared.of is not None
                inner = filled(declared.of, f"{where} {attribute}")
                data[key] = inner if declared.kind is FieldKind.ITEM else [inner]
            case _:
                continue
    return data


def complete() -> dict[str, Any]:
    """Return a profile in which every field of every section is filled."""
    data: dict[str, Any] = {"basics": filled(declared_class("basics"), "basics")}
    for name in SECTIONS:
        data[name] = [filled(declared_class(name), name)]
    data["sections"] = [{"id": "mine", "title": "My own", "entries": [filled(declared_class("work"), "mine")]}]
    return data


def declared_class(name: str) -> type[Item]:
    of = fields_of(Profile)[name].of
    assert of is not None
    return of
