"""Choose what a reader sees: one language, one variant, and of long lists the entries that are asked for.

Selection is pure and happens once, so that every format shows the same. It invents no text, changes no order
without being told, and what a variant redacts is gone from every text of the result.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from msgspec import Struct
from msgspec.structs import replace

from resume_cli.errors import Problem, UsageError
from resume_cli.locale.languages import checked, look_up
from resume_cli.profile.model import Basics, LocalizedText, Meta, Profile, SectionSettings, Variant, Work
from resume_cli.select.lists import Counts, LanguagePicker, SectionList, section_lists
from resume_cli.select.localise import (
    Localiser,
    available_languages,
    declared_languages,
    default_language,
    language_problems,
    missing_translations,
)
from resume_cli.select.redact import Redaction
from resume_cli.suggestions import closest

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = [
    "Counts",
    "Redaction",
    "SectionList",
    "Selection",
    "available_languages",
    "default_language",
    "language_problems",
    "missing_translations",
    "safe_stem",
    "select",
]


class Selection(Struct, frozen=True):
    """One profile in one language with only what is shown.

    `lists` are the shown sections in order. `own_names` are the spellings of the person's name that are set in
    bold among authors. `languages` are those of the file, the default first. `redaction` knows what must not
    appear; whoever prints something beside the document (messages, file names) cleans it with that.
    """

    profile: Profile
    language: str
    variant: str | None = None
    lists: tuple[SectionList, ...] = ()
    problems: tuple[Problem, ...] = ()
    languages: tuple[str, ...] = ()
    own_names: tuple[str, ...] = ()
    pages: int | None = None
    theme: str | None = None
    redaction: Redaction = Redaction()


def select(profile: Profile, language: str, variant: str | None = None, *, pages: int | None = None) -> Selection:
    """Return what a reader of a language sees of a profile, as a variant has it.

    `pages` is the number of pages asked for on the command line; it outranks the variant's and the file's.
    Raises UsageError when there is no such variant or no such language.
    """
    languages = available_languages(profile)
    wanted = checked(language, languages)
    chosen = variant_of(profile, variant)
    redaction = Redaction.of(profile, chosen.redact, wanted)
    localiser = Localiser(wanted, languages, declared=bool(declared_languages(profile)))
    lists = tuple(section_lists(profile, chosen, LanguagePicker(wanted, languages), localiser, redaction))
    shown = _shown(profile, chosen, lists, localiser, redaction)
    own = () if redaction.hides("basics", "name") else tuple(_own_names(profile.basics))
    return Selection(
        profile=shown,
        language=wanted,
        variant=variant,
        lists=lists,
        problems=redaction.clean_problems(localiser.problems()),
        languages=languages,
        own_names=own,
        pages=next((each for each in (pages, chosen.pages, profile.meta.pages) if each), None),
        theme=chosen.theme or profile.meta.theme,
        redaction=redaction,
    )


def variant_of(profile: Profile, name: str | None) -> Variant:
    """Return a variant by name, or one that shows everything; raise UsageError when there is none such."""
    if name is None:
        return Variant()
    found = profile.variants.get(name)
    if found is not None:
        return found
    close = closest(name, profile.variants)
    there = ", ".join(f"`{each}`" for each in profile.variants)
    hint = f"Did you mean `{close}`? " if close else ""
    hint += f"The profile has {there}." if there else "The profile has no variants."
    raise UsageError(f"There is no variant `{name}`.", hint=hint)


def safe_stem(selection: Selection, stem: str) -> str:
    """Return the stem of a file name without what the selection redacts: `stuart-lau-anonymous` is `anonymous`.

    What remains of separators at the ends is taken off; when nothing remains, the stem is `resume`.
    """
    return selection.redaction.without(stem).strip("-_. ") or "resume"


def _shown(
    profile: Profile, variant: Variant, lists: tuple[SectionList, ...], localiser: Localiser, redaction: Redaction
) -> Profile:
    """Return a profile of exactly what the lists show, and who the person is."""
    kinds = {each.kind for each in lists}
    basics = profile.basics
    summary = (variant.summary or basics.summary) if "summary" in kinds else None
    basics = replace(basics, label=variant.label or basics.label, summary=summary)
    basics = _without_empty_accounts(redaction.clean(localiser.item(basics, ("basics",)), ("basics",)), basics)
    meta = redaction.clean(localiser.item(_meta(profile.meta, localiser.language), ("meta",)), ("meta",))
    fields: dict[str, Any] = {kind: tuple(_unique(lists, kind)) for kind in Profile.LISTS if kind in kinds}
    settings = tuple(map(_settings, lists))
    return Profile(
        path=profile.path, meta=meta, basics=basics, sections=settings, variants=MappingProxyType({}), **fields
    )


def _settings(each: SectionList) -> SectionSettings:
    own = tuple(item for item in each.items if isinstance(item, Work)) if each.kind == "custom" else ()
    return replace(each.settings, entries=own)


def _without_empty_accounts(cleaned: Basics, basics: Basics) -> Basics:
    """Return basics without accounts of which redaction left nothing but the network."""
    bare = {each.path for each in basics.profiles if each.username is None and each.url is None}
    kept = tuple(each for each in cleaned.profiles if each.username or each.url or each.path in bare)
    return replace(cleaned, profiles=kept)


def _unique(lists: tuple[SectionList, ...], kind: str) -> Iterator[object]:
    """Yield the entries of all sections of one kind, an entry that two sections show once."""
    seen = set()
    for each in lists:
        if each.kind == kind:
            for item in each.items:
                if not item.path or item.path not in seen:
                    seen.add(item.path)
                    yield item


def _meta(meta: Meta, language: str) -> Meta:
    return replace(meta, languages=(language,))


def _own_names(basics: Basics) -> Iterator[str]:
    for text in (basics.name, *basics.aka):
        if isinstance(text, LocalizedText):
            for _, content in text.values:
                yield content


def language_for(profile: Profile, variant: str | None = None) -> str:
    """Return the language to use when none is asked for: the variant's, else the file's default."""
    asked = variant_of(profile, variant).language
    if asked:
        return look_up(asked, available_languages(profile)) or asked
    return default_language(profile)
