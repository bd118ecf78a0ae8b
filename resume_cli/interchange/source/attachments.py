"""Data attached to files: the profile in an export as PDF, Word or HTML, and the XML in a PDF of Europass.

Everything is read with limits, because uploaded files may contain anything.
"""

from __future__ import annotations

from base64 import b64decode
from typing import TYPE_CHECKING

from resume_cli.errors import LimitError
from resume_cli.interchange.source import damaged, html_root, xml_root

if TYPE_CHECKING:
    from pypdf import PdfReader

    from resume_cli.interchange.source import Source

_LARGEST = 16 << 20
_MOST = 64
#: The exceptions that pypdf raises for damaged files, in addition to its own.
_BROKEN = (ValueError, KeyError, TypeError, AttributeError, IndexError, OSError, NotImplementedError)
#: The namespace of the profile among the custom parts of a Word document.
_NAMESPACE = b"urn:resume-press:source:1"


def pdf_attachments(source: Source) -> dict[str, bytes]:
    """Return the files attached to a PDF by name. Raises ProfileError for a damaged PDF, LimitError beyond limits."""
    from pypdf.errors import LimitReachedError, PyPdfError

    try:
        reader = _opened(source)
        found: dict[str, bytes] = {}
        for attachment in reader.attachment_list:
            if len(found) == _MOST:
                raise LimitError(f"{source.name}: more than {_MOST} files attached")
            content = attachment.content
            if len(content) > _LARGEST:
                raise LimitError(f"{source.name}: an attached file is larger than {_LARGEST >> 20} MB")
            found.setdefault(attachment.alternative_name or attachment.name, content)
    except LimitReachedError as error:
        raise LimitError(f"{source.name}: {error}") from None
    except RecursionError:
        raise LimitError(f"{source.name}: too deeply nested") from None
    except (PyPdfError, *_BROKEN) as error:
        raise damaged(source.name, f"not a readable PDF: {type(error).__name__}") from None
    return found


def _opened(source: Source) -> PdfReader:
    """Return a reader for a PDF, with the log messages of pypdf suppressed, because they contain bytes of the file."""
    from io import BytesIO
    from logging import CRITICAL, getLogger

    from pypdf import PdfReader

    getLogger("pypdf").setLevel(CRITICAL)
    return PdfReader(BytesIO(source.content), strict=False)


def docx_source(source: Source) -> bytes | None:
    """Return the profile attached to an exported Word document, or None."""
    for name in source.members:
        if name.startswith("customXml/item") and name.endswith(".xml") and "Props" not in name:
            content = source.member(name)
            root = xml_root(content) if _NAMESPACE in content else None
            if root is not None and root.text:
                return root.text.encode()
    return None


def html_source(text: str) -> bytes | None:
    """Return the profile attached to an exported HTML page, or None."""
    root = html_root(text) if "resume-source" in text else None
    for script in () if root is None else root.iter("script"):
        if script.get("id") == "resume-source" and script.text:
            return str(script.text).encode()
    return None


def picture(source: Source) -> tuple[str, bytes] | None:
    """Return the suffix and the bytes of the portrait in an exported file, or None if it has none."""
    if source.content[:5] == b"%PDF-":
        return _pdf_picture(source)
    if source.is_zip:
        names = sorted(name for name in source.members if name.startswith("word/media/"))
        return _kind_of(source.member(names[0])) if names else None
    return _html_picture(source.text)


def _html_picture(text: str) -> tuple[str, bytes] | None:
    root = html_root(text)
    for image in () if root is None else root.iter("img"):
        kind, _, encoded = (image.get("src") or "").partition(";base64,")
        if kind.startswith("data:image/") and (image.get("class") or "").startswith("photo"):
            try:
                return _kind_of(b64decode(encoded, validate=True))
            except ValueError:
                return None
    return None


def _pdf_picture(source: Source) -> tuple[str, bytes] | None:
    """Return the first image on the first page of a PDF, a JPEG unchanged and any other image as PNG, or None."""
    from io import BytesIO

    from pypdf.errors import PyPdfError

    try:
        images = _opened(source).pages[0].images
        found = images[0] if len(images) else None
        if found is None or found.image is None:
            return None
        if found.name.endswith(".jpg"):
            return "jpg", found.data
        encoded = BytesIO()
        found.image.save(encoded, "png")
    except (PyPdfError, *_BROKEN):
        return None
    return "png", encoded.getvalue()


def _kind_of(content: bytes) -> tuple[str, bytes]:
    return ("jpg" if content.startswith(b"\xff\xd8\xff") else "png"), content
