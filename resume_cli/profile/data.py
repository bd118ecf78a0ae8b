"""The data writer, which turns a profile or a part of one into plain data in the shape of JSON Resume."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from msgspec.structs import replace

from resume_cli.profile.fields import Item, fields_of
from resume_cli.profile.model import Profile, SectionSettings
from resume_cli.profile.values import Date, LocalizedText


def to_data(item: Item, language: str | None = None) -> dict[str, Any]:
    """Return an item as mappings, lists, texts, numbers and booleans.

    The keys are in the order of the model, followed by unknown keys. Validating the data again produces an equal item.
    With `language`, a text that exists only in that language is written as a single text without its tag, as readers
    of JSON Resume expect.
    """
    data: dict[str, Any] = {}
    for name, field in fields_of(type(item)).items():
        value = getattr(item, name)
        if value:
            written = _sections(value, language) if field.of is SectionSettings else _value(value, language)
            if field.often_one and isinstance(written, list) and len(written) == 1:
                written = written[0]
            if written != {}:
                data[field.key] = written
    if not data and item.extra and isinstance(item, Profile):
        # A file is only recognised as a profile if it has at least one key of a profile.
        data["basics"] = {}
    return data | {key: value for key, value in item.extra.items() if key not in data}


def _value(value: object, language: str | None) -> Any:  # noqa: ANN401 - plain data
    match value:
        case LocalizedText():
            return _text(value, language)
        case Date():
            return value.text
        case Item():
            return to_data(value, language)
        case tuple():
            return _list(value, language)
        case Mapping():
            return {key: _value(inner, language) for key, inner in value.items()}
        case _:
            return value


def _list(values: Sequence[object], language: str | None) -> Any:  # noqa: ANN401 - plain data
    """Return a list, or a mapping of lists by language if each language has its own list."""
    if not any(isinstance(each, LocalizedText) and each.only for each in values):
        return [_value(each, language) for each in values]
    by_language: dict[str, list[Any]] = {}
    for each in values:
        if isinstance(each, LocalizedText):
            untagged = replace(each, values=(("", each.content),))
            by_language.setdefault(each.language, []).append(_text(untagged, language))
    return by_language[language] if language is not None and [*by_language] == [language] else by_language


def _text(text: LocalizedText, language: str | None) -> Any:  # noqa: ANN401 - plain data
    more = {"tags": list(text.tags), "highlights": _list(text.highlights, language)}
    more = {key: value for key, value in more.items() if value}
    if len(text.values) == 1 and text.language in {"", language}:
        return {"text": text.content, **more} if more else text.content
    return {**dict(text.values), **more}


def _sections(sections: Sequence[SectionSettings], language: str | None) -> list[Any]:
    """Return section settings in their shortest form: a name, or a name with its settings."""
    keys = {field.key for field in fields_of(SectionSettings).values()}
    written: list[Any] = []
    for section in sections:
        data = to_data(section, language)
        if set(data) == {"id"}:
            written.append(data["id"])
        elif "entries" in data or "id" not in data or data["id"] in keys:
            written.append(data)
        else:
            written.append({data.pop("id"): data})
    return written
