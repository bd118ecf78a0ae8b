"""Free Pango's lists of attributes together with the lines they belong to.

Replaces: nothing. WeasyPrint makes a list of font features for each line and never frees it.
Gives: 30 kB of memory for each page, which would otherwise be lost until the process ends.
Without it: a process that makes many documents grows until `batch` replaces it.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from resume_cli.exporters.pdf.engine.touched import ChangedError, touch

_MODULE = "weasyprint.text.line_break"


class _Unshared(dict[bytes, Any]):
    """A cache that keeps none of Pango's attributes: freeing a list frees them, so lists cannot share any."""

    def setdefault(self, _features: bytes, attribute: Any = None) -> Any:  # noqa: ANN401 - a C pointer
        return attribute


@cache
def free_attributes() -> None:
    """Make WeasyPrint's layouts own their lists of attributes, for the rest of the process."""
    try:
        original, _ = (touch(f"{_MODULE}:Layout.setup#{name}") for name in ("font_features", "attr_list"))
        pango, ffi = (touch(f"{_MODULE}:{name}") for name in ("pango", "ffi"))
    except ChangedError:
        return
    from weasyprint.text import line_break

    def setup(self: Any, style: Any) -> None:  # noqa: ANN401 - WeasyPrint publishes no types
        if not isinstance(style.font_config.font_features, _Unshared):
            style.font_config.font_features = _Unshared()
        original(self, style)
        attributes = pango.pango_layout_get_attributes(self.layout)
        if attributes != ffi.NULL:
            # The layout holds a reference of its own.
            pango.pango_attr_list_unref(attributes)

    line_break.Layout.setup = setup
