"""The portrait: a floating picture at the side where lines end, beside the name and never in the text's way."""

from __future__ import annotations

from typing import TYPE_CHECKING

from resume_cli.exporters._docx_xml import NAMESPACES, element, word

if TYPE_CHECKING:
    from collections.abc import Mapping
    from xml.etree.ElementTree import Element

    from resume_cli.export import Asset
    from resume_cli.exporters._docx_design import Design

# English metric units, in which drawings are measured.
EMU = 12700
#: White between the portrait and the text, in points.
GAP = 12
#: Media types that Word shows, and what ends the names of their parts.
SUFFIXES = {"image/png": "png", "image/jpeg": "jpeg"}
_SHAPES = {"rectangle": "rect", "rounded": "roundRect", "circle": "ellipse"}
_WHOLE = 100_000
_TALLEST = 2.0


def size(asset: Asset, design: Design, highest: float | None = None) -> tuple[float, float]:
    """Return the width and height of the portrait in points, within a height if one is given."""
    width = design.points("photo-width")
    round_ = design.theme.keyword("photo-shape") == "circle"
    height = width if round_ else width * min(asset.height / asset.width, _TALLEST)
    scale = min(1, highest / height) if highest else 1
    return width * scale, height * scale


def picture(asset: Asset, alternative: str, relationship: str, design: Design, highest: float | None = None) -> Element:
    """Return the run that holds the portrait; `relationship` names the image part.

    With a `highest` it stands on the header's coloured ground, which text beside it would cut off; so the text
    runs on under it there.
    """
    width, height = (round(points * EMU) for points in size(asset, design, highest))
    extent = {"cx": width, "cy": height}
    side = "left" if design.right_to_left else "right"
    anchor = element(
        "wp:anchor",
        _element("wp:simplePos", x=0, y=0),
        element("wp:positionH", element("wp:align", text=side), attributes={"relativeFrom": "margin"}),
        element("wp:positionV", element("wp:align", text="top"), attributes={"relativeFrom": "margin"}),
        _element("wp:extent", **extent),
        _element("wp:effectExtent", l=0, t=0, r=0, b=0),
        _element("wp:wrapNone") if highest else _element("wp:wrapSquare", wrapText="bothSides"),
        element("wp:docPr", attributes={"id": 1, "name": "Portrait", "descr": alternative}),
        element("wp:cNvGraphicFramePr", _element("a:graphicFrameLocks", noChangeAspect=1)),
        _graphic(asset, relationship, extent, _SHAPES[design.theme.keyword("photo-shape")]),
        attributes=_ANCHOR,
    )
    return word("r", word("drawing", anchor))


_ANCHOR: Mapping[str, str | int] = {
    "distT": 0,
    "distB": GAP * EMU // 2,
    "distL": GAP * EMU,
    "distR": GAP * EMU,
    "simplePos": 0,
    "relativeHeight": 1,
    "behindDoc": 0,
    "locked": 0,
    "layoutInCell": 1,
    "allowOverlap": 0,
}


def _graphic(asset: Asset, relationship: str, extent: Mapping[str, int], shape: str) -> Element:
    crop = _crop(asset) if shape == "ellipse" else {}
    fill = element(
        "pic:blipFill",
        element("a:blip", attributes={"r:embed": relationship}),
        *([_element("a:srcRect", **crop)] if crop else []),
        element("a:stretch", _element("a:fillRect")),
    )
    place = element("a:xfrm", _element("a:off", x=0, y=0), _element("a:ext", **extent))
    outline = element("a:prstGeom", _element("a:avLst"), attributes={"prst": shape})
    properties = element("pic:nvPicPr", _element("pic:cNvPr", id=1, name="Portrait"), _element("pic:cNvPicPr"))
    drawn = element("pic:pic", properties, fill, element("pic:spPr", place, outline))
    data = element("a:graphicData", drawn, attributes={"uri": NAMESPACES["pic"]})
    return element("a:graphic", data)


def _crop(asset: Asset) -> dict[str, int]:
    """Return what to cut off on two sides, in thousandths of a per cent, so that a square is left."""
    shorter, longer = sorted((asset.width, asset.height))
    cut = round((1 - shorter / longer) / 2 * _WHOLE)
    return {"l": cut, "r": cut} if asset.width > asset.height else {"t": cut, "b": cut}


def _element(name: str, /, **attributes: str | int) -> Element:
    return element(name, attributes=attributes)
