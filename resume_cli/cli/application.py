"""The Typer application with its commands, each of which is imported only when it is called.

The markup of rich is off, because it doubles the time needed to show help.
"""

from __future__ import annotations

import os
import sys
from importlib import import_module
from pathlib import PurePath
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.core import TyperCommand

from resume_cli.cli.examples import Group

if TYPE_CHECKING:
    from typer._click import Command, Context

#: The commands with their short help. Each is a module of this package with a function of that name.
COMMANDS = {
    "init": "Write a commented starter profile.",
    "validate": "List all problems of profiles.",
    "check": "Find what a reader or a machine would stumble over.",
    "diff": "Tell what differs between profiles, or a profile and an export.",
    "explain": "Print the page of a problem's code.",
    "show": "Show a profile in the terminal.",
    "export": "Write profiles as PDF, Word, HTML and other formats.",
    "preview": "Show a live page in the browser that follows the file.",
    "batch": "Export many profiles, with a journal and a summary.",
    "convert": "Write a profile as another program's file.",
    "import": "Turn other programs' files into profiles.",
    "themes": "List themes, preview them, start your own.",
    "exporters": "List the formats and their options.",
    "languages": "List the languages of labels and dates.",
    "schema": "Print the JSON Schema of profiles.",
    "doctor": "Report what is installed and what is missing.",
}
#: The functions of commands whose names are Python keywords.
_FUNCTIONS = {"import": "import_"}
_PROGRAMS = ("resume", "resume-press")
_EXAMPLES = """\
resume init
resume preview
resume export pdf,docx
"""


class Commands(Group):
    """A group that lists its commands from a table and imports only the one that is called."""

    def __init__(self, **settings: Any) -> None:  # noqa: ANN401 - typer's own settings, passed on
        super().__init__(**settings)
        for name, summary in COMMANDS.items():
            self.add_command(TyperCommand(name, help=summary))

    def parse_args(self, ctx: Context, args: list[str]) -> list[str]:
        """Read the options before the command; `resume help export` is `resume export --help`."""
        return super().parse_args(ctx, [*args[1:], "--help"] if args[:1] == ["help"] else args)

    def resolve_command(self, ctx: Context, args: list[str]) -> tuple[str | None, Command | None, list[str]]:
        """Return the requested command; raises typer's usage error with a suggestion if it is unknown."""
        name, listed, rest = super().resolve_command(ctx, args)
        if listed is None:
            return name, None, rest
        return name, command(str(name)), rest


def command(name: str) -> Command:
    """Import and return the command with a name."""
    function = _FUNCTIONS.get(name, name)
    return typer.main.get_command(getattr(import_module(f"resume_cli.cli.{function}"), function))


app = typer.Typer(
    cls=Commands,
    epilog=_EXAMPLES,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)


def _print_version(*, wanted: bool) -> None:
    if wanted:
        from resume_cli import __version__

        typer.echo(f"resume {__version__}")
        raise typer.Exit


_Version = Annotated[
    bool, typer.Option("--version", "-v", callback=_print_version, is_eager=True, help="Print the version and exit.")
]


@app.callback(invoke_without_command=True)
def resume(ctx: typer.Context, version: _Version = False) -> None:
    """One profile file in; PDF, Word, HTML, text and a terminal view out."""
    if ctx.invoked_subcommand is None:
        from resume_cli.cli.welcome import welcome

        typer.echo(welcome() or ctx.get_help(), err=True)
        raise typer.Exit(2)


def application() -> Command:
    """Return the application, which can be called or complete a command line."""
    if f"_{program()}_COMPLETE".replace("-", "_").upper() in os.environ:
        # typer would import rich to show help texts next to completions, and interpret their brackets as markup.
        sys.modules["rich"] = None  # type: ignore[assignment]
    return typer.main.get_command(app)


def program() -> str:
    """Return the name under which this command was called, under which shells register its completions."""
    name = PurePath(sys.argv[0]).stem
    return name if name in _PROGRAMS else _PROGRAMS[0]
