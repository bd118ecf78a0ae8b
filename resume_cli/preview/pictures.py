"""Pages as pictures: of a PDF by pdftoppm, and of a Word document by LibreOffice first, where they are installed."""

from __future__ import annotations

import subprocess
import tempfile
from pathlib import Path
from shutil import which

_SECONDS = 90
_RESOLUTION = 130
# PNG takes five times as long to make.
_KIND = ("-jpeg", "-jpegopt", "quality=92")


def can_draw(format_name: str) -> bool:
    """Say whether pages of a format can be shown as pictures on this machine."""
    return which("pdftoppm") is not None and (format_name != "docx" or which("soffice") is not None)


def picture(pdf: bytes, page: int) -> bytes:
    """Return a page of a PDF as JPEG; empty where there is no such page."""
    number = str(page)
    command = ["pdftoppm", "-r", str(_RESOLUTION), *_KIND, "-f", number, "-l", number, "-"]
    done = subprocess.run(command, input=pdf, capture_output=True, check=False, timeout=_SECONDS)  # noqa: S603 - ours
    return done.stdout


def count(pdf: bytes) -> int:
    """Return the number of pages of a PDF."""
    from io import BytesIO

    from pypdf import PdfReader

    return len(PdfReader(BytesIO(pdf)).pages)


def word_as_pdf(content: bytes, settings: Path) -> bytes:
    """Return a Word document as LibreOffice prints it; empty where it does not. `settings` is a folder for its own."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "resume.docx"
        source.write_bytes(content)
        options = [
            f"-env:UserInstallation={settings.as_uri()}",
            "--headless",
            "--convert-to",
            "pdf",
            "--outdir",
            folder,
        ]
        subprocess.run(["soffice", *options, str(source)], capture_output=True, check=False, timeout=_SECONDS)  # noqa: S603, S607 - ours
        made = source.with_suffix(".pdf")
        return made.read_bytes() if made.is_file() else b""
