"""What a PDF needs beside its pages: identification as PDF/UA, languages in its structure, colours, its source.

WeasyPrint writes PDF/A-3a; PDF/UA-1 asks for a mark of its own, which PDF/A wants explained in the same metadata.
It writes the document's language but not those of the parts within, although a reader's voice depends on them.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from resume_cli.document import Metadata

#: The name under which the selected profile lies in the file.
SOURCE_NAME = "resume.json"
#: The variant of WeasyPrint on which the rest is built.
VARIANT = "pdf/a-3a"
#: A name of our own for the output intent: by its usual one WeasyPrint would load Pillow to copy the profile.
OUTPUT_INTENT = "resume-srgb"

_EXTENSION = """\
<rdf:Description xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" rdf:about=""
 xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/" xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
 xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#"><pdfaExtension:schemas><rdf:Bag>
<rdf:li rdf:parseType="Resource"><pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix><pdfaSchema:property><rdf:Seq>
<rdf:li rdf:parseType="Resource"><pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType><pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of ISO 14289 that the file conforms to</pdfaProperty:description></rdf:li>
</rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>
<rdf:Description xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" rdf:about=""
 xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" pdfuaid:part="1" />
<rdf:Description xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" rdf:about=""
 xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:language><rdf:Bag><rdf:li>%s</rdf:li></rdf:Bag></dc:language>
</rdf:Description>
"""
_END = b"</rdf:RDF>"


def finisher(language: str) -> Any:  # noqa: ANN401 - WeasyPrint publishes no types
    """Return the function that WeasyPrint calls on a PDF before it is written."""

    def finish(_document: object, pdf: Any) -> None:  # noqa: ANN401 - as above
        number = int(pdf.catalog["Metadata"].split()[0])
        stream = pdf.objects[number].stream
        before, end, after = stream[0].rpartition(_END)
        stream[0] = before + (_EXTENSION % language).encode() + end + after
        for each in pdf.objects:
            if isinstance(each, dict):
                _tidy_font_name(each)
            elif "Interpolate" in getattr(each, "extra", {}):
                # PDF/A leaves no room for a reader's own idea of a picture.
                each.extra["Interpolate"] = "false"
        _serialize(pdf)

    return finish


def _serialize(pdf: Any) -> None:  # noqa: ANN401 - as above
    """Put bytes in the place of objects, which pydyf would make and compress twice: for the digest, and to write."""
    import pydyf

    class Bytes(pydyf.Object):  # type: ignore[misc] # pydyf publishes no types
        """An object in its final form."""

        data = b""
        compressible = True

    for place, each in enumerate(pdf.objects):
        if each.free == "f":
            continue
        done = Bytes()
        done.number, done.data, done.compressible = each.number, each.data, each.compressible
        pdf.objects[place] = done


def _tidy_font_name(entries: dict[str, Any]) -> None:
    """Take the comma from names such as `Source-Sans-3,`: Pango writes it after a family that ends in a digit."""
    for key in ("BaseFont", "FontName"):
        if key in entries:
            entries[key] = entries[key].rstrip(b",")


class ColourProfile:
    """The sRGB profile as WeasyPrint's writer wants it: its bytes, its name, three components."""

    name = "sRGB2014"
    components = ("r", "g", "b")

    def __init__(self) -> None:
        self.content = _srgb()
        self.pdf_reference: bytes | None = None


@cache
def _srgb() -> bytes:
    """Return the profile that WeasyPrint carries."""
    from weasyprint import pdf

    return Path(pdf.__file__).with_name("sRGB2014.icc").read_bytes()


def attachments(metadata: Metadata, created: datetime, fetcher: Any) -> list[Any]:  # noqa: ANN401 - as above
    """Return the selected profile as a file within the file, or nothing when the document carries none.

    The fetcher is there because WeasyPrint would make one of its own; nothing is fetched.
    """
    from weasyprint import Attachment

    if not metadata.source:
        return []
    return [
        Attachment(
            string=metadata.source.encode(),
            url_fetcher=fetcher,
            name=SOURCE_NAME,
            description="The data of this document as JSON Resume",
            created=created,
            modified=created,
            relationship="Source",
        )
    ]


def lone_links(pages: Any) -> None:  # noqa: ANN401 - WeasyPrint publishes no types
    """Leave one annotation per link: WeasyPrint adds one for each element within it, and PDF/UA allows only links."""
    for page in pages.pages:
        page.links = [link for link in page.links if link[3].element_tag == "a"]


# WeasyPrint knows tags by the name of an element: under this one, a pair of a definition list is a list item.
_PAIR = "dl::pair"


@cache
def improve_tags() -> None:
    """Let WeasyPrint's tagger write languages, and definition lists as lists.

    Each element with a language of its own carries it into the structure tree, and a pair of a term and its
    description becomes one item with label and body; WeasyPrint wants none but those as parts of a list. The
    tagger calls itself by a global name, so a function put in its place sees every element.
    """
    from weasyprint.pdf import tags

    name, build = tags._get_pdf_tag, tags._build_box_tree  # noqa: SLF001 - no other way in; pinned, and tests watch

    def name_with_pairs(element_tag: str | None) -> str:
        written: str = "LI" if element_tag == _PAIR else name(element_tag)
        return written

    def build_better(box: Any, parent: Any, pdf: Any, *arguments: Any) -> Iterator[Any]:  # noqa: ANN401 - as above
        inner = getattr(box, "_box", box)
        if inner.element_tag == "div" and parent.get("S") == "/L":
            inner.element_tag = _PAIR
        for element in build(box, parent, pdf, *arguments):
            _label(element, inner, parent)
            if element["S"] == "/L":
                _settle(element, pdf)
            yield element

    tags._get_pdf_tag, tags._build_box_tree = name_with_pairs, build_better  # noqa: SLF001 - as above


def _label(element: Any, box: Any, parent: Any) -> None:  # noqa: ANN401 - as above
    """Write the language of a box's element, and what a term is to its list item."""
    import pydyf

    if box.element is None or box.element_tag in {"html", "body"}:
        return
    if box.element_tag == "dt" and parent.get("S") == "/LI":
        element["S"] = "/Lbl"
    language = box.element.attrib.get("lang")
    if language:
        element["Lang"] = pydyf.String(language)


def _settle(listed: Any, pdf: Any) -> None:  # noqa: ANN401 - as above
    """Move spaces that stand between the items of a list, where its items share lines, into the item before."""
    kept: list[bytes] = []
    body = None
    for reference in listed["K"]:
        kid = _object(pdf, reference)
        if kid["S"] in {"/LI", "/L", "/Caption"}:
            kept.append(reference)
            body = next((each for each in _parts(kid, pdf) if each["S"] == "/LBody"), None)
        elif body is not None:
            body["K"].append(reference)
            kid["P"] = body.reference
        else:
            kept.append(reference)
    listed["K"][:] = kept


def _parts(element: Any, pdf: Any) -> list[Any]:  # noqa: ANN401 - as above
    """Return the elements of a list item, the last first; content of its own is no element."""
    return [_object(pdf, part) for part in reversed(element["K"]) if isinstance(part, bytes)]


def _object(pdf: Any, reference: bytes) -> Any:  # noqa: ANN401 - as above
    return pdf.objects[int(reference.split()[0])]
