"""Language tags: which are well formed, which one a text answers to, and which one fonts understand.

Tags are BCP 47; looking one up follows RFC 4647, section 3.4. Scripts are judged by Unicode blocks, with
names that tell what a reader sees: `Han` alone is Chinese, with any `Kana` it is Japanese.
"""

from __future__ import annotations

from bisect import bisect_right
from functools import lru_cache
from typing import TYPE_CHECKING

from resume_cli.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

#: First code point of each stretch of one script; what no stretch names (digits, punctuation) has no script.
_STRETCHES: tuple[tuple[int, str], ...] = (
    (0x0000, ""), (0x0041, "Latin"), (0x005B, ""), (0x0061, "Latin"), (0x007B, ""), (0x00AA, "Latin"), (0x00AB, ""),
    (0x00BA, "Latin"), (0x00BB, ""), (0x00C0, "Latin"), (0x00D7, ""), (0x00D8, "Latin"), (0x00F7, ""),
    (0x00F8, "Latin"), (0x02B0, ""), (0x0370, "Greek"), (0x0400, "Cyrillic"), (0x0530, "Armenian"),
    (0x0590, "Hebrew"), (0x0600, ""), (0x0620, "Arabic"), (0x0640, ""), (0x0641, "Arabic"), (0x0660, ""),
    (0x066E, "Arabic"), (0x06D4, ""), (0x06D5, "Arabic"), (0x06F0, ""), (0x06FA, "Arabic"), (0x0700, ""),
    (0x0750, "Arabic"), (0x0780, ""), (0x08A0, "Arabic"), (0x0900, "Devanagari"), (0x0964, ""),
    (0x0970, "Devanagari"), (0x0980, "Bengali"), (0x0A00, ""), (0x0B80, "Tamil"), (0x0C00, ""), (0x0E01, "Thai"),
    (0x0E3F, ""), (0x0E40, "Thai"), (0x0E50, ""), (0x10A0, "Georgian"), (0x1100, "Hangul"), (0x1200, ""),
    (0x1C80, "Cyrillic"), (0x1C90, "Georgian"), (0x1CC0, ""), (0x1D00, "Latin"), (0x1DC0, ""), (0x1E00, "Latin"),
    (0x1F00, "Greek"), (0x2000, ""), (0x2C60, "Latin"), (0x2C80, ""), (0x2DE0, "Cyrillic"), (0x2E00, ""),
    (0x2E80, "Han"), (0x2FE0, ""), (0x3005, "Han"), (0x3006, ""), (0x3007, "Han"), (0x3008, ""), (0x3041, "Kana"),
    (0x30A0, ""), (0x30A1, "Kana"), (0x30FB, ""), (0x30FC, "Kana"), (0x3100, "Bopomofo"), (0x3130, "Hangul"),
    (0x3190, ""), (0x31A0, "Bopomofo"), (0x31C0, ""), (0x31F0, "Kana"), (0x3200, ""), (0x3400, "Han"), (0x4DC0, ""),
    (0x4E00, "Han"), (0xA000, ""), (0xA640, "Cyrillic"), (0xA6A0, ""), (0xA720, "Latin"), (0xA800, ""),
    (0xA960, "Hangul"), (0xA980, ""), (0xAC00, "Hangul"), (0xD800, ""), (0xF900, "Han"), (0xFB00, "Latin"),
    (0xFB07, ""), (0xFB1D, "Hebrew"), (0xFB50, "Arabic"), (0xFE00, ""), (0xFE70, "Arabic"), (0xFEFF, ""),
    (0xFF21, "Latin"), (0xFF3B, ""), (0xFF41, "Latin"), (0xFF5B, ""), (0xFF66, "Kana"), (0xFFA0, "Hangul"),
    (0xFFE0, ""), (0x1B000, "Kana"), (0x1B170, ""), (0x20000, "Han"), (0x3FFFE, ""),
)  # fmt: skip
_STARTS = [start for start, _ in _STRETCHES]

#: The language that a script alone speaks for.
_LANGUAGE_OF_SCRIPT = {
    "Latin": "en", "Han": "zh", "Kana": "ja", "Hangul": "ko", "Cyrillic": "ru", "Arabic": "ar", "Hebrew": "he",
    "Greek": "el", "Thai": "th", "Devanagari": "hi", "Bengali": "bn", "Tamil": "ta", "Armenian": "hy",
    "Georgian": "ka", "Bopomofo": "zh",
}  # fmt: skip

#: The scripts a language is written in, where that is not Latin.
_SCRIPTS_OF_LANGUAGE: dict[str, frozenset[str]] = {
    "zh": frozenset({"Han", "Bopomofo"}), "yue": frozenset({"Han"}), "ja": frozenset({"Han", "Kana"}),
    "ko": frozenset({"Hangul", "Han"}), "el": frozenset({"Greek"}), "th": frozenset({"Thai"}),
    "he": frozenset({"Hebrew"}), "yi": frozenset({"Hebrew"}), "hy": frozenset({"Armenian"}),
    "ka": frozenset({"Georgian"}), "bn": frozenset({"Bengali"}), "ta": frozenset({"Tamil"}),
    **dict.fromkeys(("ru", "uk", "be", "bg", "mk", "sr", "kk", "ky", "mn", "tg", "tt"), frozenset({"Cyrillic"})),
    **dict.fromkeys(("ar", "fa", "ur", "ps", "ug", "ckb", "sd"), frozenset({"Arabic"})),
    **dict.fromkeys(("hi", "mr", "ne", "sa"), frozenset({"Devanagari"})),
}  # fmt: skip
_SCRIPT_SUBTAGS = {
    "hans": "Han", "hant": "Han", "hani": "Han", "jpan": "Kana", "kore": "Hangul", "hang": "Hangul", "latn": "Latin",
    "cyrl": "Cyrillic", "arab": "Arabic", "hebr": "Hebrew", "grek": "Greek", "thai": "Thai", "deva": "Devanagari",
}  # fmt: skip

#: One ideograph says as much as several letters.
_WEIGHTS = {"Han": 3, "Kana": 3, "Hangul": 3}

#: ISO 639-1, and the three-letter codes that have a wording or a script of their own here.
KNOWN = frozenset(
    """aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv dz ee el
    en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik io is it iu ja
    jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd
    ne ng nl nn no nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk sl sm sn so sq sr ss
    st su sv sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu
    ckb fil gsw haw kok mai nan syr und yue""".split()
)

#: What people write when they mean a tag; `cn` is a country.
_USUAL_MISTAKES = {
    "cn": "zh", "chinese": "zh", "zhongwen": "zh", "mandarin": "zh", "tw": "zh-Hant", "hk": "zh-Hant",
    "english": "en", "eng": "en", "us": "en-US", "uk-en": "en-GB", "gb": "en-GB", "german": "de", "deutsch": "de",
    "ger": "de", "deu": "de", "french": "fr", "francais": "fr", "spanish": "es", "japanese": "ja", "jp": "ja",
    "korean": "ko", "russian": "ru", "portuguese": "pt", "br": "pt-BR", "italian": "it", "arabic": "ar",
    "hebrew": "he", "iw": "he", "in": "id", "zho": "zh", "chi": "zh", "jpn": "ja", "kor": "ko", "rus": "ru",
}  # fmt: skip

_TRADITIONAL = frozenset({"tw", "hk", "mo"})


def canonical(tag: str) -> str:
    """Return a well-formed tag in its usual letters: `zh-hant-tw` is `zh-Hant-TW`, `en_us` is `en-US`."""
    head, *rest = tag.replace("_", "-").split("-")
    return "-".join([head.lower(), *map(_usual_case, rest)])


def _usual_case(subtag: str) -> str:
    if len(subtag) == 4 and subtag.isalpha():
        return subtag.title()
    return subtag.upper() if len(subtag) == 2 and subtag.isalpha() else subtag.lower()


def is_well_formed(tag: str) -> bool:
    """Tell whether a string has the shape of a BCP 47 tag: letters first, parts of at most eight characters."""
    head, *rest = tag.replace("_", "-").split("-")
    if not (head.isascii() and head.isalpha() and 2 <= len(head) <= 8):
        return False
    return all(part.isascii() and part.isalnum() and len(part) <= 8 for part in rest)


def checked(tag: str, available: Sequence[str] = ()) -> str:
    """Return the canonical form of a language that somebody asked for; raise UsageError when there is none such."""
    written = tag.strip()
    if is_well_formed(written):
        primary = canonical(written).split("-")[0]
        if primary in KNOWN or canonical(written) in available:
            return canonical(written)
    meant = _USUAL_MISTAKES.get(written.lower(), "") or _nearest(written, available)
    known = f"The profile speaks {', '.join(available)}." if available else "Use a tag such as en, zh or zh-Hant."
    raise UsageError(f"There is no language `{written}`.", hint=f"Did you mean `{meant}`? {known}" if meant else known)


def _nearest(written: str, available: Sequence[str]) -> str:
    from difflib import get_close_matches

    return next(iter(get_close_matches(written, available, 1)), "")


def truncations(tag: str) -> tuple[str, ...]:
    """Return the tags to look up in turn, each shorter than the one before: zh-Hant-TW, zh-Hant, zh."""
    parts = tag.split("-")
    found = []
    while parts:
        found.append("-".join(parts))
        parts.pop()
        if parts and len(parts[-1]) == 1:
            # RFC 4647: a single letter introduces what follows, so it goes together with it.
            parts.pop()
    return tuple(found)


def look_up(wanted: str, available: Sequence[str]) -> str | None:
    """Return the available tag that answers a wanted one, or None.

    The lookup of RFC 4647 comes first; when it fails, a more precise tag of the same language in the same
    script answers too (`zh` is answered by `zh-CN`), since a reader would take it.
    """
    return _look_up(wanted, tuple(available))


# A profile has few tags and many texts: what was asked once is asked for every text.
@lru_cache(maxsize=1024)
def _look_up(wanted: str, available: tuple[str, ...]) -> str | None:
    by_case = {tag.lower(): tag for tag in reversed(available)}
    for candidate in truncations(wanted.lower()):
        if candidate in by_case:
            return by_case[candidate]
    primary = wanted.lower().split("-")[0]
    return next((tag for tag in available if tag.lower().split("-")[0] == primary and _alike(tag, wanted)), None)


def _alike(one: str, other: str) -> bool:
    return is_traditional(one) == is_traditional(other) and scripts(one) == scripts(other)


@lru_cache(maxsize=256)
def is_traditional(tag: str) -> bool:
    """Tell whether a tag asks for traditional Chinese characters."""
    head, *rest = tag.lower().split("-")
    if head not in {"zh", "yue"}:
        return False
    return (
        "hant" in rest
        or (head == "yue" and "hans" not in rest)
        or ("hans" not in rest and bool(_TRADITIONAL & set(rest)))
    )


@lru_cache(maxsize=1024)
def satisfies(answer: str, wanted: str) -> bool:
    """Tell whether a reader of the wanted language is served by the answer: `zh` serves `zh-CN`, not `zh-Hant`."""
    return answer.lower().split("-")[0] == wanted.lower().split("-")[0] and _alike(answer, wanted)


@lru_cache(maxsize=256)
def typographic(tag: str) -> str:
    """Return the tag that fonts and screen readers understand: `zh` is `zh-CN`, `zh-Hant` is `zh-TW`."""
    head, *rest = tag.lower().split("-")
    if head == "zh":
        region = next((part.upper() for part in rest if part in {"hk", "mo"}), "")
        if is_traditional(tag):
            return f"zh-{'HK' if region else 'TW'}"
        return "zh-CN"
    return canonical(tag)


@lru_cache(maxsize=256)
def scripts(tag: str) -> frozenset[str]:
    """Return the scripts in which texts of a language are written."""
    head, *rest = tag.lower().split("-")
    named = next((_SCRIPT_SUBTAGS[part] for part in rest if part in _SCRIPT_SUBTAGS), None)
    usual = _SCRIPTS_OF_LANGUAGE.get(head, frozenset({"Latin"}))
    return usual if named is None or named in usual else frozenset({named})


@lru_cache(maxsize=4096)
def script_of_character(character: str) -> str:
    """Return the script of one character, or an empty string for digits, punctuation and symbols."""
    return _STRETCHES[bisect_right(_STARTS, ord(character)) - 1][1]


def script_of(text: str) -> str:
    """Return the script that a text speaks in, or an empty string when it has no letters.

    Kana among ideographs is Japanese and Hangul is Korean, whatever their number.
    """
    if text.isascii():
        return "Latin" if any(map(str.isalpha, text)) else ""
    weights: dict[str, int] = {}
    for character in text:
        script = script_of_character(character)
        if script:
            weights[script] = weights.get(script, 0) + _WEIGHTS.get(script, 1)
    if not weights:
        return ""
    heaviest = max(weights, key=weights.__getitem__)
    if heaviest == "Han":
        return next((script for script in ("Kana", "Hangul") if script in weights), "Han")
    return heaviest


def language_of(text: str, candidates: Iterable[str]) -> str:
    """Return the first candidate written in the script of a text, else the language which that script speaks for.

    A text without letters goes with the first candidate.
    """
    ordered = tuple(candidates)
    script = script_of(text)
    if not script:
        return ordered[0] if ordered else "und"
    fitting = next((tag for tag in ordered if script in scripts(tag)), None)
    return fitting or _LANGUAGE_OF_SCRIPT[script]
