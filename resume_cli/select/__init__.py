"""Select the parts of a profile to show: one language, one variant and, in long lists, the requested entries.

Selection is pure and happens once, so that every format shows the same content. It adds no text, keeps the order
unless asked to change it, and removes the values that a variant redacts from every text of the result.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from msgspec import Struct
from msgspec.structs import replace

from resume_cli.errors import Problem, UsageError
from resume_cli.locale.languages import checked, look_up
from resume_cli.profile.fields import name_of
from resume_cli.profile.model import SECTIONS, Basics, Profile, SectionSettings, Totals, Work
from resume_cli.profile.settings import Variant
from resume_cli.profile.values import LocalizedText
from resume_cli.select.localise import (
    LanguagePicker,
    Localiser,
    available_languages,
    declared_languages,
    language_problems,
    missing_translations,
)
from resume_cli.select.redact import Redaction
from resume_cli.select.sections import SelectedSection, selected_sections
from resume_cli.suggestions import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from resume_cli.profile.fields import Item

__all__ = [
    "Selection",
    "available_languages",
    "language_for",
    "language_problems",
    "missing_translations",
    "safe_stem",
    "select",
]


class Selection(Struct, frozen=True):
    """A profile in one language, reduced to the parts that are shown.

    `sections` are the sections shown, in order. `own_names` are the spellings of the person's name that are set in
    bold in lists of authors. `languages` are the languages of the file, the default first. `redaction` holds the
    redacted values; code that prints anything besides the document (messages, file names) cleans it with this.
    """

    profile: Profile
    language: str
    variant: str | None = None
    sections: tuple[SelectedSection, ...] = ()
    problems: tuple[Problem, ...] = ()
    languages: tuple[str, ...] = ()
    own_names: tuple[str, ...] = ()
    pages: int | str | None = None
    theme: str | None = None
    #: The URL of the résumé in each language; None if the variant redacts, since a URL may reveal a redacted value.
    addresses: LocalizedText | None = None
    redaction: Redaction = Redaction()


def select(profile: Profile, language: str, variant: str | None = None, *, pages: int | str | None = None) -> Selection:
    """Return the selection of a profile for one language and variant.

    `pages` is the value from the command line. It takes precedence over the variant's, which takes precedence over
    the file's.
    Raises UsageError for an unknown variant or language.
    """
    languages = available_languages(profile)
    wanted = checked(language, languages)
    chosen = _variant_of(profile, variant)
    redaction = Redaction.of(profile, chosen.redact, wanted)
    localiser = Localiser(LanguagePicker(wanted, languages), declared=bool(declared_languages(profile)))
    sections = tuple(selected_sections(profile, chosen, localiser, redaction))
    shown = _shown(profile, chosen, sections, localiser, redaction)
    names = [text for text in (profile.basics.name, *profile.basics.aka) if text is not None]
    return Selection(
        profile=shown,
        language=wanted,
        variant=variant,
        sections=sections,
        problems=redaction.clean_problems((*localiser.problems(), *redaction.problems())),
        languages=languages,
        own_names=() if redaction.hides("basics", "name") else tuple(name for text in names for _, name in text.values),
        pages=pages or chosen.pages or profile.meta.pages,
        theme=chosen.theme or profile.meta.theme,
        addresses=None if chosen.redact else profile.meta.canonical,
        redaction=redaction,
    )


def _variant_of(profile: Profile, name: str | None) -> Variant:
    """Return a variant by name, or one that shows everything if the name is None. Raise UsageError if unknown."""
    if name is None:
        return Variant()
    if name in profile.variants:
        return profile.variants[name]
    known = ", ".join(f"`{each}`" for each in profile.variants)
    hint = f"the profile has {known}" if known else "the profile has no variants"
    raise UsageError(
        f"unknown variant `{name}`", hint="; ".join(filter(None, (did_you_mean(name, profile.variants), hint)))
    )


def language_for(profile: Profile, variant: str | None = None) -> str:
    """Return the language to use when none is requested: the variant's, or else the file's default."""
    languages = available_languages(profile)
    asked = _variant_of(profile, variant).language
    return (look_up(asked, languages) or asked) if asked else languages[0]


def safe_stem(selection: Selection, stem: str) -> str:
    """Return the stem of a file name without redacted values: `stuart-lau-anonymous` becomes `anonymous`.

    Separators left at the ends are removed. If nothing remains, the stem is `resume`.
    """
    return selection.redaction.without(stem).strip("-_. ") or "resume"


def _shown(
    profile: Profile, variant: Variant, sections: Sequence[SelectedSection], localiser: Localiser, redaction: Redaction
) -> Profile:
    """Return a profile with the basics and only the entries that the sections show."""
    kinds = {each.kind for each in sections}
    basics = profile.basics
    summary = (variant.summary or basics.summary) if "summary" in kinds else None
    label = variant.label or basics.label
    basics = replace(basics, label=label, summary=summary, aka=(*basics.aka, *_other_names(basics, localiser)))
    meta = replace(
        profile.meta,
        languages=(localiser.picker.language,),
        theme=variant.theme or profile.meta.theme,
        pages=variant.pages or profile.meta.pages,
    )
    lists: dict[str, Any] = {kind: _unique(sections, kind) for kind in SECTIONS if kind in kinds}
    return Profile(
        path=profile.path,
        meta=redaction.clean(localiser.item(meta), ("meta",)),
        basics=_without_empty_accounts(redaction.clean(localiser.item(basics), ("basics",)), basics),
        sections=tuple(_apart(sections)),
        **lists,
    )


def _other_names(basics: Basics, localiser: Localiser) -> Iterator[LocalizedText]:
    """Yield the person's name in the other languages of the file, since each is set in bold in lists of authors."""
    if basics.name is not None:
        shown = localiser.picker.words(basics.name)
        known = {shown, *(name for each in basics.aka for _, name in each.values)}
        for _, name in basics.name.values:
            if name not in known:
                yield LocalizedText((("", name),), path=(*basics.path, "name"))


def _apart(sections: Sequence[SelectedSection]) -> Iterator[SectionSettings]:
    """Yield the settings of sections, each of several of one kind without the entries that only the others show."""
    kinds = [each.kind for each in sections]
    for index, section in enumerate(sections):
        settings = _settings(section)
        several = section.kind in SECTIONS and kinds.count(section.kind) > 1
        yield replace(settings, exclude=(_absent(kinds[:index].count(section.kind)),)) if several else settings


def _absent(number: int) -> str:
    """Return the tag of the entries that one of several sections of a kind does not show."""
    return f"not-in-{number + 1}"


def _settings(section: SelectedSection) -> SectionSettings:
    entries = tuple(item for item in section.items if isinstance(item, Work)) if section.kind == "custom" else ()
    settings = section.settings
    if len(section.items) == section.total:
        return replace(settings, entries=entries, totals=None)
    keys = {name_of(key): key for key in settings.counts}
    counts = {keys[each.field]: dict(each.values) for each in section.counts}
    return replace(settings, entries=entries, totals=Totals(entries=section.total, counts=counts))


def _without_empty_accounts(cleaned: Basics, basics: Basics) -> Basics:
    """Return the basics without accounts that redaction reduced to the name of the network."""
    bare = {each.path for each in basics.profiles if each.username is None and each.url is None}
    kept = tuple(each for each in cleaned.profiles if each.username or each.url or each.path in bare)
    return replace(cleaned, profiles=kept)


def _unique(sections: Sequence[SelectedSection], kind: str) -> tuple[Item, ...]:
    """Return the entries of all sections of one kind, without duplicates.

    Where there are several sections, the entries are in the order of the file, and the tags of each tell which sections
    do not show it.
    """
    lists = [each.items for each in sections if each.kind == kind]
    items = {item.path or (index,): item for index, item in enumerate(item for each in lists for item in each)}
    if len(lists) < 2:
        return tuple(items.values())
    shown = [{item.path for item in each} for each in lists]
    absent = {path: tuple(_absent(at) for at, paths in enumerate(shown) if path not in paths) for path in items}
    return tuple(replace(items[path], tags=absent[path]) for path in sorted(items))
