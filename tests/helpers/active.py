"""Find active content in PDFs and Word documents: programs, fields, actions, embedded files, and loaded resources.

For Word, the checks are those of `oleid` and `msodde` from oletools, which was tried on the examples and found
only their links. It is not a dependency, because it requires old versions of others and was last released in 2024.
"""

from __future__ import annotations

import io
import re
import zipfile
from typing import TYPE_CHECKING, Any

from lxml import etree
from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject

if TYPE_CHECKING:
    from collections.abc import Iterator

#: Links that may appear in an output.
LINK = re.compile(r"(https?|mailto|tel):", re.IGNORECASE)
_PARTS = re.compile(
    r"\[Content_Types\]\.xml|_rels/\.rels|docProps/(app|core)\.xml|customXml/(_rels/)?item(Props)?\d*\.xml(\.rels)?"
    r"|word/(_rels/)?(document|styles|numbering|settings|fontTable|webSettings|footnotes|(foot|head)er\d*)\.xml(\.rels)?"
    r"|word/theme/theme1\.xml|word/media/\w+\.(png|jpe?g)|word/fonts/font\d+\.odttf"
)
_FIELDS = {"PAGE", "NUMPAGES"}
_ACTING_TYPES = re.compile(r"macro|vba|activeX|oleObject|bin\b|package", re.IGNORECASE)
_ACTING_ELEMENTS = {"object", "altChunk", "subDoc", "control", "OLEObject", "attachedTemplate", "mailMerge", "script"}
_ACTING_NAMES = {
    "/JavaScript", "/JS", "/Launch", "/OpenAction", "/AA", "/SubmitForm", "/ImportData", "/RichMedia", "/XFA", "/GoToR",
    "/GoToE", "/Movie", "/Sound", "/Rendition", "/AcroForm", "/Trans", "/Named", "/SetOCGState", "/Hide",
}  # fmt: skip
#: The names of files that may be attached.
_ATTACHED = {"resume.json", "profile.json"}


def in_docx(content: bytes) -> list[str]:
    """Return a description of each piece of active content in a Word document."""
    found = []
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        names = package.namelist()
        found += [f"the part {name}" for name in names if not _PARTS.fullmatch(name)]
        found += [f"a part twice: {name}" for name in {*names} if names.count(name) > 1]
        for name in names:
            if name.endswith((".xml", ".rels")):
                found += [f"{each} in {name}" for each in _in_part(etree.fromstring(package.read(name)))]
    return found


def _in_part(root: Any) -> Iterator[str]:  # noqa: ANN401 - an element of lxml
    codes = set()
    for element in root.iter():
        if not isinstance(element.tag, str):
            yield f"an instruction: {element}"
            continue
        name = etree.QName(element).localname
        if name in _ACTING_ELEMENTS:
            yield f"the element {name}"
        elif name == "instrText":
            codes |= {*(element.text or "").split()}
        elif name == "fldSimple":
            codes |= {*" ".join(element.attrib.values()).split()}
        else:
            yield from _in_package(name, element.attrib)
    yield from (f"the field {code}" for code in codes - _FIELDS)


def _in_package(name: str, values: Any) -> Iterator[str]:  # noqa: ANN401 - attributes of lxml
    target, kind = values.get("Target", ""), values.get("ContentType", "").replace("openxmlformats-package.", "")
    if name == "Relationship" and values.get("TargetMode") == "External":
        if not (values.get("Type", "").endswith("/hyperlink") and LINK.match(target)):
            yield f"a relationship to {target}"
    elif name in {"Override", "Default"} and _ACTING_TYPES.search(kind):
        yield f"the type {kind}"


def in_pdf(content: bytes) -> list[str]:
    """Return a description of each piece of active content in a PDF, including those in compressed objects."""
    reader = PdfReader(io.BytesIO(content))
    found = [f"the attachment {name}" for name in reader.attachments if name not in _ATTACHED]
    for number in {*reader.xref_objStm, *(each for table in reader.xref.values() for each in table)} - {0}:
        found += _in_object(reader.get_object(IndirectObject(number, 0, reader)))
    return found


def _in_object(value: Any) -> Iterator[str]:  # noqa: ANN401 - any object of a PDF
    if isinstance(value, ArrayObject):
        for each in value:
            if not isinstance(each, IndirectObject):
                yield from _in_object(each)
    if not isinstance(value, DictionaryObject):
        return
    for key, inner in value.raw_items() if hasattr(value, "raw_items") else value.items():
        if key in _ACTING_NAMES:
            yield f"the key {key}"
        if key in {"/S", "/Subtype"} and inner in _ACTING_NAMES:
            yield f"the action {inner}"
        if key == "/URI" and not LINK.match(str(inner)):
            yield f"a link to {inner}"
        if not isinstance(inner, IndirectObject):
            yield from _in_object(inner)
