"""Lines of text that fit except for the space at their end.

WeasyPrint measures this space if another inline follows, decides that the line is too narrow even for its first word,
and sets only this word.
Replaces: such results, that is, a single word of a text that ends with a space.
Gives: no time, but full lines; without it, about one inline in two hundred begins with a line of a single word.
"""

from __future__ import annotations

from functools import cache
from math import inf
from typing import Any

from resume_cli.exporters.pdf.engine.touched import ChangedError, touch


@cache
def keep_lines_whole() -> None:
    """Make WeasyPrint fill lines whose last space does not fit, for the rest of the process."""
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
