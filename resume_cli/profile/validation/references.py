"""Checks of references from one part of a profile to another: to sections, tags and fields."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

from resume_cli.errors import Problem
from resume_cli.profile.fields import FieldKind, Item, fields_of, keys_of, parts
from resume_cli.profile.model import SECTIONS, Basics, Profile, Work, texts
from resume_cli.profile.settings import Variant
from resume_cli.suggestions import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from resume_cli.errors import FieldPath
    from resume_cli.profile.model import SectionSettings
    from resume_cli.profile.validation.problems import Problems

#: The maximum number of tags listed in a hint.
_SHOWN = 8
#: The minimum number of texts under unknown keys for a warning about the whole file.
_FEW = 5


def check(profile: Profile, problems: Problems) -> None:
    """Report references to sections, tags and fields that do not exist."""
    own = {section.id for section in profile.sections if section.entries and section.id}
    known = (*SECTIONS, "summary", "basics", *own)
    tags = dict.fromkeys(tag for part in parts(profile) if not isinstance(part, Variant) for tag in part.tags)
    for section in profile.sections:
        _check_tags(section, section.path, tags, problems)
        if section.id:
            _check_section(section.id, (*section.path, "id"), known, problems)
            _check_fields(section, problems)
        else:
            hint = "add an `id`, such as `id: teaching`"
            problems.error("missing-id", "a section without an `id`", section.path, hint)
    for name, variant in profile.variants.items():
        path: FieldPath = ("variants", name)
        _check_tags(variant, path, tags, problems)
        for index, each in enumerate(variant.sections):
            _check_section(each, (*path, "sections", index), known, problems)
        for each in variant.limit:
            _check_section(each, (*path, "limit", each), known, problems)
        for index, each in enumerate(variant.redact):
            if _is_field(each, own):
                _check_index(each, profile, (*path, "redact", index), problems)
            else:
                names = [*(f"basics.{key}" for key in keys_of(Basics)), *SECTIONS]
                hint = did_you_mean(each, names) or "a name such as `basics.phone`"
                message = f"`{each}` is not a field, so nothing would be hidden"
                problems.error("unknown-field", message, (*path, "redact", index), hint)


def content_problems(profile: Profile) -> Iterator[Problem]:
    """Yield warnings if a profile has no name, and if most of its texts are under unknown keys."""
    if profile.basics.name is None:
        yield Problem("no-name", "this profile has no name", ("basics",), hint="write it as `name` in `basics`")
    shown = sum(1 for each in texts(profile) if each.content)
    lost = sum(1 for each in parts(profile) if isinstance(each, Item) for _ in _strings(each.extra))
    if lost >= max(shown, _FEW):
        message = f"{lost} of {lost + shown} texts are under keys that are not known, so no output shows them"
        yield Problem("mostly-unknown", message, (), hint="is this file a profile? see `resume schema` for its keys")


def _strings(value: object) -> Iterator[str]:
    match value:
        case str() if value:
            yield value
        case Mapping():
            for each in value.values():
                yield from _strings(each)
        case list() | tuple():
            for each in value:
                yield from _strings(each)


def _check_tags(chooser: Variant | SectionSettings, path: FieldPath, tags: Collection[str], problems: Problems) -> None:
    """Report tags to include or exclude that no entry or bullet has."""
    for key in ("include", "exclude"):
        for index, tag in enumerate(getattr(chooser, key)):
            if tag not in tags:
                listed = ", ".join(f"`{each}`" for each in list(tags)[:_SHOWN])
                hint = did_you_mean(tag, tags) or (f"tags of this file: {listed}" if listed else "nothing has a tag")
                problems.warn("unused-tag", f"nothing has the tag `{tag}`", (*path, key, index), hint)


def _check_section(name: str, path: FieldPath, known: Collection[str], problems: Problems) -> None:
    if name not in known:
        hint = did_you_mean(name, known) or "a custom section has `entries`"
        problems.warn("unknown-section", f"unknown section `{name}`", path, hint)


def _check_fields(section: SectionSettings, problems: Problems) -> None:
    """Report fields to sort, group or count by that the entries of a section do not have."""
    list_field = keys_of(Profile).get(section.id)
    known = set(keys_of((list_field.of if list_field else None) or Work))
    asked: list[tuple[str, FieldPath]] = [
        (each, (*section.path, "counts", index)) for index, each in enumerate(section.counts)
    ]
    if section.group:
        asked.append((section.group, (*section.path, "group")))
    if section.sort:
        # Sorting by a date falls back to another date if the entry lacks it.
        known |= _dates() if section.sort.lstrip("-") not in known else set()
        asked.append((section.sort.lstrip("-"), (*section.path, "sort")))
    for name, path in asked:
        if name not in known | {"year"}:
            hint = did_you_mean(name, sorted(known)) or "see the keys of this section in the documentation"
            problems.warn("unknown-field", f"`{name}` is not a field of `{section.id}`", path, hint)


def _dates() -> set[str]:
    """Return the keys of all dates of the entries of any list."""
    lists = [field.of for field in fields_of(Profile).values() if field.of is not None]
    return {key for of in lists for key, field in keys_of(of).items() if field.kind is FieldKind.DATE}


def _is_field(written: str, own: Collection[str]) -> bool:
    """Return whether a dotted name refers to a field; the name of a list refers to each of its entries."""
    from resume_cli.profile.other_keys import detail, named

    of: type[Item] | None = Profile
    for step in written.replace("[", ".").replace("]", "").split("."):
        if of is Profile and step in own:
            return True
        if of is not None and (not step or step.isdigit()):
            continue
        field = named(of, step) if of is not None else None
        if field is None:
            return of is Basics and bool(detail(step))
        if field.kind is FieldKind.FACTS:
            return True
        of = field.of
    return True


def _check_index(written: str, profile: Profile, path: FieldPath, problems: Problems) -> None:
    """Report an index that a list of the profile does not have, because nothing would be hidden."""
    from resume_cli.profile.other_keys import named

    found = re.match(r"(\w+)(?:\[(\d+)\]|\.(\d+))", written)
    declared = named(Profile, found[1]) if found else None
    if found and declared is not None:
        count = len(getattr(profile, declared.name))
        if int(found[2] or found[3]) >= count:
            message = f"`{written}` does not exist, so nothing would be hidden: `{found[1]}` has {count} entries"
            problems.error("unknown-field", message, path, "the first entry has the number 0")
