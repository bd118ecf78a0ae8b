"""Computed styles that start from the initial values of all properties that no rule sets.

Replaces: computing each of some ninety properties when it is first asked for, though most are initial or inherited.
Gives: 32 of 222 ms of a two-page document, laid out once.
Without it: the same values, one at a time.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from resume_cli.exporters.pdf.engine.touched import ChangedError, touch

_MODULE = "weasyprint.css"
#: Properties whose computed value depends on others, or is stored together with the specified one.
_SPECIAL = {"position", "float", "display", "page"}


@cache
def fill_styles() -> None:
    """Make WeasyPrint's styles start from the initial values, for the rest of the process."""
    try:
        computed = touch(f"{_MODULE}:ComputedStyle.__init__#cascaded")
        anonymous = touch(f"{_MODULE}:AnonymousStyle.__init__#parent_style")
        missing = touch(f"{_MODULE}:ComputedStyle.__missing__#cascaded")
        touch(f"{_MODULE}:ComputedStyle.__missing__#parent_style")
        initial, inherited, physical = _initial(), touch(f"{_MODULE}:INHERITED"), _physical_of_logical()
    except ChangedError:
        return
    from weasyprint import css

    def computed_too(self: Any, parent_style: Any, cascaded: Any, *arguments: Any) -> None:  # noqa: ANN401 - WeasyPrint publishes no types
        self.update(initial)
        for name in cascaded:
            self.pop(name, None)
            for other in physical.get(name, ()):
                self.pop(other, None)
        computed(self, parent_style, cascaded, *arguments)

    def anonymous_too(self: Any, parent_style: Any) -> None:  # noqa: ANN401 - as above
        self.update(initial)
        anonymous(self, parent_style)

    def missing_too(self: Any, key: str) -> Any:  # noqa: ANN401 - as above
        if (key in inherited or key.startswith("__")) and key not in self.cascaded and self.parent_style is not None:
            value = self[key] = self.parent_style[key]
            return value
        return missing(self, key)

    css.ComputedStyle.__init__, css.AnonymousStyle.__init__ = computed_too, anonymous_too
    css.ComputedStyle.__missing__ = missing_too


def _initial() -> dict[str, Any]:
    """Return the initial values that are computed values as well. Raises ChangedError."""
    values, inherited = touch(f"{_MODULE}:INITIAL_VALUES"), touch(f"{_MODULE}:INHERITED")
    left_out = _SPECIAL | inherited | touch(f"{_MODULE}:INITIAL_NOT_COMPUTED")
    return {
        name: value
        for name, value in values.items()
        if name not in left_out and not name.startswith("text_decoration_")
    }


def _physical_of_logical() -> dict[str, set[str]]:
    """Return the properties that each logical one, such as `margin_inline_start`, may set. Raises ChangedError."""
    found: dict[str, set[str]] = {}
    for name, logical in touch(f"{_MODULE}:PHYSICAL_FUNCTIONS").items():
        for direction in ("ltr", "rtl"):
            found.setdefault(logical(block="ttb", inline=direction), set()).add(name)
    return found
