"""What a PDF says of itself: that it is PDF/UA, its language, and the data that it was made from.

WeasyPrint writes PDF/A-3a; PDF/UA-1 needs a mark of its own, which PDF/A requires to be declared in the same metadata.
A file with a character that no font can draw is neither, and does not claim to be.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from resume_cli.exporters.pdf.engine.writer import serialize

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from resume_cli.document import Metadata

#: The name of the selected profile in the file.
SOURCE_NAME = "resume.json"
#: The variant of WeasyPrint on which the rest is built.
VARIANT = "pdf/a-3a"

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
"""
_LANGUAGE = """\
<rdf:Description xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" rdf:about=""
 xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:language><rdf:Bag><rdf:li>%s</rdf:li></rdf:Bag></dc:language>
</rdf:Description>
"""
_END = b"</rdf:RDF>"
_CLAIM = re.compile(rb' pdfaid:(?:part|conformance)="[^"]*"')


def finisher(language: str, missing_characters: Collection[str]) -> Any:  # noqa: ANN401 - WeasyPrint publishes no types
    """Return the function that WeasyPrint calls on a PDF before it is written, when it knows what it could not draw."""

    def finish(_document: object, pdf: Any) -> None:  # noqa: ANN401 - as above
        for each in pdf.objects:
            if isinstance(each, dict):
                _tidy_font_name(each)
                continue
            extra = getattr(each, "extra", {})
            if "Interpolate" in extra:
                # PDF/A forbids readers to smooth pictures.
                extra["Interpolate"] = "false"
            if extra.get("Type") == "/Metadata":
                claim = "" if missing_characters else _EXTENSION
                more = (claim + _LANGUAGE % language).encode()
                each.stream[:] = [part.replace(_END, more + _END) for part in each.stream]
                if missing_characters:
                    each.stream[:] = [_CLAIM.sub(b"", part) for part in each.stream]
        serialize(pdf)

    return finish


def _tidy_font_name(entries: dict[str, Any]) -> None:
    """Remove the comma from names such as `Source-Sans-3,`: Pango writes it after a family that ends in a digit."""
    for key in ("BaseFont", "FontName"):
        if key in entries:
            entries[key] = entries[key].rstrip(b",")


def attachments(metadata: Metadata, created: datetime, fetcher: Any) -> list[Any]:  # noqa: ANN401 - as above
    """Return the selected profile as a file to attach, or nothing when the document carries none.

    The fetcher is passed only because WeasyPrint would otherwise make one of its own; nothing is fetched.
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
