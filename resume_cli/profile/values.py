"""The values of a profile that are more than a string: texts in several languages, and dates."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from resume_cli.errors import FieldPath


class Placed(Struct, frozen=True, eq=False):
    """A value of the file; it equals another that says the same, wherever the two stand."""

    def __eq__(self, other: object) -> bool:
        return type(other) is type(self) and _content(other) == _content(self)

    def __ne__(self, other: object) -> bool:
        # A Struct has a comparison of its own for `!=`, which does not ask `__eq__`.
        return not self == other

    def __hash__(self) -> int:
        return hash(_content(self))


def _content(value: Placed) -> tuple[object, ...]:
    return tuple(getattr(value, name) for name in value.__struct_fields__ if name != "path")


class LocalizedText(Placed, frozen=True, eq=False):
    """A text in one or several languages, clean of control characters.

    `values` pairs a BCP 47 tag with the words; the tag is empty where the file gives one text for all
    (it is then in the file's default language, or in that of its script). After selection there is exactly
    one value and its tag is never empty. `tags` are those of a bullet. `only` marks a text out of lists that
    have different lengths in different languages: it stands in its own language and never in another's place.
    """

    values: tuple[tuple[str, str], ...]
    path: FieldPath = ()
    tags: tuple[str, ...] = ()
    only: bool = False

    @property
    def content(self) -> str:
        """The words of the first language; after selection, the only one."""
        return self.values[0][1]

    @property
    def language(self) -> str:
        """The tag of the first language; after selection, the only one."""
        return self.values[0][0]


class Date(Placed, frozen=True, eq=False):
    """A date exactly as precise as it was written.

    `year` is None for free words (`Summer 2012` keeps its text) and for an ongoing one ("present", "至今").
    """

    text: str
    year: int | None = None
    month: int | None = None
    day: int | None = None
    ongoing: bool = False
    path: FieldPath = ()

    @property
    def iso(self) -> str:
        """The machine's form with the written precision, or an empty string for words."""
        if self.year is None:
            return ""
        parts = [f"{self.year:04d}"] + [f"{part:02d}" for part in (self.month, self.day) if part is not None]
        return "-".join(parts)
