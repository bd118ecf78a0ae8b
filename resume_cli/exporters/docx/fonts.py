"""Fonts and languages for the three kinds of script that Word distinguishes: Latin, East Asian and complex.

Few readers have the fonts bundled with this program, and a document whose fonts are missing loses its look. A bundled
font is therefore replaced by its counterpart that comes with Word on Windows and macOS. A font that the user chose is
written unchanged, and so is every font with `-O fonts=theme`.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Literal, NamedTuple

from resume_cli.document import direction
from resume_cli.theme.tokens import GENERIC_FAMILIES

if TYPE_CHECKING:
    from resume_cli.theme.loader import Fonts

# Languages written from left to right for which Word uses the fonts and languages of complex scripts.
_COMPLEX = frozenset("bn gu hi km kn lo ml mr my ne pa sa si ta te th".split())
# Word expects a region with each language; a bare language gets the region with the most readers.
_REGIONS = dict(code.split("-") for code in """
ar-SA bg-BG bn-IN ca-ES cs-CZ da-DK de-DE el-GR en-US es-ES et-EE fa-IR fi-FI fr-FR he-IL hi-IN hr-HR hu-HU id-ID it-IT
ja-JP ko-KR lt-LT lv-LV ms-MY nb-NO nl-NL nn-NO no-NO pl-PL pt-BR ro-RO ru-RU sk-SK sl-SI sr-RS sv-SE ta-IN th-TH tr-TR
uk-UA ur-PK vi-VN yue-HK zh-CN
""".split())  # fmt: skip
# Bundled and generic families, each with its counterpart in Word.
_OFFICE = {
    "Source Sans 3": "Calibri", "Source Serif 4": "Cambria", "Source Code Pro": "Consolas",
    "sans-serif": "Calibri", "serif": "Cambria", "monospace": "Consolas",
}  # fmt: skip
# Bundled families for other scripts by language, the preferred one first.
_NOTO = {
    "zh": ("Noto Sans SC", "Noto Serif SC"), "zh-TW": ("Noto Sans TC",), "ja": ("Noto Sans JP",),
    "ko": ("Noto Sans KR",), "th": ("Noto Sans Thai",),
    **dict.fromkeys(("he", "yi"), ("Noto Sans Hebrew",)),
    **dict.fromkeys(("ar", "ckb", "fa", "ku", "ps", "sd", "ug", "ur"), ("Noto Sans Arabic",)),
    **dict.fromkeys(("hi", "mr", "ne", "sa"), ("Noto Sans Devanagari",)),
}  # fmt: skip
_BUNDLED = frozenset(family for families in _NOTO.values() for family in families)
_EAST_ASIAN = {
    "zh": {"sans": "Microsoft YaHei", "serif": "SimSun"},
    "zh-TW": {"sans": "Microsoft JhengHei", "serif": "PMingLiU"},
    "ja": {"sans": "Yu Gothic", "serif": "Yu Mincho"},
    "ko": {"sans": "Malgun Gothic", "serif": "Batang"},
}
# Families without a bold face; Word would thicken the regular one.
_WITHOUT_BOLD = frozenset({"SimSun", "PMingLiU", "Batang"})
_COMPLEX_FAMILIES = {"th": "Tahoma", "lo": "Leelawadee UI", "km": "Leelawadee UI", "my": "Myanmar Text"}
# Parts and endings of the names of families with East Asian characters.
_EAST_ASIAN_WORDS = "CJK Hei Kai Ming Song Gothic Gulim Batang Meiryo Mincho PingFang SimSun".split()
_EAST_ASIAN_ENDS = (" SC", " TC", " HK", " JP", " KR", " CN", " TW")
# Endings of the names of families for complex scripts.
_COMPLEX_ENDS = tuple(
    f" {each}"
    for each in "Arabic Naskh Kufi Nastaliq Urdu Hebrew Thai Lao Khmer Myanmar Devanagari Bengali Tamil".split()
)

#: The alternative name of a family: its native name, or a free font with the same widths.
ALTERNATIVES = {
    "Calibri": "Carlito", "Cambria": "Caladea", "Microsoft YaHei": "微软雅黑", "Microsoft JhengHei": "微軟正黑體",
    "SimSun": "宋体", "PMingLiU": "新細明體", "Yu Gothic": "游ゴシック", "Yu Mincho": "游明朝",
    "Malgun Gothic": "맑은 고딕", "Batang": "바탕",
}  # fmt: skip
#: Word's name for the kind of each family that is not sans-serif.
KINDS = {"Consolas": "modern"} | dict.fromkeys(
    ("Cambria", "Times New Roman", "SimSun", "PMingLiU", "Yu Mincho", "Batang"), "roman"
)


class Faces(NamedTuple):
    """One font family for each of Word's scripts."""

    latin: str
    east_asian: str
    complex: str

    def bold(self, language: str) -> Faces:
        """Return the families for bold text; one without a bold face is replaced."""
        other = _east_asian(language, "sans")
        return self._replace(east_asian=other) if self.east_asian in _WITHOUT_BOLD else self

    def attributes(self, usual: Faces | None = None) -> dict[str, str]:
        """Return the families as attributes of `w:rFonts`, except for those that equal the usual ones."""
        latin, east_asian, cs = (None if usual and each == usual[place] else each for place, each in enumerate(self))
        slots = {"ascii": latin, "hAnsi": latin, "eastAsia": east_asian, "cs": cs}
        return {slot: family for slot, family in slots.items() if family}


@cache
def script(language: str) -> Literal["latin", "east-asian", "complex"]:
    """Return which of Word's three scripts a language is written in."""
    primary = _primary(language)
    if primary in {"ja", "ko", "yue", "zh"}:
        return "east-asian"
    return "complex" if direction(language) == "rtl" or primary in _COMPLEX else "latin"


def word_language(language: str) -> str:
    """Return a language as Word writes it: with a region (`zh-TW` for `zh-Hant`), without a script."""
    primary, *rest = language.lower().split("-")
    region = next((part.upper() for part in rest if len(part) == 2), "TW" if "hant" in rest else _REGIONS.get(primary))
    return f"{primary}-{region}" if region else primary


@cache
def faces(families: Fonts, language: str, *, as_written: bool = False) -> Faces:
    """Return the families for a document's language; `as_written` keeps the theme's own."""
    generic = families[-1] if families and families[-1] in GENERIC_FAMILIES else "sans-serif"
    named = [family for family in families if family not in GENERIC_FAMILIES]
    latin = next((each for each in named if not _is_east_asian(each) and not each.endswith(_COMPLEX_ENDS)), generic)
    east_asian = next(filter(_is_east_asian, named), "")
    cs = next((each for each in named if each.endswith(_COMPLEX_ENDS)), "")
    kind, primary = "serif" if generic == "serif" else "sans", _primary(language)
    if latin in GENERIC_FAMILIES or not as_written:
        latin = _OFFICE.get(latin, latin)
    usual = "Nirmala UI" if primary in _COMPLEX else "Times New Roman" if kind == "serif" else "Arial"
    usual = _COMPLEX_FAMILIES.get(primary, usual)
    if as_written:
        bundled = _NOTO.get(_variety(language), ())
        is_complex = script(language) == "complex"
        return Faces(
            latin,
            _bundled(east_asian, () if is_complex else bundled) or _east_asian(language, kind),
            _bundled(cs, bundled if is_complex else ()) or usual,
        )
    return Faces(
        latin,
        _east_asian(language, kind) if east_asian in {"", *_BUNDLED} else east_asian,
        usual if cs in {"", *_BUNDLED} else cs,
    )


def _bundled(named: str, bundled: Fonts) -> str:
    """Return the family that a theme names, or the language's bundled one in place of none or another bundled one."""
    return bundled[0] if bundled and named in _BUNDLED | {""} and named not in bundled else named


def _variety(language: str) -> str:
    """Return the primary tag of a language, or `zh-TW` for traditional characters."""
    primary = _primary(language)
    if primary in {"zh", "yue"}:
        return "zh-TW" if word_language(language).endswith(("-TW", "-HK", "-MO")) else "zh"
    return primary


def _east_asian(language: str, kind: str) -> str:
    """Return Word's family for an East Asian language, or the Chinese one for any other language."""
    return _EAST_ASIAN.get(_variety(language), _EAST_ASIAN["zh"])[kind]


def _primary(language: str) -> str:
    return language.partition("-")[0].lower()


def _is_east_asian(family: str) -> bool:
    return family.endswith(_EAST_ASIAN_ENDS) or any(part in family for part in _EAST_ASIAN_WORDS)
