"""Styled lines → bytes: SGR sequences for styles, OSC 8 for links, both only when asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.color import ColorSystem
from rich.console import Console
from rich.style import Style

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.text import Text

_OPEN, _CLOSE = "\x1b]8;;{}\x1b\\", "\x1b]8;;\x1b\\"


def encode(lines: list[Text], *, colour: bool, hyperlinks: bool) -> bytes:
    """Return lines as UTF-8; without colour and links there is no escape sequence in it."""
    console = Console(color_system=None, legacy_windows=False, width=80, file=None, force_terminal=False)
    written = ("".join(_segments(line, console, colour=colour, hyperlinks=hyperlinks)).rstrip() for line in lines)
    return ("\n".join(written) + "\n").encode()


def _segments(line: Text, console: Console, *, colour: bool, hyperlinks: bool) -> Iterator[str]:
    for text, style, _ in line.render(console):
        if not text:
            continue
        shown = text
        if style and colour:
            shown = _plain_style(style).render(shown, color_system=ColorSystem.EIGHT_BIT)
        if style and style.link and hyperlinks:
            shown = _OPEN.format(style.link) + shown + _CLOSE
        yield shown


def _plain_style(style: Style) -> Style:
    """Return the style without its link, which rich would give a random number."""
    return Style(color=style.color, bold=style.bold, dim=style.dim, italic=style.italic, underline=style.underline)
