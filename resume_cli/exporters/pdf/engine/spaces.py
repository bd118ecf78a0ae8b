"""A text that fits its line but for the space at its end.

WeasyPrint measures this space where another inline follows, takes the line to be too narrow for its first word, and
sets this word alone. Replaces: the result, when it is a single word of a text that ends with a space.
Gives: no time, but whole lines: else one inline in about two hundred leaves a line with a word of its own.
Without it: such lines.
"""

from __future__ import annotations

from functools import cache
from math import inf
from typing import Any

from resume_cli.exporters.pdf.engine.touched import ChangedError, touch


@cache
def keep_lines_whole() -> None:
    """Have WeasyPrint fill lines whose last space has no room, as long as the process lives."""
    try:
        split = touch("weasyprint.layout.inline:split_first_line")
    except ChangedError:
        return
    from weasyprint.layout import inline

    def split_first_line(text: str, style: Any, context: Any, max_width: float | None, *rest: Any, **more: Any) -> Any:  # noqa: ANN401 - WeasyPrint publishes no types
        found = split(text, style, context, max_width, *rest, **more)
        _, length, resume_index, *_ = found
        if resume_index is None or max_width is None or not text.endswith(" ") or b" " in text.encode()[:length]:
            return found
        _, _, rest_index, width, *_ = split(text.rstrip(" "), style, context, max_width, *rest, **more)
        if rest_index is None and width <= max_width:
            return split(text, style, context, inf, *rest, **more)
        return found

    inline.split_first_line = split_first_line
