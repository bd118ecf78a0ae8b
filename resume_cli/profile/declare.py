"""How the classes of a profile are declared: kinds of fields, and items made of them."""

from __future__ import annotations

from enum import Enum
from functools import cache
from typing import TYPE_CHECKING, Any, Literal, TypeAlias, dataclass_transform

from msgspec import Struct, StructMeta, field
from msgspec.structs import replace

from resume_cli.profile.values import Placed

if TYPE_CHECKING:
    from collections.abc import Mapping

    from resume_cli.errors import FieldPath


class FieldKind(Enum):
    """The shape of a field's value in the file."""

    TEXT = "a text, or one per language"
    TEXTS = "a list of texts, or one list per language; a text alone is a list of one"
    MARKUP = "a text with inline Markdown, or one per language"
    BULLETS = "a list of texts with inline Markdown, each with tags if wanted"
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


#: What a text should look like.
Form: TypeAlias = Literal["email", "phone", "country", "file"]


class Field(Struct, frozen=True):
    """What one field holds: its kind, what it is for, the other keys it is known by, its allowed words.

    `form` names a check of the value that can only judge; `shorthand_key` is the key that is meant where a list of
    mappings holds a text instead (`skills: [Python]`). `attribute` and `key` are its names here and in the file.
    """

    kind: FieldKind
    description: str
    of: type[Item] | None = None
    aliases: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()
    form: Form | None = None
    shorthand_key: str = ""
    always: bool = False
    attribute: str = ""

    @property
    def key(self) -> str:
        """The key in the file: `startDate` for the attribute `start_date`."""
        return key_of(self.attribute)

    @property
    def default(self) -> Any:  # noqa: ANN401 - of any field
        """What an absent field is: nothing, or empty where it holds several values."""
        if self.kind in {FieldKind.LIMITS, FieldKind.FREE}:
            return field(default_factory=dict)
        if self.always and self.of is not None:
            return field(default_factory=self.of)
        if self.kind is FieldKind.FLAG:
            return False
        return () if self.kind in _PLURAL else None


_PLURAL = {FieldKind.TEXTS, FieldKind.BULLETS, FieldKind.LINKS, FieldKind.WORDS, FieldKind.ITEMS}


def declare(  # noqa: PLR0913 - one argument for each thing a declaration says
    kind: FieldKind,
    description: str,
    of: type[Item] | None = None,
    *,
    aliases: tuple[str, ...] = (),
    choices: tuple[str, ...] = (),
    form: Form | None = None,
    shorthand_key: str = "",
    always: bool = False,
) -> Any:  # noqa: ANN401 - fields are declared with values of another type
    """Declare a field of a profile class; what is absent is empty, or an empty item where one is `always` there."""
    return Field(kind, description, of, aliases, choices, form, shorthand_key, always)


@dataclass_transform(frozen_default=True, field_specifiers=(declare, field))
class ItemMeta(StructMeta):
    """Parts the declarations of a class from the defaults that msgspec wants."""

    DECLARATIONS: Mapping[str, Field]

    def __new__(cls, name: str, bases: tuple[type, ...], namespace: dict[str, Any], **options: Any) -> ItemMeta:  # noqa: ANN401 - of StructMeta
        """Make a class of items; `DECLARATIONS` holds its declared fields by attribute, in order."""
        declared = {}
        for attribute, value in namespace.items():
            if isinstance(value, Field):
                declared[attribute] = replace(value, attribute=attribute)
                namespace[attribute] = value.default
        inherited = getattr(bases[0], "DECLARATIONS", {})
        made: ItemMeta = super().__new__(cls, name, bases, namespace, **options)
        made.DECLARATIONS = {**inherited, **declared}
        return made


class Item(Placed, frozen=True, eq=False, metaclass=ItemMeta):
    """A mapping of the file: where it stands, its tags, and the keys that the format does not know."""

    path: FieldPath = ()
    extra: Mapping[str, object] = field(default_factory=dict)
    tags: tuple[str, ...] = declare(FieldKind.WORDS, "Tags for variants to include or exclude.")


def key_of(attribute: str) -> str:
    """Return the file's key of an attribute: `start_date` is `startDate`."""
    head, *rest = attribute.split("_")
    return head + "".join(map(str.capitalize, rest))


def declarations(of: type[Item]) -> Mapping[str, Field]:
    """Return the declared fields of a profile class by attribute, in order; `path` and `extra` are not among them."""
    return of.DECLARATIONS


@cache
def keys_of(of: type[Item]) -> Mapping[str, Field]:
    """Return the fields of a mapping by all keys it may have, other names included; the names of today win."""
    fields = of.DECLARATIONS.values()
    aliases = {alias: each for each in fields for alias in each.aliases}
    return {**aliases, **{each.key: each for each in fields}}
