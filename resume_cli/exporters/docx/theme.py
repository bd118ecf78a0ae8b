"""The theme part: the colours and fonts that Word offers first when somebody changes the document.

Styles name their fonts and colours themselves and refer to nothing here; Word and its validators want the part.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from resume_cli.exporters.docx.xml import element

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

    from resume_cli.exporters.docx.design import Design

# A scheme has these twelve colours; the accents run from the theme's own to quieter ones.
_COLOURS = {
    "dk1": "text-colour",
    "lt1": "background",
    "dk2": "muted-colour",
    "lt2": "panel-background",
    "accent1": "accent",
    "accent2": "muted-colour",
    "accent3": "rule-colour",
    "accent4": "dark-accent",
    "accent5": "dark-muted-colour",
    "accent6": "dark-rule-colour",
    "hlink": "accent",
    "folHlink": "muted-colour",
}
_LINE = 6350


def theme_element(design: Design) -> Element:
    """Return the root of the theme part."""
    colours = (element(f"a:{slot}", _solid(design.colour(token))) for slot, token in _COLOURS.items())
    elements = element(
        "a:themeElements",
        element("a:clrScheme", *colours, attributes={"name": design.theme.name}),
        _fonts(design),
        _formats(design.theme.name),
    )
    return element("a:theme", elements, attributes={"name": design.theme.name})


def _fonts(design: Design) -> Element:
    schemes = []
    for scheme, token in (("majorFont", "heading-font"), ("minorFont", "body-font")):
        faces = design.faces(token)
        families = {"latin": faces.latin, "ea": faces.east_asian, "cs": faces.complex}
        schemes.append(
            element(
                f"a:{scheme}",
                *(element(f"a:{slot}", attributes={"typeface": family}) for slot, family in families.items()),
            )
        )
    return element("a:fontScheme", *schemes, attributes={"name": design.theme.name})


def _formats(name: str) -> Element:
    """Return how shapes would be drawn, if there were any: the schema wants three of each kind."""
    line = {"w": _LINE}
    return element(
        "a:fmtScheme",
        element("a:fillStyleLst", *(_placeholder() for _ in range(3))),
        element("a:lnStyleLst", *(element("a:ln", _placeholder(), attributes=line) for _ in range(3))),
        element("a:effectStyleLst", *(element("a:effectStyle", element("a:effectLst")) for _ in range(3))),
        element("a:bgFillStyleLst", *(_placeholder() for _ in range(3))),
        attributes={"name": name},
    )


def _placeholder() -> Element:
    return element("a:solidFill", element("a:schemeClr", attributes={"val": "phClr"}))


def _solid(colour: str) -> Element:
    return element("a:srgbClr", attributes={"val": colour})
