"""Encoding of styled lines: SGR sequences for styles and OSC 8 sequences for links, both only on request."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from rich.color import ColorSystem
from rich.style import Style

from resume_cli.exporters.terminal.wrap import breakable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.console import Console
    from rich.text import Text

_OPEN, _CLOSE = "\x1b]8;;{}\x1b\\", "\x1b]8;;\x1b\\"


class _Styles:
    """The only method of a console that a text calls: importing `Console` takes longer than the rest of the view."""

    def get_style(self, style: Style | str, *, default: Style) -> Style:
        """Return the style; names of styles are not used here."""
        return style if isinstance(style, Style) else default


def encode(lines: list[Text], *, colour: bool, hyperlinks: bool) -> bytes:
    """Return lines as UTF-8; without colour and links they contain no escape sequence."""
    written = ("".join(_segments(line, colour=colour, hyperlinks=hyperlinks)).rstrip() for line in lines)
    return (breakable("\n".join(written)) + "\n").encode()


def _segments(line: Text, *, colour: bool, hyperlinks: bool) -> Iterator[str]:
    for text, style, _ in line.render(cast("Console", _Styles())):
        shown = text
        if style and colour:
            # rich would add a random id to the link.
            shown = style.update_link(None).render(shown, color_system=ColorSystem.EIGHT_BIT)
        if style and style.link and hyperlinks:
            shown = _OPEN.format(style.link) + shown + _CLOSE
        yield shown
