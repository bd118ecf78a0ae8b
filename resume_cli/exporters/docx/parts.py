"""The parts beside the text: settings, fonts, the theme's colours, properties, and the attached source."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part, XmlPart
from docx.oxml import parse_xml

from resume_cli.exporters.docx.languages import word_language
from resume_cli.exporters.docx.theme import theme_element
from resume_cli.exporters.docx.xml import clean, qualified, word

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from docx.document import Document as Package
    from docx.oxml.xmlchemy import BaseOxmlElement
    from lxml.etree import _Element as Element

    from resume_cli.document import Document
    from resume_cli.exporters.docx.design import Design

#: The namespace of the attached source's root element, by which a reader finds it among custom parts.
SOURCE_NAMESPACE = "urn:resume-press:source:1"
# Names a data store for Word; it may be the same in every file, and must be for identical bytes.
_STORE = f"""<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<ds:datastoreItem xmlns:ds="http://schemas.openxmlformats.org/officeDocument/2006/customXml" \
ds:itemID="{{6C1B8D1E-0D3B-5E0F-9A53-7E5C0A5E51D0}}"><ds:schemaRefs>\
<ds:schemaRef ds:uri="{SOURCE_NAMESPACE}"/></ds:schemaRefs></ds:datastoreItem>""".encode()
# Word shows no longer one, and python-docx writes none.
_LONGEST_PROPERTY = 255

# What Word calls these families in their own language, and what to take where they are missing.
_ALTERNATIVES = {
    "Calibri": "Carlito",
    "Cambria": "Caladea",
    "Microsoft YaHei": "微软雅黑",
    "Microsoft JhengHei": "微軟正黑體",
    "SimSun": "宋体",
    "PMingLiU": "新細明體",
    "Yu Gothic": "游ゴシック",
    "Yu Mincho": "游明朝",
    "Malgun Gothic": "맑은 고딕",
    "Batang": "바탕",
}
_ROMAN = frozenset({"Cambria", "Times New Roman", "SimSun", "PMingLiU", "Yu Mincho", "Batang"})
_MODERN = frozenset({"Consolas"})


def add_parts(package: Package, design: Design) -> None:
    """Add fonts and the theme's colours to a document, and make its settings fit the language."""
    if design.ideographic:
        spacing = package.settings.element.find(qualified("w:characterSpacingControl"))
        spacing.set(qualified("w:val"), "compressPunctuation")
    _add(package, "/word/fontTable.xml", _font_table(design), CONTENT_TYPE.WML_FONT_TABLE, RELATIONSHIP_TYPE.FONT_TABLE)
    _add(package, "/word/theme/theme1.xml", theme_element(design), CONTENT_TYPE.OFC_THEME, RELATIONSHIP_TYPE.THEME)


def add_source(package: Package, source: str) -> None:
    """Attach a profile's JSON as a custom XML part, which Word keeps when it saves the document."""
    root = parse_xml(f'<source xmlns="{SOURCE_NAMESPACE}" mediaType="application/json"/>')
    root.text = clean(source)
    item = _add(package, "/customXml/item1.xml", root, CONTENT_TYPE.XML, RELATIONSHIP_TYPE.CUSTOM_XML)
    store = Part(PackURI("/customXml/itemProps1.xml"), CONTENT_TYPE.OFC_CUSTOM_XML_PROPERTIES, _STORE)
    item.relate_to(store, RELATIONSHIP_TYPE.CUSTOM_XML_PROPS)


def fill_properties(package: Package, document: Document, created: datetime) -> None:
    """Set title, author and the other properties of a document; what is too long for Word ends in an ellipsis."""
    metadata, properties = document.metadata, package.core_properties
    texts = {
        "title": _short(metadata.title),
        "subject": _short(metadata.subject),
        "author": _short(metadata.author),
        "keywords": _listed(metadata.keywords),
        "last_modified_by": _short(metadata.author),
        "language": word_language(document.language),
    }
    for name, text in texts.items():
        if text:
            setattr(properties, name, text)
    properties.created = properties.modified = created


def _add(package: Package, name: str, root: Element, media_type: str, relationship: str) -> XmlPart:
    part = XmlPart(PackURI(name), media_type, cast("BaseOxmlElement", root), package.part.package)
    package.part.relate_to(part, relationship)
    return part


def _short(text: str) -> str:
    text = clean(text)
    return text if len(text) <= _LONGEST_PROPERTY else text[: _LONGEST_PROPERTY - 1].rstrip() + "…"


def _listed(keywords: Sequence[str]) -> str:
    """Return as many of the keywords, in their order, as have room."""
    listed = ""
    for keyword in map(clean, keywords):
        longer = f"{listed}, {keyword}" if listed else keyword
        if len(longer) <= _LONGEST_PROPERTY:
            listed = longer
    return listed


def _font_table(design: Design) -> Element:
    families: dict[str, None] = {}
    for token in ("body-font", "heading-font", "name-font", "mono-font"):
        faces = design.faces(token)
        families.update(dict.fromkeys((faces.latin, faces.east_asian, faces.complex)))
    return word("fonts", *(_font(family) for family in families))


def _font(family: str) -> Element:
    known = _ALTERNATIVES.get(family)
    kind = "roman" if family in _ROMAN else "modern" if family in _MODERN else "swiss"
    return word(
        "font",
        *([word("altName", val=known)] if known else []),
        word("family", val=kind),
        word("pitch", val="fixed" if kind == "modern" else "variable"),
        name=family,
    )
