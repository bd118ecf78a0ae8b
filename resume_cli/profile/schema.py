"""The JSON Schema of a profile, generated from the model for editors and other programs.

It avoids alternatives (`anyOf`), because an editor that has to choose one marks a whole list for a mistake in one of
its entries. Instead, the keywords for mappings, lists and texts are combined, and `type` lists the allowed ones.
"""

from __future__ import annotations

from typing import Any

from resume_cli.locale.languages import KNOWN
from resume_cli.locale.wording import wording
from resume_cli.profile.fields import Field, FieldKind, Item, keys_of
from resume_cli.profile.model import SECTIONS, Profile, SectionSettings

Schema = dict[str, Any]

_THREE_LETTERS = "|".join(sorted(tag for tag in KNOWN if len(tag) == 3))
_TAG = f"^([a-z]{{2}}|{_THREE_LETTERS})([-_][A-Za-z0-9]{{1,8}})*$"
#: Numbers are allowed because editors read unquoted numbers in YAML as numbers; the program keeps them as typed.
_SCALAR_TYPES = ["string", "number", "null"]
_SCALAR = {"type": _SCALAR_TYPES}
_SECTION_NAMES = [*SECTIONS, "summary"]
#: The name of the shared definition for each kind that has one.
_SHARED = {
    FieldKind.TEXT: "text", FieldKind.LINK: "text", FieldKind.MARKUP: "markup", FieldKind.TEXTS: "texts",
    FieldKind.LINKS: "texts", FieldKind.BULLETS: "bullets", FieldKind.DATE: "date", FieldKind.WORDS: "words",
}  # fmt: skip


def schema() -> Schema:
    """Return the schema (draft 7), which has a description for every key and allows unknown keys."""
    definitions = _texts()
    root = _mapping(Profile, definitions)
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "$id": "urn:resume-press:profile",
        "title": "Résumé profile",
        "type": "object",
        **root,
        "definitions": dict(sorted(definitions.items())),
    }


def _texts() -> dict[str, Schema]:
    """Return the definitions of texts that the fields share."""
    by_language = {_TAG: {"description": "The text in this language.", **_SCALAR}}
    lists = {_TAG: {"description": "The texts in this language.", "type": ["array", *_SCALAR_TYPES], "items": _SCALAR}}
    parts = {
        "text": _described("The text, when it is the same for all languages.", _shared("text")),
        "tags": _described("Tags for variants to include or exclude.", _shared("words")),
        "highlights": _described("Bullets within this one.", _shared("bullets")),
    }
    within = _shared("bullets")
    bullet = _shape(
        "A bullet, with its tags and the bullets within it, or a list of bullets within the one above.",
        properties=parts,
        patterns=by_language,
        items=within,
    )
    # In YAML, a bullet that ends with a colon becomes the key of the bullets within it.
    bullet["additionalProperties"] = {"type": "array", "items": within}
    return {
        "text": _shape("A text, or one per language.", patterns=by_language),
        "markup": _shape("A text with inline Markdown, or one per language.", patterns=by_language, items=_SCALAR),
        "texts": _shape("A text or a list of texts, or a list per language.", patterns=lists, items=_shared("text")),
        "bullets": _shape(
            "A list of texts with inline Markdown, or a list per language.",
            properties=parts,
            patterns=lists,
            items=bullet,
        ),
        "words": {
            "description": "A word or a list of words.",
            "type": ["array", *_SCALAR_TYPES],
            "items": {"type": ["string", "number"]},
        },
        "date": {
            "description": "A date, as precise as it is known.",
            **_SCALAR,
            "examples": ["2018", "2018-01", "2018-01-31"],
        },
    }


def _shape(
    description: str, *, properties: Schema | None = None, patterns: Schema | None = None, items: Schema | None = None
) -> Schema:
    """Return the schema of a text that may be a mapping with these keys and no others, or a list."""
    parts = {"properties": properties, "patternProperties": patterns, "items": items}
    return {
        "description": description,
        "type": ["object", *_SCALAR_TYPES, *(["array"] if items else [])],
        **{key: value for key, value in parts.items() if value},
        "additionalProperties": False,
    }


def _shared(name: str) -> Schema:
    return {"$ref": f"#/definitions/{name}"}


def _mapping(of: type[Item], definitions: dict[str, Schema]) -> Schema:
    """Return the schema of the mappings of a class."""
    properties = {key: _described(field.description, _value(field, definitions)) for key, field in keys_of(of).items()}
    return {"description": (of.__doc__ or "").split("\n")[0], "properties": properties}


def _described(description: str, value: Schema) -> Schema:
    """Return a schema with a description; a reference is wrapped, because keywords next to it would be ignored."""
    return {"description": description, "allOf": [value]} if "$ref" in value else {"description": description, **value}


def _value(field: Field, definitions: dict[str, Schema]) -> Schema:
    """Return the schema of a field's value."""
    words = {"enum": list(field.choices)} if field.choices else _SCALAR
    match field.kind:
        case FieldKind.WORDS if field.choices:
            return {"type": ["array", *_SCALAR_TYPES], "items": words}
        case FieldKind.WORD:
            return words
        case FieldKind.NUMBER:
            number = {"type": ["integer", "null"], "minimum": 1}
            return {"anyOf": [number, words]} if field.choices else number
        case FieldKind.FLAG:
            return {"type": ["boolean", "null"]}
        case FieldKind.LIMITS:
            return {"type": ["object", "null"], "additionalProperties": {"type": "integer", "minimum": 1}}
        case FieldKind.FACTS:
            return _facts()
        case FieldKind.FREE:
            inner = _element(field, definitions) if field.of else True
            return {"type": ["object", "null"], "additionalProperties": inner}
        case FieldKind.ITEM:
            return _element(field, definitions)
        case FieldKind.ITEMS:
            return _items(field, definitions)
        case kind:
            return _shared(_SHARED[kind])


def _facts() -> Schema:
    """Return the schema of details, with properties for the labels that are part of every wording."""
    known = {key: _described(f"{label}.", _shared("texts")) for key, label in wording("en").tables["details"].items()}
    return {"type": ["object", "array", "null"], "properties": known, "additionalProperties": _shared("texts")}


def _element(field: Field, definitions: dict[str, Schema]) -> Schema:
    """Return the schema of a mapping or of the text that may replace it."""
    of = field.of or Item
    if of.__name__ not in definitions:
        definitions[of.__name__] = {}
        definitions[of.__name__] = _mapping(of, definitions)
    return {"type": ["object", "null", *(["string"] if field.shorthand_key else [])], "allOf": [_shared(of.__name__)]}


def _items(field: Field, definitions: dict[str, Schema]) -> Schema:
    element = _element(field, definitions)
    if field.of is SectionSettings:
        # Settings are a section's name, a mapping with an `id`, or a mapping such as `{patents: {limit: 10}}`.
        named = {name: {"description": f"How `{name}` is shown.", **element} for name in _SECTION_NAMES}
        element = {**element, "examples": _SECTION_NAMES, "properties": named}
    file = {"description": "A file in the profile's folder: .csv, .yaml, .json, .toml or .bib.", "type": "string"}
    # A text is allowed because templates of JSON Resume have an empty text in place of an empty list.
    return {
        "type": ["array", "object", "null", *(["string"] if field.shorthand_key else [])],
        "items": element,
        "properties": {"from": file},
        "required": ["from"],
        "additionalProperties": False,
    }
