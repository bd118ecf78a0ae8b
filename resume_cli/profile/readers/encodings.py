"""Detection of the encoding of a text: UTF-8, UTF-16, or a legacy encoding, which is guessed from its letters."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

_MARKS = {b"\xff\xfe\0\0": "utf-32", b"\0\0\xfe\xff": "utf-32", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
#: The share of a text's non-ASCII characters that must be usual ones for a legacy encoding to be accepted.
_ENOUGH = 0.85
_SAMPLE = 1 << 16
_FEW = 8
#: The legacy encodings with their display names. If two fit equally well, the first is used.
_NAMES = {
    "cp1252": "Windows-1252", "gb18030": "GB 18030", "big5": "Big5", "cp932": "Shift JIS", "cp949": "EUC-KR",
    "cp1251": "Windows-1251",
}  # fmt: skip


def unicode_of(content: bytes) -> str:
    """Return the most likely Unicode encoding of bytes, according to a byte order mark or the zeros in them."""
    for mark, name in _MARKS.items():
        if content.startswith(mark):
            return name
    start = content[:_SAMPLE]
    even, odd = start[::2].count(0), start[1::2].count(0)
    if even == odd or (8 * (even + odd) < len(start) and _is_utf8(content)):
        return "utf-8-sig"
    # The counts are compared because an ideograph such as U+4E00 has a zero on the other side.
    return "utf-16-le" if odd > even else "utf-16-be"


def _is_utf8(content: bytes) -> bool:
    try:
        content.decode()
    except UnicodeDecodeError:
        return False
    return True


def legacy_of(content: bytes, known: Callable[[str], int]) -> tuple[str, str] | None:
    """Return the legacy encoding that fits bytes best and its display name, or None if no encoding fits.

    `known` returns how many expected words, such as names of columns, a text has at its beginning.
    """
    texts = {}
    for encoding in _NAMES:
        try:
            texts[encoding] = content.decode(encoding)[:_SAMPLE]
        except UnicodeDecodeError:
            continue
    words = {encoding: known(text) for encoding, text in texts.items() if not text.isascii()}
    most = max(words.values(), default=0)
    if len(words) > 1 and most and list(words.values()).count(most) == 1:
        encoding = max(words, key=words.__getitem__)
        return encoding, _NAMES[encoding]
    shares = {encoding: _share_of_usual(text, encoding) for encoding, text in texts.items()}
    # Every Korean text is also valid as Chinese, but a Chinese text of more than a few words is not valid as Korean.
    is_korean = shares.get("cp949") == 1 and len(re.findall("[가-힣]", texts["cp949"])) >= _FEW
    encoding = "cp949" if is_korean else max(shares, key=shares.__getitem__, default="")
    return (encoding, _NAMES[encoding]) if shares.get(encoding, 0) >= _ENOUGH else None


def _share_of_usual(text: str, encoding: str) -> float:
    """Return the share (0 to 1) of non-ASCII characters that are usual in texts with this encoding."""
    beyond = "".join(character for character in text if ord(character) > 0x7F)
    if encoding == "cp1251":
        usual = "".join(re.findall("(?<![A-Za-z])[А-яЁё]{2,}(?![A-Za-z])|[«»№–—]", text))
    elif encoding == "cp1252":
        usual = "".join(re.findall("(?<=[A-Za-z])[À-ÖØ-öø-ÿŠšŽžŒœ]+|[À-ÖØ-öø-ÿŠšŽžŒœ]+(?=[A-Za-z])", text))
        usual += "".join(re.findall("[–—‘’“”„…€•«»°±×®™©§µ·\u00a0\u00ad]", text))
    else:
        usual = "".join(character for character in beyond if _is_frequent(character, encoding))
    return len(usual) / len(beyond) if beyond else 0.0


def _is_frequent(character: str, encoding: str) -> bool:
    """Return whether a character is punctuation, kana, or among the frequent characters of its character set."""
    written = character.encode(encoding)
    first = written[0]
    if encoding == "cp932":
        return 0x81 <= first <= 0x97
    if encoding == "cp949":
        return 0xB0 <= first <= 0xC8 and written[1] >= 0xA1
    low, high = (0xB0, 0xD7) if encoding == "gb18030" else (0xA4, 0xC6)
    return len(written) == 2 and ((low <= first <= high and (encoding == "big5" or written[1] >= 0xA1)) or
                                  (0xA1 <= first <= 0xA3 and written[1] >= 0xA1))  # fmt: skip
