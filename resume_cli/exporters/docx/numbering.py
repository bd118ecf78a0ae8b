"""Lists: the indents and marks of bullets and numbers, and numbering that continues across lists."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docx.oxml.numbering import CT_Num
from docx.shared import Length
from msgspec import Struct, field

from resume_cli.exporters.docx import parts
from resume_cli.exporters.docx.design import length

if TYPE_CHECKING:
    from docx.oxml.xmlchemy import BaseOxmlElement

    from resume_cli.exporters.docx.design import Design

#: The `numId` of the two lists to which the styles List Bullet and List Number refer.
BULLETS, NUMBERS = 1, 2
#: The marks of bullets, and those of bullets within bullets.
_MARKS = {"disc": "•–", "dash": "–•", "square": "▪–"}
# In multiples of the type size: a bullet with the gap after it, a digit, and the dot and the gap after digits.
_BULLET_WIDTH, _DIGIT_WIDTH, _AFTER_DIGITS = 1.0, 0.53, 0.6
# Numbered items are indented by this multiple of a bullet's indent, or by more if the longest number needs it.
_NUMBER_INDENT = 1.6


class Numbering(Struct):
    """The numbered lists of a document, in order, each with its level and its first number.

    A list that starts where the previous one ended is the same list to Word, so an item inserted later renumbers all
    that follow.
    """

    starts: list[tuple[int, int]] = field(default_factory=list)
    following: int = 0
    highest: int = 1

    def begin(self, level: int, start: int, count: int) -> int:
        """Return the `numId` for a list of `count` items from number `start`."""
        self.highest = max(self.highest, start + count - 1)
        if level:
            self.starts = self.starts or [(0, 1)]
        if level or not self.starts or start != self.following:
            self.starts.append((level, start))
        if not level:
            self.following = start + count
        return NUMBERS + len(self.starts) - 1

    def indents(self, design: Design) -> dict[tuple[int, int], tuple[Length, Length]]:
        """Return, for each list and level, the indent of its text and how far the mark hangs to the left of it."""
        size, step = design.points("body-size"), length(design.points("bullet-indent"))
        hanging = Length(min(step, length(_BULLET_WIDTH * size)))
        digits = length((len(str(self.highest)) * _DIGIT_WIDTH + _AFTER_DIGITS) * size)
        left = Length(max(digits, length(_NUMBER_INDENT * step.pt)))
        return {
            (BULLETS, 0): (step, hanging),
            (BULLETS, 1): (Length(2 * step), hanging),
            (NUMBERS, 0): (left, digits),
            (NUMBERS, 1): (Length(step + left), digits),
        }

    def fill(self, root: BaseOxmlElement, design: Design) -> None:
        """Add the definitions, and the lists that use them, to the numbering part."""
        (_, first), *others = self.starts or [(0, 1)]
        family, colour = design.faces("body-font").latin, design.sheet.colour("bullets ::marker")
        indents, marks = self.indents(design), _MARKS[design.theme.keyword("bullet-style")]
        bullets, numbers = [], []
        for level, ending in enumerate(("", "2")):
            mark = marks[level], family, colour
            bullets.append(parts.list_level(level, f"ListBullet{ending}", mark, indents[BULLETS, level]))
            mark, start = (f"%{level + 1}.", "", colour), 1 if level else first
            numbers.append(parts.list_level(level, f"ListNumber{ending}", mark, indents[NUMBERS, level], start))
        root.extend([parts.list_definition(BULLETS, bullets), parts.list_definition(NUMBERS, numbers)])
        root.extend([CT_Num.new(BULLETS, BULLETS), CT_Num.new(NUMBERS, NUMBERS)])
        for number, (level, start) in enumerate(others, NUMBERS + 1):
            again = CT_Num.new(number, NUMBERS)
            again.add_lvlOverride(ilvl=level).add_startOverride(start)
            root.append(again)
