"""What a theme's tokens come to in Word's units: twentieths of a point, half points, and colours without `#`."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from resume_cli.document import direction
from resume_cli.exporters.docx.languages import Faces, faces, writing

if TYPE_CHECKING:
    from resume_cli.document import Document
    from resume_cli.exporters.docx.css import Sheet
    from resume_cli.theme.images import Asset
    from resume_cli.theme.loader import Theme

TWIPS = 20
_PAPERS = {"A4": (11906, 16838), "Letter": (12240, 15840)}


@dataclass(frozen=True, slots=True)
class Design:
    """A theme, for the language and the paper of one document. `sheet` is what its style sheet adds to the tokens."""

    theme: Theme
    document: Document
    sheet: Sheet
    own_fonts: bool = False
    portrait: Asset | None = None

    def with_theme(self, theme: Theme) -> Design:
        """Return the design with other tokens of the same theme."""
        return replace(self, theme=theme, sheet=replace(self.sheet, theme=theme))

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

    @property
    def has_band(self) -> bool:
        """Whether name and headline stand on a coloured ground."""
        return bool(self.sheet.colour("banner", "background"))

    @property
    def dates_below(self) -> bool:
        """Whether dates stand on a line of their own below the title."""
        return self.sheet.value("line", "display") == "block"

    @property
    def headline_beside_name(self) -> bool:
        """Whether name and headline share a line."""
        return all(self.sheet.value(target, "display") == "inline" for target in ("name", "headline"))

    @property
    def header_line(self) -> tuple[float, str] | None:
        """The width in points and the colour of the line below the header, if there is one."""
        return self.sheet.border("header", "border-bottom")

    def leans(self, target: str) -> bool:
        """Tell whether the style sheet sets something in italics, and the script has any."""
        return self.alphabetic and self.sheet.value(target, "font-style") == "italic"

    def margin_above(self, target: str) -> float:
        """Return the white above a line of the header in points."""
        size = {"headline": "headline-size", "contacts": "small-size"}[target]
        return self.sheet.points(target, "margin-top", self.points(size)) or 0

    def twips(self, name: str) -> int:
        """Return a length token in twips."""
        return round(self.theme.length(name).points * TWIPS)

    def points(self, name: str) -> float:
        """Return a length token in points."""
        return self.theme.length(name).points

    def faces(self, name: str, language: str | None = None) -> Faces:
        """Return the families of a font token, for the document's language or another."""
        return faces(self.theme.fonts(name), language or self.language, as_written=self.own_fonts)

    def leading(self, size: str) -> float:
        """Return the line height of running text of a size token in points."""
        height = "ideographic-line-height" if self.ideographic else "line-height"
        return self.points(size) * self.theme.number(height)
