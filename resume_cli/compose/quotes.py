"""Replace straight apostrophes and quotation marks by those of the language: `don’t`, `„so“`, `« ainsi »`.

This is done once for the finished document. Code, addresses, and the marks of feet, inches and minutes are unchanged,
as are unpaired quotation marks. The profile attached to an output keeps the original marks.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from resume_cli.document import Code, Inline, Inlines, Link, Text, Time, changed, hidden_targets, plain, texts
from resume_cli.locale.scripts import script_of_character, scripts
from resume_cli.locale.wording import has_wording, wording

if TYPE_CHECKING:
    from collections.abc import Iterator

    from resume_cli.document import Document

#: The placeholder for each character that must not change; it counts as part of a word.
_OPAQUE = "\ufffc"
#: The scripts that have an apostrophe within words. Hebrew has a separate sign that looks like one.
_APOSTROPHIC = frozenset({"Latin", "Cyrillic", "Greek"})
_ADDRESSES = frozenset({"email", "phone", "url", "profile"})
#: Patterns that mark a word as code or an address.
_CODE = re.compile(r"[@\\_=<>{}$`|]|://|\w/\S*\.\w|\.\w+/|::|\w\(")
#: How many characters around a mark, and how many later marks, are examined.
_WINDOW, _LATER = 80, 12
#: The marks that may begin a quotation, including low ones, since people also type „so".
_TYPED = {'"': '"„', "'": "'‚"}
_QUOTED, _PLURAL = frozenset('"“«„'), re.compile(r"'(?:s(?!\w)|[^\W\d_]{2})")
#: The characters, besides spaces and ideographs, that a quotation may follow and precede.
_BEFORE, _AFTER = frozenset("([{–—-/'’“‘„‚«\"·:，、。；：（「《"), frozenset(")]}–—-/'’”“‘»\"·.,;:!?…、，。；：！？）")


class _Marks(Struct, frozen=True):
    """The outer and inner quotation marks of a language, and the pattern of its words with an initial apostrophe."""

    outer: tuple[str, str]
    inner: tuple[str, str]
    elided: re.Pattern[str]


@lru_cache(maxsize=32)
def _marks_of(language: str) -> _Marks | None:
    """Return the marks of a language, or None if straight marks are kept."""
    if not has_wording(language):
        return None
    begin, end, inner_begin, inner_end = wording(language).quotes
    words = "|".join(wording(language).elided)
    elided = re.compile(rf"'(?:\d\d(?!\d)|(?:{words})(?!\w))" if words else r"'\d\d(?!\d)", re.IGNORECASE)
    return _Marks((begin, end), (inner_begin, inner_end), elided) if begin else None


def with_curly_marks(document: Document) -> Document:
    """Return a document with straight apostrophes and quotation marks replaced by those of each text's language."""
    if not any(_has_marks(text) for text in texts(document)):
        return document

    def change(content: Inlines) -> Inlines:
        return curled(content, document.language)

    header = document.header
    contacts = tuple(
        each if each.kind in _ADDRESSES else replace(each, content=change(each.content)) for each in header.contacts
    )
    header = replace(header, name=change(header.name), headline=change(header.headline), contacts=contacts)
    return replace(document, header=header, sections=changed(document.sections, change))


def curled(content: Inlines, language: str) -> Inlines:
    """Return inlines with curly marks. A quotation may begin and end in different inlines."""
    if not _has_marks(plain(content)):
        return content
    parts = list(_parts(content, language))
    flat = "".join(text for text, _ in parts)
    languages = [each for text, each in parts for _ in text]
    marks = _quotations(flat, languages, '"') | _singles(flat, languages)
    # Spaces inside French guillemets must not break.
    marks |= {found.start(): "\xa0" for found in re.finditer("(?<=«) | (?=»)", flat)}
    return _rewritten(content, marks, 0)[0] if marks else content


def _has_marks(text: str) -> bool:
    return "'" in text or '"' in text or "« " in text


def _parts(content: Inlines, language: str) -> Iterator[tuple[str, str]]:
    """Yield the texts of inlines with their languages, with unchangeable characters replaced by placeholders."""
    for inline in content:
        own = inline.language or language
        match inline:
            case Text(text):
                yield text, own
            case Code(text) | Time(text):
                yield _OPAQUE * len(text), own
            case Link(children) if not any(hidden_targets((inline,))):
                yield _OPAQUE * len(plain(children)), own
            case _:
                yield from _parts(inline.children, own)


def _rewritten(content: Inlines, marks: dict[int, str], at: int) -> tuple[Inlines, int]:
    """Return inlines with the characters at the given indexes replaced, and the index after the last one."""
    made: list[Inline] = []
    for inline in content:
        if isinstance(inline, Text):
            text = "".join(marks.get(place, each) for place, each in enumerate(inline.content, at))
            made.append(replace(inline, content=text))
            at += len(inline.content)
        elif isinstance(inline, Code | Time):
            made.append(inline)
            at += len(inline.content)
        else:
            children, at = _rewritten(inline.children, marks, at)
            made.append(replace(inline, children=children))
    return tuple(made), at


def _opens(flat: str, at: int) -> bool:
    """Return whether a mark may begin a quotation."""
    before, after = flat[at - 1 : at], flat[at + 1 : at + 2]
    outside = not before or before.isspace() or before in _BEFORE or _is_unspaced(before)
    return outside and bool(after) and not after.isspace() and not _in_code(flat, at)


def _closes(flat: str, at: int) -> bool:
    """Return whether a mark may end a quotation."""
    before, after = flat[at - 1 : at], flat[at + 1 : at + 2]
    outside = not after or after.isspace() or after in _AFTER or _is_unspaced(after)
    return outside and bool(before) and not before.isspace()


def _is_unspaced(character: str) -> bool:
    return script_of_character(character) in {"Han", "Kana", "Hangul"}


def _in_code(flat: str, at: int) -> bool:
    """Return whether the word around a mark, up to the spaces, looks like code or an address."""
    before, after = flat[max(at - _WINDOW, 0) : at], flat[at : at + _WINDOW]
    return bool(_CODE.search(before.rpartition(" ")[2] + after.partition(" ")[0]))


def _quotations(flat: str, languages: list[str], mark: str) -> dict[int, str]:
    """Return the replacements of the paired double or single straight marks of a text, by index."""
    found: dict[int, str] = {}
    begin: int | None = None
    places = [at for at, each in enumerate(flat) if each in _TYPED[mark]]
    for index, at in enumerate(places):
        if begin is not None and flat[at] == mark and at - begin > 1 and _closes(flat, at):
            if flat[at - 1].isdigit() and _ends_later(flat, places[index + 1 : index + _LATER]):
                continue
            found.update(zip((begin, at), _pair(flat, begin, languages[begin], mark), strict=True))
            begin = None
        elif flat[at] != mark or _opens(flat, at):
            begin = at
    return {at: each for at, each in found.items() if flat[at] == mark}


def _ends_later(flat: str, places: list[int]) -> bool:
    """Return whether a quotation ends at a later mark before another begins, so that this one is an inch mark."""
    for at in places:
        if _closes(flat, at) and not flat[at - 1].isdigit():
            return True
        if _opens(flat, at) or _in_code(flat, at):
            return False
    return False


def _pair(flat: str, begin: int, language: str, mark: str) -> tuple[str, str]:
    """Return the marks around a quotation: those of the language, or English ones for Latin words if it has none."""
    marks = _marks_of(language)
    letters = filter(None, map(script_of_character, flat[begin + 1 : begin + _WINDOW]))
    if marks is None and "Latin" not in scripts(language) and next(letters, "Latin") == "Latin":
        marks = _marks_of("en")
    return (mark, mark) if marks is None else marks.outer if mark == '"' else marks.inner


def _singles(flat: str, languages: list[str]) -> dict[int, str]:
    """Return the replacements of straight single marks, both apostrophes and paired quotation marks, by index."""
    places = [at for at, each in enumerate(flat) if each == "'"]
    found = {at: "’" for at in places if _is_apostrophe(flat, at, languages[at])}
    found |= _quotations("".join(found.get(at, each) for at, each in enumerate(flat)), languages, "'")
    # An unpaired mark after a letter is an apostrophe: the workers' rights.
    ends = (at for at in places if at not in found and _is_letter(flat[at - 1 : at]) and _closes(flat, at))
    return found | {at: "’" for at in ends if not _in_code(flat, at)}


def _is_apostrophe(flat: str, at: int, language: str) -> bool:
    """Return whether a straight mark is an apostrophe: between letters, after a number, or in a shortened word."""
    before, after = flat[at - 1 : at] if at else "", flat[at + 1 : at + 2]
    if _in_code(flat, at):
        return False
    quoted = after in _QUOTED and _is_letter(flat[at + 2 : at + 3])
    if _is_letter(before) and (_is_letter(after) or quoted):
        return True
    if before.isdigit() or before == ".":
        return _PLURAL.match(flat, at) is not None
    marks = _marks_of(language) or _marks_of("en")
    return marks is not None and _opens(flat, at) and marks.elided.match(flat, at) is not None


def _is_letter(character: str) -> bool:
    return bool(character) and script_of_character(character) in _APOSTROPHIC
