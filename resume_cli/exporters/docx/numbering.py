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

#: The numbers of the two lists that the styles List Bullet and List Number name.
BULLETS, NUMBERS = 1, 2
_MARKS = {"disc": "•", "dash": "–", "square": "▪"}
# In multiples of the type's size: a bullet with the gap after it, a digit, and the dot and the gap after digits.
_BULLET_WIDTH, _DIGIT_WIDTH, _AFTER_DIGITS = 0.75, 0.53, 0.6
# Numbered items are indented farther than bullets, and as far as the longest number needs.
_NUMBER_INDENT = 1.6


def bullet_indents(design: Design) -> tuple[Length, Length]:
    """Return how far a bullet's text is indented, and how far its mark hangs to the left of it."""
    left = length(design.points("bullet-indent"))
    return left, Length(min(left, length(_BULLET_WIDTH * design.points("body-size"))))


class Numbering(Struct):
    """The numbered lists of a document, in order.

    A list that starts where the previous one ended is the same list to Word, so an item inserted later renumbers all
    that follow.
    """

    starts: list[int] = field(default_factory=list)
    following: int = 0
    highest: int = 1

    def begin(self, start: int, count: int) -> int:
        """Return the `numId` for a list of `count` items from number `start`."""
        if not self.starts or start != self.following:
            self.starts.append(start)
        self.following = start + count
        self.highest = max(self.highest, self.following - 1)
        return NUMBERS + len(self.starts) - 1

    def fill(self, root: BaseOxmlElement, design: Design) -> None:
        """Add the definitions, and the lists that use them, to the numbering part."""
        first, *others = self.starts or [1]
        colour = design.sheet.colour("bullets ::marker")
        mark = _MARKS[design.theme.keyword("bullet-style")], design.faces("body-font").latin, colour
        bullets = parts.list_definition(BULLETS, "ListBullet", mark, bullet_indents(design))
        hanging = length((len(str(self.highest)) * _DIGIT_WIDTH + _AFTER_DIGITS) * design.points("body-size"))
        left = Length(max(hanging, length(_NUMBER_INDENT * design.points("bullet-indent"))))
        numbers = parts.list_definition(NUMBERS, "ListNumber", ("%1.", "", colour), (left, hanging), first)
        root.extend([bullets, numbers, CT_Num.new(BULLETS, BULLETS), CT_Num.new(NUMBERS, NUMBERS)])
        for number, start in enumerate(others, NUMBERS + 1):
            again = CT_Num.new(number, NUMBERS)
            again.add_lvlOverride(ilvl=0).add_startOverride(start)
            root.append(again)
