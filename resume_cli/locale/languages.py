"""Language tags: checking them, matching them, and converting them to tags that fonts understand.

Tags follow BCP 47, and their lookup RFC 4647, section 3.4.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from resume_cli.errors import UsageError
from resume_cli.locale.scripts import scripts
from resume_cli.suggestions import closest

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

#: ISO 639-1, and the three-letter codes for which there is a wording or a script here. CLDR's tags are not all known
#: because they include `new`, `men` and `see`, which are more often keys than languages.
KNOWN = frozenset(
    """aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv dz ee el
    en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik io is it iu ja
    jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd
    ne ng nl nn no nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk sl sm sn so sq sr ss
    st su sv sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu
    ckb fil gsw haw kok mai nan syr und yue""".split()
)

#: Common substitutes for tags, in addition to CLDR's English names, such as `cn`, which is a country.
_MEANT = {
    "cn": "zh", "zhongwen": "zh", "mandarin": "zh", "zho": "zh", "chi": "zh", "zh-chs": "zh-Hans", "zh-cht": "zh-Hant",
    "tw": "zh-Hant", "hk": "zh-Hant", "jp": "ja", "jpn": "ja", "kr": "ko", "kor": "ko", "eng": "en", "us": "en-US",
    "uk-en": "en-GB", "gb": "en-GB", "deutsch": "de", "ger": "de", "deu": "de", "francais": "fr", "français": "fr",
    "fra": "fr", "fre": "fr", "español": "es", "espanol": "es", "spa": "es", "br": "pt-BR", "rus": "ru", "iw": "he",
    "in": "id",
}  # fmt: skip

_TRADITIONAL = frozenset({"tw", "hk", "mo"})


def canonical(tag: str) -> str:
    """Return a well-formed tag in its usual case: `zh-hant-tw` is `zh-Hant-TW`, `en_us` is `en-US`."""
    head, *rest = tag.replace("_", "-").split("-")
    return "-".join([head.lower(), *map(_usual_case, rest)])


def _usual_case(subtag: str) -> str:
    if len(subtag) == 4 and subtag.isalpha():
        return subtag.title()
    return subtag.upper() if len(subtag) == 2 and subtag.isalpha() else subtag.lower()


def is_well_formed(tag: str) -> bool:
    """Return whether a string has the shape of a BCP 47 tag: letters first, parts of at most eight characters."""
    head, *rest = tag.replace("_", "-").split("-")
    if not (head.isascii() and head.isalpha() and 2 <= len(head) <= 8):
        return False
    return all(part.isascii() and part.isalnum() and len(part) <= 8 for part in rest)


def is_tag(key: str, declared: Collection[str] = ()) -> bool:
    """Return whether a key is the tag of a known language, such as `zh`, `pt-BR` or `zh-Hant-TW`, or a declared one.

    The language must be in lower case: `it` is Italian, but `IT` and `Go` begin sentences.
    """
    if key in declared or canonical(key) in declared:
        return True
    return key.replace("_", "-").partition("-")[0] in KNOWN and is_well_formed(key)


def is_named(tag: str) -> bool:
    """Return whether a tag is known or CLDR has a name for its language."""
    return is_tag(tag) or canonical(tag).partition("-")[0] in _names().values()


def meant(written: str, available: Collection[str] = ()) -> str:
    """Return the tag that the writer probably meant, or an empty string."""
    lowered = written.lower()
    if found := _MEANT.get(lowered) or _names().get(lowered):
        return found if found.partition("-")[0] in KNOWN else ""
    return canonical(lowered) if lowered != written and is_tag(lowered) else closest(written, available)


@lru_cache(maxsize=1)
def _names() -> Mapping[str, str]:
    """Return tags by the English names of languages, in lower case; the file is read only for an unusual tag."""
    content = (Path(__file__).parent / "cldr" / "languages.txt").read_text("utf-8")
    lines = (line.partition(" ") for line in content.splitlines() if not line.startswith("#"))
    return {name.lower(): tag for tag, _, name in lines}


def english_name(tag: str) -> str:
    """Return the English name of a language, or an empty string for a tag that CLDR has no name for."""
    return next((name.title() for name, each in _names().items() if each == tag), "")


def checked(tag: str, available: Sequence[str] = ()) -> str:
    """Return the canonical form of a requested language. Raise UsageError if there is no such language."""
    written = tag.strip()
    found = canonical(written)
    if found in available or (is_well_formed(written) and found.partition("-")[0] in KNOWN):
        return found
    likely = meant(written, available)
    known = f"the profile has {', '.join(available)}" if available else "a tag such as en, zh or zh-Hant is expected"
    raise UsageError(f"there is no language `{written}`", hint=f"did you mean `{likely}`? {known}" if likely else known)


def truncations(tag: str) -> tuple[str, ...]:
    """Return the tags to look up in turn, each shorter than the one before: zh-Hant-TW, zh-Hant, zh."""
    parts = tag.split("-")
    found = []
    while parts:
        found.append("-".join(parts))
        parts.pop()
        if parts and len(parts[-1]) == 1:
            # RFC 4647: a single letter introduces the subtag after it, so both are removed together.
            parts.pop()
    return tuple(found)


def look_up(wanted: str, available: Sequence[str]) -> str | None:
    """Return the available tag that matches a wanted one, or None.

    The lookup of RFC 4647 comes first. If it fails, a more specific tag of the same language and script
    matches as well (`zh-CN` for `zh`), because its readers are the same.
    """
    return _look_up(wanted, tuple(available))


# Cached because a profile has few tags but many texts, each of which asks for the same ones.
@lru_cache(maxsize=1024)
def _look_up(wanted: str, available: tuple[str, ...]) -> str | None:
    by_case = {tag.lower(): tag for tag in reversed(available)}
    found = (by_case[candidate] for candidate in truncations(wanted.lower()) if candidate in by_case)
    return next(found, None) or next((tag for tag in available if satisfies(tag, wanted)), None)


@lru_cache(maxsize=1024)
def satisfies(answer: str, wanted: str) -> bool:
    """Return whether a reader of the wanted language is served by the answer: `zh` serves `zh-CN`, not `zh-Hant`."""
    if answer.lower().split("-")[0] != wanted.lower().split("-")[0]:
        return False
    return is_traditional(answer) == is_traditional(wanted) and scripts(answer) == scripts(wanted)


@lru_cache(maxsize=256)
def is_traditional(tag: str) -> bool:
    """Return whether a tag asks for traditional Chinese characters."""
    head, *rest = tag.lower().split("-")
    if head not in {"zh", "yue"} or "hans" in rest:
        return False
    return head == "yue" or "hant" in rest or bool(_TRADITIONAL & set(rest))


@lru_cache(maxsize=256)
def typographic(tag: str) -> str:
    """Return the tag that fonts and screen readers understand: `zh` is `zh-CN`, `zh-Hant` is `zh-TW`."""
    head, *rest = tag.lower().split("-")
    if head != "zh":
        return canonical(tag)
    if is_traditional(tag):
        return "zh-HK" if {"hk", "mo"} & set(rest) else "zh-TW"
    return "zh-CN"
