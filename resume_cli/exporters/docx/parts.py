"""All raw XML of Word documents, for everything that python-docx has no objects for.

It comprises properties of runs and paragraphs (a font for each script, borders, …), hyperlinks, fields, list
definitions, the floating picture, and the parts for fonts, theme and attached source.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any, cast

from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part, XmlPart
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.oxml.shape import CT_Inline, CT_Picture
from docx.parts.image import ImagePart
from docx.shared import Length, Pt

from resume_cli.exporters.docx.design import PORTRAIT_GAP, PORTRAIT_GAP_BELOW, PORTRAIT_INSET, Design
from resume_cli.exporters.docx.fonts import ALTERNATIVES, KINDS, Faces, script, word_language

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from docx.document import Document as Package
    from docx.oxml.xmlchemy import BaseOxmlElement as Element

    from resume_cli.theme.images import Asset
    from resume_cli.theme.tokens import Colour

#: The namespace of the attached source's root element, by which a reader finds it among custom parts.
SOURCE_NAMESPACE = "urn:resume-press:source:1"
# Identifies a data store for Word; it is the same in every file, so that exports are identical.
_STORE = f"""<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<ds:datastoreItem xmlns:ds="http://schemas.openxmlformats.org/officeDocument/2006/customXml" \
ds:itemID="{{6C1B8D1E-0D3B-5E0F-9A53-7E5C0A5E51D0}}"><ds:schemaRefs>\
<ds:schemaRef ds:uri="{SOURCE_NAMESPACE}"/></ds:schemaRefs></ds:datastoreItem>""".encode()
#: Media types that Word shows, and the suffixes of their parts.
PICTURES = {"image/png": "png", "image/jpeg": "jpeg"}
_OUTLINES = {"rectangle": "rect", "rounded": "roundRect", "circle": "ellipse"}
# Characters that XML 1.0 forbids. The profile's texts are clean already; those of a plugin or a theme may not be.
_UNWRITABLE = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_LANGUAGES = {"latin": "val", "east-asian": "eastAsia", "complex": "bidi"}
# A scheme has these twelve colours; the accents run from the theme's own to quieter ones.
_SCHEME = {
    "dk1": "text-colour", "lt1": "background", "dk2": "muted-colour", "lt2": "panel-background", "accent1": "accent",
    "accent2": "muted-colour", "accent3": "rule-colour", "accent4": "dark-accent", "accent5": "dark-muted-colour",
    "accent6": "dark-rule-colour", "hlink": "accent", "folHlink": "muted-colour",
}  # fmt: skip

# A line may be short by one twelfth of its width before a word is divided.
_ZONE = 12

_qualified = cache(qn)


def clean(text: str) -> str:
    """Return the text without the characters that XML does not allow."""
    return _UNWRITABLE.sub("", text)


def _word(name: str, /, *children: Element, **attributes: object) -> Element:
    """Return an element of WordprocessingML: `_word("jc", val="center")` is `<w:jc w:val="center"/>`."""
    written = {_qualified(f"w:{key}"): clean(str(value)) for key, value in attributes.items()}
    made = cast("Element", OxmlElement(f"w:{name}", written))
    made.extend(children)
    return made


def _colour(colour: Colour) -> str:
    return colour.hexadecimal[1:].upper()


def _borders(sides: Mapping[str, tuple[float, float, Colour]]) -> Element:
    borders = _word("pBdr")
    for side, (width, distance, colour) in sides.items():
        # Word counts the width in eighths of a point, and allows at most 31 points between border and text.
        size, space = max(round(8 * width), 2), min(round(distance), 31)
        borders.append(_word(side, val="single", sz=size, space=space, color=_colour(colour)))
    return borders


# The order in which the schema requires the properties of a paragraph or a run that are used here.
_ORDER = {
    "pPr": "numPr pBdr shd tabs suppressAutoHyphens bidi spacing ind jc outlineLvl".split(),
    "rPr": "rFonts b bCs i iCs caps smallCaps noProof color spacing sz szCs u rtl lang".split(),
}
_PROPERTIES: dict[str, tuple[str, Callable[[Any], Element]]] = {
    # A list's number and the level within it.
    "list_place": ("pPr", lambda at: _word("numPr", _word("ilvl", val=at[1]), _word("numId", val=at[0]))),
    "borders": ("pPr", _borders),
    "ground": ("pPr", lambda colour: _word("shd", val="clear", color="auto", fill=_colour(colour))),
    "hyphenated": ("pPr", lambda text: _word("suppressAutoHyphens", val=int(text == "no"))),
    "right_to_left": ("pPr", lambda _: _word("bidi")),
    "outline_level": ("pPr", lambda level: _word("outlineLvl", val=level - 1)),
    "fonts": ("rPr", lambda attributes: _word("rFonts", **attributes)),
    "underline_in": ("rPr", lambda colour: _word("u", val="single", color=_colour(colour))),
    "letter_spacing": ("rPr", lambda length: _word("spacing", val=length.twips)),
    "cs_size": ("rPr", lambda size: _word("szCs", val=round(2 * size.pt))),
    "language": ("rPr", lambda code: _word("lang", **{_LANGUAGES[script(code)]: word_language(code)})),
}


def add_properties(target: Any, **properties: Any) -> None:  # noqa: ANN401 - CT_P, CT_R or CT_Style, any value
    """Add properties that python-docx has no attribute for to a paragraph, run or style; empty values are skipped."""
    for name in filter(properties.get, properties):
        parent, make = _PROPERTIES[name]
        element = make(properties[name])
        later = _ORDER[parent][_ORDER[parent].index(str(element.tag).partition("}")[2]) + 1 :]
        holder = target.get_or_add_pPr() if parent == "pPr" else target.get_or_add_rPr()
        holder.insert_element_before(element, *(f"w:{each}" for each in later))


def add_alias(style: Element, alias: str) -> None:
    """Add another name to a style, which Word shows beside the first."""
    style.insert(1, _word("aliases", val=alias))


def hyperlink(relationship: str) -> Element:
    """Return a hyperlink without runs to the target of a relationship; Word marks it once it has been followed."""
    link = _word("hyperlink", history=1)
    link.set(_qualified("r:id"), relationship)
    return link


def field(instruction: str) -> Element:
    """Return a field such as PAGE, without the runs that show its value."""
    return _word("fldSimple", instr=f" {instruction} ")


def fill_defaults(styles: Element, faces: Faces, size: Length, code: str) -> None:
    """Set the fonts, size and language that all styles start from."""
    languages = {"val": "en-US", "eastAsia": "zh-CN", "bidi": "ar-SA", _LANGUAGES[script(code)]: word_language(code)}
    sizes = [_word(name, val=round(2 * size.pt)) for name in ("sz", "szCs")]
    run = next(styles.iter(_qualified("w:rPr")))
    run.insert(0, _word("rFonts", **faces.attributes()))
    run.extend([*sizes, _word("lang", **languages)])


def list_definition(number: int, levels: list[Element]) -> Element:
    """Return the definition of a list with its levels."""
    identity = _word("nsid", val=f"5E50C0{number:02X}"), _word("multiLevelType", val="multilevel")
    return _word("abstractNum", *identity, _word("tmpl", val=f"5E50D0{number:02X}"), *levels, abstractNumId=number)


def list_level(
    level: int, style: str, mark: tuple[str, str, Colour | None], indents: tuple[Length, Length], start: int = 1
) -> Element:
    """Return one level of a list.

    `mark` is a text (`%1` stands for the number), a font and a colour; `indents` come from `Numbering.indents`.
    """
    (text, family, colour), (left, hanging) = mark, (indent.twips for indent in indents)
    fonts = [_word("rFonts", **Faces(family, family, family).attributes())] if family else []
    look = _word("rPr", *fonts, *([_word("color", val=_colour(colour))] if colour else []))
    counted = _word("start", val=start), _word("numFmt", val="decimal" if "%" in text else "bullet")
    shown = _word("pStyle", val=style), _word("lvlText", val=text), _word("lvlJc", val="left")
    return _word("lvl", *counted, *shown, _word("pPr", _word("ind", left=left, hanging=hanging)), look, ilvl=level)


def portrait(design: Design, asset: Asset, part: Part) -> CT_Inline:
    """Return the portrait, floating where lines end; text flows around it unless the header is coloured or centred."""
    # python-docx makes only inline pictures, whose content is the same as that of a floating one.
    width, height = map(Pt, design.portrait_size())
    inline = CT_Inline.new(width, height, 1, _picture(design, asset, part))
    photo = design.document.header.photo
    inline.docPr.set("name", "Portrait")
    inline.docPr.set("descr", clean(photo.alternative if photo else ""))
    side, gap, below = "left" if design.right_to_left else "right", Pt(PORTRAIT_GAP), Pt(PORTRAIT_GAP_BELOW)
    down = f"<wp:posOffset>{Pt(PORTRAIT_INSET)}</wp:posOffset>" if design.band else "<wp:align>top</wp:align>"
    wrap = "<wp:wrapNone/>" if design.band or design.centred else '<wp:wrapSquare wrapText="bothSides"/>'
    left, right = (0, gap) if design.right_to_left else (gap, 0)
    anchor = parse_xml(
        f'<wp:anchor {nsdecls("wp")} distT="0" distB="{below}" distL="{left}" distR="{right}" simplePos="0" '
        'relativeHeight="1" behindDoc="0" locked="0" layoutInCell="1" allowOverlap="0"><wp:simplePos x="0" y="0"/>'
        f'<wp:positionH relativeFrom="margin"><wp:align>{side}</wp:align></wp:positionH>'
        f'<wp:positionV relativeFrom="margin">{down}</wp:positionV>'
        f'<wp:effectExtent l="0" t="0" r="0" b="0"/>{wrap}</wp:anchor>'
    )
    anchor[-2].addprevious(inline.extent)
    anchor.extend(list(inline))
    return cast("CT_Inline", anchor)


def _picture(design: Design, asset: Asset, part: Part) -> CT_Picture:
    """Return the portrait in the theme's outline; a circle is cropped to the middle."""
    # Made directly, because python-docx's image reader refuses photographs without a JFIF or Exif header.
    image = ImagePart(PackURI(f"/word/media/portrait.{PICTURES[asset.media_type]}"), asset.media_type, asset.content)
    relationship, size = part.relate_to(image, RELATIONSHIP_TYPE.IMAGE), map(Pt, design.portrait_size())
    picture = CT_Picture.new(1, "Portrait", relationship, *size)
    picture.spPr[-1].set("prst", _OUTLINES[design.theme.keyword("photo-shape")])
    if design.has("photo-shape", "circle") and asset.width != asset.height:
        # In thousandths of a per cent.
        cut = str(round((1 - min(asset.width, asset.height) / max(asset.width, asset.height)) / 2 * 100_000))
        crop: Any = OxmlElement("a:srcRect", dict.fromkeys("lr" if asset.width > asset.height else "tb", cut))
        picture.blipFill.insert(1, crop)
    return picture


def add_parts(package: Package, design: Design) -> None:
    """Add fonts and theme to a document, and adapt its settings and its only section to the language."""
    if design.right_to_left:
        package.element.body.sectPr.append(_word("bidi"))
    spacing = package.settings.element.find(_qualified("w:characterSpacingControl"))
    if design.script == "east-asian":
        spacing.set(_qualified("w:val"), "compressPunctuation")
    if design.hyphenates:
        limits = {"consecutiveHyphenLimit": 2, "hyphenationZone": design.text_width.twips // _ZONE}
        spacing.addprevious(_word("autoHyphenation"))
        for name, value in limits.items():
            spacing.addprevious(_word(name, val=value))
        spacing.addprevious(_word("doNotHyphenateCaps"))
    _add(package, "/word/fontTable.xml", _font_table(design), CONTENT_TYPE.WML_FONT_TABLE, RELATIONSHIP_TYPE.FONT_TABLE)
    _add(package, "/word/theme/theme1.xml", _theme(design), CONTENT_TYPE.OFC_THEME, RELATIONSHIP_TYPE.THEME)


def add_source(package: Package, source: str) -> None:
    """Attach a profile's JSON as a custom XML part, which Word keeps when it saves the document."""
    root = parse_xml(f'<source xmlns="{SOURCE_NAMESPACE}" mediaType="application/json"/>')
    root.text = clean(source)
    item = _add(package, "/customXml/item1.xml", root, CONTENT_TYPE.XML, RELATIONSHIP_TYPE.CUSTOM_XML)
    store = Part(PackURI("/customXml/itemProps1.xml"), CONTENT_TYPE.OFC_CUSTOM_XML_PROPERTIES, _STORE)
    item.relate_to(store, RELATIONSHIP_TYPE.CUSTOM_XML_PROPS)


def _add(package: Package, name: str, root: Element, media_type: str, relationship: str) -> Part:
    part = XmlPart(PackURI(name), media_type, root, package.part.package)
    package.part.relate_to(part, relationship)
    return part


def _font_table(design: Design) -> Element:
    """Return the table of a document's fonts, with alternatives for those that may be missing."""
    faces = [design.faces(token) for token in ("body-font", "heading-font", "name-font", "mono-font")]
    table = _word("fonts")
    for family in dict.fromkeys(family for each in faces for family in each):
        other = [_word("altName", val=ALTERNATIVES[family])] if family in ALTERNATIVES else []
        kind = KINDS.get(family, "swiss")
        pitch = _word("pitch", val="fixed" if kind == "modern" else "variable")
        table.append(_word("font", *other, _word("family", val=kind), pitch, name=family))
    return table


def _theme(design: Design) -> Element:
    """Return the colours and fonts that Word offers first; no style refers to them, but Word expects the part."""
    colours = {slot: _colour(design.theme.colour(token)) for slot, token in _SCHEME.items()}
    scheme = "".join(f'<a:{slot}><a:srgbClr val="{colour}"/></a:{slot}>' for slot, colour in colours.items())
    fonts = "".join(f"<a:{each}><a:latin/><a:ea/><a:cs/></a:{each}>" for each in ("majorFont", "minorFont"))
    # The formats of shapes, of which there are none: the schema requires three formats of each kind.
    fill = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'
    effect = "<a:effectStyle><a:effectLst/></a:effectStyle>"
    kinds = {"fill": fill, "ln": f'<a:ln w="6350">{fill}</a:ln>', "effect": effect, "bgFill": fill}
    formats = "".join(f"<a:{kind}StyleLst>{3 * each}</a:{kind}StyleLst>" for kind, each in kinds.items())
    theme = parse_xml(
        f"<a:theme {nsdecls('a')}><a:themeElements><a:clrScheme>{scheme}</a:clrScheme>"
        f"<a:fontScheme>{fonts}</a:fontScheme><a:fmtScheme>{formats}</a:fmtScheme></a:themeElements></a:theme>"
    )
    for element in (theme, *theme[0]):
        element.set("name", clean(design.theme.name))
    for element, token in zip(theme[0][1], ("heading-font", "body-font"), strict=True):
        for slot, family in zip(element, design.faces(token), strict=True):
            slot.set("typeface", family)
    return theme
