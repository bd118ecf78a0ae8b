"""How WeasyPrint and pydyf write a PDF: each object made once, and the colour profile taken as it is.

Replaces: every object being serialized and compressed twice, for the file's digest and to be written; Pillow being
loaded to copy the colour profile.
Gives: about 7 ms in English and 14 ms in Chinese (by instruction count), and the import of Pillow.
Without it: the same file, in which the colour profile may have another name.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from resume_cli.exporters.pdf.engine.touched import ChangedError, touch

# By its usual name, `srgb`, WeasyPrint would load its own.
_OUTPUT_INTENT = "resume-srgb"


class _ColourProfile:
    """The sRGB profile as WeasyPrint's writer wants it: its bytes, its name, three components."""

    name = "sRGB2014"
    components = ("r", "g", "b")

    def __init__(self, content: bytes) -> None:
        self.content = content
        self.pdf_reference: bytes | None = None


def colour_options() -> dict[str, Any]:
    """Return the options by which WeasyPrint takes our colour profile, or none."""
    try:
        return {"color_profiles": {_OUTPUT_INTENT: _ColourProfile(_srgb())}, "output_intent": _OUTPUT_INTENT}
    except (ChangedError, OSError):
        return {}


@cache
def _srgb() -> bytes:
    """Return the profile that WeasyPrint brings with it. Raises ChangedError, or OSError when it is not there."""
    touch("weasyprint:HTML.render#color_profiles")
    touch("weasyprint.pdf:generate_pdf#pdf_reference")
    from weasyprint import pdf

    return Path(pdf.__file__).with_name("sRGB2014.icc").read_bytes()


def serialize(pdf: Any) -> None:  # noqa: ANN401 - pydyf publishes no types
    """Put bytes in the place of the objects of a finished PDF."""
    import pydyf

    try:
        touch("pydyf:PDF.write#compressible")
    except ChangedError:
        return

    class Bytes(pydyf.Object):  # type: ignore[misc] # as above
        """An object in its final form."""

        data = b""
        compressible = True

    for place, each in enumerate(pdf.objects):
        if each.free != "f":
            done = pdf.objects[place] = Bytes()
            done.number, done.data, done.compressible = each.number, each.data, each.compressible
