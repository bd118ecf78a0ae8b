"""Font files that are copied into Python only when their bytes are used.

Replaces: a copy of each font file, 10 MB for a Chinese one, per size and style. HarfBuzz subsets the font in place.
Gives: about 30 ms and 77 MiB for a document in Chinese, nothing for one in English.
Without it: the files are copied.
"""

from __future__ import annotations

from functools import cached_property
from typing import Any

from resume_cli.exporters.pdf.engine.touched import touch


def copy_fonts_later() -> None:
    """Have font files copied when their bytes are first used. Raises ChangedError."""
    from weasyprint.pdf import fonts

    copy = touch("weasyprint.pdf.fonts:get_hb_object_data")
    touch("weasyprint.pdf.fonts:Font.__init__#file_content")

    class Uncopied:
        def __init__(self, *arguments: Any) -> None:  # noqa: ANN401 - a C pointer, and what is wanted of it
            self.arguments = arguments

        @cached_property
        def content(self) -> Any:  # noqa: ANN401 - bytes or nothing
            return copy(*self.arguments)

        def __bool__(self) -> bool:
            return bool(self.content)

    def get(font: Any) -> Any:  # noqa: ANN401 - a Font of WeasyPrint's, and bytes
        content = font.__dict__["file_content"]
        return content.content if isinstance(content, Uncopied) else content

    def put(font: Any, content: object) -> None:  # noqa: ANN401 - as above
        font.__dict__["file_content"] = content

    fonts.Font.file_content = property(get, put)
    fonts.get_hb_object_data = Uncopied
