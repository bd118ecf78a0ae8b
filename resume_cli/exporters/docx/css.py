"""What a theme's style sheet says of the parts that Word has a style for.

Tokens say how large and how far apart things are; whether a theme sets its titles in the accent, its positions
in italics or its dates on a line of their own stands in its `resume.css`. Rules with plain selectors are read
here (`.resume .name`, with classes of keyword tokens on `.resume`, with `:lang()` at the end), so that a theme is
written once for all formats.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from resume_cli.theme.loader import Theme

_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_PARTS = re.compile(r"([^{}]*)([{}])")
_SELECTOR = re.compile(r"\.resume((?:\.[\w-]+)*) \.?([^:\[]+?(?:::[\w-]+)?)(?::lang\(([\w-]+)\))?")
_VARIABLE = re.compile(r"var\(\s*--([\w-]+)\s*(?:,[^()]*)?\)")
_NUMBER = re.compile(r"(-?(?:\d+(?:\.\d+)?|\.\d+))([a-z]*)")
_HEXADECIMAL = re.compile(r"#([0-9a-f]{3}|[0-9a-f]{6})", re.IGNORECASE)
_POINTS = {"": 1.0, "pt": 1.0, "mm": 72 / 25.4, "cm": 72 / 2.54, "in": 72.0, "px": 0.75}
# Fitting to a number of pages sets these for PDF; in a document of Word they have no value but one.
_SCALES = frozenset({"size", "space"})


@dataclass(frozen=True, slots=True)
class Sheet:
    """The rules of a theme that hold for a document: properties by what they are for (`name`, `entry-title`, …)."""

    theme: Theme
    rules: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def value(self, target: str, name: str) -> str:
        """Return a property as it is written, or nothing."""
        return self.rules.get(target, {}).get(name, "")

    def colour(self, target: str, name: str = "color") -> str:
        """Return a property that is a token's colour or hexadecimal as `1A2B3C`, or nothing."""
        return self._colour(self.value(target, name))

    def points(self, target: str, name: str, em: float) -> float | None:
        """Return a property that is a length or a product in points, or a bare number; `em` is the size around."""
        return self._product(self.value(target, name), em)

    def border(self, target: str, name: str) -> tuple[float, str] | None:
        """Return a border's width in points and its colour."""
        parts = self.value(target, name).split()
        width = self._product(parts[0], 0) if parts else None
        colour = self._colour(parts[-1]) if parts else ""
        return (width, colour) if width and colour else None

    def _colour(self, value: str) -> str:
        variable = _VARIABLE.fullmatch(value)
        if variable:
            known = variable[1] in self.theme.tokens
            return self.theme.colour(variable[1]).hexadecimal[1:].upper() if known else ""
        written = _HEXADECIMAL.fullmatch(value)
        if not written:
            return ""
        digits = written[1].upper()
        return digits if len(digits) == len("1A2B3C") else "".join(digit * 2 for digit in digits)

    def _product(self, value: str, em: float) -> float | None:
        inner = value.removeprefix("calc(").removesuffix(")") if value.startswith("calc(") else value
        factors = [self._factor(factor.strip(), em) for factor in inner.split("*")]
        known = [factor for factor in factors if factor is not None]
        return math.prod(known) if len(known) == len(factors) else None

    def _factor(self, written: str, em: float) -> float | None:
        variable = _VARIABLE.fullmatch(written)
        if variable and variable[1] in _SCALES:
            return 1.0
        if variable:
            token = self.theme.tokens.get(variable[1])
            written = f"{token:g}" if isinstance(token, float) else str(token)
        number = _NUMBER.fullmatch(written)
        if not number:
            return None
        unit = em if number[2] == "em" else _POINTS.get(number[2])
        return None if unit is None else float(number[1]) * unit


def read_sheet(theme: Theme, language: str, *, slants: bool) -> Sheet:
    """Return the rules for a document's language; `slants` says that its script has italics."""
    active = {f"{name}-{value}" for name, value in theme.tokens.items() if isinstance(value, str)}
    active |= {"slants"} if slants else set()
    found: dict[str, dict[str, tuple[int, str]]] = {}
    for selectors, declarations in _printed(theme.css):
        for selector in selectors.split(","):
            match = _SELECTOR.fullmatch(" ".join(selector.split()))
            classes = match[1].split(".")[1:] if match else []
            if match and active.issuperset(classes) and _speaks(language, match[3]):
                _add(found.setdefault(match[2], {}), declarations, len(classes) + bool(match[3]))
    plain = {target: {name: value for name, (_, value) in properties.items()} for target, properties in found.items()}
    return Sheet(theme, plain)


def _speaks(language: str, wanted: str | None) -> bool:
    """Tell whether a language is the one of a `:lang()`, or a part of it."""
    return wanted is None or f"{language}-".lower().startswith(f"{wanted}-".lower())


def _printed(css: str) -> Iterator[tuple[str, str]]:
    """Yield selectors and declarations of the rules that stand at the top, or in `@media print`."""
    around: list[str] = []
    for text, bracket in _PARTS.findall(_COMMENT.sub("", css)):
        if bracket == "{":
            around.append(" ".join(text.split()))
        elif around:
            selectors = around.pop()
            if not selectors.startswith("@") and all(outer == "@media print" for outer in around):
                yield selectors, text


def _add(properties: dict[str, tuple[int, str]], declarations: str, weight: int) -> None:
    """Add declarations; a rule with more classes outweighs one with fewer, and a later one an earlier."""
    for declaration in declarations.split(";"):
        name, _, value = (part.strip() for part in declaration.partition(":"))
        if name and properties.get(name, (0, ""))[0] <= weight:
            properties[name] = (weight, value)
