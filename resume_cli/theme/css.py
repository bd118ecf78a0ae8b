"""Read a theme's style sheet for formats that have no CSS engine.

Tokens set sizes and distances. Other choices, such as titles in the accent colour, positions in italics or dates on
a separate line, are in `resume.css`. Rules with plain selectors are read here (`.resume
.name`, with classes of keyword tokens on `.resume`, with `:lang()` at the end), so that a theme is written once for
all formats.
"""

from __future__ import annotations

import math
from functools import lru_cache
from typing import TYPE_CHECKING, Any, TypeAlias

import tinycss2
from tinycss2.color3 import RGBA, parse_color

from resume_cli.theme.tokens import POINTS, Colour, Length

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from resume_cli.theme.loader import Theme

# tinycss2 publishes no types.
Node: TypeAlias = Any
Nodes: TypeAlias = tuple[Node, ...]

_HEAVY = frozenset({"bold", "bolder", "600", "700", "800", "900"})
# These are set in PDF to fit a number of pages. Other formats read tightened tokens instead.
_SCALES = frozenset({"size", "space"})


class StyleSheet:
    """The rules of a theme that apply to a language; `slants` is whether its script has italics.

    A property is looked up by its target: `name`, `entry-title`, or whatever follows `.resume` in a selector.
    """

    def __init__(self, theme: Theme, language: str, *, slants: bool) -> None:
        active = {f"{name}-{value}" for name, value in theme.tokens.items() if isinstance(value, str)}
        self._tokens, self._slants = theme.tokens, slants
        self._rules = _rules(theme.css, frozenset(active | {"slants"} if slants else active), language.lower())

    def value(self, target: str, name: str) -> str:
        """Return a property as written, or an empty string."""
        text: str = tinycss2.serialize(self._nodes(target, name))
        return text

    def colour(self, target: str, name: str = "color") -> Colour | None:
        """Return a property whose value is an opaque colour or a colour token, or None for any other value."""
        nodes = self._nodes(target, name)
        return self._colour(nodes[0]) if len(nodes) == 1 else None

    def points(self, target: str, name: str, em: float) -> float | None:
        """Return a length or a product of lengths and numbers in points; `em` is the size of the surrounding type."""
        return self._product(self._nodes(target, name), em)

    def border(self, target: str, name: str) -> tuple[float, Colour] | None:
        """Return the width in points and the colour of a border."""
        nodes = self._nodes(target, name)
        width, colour = (self._product(nodes[:1], 0), self._colour(nodes[-1])) if nodes else (None, None)
        return (width, colour) if width and colour else None

    def is_bold(self, target: str, *, otherwise: bool = False) -> bool:
        """Return whether a target is bold, or `otherwise` if the style sheet does not specify it."""
        weight = self.value(target, "font-weight")
        return weight in _HEAVY if weight and weight != "inherit" else otherwise

    def is_italic(self, target: str) -> bool:
        """Return whether a target is in italics, which only some scripts have."""
        return self._slants and self.value(target, "font-style") == "italic"

    def _nodes(self, target: str, name: str) -> Nodes:
        return self._rules.get(target, {}).get(name, ())

    def _colour(self, node: Node) -> Colour | None:
        if variable := _variable(node):
            token = self._tokens.get(variable)
            return token if isinstance(token, Colour) else None
        colour = parse_color(node)
        opaque = isinstance(colour, RGBA) and colour.alpha == 1
        return Colour(*(round(255 * channel) for channel in colour[:3])) if opaque else None

    def _product(self, nodes: Nodes, em: float) -> float | None:
        if len(nodes) == 1 and nodes[0].type == "function" and nodes[0].lower_name == "calc":
            nodes = _meaningful(nodes[0].arguments)
        factors = [self._factor(node, em) for node in nodes[::2]]
        known = [factor for factor in factors if factor is not None]
        is_product = known and len(known) == len(factors) and all(node == "*" for node in nodes[1::2])
        return math.prod(known) if is_product else None

    def _factor(self, node: Node, em: float) -> float | None:
        if node.type == "number":
            return float(node.value)
        if node.type == "dimension":
            unit = em if node.lower_unit == "em" else POINTS.get(node.lower_unit)
            return None if unit is None else unit * float(node.value)
        variable = _variable(node)
        token = self._tokens.get(variable)
        if isinstance(token, Length):
            return token.points
        return token if isinstance(token, float) else 1.0 if variable in _SCALES else None


@lru_cache(maxsize=32)
def _rules(css: str, active: frozenset[str], language: str) -> Mapping[str, Mapping[str, Nodes]]:
    """Return properties by target. Rules with more classes take precedence, and then later rules."""
    found: dict[str, dict[str, Nodes]] = {}
    weights: dict[tuple[str, str], tuple[bool, int]] = {}
    for selector, declarations in _parsed(css):
        root, _, rest = selector.partition(" ")
        target, _, wanted = rest.removeprefix(".").partition(":lang(")
        spoken = not wanted or f"{language}-".startswith(wanted.lower().replace(")", "-"))
        match root.split("."):
            case ["", "resume", *classes] if spoken and active.issuperset(classes):
                for each in declarations:
                    weight = each.important, len(classes) + bool(wanted)
                    if weights.get((target, each.lower_name), weight) <= weight:
                        weights[target, each.lower_name] = weight
                        found.setdefault(target, {})[each.lower_name] = _meaningful(each.value)
    return found


@lru_cache(maxsize=8)
def _parsed(css: str) -> tuple[tuple[str, Nodes], ...]:
    """Return selectors with the declarations of their rules. They are cached, since a batch needs them repeatedly."""
    return tuple(_printed(tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True)))


def _printed(rules: Iterable[Node]) -> Iterator[tuple[str, Nodes]]:
    """Yield the rules at the top level of a style sheet and in `@media print`."""
    for rule in rules:
        prelude = tinycss2.serialize([node for node in getattr(rule, "prelude", ()) if node.type != "comment"])
        if rule.type == "qualified-rule":
            contents = tinycss2.parse_blocks_contents(rule.content, skip_comments=True, skip_whitespace=True)
            declarations = tuple(node for node in contents if node.type == "declaration")
            yield from ((" ".join(selector.split()), declarations) for selector in prelude.split(","))
        elif (
            rule.type == "at-rule" and f"@{rule.lower_at_keyword} {prelude.strip()}" == "@media print" and rule.content
        ):
            yield from _printed(tinycss2.parse_rule_list(rule.content, skip_comments=True, skip_whitespace=True))


def _meaningful(nodes: Iterable[Node]) -> Nodes:
    return tuple(node for node in nodes if node.type not in {"whitespace", "comment"})


def _variable(node: Node) -> str:
    """Return the name of the token in `var(--token)`, or an empty string for any other value."""
    named = node.arguments if node.type == "function" and node.lower_name == "var" else ()
    return next((str(each.value).removeprefix("--") for each in named if each.type == "ident"), "")
