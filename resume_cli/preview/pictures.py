"""Pictures of the pages of a PDF, made by pdftoppm, and of a Word document, which LibreOffice converts to PDF."""

from __future__ import annotations

import subprocess
import tempfile
import threading
from functools import lru_cache
from pathlib import Path
from shutil import which

from resume_cli.errors import LimitError

_OFFICE = threading.Lock()
_SECONDS = 90
_RESOLUTION = 130
# Making a PNG takes five times as long.
_KIND = ("-jpeg", "-jpegopt", "quality=92")


def can_draw(format_name: str) -> bool:
    """Return whether pages of a format can be shown as pictures on this machine."""
    needed = {"pdf": ["pdftoppm"], "docx": ["pdftoppm", "soffice"]}.get(format_name)
    return needed is not None and all(map(which, needed))


def picture(pdf: bytes, page: int) -> bytes:
    """Return a page of a PDF as JPEG, or empty bytes if the page does not exist."""
    number = str(page)
    command = ["pdftoppm", "-r", str(_RESOLUTION), *_KIND, "-f", number, "-l", number, "-"]
    return _printed(command, pdf)


def count(pdf: bytes) -> int:
    """Return the number of pages of a PDF."""
    from io import BytesIO

    from pypdf import PdfReader

    return len(PdfReader(BytesIO(pdf)).pages)


def word_as_pdf(content: bytes, settings: Path) -> bytes:
    """Return a Word document as a PDF made by LibreOffice, whose settings are in a folder; raises LimitError."""
    # A second LibreOffice with the same settings would pass the work to the first one and exit.
    with _OFFICE:
        return _word_as_pdf(content, settings)


@lru_cache(maxsize=4)
def _word_as_pdf(content: bytes, settings: Path) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "resume.docx"
        source.write_bytes(content)
        place = f"-env:UserInstallation={settings.as_uri()}"
        _printed(["soffice", place, "--headless", "--convert-to", "pdf", "--outdir", folder, str(source)], b"")
        made = source.with_suffix(".pdf")
        if not made.is_file():
            raise LimitError("LibreOffice made nothing of the Word document")
        return made.read_bytes()


def _printed(command: list[str], given: bytes) -> bytes:
    """Return the output of a program; raises LimitError if it cannot be run or does not end in time."""
    try:
        done = subprocess.run(command, input=given, capture_output=True, check=False, timeout=_SECONDS)  # noqa: S603 - fixed
    except (OSError, subprocess.SubprocessError) as error:
        raise LimitError(f"{command[0]} did not answer: {type(error).__name__}") from None
    return done.stdout
