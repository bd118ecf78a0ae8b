"""Fitting to a number of pages by estimate: Word lays out the pages, but the result can be predicted well.

The estimate errs on the safe side, because a page too few does less harm than a page too many.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from typing import TYPE_CHECKING, Any, NamedTuple

from docx.shared import Length
from docx.text.parfmt import ParagraphFormat

from resume_cli.exporters.docx.styles import style_sheet
from resume_cli.exporters.docx.widths import IDEOGRAPH, character_width, width
from resume_cli.theme.levels import levels

if TYPE_CHECKING:
    from docx.oxml.text.paragraph import CT_P

    from resume_cli.export import Report
    from resume_cli.exporters.docx.body import Body
    from resume_cli.exporters.docx.design import Design
    from resume_cli.exporters.docx.numbering import Numbering

# The smallest line heights that fonts need, in multiples of the type size.
_LATIN_HEIGHT, _IDEOGRAPH_HEIGHT = 1.22, 1.32
# The space lost at the end of a line because the next word does not fit, in multiples of the type size.
_RAGGED = 1.6
# The share of a page lost at its foot because titles stay with their text, and the error of the estimate.
_PAGE_LOSS, _CAUTION = 0.02, 0.04


class _Paragraph(NamedTuple):
    """The properties of a paragraph that are the same at every level; `width` is in multiples of the type size."""

    style: str
    width: float
    line_height: float
    exceptions: dict[str, Length]
    begins_page: bool


def fit(body: Body, wanted: int, report: Report) -> Design:
    """Return the design, tightened as far as the number of pages requires, or unchanged if it cannot be reached."""
    design = body.design
    paragraphs = [_read(paragraph) for paragraph in body.package.element.body.p_lst]
    # Word stores type sizes in half points, so a finer step would have no effect.
    designs = [design.with_theme(level.tightened(design.theme)) for level in levels(design.theme, size_step=2)]

    def fits(tried: Design) -> bool:
        return _pages(tried, paragraphs, body.numbering) * (1 + _CAUTION) <= wanted

    if fits(design):
        return design
    tightest = _pages(designs[-1], paragraphs, body.numbering)
    if tightest * (1 - _CAUTION) > wanted:
        report.warn(
            "pages-exceeded",
            f"Word will need more than {wanted} pages: about {tightest:.1f} at the smallest readable type",
            hint="let a variant leave something out, or limit a long list",
        )
        return design
    # The loosest design that fits, or else the tightest, which may fit.
    return designs[bisect_left(designs, True, hi=len(designs) - 1, key=fits)]  # noqa: FBT003 - not a flag


def _read(paragraph: CT_P) -> _Paragraph:
    direct = ParagraphFormat(paragraph)
    text = paragraph.text.replace("\t", "")
    exceptions = {"space_before": direct.space_before, "space_after": direct.space_after}
    return _Paragraph(
        paragraph.style or "",
        width(text),
        _IDEOGRAPH_HEIGHT if IDEOGRAPH in map(character_width, text) else _LATIN_HEIGHT,
        {name: value for name, value in exceptions.items() if value is not None},
        bool(direct.page_break_before),
    )


def _pages(design: Design, paragraphs: list[_Paragraph], numbering: Numbering) -> float:
    """Return the estimated number of pages that paragraphs fill, counting the last one in part."""
    looks: dict[str, dict[str, Any]] = {"": {}, "DefaultParagraphFont": {}}
    for style in style_sheet(design):
        looks[style.name.replace(" ", "")] = {**looks[style.based_on.replace(" ", "")], **style.look}
        if "list_place" in style.look:
            looks[style.name.replace(" ", "")]["left_indent"] = numbering.indents(design)[style.look["list_place"]][0]
    room: float = Length(design.paper[1] - 2 * design.margins[0]).pt * (1 - _PAGE_LOSS)
    filled, height = 0.0, 0.0
    for paragraph in paragraphs:
        if paragraph.begins_page:
            filled, height = filled + math.ceil(height / room), 0.0
        height += _height(design, paragraph, looks[paragraph.style] | paragraph.exceptions)
    return filled + height / room


def _height(design: Design, paragraph: _Paragraph, look: dict[str, Any]) -> float:
    """Return the estimated height, in points, of a paragraph with the space around it."""
    size = look["size"].pt if "size" in look else design.points("body-size")
    whole, room = paragraph.width * size, Length(design.text_width - look.get("left_indent", 0)).pt
    lines = 1 if whole <= room else math.ceil(whole / (room - _RAGGED * size))
    gaps = sum(look[name].pt for name in ("space_before", "space_after") if name in look)
    return float(gaps + lines * max(look["line_spacing"].pt, paragraph.line_height * size))
