"""The parts beside the text: settings, fonts, properties, page header and footer, and the attached source."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from resume_cli.document import plain
from resume_cli.exporters._docx_languages import word_language
from resume_cli.exporters._docx_runs import Ink, Runs
from resume_cli.exporters._docx_xml import NAMESPACES, element, properties, word, write

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime
    from xml.etree.ElementTree import Element

    from resume_cli.document import Document
    from resume_cli.exporters._docx_design import Design
    from resume_cli.exporters._docx_package import Package

_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_PACKAGE_TYPE = "application/vnd.openxmlformats-package"
_OFFICE_TYPE = "application/vnd.openxmlformats-officedocument"

#: The namespace of the attached source's root element, by which a reader finds it among custom parts.
SOURCE_NAMESPACE = "urn:resume-press:source:1"
# Names a data store for Word; it may be the same in every file, and must be for identical bytes.
_SOURCE_IDENTIFIER = "{6C1B8D1E-0D3B-5E0F-9A53-7E5C0A5E51D0}"
_WORD_2013 = 15

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
_PLACEHOLDER = re.compile(r"(\{pages?\})")


def add_parts(package: Package, design: Design, created: datetime) -> None:
    """Add settings, fonts and properties to a package."""
    _related(package, "settings", _settings(design))
    _related(package, "fontTable", _font_table(design))
    package.relationships.add("core-properties", "docProps/core.xml")
    package.add("docProps/core.xml", _core(design.document, created), f"{_PACKAGE_TYPE}.core-properties+xml")
    package.relationships.add("extended-properties", "docProps/app.xml")
    package.add("docProps/app.xml", _application(), f"{_OFFICE_TYPE}.extended-properties+xml")


def add_source(package: Package, source: str) -> None:
    """Attach a profile's JSON as a custom XML part, which Word keeps when it saves the document."""
    root = element("source", attributes={"xmlns": SOURCE_NAMESPACE, "mediaType": "application/json"}, text=source)
    schema = element("ds:schemaRefs", element("ds:schemaRef", attributes={"ds:uri": SOURCE_NAMESPACE}))
    store = element("ds:datastoreItem", schema, attributes={"ds:itemID": _SOURCE_IDENTIFIER})
    package.document.add("customXml", "../customXml/item1.xml")
    package.add("customXml/item1.xml", write(root))
    package.add("customXml/itemProps1.xml", write(store, "ds"), f"{_OFFICE_TYPE}.customXmlProperties+xml")
    relationships = type(package.document)()
    relationships.add("customXmlProps", "itemProps1.xml")
    package.add("customXml/_rels/item1.xml.rels", relationships.write())


def add_footer(package: Package, design: Design) -> str:
    """Add what stands below every page but the first, the name and the page's number, and return its identifier."""
    runs = Runs(design, package.document)
    name = runs.plain(plain(design.document.header.name))
    footer = word("ftr", _paragraph("Footer", *name, word("r", word("tab")), *_page_label(runs, design)))
    return _related(package, "footer", write(footer, "w"), "1")


def _related(package: Package, kind: str, content: bytes, number: str = "") -> str:
    package.add(f"word/{kind}{number}.xml", content, f"{_MAIN}.{kind}+xml")
    return package.document.add(kind, f"{kind}{number}.xml")


def _paragraph(style: str, *runs: Element) -> Element:
    return word("p", properties("pPr", [word("pStyle", val=style)]), *runs)


def _page_label(runs: Runs, design: Design) -> Iterator[Element]:
    """Yield the words for "page 2 of 3", the numbers as fields that Word keeps up to date."""
    fields = {"{page}": "PAGE", "{pages}": "NUMPAGES"}
    for part in _PLACEHOLDER.split(design.document.labels.page):
        if part in fields:
            shown = runs.plain("2", Ink(design.language))
            yield word("fldSimple", *shown, instr=f" {fields[part]} ")
        else:
            yield from runs.plain(part)


def _settings(design: Design) -> bytes:
    compatible = (
        ("compatibilityMode", _WORD_2013),
        ("overrideTableStyleFontSizeAndJustification", 1),
        ("enableOpenTypeFeatures", 1),
        ("doNotFlipMirrorIndents", 1),
        ("differentiateMultirowTableHeaders", 1),
        ("useWord2013TrackBottomHyphenation", 0),
    )
    settings = (
        word("compatSetting", name=name, uri="http://schemas.microsoft.com/office/word", val=value)
        for name, value in compatible
    )
    root = word(
        "settings",
        word("zoom", percent=100),
        word("defaultTabStop", val=720),
        word("characterSpacingControl", val="compressPunctuation" if design.ideographic else "doNotCompress"),
        word("compat", *settings),
        word("decimalSymbol", val="."),
        word("listSeparator", val=","),
    )
    return write(root, "w")


def _font_table(design: Design) -> bytes:
    families: dict[str, None] = {}
    for token in ("body-font", "heading-font", "name-font", "mono-font"):
        faces = design.faces(token)
        families.update(dict.fromkeys((faces.latin, faces.east_asian, faces.complex)))
    return write(word("fonts", *(_font(family) for family in families)), "w")


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


def _core(document: Document, created: datetime) -> bytes:
    metadata = document.metadata
    moment = created.strftime("%Y-%m-%dT%H:%M:%SZ")
    texts = {
        "dc:title": metadata.title,
        "dc:subject": metadata.subject,
        "dc:creator": metadata.author,
        "cp:keywords": ", ".join(metadata.keywords),
        "cp:lastModifiedBy": metadata.author,
        "dc:language": word_language(document.language),
    }
    root = element(
        "cp:coreProperties",
        *(element(name, text=text) for name, text in texts.items() if text),
        *(
            element(f"dcterms:{name}", attributes={"xsi:type": "dcterms:W3CDTF"}, text=moment)
            for name in ("created", "modified")
        ),
    )
    return write(root, "cp", "dc", "dcterms", "xsi")


def _application() -> bytes:
    namespace = NAMESPACES["r"].replace("relationships", "extended-properties")
    application = element("Application", text="resume-press")
    return write(element("Properties", application, attributes={"xmlns": namespace}))
