"""Lists of Pango's attributes that are freed with the line they belong to.

Replaces: the set-up of a layout, which makes a list of font features for each line and never frees it.
Gives: 30 kB of memory for each page that a process makes, which would be lost for good.
Without it: processes that make many documents grow, until `batch` replaces them.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from resume_cli.exporters.pdf.engine.touched import ChangedError, touch

_MODULE = "weasyprint.text.line_break"


class _Unshared(dict[bytes, Any]):
    """Font features as Pango's attributes: a list that is freed takes its attributes along, so each has its own."""

    def setdefault(self, _features: bytes, attribute: Any = None) -> Any:  # noqa: ANN401 - a C pointer
        return attribute


@cache
def free_attributes() -> None:
    """Have WeasyPrint's layouts own their lists of attributes, as long as the process lives."""
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
