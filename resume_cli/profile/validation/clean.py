"""The one cleaner: every text of a profile passes it on its way into the model.

What a reader cannot see but a terminal, a PDF or a search would stumble over is removed: control
characters, shorthand_key surrogates, non-characters, overrides of the writing direction, invisible tags. What
people need stays: joiners of emoji and Persian, balanced isolates, marks of direction.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

_PARAGRAPHS = r"\n[ \t]*\n\s*|\n(?=[ \t]*(?:[-*•·▪‣◦–][ \t]|\d{1,2}[.)、][ \t]?\D))"
_BREAK = r"[ \t]*\n[ \t]*"
_DIRECTION = "[\u202a-\u202c\u2066-\u2069]"
#: Scripts that put no space between words, with their punctuation and full-width forms.
_IDEOGRAPH = (
    "[\u2e80-\u2fdf\u3000-\u30ff\u3105-\u312f\u3190-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\ufe30-\ufe4f"
    "\uff01-\uff60\U00020000-\U0003ffff]"
)
_LATIN = "[A-Za-z\u00c0-\u024f]"


@cache
def _line_end() -> re.Pattern[str]:
    return re.compile("\r\n|[\r\n\x85\u2028\u2029]")


@cache
def _refused() -> re.Pattern[str]:
    """Return what is never part of a résumé's words; tags (U+E0020…) are kept only in a flag, after U+1F3F4."""
    last = "".join(f"{chr(plane * 0x10000 + 0xFFFE)}{chr(plane * 0x10000 + 0xFFFF)}" for plane in range(1, 17))
    return re.compile(
        "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u202d\u202e\u206a-\u206f\ufeff\ufff9-\ufffb\ufffe\uffff"
        "\ufdd0-\ufdef\ud800-\udfff\U000e0001" + last + "]"
        "|(?<![\U0001f3f4\U000e0020-\U000e007f])[\U000e0020-\U000e007f]+"
    )


def clean(text: str, *, paragraphs: bool = False) -> tuple[str, tuple[str, ...]]:
    r"""Return a text fit for the model, and the characters that had to go, as `U+001B`.

    Line ends become spaces, or nothing inside Chinese and Japanese; with `paragraphs`, an empty line and
    a line that begins with a list mark part paragraphs (as `\\n\\n`).
    """
    if not text.isascii():
        text = unicodedata.normalize("NFC", text)
    if text.isprintable():
        # Most texts: the patterns below are not even compiled for them.
        return (_one_space(text) if "  " in text else text).strip(" "), ()
    text = _line_end().sub("\n", text.replace("\t", " "))
    removed = tuple(sorted({f"U+{ord(character):04X}" for found in _refused().findall(text) for character in found}))
    text = _balanced(_refused().sub("", text))
    if paragraphs and "\n" in text:
        kept = (_join_lines(part) for part in re.split(_PARAGRAPHS, text))
        return "\n\n".join(filter(None, kept)), removed
    return _join_lines(text), removed


def _join_lines(text: str) -> str:
    if "\n" in text:
        chinese = len(re.findall(_IDEOGRAPH, text)) > len(re.findall(_LATIN, text))
        text = re.sub(_BREAK, lambda match: _joint(match, chinese=chinese), text.strip())
    return _one_space(text).strip(" ")


def _one_space(text: str) -> str:
    return re.sub("[ \t]+", " ", text)


def _joint(match: re.Match[str], *, chinese: bool) -> str:
    text = match.string
    before, after = text[match.start() - 1 : match.start()], text[match.end() : match.end() + 1]
    wide = bool(re.match(_IDEOGRAPH, before)) + bool(re.match(_IDEOGRAPH, after))
    return "" if wide == 2 or (wide == 1 and chinese) else " "


def _balanced(text: str) -> str:
    """Return a text without marks of direction that are never closed or never opened."""
    if not re.search(_DIRECTION, text):
        return text
    opened: list[int] = []
    stray: set[int] = set()
    for match in re.finditer(_DIRECTION, text):
        character, offset = match[0], match.start()
        if character not in "\u202c\u2069":
            opened.append(offset)
        elif opened and (text[opened[-1]] in "\u2066\u2067\u2068") == (character == "\u2069"):
            opened.pop()
        else:
            stray.add(offset)
    stray.update(opened)
    return "".join(character for offset, character in enumerate(text) if offset not in stray)


def clean_data(value: object) -> object:
    """Return plain data that the format does not know with all its texts cleaned, line ends kept."""
    match value:
        case dict():
            return {clean(str(key))[0]: clean_data(inner) for key, inner in value.items()}
        case list():
            return [clean_data(inner) for inner in value]
        case str():
            return (
                _number(value)
                if type(value) is not str
                else (value if value.isprintable() else _refused().sub("", value))
            )
        case _:
            return value


def _number(written: str) -> int | float | str:
    """Return a typed number as a number where that loses no character."""
    for kind in (int, float):
        try:
            number = kind(written)
        except (ValueError, OverflowError):
            continue
        if str(number) == written:
            return number
    return written
