"""Commands with `--debug`, and with help that begins with examples.

The examples are in the epilog of a command, one a line, and printed before its options.
"""

from __future__ import annotations

import shutil
import textwrap
from typing import TYPE_CHECKING, Any

import typer
from typer import _click
from typer._click.formatting import HelpFormatter
from typer.core import TyperCommand, TyperGroup, TyperOption

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from typer._click import Context

_WIDE = 78
_NARROW = 30
_GOES_ON = " \\"


class _Formatter(HelpFormatter):
    """A formatter that prints an option above its text on a narrow terminal."""

    def write_dl(self, rows: Sequence[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
        super().write_dl(rows, col_max if self.width >= _WIDE else self.width // 4, col_spacing)


def _note_debug(ctx: Context, _option: object, value: bool) -> None:
    if value and ctx.obj is not None:
        ctx.obj["debug"] = True


class _ExamplesFirst(_click.Command):
    def __init__(self, *args: Any, **settings: Any) -> None:  # noqa: ANN401 - typer's own settings, passed on
        super().__init__(*args, **settings)
        options: dict[str, Any] = {"is_flag": True, "is_eager": True, "expose_value": False, "callback": _note_debug}
        told = "Show the traceback when something fails."
        self.params.append(TyperOption(param_decls=["--debug"], help=told, **options))

    def get_help(self, ctx: Context) -> str:
        ctx.formatter_class = _Formatter
        # typer assumes that terminals have at least 50 columns.
        columns = min(shutil.get_terminal_size().columns, ctx.max_content_width or _WIDE)
        ctx.terminal_width = max(columns - 2, _NARROW)
        return super().get_help(ctx)

    def format_help(self, ctx: Context, formatter: HelpFormatter) -> None:
        self.format_usage(ctx, formatter)
        self.format_help_text(ctx, formatter)
        self.format_epilog(ctx, formatter)
        self.format_options(ctx, formatter)

    def format_epilog(self, ctx: Context, formatter: HelpFormatter) -> None:  # noqa: ARG002 - typer's signature
        with formatter.section("Examples"):
            width = formatter.width - formatter.current_indent
            for example in (self.epilog or "").splitlines():
                for line in _lines(example, width):
                    formatter.write(f"{'':{formatter.current_indent}}{line}\n")


def _lines(example: str, width: int) -> list[str]:
    """Return an example as one or more lines that are a single command if copied."""
    if len(example) <= width:
        return [example]
    lines = textwrap.wrap(
        example, width - len(_GOES_ON), subsequent_indent="    ", break_long_words=False, break_on_hyphens=False
    )
    return f"{_GOES_ON}\n".join(lines).splitlines()


class Command(_ExamplesFirst, TyperCommand):
    """A command whose help begins with examples."""


class Group(_ExamplesFirst, TyperGroup):
    """The same for a command with commands of its own."""


def command(*examples: str) -> Callable[[Callable[..., Any]], typer.Typer]:
    """Return a decorator that makes a function an application with one command, with examples in its help."""

    def made(function: Callable[..., Any]) -> typer.Typer:
        app = typer.Typer(rich_markup_mode=None, add_completion=False)
        app.command(cls=Command, epilog="\n".join(examples))(function)
        return app

    return made
