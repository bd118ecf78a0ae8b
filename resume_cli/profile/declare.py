"""How the classes of a profile are declared: kinds of fields, and items made of them.

The classes are dataclasses to everybody who reads them (`fields`, `replace`, `match`), yet their methods are
written here once: generating them anew for each class takes longer than validating a profile.
"""

from __future__ import annotations

from dataclasses import FrozenInstanceError, dataclass, field, fields
from enum import Enum
from typing import TYPE_CHECKING, Any, ClassVar, Literal, NoReturn, TypeAlias, TypeVar, dataclass_transform

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from dataclasses import Field as DataclassField

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


@dataclass(frozen=True, slots=True)
class Field:
    """What one field holds: its kind, what it is for, the other keys it is known by, its allowed words.

    `form` names a check of the value that can only judge; `shorthand_key` is the key that is meant where a list of
    mappings holds a text instead (`skills: [Python]`).
    """

    kind: FieldKind
    description: str
    of: type[Item] | None = None
    aliases: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()
    form: Form | None = None
    shorthand_key: str = ""


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
) -> Any:  # noqa: ANN401 - dataclass fields are declared with values of another type
    """Declare a field of a profile class; what is absent is empty, or an empty item where one is `always` there."""
    plural = kind in (FieldKind.TEXTS, FieldKind.BULLETS, FieldKind.LINKS, FieldKind.WORDS, FieldKind.ITEMS)
    declared = Field(kind, description, of, aliases, choices, form, shorthand_key)
    if kind in (FieldKind.LIMITS, FieldKind.FREE):
        return field(default_factory=dict, metadata={"declared": declared})
    if always and of is not None:
        return field(default_factory=of, metadata={"declared": declared})
    if kind is FieldKind.FLAG:
        return field(default=False, metadata={"declared": declared})
    return field(default=() if plural else None, metadata={"declared": declared})


ItemClass = TypeVar("ItemClass", bound="type[Item]")


@dataclass_transform(frozen_default=True)
def item_class(of: ItemClass) -> ItemClass:
    """Make a dataclass of a class of items; what is absent is not stored but found in the class."""
    dataclass(init=False, repr=False, eq=False)(of)
    made = fields(of)
    of._factories = {each.name: each.default_factory for each in made if callable(each.default_factory)}  # noqa: SLF001
    of._names = tuple(each.name for each in made)  # noqa: SLF001
    return of


@item_class
class Item:
    """A mapping of the file: where it stands, its tags, and the keys that the format does not know."""

    path: FieldPath = field(default=(), compare=False)
    extra: Mapping[str, object] = field(default_factory=dict)
    tags: tuple[str, ...] = declare(FieldKind.WORDS, "Tags for variants to include or exclude.")

    __dataclass_fields__: ClassVar[dict[str, DataclassField[Any]]]
    _factories: ClassVar[dict[str, Callable[[], Any]]]
    _names: ClassVar[tuple[str, ...]]

    if not TYPE_CHECKING:

        def __init__(self, path: FieldPath = (), extra: Mapping[str, object] | None = None, **values: object) -> None:
            unknown = values.keys() - self._names
            if unknown:
                raise TypeError(f"{type(self).__name__} has no {', '.join(sorted(unknown))}")
            stored = self.__dict__
            stored.update(values)
            stored["path"] = path
            stored["extra"] = {} if extra is None else extra
            for name, factory in self._factories.items():
                if name not in stored:
                    stored[name] = factory()

    def __setattr__(self, name: str, value: object) -> NoReturn:
        raise FrozenInstanceError(f"cannot assign to field {name!r}")

    def __delattr__(self, name: str) -> NoReturn:
        raise FrozenInstanceError(f"cannot delete field {name!r}")

    def __eq__(self, other: object) -> bool:
        """Whether another item says the same, wherever it stands."""
        if type(other) is not type(self):
            return NotImplemented
        return all(getattr(self, name) == getattr(other, name) for name in self._names if name != "path")

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        filled = ", ".join(f"{name}={self.__dict__[name]!r}" for name in self._names if self.__dict__.get(name))
        return f"{type(self).__name__}({filled})"


def key_of(attribute: str) -> str:
    """Return the file's key of an attribute: `start_date` is `startDate`."""
    head, *rest = attribute.split("_")
    return head + "".join(map(str.capitalize, rest))


_DECLARATIONS: dict[type, Mapping[str, Field]] = {}


def declarations(of: type[Item]) -> Mapping[str, Field]:
    """Return the declared fields of a profile class by attribute, in order; `path` and `extra` are not among them."""
    if of not in _DECLARATIONS:
        _DECLARATIONS[of] = {each.name: each.metadata["declared"] for each in fields(of) if "declared" in each.metadata}
    return _DECLARATIONS[of]


class Key:
    """What a key of the file stands for."""

    __slots__ = ("attribute", "canonical", "declared")

    def __init__(self, attribute: str, declared: Field, canonical: str) -> None:
        self.attribute = attribute
        self.declared = declared
        self.canonical = canonical


_KEYS: dict[type[Item], dict[str, Key]] = {}


def keys_of(of: type[Item]) -> dict[str, Key]:
    """Return all keys that a mapping may have, other names included; the names of today win."""
    if of not in _KEYS:
        known = {key_of(name): Key(name, declared, key_of(name)) for name, declared in declarations(of).items()}
        for name, declared in declarations(of).items():
            for alias in declared.aliases:
                known.setdefault(alias, Key(name, declared, key_of(name)))
        _KEYS[of] = known
    return _KEYS[of]
