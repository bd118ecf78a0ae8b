"""How a class of the profile declares the keys of its mapping: each field says its type, its `Field`, its default.

    location: Annotated[TextField, Field("Where.", aliases=("jobLocation",))] = None

Validation, the JSON Schema, the documentation, selection and the data writer all read these declarations.
"""

from collections.abc import Mapping
from enum import Enum
from functools import cache
from inspect import get_annotations
from typing import Annotated, Literal, TypeAlias, TypeVar, get_args

from msgspec import Struct
from msgspec.structs import replace

from resume_cli.errors import FieldPath
from resume_cli.profile.values import Date, LocalizedText, Placed


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
    FREE = "anything"


class Field(Struct, frozen=True):
    """What a key holds; the annotation gives its `name`, its `kind` and, for mappings, the class `of` its items.

    `form` names a check of the value that can only warn; `shorthand_key` is the key that is meant where a list of
    mappings holds a text instead (`skills: [Python]`). `language` is `own` for what nobody translates, such as the
    title of a patent, and `none` for what belongs to no language, such as its number.
    """

    description: str
    aliases: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()
    form: Literal["email", "phone", "country", "file"] | None = None
    shorthand_key: str = ""
    language: Literal["own", "none"] | None = None
    name: str = ""
    kind: FieldKind = FieldKind.FREE
    of: "type[Item] | None" = None

    @property
    def key(self) -> str:
        """The file's key: `startDate` for `start_date`."""
        head, *rest = self.name.split("_")
        return head + "".join(map(str.capitalize, rest))


class SectionField(Field, frozen=True, kw_only=True):
    """A list of the profile that is a section; `after` names the section that it usually follows."""

    after: str


TextField: TypeAlias = Annotated[LocalizedText | None, FieldKind.TEXT]
TextsField: TypeAlias = Annotated[tuple[LocalizedText, ...], FieldKind.TEXTS]
MarkupField: TypeAlias = Annotated[LocalizedText | None, FieldKind.MARKUP]
BulletsField: TypeAlias = Annotated[tuple[LocalizedText, ...], FieldKind.BULLETS]
DateField: TypeAlias = Annotated[Date | None, FieldKind.DATE]
LinkField: TypeAlias = Annotated[LocalizedText | None, FieldKind.LINK]
LinksField: TypeAlias = Annotated[tuple[LocalizedText, ...], FieldKind.LINKS]
WordsField: TypeAlias = Annotated[tuple[str, ...], FieldKind.WORDS]
WordField: TypeAlias = Annotated[str | None, FieldKind.WORD]
NumberField: TypeAlias = Annotated[int | None, FieldKind.NUMBER]
FlagField: TypeAlias = Annotated[bool, FieldKind.FLAG]


class Item(Placed, frozen=True):
    """A mapping of the file: its path, its tags, and the keys that the format does not know."""

    path: FieldPath = ()
    extra: Mapping[str, object] = {}
    tags: Annotated[WordsField, Field("Tags for variants to include or exclude.")] = ()


AnyItem = TypeVar("AnyItem", bound=Item)
ItemsField: TypeAlias = Annotated[tuple[AnyItem, ...], FieldKind.ITEMS]


@cache
def fields_of(of: type[Item]) -> Mapping[str, Field]:
    """Return the fields of a class by name, `tags` first; raise TypeError for one without a declaration."""
    found: dict[str, Field] = {}
    for base in reversed(of.__mro__):
        for name, annotation in get_annotations(base).items():
            match get_args(annotation):
                case (held, FieldKind() as kind, Field() as field):
                    classes = [each for each in (held, *get_args(held)) if isinstance(each, type)]
                    inner = next((each for each in classes if issubclass(each, Item)), None)
                    found[name] = replace(field, name=name, kind=kind, of=inner)
                case _ if name not in {"path", "extra"}:
                    raise TypeError(f"{base.__name__}.{name} has no kind or no `Field` in its annotation")
    return found


@cache
def keys_of(of: type[Item]) -> Mapping[str, Field]:
    """Return the fields of a class by key, aliases included; where they clash, the key wins."""
    keys = {field.key: field for field in fields_of(of).values()}
    for field in fields_of(of).values():
        for alias in field.aliases:
            keys.setdefault(alias, field)
    return keys


def name_of(key: str) -> str:
    """Return the name of the field that a key stands for: `startDate` and `start_date` are both `start_date`."""
    return "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in key)
