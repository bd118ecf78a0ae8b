"""Detection of files that are not profiles by their content, regardless of their name, for use in messages."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

_ZIP = b"PK\x03\x04"
#: Kinds of files that are ZIP archives, by a string that they contain.
_WITHIN = {
    b"word/": "a Word document", b"xl/": "an Excel workbook", b"ppt/": "a PowerPoint presentation",
    b"opendocument.text": "a LibreOffice document", b"opendocument.spreadsheet": "a LibreOffice spreadsheet",
    b"Index/Document.iwa": "a Pages document", b"epub+zip": "an e-book",
}  # fmt: skip
#: Kinds of files by a pattern of their beginning, after a byte order mark and whitespace.
_BEGINNINGS = {
    rb"%PDF-": "a PDF file", rb"\{\\rtf": "an RTF document", rb"\xd0\xcf\x11\xe0": "an old Word or Excel document",
    rb"\x89PNG|\xff\xd8\xff|GIF8|RIFF....WEBP|II\*\0|MM\0\*": "an image", rb"\x1f\x8b|7z\xbc\xaf|Rar!": "an archive",
    rb"(?i:<!doctype html|<html)": "an HTML page", rb"<\?xml|<svg": "an XML file", rb"\\documentclass": "a LaTeX file",
    rb"BEGIN:VCARD": "a vCard",
}  # fmt: skip

#: The kinds of files that `resume import` may be able to read.
IMPORTABLE = frozenset({"a PDF file", "a Word document", "a ZIP archive", "an HTML page", "an XML file", "a vCard"})
#: The sections of RenderCV before 1.0, which had no `sections`.
_OLD_RENDERCV = frozenset(
    {"section_order", "custom_sections", "work_experience", "experience", "education", "academic_projects",
     "university_projects", "personal_projects", "projects", "publications", "certificates", "skills",
     "programming_skills", "test_scores", "extracurricular_activities", "awards", "interests"}
)  # fmt: skip


def kind_of(content: bytes) -> str:
    """Return the kind of a file that is neither a profile nor a list, such as `a Word document`, or an empty string."""
    if content.startswith(_ZIP):
        return next((kind for part, kind in _WITHIN.items() if part in content), "a ZIP archive")
    beginning = content[:1024].removeprefix(b"\xef\xbb\xbf").lstrip()
    return next((kind for start, kind in _BEGINNINGS.items() if re.match(start, beginning, re.DOTALL)), "")


def foreign_format(data: Mapping[str, Any]) -> tuple[str, str] | None:
    """Return the identifier of another program's format and a name for its files in messages, or None.

    JSON Resume is not one of these formats, because its files are valid profiles.
    """
    for identifier, look in _FORMATS.items():
        if found := look(data):
            return identifier, found
    return None


def _rendercv(data: Mapping[str, Any]) -> str:
    cv = data.get("cv")
    if not isinstance(cv, Mapping):
        return ""
    if "sections" not in cv and _OLD_RENDERCV & cv.keys():
        return "a RenderCV file (0.x)"
    return f"a RenderCV file ({'1.x' if 'locale_catalog' in data else '2.x'})"


def _yamlresume(data: Mapping[str, Any]) -> str:
    content = data.get("content")
    return "a YAMLResume file" if isinstance(content, Mapping) and isinstance(content.get("basics"), Mapping) else ""


def _reactive_resume(data: Mapping[str, Any]) -> str:
    basics = data.get("basics")
    if "picture" in data and "customSections" in data:
        return "a Reactive Resume file (v5)"
    if isinstance(basics, Mapping) and all(isinstance(data.get(key), Mapping) for key in ("sections", "metadata")):
        return f"a Reactive Resume file ({'v4' if isinstance(basics.get('url'), Mapping) else 'v3'})"
    return "a Reactive Resume file (v2)" if "profile" in data and {"objective", "social"} & data.keys() else ""


def _fresh(data: Mapping[str, Any]) -> str:
    meta, employment = data.get("meta"), data.get("employment")
    declared = isinstance(meta, Mapping) and str(meta.get("format", "")).upper().startswith("FRESH")
    return "a FRESH file" if declared or (isinstance(employment, Mapping) and "history" in employment) else ""


_FORMATS = {"rendercv": _rendercv, "yamlresume": _yamlresume, "reactive-resume": _reactive_resume, "fresh": _fresh}
