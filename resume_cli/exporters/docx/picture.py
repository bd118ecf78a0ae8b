"""The portrait: a floating picture at the side where lines end, beside the name and never in the text's way."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.oxml.ns import nsmap
from docx.oxml.shape import CT_Picture
from docx.parts.image import ImagePart
from docx.shared import Pt

from resume_cli.document import plain
from resume_cli.exporters.docx.looks import BAND_PADDING
from resume_cli.exporters.docx.xml import element, word

if TYPE_CHECKING:
    from collections.abc import Mapping

    from docx.opc.part import Part
    from lxml.etree import _Element as Element

    from resume_cli.exporters.docx.design import Design
    from resume_cli.theme.images import Asset

#: White between the portrait and the text, in points.
GAP = 12
#: Media types that Word shows, and what ends the names of their parts.
SUFFIXES = {"image/png": "png", "image/jpeg": "jpeg"}
_SHAPES = {"rectangle": "rect", "rounded": "roundRect", "circle": "ellipse"}
_NAME = "Portrait"
_WHOLE = 100_000
_TALLEST = 2.0
# A coloured ground shows round the portrait, and Word lets it reach no farther from the text than this; in points.
_INSET = 5
_HIGHEST_PADDING = 31


def size(asset: Asset, design: Design) -> tuple[float, float]:
    """Return the width and height of the portrait in points; on a coloured ground it is no higher than that can be."""
    width = design.points("photo-width")
    is_round = design.theme.keyword("photo-shape") == "circle"
    height = width if is_round else width * min(asset.height / asset.width, _TALLEST)
    highest = header_height(design) + 2 * (_HIGHEST_PADDING - _INSET) if design.has_band else height
    scale = min(1, highest / height)
    return width * scale, height * scale


def band_padding(design: Design) -> float:
    """Return how far the coloured ground of a header reaches above and below its text, in points."""
    if design.portrait is None:
        return BAND_PADDING
    padding = (size(design.portrait, design)[1] - header_height(design)) / 2 + _INSET
    return max(BAND_PADDING, padding)


def header_height(design: Design) -> float:
    """Return about how high name and headline stand, in points."""
    header = design.document.header
    name = 1.2 * design.points("name-size") if plain(header.name) else 0
    if design.headline_beside_name or not plain(header.headline):
        return name
    return name + design.margin_above("headline") + 1.3 * design.points("headline-size")


def portrait(part: Part, design: Design, alternative: str) -> list[Element]:
    """Return the run that holds the portrait, if there is one, and put its image beside `part`.

    Text goes round it, but on a coloured ground, which the portrait would cut off: there it lies on top.
    """
    asset = design.portrait
    if asset is None:
        return []
    # Not by python-docx's own reading of images, which refuses photographs without a JFIF or an Exif header.
    image = ImagePart(PackURI(f"/word/media/portrait.{SUFFIXES[asset.media_type]}"), asset.media_type, asset.content)
    relationship = part.relate_to(image, RELATIONSHIP_TYPE.IMAGE)
    width, height = (Pt(points) for points in size(asset, design))
    side = "left" if design.right_to_left else "right"
    down = element("wp:posOffset", text=str(Pt(_INSET))) if design.has_band else element("wp:align", text="top")
    data = element("a:graphicData", _picture(asset, relationship, design), attributes={"uri": nsmap["pic"]})
    anchor = element(
        "wp:anchor",
        _element("wp:simplePos", x=0, y=0),
        element("wp:positionH", element("wp:align", text=side), attributes={"relativeFrom": "margin"}),
        element("wp:positionV", down, attributes={"relativeFrom": "margin"}),
        _element("wp:extent", cx=width, cy=height),
        _element("wp:effectExtent", l=0, t=0, r=0, b=0),
        _element("wp:wrapNone") if design.has_band else _element("wp:wrapSquare", wrapText="bothSides"),
        element("wp:docPr", attributes={"id": 1, "name": _NAME, "descr": alternative}),
        element("wp:cNvGraphicFramePr", _element("a:graphicFrameLocks", noChangeAspect=1)),
        element("a:graphic", data),
        attributes=_ANCHOR,
    )
    return [word("r", word("drawing", anchor))]


_ANCHOR: Mapping[str, str | int] = {
    "distT": 0,
    "distB": Pt(GAP / 2),
    "distL": Pt(GAP),
    "distR": Pt(GAP),
    "simplePos": 0,
    "relativeHeight": 1,
    "behindDoc": 0,
    "locked": 0,
    "layoutInCell": 1,
    "allowOverlap": 0,
}


def _picture(asset: Asset, relationship: str, design: Design) -> Element:
    """Return the picture itself: python-docx's, in the theme's shape, a circle cut out of the middle."""
    width, height = (Pt(points) for points in size(asset, design))
    shape = _SHAPES[design.theme.keyword("photo-shape")]
    picture = CT_Picture.new(1, _NAME, relationship, width, height)
    picture.spPr[-1].set("prst", shape)
    if shape == "ellipse" and asset.width != asset.height:
        fill: Element = picture.blipFill
        fill.insert(1, _element("a:srcRect", **_crop(asset)))
    return picture


def _crop(asset: Asset) -> dict[str, int]:
    """Return what to cut off on two sides, in thousandths of a per cent, so that a square is left."""
    shorter, longer = sorted((asset.width, asset.height))
    cut = round((1 - shorter / longer) / 2 * _WHOLE)
    return {"l": cut, "r": cut} if asset.width > asset.height else {"t": cut, "b": cut}


def _element(name: str, /, **attributes: str | int) -> Element:
    return element(name, attributes=attributes)
