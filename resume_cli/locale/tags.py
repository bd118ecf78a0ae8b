"""Which keys of a mapping are languages."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from resume_cli.locale.languages import KNOWN, canonical

if TYPE_CHECKING:
    from collections.abc import Collection

_SHAPE = re.compile(r"([a-z]{2,3})((?:[-_][A-Za-z0-9]{1,8})*)\Z")
_MISTAKEN = {
    "cn": "zh", "zh-cht": "zh-Hant", "zh-chs": "zh-Hans", "chinese": "zh", "jp": "ja", "japanese": "ja", "kr": "ko",
    "english": "en", "german": "de", "french": "fr", "spanish": "es", "uk": "en-GB", "us": "en-US", "br": "pt-BR",
}  # fmt: skip


def is_tag(key: str, declared: Collection[str] = ()) -> bool:
    """Whether a key is the tag of a known language, such as `zh`, `pt-BR` or `zh-Hant-TW`, or of a declared one.

    A language stands in small letters: `IT` and `Go` begin sentences, `it` is Italian.
    """
    match = _SHAPE.match(key)
    if match and match[1] in KNOWN:
        return True
    return key in declared or canonical(key) in declared


def is_named(tag: str) -> bool:
    """Whether a tag is one that CLDR has a name for, which is asked only when it is not known here."""
    if is_tag(tag):
        return True
    from resume_cli.locale.language_codes import NAMED

    return canonical(tag).split("-")[0] in NAMED


def meant(key: str, declared: Collection[str]) -> str:
    """Return the tag that somebody who wrote this key may have wanted, or an empty string."""
    lowered = key.lower()
    if lowered in _MISTAKEN:
        return _MISTAKEN[lowered]
    if lowered != key and is_tag(lowered):
        return canonical(lowered)
    near = [tag for tag in declared if tag[:1].lower() == lowered[:1] and abs(len(tag) - len(key)) <= 1]
    return near[0] if near and len(key) <= 3 else ""
