"""Metadata of a PDF: the PDF/UA identification, the language, and the profile that it was made from.

WeasyPrint writes PDF/A-3a. PDF/UA-1 needs an additional property, which PDF/A requires to be declared in the same
metadata. A file with a character that no font can draw conforms to neither, and does not claim to.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from resume_cli.exporters.pdf.engine.writer import serialize

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from resume_cli.document import Metadata

#: The name of the attached file with the selected profile.
SOURCE_NAME = "resume.json"
#: WeasyPrint's PDF variant, on which the rest is built.
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
    """Return the function that WeasyPrint calls before it writes a PDF, when all missing characters are known."""

    def finish(_document: object, pdf: Any) -> None:  # noqa: ANN401 - WeasyPrint publishes no types
        for each in pdf.objects:
            if isinstance(each, dict):
                _tidy_font_name(each)
                continue
            extra = getattr(each, "extra", {})
            if "Interpolate" in extra:
                # PDF/A does not allow readers to smooth pictures.
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
    """Remove the comma from names such as `Source-Sans-3,`, which Pango writes after a family that ends in a digit."""
    for key in ("BaseFont", "FontName"):
        if key in entries:
            entries[key] = entries[key].rstrip(b",")


def attachments(metadata: Metadata, created: datetime, fetcher: Any) -> list[Any]:  # noqa: ANN401 - untyped
    """Return a list of one attachment, the selected profile, or an empty list if the document has none.

    The fetcher is passed only because WeasyPrint would otherwise create one; nothing is fetched.
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
