"""Fitting to a number of pages, by estimate: Word lays pages out, not we, but what it will do can be judged well.

Gaps give way first and the type after them, as in the PDF. Widths of letters are those of Calibri, and some room
is left over, for a page too few costs nothing and a page too many is what nobody wanted.
"""

from __future__ import annotations

import math
import unicodedata
from bisect import bisect_left
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from msgspec.structs import replace

from resume_cli.exporters.docx.design import TWIPS
from resume_cli.exporters.docx.xml import qualified, style_of
from resume_cli.theme.loader import Length

if TYPE_CHECKING:
    from collections.abc import Callable

    from lxml.etree import _Element as Element

    from resume_cli.exporters.docx.design import Design
    from resume_cli.theme.loader import Theme, Token

# The smallest type that people read without effort, in points: running text, and dates or contacts.
_SMALLEST_BODY, _SMALLEST_DETAIL = 8.5, 7.5
_TIGHTEST_SPACE = 50
_SPACE_STEP, _SIZE_STEP = 5, 2
_GAPS = ("section-gap", "heading-gap", "entry-gap", "bullet-gap")
_SIZES = ("body-size", "small-size", "headline-size", "heading-size", "entry-size", "name-size")

# Multiples of the type's size: widths of letters, and the least heights of lines that fonts insist on.
_WIDTHS = {"Lu": 0.58, "Ll": 0.48, "Nd": 0.507, "Zs": 0.226}
_OTHER_WIDTH, _IDEOGRAPH_WIDTH = 0.4, 1.0
_LATIN_HEIGHT, _IDEOGRAPH_HEIGHT = 1.22, 1.32
# What a line loses at its end, where the next word had no room.
_RAGGED = 1.6
# What a page loses at its foot, where titles stay with their text; and how wrong the estimate may be.
_PAGE_LOSS, _CAUTION = 0.02, 0.04


@dataclass(frozen=True, slots=True)
class Metrics:
    """What a style makes of a paragraph, in points."""

    size: float
    leading: float
    before: float
    after: float
    indent: float


def levels(theme: Theme) -> list[Theme]:
    """Return a theme ever tighter, as it is designed first; type that starts small shrinks less, or not at all."""
    body, detail = theme.length("body-size").points, theme.length("small-size").points
    lowest = min(100, math.ceil(100 * max(_SMALLEST_BODY / body, _SMALLEST_DETAIL / detail)))
    gaps = range(100 - _SPACE_STEP, _TIGHTEST_SPACE - 1, -_SPACE_STEP)
    tight = _scaled(theme, _GAPS, _TIGHTEST_SPACE)
    sizes = range(100 - _SIZE_STEP, lowest - 1, -_SIZE_STEP)
    return [theme, *(_scaled(theme, _GAPS, space) for space in gaps), *(_scaled(tight, _SIZES, size) for size in sizes)]


def fit(theme: Theme, wanted: int, estimate: Callable[[Theme], float]) -> tuple[Theme, float | None]:
    """Return the loosest theme with which a document has no more pages than wanted.

    When there is surely none: the one as designed, and how many pages the tightest takes. `estimate` returns pages,
    with the part of the last one.
    """

    def fits(each: Theme) -> bool:
        return estimate(each) * (1 + _CAUTION) <= wanted

    scale = levels(theme)
    if fits(theme):
        return theme, None
    if estimate(scale[-1]) * (1 - _CAUTION) > wanted:
        return theme, estimate(scale[-1])
    place = bisect_left(scale, True, key=fits)  # noqa: FBT003 - the first level of which it is true
    return scale[min(place, len(scale) - 1)], None


def pages(design: Design, styles: list[Element], paragraphs: list[Element]) -> float:
    """Return about how many pages paragraphs fill, the last one in part."""
    metrics = {style.get(qualified("w:styleId"), ""): style for style in styles}
    known: dict[str, Metrics] = {}
    room = (design.paper[1] - 2 * design.margins[0]) / TWIPS * (1 - _PAGE_LOSS)
    filled, height = 0.0, 0.0
    for paragraph in paragraphs:
        name = style_of(paragraph)
        if name not in known:
            known[name] = _metrics(design, metrics, name)
        if _find(paragraph, "w:pPr/w:pageBreakBefore") is not None:
            filled, height = filled + math.ceil(height / room), 0.0
        height += _height(design, paragraph, known[name])
    return filled + height / room


def _scaled(theme: Theme, names: tuple[str, ...], percent: int) -> Theme:
    changed: dict[str, Token] = {
        name: Length(theme.length(name).value * percent / 100, theme.length(name).unit) for name in names
    }
    return replace(theme, tokens={**theme.tokens, **changed})


def _metrics(design: Design, styles: dict[str, Element], name: str) -> Metrics:
    """Return the metrics of a style, with what it takes from those that it is based on."""
    chain = []
    while name in styles:
        chain.append(styles[name])
        name = _attribute(styles[name], "w:basedOn", "w:val")

    def first(path: str, attribute: str, otherwise: float) -> float:
        found = (_attribute(style, path, attribute) for style in chain)
        return next((float(value) for value in found if value), otherwise)

    numbered = any(_find(style, "w:pPr/w:numPr") is not None for style in chain)
    indent = design.points("bullet-indent") if numbered else first("w:pPr/w:ind", "w:left", 0) / TWIPS
    return Metrics(
        size=first("w:rPr/w:sz", "w:val", 2 * design.points("body-size")) / 2,
        leading=first("w:pPr/w:spacing", "w:line", 0) / TWIPS,
        before=first("w:pPr/w:spacing", "w:before", 0) / TWIPS,
        after=first("w:pPr/w:spacing", "w:after", 0) / TWIPS,
        indent=indent,
    )


def _height(design: Design, paragraph: Element, metrics: Metrics) -> float:
    text = "".join(part.text or "" for part in paragraph.iter(qualified("w:t")))
    ems, has_ideographs = _extent(text)
    width = ems * metrics.size
    room = design.text_width / TWIPS - metrics.indent
    lines = 1 if width <= room else math.ceil(width / (room - _RAGGED * metrics.size))
    natural = _IDEOGRAPH_HEIGHT if has_ideographs else _LATIN_HEIGHT
    before = _attribute(paragraph, "w:pPr/w:spacing", "w:before")
    after = _attribute(paragraph, "w:pPr/w:spacing", "w:after")
    gaps = float(before) / TWIPS if before else metrics.before
    gaps += float(after) / TWIPS if after else metrics.after
    return gaps + lines * max(metrics.leading, natural * metrics.size)


def _attribute(element: Element, path: str, name: str) -> str:
    found = _find(element, path)
    return "" if found is None else found.get(qualified(name), "")


def _find(element: Element, path: str) -> Element | None:
    return element.find(_path(path))


@cache
def _path(names: str) -> str:
    return "/".join(map(qualified, names.split("/")))


@lru_cache(maxsize=4096)
def _extent(text: str) -> tuple[float, bool]:
    """Return about how wide a text is, in multiples of its size, and whether it has ideographs."""
    widths = [_width(character) for character in text]
    return sum(widths), _IDEOGRAPH_WIDTH in widths


@cache
def _width(character: str) -> float:
    if unicodedata.east_asian_width(character) in "WF":
        return _IDEOGRAPH_WIDTH
    return _WIDTHS.get(unicodedata.category(character), _OTHER_WIDTH)
