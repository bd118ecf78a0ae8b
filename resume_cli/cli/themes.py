"""`resume themes`: list them, `preview` them, start a `new` one."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any

import typer

from resume_cli.cli import parameters as take
from resume_cli.cli.console import Console
from resume_cli.cli.listing import Json, finish
from resume_cli.errors import ExitStatus, UsageError


def run(words: Sequence[str]) -> int:
    """Run the command and return its exit code."""
    if words and words[0] == "new":
        return take.invoke(new, "themes new", words[1:])
    if words and words[0] == "preview":
        from resume_cli.cli.previews import preview

        return preview(words[1:])
    return take.invoke(themes, "themes", words)


_Action = Annotated[
    str | None,
    typer.Argument(
        metavar="[preview | new NAME]",
        help="Write pictures, or start a theme: see resume themes preview --help, resume themes new --help.",
        show_default=False,
    ),
]
_Tokens = Annotated[bool, typer.Option("--tokens", help="Also list what -O token.NAME=VALUE can change.")]


def themes(action: _Action = None, tokens: _Tokens = False, json: Json = False, debug: take.Debug = False) -> int:
    """List the themes; `preview` writes pictures, `new` starts one."""
    from resume_cli.theme.loader import load_theme, theme_names

    if action:
        raise _unknown(action)
    entries: list[dict[str, Any]] = []
    for name in theme_names():
        theme = load_theme(name)
        entry: dict[str, Any] = {"name": name, "description": theme.description, "extends": list(theme.extends)}
        if tokens:
            entry["tokens"] = {token: _written(value) for token, value in theme.tokens.items()}
        entries.append(entry)
    return finish(entries, _line, as_json=json)


def _unknown(action: str) -> UsageError:
    from difflib import get_close_matches

    close = get_close_matches(action, ("preview", "new"), 1)
    return UsageError(f"unknown action {action}", hint=f"did you mean {close[0]}?" if close else "preview or new")


def _written(value: object) -> str:
    """Return a token as it is written into a theme or after -O."""
    from resume_cli.theme.loader import Colour

    if isinstance(value, Colour):
        return value.hexadecimal
    if isinstance(value, tuple):
        return ", ".join(map(str, value))
    return f"{value:g}" if isinstance(value, float) else str(value)


def _line(entry: dict[str, Any]) -> str:
    tokens = "".join(f"\n    {token} = {value}" for token, value in entry.get("tokens", {}).items())
    return f"{entry['name']:<12}{entry['description']}{tokens}"


_Name = Annotated[str, typer.Argument(metavar="NAME", help="Small letters, digits and hyphens.", show_default=False)]
_Extends = Annotated[str, typer.Option("--extends", metavar="THEME", help="Theme to start from.")]
_Output = Annotated[str, typer.Option("--output", "-o", metavar="DIR", help="Where to make its folder.")]


def new(
    name: _Name,
    extends: _Extends = "plain",
    output: _Output = ".",
    quiet: take.Quiet = False,
    debug: take.Debug = False,
) -> int:
    """Start a theme of your own, as a folder to change."""
    from resume_cli.theme.loader import new_theme

    folder = new_theme(name, extends, Path(output))
    Console(quiet).tell(f"{folder}: change it, then: resume export pdf --theme ./{folder}")
    return ExitStatus.OK
