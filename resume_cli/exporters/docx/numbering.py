"""Lists: one definition for bullets and one for numbers, and the counting that goes on over several lists."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from resume_cli.exporters.docx.design import TWIPS
from resume_cli.exporters.docx.xml import properties, word

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

    from resume_cli.exporters.docx.design import Design

BULLETS = 1
NUMBERS = 2
_MARKS = {"disc": "•", "dash": "–", "square": "▪"}
# Digits are about half as wide as the type is high; a dot and a gap follow them.
_DIGIT_WIDTH = 0.53
_AFTER_DIGITS = 0.6
_BULLET_WIDTH = 0.75
# Numbered items stand in farther than bullets do.
_NUMBER_INDENT = 1.6


@dataclass(slots=True)
class Numbering:
    """The numbered lists of a document, in the order in which they were begun.

    A list that starts where the one before has ended is the same list to Word: an item put in later then
    counts on through all the groups.
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

    def fill(self, root: Element, design: Design) -> None:
        """Put the definitions and the lists that use them into the numbering part."""
        first, *others = self.starts or [1]
        instances = [_instance(BULLETS, BULLETS), _instance(NUMBERS, NUMBERS)]
        instances += [_instance(NUMBERS + place, NUMBERS, start) for place, start in enumerate(others, 1)]
        definitions = (_definition(BULLETS, _bullet(design)), _definition(NUMBERS, self._number(design, first)))
        root.extend([*definitions, *instances])

    def _number(self, design: Design, start: int) -> Element:
        size = design.points("body-size")
        hanging = round((len(str(self.highest)) * _DIGIT_WIDTH + _AFTER_DIGITS) * size * TWIPS)
        left = max(hanging, round(_NUMBER_INDENT * design.twips("bullet-indent")))
        return word(
            "lvl",
            word("start", val=start),
            word("numFmt", val="decimal"),
            word("pStyle", val="ListNumber"),
            word("lvlText", val="%1."),
            word("lvlJc", val="left"),
            _indent(left, hanging),
            properties("rPr", _colour(design)),
            ilvl=0,
        )


def _bullet(design: Design) -> Element:
    latin = design.faces("body-font").latin
    left = design.twips("bullet-indent")
    return word(
        "lvl",
        word("start", val=1),
        word("numFmt", val="bullet"),
        word("pStyle", val="ListBullet"),
        word("lvlText", val=_MARKS[design.theme.keyword("bullet-style")]),
        word("lvlJc", val="left"),
        _indent(left, min(left, round(_BULLET_WIDTH * design.points("body-size") * TWIPS))),
        properties("rPr", [word("rFonts", ascii=latin, hAnsi=latin, eastAsia=latin, cs=latin), *_colour(design)]),
        ilvl=0,
    )


def _colour(design: Design) -> list[Element]:
    """Return the colour that the theme's style sheet gives to the marks of lists, if any."""
    colour = design.sheet.colour("bullets ::marker")
    return [word("color", val=colour)] if colour else []


def _indent(left: int, hanging: int) -> Element:
    return properties("pPr", [word("ind", left=left, hanging=hanging)])


def _definition(identifier: int, level: Element) -> Element:
    return word(
        "abstractNum",
        word("nsid", val=f"5E50C0{identifier:02X}"),
        word("multiLevelType", val="singleLevel"),
        word("tmpl", val=f"5E50D0{identifier:02X}"),
        level,
        abstractNumId=identifier,
    )


def _instance(identifier: int, definition: int, start: int | None = None) -> Element:
    children = [word("abstractNumId", val=definition)]
    if start is not None:
        children.append(word("lvlOverride", word("startOverride", val=start), ilvl=0))
    return word("num", *children, numId=identifier)
