"""Files exported by this program, whose attached profile contains the selection that was exported."""

from __future__ import annotations

import json
import re
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

from resume_cli.interchange.contract import Reader
from resume_cli.interchange.source.attachments import docx_source, html_source, pdf_attachments, picture
from resume_cli.interchange.stale import note_edits

if TYPE_CHECKING:
    from resume_cli.interchange.draft import Draft
    from resume_cli.interchange.source import Source


def attached(source: Source) -> bytes | None:
    """Return the bytes of the profile attached to an exported file, or None."""
    if source.content[:5] == b"%PDF-":
        attached = pdf_attachments(source)
        return next((content for name, content in attached.items() if name.endswith(".json")), None)
    if source.is_zip:
        return docx_source(source)
    return html_source(source.text) if source.start.startswith("<") else None


def attached_profile(source: Source) -> dict[str, Any] | None:
    """Return the profile attached to an exported file as plain data, or None if there is none."""
    content = attached(source)
    if content is None:
        return None
    try:
        data = json.loads(content)
    except ValueError:
        return None
    return data if isinstance(data, dict) and {"basics", "meta", "work", "sections"} & data.keys() else None


def _recognise(source: Source) -> str | None:
    kind = "PDF" if source.content[:5] == b"%PDF-" else "Word document" if source.is_zip else "web page"
    if source.is_zip and "word/document.xml" not in source.members:
        return None
    return f"a {kind} with a profile attached" if attached_profile(source) else None


def _read(source: Source, draft: Draft) -> None:
    draft.profile.update(attached_profile(source) or {})
    restore_picture(source, draft)
    if source.is_zip:
        note_edits(source, draft)


def restore_picture(source: Source, draft: Draft) -> None:
    """Add the portrait shown in a file to the images of the draft, under a name without folders."""
    basics = draft.profile.get("basics", {})
    name = basics.get("image") if isinstance(basics, dict) else None
    if not isinstance(name, str) or "://" in name or name.startswith("data:"):
        return
    found = picture(source)
    if found is None:
        draft.note("lost", ("basics", "image"), value=name, message="the file shows no picture")
        return
    suffix, content = found
    stem = re.sub(r"[^\w-]", "", PurePath(name.replace("\\", "/")).stem) or "portrait"
    basics["image"] = f"{stem}.{suffix}"
    draft.images[basics["image"]] = content


READER = Reader("pdf", "a PDF, Word document or page of ours", _recognise, _read)
