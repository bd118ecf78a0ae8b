"""Which characters of a profile no font can draw, and which only a font of this machine can, each with its field.

    glyph_problems(((text.path, text.content) for text in texts(selection.profile)), report.missing_characters)

No box in a PDF goes unreported: `missing-glyph` names the characters and their fields, and `system-font` says
that another machine may draw them differently, or not at all.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from resume_cli.errors import Problem, format_path
from resume_cli.theme.fonts import system_font, uncovered

if TYPE_CHECKING:
    from collections.abc import Iterable

    from resume_cli.errors import FieldPath

_MISSING_HINT = "install a font that has it, or write it in another way"
_SYSTEM_HINT = "other machines may have another font for it, or none"
# A few examples show which script is meant.
_SHOWN = 8


def glyph_problems(texts: Iterable[tuple[FieldPath, str]], missing_characters: Iterable[str]) -> list[Problem]:
    """Return warnings about the characters that no bundled face has, each at the first field that holds them.

    `missing_characters` are those that a renderer could not draw, in texts of the profile or in our own labels.
    Characters that no font of this machine has either are `missing-glyph`, with all of them named; what a system
    font draws is `system-font`, once per family, with examples.
    """
    missing: dict[FieldPath, list[str]] = {}
    families: dict[str, tuple[FieldPath, list[str]]] = {}
    known: set[str] = set()
    for path, text in texts:
        new = uncovered(text) - known
        known |= new
        for character in dict.fromkeys(each for each in text if each in new):
            family = system_font(character)
            if family is None:
                missing.setdefault(path, []).append(character)
            else:
                families.setdefault(family, (path, []))[1].append(character)
    unplaced = sorted(set(missing_characters).difference(*missing.values()))
    if unplaced:
        missing[()] = unplaced
    problems = []
    for path, characters in missing.items():
        named = [f"{each} (U+{ord(each):04X})" for each in characters]
        where = f" in {format_path(path)}" if path else ""
        problems.append(Problem("missing-glyph", f"no font has {', '.join(named)}{where}", path, hint=_MISSING_HINT))
    for family, (path, characters) in families.items():
        shown = " ".join(characters[:_SHOWN]) + (" …" if len(characters) > _SHOWN else "")
        message = f"{family}, a font of this machine, draws {shown}"
        problems.append(Problem("system-font", message, path, hint=_SYSTEM_HINT))
    return problems
