"""Levels of tightening, used to fit a document to a number of pages. Gaps shrink first, and then type."""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from resume_cli.theme.tokens import Length

if TYPE_CHECKING:
    from resume_cli.theme.loader import Theme
    from resume_cli.theme.tokens import Token

#: The tokens that shrink. Gaps shrink to half in steps of 5 %, and line heights by a fifth of that; then type shrinks
#: to the smallest readable size.
GAPS = ("section-gap", "heading-gap", "entry-gap", "bullet-gap")
LEADINGS = ("line-height", "ideographic-line-height")
SIZES = ("body-size", "small-size", "headline-size", "heading-size", "entry-size", "name-size")
TIGHTEST_SPACE, SPACE_STEP = 50, 5
#: The smallest readable sizes in points: running text, and dates or contacts.
SMALLEST = {"body-size": 8.5, "small-size": 7.5}
# The tolerance in per cent, which is invisible.
_NOTHING = 0.01


class Level(Struct, frozen=True):
    """The remaining size of gaps and type, in per cent."""

    space: int = 100
    size: int = 100

    @property
    def css(self) -> str:
        """The level as a style sheet, which is empty if nothing shrinks."""
        return "" if self == Level() else f":root{{--space:{self.space / 100:g};--size:{self.size / 100:g}}}"

    def tightened(self, theme: Theme) -> Theme:
        """Return a theme with its tokens tightened by this level, for formats without style sheets."""
        tokens: dict[str, Token] = dict(theme.tokens)
        for names, percent in ((GAPS, self.space), (SIZES, self.size)):
            lengths = {name: theme.length(name) for name in names}
            tokens |= {name: Length(each.value * percent / 100, each.unit) for name, each in lengths.items()}
        leading = 0.8 + 0.2 * self.space / 100
        return replace(theme, tokens=tokens | {name: theme.number(name) * leading for name in LEADINGS})


def levels(theme: Theme, *, size_step: int = 1) -> tuple[Level, ...]:
    """Return the levels from the original design to the tightest. Small type shrinks less or not at all."""
    least = max(points / theme.length(name).points for name, points in SMALLEST.items())
    lowest = min(100, ceil(100 * least - _NOTHING))
    gaps = [Level(space) for space in range(100, TIGHTEST_SPACE - 1, -SPACE_STEP)]
    sizes = [Level(TIGHTEST_SPACE, size) for size in range(100 - size_step, lowest - 1, -size_step)]
    return (*gaps, *sizes)
