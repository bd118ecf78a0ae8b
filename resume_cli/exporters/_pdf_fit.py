"""Fitting to a number of pages: gaps give way first, then the size of type, as far as it stays readable."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

    from resume_cli.theme import Theme

#: The smallest type that people read without effort, in points: running text, and dates or contacts.
SMALLEST_BODY = 8.5
SMALLEST_DETAIL = 7.5
_TIGHTEST_SPACE = 50
_SPACE_STEP = 5
_SIZE_STEP = 1


@dataclass(frozen=True, slots=True)
class Level:
    """How much the gaps and the type shrink, in percent."""

    space: int = 100
    size: int = 100

    @property
    def css(self) -> str:
        """The style sheet of this level, empty where nothing shrinks."""
        return "" if self == Level() else f":root{{--space:{self.space / 100:g};--size:{self.size / 100:g}}}"


@dataclass(frozen=True, slots=True)
class Fitted:
    """The pages at the level chosen; `smallest` is how many it would be at the tightest level, if that was tried."""

    pages: Any
    smallest: int | None = None


def levels(theme: Theme) -> tuple[Level, ...]:
    """Return the levels from as designed to the tightest; type that starts small shrinks less, or not at all."""
    body, detail = theme.length("body-size").points, theme.length("small-size").points
    least = max(SMALLEST_BODY / body, SMALLEST_DETAIL / detail)
    lowest = min(100, round(least * 100 + 0.49))
    gaps = [Level(space) for space in range(100, _TIGHTEST_SPACE - 1, -_SPACE_STEP)]
    sizes = [Level(_TIGHTEST_SPACE, size) for size in range(100 - _SIZE_STEP, lowest - 1, -_SIZE_STEP)]
    return (*gaps, *sizes)


def fit(render: Callable[[str], Any], wanted: int | None, theme: Theme) -> Fitted:
    """Return the loosest rendering with no more pages than wanted, or the one as designed when there is none.

    `render` takes a style sheet and returns an object with `pages`.
    """
    designed = render("")
    if wanted is None or len(designed.pages) <= wanted:
        return Fitted(designed)
    scale = levels(theme)
    tightest = render(scale[-1].css)
    if len(tightest.pages) > wanted:
        return Fitted(designed, len(tightest.pages))
    best, too_loose, fits = tightest, 0, len(scale) - 1
    while fits - too_loose > 1:
        middle = (too_loose + fits) // 2
        tried = render(scale[middle].css)
        if len(tried.pages) <= wanted:
            best, fits = tried, middle
        else:
            too_loose = middle
    return Fitted(best)
