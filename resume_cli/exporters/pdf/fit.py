"""Fitting to a number of pages: the search for a level of tightening, with as few layouts as possible."""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from resume_cli.exporters.pdf.engine.pages import filled
from resume_cli.theme.levels import Level, levels

if TYPE_CHECKING:
    from collections.abc import Callable

    from resume_cli.theme.loader import Theme

# A last page with less free space than this, as a share of a page, counts as full: looser levels would gain little.
_FULL = 0.125
# Six lines, as a share of a page, and the smallest type size, in per cent, that may be used to save their page.
_FEW_LINES, _LEAST_SIZE = 0.11, 97
_NOTHING = 1e-6


class Fitted(Struct, frozen=True):
    """The pages at the level chosen; `smallest` is their number if it exceeds the wanted one."""

    pages: Any
    smallest: int | None = None


def fit(render: Callable[[str], Any], wanted: int | str, theme: Theme) -> Fitted:
    """Return about the loosest rendering with no more pages than wanted, or else with the fewest pages possible.

    With `auto`, a last page of a few lines is saved if a little tightening is enough; with `free`, it is kept.
    `render` takes a style sheet and returns an object with `pages`. Every rendering costs as much as the first one,
    so the length of each determines which level to try next; two or three are usually enough.
    """
    designed = render("")
    tried, count = {0: designed}, len(designed.pages)
    if wanted == "auto":
        spared = count > 1 and filled(designed) < count - 1 + _FEW_LINES
        little = tuple(level for level in levels(theme) if level.size >= _LEAST_SIZE)
        return Fitted((_search(render, count - 1, little, tried) if spared else None) or designed)
    if isinstance(wanted, str) or count <= wanted:
        return Fitted(designed)
    found = _search(render, wanted, levels(theme), tried)
    if found is None:
        smallest = min(len(each.pages) for each in tried.values())
        found = _search(render, smallest, levels(theme), tried)
        return Fitted(found, smallest)
    return Fitted(found)


def _search(render: Callable[[str], Any], wanted: int, scale: tuple[Level, ...], tried: dict[int, Any]) -> Any | None:  # noqa: ANN401 - WeasyPrint publishes no types
    """Return the loosest rendering with no more pages than wanted, or None; levels already tried are reused."""
    fitting = [index for index, each in tried.items() if len(each.pages) <= wanted]
    fits = min(fitting, default=len(scale))
    too_loose = max((index for index in tried if index < fits), default=-1)
    while fits - too_loose > 1:
        if fits == len(scale):
            guess = _loosest(scale, wanted, too_loose, filled(tried[too_loose]))
        else:
            longer, shorter = filled(tried[too_loose]), filled(tried[fits])
            guess = too_loose + ceil((longer - wanted) / max(longer - shorter, _NOTHING) * (fits - too_loose))
            if guess >= fits or shorter > wanted - _FULL:
                break
        index = max(too_loose + 1, min(guess, fits - 1))
        tried[index] = render(scale[index].css)
        if len(tried[index].pages) <= wanted:
            fits = index
        else:
            too_loose = index
    return tried.get(fits)


def _loosest(scale: tuple[Level, ...], wanted: int, measured: int, length: float) -> int:
    """Return the index of the loosest level expected to fit, given the length of a measured one; else the last."""
    for index, level in enumerate(scale):
        if length * _share(level) / _share(scale[measured]) <= wanted:
            return index
    return len(scale) - 1


def _share(level: Level) -> float:
    """Return the estimated length at a level as a share of the designed length, three tenths of which are gaps."""
    return (0.7 + 0.3 * level.space / 100) * level.size / 100
