"""Load the wording of a language: labels, section titles, dates, order and punctuation.

Each language has a TOML file next to this module, with English as the fallback for missing keys. The names of months
and countries are in `cldr/`, written in advance by `scripts/wording.py` from CLDR.
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

#: The languages with a wording, as BCP 47 tags.
AVAILABLE = tuple(sorted(path.stem for path in _FOLDER.glob("*.toml")))


class Locale(Struct, frozen=True):
    """The wording of the language `tag`, in tables as in its file."""

    tag: str
    tables: Mapping[str, Mapping[str, Any]]

    def get(self, table: str, key: str) -> str | None:
        """Return a word or pattern, or None if no file has it."""
        found = self.tables.get(table, {}).get(key)
        return found if isinstance(found, str) else None

    def label(self, key: str) -> str:
        """Return a label. English has all labels, so none is missing."""
        return str(self.tables["labels"][key])

    def mark(self, key: str) -> str:
        """Return a punctuation mark, such as `comma` or `colon`."""
        return str(self.tables["marks"][key])

    def fact(self, key: str) -> str:
        """Return the pattern of a fact in a line, with the placeholder `{value}`."""
        return str(self.tables["facts"][key])

    def date(self, key: str) -> str:
        """Return the pattern of a `range` or of `until`, or the word for `ongoing`."""
        return str(self.tables["dates"][key])

    def section(self, kind: str) -> str | None:
        """Return the usual heading of a section, or None for a custom section."""
        return self.get("sections", kind)

    def order(self, key: str) -> tuple[str, ...]:
        """Return the order of the parts of a degree or an address."""
        return tuple(self.tables["order"][key])

    @property
    def quotes(self) -> tuple[str, str, str, str]:
        """The outer and inner quotation marks, which are empty if straight marks are kept."""
        outer, outer_end, inner, inner_end = self.tables["typography"]["quotes"]
        return outer, outer_end, inner, inner_end

    @property
    def elided(self) -> tuple[str, ...]:
        """The words, or beginnings of words, that follow an apostrophe."""
        return tuple(str(self.tables["typography"]["elided"]).split())

    def write_date(self, year: int, month: int | None = None, day: int | None = None) -> str:
        """Return a date in the pattern of the language, with the precision of the arguments."""
        pattern = self.date("year" if month is None else "month" if day is None else "day")
        # The CLDR file is read only if needed, since it is five times larger than the wording.
        name = self.month(month) if month is not None and "{month_name}" in pattern else ""
        return pattern.format(year=f"{year:04d}", month=month, day=day, month_name=name)

    def duration(self, months: int) -> str:
        """Return a number of months as years and months: `5 yrs 10 mos`."""
        years, rest = divmod(months, 12)
        parts = {name: self._counted(name, number) for name, number in (("years", years), ("months", rest)) if number}
        return self.date("duration").format(**parts) if len(parts) > 1 else "".join(parts.values())

    def _counted(self, noun: str, number: int) -> str:
        """Return a number with a noun in the matching plural form."""
        forms = self.tables["dates"][noun]
        plurals = _cldr(self.tag)["plurals"] if len(forms) > 1 else {}
        form = next((each for each, numbers in plurals.items() if number % 100 in numbers), "other")
        return str(forms.get(form, forms["other"])).format(number=number)

    def month(self, number: int) -> str:
        """Return the name of a month, numbered from 1, in the form used in dates."""
        return str(_cldr(self.tag)["months"]["names"][number - 1])

    def calendar_words(self) -> tuple[str, ...]:
        """Return the full and abbreviated names of months and days of the week."""
        return (*_cldr(self.tag)["months"]["names"], *_cldr(self.tag)["calendar"]["words"])

    def country(self, code: str) -> str | None:
        """Return the name of a country by its two-letter code, or None."""
        found = _cldr(self.tag)["countries"].get(code.strip().upper())
        return str(found) if found else None


def resolve(language: str) -> str:
    """Return the tag of the wording for a language: `zh-Hant` for `zh-TW`, `pt` for `pt-BR`, `en` for `sv`."""
    if is_traditional(language):
        return "zh-Hant"
    by_case = {tag.lower(): tag for tag in AVAILABLE}
    return next((by_case[tag] for tag in truncations(language.lower()) if tag in by_case), _FALLBACK)


def has_wording(language: str) -> bool:
    """Return whether a language has a wording and does not fall back to English."""
    return resolve(language) != _FALLBACK or language.partition("-")[0].lower() == _FALLBACK


@lru_cache(maxsize=32)
def wording(language: str) -> Locale:
    """Return the wording of a language, with English as the fallback."""
    tag = resolve(language)
    tables: dict[str, dict[str, Any]] = {}
    for name in dict.fromkeys((_FALLBACK, tag)):
        for table, entries in _read(f"{name}.toml").items():
            tables.setdefault(table, {}).update(entries)
    return Locale(tag, MappingProxyType({name: MappingProxyType(table) for name, table in tables.items()}))


def country_code(name: str) -> str:
    """Return the two-letter code of a country by its name in any of the languages, or an empty string."""
    wanted = name.casefold()
    countries = (pair for tag in AVAILABLE for pair in _cldr(tag)["countries"].items())
    return next((code for code, each in countries if str(each).casefold() == wanted), "")


@lru_cache(maxsize=32)
def _cldr(tag: str) -> Mapping[str, Mapping[str, Any]]:
    """Return the CLDR data of a language, read on first use."""
    return _read(f"cldr/{tag}.toml")


def _read(file: str) -> dict[str, dict[str, Any]]:
    try:
        return tomllib.loads((_FOLDER / file).read_text("utf-8"))
    except FileNotFoundError as error:
        message = f"the wording `{file}` is missing from this installation"
        raise MissingPartError(message, hint="`python scripts/wording.py` writes the files of cldr/") from error
