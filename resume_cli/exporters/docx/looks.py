"""The pieces of which styles are made: type, colour, spacing, lines, from tokens and the theme's style sheet."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from resume_cli.exporters.docx.design import TWIPS
from resume_cli.exporters.docx.languages import east_asian_family, writing
from resume_cli.exporters.docx.xml import word

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element as Element

    from resume_cli.exporters.docx.design import Design

# Families without a bold cut; Word would smear their regular one.
_NO_BOLD = frozenset({"SimSun", "PMingLiU", "Batang"})
_HEAVY = frozenset({"bold", "bolder", "600", "700", "800", "900"})
_ON_BAND = frozenset({"name", "headline"})
# Word draws borders in eighths of a point, and keeps them at most so many points off the text.
_EIGHTHS = 8
_FARTHEST = 31
_BAR_WIDTH, _BAR_DISTANCE = 3, 6
#: How far the coloured band of a header reaches beyond its text, in points.
BAND_PADDING = 10


def spacing(*, before: float = 0, after: float = 0, leading: float = 0) -> Element:
    """Return a paragraph's spacing: white before and after, and the least line height, all in points.

    "At least", because Chinese fonts of Word stand higher than Latin ones: so every line is as high as the
    next, and still grows when a reader enlarges the type.
    """
    height: dict[str, str | int] = {"line": round(leading * TWIPS), "lineRule": "atLeast"} if leading else {}
    return word("spacing", before=round(before * TWIPS), after=round(after * TWIPS), **height)


def look(
    design: Design, target: str, *, font: str = "", size: str = "", bold: bool = False, colour: str = ""
) -> tuple[Element, ...]:
    """Return run properties from tokens, and from what the theme's style sheet says of `target`."""
    sheet = design.sheet
    heavy = is_heavy(design, target, bold=bold)
    points = sheet.points(target, "font-size", design.points("body-size"))
    points = points or (design.points(size) if size else 0)
    shade = sheet.colour(target)
    if not shade and target in _ON_BAND:
        shade = sheet.colour("banner")
    if not shade and colour:
        shade = design.colour(colour)
    found = [*families(design, font or "body-font", heavy=heavy)]
    if heavy:
        found += [word("b"), word("bCs")]
    if points:
        found += sizes(points)
    if shade:
        found.append(word("color", val=shade))
    if design.leans(target):
        found += [word("i"), word("iCs")]
    found += _capitals(design, target)
    found += _letter_spacing(design, target, points or design.points("body-size"))
    return tuple(found)


def is_heavy(design: Design, target: str, *, bold: bool = False) -> bool:
    """Tell whether something is bold by the theme's style sheet, or else by `bold`."""
    weight = design.sheet.value(target, "font-weight")
    return weight in _HEAVY if weight and weight != "inherit" else bold


def _capitals(design: Design, target: str) -> Iterator[Element]:
    if design.alphabetic and design.sheet.value(target, "font-variant-caps") == "small-caps":
        yield word("smallCaps")
    elif design.alphabetic and design.sheet.value(target, "text-transform") == "uppercase":
        yield word("caps")


def _letter_spacing(design: Design, target: str, size: float) -> Iterator[Element]:
    """Yield the space between letters, which Arabic letters, being joined, never have."""
    points = design.sheet.points(target, "letter-spacing", size)
    if points and writing(design.language) != "complex":
        yield word("spacing", val=round(points * TWIPS))


def sizes(points: float) -> tuple[Element, ...]:
    """Return the size of type; Word counts in half points."""
    half_points = round(points * 2)
    return word("sz", val=half_points), word("szCs", val=half_points)


def families(design: Design, name: str, *, heavy: bool) -> tuple[Element, ...]:
    """Return the families of a token where they are not those of the running text.

    Where something is bold and the East Asian family has no bold cut, one that has takes its place.
    """
    faces, usual = design.faces(name), design.faces("body-font")
    if heavy and faces.east_asian in _NO_BOLD:
        faces = replace(faces, east_asian=east_asian_family(design.language))
    slots = {"ascii": "latin", "hAnsi": "latin", "eastAsia": "east_asian", "cs": "complex"}
    other = {slot: getattr(faces, face) for slot, face in slots.items() if getattr(faces, face) != getattr(usual, face)}
    return (word("rFonts", **other),) if other else ()


def boldness(design: Design) -> tuple[Element, ...]:
    """Return what makes words of the running text bold."""
    return (*families(design, "body-font", heavy=True), word("b"), word("bCs"))


def line(side: str, width: float, distance: float, colour: str) -> Element:
    """Return a border; width and distance from the text in points."""
    space = min(round(distance), _FARTHEST)
    return word(side, val="single", sz=max(round(width * _EIGHTHS), 2), space=space, color=colour)


def heading_mark(design: Design) -> tuple[Element, ...]:
    """Return what marks a section's title: the line of the theme, or nothing."""
    begin = "right" if design.right_to_left else "left"
    match design.theme.keyword("heading-style"):
        case "rule-below":
            border = line("bottom", 0.5, 2, design.colour("rule-colour"))
        case "rule-above":
            border = line("top", 0.5, 3, design.colour("rule-colour"))
        case "bar":
            # Word draws the bar outside of the text, so the title stands in by as much.
            indent = word("ind", left=(_BAR_WIDTH + _BAR_DISTANCE) * TWIPS)
            return indent, word("pBdr", line(begin, _BAR_WIDTH, _BAR_DISTANCE, design.colour("accent")))
        case _:
            return ()
    return (word("pBdr", border),)


def band(design: Design, padding: float = BAND_PADDING) -> tuple[Element, ...]:
    """Return the coloured ground of name and headline, or nothing; `padding` is above and below them, in points.

    Paragraphs with the same borders are one box to Word, so the ground has no white stripes.
    """
    if not design.has_band:
        return ()
    colour = design.sheet.colour("banner", "background")
    distances = {"top": padding, "left": BAND_PADDING, "bottom": padding, "right": BAND_PADDING}
    borders = (line(side, 0.5, distance, colour) for side, distance in distances.items())
    return word("pBdr", *borders), word("shd", val="clear", color="auto", fill=colour)


def aside_tab(design: Design) -> Element:
    """Return the tab at which dates end: where the text does."""
    return word("tabs", word("tab", val="right", pos=design.text_width))
