"""The words that a language brings: labels, section titles, dates, punctuation.

They are data, a TOML file per language, over English where a file is silent. Month names and the names of
countries stand in `cldr/`, written by `scripts/wording.py` from CLDR, so that nothing heavy runs here.
"""

from __future__ import annotations

import pkgutil
import tomllib
from functools import lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from resume_cli.locale.languages import is_traditional, truncations

if TYPE_CHECKING:
    from collections.abc import Mapping

#: The languages with a wording of their own, as BCP 47 tags.
AVAILABLE = ("en", "zh", "zh-Hant", "ja", "ko", "de", "fr", "es", "pt", "it", "ru", "ar", "he", "en-GB")
#: Those in which every key has a word of its own; the others leave the rarest to English.
COMPLETE = ("en", "zh", "zh-Hant")

_FALLBACK = "en"


class Locale(Struct, frozen=True):
    """The words of one language, in tables as they stand in the file of the language `tag`."""

    language: str
    tag: str
    tables: Mapping[str, Mapping[str, Any]]

    def get(self, table: str, key: str) -> str | None:
        """Return one word or pattern, or None when no file has it."""
        found = self.tables.get(table, {}).get(key)
        return found if isinstance(found, str) else None

    def label(self, key: str) -> str:
        """Return one of the labels, which English has all of."""
        return str(self.tables["labels"][key])

    def mark(self, key: str) -> str:
        """Return one of the marks that stand between words, such as `comma` or `colon`."""
        return str(self.tables["marks"][key])

    def fact(self, key: str) -> str:
        """Return how a line says a fact, with `{value}` in it."""
        return str(self.tables["facts"][key])

    def date(self, key: str) -> str:
        """Return how a date is written: the pattern of a `day`, `month` or `year`, of a `range`, or `ongoing`."""
        return str(self.tables["dates"][key])

    def section(self, kind: str) -> str | None:
        """Return the usual heading of a section, or None for a section of one's own."""
        return self.get("sections", kind)

    def order(self, key: str) -> tuple[str, ...]:
        """Return the order in which a language names the parts of something: of a degree, of an address."""
        return tuple(self.tables["order"][key])

    def month(self, number: int) -> str:
        """Return the name of a month, from 1 on, as it stands in a date."""
        return str(_cldr(self.tag)["months"]["names"][number - 1])

    def country(self, code: str) -> str | None:
        """Return the name of a country by its two letters, or None."""
        found = _cldr(self.tag)["countries"].get(code.strip().upper())
        return str(found) if found else None


def resolve(language: str) -> str:
    """Return the tag of the wording that serves a language: `zh-TW` is `zh-Hant`, `pt-BR` is `pt`, `sv` is `en`."""
    if is_traditional(language):
        return "zh-Hant"
    by_case = {tag.lower(): tag for tag in AVAILABLE}
    return next((by_case[tag] for tag in truncations(language.lower()) if tag in by_case), _FALLBACK)


@lru_cache(maxsize=32)
def wording(language: str) -> Locale:
    """Return the wording of a language; where its file is silent, English speaks."""
    tag = resolve(language)
    tables: dict[str, dict[str, Any]] = {}
    for name in dict.fromkeys((_FALLBACK, tag)):
        for table, entries in _read(f"{name}.toml").items():
            tables.setdefault(table, {}).update(entries)
    return Locale(language, tag, MappingProxyType({name: MappingProxyType(table) for name, table in tables.items()}))


@lru_cache(maxsize=32)
def _cldr(tag: str) -> Mapping[str, Mapping[str, Any]]:
    """Return what CLDR has of a language; read only when a date or a country needs it."""
    return _read(f"cldr/{tag}.toml")


def _read(file: str) -> dict[str, dict[str, Any]]:
    content = pkgutil.get_data(__name__, file)
    if content is None:
        raise FileNotFoundError(file)
    return tomllib.loads(content.decode())
