"""Other names of the keys of the format: synonyms, other languages, other letter case.

The names are in `other_keys.toml`, the only table of such names. It is read only if a file has a key that the format
does not know.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from resume_cli.locale.languages import is_tag
from resume_cli.locale.wording import AVAILABLE, wording
from resume_cli.profile.fields import Field, FieldKind, Item, fields_of, keys_of
from resume_cli.profile.model import (
    Basics,
    EntryLink,
    NetworkProfile,
    Profile,
    Project,
    SectionSettings,
    Skill,
    SpokenLanguage,
)
from resume_cli.profile.settings import Meta, Variant
from resume_cli.profile.values import BULLET_KEYS, PLACE_KEYS, is_torn
from resume_cli.suggestions import fold

if TYPE_CHECKING:
    from collections.abc import Iterator

#: Lists that may be written as one mapping, with the fields that its keys and its values belong to.
PAIRS: Mapping[type[Item] | None, tuple[str, str]] = {
    NetworkProfile: ("network", "username"),
    EntryLink: ("label", "url"),
    Skill: ("name", "keywords"),
    SpokenLanguage: ("language", "fluency"),
}
_SETTINGS = frozenset({Meta, Variant, SectionSettings})
_SCALARS = (str, int, float)
_ONE_WORD = frozenset({FieldKind.WORD, FieldKind.NUMBER, FieldKind.FLAG, FieldKind.LIMITS, FieldKind.FREE})
_LISTS = frozenset({FieldKind.TEXTS, FieldKind.BULLETS, FieldKind.LINKS, FieldKind.WORDS})


def named(of: type[Item], key: str) -> Field | None:
    """Return the field with a key, the likeliest field if the key is another name, or None."""
    return keys_of(of).get(key) or next(iter(meant(of, key)), None)


def meant(of: type[Item], key: str) -> tuple[Field, ...]:
    """Return the fields that an unknown key of a class may mean, the likeliest first."""
    # People disable a key by putting such a prefix before it.
    return () if key.startswith(("_", "x-", "#", "//", "$")) else _others(of).get(fold(key), ())


def fits(field: Field, value: object, *, colons: bool = False) -> bool:
    """Return whether a plain value has the shape of a field, so that reading it there causes no error.

    With `colons`, a mapping may be a text that was split at an unquoted colon.
    """
    is_one = isinstance(value, _SCALARS) and not isinstance(value, bool)
    match value:
        case _ if field.kind in {FieldKind.ITEM, FieldKind.FACTS}:
            return isinstance(value, Mapping) or (is_one and bool(field.shorthand_key))
        case list() if field.kind is FieldKind.ITEMS:
            texts = (str, type(None)) if field.shorthand_key else (type(None),)
            return all(isinstance(each, (Mapping, *texts)) or each == "" for each in value)
        case list() if field.kind in _LISTS:
            return all(_is_element(field, each, colons=colons) for each in value)
        case Mapping() if field.kind is FieldKind.ITEMS:
            return set(value) == {"from"} or are_pairs(field, value)
        case Mapping() if field.name == "location" and not value.keys().isdisjoint(PLACE_KEYS):
            return True
        case Mapping():
            return _is_text(value, _SCALARS if field.kind not in _LISTS else (*_SCALARS, list))
        case _:
            return is_one and (field.kind is not FieldKind.ITEMS or bool(field.shorthand_key))


def are_pairs(field: Field, value: Mapping[str, object]) -> bool:
    """Return whether a mapping may replace a list, from names to one text each or from skills to several."""
    held = [each for inner in value.values() for each in (inner if isinstance(inner, list) else [inner])]
    lists = field.of is not Skill and any(isinstance(inner, list) for inner in value.values())
    return field.of in PAIRS and not lists and all(isinstance(each, str) for each in held)


def is_time(of: type[Item], key: str) -> bool:
    """Return whether a key may hold a period, in a class that has a start and an end date."""
    return {"start_date", "end_date"} <= {*fields_of(of)} and fold(key) in _tables()["times"]["names"].split()


def detail(key: str) -> str:
    """Return the key of `basics.details` that a key of `basics` or of the profile means, or an empty string."""
    return "" if key.startswith("_") else _details().get(fold(key), "")


def network(key: str) -> str:
    """Return the network that a key of `basics` names, or an empty string."""
    name, networks = fold(key), _networks()
    return "" if key.startswith("_") else networks.get(name, networks.get(name.removesuffix("url"), ""))


def is_about_person(key: str) -> bool:
    """Return whether a key is another name of `basics`, such as `contact`."""
    return keys_of(Profile)["basics"] in meant(Profile, key)


def part_of_name(key: str) -> str:
    """Return `first` or `last` if a key of `basics` holds that part of a name, or an empty string."""
    return next((part for part, names in _tables()["name"].items() if fold(key) in names.split()), "")


def _is_element(field: Field, value: object, *, colons: bool) -> bool:
    """Return whether a value may be an element of a list of texts, or a list of bullets within a bullet."""
    bullets = (list,) if field.kind is FieldKind.BULLETS else ()
    if not isinstance(value, Mapping):
        return value is None or isinstance(value, (*_SCALARS, *bullets))
    if colons and len(value) == 1:
        key, inner = next(iter(value.items()))
        if isinstance(inner, (str, type(None))) and is_torn(key):
            return True
    return _is_text({key: inner for key, inner in value.items() if key not in BULLET_KEYS}, (*_SCALARS, *bullets))


def _is_text(value: Mapping[str, object], held: tuple[type, ...] = _SCALARS) -> bool:
    """Return whether all keys of a mapping are language tags with values of the types `held`."""
    return all(is_tag(key, ()) and (each is None or isinstance(each, held)) for key, each in value.items())


@cache
def _others(of: type[Item]) -> Mapping[str, tuple[Field, ...]]:
    """Return the fields that each folded name may mean, in the order of `_names`."""
    keys, found = keys_of(of), dict[str, list[Field]]()
    for key, names in _names(of):
        for name in names.split() if key in keys else ():
            fields = found.setdefault(fold(name), [])
            if keys[key] not in fields:
                fields.append(keys[key])
    return {name: tuple(fields) for name, fields in found.items()}


def _names(of: type[Item]) -> Iterator[tuple[str, str]]:
    """Yield keys, each with other names of it. The class need not have all of these keys."""
    keys, own = keys_of(of), _tables()["keys"].get(of.__name__, {})
    if of is Project:
        # A project has a description where other entries have a summary.
        own = {**own, "description": f"summary {_tables()['anywhere']['summary']}"}
    shared = {} if of in _SETTINGS else _tables()["anywhere"]
    yield from zip(keys, keys, strict=True)
    yield from (*own.items(), *shared.items())
    if shared:
        yield (
            next((key for key in ("date", "releaseDate", "startDate") if key in keys), ""),
            _tables()["times"]["names"],
        )
    if of in {Profile, Basics}:
        for tables in (wording(language).tables for language in AVAILABLE):
            titles = {**tables["sections"], **(tables["labels"] if of is Basics else {})}
            yield from ((key, fold(str(title))) for key, title in titles.items())
    for key, names in (*own.items(), *shared.items()):
        yield key, " ".join(f"{name}s" for name in names.split())
    for key, field in keys.items():
        if field.kind not in _ONE_WORD:
            yield key, f"{key}list {key}s" if not key.endswith("s") else f"{key}list {key.removesuffix('s')}"


@cache
def _details() -> Mapping[str, str]:
    found = {fold(name): key for key, names in _tables()["details"].items() for name in (key, *names.split())}
    for language in AVAILABLE:
        for key, label in wording(language).tables["details"].items():
            found.setdefault(fold(str(label)), key)
    return found


@cache
def _networks() -> Mapping[str, str]:
    return {fold(name): name for name in _tables()["networks"]["names"].split()}


@cache
def _tables() -> Mapping[str, Any]:
    return tomllib.loads(files(__package__).joinpath("other_keys.toml").read_text("utf-8"))
