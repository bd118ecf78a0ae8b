"""Parameters that several commands take, and how a command is read from the words of the command line.

Each command is a typer command of its own, built when it is called: an application with all commands would
import every command's module to show one of them. rich's markup is off; it doubles the time of `--help`.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from difflib import get_close_matches
from typing import Annotated, Literal

import typer

from resume_cli.cli.console import USUAL_WIDTH, width_of
from resume_cli.errors import UsageError

#: Help is set no wider than reads well.
_WIDEST_HELP = 100

InputFormat = Literal["yaml", "json", "toml"]

Profiles = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[PROFILE…]",
        help="Files, or - for stdin. Without one: profile.yaml, resume.yaml (.yml .toml .json), the one in profiles/.",
        show_default=False,
    ),
]
Profile = Annotated[
    str | None,
    typer.Argument(
        metavar="[PROFILE]",
        help="File, or - for stdin. Without one: profile.yaml, resume.yaml (.yml .toml .json), the one in profiles/.",
        show_default=False,
    ),
]
InputFormatOption = Annotated[
    InputFormat | None, typer.Option("--input-format", help="Format of stdin, when it cannot be told.")
]
Language = Annotated[
    str | None, typer.Option("--language", "-l", metavar="L[,L]|all", help="Languages, such as zh,en.")
]
VariantNames = Annotated[
    str | None, typer.Option("--variant", "-V", metavar="NAME[,NAME]|all", help="Variants of the profile.")
]
ThemeName = Annotated[
    str | None, typer.Option("--theme", "-t", metavar="NAME|FOLDER", help="Theme, or the folder of one.")
]
Options = Annotated[
    list[str] | None,
    typer.Option(
        "-O",
        metavar="KEY=VALUE",
        help="Option of a format (see resume exporters --options), or token.NAME=VALUE of the theme.",
        show_default=False,
    ),
]
Strict = Annotated[bool, typer.Option("--strict", help="A warning makes the exit code 1.")]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Say nothing but errors.")]
Verbose = Annotated[bool, typer.Option("--verbose", help="Name the six steps as they are taken.")]
Json = Annotated[bool, typer.Option("--json", help="Print one JSON object per result on stdout.")]
# `cli.run` takes it from the words before a command sees them; it is declared so that the help shows it.
Debug = Annotated[bool, typer.Option("--debug", help="Show the traceback when something fails.")]


def invoke(command: Callable[..., int], name: str, words: Sequence[str], *, epilog: str | None = None) -> int:
    """Call a command with what the words say and return its exit code.

    Raises UsageError, with a suggestion where there is one, for words that the command does not take.
    """
    app = typer.Typer(rich_markup_mode=None, pretty_exceptions_enable=False, add_completion=False)
    settings = {"help_option_names": ["-h", "--help"], "max_content_width": _WIDEST_HELP, "terminal_width": _width()}
    app.command(name, context_settings=settings, epilog=epilog)(command)
    try:
        status = typer.main.get_command(app).main(list(words), prog_name=f"resume {name}", standalone_mode=False)
    except typer.TyperException as error:
        raise _usage_error(error, name) from error
    return int(status or 0)


def _width() -> int:
    return min(_WIDEST_HELP, width_of(sys.stdout)) if "COLUMNS" in os.environ else USUAL_WIDTH


def _usage_error(error: typer.TyperException, command: str) -> UsageError:
    """Return typer's complaint as our own, in our voice."""
    option = getattr(error, "option_name", None)
    possibilities = getattr(error, "possibilities", None) or ()
    if option and hasattr(error, "possibilities"):
        close = [*possibilities, *get_close_matches(option, possibilities, 1, 0.6)]
        hint = f"did you mean {close[0]}?" if close else f"see resume {command} --help"
        return UsageError(f"unknown option {option}", hint=hint)
    message = error.format_message() if hasattr(error, "format_message") else str(error)
    return UsageError(message[:1].lower() + message[1:].rstrip("."), hint=f"see resume {command} --help")


def split_list(text: str | None, what: str) -> tuple[str, ...]:
    """Return the parts of a comma-separated list, each once, in order; raises UsageError for an empty part."""
    if text is None:
        return ()
    parts = tuple(dict.fromkeys(part.strip() for part in text.split(",")))
    if not all(parts):
        message = f"an empty {what} in {text!r}"
        raise UsageError(message)
    return parts


def split_options(texts: Sequence[str] | None) -> tuple[dict[str, str], dict[str, str]]:
    """Return the options of exporters and the tokens of the theme in `key=value` texts; raises UsageError."""
    options: dict[str, str] = {}
    tokens: dict[str, str] = {}
    for text in texts or ():
        key, equals, value = text.partition("=")
        key = key.strip()
        if not equals or not key:
            message = f"-O takes key=value, not {text!r}"
            raise UsageError(message)
        if key.startswith("token."):
            tokens[key.removeprefix("token.")] = value
        else:
            options[key] = value
    return options, tokens
