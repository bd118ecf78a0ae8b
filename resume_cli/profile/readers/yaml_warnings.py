"""Warnings about YAML that is valid but probably not meant: comments, commas and lines that cut or join texts."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from resume_cli.profile.lists import lines_of

if TYPE_CHECKING:
    from resume_cli.profile.readers.positions import SourceFile

QUOTE = "put the whole text in quotation marks"
COMMENT = re.compile(r"(?P<gap>[ \t]+)(?P<comment>#(?P<text>[^\r\n]*))")
#: A comment on the line below a text, which begins with a number and may be the rest of the text.
_COMMENT_BELOW = re.compile(r"[ \t]*(?:\r\n|\n|\r)(?P<indent> +)(?P<comment>#(?P<text>\d[^\r\n]*))")
#: Comments that are meant as comments even without a space after the `#`: a note, a key or a year.
_NOTE = re.compile(r"(?i:todo|fixme|note|xxx|tbd|hack)\b|[A-Za-z]\w*:(?:\s|$)|\s*(?:19|20)\d\d(?!\w)")
#: Values that are complete without the comment: an address, or a word that is a whole value.
_COMPLETE = re.compile(r"\S+(?:@|://)\S+|true|false|yes|no|present", re.IGNORECASE)
_NUMBER = re.compile(r"[\d./:-]+")
_YEAR = re.compile(r"(?:19|20)\d\d(?!\d)")
_THOUSANDS = re.compile(r"(?<=\d)(?<!\d{4})(?:,\d{3})+(?![\d,])(?P<rest>[^,\]\r\n]*)")
_BULLET = re.compile(r"[-*•·▪◦‣●][ \t]+\S|-[^\W\d]|\d{1,2}[.)][ \t]+\S")
#: A key in an unquoted text, without a space after its colon, and a key in a quoted text, with one.
_KEY_IN_TEXT = re.compile(r"(?!(?:https?|mailto|tel|doi|arxiv|isbn|urn):)[a-z][A-Za-z]+:(?=\w)")
_KEY_IN_QUOTES = re.compile(r"[a-z][A-Za-z]+:(?:\s|$)")
_MOST_MISSES = 20
_LINE_HINTS = {
    "": "align it with the lines it belongs to",
    ">": "write `|` instead of `>` to keep the lines",
    "'": "the text began with a quotation mark; an apostrophe needs double quotation marks around the text",
    '"': "write `|` and the lines below it, without quotation marks",
}


def check_comment(source: SourceFile, value: str, end: int, floor: int) -> None:
    """Warn of a comment after an unquoted text that was probably meant as part of the text.

    The line below belongs to the text if it is indented deeper than the character at `floor`.
    """
    found = COMMENT.match(source.text, end)
    if found is None and value:
        found = _COMMENT_BELOW.match(source.text, end)
        if found and (len(found["indent"]) < source.position(floor).column or _NOTE.match(found["text"])):
            return
    elif found and not is_text(value, found):
        return
    if found:
        message = f"`{short(found['comment'])}` is read as a comment and is not shown"
        hint = f"{QUOTE}; a comment may stand on a line of its own"
        source.add(found.start("comment"), "comment-in-text", message, "warning", hint)


def is_text(value: str, comment: re.Match[str]) -> bool:
    """Return whether a comment was probably meant as part of the text before it.

    It was if the `#` is followed by nothing, a word or a number, unless the comment is a note or the value is complete.
    """
    text = comment["text"]
    if not text.strip():
        return bool(value)
    if _NOTE.match(text) or _COMPLETE.fullmatch(value) or _YEAR.match(value):
        return False
    if _NUMBER.fullmatch(value):
        return text[0].isdigit()
    is_language = value.split()[-1:] in (["C"], ["F"]) and comment["gap"] == " "
    return is_language or bool(re.match(r"[\w\ufe0f]|[ \t]*\d", text))


def is_nested(typed: str, column: int) -> bool:
    """Return whether an unquoted list item that begins in a column has nested items, none of them left of the column.

    YAML would join `- Led the team` and a more deeply indented `- Hired two` below it into one text.
    """
    below = [line for line in typed.splitlines()[1:] if _BULLET.match(line.strip())]
    are_deeper = all(len(line) - len(line.lstrip(" ")) >= column for line in below)
    return bool(below) and are_deeper and any(line.level for line in lines_of(typed))


def unfolded(source: SourceFile, value: str, span: tuple[int, int], style: str) -> str:
    """Return a text of several lines with each bullet on its own line, and warn that YAML joins the lines."""
    offset, first, misses = span[0], None, 0
    breaks = [-1]
    for index, line in enumerate(source.text[slice(*span)].splitlines(keepends=True)):
        begun, offset = offset + len(line) - len(line.lstrip(" \t")), offset + len(line)
        written = line.strip().rstrip(style)
        if index and _BULLET.match(written):
            found = value.find(f" {written}", breaks[-1] + 1)
            if found < 0 or value[found - 1].isspace():
                # The bullet already has its own line, or contains an escape. Searching for thousands of these would
                # take too long.
                misses += 1
                if misses > _MOST_MISSES:
                    break
                continue
            breaks.append(found)
        elif not index or style == ">" or not (_KEY_IN_QUOTES if style else _KEY_IN_TEXT).match(written):
            continue
        first = first or begun
    if first:
        message = "this line is read as part of the text above it"
        source.add(first, "bullet-in-text", message, "warning", _LINE_HINTS[style])
    return "\n".join(value[start + 1 : end] for start, end in pairwise([*breaks, len(value)]))


def is_number_with_commas(text: str, start: int, end: int, offset: int) -> bool:
    """Return whether the comma between two texts of a list is part of a number, as in `[Prize of 1,500 kroner]`."""
    rest = _THOUSANDS.match(text, end)
    return rest is not None and end + 1 == offset and any(map(str.isalpha, text[start:end] + rest["rest"]))


def joined(source: SourceFile, start: int, end: int) -> str:
    """Return a text that YAML splits at its commas as one text, and warn."""
    text = " ".join(source.text[start:end].split())
    message = f"`{short(text)}` is read as one text; to YAML it ends at the comma"
    source.add(start, "comma-in-text", message, "warning", QUOTE)
    return text


def short(text: str) -> str:
    """Return the first 40 characters of a text for a message."""
    text = text.rstrip()
    return text if len(text) <= 40 else f"{text[:39]}…"
