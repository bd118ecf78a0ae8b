"""The values of a profile that are more than a string: texts in several languages, and dates."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from resume_cli.errors import FieldPath


_INTERVAL = re.compile(r"(\d{4}-\d\d(?:-\d\d)?)/(\d{4}-\d\d(?:-\d\d)?)")

BULLET_KEYS = frozenset({"text", "tags", "highlights"})
#: The order in which the parts of a place are read as one text.
PLACE_KEYS = ("address", "postalCode", "city", "region", "state", "country", "countryCode")


class Located(Struct, frozen=True, repr_omit_defaults=True):
    """A part of a profile with its `path`, which does not count when parts are compared."""

    def __eq__(self, other: object) -> bool:
        return type(other) is type(self) and self._content() == other._content()

    def __hash__(self) -> int:
        return hash(self._content())

    def _content(self) -> tuple[object, ...]:
        return tuple(getattr(self, name) for name in self.__struct_fields__ if name != "path")


class LocalizedText(Located, frozen=True):
    """A text in one or several languages, clean of control characters.

    `values` pairs a BCP 47 tag with the words; the tag is empty where the file gives one text for all
    (it is then in the file's default language, or in that of its script). After selection there is exactly
    one value and its tag is never empty. `tags` are those of a bullet, and `highlights` the bullets within it. `only`
    marks a text from lists that differ in length between languages: it is shown in its own language and never replaces
    another.
    """

    values: tuple[tuple[str, str], ...]
    path: FieldPath = ()
    tags: tuple[str, ...] = ()
    only: bool = False
    highlights: tuple[LocalizedText, ...] = ()

    @property
    def content(self) -> str:
        """The words in the first language; after selection, the only one."""
        return self.values[0][1]

    @property
    def language(self) -> str:
        """The tag of the first language; after selection, the only one."""
        return self.values[0][0]


class Date(Located, frozen=True):
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
    def ends(self) -> tuple[Date, Date] | None:
        """The first and the last date of words that are an interval of ISO 8601, such as `2020-03/2020-05`."""
        match = _INTERVAL.fullmatch(self.text) if self.year is None else None
        if match is None:
            return None
        first, last = (
            Date(each, int(each[:4]), int(each[5:7]), int(each[8:]) if each[8:] else None) for each in match.groups()
        )
        return first, last

    @property
    def iso(self) -> str:
        """The ISO 8601 form with the precision as written, or an empty string for words."""
        if self.year is None:
            return ""
        parts = [f"{self.year:04d}"] + [f"{part:02d}" for part in (self.month, self.day) if part is not None]
        return "-".join(parts)


def is_torn(key: str) -> bool:
    """Return whether a key is the start of a text that an unquoted colon tore apart, not a name in small letters."""
    return " " in key or not key.isidentifier() or key[:1].isupper()
