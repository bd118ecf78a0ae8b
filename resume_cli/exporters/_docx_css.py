"""What a theme's style sheet says of the parts that Word has a style for.

Tokens say how large and how far apart things are; whether a theme sets its titles in the accent, its positions
in italics or its headings in capitals stands in its `resume.css`. Rules with plain selectors (`.resume .name`,
with classes of keyword tokens on `.resume`) are read here, so that a theme is written once for all formats.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from resume_cli.theme import Theme

# The properties that become something in Word.
_PROPERTIES = frozenset({"background", "color", "font-style", "font-weight", "letter-spacing", "text-transform"})
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_PARTS = re.compile(r"([^{}]*)([{}])")
_SELECTOR = re.compile(r"\.resume((?:\.[\w-]+)*)(?: \.(?:header|section|entry|entry-head|line))? \.?([\w-]+)")
_VARIABLE = re.compile(r"var\(\s*--([\w-]+)\s*(?:,[^()]*)?\)")
_HEXADECIMAL = re.compile(r"#([0-9a-f]{3}|[0-9a-f]{6})", re.IGNORECASE)


def rules(theme: Theme) -> dict[str, dict[str, str]]:
    """Return for each class or element the properties that a theme's style sheet gives it on paper."""
    active = {f"{name}-{value}" for name, value in theme.tokens.items() if isinstance(value, str)}
    found: dict[str, dict[str, tuple[int, str]]] = {}
    for selectors, declarations in _printed(theme.css):
        for selector in selectors.split(","):
            match = _SELECTOR.fullmatch(" ".join(selector.split()))
            classes = match[1].split(".")[1:] if match else []
            if match and active.issuperset(classes):
                _add(found.setdefault(match[2], {}), declarations, len(classes))
    return {
        target: {name: value for name, (_, value) in properties.items()}
        for target, properties in found.items()
        if properties
    }


def colour(theme: Theme, value: str) -> str | None:
    """Return a CSS colour as `1A2B3C`, when it is a token's or written in hexadecimal."""
    variable = _VARIABLE.fullmatch(value)
    if variable:
        return theme.colour(variable[1]).hexadecimal[1:].upper() if variable[1] in theme.tokens else None
    written = _HEXADECIMAL.fullmatch(value)
    if not written:
        return None
    digits = written[1]
    return (digits if len(digits) == len("1a2b3c") else "".join(digit * 2 for digit in digits)).upper()


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
        name, _, value = declaration.partition(":")
        name, value = name.strip(), value.strip()
        if name in _PROPERTIES and properties.get(name, (0, ""))[0] <= weight:
            properties[name] = (weight, value)
