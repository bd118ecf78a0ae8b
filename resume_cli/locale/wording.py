"""The words that a language brings: labels, section titles, dates, order and punctuation.

A language is one TOML file beside this module; what it leaves out is said in English. The names of its months and
countries are in `cldr/`, written by `scripts/wording.py` from CLDR, so that nothing heavy runs here.
"""

from __future__ import annotations

import tomllib
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from resume_cli.errors import MissingPartError
from resume_cli.locale.languages import is_traditional, truncations

if TYPE_CHECKING:
    from collections.abc import Mapping

_FOLDER = Path(__file__).parent
_FALLBACK = "en"

#: The languages with a wording of their own, as BCP 47 tags.
AVAILABLE = tuple(sorted(path.stem for path in _FOLDER.glob("*.toml")))


class Locale(Struct, frozen=True):
    """The words of one language, in tables as they are in the file of the language `tag`."""

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
        """Return one of the marks between words, such as `comma` or `colon`."""
        return str(self.tables["marks"][key])

    def fact(self, key: str) -> str:
        """Return how a line says a fact, with `{value}` in it."""
        return str(self.tables["facts"][key])

    def date(self, key: str) -> str:
        """Return the pattern of a `range` or of `until`, or the word for `ongoing`."""
        return str(self.tables["dates"][key])

    def section(self, kind: str) -> str | None:
        """Return the usual heading of a section, or None for a custom section."""
        return self.get("sections", kind)

    def order(self, key: str) -> tuple[str, ...]:
        """Return the order in which a language names the parts of something: of a degree, of an address."""
        return tuple(self.tables["order"][key])

    @property
    def quotes(self) -> tuple[str, str, str, str]:
        """Return the quotation marks around a text, and around one within it; empty ones change nothing."""
        outer, outer_end, inner, inner_end = self.tables["typography"]["quotes"]
        return outer, outer_end, inner, inner_end

    @property
    def elided(self) -> tuple[str, ...]:
        """Return the beginnings of words that an apostrophe stands before."""
        return tuple(str(self.tables["typography"]["elided"]).split())

    def write_date(self, year: int, month: int | None = None, day: int | None = None) -> str:
        """Return a date, as precise as it is given, in the pattern of the language."""
        pattern = self.date("year" if month is None else "month" if day is None else "day")
        # CLDR's file is five times larger than ours, and numbers need nothing of it.
        name = self.month(month) if month is not None and "{month_name}" in pattern else ""
        return pattern.format(year=f"{year:04d}", month=month, day=day, month_name=name)

    def duration(self, months: int) -> str:
        """Return how long a number of months is, in years and months: `5 yrs 10 mos`."""
        years, rest = divmod(months, 12)
        parts = {name: self._counted(name, number) for name, number in (("years", years), ("months", rest)) if number}
        return self.date("duration").format(**parts) if len(parts) > 1 else "".join(parts.values())

    def _counted(self, noun: str, number: int) -> str:
        """Return a number with a noun in the form that follows it."""
        forms = self.tables["dates"][noun]
        plurals = _cldr(self.tag)["plurals"] if len(forms) > 1 else {}
        form = next((each for each, numbers in plurals.items() if number % 100 in numbers), "other")
        return str(forms.get(form, forms["other"])).format(number=number)

    def month(self, number: int) -> str:
        """Return the name of a month, from 1 on, as a date has it."""
        return str(_cldr(self.tag)["months"]["names"][number - 1])

    def calendar_words(self) -> tuple[str, ...]:
        """Return the names of months and of days of the week, whole and short."""
        return (*_cldr(self.tag)["months"]["names"], *_cldr(self.tag)["calendar"]["words"])

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


def has_wording(language: str) -> bool:
    """Return whether a language has words of its own here, or is served by the English ones."""
    return resolve(language) != _FALLBACK or language.partition("-")[0].lower() == _FALLBACK


@lru_cache(maxsize=32)
def wording(language: str) -> Locale:
    """Return the wording of a language, over the English one."""
    tag = resolve(language)
    tables: dict[str, dict[str, Any]] = {}
    for name in dict.fromkeys((_FALLBACK, tag)):
        for table, entries in _read(f"{name}.toml").items():
            tables.setdefault(table, {}).update(entries)
    return Locale(tag, MappingProxyType({name: MappingProxyType(table) for name, table in tables.items()}))


def country_code(name: str) -> str:
    """Return the two letters of a country by its name in any of the languages, or an empty string."""
    wanted = name.casefold()
    countries = (pair for tag in AVAILABLE for pair in _cldr(tag)["countries"].items())
    return next((code for code, each in countries if str(each).casefold() == wanted), "")


@lru_cache(maxsize=32)
def _cldr(tag: str) -> Mapping[str, Mapping[str, Any]]:
    """Return what CLDR has of a language; read only when a date or a country needs it."""
    return _read(f"cldr/{tag}.toml")


def _read(file: str) -> dict[str, dict[str, Any]]:
    try:
        return tomllib.loads((_FOLDER / file).read_text("utf-8"))
    except FileNotFoundError as error:
        message = f"the wording `{file}` is missing from this installation"
        raise MissingPartError(message, hint="`python scripts/wording.py` writes the files of cldr/") from error
