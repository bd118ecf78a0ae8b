"""The package of a Word document: parts and how they relate, as a ZIP file that is the same every time."""

from __future__ import annotations

import zipfile
from dataclasses import dataclass, field
from io import BytesIO
from typing import TYPE_CHECKING

from resume_cli.exporters._docx_xml import element, write

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"

#: Media types by what ends a part's name.
_DEFAULT_TYPES = {
    "jpeg": "image/jpeg",
    "png": "image/png",
    "rels": "application/vnd.openxmlformats-package.relationships+xml",
    "xml": "application/xml",
}
# The first moment that a ZIP file can hold: a clock's would make every export another file.
_EPOCH = (1980, 1, 1, 0, 0, 0)
_COMPRESSION = 6


@dataclass(slots=True)
class Relationships:
    """What one part refers to; a target that was asked for before keeps its identifier."""

    targets: dict[tuple[str, str, bool], str] = field(default_factory=dict)

    def add(self, kind: str, target: str, *, external: bool = False) -> str:
        """Return the identifier (`rId7`) of a relationship, whose `kind` is the last word of its type."""
        return self.targets.setdefault((kind, target, external), f"rId{len(self.targets) + 1}")

    def write(self) -> bytes:
        """Return the bytes of the part that lists the relationships."""
        listed = (_relationship(name, *key) for key, name in self.targets.items())
        return write(element("Relationships", *listed, attributes={"xmlns": f"{_PACKAGE}/relationships"}))


@dataclass(slots=True)
class Package:
    """The parts of a document by name, and the relationships of the package and of its main part."""

    parts: dict[str, bytes] = field(default_factory=dict)
    types: dict[str, str] = field(default_factory=dict)
    relationships: Relationships = field(default_factory=Relationships)
    document: Relationships = field(default_factory=Relationships)

    def add(self, name: str, content: bytes, media_type: str = "") -> None:
        """Add a part; without a media type the one of its suffix holds."""
        self.parts[name] = content
        if media_type:
            self.types[name] = media_type

    def write(self) -> bytes:
        """Return the ZIP file: members sorted, each with the same date and attributes on every system."""
        members = dict(self.parts)
        members["[Content_Types].xml"] = self._content_types()
        members["_rels/.rels"] = self.relationships.write()
        members["word/_rels/document.xml.rels"] = self.document.write()
        target = BytesIO()
        with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=_COMPRESSION) as archive:
            for name in sorted(members):
                archive.writestr(_member(name), members[name])
        return target.getvalue()

    def _content_types(self) -> bytes:
        defaults = (
            element("Default", attributes={"Extension": suffix, "ContentType": media_type})
            for suffix, media_type in _DEFAULT_TYPES.items()
        )
        overrides = (
            element("Override", attributes={"PartName": f"/{name}", "ContentType": media_type})
            for name, media_type in sorted(self.types.items())
        )
        return write(element("Types", *defaults, *overrides, attributes={"xmlns": f"{_PACKAGE}/content-types"}))


def _relationship(name: str, kind: str, target: str, external: bool) -> Element:  # noqa: FBT001 - unpacked from a key
    namespace = f"{_PACKAGE}/relationships/metadata" if kind == "core-properties" else _OFFICE
    attributes = {"Id": name, "Type": f"{namespace}/{kind}", "Target": target}
    if external:
        attributes["TargetMode"] = "External"
    return element("Relationship", attributes=attributes)


def _member(name: str) -> zipfile.ZipInfo:
    member = zipfile.ZipInfo(name, _EPOCH)
    member.compress_type = zipfile.ZIP_DEFLATED
    member.create_system = 0
    member.external_attr = 0
    return member
