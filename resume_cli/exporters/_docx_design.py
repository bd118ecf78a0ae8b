"""What a theme's tokens come to in Word's units: twentieths of a point, half points, and colours without `#`."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from resume_cli.document import direction
from resume_cli.exporters._docx_css import colour
from resume_cli.exporters._docx_languages import Faces, faces, writing

if TYPE_CHECKING:
    from collections.abc import Mapping

    from resume_cli.document import Document
    from resume_cli.theme import Theme

TWIPS = 20
_PAPERS = {"A4": (11906, 16838), "Letter": (12240, 15840)}


@dataclass(frozen=True, slots=True)
class Design:
    """A theme, for the language and the paper of one document; `rules` is what its style sheet adds to the tokens."""

    theme: Theme
    document: Document
    own_fonts: bool = False
    rules: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    @property
    def language(self) -> str:
        """The document's language."""
        return self.document.language

    @property
    def right_to_left(self) -> bool:
        """Whether paragraphs begin at the right."""
        return direction(self.language) == "rtl"

    @property
    def ideographic(self) -> bool:
        """Whether the text is Chinese, Japanese or Korean."""
        return writing(self.language) == "east-asian"

    @property
    def alphabetic(self) -> bool:
        """Whether letters may be set in capitals, spaced or slanted: not Chinese, not Arabic."""
        return writing(self.language) == "latin"

    @property
    def paper(self) -> tuple[int, int]:
        """Width and height of the paper in twips."""
        return _PAPERS[self.document.paper]

    @property
    def margins(self) -> tuple[int, int]:
        """The margins above and below, and at both sides, in twips."""
        return self.twips("margin-block"), self.twips("margin-inline")

    @property
    def text_width(self) -> int:
        """The width between the margins in twips."""
        return self.paper[0] - 2 * self.margins[1]

    def colour(self, name: str) -> str:
        """Return a colour token as `1A2B3C`."""
        return self.theme.colour(name).hexadecimal[1:].upper()

    def ruled_colour(self, target: str, otherwise: str, what: str = "color") -> str:
        """Return the colour that the style sheet gives to a class or an element, or that of a token."""
        ruled = colour(self.theme, self.rules.get(target, {}).get(what, ""))
        return ruled or (self.colour(otherwise) if otherwise else "")

    def twips(self, name: str) -> int:
        """Return a length token in twips."""
        return round(self.theme.length(name).points * TWIPS)

    def points(self, name: str) -> float:
        """Return a length token in points."""
        return self.theme.length(name).points

    def half_points(self, name: str) -> int:
        """Return a length token in half points, Word's unit of type size."""
        return round(self.theme.length(name).points * 2)

    def faces(self, name: str, language: str | None = None) -> Faces:
        """Return the families of a font token, for the document's language or another."""
        return faces(self.theme.fonts(name), language or self.language, as_written=self.own_fonts)

    def leading(self, size: str) -> int:
        """Return the line height of running text of a size token in twips."""
        height = "ideographic-line-height" if self.ideographic else "line-height"
        return round(self.points(size) * self.theme.number(height) * TWIPS)
