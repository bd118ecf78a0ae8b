"""The sections that are shown and their entries: by tag, in order, up to a limit, and counted before it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from msgspec import Struct
from msgspec.structs import replace

from resume_cli.locale.languages import look_up
from resume_cli.profile.model import Date, Item, LocalizedText, Profile, SectionSettings, Variant, Work, declarations
from resume_cli.select.walk import attribute_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from resume_cli.select.localise import Localiser
    from resume_cli.select.redact import Redaction

#: How a résumé is usually ordered; sections that the file does not order keep this one.
USUAL_ORDER = (
    "summary", "work", "education", "projects", "skills", "publications", "patents", "contributions", "talks",
    "awards", "certificates", "volunteer", "languages", "interests", "references",
)  # fmt: skip

#: What stands for a date that an entry lacks, in turn.
DATES = {
    "granted": ("granted", "published", "filed"),
    "published": ("published", "filed", "granted"),
    "filed": ("filed", "published", "granted"),
    "expires": ("expires",),
    "date": ("date", "release_date", "granted", "end_date", "start_date", "published", "filed"),
    "release_date": ("release_date", "date"),
    "start_date": ("start_date", "date", "end_date"),
    "end_date": ("end_date", "date"),
}
#: An ongoing date is later than every other.
_ONGOING = (9999, 99, 99)


class Counts(Struct, frozen=True):
    """How often each value of a field stands in the entries of a section, those that a limit leaves out as well."""

    field: str
    values: tuple[tuple[str, int], ...]


class SectionList(Struct, frozen=True):
    """One section that is shown: its settings, its entries in order, and how many there were before the limit.

    `kind` is `summary`, the profile's name of a list, or `custom`.
    """

    settings: SectionSettings
    kind: str
    items: tuple[Item, ...] = ()
    total: int = 0
    counts: tuple[Counts, ...] = ()


class LanguagePicker(Struct, frozen=True):
    """Reads the words of entries before they are taken to one language."""

    language: str
    languages: tuple[str, ...]

    def word(self, text: LocalizedText) -> str:
        """Return what a text says in the language, or in the next best."""
        tags = [tag for tag, _ in text.values]
        candidates = (look_up(each, tags) for each in (self.language, *self.languages))
        found = next((tag for tag in candidates if tag is not None), tags[0])
        return text.values[tags.index(found)][1]


def section_lists(
    profile: Profile, variant: Variant, picker: LanguagePicker, localiser: Localiser, redaction: Redaction
) -> Iterator[SectionList]:
    """Yield the sections that a variant shows, in order, each with its entries in one language."""
    for settings in ordered(profile, variant):
        kind = kind_of(settings.id)
        if kind == "summary":
            if variant.summary or profile.basics.summary:
                yield SectionList(_title(settings, localiser, redaction), kind)
            continue
        where = (attribute_of(settings.id) if kind == "custom" else kind,)
        if redaction.hides(*where):
            continue
        entries: Sequence[Item] = settings.entries if kind == "custom" else getattr(profile, kind)
        pool = [item for item in entries if is_shown(item.tags, variant) and not _any(item.tags, settings.exclude)]
        chosen = [item for item in pool if _any(item.tags, settings.include)] if settings.include else pool
        chosen = sorted_by(chosen, settings.sort, picker)
        limit = variant.limit.get(settings.id, settings.limit)
        chosen = chosen if limit is None else chosen[: max(0, limit)]
        items = [redaction.clean(localiser.item(_bullets(item, variant), where), where) for item in chosen]
        shown = tuple(item for item in items if not is_empty(item))
        if shown or (pool and (settings.counts or settings.more)):
            yield SectionList(
                _title(settings, localiser, redaction),
                kind,
                shown,
                len(pool),
                tuple(_counts(pool, settings.counts, picker, redaction, kind)),
            )


def kind_of(name: str) -> str:
    """Return the profile's name of the list that a section shows, `summary`, or `custom`."""
    return name if name in Profile.LISTS or name == "summary" else "custom"


def ordered(profile: Profile, variant: Variant) -> Iterator[SectionSettings]:
    """Yield the settings of the sections in the order in which they stand.

    A variant's choice is the whole order. Else the file's sections keep their order among themselves, and those
    it does not mention stand where a résumé usually has them: naming `patents` to limit it moves nothing.
    """
    if variant.sections:
        by_name: dict[str, list[SectionSettings]] = {}
        for each in profile.sections:
            by_name.setdefault(each.id, []).append(each)
        for name in dict.fromkeys(variant.sections):
            yield from by_name.get(name) or [SectionSettings(id=name)]
        return
    names = [each.id for each in profile.sections]
    result: list[SectionSettings] = list(profile.sections)
    for name in (name for name in USUAL_ORDER if name not in names):
        result.insert(_place(result, name), SectionSettings(id=name))
    yield from result


def _place(there: Sequence[SectionSettings], name: str) -> int:
    """Return the index behind the last section that usually stands before a name; sections of one's own go along."""
    earlier = USUAL_ORDER[: USUAL_ORDER.index(name)]
    place = max((index + 1 for index, each in enumerate(there) if each.id in earlier), default=0)
    while 0 < place < len(there) and kind_of(there[place].id) == "custom":
        place += 1
    return place


def is_shown(tags: Sequence[str], variant: Variant) -> bool:
    """Tell whether a variant shows what carries these tags; what has no tags is always shown."""
    if not tags:
        return True
    if _any(tags, variant.exclude):
        return False
    return not variant.include or _any(tags, variant.include)


def _any(tags: Iterable[str], wanted: Sequence[str]) -> bool:
    return any(tag in wanted for tag in tags)


def _bullets(item: Item, variant: Variant) -> Item:
    """Return an entry without the bullets and roles that a variant hides."""
    changes: dict[str, Any] = {}
    for attribute in declarations(type(item)):
        value = getattr(item, attribute)
        if isinstance(value, tuple) and value and isinstance(value[0], LocalizedText | Item):
            kept = tuple(
                _bullets(each, variant) if isinstance(each, Item) else each
                for each in value
                if is_shown(each.tags, variant)
            )
            if kept != value:
                changes[attribute] = kept
    return replace(item, **changes) if changes else item


def is_empty(item: Item) -> bool:
    """Tell whether nothing of an entry would be read: no text and no date."""
    for attribute, declared in declarations(type(item)).items():
        value = getattr(item, attribute)
        if value and attribute != "tags":
            if isinstance(value, tuple) and declared.of is not None and all(is_empty(each) for each in value):
                continue
            return False
    return True


def sorted_by(items: Sequence[Item], sort: str | None, picker: LanguagePicker) -> list[Item]:
    """Return entries sorted by a field, `-` before it reversed; those without it last, equals as they were."""
    if not sort:
        return list(items)
    attribute = attribute_of(sort.lstrip("-"))
    keyed = [(key_of_item(item, attribute, picker), item) for item in items]
    present = [pair for pair in keyed if pair[0] is not None]
    present.sort(key=lambda pair: pair[0], reverse=sort.startswith("-"))  # type: ignore[arg-type, return-value]
    return [item for _, item in present] + [item for key, item in keyed if key is None]


def date_of(item: Item, attribute: str) -> Date | None:
    """Return a date of an entry, or that which stands for it."""
    for name in DATES.get(attribute, (attribute,)):
        value = getattr(item, name, None)
        if isinstance(value, Date) and (value.year is not None or value.ongoing):
            return value
    return None


def is_date(item: Item, attribute: str) -> bool:
    """Tell whether a field of an entry holds a date, or can be one."""
    return attribute in DATES or isinstance(getattr(item, attribute, None), Date)


def key_of_item(item: Item, attribute: str, picker: LanguagePicker) -> tuple[object, ...] | None:
    """Return what an entry is sorted by, or None when it has no such thing."""
    if attribute == "year" or is_date(item, attribute):
        date = date_of(item, "date" if attribute == "year" else attribute)
        if date is None:
            start = getattr(item, "start_date", None)
            running = attribute == "end_date" and start is not None and start.year is not None
            return _ONGOING if running else None
        return _ONGOING if date.ongoing else (date.year, date.month or 0, date.day or 0)
    value = getattr(item, attribute, None)
    match value:
        case LocalizedText():
            return _natural(picker.word(value))
        case (LocalizedText() as first, *_):
            return _natural(picker.word(first))
        case _:
            return None


def _natural(content: str) -> tuple[object, ...]:
    """Sort numbers within words by their size: `CN9` before `CN10`."""
    parts: list[tuple[int, int, str]] = []
    digits = letters = ""
    for character in content.casefold() + "\0":
        if character.isascii() and character.isdigit():
            if letters:
                parts.append((1, 0, letters))
                letters = ""
            digits += character
        else:
            if digits:
                parts.append((0, int(digits[:300]), digits))
                digits = ""
            letters += character
    return (*parts, (1, 0, letters))


def _counts(
    pool: Sequence[Item], fields: Sequence[str], picker: LanguagePicker, redaction: Redaction, kind: str
) -> Iterator[Counts]:
    for name in fields:
        attribute = attribute_of(name)
        if redaction.hides(kind, attribute):
            continue
        numbers: dict[str, int] = {}
        for item in pool:
            value = value_of(item, attribute, picker)
            value = redaction.replaced(value, redaction.mark)
            if value:
                numbers[value] = numbers.get(value, 0) + 1
        by_number = sorted(numbers.items(), key=lambda pair: -pair[1])
        yield Counts(attribute, tuple(sorted(numbers.items(), reverse=True) if attribute == "year" else by_number))


def value_of(item: Item, attribute: str, picker: LanguagePicker) -> str:
    """Return what an entry is grouped or counted by, or an empty string."""
    if attribute == "year":
        date = date_of(item, "date")
        return f"{date.year:04d}" if date is not None and date.year is not None else ""
    value = getattr(item, attribute, None)
    match value:
        case Date():
            return value.iso or value.text
        case LocalizedText():
            word = picker.word(value)
            return word.upper() if attribute == "office" else word
        case (LocalizedText() as first, *_):
            return picker.word(first)
        case _:
            return office_of(item) if attribute == "office" else ""


def office_of(item: Item) -> str:
    """Return the office that the first two letters of a patent's number name, or an empty string."""
    number = getattr(item, "number", None)
    head = number.content[:2].upper() if isinstance(number, LocalizedText) else ""
    return head if len(head) == 2 and head.isascii() and head.isalpha() else ""


def _title(settings: SectionSettings, localiser: Localiser, redaction: Redaction) -> SectionSettings:
    """Return settings in one language, without what has been applied already."""
    entries: tuple[Work, ...] = ()
    applied = replace(settings, entries=entries, include=(), exclude=())
    return redaction.clean(localiser.item(applied, ("sections",)), ("sections",))
