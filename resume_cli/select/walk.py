"""One walk over the items of a profile, for everything that changes texts."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeAlias, TypeVar

from msgspec.structs import replace

from resume_cli.profile.model import FieldKind, Item, LocalizedText, declarations

#: The names of attributes from the root of the profile down, without indexes: ("work", "roles", "position").
Where: TypeAlias = tuple[str, ...]
Change: TypeAlias = Callable[[LocalizedText, FieldKind, Where], LocalizedText | None]
#: Takes some texts out of a list of them before they are changed.
Choose: TypeAlias = Callable[[tuple[LocalizedText, ...]], tuple[LocalizedText, ...]]
AnyItem = TypeVar("AnyItem", bound=Item)

_UNCHANGED: frozenset[FieldKind] = frozenset(
    {FieldKind.WORDS, FieldKind.WORD, FieldKind.NUMBER, FieldKind.FLAG, FieldKind.LIMITS, FieldKind.FREE}
)


def change_texts(item: AnyItem, change: Change, where: Where, choose: Choose | None = None) -> AnyItem:
    """Return an item with every text changed, those within as well; a text changed to None is left out.

    Tags and unknown keys are left out too: they are no part of what a reader sees.
    """
    changes: dict[str, Any] = {}
    for attribute, declared in declarations(type(item)).items():
        value = getattr(item, attribute)
        if not value or declared.kind in _UNCHANGED:
            continue
        changed = _changed(value, declared.kind, change, (*where, attribute), choose)
        if changed is not value:
            changes[attribute] = changed
    if item.tags:
        changes["tags"] = ()
    if item.extra:
        changes["extra"] = {}
    return replace(item, **changes) if changes else item


def _changed(value: Any, kind: FieldKind, change: Change, where: Where, choose: Choose | None) -> Any:  # noqa: ANN401 - any field's value
    match value:
        case LocalizedText():
            return change(value, kind, where)
        case Item():
            return change_texts(value, change, where, choose)
        case tuple():
            chosen = choose(value) if choose is not None and isinstance(value[0], LocalizedText) else value
            changed = tuple(new for old in chosen if (new := _changed(old, kind, change, where, choose)) is not None)
            same = len(changed) == len(value) and all(map(_is, changed, value))
            return value if same else changed
        case _:
            return value


def _is(one: object, other: object) -> bool:
    return one is other


def attribute_of(key: str) -> str:
    """Return the attribute of a field as people name it: `startDate` and `start_date` are `start_date`."""
    return "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in key)
