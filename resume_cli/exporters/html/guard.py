"""Limits on a theme's style sheet: it must fetch nothing, take little time to draw, and leave other pages alone."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

import tinycss2

from resume_cli.errors import ThemeError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from resume_cli.theme.loader import Theme

# Functions and rules that can name a resource.
_FETCHING_FUNCTIONS = {"url", "src", "image", "image-set", "-webkit-image-set", "cross-fade", "-webkit-cross-fade"}
_FETCHING_RULES = {"import", "namespace", "document"}
# Layout may take time and memory in proportion to these.
_REPEATING_FUNCTIONS = {
    f"{prefix}repeating-{shape}-gradient" for prefix in ("", "-webkit-") for shape in ("linear", "radial", "conic")
}
_LARGEST_NUMBER = 100_000
_MOST_REPETITIONS = 100
# At-rules that are allowed only at the top level.
_TOP_RULES = {"font-face", "keyframes", "property", "counter-style", "font-feature-values", "layer", "charset"}


def check_style(theme: Theme) -> None:
    """Raise ThemeError if a style sheet that is not built in is broken, fetches anything, or is too costly to draw.

    The style sheet is parsed as a browser parses it, so that addresses written with escapes are found as well.
    """
    for name, css in theme.foreign:
        for node in _walk(tinycss2.parse_stylesheet(css, skip_comments=True)):
            refused = _refused(node)
            if refused:
                message = f"theme `{name}`: {refused} in line {node.source_line} of resume.css"
                raise ThemeError(message, hint="a theme may not fetch anything; for fonts, name installed families")
            excess = _excess(node)
            if excess:
                message = f"theme `{name}`: {excess} in line {node.source_line} of resume.css"
                raise ThemeError(message, hint="what takes endless time or memory to draw is refused")


def _refused(node: tinycss2.ast.Node) -> str:
    """Return the part of a message that names the refused feature of a node, or an empty string."""
    if node.type == "at-rule" and node.lower_at_keyword in _FETCHING_RULES:
        return f"`@{node.lower_at_keyword}`"
    if node.type == "url" or (node.type == "function" and node.lower_name in _FETCHING_FUNCTIONS):
        return "an address to fetch"
    if node.type == "error" and node.kind in {"bad-url", "bad-string", "eof-in-url", "eof-in-string"}:
        return "a broken string or address"
    return ""


def _excess(node: tinycss2.ast.Node) -> str:
    """Return the part of a message that names the limit exceeded by a node, or an empty string."""
    if node.type in {"number", "dimension", "percentage"} and not abs(node.value) <= _LARGEST_NUMBER:
        return f"a number beyond {_LARGEST_NUMBER:,}"
    if node.type != "function":
        return ""
    if node.lower_name in _REPEATING_FUNCTIONS:
        return "a repeating gradient"
    repetitions = (each.value for each in node.arguments if each.type == "number")
    if node.lower_name == "repeat" and not next(repetitions, 0) <= _MOST_REPETITIONS:
        return f"more than {_MOST_REPETITIONS} repetitions"
    return ""


def _walk(nodes: Iterable[tinycss2.ast.Node]) -> Iterator[tinycss2.ast.Node]:
    """Yield every node, including those within rules, functions and brackets."""
    for node in nodes:
        yield node
        for part in ("prelude", "content", "arguments", "value"):
            inner = getattr(node, part, None)
            if isinstance(inner, list):
                yield from _walk(inner)


def scoped_style(style: str) -> str:
    """Return a style sheet that applies only within `.resume`, for a fragment of another page.

    Rules whose selectors all name `.resume` are kept as they are; others are wrapped in `@scope`, which older
    browsers ignore. Rules about the printed page are dropped because they would apply to the other page as well.
    """
    top: list[str] = []
    free: list[str] = []
    for rule in tinycss2.parse_stylesheet(style, skip_comments=True, skip_whitespace=True):
        keyword = rule.lower_at_keyword if rule.type == "at-rule" else ""
        if rule.type != "error" and keyword != "page":
            (top if keyword in _TOP_RULES or _is_scoped(rule) else free).append(rule.serialize())
    scope = ["@scope (.resume){" + "\n".join(free) + "}"] if free else []
    return "\n".join([*top, *scope])


def _is_scoped(rule: tinycss2.ast.Node) -> bool:
    """Return whether all selectors of a rule, or of the rules within a conditional rule, name `.resume`."""
    if rule.type == "at-rule":
        if rule.content is None or rule.lower_at_keyword not in {"media", "supports"}:
            return False
        inner = tinycss2.parse_blocks_contents(rule.content, skip_comments=True, skip_whitespace=True)
        return all(_is_scoped(each) for each in inner if each.type != "error")
    if rule.type != "qualified-rule":
        return False
    # Only commas between selectors are nodes here: one within brackets is part of another node.
    selectors = groupby(rule.prelude, lambda node: node.type == "literal" and node.value == ",")
    return all(comma or ".resume" in tinycss2.serialize(list(nodes)) for comma, nodes in selectors)
