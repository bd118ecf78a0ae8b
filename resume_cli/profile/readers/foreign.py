"""Files that are no text, or a text of another kind, told by their content whatever they are called."""

from __future__ import annotations

import re

_ZIP = b"PK\x03\x04"
#: What a ZIP archive holds, and what it is then.
_WITHIN = {
    b"word/": "a Word document", b"xl/": "an Excel workbook", b"ppt/": "a PowerPoint presentation",
    b"opendocument.text": "a LibreOffice document", b"opendocument.spreadsheet": "a LibreOffice spreadsheet",
    b"Index/Document.iwa": "a Pages document", b"epub+zip": "an e-book",
}  # fmt: skip
#: How a file begins, after white space and a byte order mark.
_BEGINNINGS = {
    rb"%PDF-": "a PDF file", rb"\{\\rtf": "an RTF document", rb"\xd0\xcf\x11\xe0": "an old Word or Excel document",
    rb"\x89PNG|\xff\xd8\xff|GIF8|RIFF....WEBP|II\*\0|MM\0\*": "an image", rb"\x1f\x8b|7z\xbc\xaf|Rar!": "an archive",
    rb"(?i:<!doctype html|<html)": "an HTML page", rb"<\?xml|<svg": "an XML file", rb"\\documentclass": "a LaTeX file",
    rb"BEGIN:VCARD": "a vCard",
}  # fmt: skip


def kind_of(content: bytes) -> str:
    """Return what a file is that is neither a profile nor a list, such as `a Word document`, or an empty string."""
    if content.startswith(_ZIP):
        return next((kind for part, kind in _WITHIN.items() if part in content), "a ZIP archive")
    beginning = content[:1024].removeprefix(b"\xef\xbb\xbf").lstrip()
    return next((kind for start, kind in _BEGINNINGS.items() if re.match(start, beginning, re.DOTALL)), "")
