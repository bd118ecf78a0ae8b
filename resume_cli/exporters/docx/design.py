"""The design of one document in Word's units, from the tokens and the style sheet of its theme."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docx.shared import Length, Pt, Twips

from resume_cli.document import Terms, direction, is_hyphenated, plain
from resume_cli.exporters.docx.fonts import Faces, faces, script
from resume_cli.theme.css import StyleSheet

if TYPE_CHECKING:
    from resume_cli.document import Document
    from resume_cli.theme.images import Asset
    from resume_cli.theme.loader import Theme

_PAPERS = {"A4": (Twips(11906), Twips(16838)), "Letter": (Twips(12240), Twips(15840))}
_TALLEST_PORTRAIT = 2.0
# The least and the largest padding of a coloured header around its text, and that around a portrait in it, in points.
_BAND_PADDING, _LARGEST_PADDING, PORTRAIT_INSET = 10, 31, 5
#: The style of an entry's second line by the kind of its section; in others it is Entry Subtitle.
SECOND_LINES = dict.fromkeys(("work", "volunteer"), "Entry Position") | dict.fromkeys(
    ("publications", "patents", "awards", "certificates", "talks"), "Entry Source"
)
#: Space between the portrait and the text beside it and below it, in points.
PORTRAIT_GAP, PORTRAIT_GAP_BELOW = 15, 6


def length(points: float) -> Length:
    """Return a length in points as Word stores it, in twentieths of a point."""
    return Twips(round(points * 20))


def type_size(points: float) -> Length:
    """Return a type size in points as Word stores it, in half points."""
    return Pt(round(points * 2) / 2)


class Design:
    """A theme for the language and the paper of one document.

    `dates_below` and `headline_beside_name` determine the lines of entries and of the header. `band` is the background
    of name and headline, and `header_line` the width in points and the colour of the line below the header.
    """

    def __init__(
        self, theme: Theme, document: Document, portrait: Asset | None = None, *, own_fonts: bool = False
    ) -> None:
        self.theme, self.document, self.portrait, self.own_fonts = theme, document, portrait, own_fonts
        self.language = document.language
        self.script = script(self.language)
        self.hyphenates = is_hyphenated(self.language)
        self.right_to_left = direction(self.language) == "rtl"
        self.paper = _PAPERS[document.paper]
        self.margins = length(self.points("margin-block")), length(self.points("margin-inline"))
        self.text_width = Length(self.paper[0] - 2 * self.margins[1])
        self.sheet = StyleSheet(theme, self.language, slants=self.script == "latin")
        self.band = self.sheet.colour("banner", "background")
        self.contacts_on_band = self.band is not None and self.sheet.colour("header", "background") is not None
        self.dates_below = self.sheet.value("line", "display") == "block"
        self.headline_beside_name = {self.sheet.value(each, "display") for each in ("name", "headline")} == {"inline"}
        self.header_line = self.sheet.border("header", "border-bottom")
        self.centred = self.has("header-align", "center")
        blocks = (block for section in document.sections for block in section.blocks)
        self.has_rows_of_two = any(isinstance(block, Terms) and block.columns > 1 for block in blocks)

    def with_theme(self, theme: Theme) -> Design:
        """Return the design with other tokens of the same theme."""
        return Design(theme, self.document, self.portrait, own_fonts=self.own_fonts)

    def has(self, token: str, value: str) -> bool:
        """Return whether a keyword token has a value."""
        return self.theme.keyword(token) == value

    def points(self, token: str) -> float:
        """Return a length token in points."""
        return self.theme.length(token).points

    def leading(self, token: str) -> float:
        """Return the line height, in points, of running text in the size of a token."""
        height = "ideographic-line-height" if self.script == "east-asian" else "line-height"
        return self.points(token) * self.theme.number(height)

    def faces(self, token: str, language: str | None = None) -> Faces:
        """Return the families of a font token, for the document's language or another."""
        return faces(self.theme.fonts(token), language or self.language, as_written=self.own_fonts)

    def margin_above(self, target: str) -> float:
        """Return the space above a line of the header in points."""
        size = {"headline": "headline-size", "contacts": "small-size"}[target]
        return self.sheet.points(target, "margin-top", self.points(size)) or 0

    def header_height(self) -> float:
        """Estimate the height of name and headline together, in points."""
        header = self.document.header
        name = 1.2 * self.points("name-size") if plain(header.name) else 0
        if self.contacts_on_band:
            name += self.margin_above("contacts") + self.leading("small-size")
        if self.headline_beside_name or not plain(header.headline):
            return name
        return name + self.margin_above("headline") + 1.3 * self.points("headline-size")

    def portrait_size(self) -> tuple[float, float]:
        """Return the width and height of the portrait in points; it is scaled down to fit a coloured header."""
        if self.portrait is None:
            return 0, 0
        width = self.points("photo-width")
        shape = 1 if self.has("photo-shape", "circle") else self.portrait.height / self.portrait.width
        height = width * min(shape, _TALLEST_PORTRAIT)
        highest = self.header_height() + 2 * (_LARGEST_PADDING - PORTRAIT_INSET)
        scale = min(1, highest / height) if self.band else 1
        return width * scale, height * scale

    def header_sides(self) -> tuple[Length, Length]:
        """Return the space that the header leaves for the portrait before and after its lines.

        A centred header leaves the same space opposite the portrait, so that the name is on the axis of the page.
        """
        taken = length(self.portrait_size()[0] + PORTRAIT_GAP) if self.portrait and not self.band else length(0)
        return taken if self.centred else length(0), taken

    def band_padding(self) -> tuple[float, float]:
        """Return the padding of a coloured header above and below its text, and at the sides, in points."""
        beyond = (self.portrait_size()[1] - self.header_height()) / 2 + PORTRAIT_INSET
        return max(_BAND_PADDING, beyond) if self.portrait else _BAND_PADDING, _BAND_PADDING
