"""Fitting to a number of pages: which levels of tightening are worth trying, each of which is a new layout."""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from resume_cli.exporters.pdf.engine.filled import filled
from resume_cli.theme.levels import Level, levels

if TYPE_CHECKING:
    from collections.abc import Callable

    from resume_cli.theme.loader import Theme

# A last page with less room than this, as a share of a page, is as good as full.
_FULL = 0.03
_NOTHING = 1e-6


class Fitted(Struct, frozen=True):
    """The pages at the level chosen; `smallest` is how many it would be at the tightest level, if that was tried."""

    pages: Any
    smallest: int | None = None


def fit(render: Callable[[str], Any], wanted: int | None, theme: Theme) -> Fitted:
    """Return a rendering with no more pages than wanted, as loose as can be, or the one as designed if none is.

    `render` takes a style sheet and returns an object with `pages`. Every rendering costs as much as the document
    itself, so each says by its length where to look next; two or three are enough as a rule.
    """
    designed = render("")
    if wanted is None or len(designed.pages) <= wanted:
        return Fitted(designed)
    scale = levels(theme)
    best, smallest = None, len(designed.pages)
    too_loose, fits = 0, len(scale)
    lengths = {0: filled(designed)}
    guess = _loosest(scale, wanted, 0, lengths[0])
    while fits - too_loose > 1:
        index = max(too_loose + 1, min(guess, fits - 1))
        tried = render(scale[index].css)
        lengths[index] = filled(tried)
        if len(tried.pages) <= wanted:
            best, fits = tried, index
        else:
            smallest, too_loose = len(tried.pages), index
        if best is None:
            guess = _loosest(scale, wanted, index, lengths[index])
        else:
            share = (lengths[too_loose] - wanted) / max(lengths[too_loose] - lengths[fits], _NOTHING)
            guess = too_loose + ceil(share * (fits - too_loose))
            if guess >= fits or lengths[fits] > wanted - _FULL:
                break
    return Fitted(designed, smallest) if best is None else Fitted(best)


def _loosest(scale: tuple[Level, ...], wanted: int, measured: int, length: float) -> int:
    """Return the loosest level that should fit, seen from one whose length is known; the last when none should."""
    for index, level in enumerate(scale):
        if length * _share(level) / _share(scale[measured]) <= wanted:
            return index
    return len(scale) - 1


def _share(level: Level) -> float:
    """Return about how long a document gets at a level, of its length as designed: a quarter of it are gaps."""
    return (0.75 + 0.25 * level.space / 100) * level.size / 100
