"""Languages and fonts as Word sorts them: Latin, East Asian and complex scripts, each with its own.

The families that come with this program stand on almost no reader's computer, and a missing family costs a
document its look. So a bundled family is written as the one of its kind that comes with Word on Windows and
macOS; a family that the user chose is written as it is, and with `-O fonts=theme` every family is.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Literal, TypeAlias

from resume_cli.document import direction

if TYPE_CHECKING:
    from resume_cli.theme.loader import Fonts

Writing: TypeAlias = Literal["latin", "east-asian", "complex"]

_EAST_ASIAN = frozenset({"ja", "ko", "yue", "zh"})
# Written from left to right, and yet with Word's fonts and languages "for complex scripts".
_COMPLEX = frozenset({"bn", "gu", "hi", "km", "kn", "lo", "ml", "mr", "my", "ne", "pa", "sa", "si", "ta", "te", "th"})

# Word knows languages with their region; for a bare language this is the one with most readers.
_REGIONS = {
    "ar": "SA", "bg": "BG", "bn": "IN", "ca": "ES", "cs": "CZ", "da": "DK", "de": "DE", "el": "GR", "en": "US",
    "es": "ES", "et": "EE", "fa": "IR", "fi": "FI", "fr": "FR", "he": "IL", "hi": "IN", "hr": "HR", "hu": "HU",
    "id": "ID", "it": "IT", "ja": "JP", "ko": "KR", "lt": "LT", "lv": "LV", "ms": "MY", "nb": "NO", "nl": "NL",
    "nn": "NO", "no": "NO", "pl": "PL", "pt": "BR", "ro": "RO", "ru": "RU", "sk": "SK", "sl": "SI", "sr": "RS",
    "sv": "SE", "ta": "IN", "th": "TH", "tr": "TR", "uk": "UA", "ur": "PK", "vi": "VN", "yue": "HK", "zh": "CN",
}  # fmt: skip
_TRADITIONAL = "hant"
_REGION_LENGTH = 2

# Families that come with this program, and generic ones, with the family that Word's readers have in their place.
_OFFICE = {
    "Source Sans 3": "Calibri",
    "Source Serif 4": "Cambria",
    "Source Code Pro": "Consolas",
    "sans-serif": "Calibri",
    "serif": "Cambria",
    "monospace": "Consolas",
}
_GENERIC = frozenset({"sans-serif", "serif", "monospace"})
_BUNDLED_EAST_ASIAN = frozenset({"Noto Sans SC", "Noto Serif SC"})
_OFFICE_EAST_ASIAN = {
    ("zh-CN", "sans"): "Microsoft YaHei",
    ("zh-CN", "serif"): "SimSun",
    ("zh-TW", "sans"): "Microsoft JhengHei",
    ("zh-TW", "serif"): "PMingLiU",
    ("ja", "sans"): "Yu Gothic",
    ("ja", "serif"): "Yu Mincho",
    ("ko", "sans"): "Malgun Gothic",
    ("ko", "serif"): "Batang",
}
_COMPLEX_FAMILIES = {"th": "Tahoma", "lo": "Leelawadee UI", "km": "Leelawadee UI", "my": "Myanmar Text"}
_INDIC = "Nirmala UI"
# How families with East Asian characters are called, in part or at the end.
_EAST_ASIAN_WORDS = (
    "CJK", "Hei", "Kai", "Ming", "Song", "Gothic", "Gulim", "Batang", "Meiryo", "Mincho", "PingFang", "FangSong",
    "SimSun",
)  # fmt: skip
_EAST_ASIAN_ENDS = (" SC", " TC", " HK", " JP", " KR", " CN", " TW")


@dataclass(frozen=True, slots=True)
class Faces:
    """One family for each writing that Word tells apart in a run."""

    latin: str
    east_asian: str
    complex: str


@cache
def writing(language: str) -> Writing:
    """Return which of Word's three sorts of text a language is."""
    primary = _primary(language)
    if primary in _EAST_ASIAN:
        return "east-asian"
    return "complex" if direction(language) == "rtl" or primary in _COMPLEX else "latin"


def word_language(language: str) -> str:
    """Return a language as Word writes it: with a region (`zh-TW` for `zh-Hant`), without a script."""
    primary, *rest = language.split("-")
    primary = primary.lower()
    region = next((part.upper() for part in rest if len(part) == _REGION_LENGTH), "")
    if not region and _TRADITIONAL in (part.lower() for part in rest):
        region = "TW"
    region = region or _REGIONS.get(primary, "")
    return f"{primary}-{region}" if region else primary


@cache
def faces(families: Fonts, language: str, *, as_written: bool = False) -> Faces:
    """Return the families for a document's language; `as_written` keeps the theme's own."""
    generic = families[-1] if families and families[-1] in _GENERIC else "sans-serif"
    named = [family for family in families if family not in _GENERIC]
    latin = next((family for family in named if not _is_east_asian(family)), generic)
    east_asian = next(filter(_is_east_asian, named), "")
    kind = "serif" if generic == "serif" else "sans"
    if not east_asian or (east_asian in _BUNDLED_EAST_ASIAN and not as_written):
        east_asian = east_asian_family(language, kind)
    if latin in _GENERIC or not as_written:
        latin = _OFFICE.get(latin, latin)
    return Faces(latin, east_asian, _complex_family(language, kind))


def east_asian_family(language: str, kind: str = "sans") -> str:
    """Return the family of Word for an East Asian language, for any other the one for Chinese."""
    primary = _primary(language)
    if primary in {"zh", "yue"} and word_language(language).endswith(("-TW", "-HK", "-MO")):
        primary = "zh-TW"
    return _OFFICE_EAST_ASIAN.get((primary, kind), _OFFICE_EAST_ASIAN["zh-CN", kind])


def _complex_family(language: str, kind: str) -> str:
    primary = _primary(language)
    if primary in _COMPLEX_FAMILIES:
        return _COMPLEX_FAMILIES[primary]
    if primary in _COMPLEX:
        return _INDIC
    return "Times New Roman" if kind == "serif" else "Arial"


def _primary(language: str) -> str:
    return language.partition("-")[0].lower()


def _is_east_asian(family: str) -> bool:
    return family.endswith(_EAST_ASIAN_ENDS) or any(part in family for part in _EAST_ASIAN_WORDS)
