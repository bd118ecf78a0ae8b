"""One walk over the items of a profile, for everything that changes texts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any, TypeAlias, TypeVar

from resume_cli.profile.model import Item, Kind, Text, declarations

#: The names of attributes from the root of the profile down, without indexes: ("work", "roles", "position").
Where: TypeAlias = tuple[str, ...]
Change: TypeAlias = Callable[[Text, Kind, Where], Text | None]
AnyItem = TypeVar("AnyItem", bound=Item)

_TEXT_KINDS = frozenset({Kind.TEXT, Kind.TEXTS, Kind.MARKUP, Kind.BULLETS, Kind.LINK, Kind.LINKS})
_UNCHANGED: frozenset[Kind] = frozenset({Kind.WORDS, Kind.WORD, Kind.NUMBER, Kind.FLAG, Kind.LIMITS, Kind.FREE})


def change_texts(item: AnyItem, change: Change, where: Where) -> AnyItem:
    """Return an item with every text changed, those within as well; a text changed to None is left out.

    Tags and unknown keys are left out too: they are no part of what a reader sees.
    """
    changes: dict[str, Any] = {}
    for attribute, declared in declarations(type(item)).items():
        value = getattr(item, attribute)
        if not value or declared.kind in _UNCHANGED:
            continue
        changed = _changed(value, declared.kind, change, (*where, attribute))
        if changed is not value:
            changes[attribute] = changed
    if item.tags:
        changes["tags"] = ()
    if item.extra:
        changes["extra"] = {}
    return replace(item, **changes) if changes else item


def _changed(value: Any, kind: Kind, change: Change, where: Where) -> Any:  # noqa: ANN401 - any field's value
    match value:
        case Text():
            return change(value, kind, where)
        case Item():
            return change_texts(value, change, where)
        case tuple():
            changed = tuple(new for old in value if (new := _changed(old, kind, change, where)) is not None)
            same = len(changed) == len(value) and all(map(_is, changed, value))
            return value if same else changed
        case _:
            return value


def _is(one: object, other: object) -> bool:
    return one is other
