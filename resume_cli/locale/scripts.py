"""Scripts: the one in which a text is written, and those of a language.

The first word of a letter's Unicode name, which Python knows, is its script. Texts are classified as a reader sees
them: `Han` alone is Chinese, but with any `Kana` it is Japanese.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING
from unicodedata import category, name

if TYPE_CHECKING:
    from collections.abc import Iterable

#: Each script: its subtags in BCP 47, and the languages written in it, the one with most readers first. Languages in
#: Latin letters need not be listed.
_SCRIPTS = {
    "Arabic": ("arab", "ar fa ur ps ug ckb sd ks"), "Armenian": ("armn", "hy"), "Bengali": ("beng", "bn as"),
    "Bopomofo": ("bopo", "zh"), "Cyrillic": ("cyrl", "ru uk be bg mk sr kk ky mn tg tt ab av ba ce cu cv kv os"),
    "Devanagari": ("deva", "hi mr ne sa kok mai"), "Ethiopic": ("ethi", "am ti"), "Georgian": ("geor", "ka"),
    "Greek": ("grek", "el"), "Gujarati": ("gujr", "gu"), "Gurmukhi": ("guru", "pa"),
    "Han": ("hani hans hant", "zh yue hak nan ja ko"), "Hangul": ("kore hang", "ko"), "Hebrew": ("hebr", "he yi"),
    "Kana": ("jpan hira kana", "ja"), "Kannada": ("knda", "kn"), "Khmer": ("khmr", "km"), "Lao": ("laoo", "lo"),
    "Latin": ("latn", "en"), "Malayalam": ("mlym", "ml"), "Myanmar": ("mymr", "my"), "Oriya": ("orya", "or"),
    "Sinhala": ("sinh", "si"), "Syriac": ("syrc", "syr"), "Tamil": ("taml", "ta"), "Telugu": ("telu", "te"),
    "Thaana": ("thaa", "dv"), "Thai": ("thai", "th"), "Tibetan": ("tibt", "bo dz"),
}  # fmt: skip

#: The script for the first word of a character's name.
_FIRST_WORDS = {
    "CJK": "Han", "IDEOGRAPHIC": "Han", "KANGXI": "Han", "HIRAGANA": "Kana", "HENTAIGANA": "Kana", "KATAKANA": "Kana",
    "KATAKANA-HIRAGANA": "Kana", **{script.upper(): script for script in _SCRIPTS},
}  # fmt: skip
#: First words of the names of signs that count as letters: radicals, and Hebrew punctuation within words.
_SIGNS = frozenset({"CJK", "HEBREW", "KANGXI"})
#: The planes of ideographs; those that are newer than the running Python have no name in it.
_PLANES_OF_HAN = range(0x20000, 0x3FFFE)

#: Scripts written without spaces, in which lines and the parts of an address are joined directly.
UNSPACED = frozenset({"Han", "Kana", "Bopomofo"})
#: A sentence that begins in one of these scripts belongs to it, however many Latin names follow.
_RIGHT_TO_LEFT = frozenset({"Arabic", "Hebrew", "Syriac", "Thaana"})
#: The weights of characters that carry as much meaning as several letters.
_WEIGHTS = {"Han": 3, "Kana": 3, "Hangul": 3}


@lru_cache(maxsize=4096)
def script_of_character(character: str) -> str:
    """Return the script of one character, or an empty string for digits, punctuation and symbols."""
    if ord(character) in _PLANES_OF_HAN:
        return "Han"
    first, _, rest = name(character, "").partition(" ")
    if category(character)[0] not in "LM" and first not in _SIGNS and character != "〇":
        return ""
    return _FIRST_WORDS.get(rest.partition(" ")[0] if first in {"FULLWIDTH", "HALFWIDTH"} else first, "")


def script_of(text: str) -> str:
    """Return the script that a text is mostly written in, or an empty string if it has no letters.

    Any Kana among ideographs makes a text Japanese, and any Hangul makes it Korean.
    """
    if text.isascii():
        return "Latin" if any(map(str.isalpha, text)) else ""
    weights: dict[str, int] = {}
    for script in filter(None, map(script_of_character, text)):
        weights[script] = weights.get(script, 0) + _WEIGHTS.get(script, 1)
    heaviest = max(weights, key=weights.__getitem__, default="")
    if heaviest == "Han":
        return next((script for script in ("Kana", "Hangul") if script in weights), "Han")
    return heaviest


@lru_cache(maxsize=256)
def scripts(tag: str) -> frozenset[str]:
    """Return the scripts in which texts of a language are written."""
    head, *rest = tag.lower().split("-")
    usual = frozenset(script for script, (_, languages) in _SCRIPTS.items() if head in languages.split())
    usual = usual or frozenset({"Latin"})
    named = next((script for script, (subtags, _) in _SCRIPTS.items() if set(rest) & set(subtags.split())), None)
    return usual if named is None or named in usual else frozenset({named})


def language_of(text: str, candidates: Iterable[str]) -> str:
    """Return the first candidate written in the script of a text, else the language with most readers of that script.

    A text without letters belongs to the first candidate, and so does one with any letter of its script, because an
    Arabic sentence may be full of English terms. Latin letters do not count, since they occur in every language.
    """
    ordered = tuple(candidates)
    script = script_of(text)
    if not script or (ordered and "Latin" not in scripts(ordered[0]) and _has_letter(text, ordered[0])):
        return ordered[0] if ordered else "und"
    if script == "Latin" and not text.isascii():
        first = next(filter(None, map(script_of_character, text)))
        script = first if first in _RIGHT_TO_LEFT else script
    return next((tag for tag in ordered if script in scripts(tag)), None) or language_of_script(script)


def _has_letter(text: str, tag: str) -> bool:
    return not text.isascii() and any(script_of_character(character) in scripts(tag) for character in text)


def language_of_script(script: str) -> str:
    """Return the language with most readers of a script."""
    return _SCRIPTS[script][1].split()[0]
