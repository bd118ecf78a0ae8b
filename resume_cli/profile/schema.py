"""The JSON Schema of a profile, made from the model, for editors and for other programs."""

from __future__ import annotations

from typing import Any

from resume_cli.locale.languages import KNOWN
from resume_cli.profile.fields import Field, FieldKind, Item, keys_of
from resume_cli.profile.model import SECTIONS, Profile, SectionSettings

Schema = dict[str, Any]

_THREE_LETTERS = "|".join(sorted(tag for tag in KNOWN if len(tag) == 3))
_TAG = f"^([a-z]{{2}}|{_THREE_LETTERS})([-_][A-Za-z0-9]{{1,8}})*$"
#: Editors read unquoted numbers in YAML as numbers; the program reads them as typed.
_SCALAR = {"type": ["string", "number", "null"]}
_WORDS = {"anyOf": [_SCALAR, {"type": "array", "items": {"type": ["string", "number"]}}]}
_SECTION_NAMES = [*SECTIONS, "summary"]
#: Kinds that share a definition, with its name.
_SHARED = {
    FieldKind.TEXT: "text", FieldKind.LINK: "text", FieldKind.MARKUP: "markup", FieldKind.TEXTS: "texts",
    FieldKind.LINKS: "texts", FieldKind.BULLETS: "bullets", FieldKind.DATE: "date", FieldKind.WORDS: "words",
}  # fmt: skip


def schema() -> Schema:
    """Return the schema (draft 7) with a description for every field; unknown keys are allowed."""
    definitions = _texts()
    root = _mapping(Profile, definitions)
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "Résumé profile",
        **root,
        "definitions": dict(sorted(definitions.items())),
    }


def _texts() -> dict[str, Schema]:
    """Return the shapes of texts that all fields share."""
    by_language = _object({}, {_TAG: _SCALAR})
    lists = _object({}, {_TAG: {"type": ["array", *_SCALAR["type"]]}})
    text = _shared("text")
    bullet = _object(
        {
            "text": _described("The text, when it is the same for all languages.", text),
            "tags": _described("Tags for variants to include or exclude.", _shared("words")),
            "highlights": _described("Bullets within this one.", _shared("bullets")),
        },
        {_TAG: _SCALAR},
    )
    # A list in a list, or below a text that ends with a colon, holds the bullets within.
    bullets, parent = (
        _shared("bullets"),
        {"type": "object", "maxProperties": 1, "additionalProperties": _shared("bullets")},
    )
    file = {"type": "string", "description": "A file in the profile's folder: .csv, .yaml, .json, .toml or .bib."}
    return {
        "text": {"anyOf": [_SCALAR, by_language]},
        "markup": {"anyOf": [_SCALAR, by_language, {"type": "array", "items": _SCALAR}]},
        "texts": {"anyOf": [_SCALAR, {"type": "array", "items": text}, lists]},
        "bullets": {"anyOf": [_SCALAR, {"type": "array", "items": {"anyOf": [bullets, parent]}}, lists, bullet]},
        "words": _WORDS,
        "date": {**_SCALAR, "examples": ["2018", "2018-01", "2018-01-31"]},
        "file": {**_object({"from": file}), "required": ["from"]},
    }


def _object(properties: Schema, patterns: Schema | None = None) -> Schema:
    """Return the schema of a mapping with these keys and no others."""
    found = {"properties": properties, "patternProperties": patterns or {}}
    return {"type": "object", **{key: value for key, value in found.items() if value}, "additionalProperties": False}


def _shared(name: str) -> Schema:
    return {"$ref": f"#/definitions/{name}"}


def _mapping(of: type[Item], definitions: dict[str, Schema]) -> Schema:
    properties: dict[str, Schema] = {}
    for key, field in keys_of(of).items():
        value = _value(field, definitions)
        if key == field.key:
            properties[key] = _described(field.description, value)
        else:
            message = f"Another name of `{field.key}`."
            properties[key] = {**_described(message, value), "deprecationMessage": message, "doNotSuggest": True}
    return {"description": (of.__doc__ or "").split("\n")[0], "type": "object", "properties": properties}


def _described(description: str, value: Schema) -> Schema:
    """Return a schema with a description, which would be ignored next to a reference."""
    return {"description": description, "allOf": [value]} if "$ref" in value else {"description": description, **value}


def _value(field: Field, definitions: dict[str, Schema]) -> Schema:
    """Return the schema of a field's value."""
    words = {"enum": list(field.choices)} if field.choices else _SCALAR
    match field.kind:
        case FieldKind.WORDS if field.choices:
            return {"anyOf": [{"type": "array", "items": words}, words]}
        case FieldKind.WORD:
            return words
        case FieldKind.NUMBER:
            return {"type": ["integer", "null"], "minimum": 1}
        case FieldKind.FLAG:
            return {"type": ["boolean", "null"]}
        case FieldKind.LIMITS:
            return {"type": ["object", "null"], "additionalProperties": {"type": "integer", "minimum": 1}}
        case FieldKind.FREE:
            inner = _reference(field, definitions) if field.of else True
            return {"type": ["object", "null"], "additionalProperties": inner}
        case FieldKind.ITEM:
            shorthand = [{"type": "string"}] if field.shorthand_key else []
            return {"anyOf": [_reference(field, definitions), {"type": "null"}, *shorthand]}
        case FieldKind.ITEMS:
            return _items(field, definitions)
        case kind:
            return _shared(_SHARED[kind])


def _reference(field: Field, definitions: dict[str, Schema]) -> Schema:
    of = field.of or Item
    if of.__name__ not in definitions:
        definitions[of.__name__] = {}
        definitions[of.__name__] = _mapping(of, definitions)
    return _shared(of.__name__)


def _items(field: Field, definitions: dict[str, Schema]) -> Schema:
    one = _reference(field, definitions)
    element: list[Schema] = [one, {"type": "null"}]
    if field.of is SectionSettings:
        element = [{"enum": _SECTION_NAMES}, {"type": "string"}, _named_section(one)]
    elif field.shorthand_key:
        element.append({"type": "string"})
    # Templates of JSON Resume have an empty text where a list has nothing.
    nothing = {"type": ["null", "string"] if field.shorthand_key else "null"}
    return {"anyOf": [{"type": "array", "items": {"anyOf": element}}, _shared("file"), nothing]}


def _named_section(settings: Schema) -> Schema:
    """Return the schema of settings with an `id`, or of `{patents: {limit: 10}}`."""
    named = {"anyOf": [settings, {"type": "null"}]}
    named_settings = {
        "type": "object",
        "properties": dict.fromkeys(_SECTION_NAMES, named),
        "additionalProperties": named,
        "maxProperties": 1,
    }
    return {"anyOf": [{"allOf": [settings], "required": ["id"]}, named_settings]}
