"""The structured values of a profile: texts in several languages, and dates."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from resume_cli.errors import FieldPath


_INTERVAL = re.compile(r"(\d{4}-\d\d(?:-\d\d)?)/(\d{4}-\d\d(?:-\d\d)?)")

BULLET_KEYS = frozenset({"text", "tags", "highlights"})
#: The keys of a place, in the order in which their values are joined into one text.
PLACE_KEYS = ("address", "postalCode", "city", "region", "state", "country", "countryCode")


class Located(Struct, frozen=True, repr_omit_defaults=True):
    """A part of a profile with its `path`, which comparisons ignore."""

    def __eq__(self, other: object) -> bool:
        return type(other) is type(self) and self._content() == other._content()

    def __hash__(self) -> int:
        return hash(self._content())

    def _content(self) -> tuple[object, ...]:
        return tuple(getattr(self, name) for name in self.__struct_fields__ if name != "path")


class LocalizedText(Located, frozen=True):
    """A text in one or several languages, without control characters.

    `values` contains pairs of a BCP 47 tag and the text in that language. The tag is empty if the file has one text
    for all languages, which is then in the default language of the file or in the language of its script. After
    selection there is exactly one value, and its tag is never empty. `tags` are the tags of a bullet and `highlights`
    the bullets within it. `only` marks a text from lists that differ in length between languages. Such a text is shown
    only in its own language and never replaces another one.
    """

    values: tuple[tuple[str, str], ...]
    path: FieldPath = ()
    tags: tuple[str, ...] = ()
    only: bool = False
    highlights: tuple[LocalizedText, ...] = ()

    @property
    def content(self) -> str:
        """The text in the first language, which is the only one after selection."""
        return self.values[0][1]

    @property
    def language(self) -> str:
        """The tag of the first language, which is the only one after selection."""
        return self.values[0][0]


class Date(Located, frozen=True):
    """A date with the precision with which it was written.

    `year` is None for free words, which are kept as `text` (`Summer 2012`), and for ongoing dates ("present", "至今").
    """

    text: str
    year: int | None = None
    month: int | None = None
    day: int | None = None
    ongoing: bool = False
    path: FieldPath = ()

    @property
    def ends(self) -> tuple[Date, Date] | None:
        """The first and the last date of an ISO 8601 interval such as `2020-03/2020-05`, or None."""
        match = _INTERVAL.fullmatch(self.text) if self.year is None else None
        if match is None:
            return None
        first, last = (
            Date(each, int(each[:4]), int(each[5:7]), int(each[8:]) if each[8:] else None) for each in match.groups()
        )
        return first, last

    @property
    def iso(self) -> str:
        """The date in ISO 8601 format with its original precision, or an empty string for words."""
        if self.year is None:
            return ""
        parts = [f"{self.year:04d}"] + [f"{part:02d}" for part in (self.month, self.day) if part is not None]
        return "-".join(parts)


def is_torn(key: str) -> bool:
    """Return whether a key is the beginning of a text that an unquoted colon split, not a name in lower case."""
    return " " in key or not key.isidentifier() or key[:1].isupper()
