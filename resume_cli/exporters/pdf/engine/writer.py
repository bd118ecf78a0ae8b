"""How WeasyPrint and pydyf write a PDF: each object made once, and the colour profile taken as it is.

Replaces: every object being serialized and compressed twice, for the file's digest and to be written; Pillow being
loaded to copy the colour profile.
Gives: about 7 ms in English and 14 ms in Chinese (by instruction count), and the import of Pillow.
Without it: the same file, in which the colour profile may have another name.
"""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

from resume_cli.exporters.pdf.engine.touched import ChangedError, touch

# By its usual name, `srgb`, WeasyPrint would load its own.
_OUTPUT_INTENT = "resume-srgb"


def colour_options() -> dict[str, Any]:
    """Return the options by which WeasyPrint takes its own sRGB profile as it is; none where that is not possible."""
    try:
        touch("weasyprint:HTML.render#color_profiles")
        touch("weasyprint.pdf:generate_pdf#pdf_reference")
        from weasyprint import pdf

        content = Path(pdf.__file__).with_name("sRGB2014.icc").read_bytes()
    except (ChangedError, OSError):
        return {}
    # What WeasyPrint's writer asks of a profile.
    profile = SimpleNamespace(name="sRGB2014", components=("r", "g", "b"), content=content, pdf_reference=None)
    return {"color_profiles": {_OUTPUT_INTENT: profile}, "output_intent": _OUTPUT_INTENT}


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
