"""Measure the contrast between texts and their backgrounds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from resume_cli.errors import Problem
from resume_cli.theme.tokens import Colour

if TYPE_CHECKING:
    from collections.abc import Iterator

    from resume_cli.theme.loader import Theme

#: The contrast below which a text is invisible to readers.
UNSEEN = 1.3
_TEXTS = ("text-colour", "muted-colour", "accent")


def pale(theme: Theme, least: float) -> Iterator[Problem]:
    """Yield problems for text colours whose contrast on white paper or the theme's panel is below `least`."""
    pairs = [(name, "white", Colour(255, 255, 255)) for name in _TEXTS]
    for name, ground, behind in (*pairs, ("panel-text", "`panel-background`", theme.colour("panel-background"))):
        ratio = contrast(theme.colour(name), behind)
        if ratio < least:
            message = f"`{name}` has a contrast of {ratio:.1f} : 1 on {ground}; readers need 4.5 : 1"
            yield Problem("low-contrast", message, ("meta", "tokens", name), hint="choose colours further apart")


def contrast(first: Colour, second: Colour) -> float:
    """Return the contrast of two colours, as WCAG 2.2 defines it."""
    darker, lighter = sorted((_luminance(first), _luminance(second)))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: Colour) -> float:
    red, green, blue = (_linear(part / 255) for part in (colour.red, colour.green, colour.blue))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
