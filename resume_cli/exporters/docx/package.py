"""The package of a Word document: python-docx, on a template of our own, as a ZIP file that is the same every time."""

from __future__ import annotations

import zipfile
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from docx import Document

if TYPE_CHECKING:
    from docx.document import Document as Package

# Made by scripts/docx_template.py; python-docx's own brings a thumbnail and styles that nobody asked for.
_TEMPLATE = Path(__file__).with_name("template.docx")
# The first moment that a ZIP file can hold: a clock's would make every export another file.
_EPOCH = (1980, 1, 1, 0, 0, 0)
_COMPRESSION = 6


def new_package() -> Package:
    """Return a document of one empty page, without styles, from the template."""
    return Document(str(_TEMPLATE))


def write(package: Package) -> bytes:
    """Return the ZIP file: members sorted, each with the same date and attributes on every system."""
    saved, target = BytesIO(), BytesIO()
    package.save(saved)
    with (
        zipfile.ZipFile(saved) as source,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=_COMPRESSION) as archive,
    ):
        for name in sorted(source.namelist()):
            archive.writestr(_member(name), source.read(name))
    return target.getvalue()


def _member(name: str) -> zipfile.ZipInfo:
    member = zipfile.ZipInfo(name, _EPOCH)
    member.compress_type = zipfile.ZIP_DEFLATED
    member.create_system = 0
    member.external_attr = 0
    return member
