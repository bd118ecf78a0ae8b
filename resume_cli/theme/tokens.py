"""Parse tokens, the typed values by which a theme, a profile or the command line sets the appearance of a document.

A value is parsed into its type and serialized again, so that no raw text reaches a style sheet, a Word style or a
terminal. Every format, `resume themes` and the documentation use the table below.
"""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING, Literal, TypeAlias

from msgspec import Struct

from resume_cli.errors import ThemeError
from resume_cli.suggestions import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


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
    """A length in one of CSS's absolute units."""

    value: float
    unit: str

    @property
    def points(self) -> float:
        """The length in points."""
        return self.value * POINTS[self.unit]

    def __str__(self) -> str:
        return f"{self.value:g}{self.unit}"


#: Font families, the first choice first; the last is a generic family.
Fonts: TypeAlias = tuple[str, ...]
#: The value of a token. A keyword is one of the choices that its declaration lists.
Token: TypeAlias = Colour | Length | Fonts | float | str

#: Points in each absolute unit.
POINTS: Mapping[str, float] = {"pt": 1.0, "mm": 72 / 25.4, "cm": 72 / 2.54, "in": 72.0, "px": 0.75}
GENERIC_FAMILIES = ("serif", "sans-serif", "monospace")


_FORMS = {
    "colour": "a colour such as #005a9c, rgb(0, 90, 156) or navy",
    "length": "a length from {low:g}pt to {high:g}pt, in pt, mm, cm, in or px",
    "number": "a number from {low:g} to {high:g}",
    "fonts": "font families, the first choice first, such as Source Sans 3, Noto Sans SC, sans-serif",
    "keyword": "one of {choices}",
}


class Declaration(Struct, frozen=True):
    """The purpose and the valid values of a token; `low` and `high` are in points for a length.

    A keyword that `arranges` changes the document before it is exported. Its first choice leaves it unchanged.
    """

    kind: Literal["colour", "length", "number", "fonts", "keyword"]
    description: str
    low: float = 0
    high: float = 0
    choices: tuple[str, ...] = ()
    arranges: bool = False

    @property
    def form(self) -> str:
        """The valid values, as the end of the sentence "it must be …"."""
        return _FORMS[self.kind].format(low=self.low, high=self.high, choices=", ".join(self.choices))


_colour, _fonts = partial(Declaration, "colour"), partial(Declaration, "fonts")
_length, _number = partial(Declaration, "length"), partial(Declaration, "number")


def _keyword(description: str, *choices: str, arranges: bool = False) -> Declaration:
    return Declaration("keyword", description, choices=choices, arranges=arranges)


#: All tokens. A theme may set no others.
TOKENS: Mapping[str, Declaration] = {
    "accent": _colour("The theme's main colour: of rules, headings or links, as the theme has it."),
    "text-colour": _colour("Running text."),
    "muted-colour": _colour("Dates, places and other secondary text."),
    "rule-colour": _colour("Thin lines."),
    "background": _colour("The page; in print it stays white unless a theme colours it."),
    "panel-background": _colour("The coloured column or band, in themes that have one."),
    "panel-text": _colour("Text on the coloured column or band."),
    "dark-accent": _colour("`accent` for readers who prefer a dark screen."),
    "dark-text-colour": _colour("`text-colour` on a dark screen."),
    "dark-muted-colour": _colour("`muted-colour` on a dark screen."),
    "dark-rule-colour": _colour("`rule-colour` on a dark screen."),
    "dark-background": _colour("`background` on a dark screen."),
    "dark-panel-background": _colour("`panel-background` on a dark screen."),
    "dark-panel-text": _colour("`panel-text` on a dark screen."),
    "body-font": _fonts("Families of the running text."),
    "heading-font": _fonts("Families of section and entry titles."),
    "name-font": _fonts("Families of the person's name."),
    "mono-font": _fonts("Families of code."),
    "body-size": _length("Size of the running text.", 6, 18),
    "small-size": _length("Size of dates, places and contacts.", 6, 16),
    "name-size": _length("Size of the person's name.", 9, 72),
    "headline-size": _length("Size of the line under the name.", 6, 32),
    "heading-size": _length("Size of section titles.", 6, 32),
    "entry-size": _length("Size of entry titles.", 6, 24),
    "line-height": _number("Line height in alphabetic scripts, as a multiple of the size.", 1, 2.5),
    "ideographic-line-height": _number(
        "Line height in Chinese, Japanese and Korean, whose characters fill their square.", 1, 2.5
    ),
    "margin-block": _length("Page margin above and below the text.", 14, 120),
    "margin-inline": _length("Page margin on both sides of the text.", 14, 140),
    "section-gap": _length("Space above a section's title.", 0, 60),
    "heading-gap": _length("Space below a section's title.", 0, 30),
    "entry-gap": _length("Space between entries.", 0, 40),
    "bullet-gap": _length("Space between paragraphs and list items.", 0, 20),
    "bullet-indent": _length("Indent of list items.", 0, 40),
    "photo-width": _length("Width of the portrait.", 20, 200),
    "column-width": _length("Width of the column for titles in the sidebar layout.", 60, 260),
    "layout": _keyword("One column, or a band above and titles in a column beside the text.", "single", "sidebar"),
    "header-align": _keyword("Alignment of the name and the contacts.", "start", "center"),
    "heading-style": _keyword(
        "What marks a section's title: nothing, a rule below or above, or a bar beside it.",
        "plain", "rule-below", "rule-above", "bar",
    ),
    "heading-case": _keyword("Section titles as written or in small capitals.", "as-written", "small-capitals"),
    "heading-weight": _keyword("Weight of section titles.", "regular", "bold"),
    "name-weight": _keyword("Weight of the name.", "regular", "bold"),
    "contacts-layout": _keyword("Contacts and details of the person: in lines below the name, or in a table.",
                                "lines", "table", arranges=True),
    "closing": _keyword("What ends the document: nothing, or a line with place and date, and the name to sign above.",
                        "none", "signature", arranges=True),
    "entry-duration": _keyword("How long a job, a role, voluntary work or a project was: not said, or after its dates.",
                               "none", "after-dates", arranges=True),
    "entry-lead": _keyword("What a job begins with.", "employer", "position"),
    "entry-head": _keyword("What a job or a degree begins with: two lines, or one where there is room.",
                           "two-lines", "one-line", arranges=True),
    "terms-layout": _keyword("Skills and languages: the name before its description, or in a column of its own.",
                             "inline", "columns"),
    "skills-columns": _keyword("Four and more short skills: one below the other, or two in a row.",
                               "one", "two", arranges=True),
    "link-style": _keyword(
        "How links are marked on paper that do not show their address: not at all, underlined, in the accent colour, "
        "or with the address behind them.",
        "plain", "underline", "accent", "address",
    ),
    "bullet-style": _keyword("The mark before list items.", "disc", "dash", "square"),
    "photo-shape": _keyword("The portrait's outline.", "rectangle", "rounded", "circle"),
}  # fmt: skip

# Common colour names. Any colour can be given in hexadecimal.
NAMED_COLOURS: Mapping[str, str] = {
    "black": "#000000", "white": "#ffffff", "gray": "#808080", "grey": "#808080", "silver": "#c0c0c0",
    "red": "#ff0000", "maroon": "#800000", "crimson": "#dc143c", "firebrick": "#b22222", "orange": "#ffa500",
    "gold": "#ffd700", "brown": "#a52a2a", "olive": "#808000", "green": "#008000", "darkgreen": "#006400",
    "teal": "#008080", "blue": "#0000ff", "navy": "#000080", "royalblue": "#4169e1", "steelblue": "#4682b4",
    "slategray": "#708090", "indigo": "#4b0082", "purple": "#800080", "darkslategray": "#2f4f4f",
}  # fmt: skip

_HEXADECIMAL = re.compile(r"#(?:[0-9a-f]{3}|[0-9a-f]{6})", re.ASCII)
_RGB = re.compile(r"rgb\(\s*(\d{1,3})[\s,]+(\d{1,3})[\s,]+(\d{1,3})\s*\)", re.ASCII)
_LENGTH = re.compile(r"(\d{1,4}(?:\.\d{1,4})?|\.\d{1,4})\s*(pt|mm|cm|in|px)", re.ASCII)
_NUMBER = re.compile(r"\d{1,2}(?:\.\d{1,4})?|\.\d{1,4}", re.ASCII)
# Letters of any script, digits, spaces and common punctuation in names of families, but nothing that ends a CSS string.
_FAMILY = re.compile(r"[\w][\w .+&-]{0,63}")
_MOST_FAMILIES = 12


def read_tokens(values: Mapping[str, object], where: str) -> dict[str, Token]:
    """Return typed tokens for the values of a theme, a profile or the command line.

    Raises ThemeError for an unknown token or an invalid value; its message begins with `where`.
    """
    tokens: dict[str, Token] = {}
    for name, value in values.items():
        declaration = TOKENS.get(name)
        if declaration is None:
            hint = did_you_mean(name, TOKENS) or f"the tokens are {', '.join(TOKENS)}"
            raise ThemeError(f"{where}: there is no token `{name}`", hint=hint)
        token = _READERS[declaration.kind](value, declaration)
        if token is None:
            message = f"{where}: token `{name}` cannot be `{value}`"
            raise ThemeError(message, hint=f"it must be {declaration.form}")
        tokens[name] = token
    return tokens


def _read_colour(value: object, _declaration: Declaration) -> Colour | None:
    if not isinstance(value, str):
        return None
    text = value.strip().lower()
    text = NAMED_COLOURS.get(text, text)
    if _HEXADECIMAL.fullmatch(text):
        return Colour(*bytes.fromhex(text[1:] if len(text) > len("#abc") else "".join(digit * 2 for digit in text[1:])))
    found = _RGB.fullmatch(text)
    channels = [int(channel) for channel in found.groups()] if found else []
    return Colour(*channels) if channels and max(channels) <= 255 else None


def _read_length(value: object, declaration: Declaration) -> Length | None:
    found = _LENGTH.fullmatch(value.strip()) if isinstance(value, str) else None
    length = Length(float(found[1]), found[2]) if found else None
    return length if length and declaration.low <= length.points <= declaration.high else None


def _read_number(value: object, declaration: Declaration) -> float | None:
    if isinstance(value, bool) or not isinstance(value, (int, float, str)):
        return None
    if isinstance(value, str) and not _NUMBER.fullmatch(value.strip()):
        return None
    number = float(value) if isinstance(value, str) else value
    return float(number) if declaration.low <= number <= declaration.high else None


def _read_fonts(value: object, _declaration: Declaration) -> Fonts | None:
    names = value.split(",") if isinstance(value, str) else value
    if not isinstance(names, (list, tuple)) or not 0 < len(names) <= _MOST_FAMILIES:
        return None
    families = tuple(name.strip(" '\"") for name in names if isinstance(name, str))
    if len(families) != len(names) or not all(map(_FAMILY.fullmatch, families)):
        return None
    return families if families[-1] in GENERIC_FAMILIES else (*families, "sans-serif")


def _read_keyword(value: object, declaration: Declaration) -> str | None:
    return value if isinstance(value, str) and value in declaration.choices else None


_READERS: Mapping[str, Callable[[object, Declaration], Token | None]] = {
    "colour": _read_colour, "length": _read_length, "number": _read_number, "fonts": _read_fonts,
    "keyword": _read_keyword,
}  # fmt: skip
