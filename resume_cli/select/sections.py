"""Choose the sections to show and their entries: filtered by tag, sorted, counted and then limited."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from resume_cli.profile.fields import Item, fields_of, name_of
from resume_cli.profile.model import SECTIONS, USUAL_ORDER, Profile, SectionSettings
from resume_cli.profile.patent_kinds import office_of
from resume_cli.profile.values import Date, LocalizedText

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from resume_cli.profile.settings import Variant
    from resume_cli.select.localise import LanguagePicker, Localiser
    from resume_cli.select.redact import Redaction

AnyPlaced = TypeVar("AnyPlaced", bound=Item | LocalizedText)

#: The dates to try for each date field, in order.
_DATES = {
    "granted": ("granted", "date", "published", "filed"),
    "published": ("published", "date", "filed", "granted"),
    "filed": ("filed", "published", "date", "granted"),
    "expires": ("expires",),
    "date": ("date", "release_date", "granted", "end_date", "start_date", "published", "filed"),
    "release_date": ("release_date", "date"),
    "start_date": ("start_date", "date", "end_date"),
    "end_date": ("end_date", "date"),
}
#: The sort order of a style, unless the section sets one.
_SORTS = {"by-year": "-date"}
#: The sort key of an ongoing date, which is later than every other.
_ONGOING = (9999, 99, 99)


class Counts(Struct, frozen=True):
    """How many entries of a section have each value of a field, including those beyond its limit."""

    field: str
    values: tuple[tuple[str, int], ...]


class SelectedSection(Struct, frozen=True):
    """One section that is shown: its settings, its entries in order, and their number before the limit.

    `kind` is `summary`, the name of a section type, or `custom`.
    """

    settings: SectionSettings
    kind: str
    items: tuple[Item, ...] = ()
    total: int = 0
    counts: tuple[Counts, ...] = ()


def selected_sections(
    profile: Profile, variant: Variant, localiser: Localiser, redaction: Redaction
) -> Iterator[SelectedSection]:
    """Yield the sections that a variant shows, in order, each with its entries in one language."""
    for settings in _ordered(profile, variant):
        kind = _kind_of(settings.id)
        names = (name_of(settings.id) if kind == "custom" else kind,)
        if kind == "summary":
            if variant.summary or profile.basics.summary:
                yield SelectedSection(_applied(settings, localiser, redaction), kind)
            continue
        if redaction.hides(*names):
            continue
        entries: Sequence[Item] = settings.entries if kind == "custom" else getattr(profile, kind)
        pool = [item for item in entries if _is_shown(item.tags, variant) and not _any(item.tags, settings.exclude)]
        chosen = [item for item in pool if not settings.include or _any(item.tags, settings.include)]
        chosen = _sorted(chosen, settings.sort or _SORTS.get(settings.style or ""), localiser.picker)[
            : variant.limit.get(settings.id, settings.limit)
        ]
        items = (redaction.clean(localiser.item(_tagged(item, variant)), names) for item in chosen)
        shown = tuple(item for item in items if not _is_empty(item))
        if shown or (pool and (settings.counts or settings.more)):
            counts = tuple(_counts(pool, settings, localiser.picker, redaction, kind))
            applied = _applied(settings, localiser, redaction)
            declared = (settings.totals.entries if settings.totals else None) or 0
            yield SelectedSection(applied, kind, shown, max(len(pool), declared), counts)


def _applied(settings: SectionSettings, localiser: Localiser, redaction: Redaction) -> SectionSettings:
    """Return settings in one language, without the entries and filters that have already been applied."""
    rest = replace(settings, entries=(), include=(), exclude=())
    if _kind_of(settings.id) == "custom" and redaction.without(settings.id) != settings.id:
        # The id of a custom section becomes its heading and an anchor.
        rest = replace(rest, id=redaction.without(settings.id).strip("-_ ") or "section")
    return redaction.clean(localiser.item(rest), ("sections",))


def _kind_of(name: str) -> str:
    """Return the section type that a section shows, `summary`, or `custom`."""
    return name if name in SECTIONS or name == "summary" else "custom"


def _ordered(profile: Profile, variant: Variant) -> Iterator[SectionSettings]:
    """Yield the settings of the sections in their order.

    The sections of a variant are the whole order. Otherwise the file's sections keep their relative order, and those
    that it does not list take their usual places, so that listing `patents` to limit it moves nothing. A custom
    section stays after the section before it in the file, or else before the section after it. If the file lists
    only custom sections, they come last.
    """
    if variant.sections:
        for name in dict.fromkeys(variant.sections):
            yield from [each for each in profile.sections if each.id == name] or [SectionSettings(id=name)]
        return
    placed: list[tuple[str, list[SectionSettings]]] = []
    custom: list[SectionSettings] = []
    for each in profile.sections:
        if _kind_of(each.id) != "custom":
            placed.append((each.id, [*custom, each]))
            custom = []
        else:
            (placed[-1][1] if placed else custom).append(each)
    names = {name for name, _ in placed}
    for index, name in enumerate(USUAL_ORDER):
        if name not in names:
            earlier = USUAL_ORDER[:index]
            place = max((at for at, (each, _) in enumerate(placed, 1) if each in earlier), default=0)
            placed.insert(place, (name, [SectionSettings(id=name)]))
    yield from (each for _, together in placed for each in together)
    yield from custom


def _is_shown(tags: Sequence[str], variant: Variant) -> bool:
    """Return whether a variant shows entries with these tags. Without tags, an entry is always shown."""
    if not tags:
        return True
    return not _any(tags, variant.exclude) and (not variant.include or _any(tags, variant.include))


def _any(tags: Iterable[str], wanted: Sequence[str]) -> bool:
    return any(tag in wanted for tag in tags)


def _tagged(item: AnyPlaced, variant: Variant) -> AnyPlaced:
    """Return an entry or bullet without the nested bullets and roles that a variant hides."""
    changes: dict[str, Any] = {}
    for name in fields_of(type(item)) if isinstance(item, Item) else ("highlights",):
        value = getattr(item, name)
        if isinstance(value, tuple) and value and isinstance(value[0], LocalizedText | Item):
            changes[name] = tuple(_tagged(each, variant) for each in value if _is_shown(each.tags, variant))
    return replace(item, **changes) if changes else item


def _is_empty(item: Item) -> bool:
    """Return whether an entry has nothing to show: no text and no date."""
    for name in fields_of(type(item)):
        value = getattr(item, name)
        within = isinstance(value, tuple) and all(isinstance(each, Item) and _is_empty(each) for each in value)
        if value and name != "tags" and not within:
            return False
    return True


def _sorted(items: Sequence[Item], sort: str | None, picker: LanguagePicker) -> list[Item]:
    """Return entries sorted stably by a field, descending if prefixed by `-`, with those that lack it last."""
    if not sort:
        return list(items)
    keyed = [(_sort_key(item, name_of(sort.lstrip("-")), picker), item) for item in items]
    present = [pair for pair in keyed if pair[0] is not None]
    present.sort(key=lambda pair: pair[0], reverse=sort.startswith("-"))  # type: ignore[arg-type, return-value]
    return [item for _, item in present] + [item for key, item in keyed if key is None]


def _date_of(item: Item, name: str) -> Date | None:
    """Return a date of an entry, or the first available substitute, or None."""
    for each in _DATES.get(name, (name,)):
        value = getattr(item, each, None)
        if isinstance(value, Date) and value.ends:
            return value.ends[1]
        if isinstance(value, Date) and (value.year is not None or value.ongoing):
            return value
    return None


def _sort_key(item: Item, name: str, picker: LanguagePicker) -> tuple[object, ...] | None:
    """Return the sort key of an entry, or None if it lacks the field."""
    if name == "year":
        name = "date"
    value = getattr(item, name, None)
    if name in _DATES or isinstance(value, Date):
        date = _date_of(item, name)
        if date is None:
            start = getattr(item, "start_date", None)
            running = name == "end_date" and start is not None and start.year is not None
            return _ONGOING if running else None
        return _ONGOING if date.ongoing else (date.year, date.month or 0, date.day or 0)
    match value:
        case LocalizedText() as text:
            return _natural(picker.words(text))
        case (LocalizedText() as text, *_):
            return _natural(picker.words(text))
        case _:
            return None


def _natural(content: str) -> tuple[object, ...]:
    """Return a sort key that compares numbers within words by value: `CN9` comes before `CN10`."""
    parts = re.findall("([0-9]+)|([^0-9]+)", content.casefold() + "\0")
    return tuple((0, int(digits[:300]), digits) if digits else (1, 0, letters) for digits, letters in parts)


def _counts(
    pool: Sequence[Item], settings: SectionSettings, picker: LanguagePicker, redaction: Redaction, kind: str
) -> Iterator[Counts]:
    declared = settings.totals.counts if settings.totals else {}
    for key, name in ((key, name_of(key)) for key in settings.counts):
        if redaction.hides(kind, name):
            continue
        if isinstance(numbers_of := declared.get(key), Mapping):
            found = ((str(value), str(number)) for value, number in numbers_of.items())
            yield Counts(name, tuple((value, int(number)) for value, number in found if number.isdecimal()))
            continue
        values = (redaction.replaced(value_of(item, name, picker), redaction.mark) for item in pool)
        numbers = Counter(filter(None, values))
        by_year = sorted(numbers.items(), reverse=True)
        yield Counts(name, tuple(by_year if name == "year" else numbers.most_common()))


def value_of(item: Item, name: str, picker: LanguagePicker) -> str:
    """Return the value by which an entry is grouped or counted, or an empty string."""
    if name == "year":
        date = _date_of(item, "date")
        return f"{date.year:04d}" if date is not None and date.year is not None else ""
    match getattr(item, name, None):
        case Date() as date:
            return date.iso or date.text
        case LocalizedText() as text:
            return picker.words(text).upper() if name == "office" else picker.words(text)
        case (LocalizedText() as text, *_):
            return picker.words(text)
        case _:
            number = getattr(item, "number", None) if name == "office" else None
            return office_of(number.content) if isinstance(number, LocalizedText) else ""
