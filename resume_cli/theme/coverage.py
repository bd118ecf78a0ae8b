"""Find characters of a document that no bundled font can draw, each with its field.

    gaps = find_gaps(document, ((text.path, text.content) for text in texts(selection.profile)))
    gaps.essential        the problem of a name, heading or label that cannot be drawn, which prevents a PDF
    gaps.problems         every character, with the field that holds it first
    gaps.words            the number of other words that cannot be drawn, not counting lone symbols

Every missing glyph is reported: `missing-glyph` names the characters and their fields, and `system-font` warns that
another machine may draw them differently or not at all.
"""

from __future__ import annotations

import sys
import unicodedata
from typing import TYPE_CHECKING

from msgspec import Struct

from resume_cli.document import Group, nodes, plain, texts
from resume_cli.errors import Problem, format_path
from resume_cli.theme.fonts import system_font, uncovered

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from resume_cli.document import Document
    from resume_cli.errors import FieldPath

_SYSTEM_HINT = "other machines may have another font for it, or none"
# The number of characters shown as examples of the script.
_SHOWN = 8
#: The packages to install on Debian and with Homebrew, by the first word of the characters' Unicode names.
_FONTS = {"CJK": ("fonts-hanazono", "font-hanazono"), "": ("fonts-noto-core", "font-noto-sans")}


class Gaps(Struct, frozen=True):
    """Problems with characters that no bundled face has, and the number of words lost."""

    essential: Problem | None = None
    problems: tuple[Problem, ...] = ()
    words: int = 0


def find_gaps(
    document: Document, sources: Iterable[tuple[FieldPath, str]], missing_characters: Collection[str] = ()
) -> Gaps:
    """Return the characters that no bundled face has, each at the first field in `sources` that contains it.

    `missing_characters` are further characters that a renderer could not draw. A character in no field comes from
    a label.
    """
    shown = list(texts(document))
    needed = dict(_essentials(document))
    new = uncovered("".join((*shown, *needed)))
    missing = {one for one in new if system_font(one) is None} | set(missing_characters)
    if not new | missing:
        return Gaps()
    fields = dict(sources)
    needed["".join(sorted(missing.difference(*fields.values())))] = "a label"
    essential = tuple(_missing(what, text, missing, fields) for text, what in needed.items() if missing & set(text))
    words = sum(_is_lost(word, missing) for text in shown for word in text.split())
    others = _problems(fields, missing, new, known=missing.intersection("".join(needed)))
    return Gaps(essential[0] if essential else None, (*essential, *others), words)


def _essentials(document: Document) -> Iterator[tuple[str, str]]:
    """Yield the essential texts of a document, each with its description."""
    yield plain(document.header.name), "the name"
    for contact in document.header.contacts:
        yield contact.label, "a label"
    for each in nodes(document.sections):
        if isinstance(each, Group):
            yield plain(each.title), "a heading"
    for section in document.sections:
        yield plain(section.title), "a heading"


def _missing(what: str, text: str, missing: Collection[str], fields: dict[FieldPath, str]) -> Problem:
    lacking = [each for each in dict.fromkeys(text) if each in missing]
    path = next((path for path, content in fields.items() if lacking[0] in content), ())
    hint = f"{remedy(lacking)}; or export with --allow-missing-glyphs"
    return Problem("missing-glyph", f"no font has {_named(lacking)} in {what}", path, hint=hint)


def _is_lost(word: str, missing: Collection[str]) -> bool:
    """Return whether a word cannot be drawn. A symbol without letters or digits is not a word."""
    return any(each in missing for each in word) and any(unicodedata.category(each)[0] in "LMN" for each in word)


def _problems(
    fields: dict[FieldPath, str], missing: Collection[str], new: Collection[str], known: set[str]
) -> Iterator[Problem]:
    """Yield a problem for each field with missing characters and one for each system font that is used.

    Characters in `known` have already been reported.
    """
    families: dict[str, tuple[FieldPath, list[str]]] = {}
    for path, text in fields.items():
        found = [each for each in dict.fromkeys(text) if each in new or each in missing]
        lacking = [each for each in found if each in missing and each not in known]
        if lacking:
            message = f"no font has {_named(lacking)} in {format_path(path)}"
            yield Problem("missing-glyph", message, path, hint=remedy(lacking))
        for each in found:
            if each not in missing and each not in known:
                families.setdefault(system_font(each) or "", (path, []))[1].append(each)
        known.update(found)
    for family, (path, characters) in families.items():
        examples = " ".join(characters[:_SHOWN]) + (" …" if len(characters) > _SHOWN else "")
        message = f"{family}, a font of this machine, draws {examples}"
        yield Problem("system-font", message, path, hint=_SYSTEM_HINT)


def _named(characters: Sequence[str]) -> str:
    named = [f"{each} (U+{ord(each):04X})" for each in characters[:_SHOWN]]
    more = len(characters) - len(named)
    return ", ".join(named) + (f" and {more} more" if more else "")


def remedy(characters: Iterable[str]) -> str:
    """Return the command that installs a font for the given characters."""
    names = [unicodedata.name(each, "").partition(" ")[0] for each in characters]
    if not any(names):
        return "these are no characters of Unicode: write them in another way"
    debian, brew = _FONTS["CJK" if names[0] == "CJK" else ""]
    return f"brew install {brew}" if sys.platform == "darwin" else f"sudo apt install {debian}"
