"""Walk the items of a profile to change their texts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

from msgspec.structs import replace

from resume_cli.profile.fields import AnyItem, Field, FieldKind, Item, fields_of
from resume_cli.profile.values import LocalizedText

Change: TypeAlias = Callable[[LocalizedText, Field], LocalizedText | None]
#: Filters the texts of a list before they are changed.
Filter: TypeAlias = Callable[[tuple[LocalizedText, ...]], tuple[LocalizedText, ...]]

_UNCHANGED = frozenset(
    {FieldKind.WORDS, FieldKind.WORD, FieldKind.NUMBER, FieldKind.FLAG, FieldKind.LIMITS, FieldKind.FREE}
)


def change_texts(item: AnyItem, change: Change, choose: Filter = lambda texts: texts) -> AnyItem:
    """Return an item with every text changed, at any depth; a text changed to None is left out.

    Tags and unknown keys are left out too, since they are not shown.
    """
    changes: dict[str, Any] = {"tags": (), "extra": {}}
    for name, field in fields_of(type(item)).items():
        value = getattr(item, name)
        if value and field.kind not in _UNCHANGED:
            changes[name] = _changed(value, field, change, choose)
    return replace(item, **changes)


def _changed(value: Any, field: Field, change: Change, choose: Filter) -> Any:  # noqa: ANN401 - any field's value
    match value:
        case LocalizedText():
            changed = change(value, field)
            if not value.highlights or changed is None:
                return changed
            return replace(changed, highlights=_changed(value.highlights, field, change, choose))
        case Item():
            return change_texts(value, change, choose)
        case tuple():
            chosen = choose(value) if isinstance(value[0], LocalizedText) else value
            return tuple(new for old in chosen if (new := _changed(old, field, change, choose)) is not None)
        case Mapping():
            pairs = ((key, _changed(old, field, change, choose)) for key, old in value.items())
            return {key: new for key, new in pairs if new is not None and new != ()}
        case _:
            return value
