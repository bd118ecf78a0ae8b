"""Themes: data that says how a document looks, for every format.

A theme is a folder with `theme.toml` (`extends`, `[tokens]`), `resume.css`, and optionally `page.html.j2`;
it holds no Python. One table of typed tokens feeds CSS variables, Word styles and terminal styles.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeAlias, TypeVar

from resume_cli.errors import ThemeError


@dataclass(frozen=True, slots=True)
class Colour:
    """An opaque sRGB colour; channels from 0 to 255."""

    red: int
    green: int
    blue: int

    @property
    def hexadecimal(self) -> str:
        """The colour as `#1a2b3c`."""
        return f"#{self.red:02x}{self.green:02x}{self.blue:02x}"


@dataclass(frozen=True, slots=True)
class Length:
    """A length with its unit (`pt`, `mm`, `em`, …) as CSS writes it."""

    value: float
    unit: str

    @property
    def points(self) -> float:
        """The length in points; an `em` counts as the caller's business and raises ValueError."""
        factors = {"pt": 1.0, "mm": 72 / 25.4, "cm": 72 / 2.54, "in": 72.0, "px": 0.75}
        if self.unit not in factors:
            message = f"{self.unit} is no absolute unit"
            raise ValueError(message)
        return self.value * factors[self.unit]

    def __str__(self) -> str:
        return f"{self.value:g}{self.unit}"


#: Font families, the first choice first.
Fonts: TypeAlias = tuple[str, ...]
#: A typed token: never pasted text. Keywords are one of the words that the token's declaration lists.
Token: TypeAlias = Colour | Length | Fonts | float | str


Kind = TypeVar("Kind")


@dataclass(frozen=True, slots=True)
class Theme:
    """A loaded theme: tokens typed and complete, style sheets of its whole `extends` chain, the base first."""

    name: str
    tokens: Mapping[str, Token]
    css: str
    description: str = ""
    page_template: str | None = None
    extends: tuple[str, ...] = ()
    files: Mapping[str, bytes] = field(default_factory=dict)

    def colour(self, name: str) -> Colour:
        """Return a colour token."""
        return self._typed(name, Colour)

    def length(self, name: str) -> Length:
        """Return a length token."""
        return self._typed(name, Length)

    def fonts(self, name: str) -> Fonts:
        """Return a font-list token."""
        return self._typed(name, tuple)

    def number(self, name: str) -> float:
        """Return a number token."""
        return self._typed(name, float)

    def keyword(self, name: str) -> str:
        """Return a keyword token."""
        return self._typed(name, str)

    def _typed(self, name: str, kind: type[Kind]) -> Kind:
        token = self.tokens.get(name)
        if not isinstance(token, kind):
            message = f"theme {self.name} has no token {name} of type {kind.__name__}"
            raise ThemeError(message)
        return token
