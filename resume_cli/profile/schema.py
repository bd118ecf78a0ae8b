"""The JSON Schema of a profile, made from the model, for editors and for other programs."""

from __future__ import annotations

from typing import Any

from resume_cli.locale.languages import KNOWN
from resume_cli.profile.model import Field, FieldKind, Item, Profile, SectionSettings, declarations, key_of

Schema = dict[str, Any]

_THREE_LETTERS = "|".join(sorted(tag for tag in KNOWN if len(tag) == 3))
_TAG = f"^([a-z]{{2}}|{_THREE_LETTERS})([-_][A-Za-z0-9]{{1,8}})*$"
#: Editors read unquoted numbers in YAML as numbers; the program reads them as typed.
_WRITTEN = ["string", "number", "null"]
_SECTION_NAMES = [*Profile.LISTS, "summary"]


def schema() -> Schema:
    """Return the schema (draft 7) with a description for every field; keys that are not known are allowed."""
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
    by_language = {"type": "object", "patternProperties": {_TAG: {"type": _WRITTEN}}, "additionalProperties": False}
    lists = {
        "type": "object",
        "patternProperties": {_TAG: {"type": ["array", *_WRITTEN]}},
        "additionalProperties": False,
    }
    bullet = _bullet()
    text = {"$ref": "#/definitions/text"}
    return {
        "text": {"anyOf": [{"type": _WRITTEN}, by_language]},
        "markup": {"anyOf": [{"type": _WRITTEN}, by_language, {"type": "array", "items": {"type": _WRITTEN}}]},
        "texts": {"anyOf": [{"type": _WRITTEN}, {"type": "array", "items": text}, lists]},
        "bullets": {
            "anyOf": [
                {"type": _WRITTEN},
                {"type": "array", "items": {"anyOf": [{"type": _WRITTEN}, bullet]}},
                lists,
                bullet,
            ]
        },
        "words": {"anyOf": [{"type": _WRITTEN}, {"type": "array", "items": {"type": ["string", "number"]}}]},
        "date": {"type": _WRITTEN, "examples": ["2018", "2018-01", "2018-01-31"]},
        "file": {
            "type": "object",
            "properties": {
                "from": {"type": "string", "description": "A file beside the profile: .csv, .yaml, .json or .bib."}
            },
            "required": ["from"],
            "additionalProperties": False,
        },
    }


def _bullet() -> Schema:
    return {
        "type": "object",
        "properties": {
            "text": _described("The text, when it is the same for all languages.", {"$ref": "#/definitions/text"}),
            "tags": _described("Tags for variants to include or exclude.", {"$ref": "#/definitions/words"}),
        },
        "patternProperties": {_TAG: {"type": _WRITTEN}},
        "additionalProperties": False,
    }


def _mapping(of: type[Item], definitions: dict[str, Schema]) -> Schema:
    properties: dict[str, Schema] = {}
    for attribute, declared in declarations(of).items():
        properties[key_of(attribute)] = _described(declared.description, _value(declared, definitions))
    for attribute, declared in declarations(of).items():
        for alias in declared.aliases:
            message = f"Another name of `{key_of(attribute)}`."
            old = _described(message, _value(declared, definitions))
            properties.setdefault(alias, {**old, "deprecationMessage": message, "doNotSuggest": True})
    return {"description": (of.__doc__ or "").split("\n")[0], "type": "object", "properties": properties}


def _described(description: str, value: Schema) -> Schema:
    """Return a schema with a description; beside a reference it would be ignored."""
    return {"description": description, "allOf": [value]} if "$ref" in value else {"description": description, **value}


def _value(declared: Field, definitions: dict[str, Schema]) -> Schema:
    """Return the schema of a field's value."""
    match declared.kind:
        case FieldKind.TEXT | FieldKind.LINK:
            return {"$ref": "#/definitions/text"}
        case FieldKind.MARKUP:
            return {"$ref": "#/definitions/markup"}
        case FieldKind.TEXTS | FieldKind.LINKS:
            return {"$ref": "#/definitions/texts"}
        case FieldKind.BULLETS:
            return {"$ref": "#/definitions/bullets"}
        case FieldKind.DATE:
            return {"$ref": "#/definitions/date"}
        case FieldKind.WORDS | FieldKind.WORD | FieldKind.NUMBER | FieldKind.FLAG:
            return _setting(declared)
        case FieldKind.LIMITS:
            return {"type": ["object", "null"], "additionalProperties": {"type": "integer", "minimum": 1}}
        case FieldKind.FREE:
            inner = _reference(declared, definitions) if declared.of else True
            return {"type": ["object", "null"], "additionalProperties": inner}
        case FieldKind.ITEM:
            shorthand_key = [{"type": "string"}] if declared.shorthand_key else []
            return {"anyOf": [_reference(declared, definitions), {"type": "null"}, *shorthand_key]}
        case FieldKind.ITEMS:
            return _items(declared, definitions)


def _setting(declared: Field) -> Schema:
    if declared.kind is FieldKind.NUMBER:
        return {"type": ["integer", "null"], "minimum": 1}
    if declared.kind is FieldKind.FLAG:
        return {"type": ["boolean", "null"]}
    words: Schema = {"enum": list(declared.choices)} if declared.choices else {"type": ["string", "number", "null"]}
    if declared.kind is FieldKind.WORD:
        return words
    return (
        {"anyOf": [{"type": "array", "items": words}, words]} if declared.choices else {"$ref": "#/definitions/words"}
    )


def _reference(declared: Field, definitions: dict[str, Schema]) -> Schema:
    of = declared.of or Item
    if of.__name__ not in definitions:
        definitions[of.__name__] = {}
        definitions[of.__name__] = _mapping(of, definitions)
    return {"$ref": f"#/definitions/{of.__name__}"}


def _items(declared: Field, definitions: dict[str, Schema]) -> Schema:
    one = _reference(declared, definitions)
    element: list[Schema] = [one, {"type": "null"}]
    if declared.of is SectionSettings:
        element = [{"enum": _SECTION_NAMES}, {"type": "string"}, _named_section(one)]
    elif declared.shorthand_key:
        element.append({"type": "string"})
    # Templates of JSON Resume have an empty text where a list has nothing.
    alternatives = [
        {"type": "array", "items": {"anyOf": element}},
        {"$ref": "#/definitions/file"},
        {"type": ["null", "string"]},
    ]
    return {"anyOf": alternatives if declared.shorthand_key else [*alternatives[:2], {"type": "null"}]}


def _named_section(settings: Schema) -> Schema:
    """Return the schema of settings with an `id`, or of `{patents: {limit: 10}}`."""
    named = {"anyOf": [settings, {"type": "null"}]}
    return {
        "anyOf": [
            {"allOf": [settings], "required": ["id"]},
            {
                "type": "object",
                "properties": dict.fromkeys(_SECTION_NAMES, named),
                "additionalProperties": named,
                "maxProperties": 1,
            },
        ]
    }
