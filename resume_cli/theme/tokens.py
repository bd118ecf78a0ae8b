"""Tokens: the words by which a theme and its user say how a document looks, each with its one type.

A value is read into its type and written again from it, so no pasted text ever reaches a style sheet,
a Word style or a terminal. The one table below is what every format, `resume themes` and the docs read.
"""

from __future__ import annotations

import re
from difflib import get_close_matches
from typing import TYPE_CHECKING, Literal, TypeAlias

from msgspec import Struct

from resume_cli.errors import ThemeError

if TYPE_CHECKING:
    from collections.abc import Mapping


class Colour(Struct, frozen=True):
    """An opaque sRGB colour; channels from 0 to 255."""

    red: int
    green: int
    blue: int

    @property
    def hexadecimal(self) -> str:
        """The colour as `#1a2b3c`."""
        return f"#{self.red:02x}{self.green:02x}{self.blue:02x}"

    def __str__(self) -> str:
        return self.hexadecimal


class Length(Struct, frozen=True):
    """A length with its unit (`pt`, `mm`, `em`, …) as CSS writes it."""

    value: float
    unit: str

    @property
    def points(self) -> float:
        """The length in points; an `em` counts as the caller's business and raises ValueError."""
        if self.unit not in POINTS:
            message = f"{self.unit} is no absolute unit"
            raise ValueError(message)
        return self.value * POINTS[self.unit]

    def __str__(self) -> str:
        return f"{self.value:g}{self.unit}"


#: Font families, the first choice first; the last is one of the generic families.
Fonts: TypeAlias = tuple[str, ...]
#: A typed token: never pasted text. Keywords are one of the words that the token's declaration lists.
Token: TypeAlias = Colour | Length | Fonts | float | str

#: Points in each absolute unit.
POINTS: Mapping[str, float] = {"pt": 1.0, "mm": 72 / 25.4, "cm": 72 / 2.54, "in": 72.0, "px": 0.75}
GENERIC_FAMILIES = ("serif", "sans-serif", "monospace")

Kind: TypeAlias = Literal["colour", "length", "number", "fonts", "keyword"]


class Declaration(Struct, frozen=True):
    """What one token is for and which values it takes; `low` and `high` are points for a length."""

    kind: Kind
    description: str
    low: float = 0
    high: float = 0
    choices: tuple[str, ...] = ()

    @property
    def form(self) -> str:
        """The allowed values in words, to end the sentence "it must be …"."""
        match self.kind:
            case "colour":
                return "a colour such as #005a9c, rgb(0, 90, 156) or navy"
            case "length":
                return f"a length from {self.low:g}pt to {self.high:g}pt, in pt, mm, cm, in or px"
            case "number":
                return f"a number from {self.low:g} to {self.high:g}"
            case "fonts":
                return "font families, the first choice first, such as Source Sans 3, Noto Sans SC, sans-serif"
            case "keyword":
                return "one of " + ", ".join(self.choices)


def _colour(description: str) -> Declaration:
    return Declaration("colour", description)


def _length(low: float, high: float, description: str) -> Declaration:
    return Declaration("length", description, low, high)


def _keyword(description: str, *choices: str) -> Declaration:
    return Declaration("keyword", description, choices=choices)


#: Every token there is. A theme may set any of them and no other.
TOKENS: Mapping[str, Declaration] = {
    "accent": _colour("The theme's colour: rules, headings or links, as the theme uses it."),
    "text-colour": _colour("Running text."),
    "muted-colour": _colour("Dates, places and other side notes."),
    "rule-colour": _colour("Thin lines."),
    "background": _colour("The paper; in print it stays white unless a theme says otherwise."),
    "panel-background": _colour("The coloured column or band of themes that have one."),
    "panel-text": _colour("Text on the coloured column or band."),
    "dark-accent": _colour("`accent` where the reader prefers a dark screen."),
    "dark-text-colour": _colour("`text-colour` on a dark screen."),
    "dark-muted-colour": _colour("`muted-colour` on a dark screen."),
    "dark-rule-colour": _colour("`rule-colour` on a dark screen."),
    "dark-background": _colour("`background` on a dark screen."),
    "dark-panel-background": _colour("`panel-background` on a dark screen."),
    "dark-panel-text": _colour("`panel-text` on a dark screen."),
    "body-font": Declaration("fonts", "Families of the running text."),
    "heading-font": Declaration("fonts", "Families of section and entry titles."),
    "name-font": Declaration("fonts", "Families of the person's name."),
    "mono-font": Declaration("fonts", "Families of literal characters."),
    "body-size": _length(6, 18, "Size of the running text."),
    "small-size": _length(6, 16, "Size of dates, places and contacts."),
    "name-size": _length(9, 72, "Size of the person's name."),
    "headline-size": _length(6, 32, "Size of the line under the name."),
    "heading-size": _length(6, 32, "Size of section titles."),
    "entry-size": _length(6, 24, "Size of entry titles."),
    "line-height": Declaration("number", "Line height in alphabetic scripts, as a multiple of the size.", 1, 2.5),
    "ideographic-line-height": Declaration(
        "number", "Line height in Chinese, Japanese and Korean, whose characters fill their square.", 1, 2.5
    ),
    "margin-block": _length(14, 120, "Paper above and below the text."),
    "margin-inline": _length(14, 140, "Paper at both sides of the text."),
    "section-gap": _length(0, 60, "Space above a section's title."),
    "heading-gap": _length(0, 30, "Space below a section's title."),
    "entry-gap": _length(0, 40, "Space between entries."),
    "bullet-gap": _length(0, 20, "Space between paragraphs and list items."),
    "bullet-indent": _length(0, 40, "How far list items stand in."),
    "photo-width": _length(20, 200, "Width of the portrait."),
    "column-width": _length(60, 260, "Width of the side column in the sidebar layout."),
    "layout": _keyword("One column, or the header and a summary in a coloured side column.", "single", "sidebar"),
    "header-align": _keyword("Where name and contacts stand.", "start", "center"),
    "heading-style": _keyword(
        "What marks a section's title: nothing, a rule below or above, or a bar beside it.",
        "plain", "rule-below", "rule-above", "bar",
    ),
    "heading-case": _keyword("Section titles as written or in small capitals.", "as-written", "small-capitals"),
    "heading-weight": _keyword("Weight of section titles.", "regular", "bold"),
    "name-weight": _keyword("Weight of the name.", "regular", "bold"),
    "terms-layout": _keyword("Skills and languages: name before its description, or in two columns.",
                             "inline", "columns"),
    "link-style": _keyword("How links look.", "plain", "underline", "accent"),
    "bullet-style": _keyword("The mark before list items.", "disc", "dash", "square"),
    "photo-shape": _keyword("The portrait's outline.", "rectangle", "rounded", "circle"),
}  # fmt: skip

# The names people write first; any colour can be given in hexadecimal.
NAMED_COLOURS: Mapping[str, str] = {
    "black": "#000000", "white": "#ffffff", "gray": "#808080", "grey": "#808080", "silver": "#c0c0c0",
    "red": "#ff0000", "maroon": "#800000", "crimson": "#dc143c", "firebrick": "#b22222", "orange": "#ffa500",
    "gold": "#ffd700", "brown": "#a52a2a", "olive": "#808000", "green": "#008000", "darkgreen": "#006400",
    "teal": "#008080", "blue": "#0000ff", "navy": "#000080", "royalblue": "#4169e1", "steelblue": "#4682b4",
    "slategray": "#708090", "indigo": "#4b0082", "purple": "#800080", "darkslategray": "#2f4f4f",
}  # fmt: skip

_HEXADECIMAL = re.compile(r"#(?:[0-9a-f]{3}|[0-9a-f]{6})", re.IGNORECASE | re.ASCII)
_FUNCTION = re.compile(r"rgb\(\s*(\d{1,3})[\s,]+(\d{1,3})[\s,]+(\d{1,3})\s*\)", re.IGNORECASE | re.ASCII)
_LENGTH = re.compile(r"(\d{1,4}(?:\.\d{1,4})?|\.\d{1,4})\s*(pt|mm|cm|in|px)", re.ASCII)
_NUMBER = re.compile(r"\d{1,2}(?:\.\d{1,4})?|\.\d{1,4}", re.ASCII)
# Letters of any script, digits, spaces and the few marks that names of families have; nothing that ends a CSS string.
_FAMILY = re.compile(r"[\w][\w .+&-]{0,63}")
_MOST_FAMILIES = 12


def read_tokens(values: Mapping[str, object], where: str) -> dict[str, Token]:
    """Return typed tokens for the values of a theme, a profile or the command line.

    Raises ThemeError with the place `where`, the nearest name for an unknown token, and the wanted form.
    """
    tokens: dict[str, Token] = {}
    for name, value in values.items():
        declaration = TOKENS.get(name)
        if declaration is None:
            raise _unknown(name, where)
        token = _read(declaration, value)
        if token is None:
            message = f"{where}: token {name} cannot be {value!r}"
            raise ThemeError(message, hint=f"it must be {declaration.form}")
        tokens[name] = token
    return tokens


def _unknown(name: str, where: str) -> ThemeError:
    near = get_close_matches(name, TOKENS, n=1)
    hint = f"did you mean {near[0]}?" if near else "the tokens are " + ", ".join(TOKENS)
    return ThemeError(f"{where}: there is no token {name}", hint=hint)


def _read(declaration: Declaration, value: object) -> Token | None:
    """Return the value in its type, or nothing when it does not have the form."""
    match declaration.kind:
        case "colour":
            return _read_colour(value)
        case "length":
            return _read_length(value, declaration)
        case "number":
            return _read_number(value, declaration)
        case "fonts":
            return _read_fonts(value)
        case "keyword":
            return value if isinstance(value, str) and value in declaration.choices else None


def _read_colour(value: object) -> Colour | None:
    if not isinstance(value, str):
        return None
    text = value.strip().lower()
    text = NAMED_COLOURS.get(text, text)
    if _HEXADECIMAL.fullmatch(text):
        digits = text[1:] if len(text) > len("#abc") else "".join(digit * 2 for digit in text[1:])
        return Colour(int(digits[:2], 16), int(digits[2:4], 16), int(digits[4:], 16))
    found = _FUNCTION.fullmatch(text)
    channels = [int(channel) for channel in found.groups()] if found else []
    return Colour(*channels) if channels and max(channels) <= 255 else None


def _read_length(value: object, declaration: Declaration) -> Length | None:
    found = _LENGTH.fullmatch(value.strip()) if isinstance(value, str) else None
    if found is None:
        return None
    length = Length(float(found[1]), found[2])
    return length if declaration.low <= length.points <= declaration.high else None


def _read_number(value: object, declaration: Declaration) -> float | None:
    if isinstance(value, bool) or not isinstance(value, (int, float, str)):
        return None
    if isinstance(value, str) and not _NUMBER.fullmatch(value.strip()):
        return None
    number = float(value)
    return number if declaration.low <= number <= declaration.high else None


def _read_fonts(value: object) -> Fonts | None:
    names = value.split(",") if isinstance(value, str) else value
    if not isinstance(names, (list, tuple)) or not 0 < len(names) <= _MOST_FAMILIES:
        return None
    families = tuple(name.strip(" '\"") for name in names if isinstance(name, str))
    if len(families) != len(names) or not all(_FAMILY.fullmatch(family) for family in families):
        return None
    return families if families[-1] in GENERIC_FAMILIES else (*families, "sans-serif")
