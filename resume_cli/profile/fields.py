"""The declarations of the keys of a profile's mappings. Each field of a class has a kind and a description.

    location: LocalizedText | None = FieldKind.TEXT("Where.")

Validation, the JSON Schema, the documentation, selection and the data writer all read these declarations.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from functools import cache
from typing import TYPE_CHECKING, Any, Literal, TypeAlias, TypeVar

from msgspec import Struct, StructMeta
from msgspec.structs import replace

from resume_cli.profile.values import LocalizedText, Located

if TYPE_CHECKING:
    from collections.abc import Iterator

    from resume_cli.errors import FieldPath


class FieldKind(Enum):
    """The shape of a field's value in the file."""

    TEXT = "a text, or one per language"
    TEXTS = "a list of texts, or one list per language; a text alone is a list of one"
    MARKUP = "a text with inline Markdown, or one per language"
    BULLETS = "a list of texts with inline Markdown, each with tags and with bullets within if wanted"
    DATE = "YYYY, YYYY-MM or YYYY-MM-DD"
    LINK = "a URL, or one per language"
    LINKS = "a URL or a list of URLs"
    WORDS = "a list of words that are never shown, such as tags"
    WORD = "one word that is never shown"
    NUMBER = "a whole number"
    FLAG = "true or false"
    ITEM = "a mapping"
    ITEMS = "a list of mappings"
    LIMITS = "a whole number for each section"
    FACTS = "labels with a text or a date each"
    FREE = "anything"

    def __call__(self, description: str, of: type[Item] | None = None, **options: Any) -> Any:  # noqa: ANN401 - any field's type
        """Declare a field of a class of items (see `Field`), with the default of its kind for a missing key."""
        return Field(self, description, of, **{"default": _DEFAULTS.get(self), **options})


#: The checks of a text that only produce warnings.
Form: TypeAlias = Literal["email", "phone", "country", "file"]
_DEFAULTS: dict[FieldKind, Any] = {
    **dict.fromkeys((FieldKind.TEXTS, FieldKind.BULLETS, FieldKind.LINKS, FieldKind.WORDS, FieldKind.ITEMS), ()),
    FieldKind.LIMITS: {},
    FieldKind.FACTS: {},
    FieldKind.FREE: {},
    FieldKind.FLAG: False,
}


class Field(Struct, frozen=True):
    """The declaration of a key: the kind of its value, its description and the class of the items in it.

    `shorthand_key` is the key that a text takes if it replaces a mapping in a list (`skills: [Python]`). `language` is
    `own` for texts that are never translated, such as the title of a patent, and `none` for texts that belong to no
    language, such as its number. A field with `after` is a section, which usually follows the section of that name.
    If `often_one` is set, a list of one text is written as a text. If `may_be_empty` is set, an empty text is kept
    instead of being treated as absent. `name` is the attribute (`start_date`) and `key` the key in the file
    (`startDate`).
    """

    kind: FieldKind
    description: str
    of: type[Item] | None = None
    choices: tuple[str, ...] = ()
    form: Form | None = None
    shorthand_key: str = ""
    language: Literal["own", "none"] | None = None
    after: str | None = None
    often_one: bool = False
    may_be_empty: bool = False
    default: Any = None
    name: str = ""
    key: str = ""


def section(description: str, of: type[Item], *, after: str, **options: Any) -> Any:  # noqa: ANN401 - any field's type
    """Declare a list of the profile as a section."""
    return FieldKind.ITEMS(description, of, after=after, **options)


_FIELDS: dict[type, dict[str, Field]] = {}


class ItemMeta(StructMeta):
    """The metaclass of items, which keeps the declarations of a class and passes their defaults to msgspec."""

    def __new__(cls, name: str, bases: tuple[type, ...], namespace: dict[str, Any], **options: Any) -> ItemMeta:  # noqa: ANN401 - as in type
        """Create the class and register its fields."""
        declared = {each: field for each, field in namespace.items() if isinstance(field, Field)}
        defaults = {each: field.default for each, field in declared.items()}
        made = super().__new__(cls, name, bases, namespace | defaults, **options)
        fields = {each: replace(field, name=each, key=_key_of(each)) for each, field in declared.items()}
        inherited = _FIELDS.get(bases[0], {})
        tags = {each: field for each, field in inherited.items() if each == "tags"}
        # The fields that all entries share come after the fields of the class itself.
        _FIELDS[made] = tags | fields | inherited | fields
        if undeclared := {*made.__struct_fields__} - {*_FIELDS[made], "path", "extra"}:
            raise TypeError(f"{name} has fields without a FieldKind: {', '.join(sorted(undeclared))}")
        return made


def _key_of(name: str) -> str:
    head, *rest = name.split("_")
    return head + "".join(map(str.capitalize, rest))


class Item(Located, metaclass=ItemMeta, frozen=True):
    """A mapping of the file: its path, its tags, and the keys that the format does not know."""

    path: FieldPath = ()
    extra: Mapping[str, object] = {}
    tags: tuple[str, ...] = FieldKind.WORDS("Tags for variants to include or exclude.")


AnyItem = TypeVar("AnyItem", bound=Item)


def fields_of(of: type[Item]) -> Mapping[str, Field]:
    """Return the fields of a class by name, `tags` first, without `path` and `extra`."""
    return _FIELDS[of]


def is_blank(item: Item) -> bool:
    """Return whether all fields of an item are empty."""
    return not any(getattr(item, name) for name in _FIELDS[type(item)])


def parts(value: object) -> Iterator[Item | LocalizedText]:
    """Yield the items and texts of a value, each before those within it, in the order of the declarations."""
    match value:
        case LocalizedText():
            yield value
            yield from value.highlights
        case Item():
            yield value
            for name in fields_of(type(value)):
                yield from parts(getattr(value, name))
        case tuple():
            for each in value:
                yield from parts(each)
        case Mapping():
            yield from parts(tuple(value.values()))


@cache
def keys_of(of: type[Item]) -> Mapping[str, Field]:
    """Return the fields of a class by key."""
    return {field.key: field for field in fields_of(of).values()}


def name_of(key: str) -> str:
    """Return the name of the field with a key: `start_date` for both `startDate` and `start_date`."""
    return "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in key)
