"""What one part of a profile says about another: sections, variants, hidden fields."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from resume_cli.profile.model import FieldKind, Item, Profile, Work, keys_of

if TYPE_CHECKING:
    from resume_cli.errors import FieldPath
    from resume_cli.profile.model import SectionSettings
    from resume_cli.profile.validation.problems import Problems

#: Sections that are no list of the profile.
_OTHER_SECTIONS = ("summary", "basics")


def check(profile: Profile, problems: Problems) -> None:
    """Report names of sections and fields that do not exist."""
    own = {section.id for section in profile.sections if section.entries and section.id}
    known = (*Profile.LISTS, *_OTHER_SECTIONS, *own)
    for section in profile.sections:
        if not section.id:
            problems.error(
                "missing-id", "this section has no name", section.path, "add an `id`, such as `id: teaching`"
            )
            continue
        _section(section.id, (*section.path, "id"), known, problems)
        _order(section, problems)
    for name, variant in profile.variants.items():
        path: FieldPath = ("variants", name)
        for index, each in enumerate(variant.sections):
            _section(each, (*path, "sections", index), known, problems)
        for each in variant.limit:
            _section(each, (*path, "limit", each), known, problems)
        for index, each in enumerate(variant.redact):
            if _is_field(each, own):
                _index(each, profile, (*path, "redact", index), problems)
            else:
                problems.error(
                    "unknown-field", f"`{each}` is no field, so nothing would be hidden", (*path, "redact", index),
                    _hint(each),
                )  # fmt: skip


def _section(name: str, path: FieldPath, known: tuple[str, ...], problems: Problems) -> None:
    if name not in known:
        from resume_cli.suggestions import closest

        meant = closest(name, known)
        hint = f"did you mean `{meant}`?" if meant else "a section of one's own has `entries`"
        problems.warn("unknown-section", f"there is no section `{name}`", path, hint)


def _order(section: SectionSettings, problems: Problems) -> None:
    """Report fields to sort, group and count by that the entries of a section do not have."""
    entry = keys_of(Profile).get(section.id)
    of = (entry.of if entry is not None else None) or Work
    known = set(keys_of(of))
    asked: list[tuple[str, FieldPath]] = [
        (each, (*section.path, "counts", at)) for at, each in enumerate(section.counts)
    ]
    if section.group:
        asked.append((section.group, (*section.path, "group")))
    if section.sort:
        # A date may stand for another one that an entry lacks.
        known |= _dates() if section.sort.lstrip("-") not in known else set()
        asked.append((section.sort.lstrip("-"), (*section.path, "sort")))
    for name, path in asked:
        if name not in known | {"year"}:
            from resume_cli.suggestions import closest

            meant = closest(name, tuple(sorted(known)))
            hint = f"did you mean `{meant}`?" if meant else "see the keys of this section in the documentation"
            problems.warn("unknown-field", f"`{name}` is no field of `{section.id}`", path, hint)


def _dates() -> set[str]:
    """Return the keys of all dates that an entry of any list can have."""
    lists = [entry.of for entry in keys_of(Profile).values() if entry.of is not None]
    return {key for of in lists for key, entry in keys_of(of).items() if entry.kind is FieldKind.DATE}


def _is_field(written: str, own: set[str]) -> bool:
    """Whether a dotted name leads to a field; names of lists stand for each of their entries."""
    of: type[Item] | None = Profile
    for step in written.replace("[", ".").replace("]", "").split("."):
        if of is Profile and step in own:
            return True
        if of is not None and step.isdigit():
            continue
        entry = keys_of(of).get(step) if of is not None else None
        if entry is None:
            return False
        of = entry.of
    return True


def _index(written: str, profile: Profile, path: FieldPath, problems: Problems) -> None:
    """Report a list of the profile that has no entry of the number that is asked for: nothing would be hidden."""
    found = re.match(r"(\w+)(?:\[(\d+)\]|\.(\d+))", written)
    declared = keys_of(Profile).get(found[1]) if found else None
    if found and declared is not None:
        count = len(getattr(profile, declared.attribute))
        if int(found[2] or found[3]) >= count:
            message = f"`{written}` does not exist, so nothing would be hidden: `{found[1]}` has {count} entries"
            problems.error("unknown-field", message, path, "the first entry has the number 0")


def _hint(written: str) -> str:
    from resume_cli.suggestions import closest

    names = [f"basics.{key}" for key in keys_of(_basics())] + [*Profile.LISTS]
    meant = closest(written, names)
    return f"did you mean `{meant}`?" if meant else "a name such as `basics.phone`"


def _basics() -> type[Item]:
    return keys_of(Profile)["basics"].of or Item
