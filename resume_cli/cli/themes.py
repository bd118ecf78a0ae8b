"""`resume themes`: list them, `preview` them, start a `new` one."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from resume_cli.cli.arguments import Parser
from resume_cli.cli.console import Console
from resume_cli.cli.listing import finish, listing_parser
from resume_cli.errors import ExitStatus, UsageError


def run(words: Sequence[str]) -> int:
    """Run the command and return its exit code."""
    if words and words[0] == "new":
        return _new(words[1:])
    if words and words[0] == "preview":
        from resume_cli.cli.previews import preview

        return preview(words[1:])
    return _list(words)


def _list(words: Sequence[str]) -> int:
    from difflib import get_close_matches

    from resume_cli.theme import load_theme, theme_names

    parser = listing_parser(
        "themes", "[preview | new NAME]", "List the themes; `preview` writes pictures, `new` starts one."
    )
    parser.add_argument(
        "action",
        metavar="preview | new NAME",
        nargs="?",
        help="see resume themes preview --help, resume themes new --help",
    )
    parser.add_argument("--tokens", action="store_true", help="also list what can be changed with -O token.NAME=VALUE")
    arguments = parser.read(words)
    if arguments.action:
        close = get_close_matches(arguments.action, ("preview", "new"), 1)
        raise UsageError(
            f"unknown action {arguments.action}", hint=f"did you mean {close[0]}?" if close else "preview or new"
        )
    entries: list[dict[str, Any]] = []
    for name in theme_names():
        theme = load_theme(name)
        entry: dict[str, Any] = {"name": name, "description": theme.description, "extends": list(theme.extends)}
        if arguments.tokens:
            entry["tokens"] = {token: _written(value) for token, value in theme.tokens.items()}
        entries.append(entry)
    return finish(entries, _line, as_json=arguments.json)


def _written(value: object) -> str:
    """Return a token as it is written into a theme or after -O."""
    from resume_cli.theme import Colour

    if isinstance(value, Colour):
        return value.hexadecimal
    if isinstance(value, tuple):
        return ", ".join(map(str, value))
    return f"{value:g}" if isinstance(value, float) else str(value)


def _line(entry: dict[str, Any]) -> str:
    tokens = "".join(f"\n    {token} = {value}" for token, value in entry.get("tokens", {}).items())
    return f"{entry['name']:<12}{entry['description']}{tokens}"


def _new(words: Sequence[str]) -> int:
    from resume_cli.theme import new_theme

    parser = Parser("themes new", "NAME", "Start a theme of your own, as a folder to change.")
    parser.add_argument("name", metavar="NAME", help="small letters, digits and hyphens")
    parser.add_argument("--extends", metavar="THEME", default="plain", help="theme to start from (default: plain)")
    parser.add_argument("-o", "--output", metavar="DIR", default=".", help="where to make its folder (default: here)")
    parser.add_argument("-q", "--quiet", action="store_true", help="say nothing but errors")
    parser.add_argument("--debug", action="store_true", help="show the traceback when something fails")
    arguments = parser.read(words)
    folder = new_theme(arguments.name, arguments.extends, Path(arguments.output))
    Console(arguments.quiet).tell(f"{folder}: change it, then: resume export pdf --theme ./{folder}")
    return ExitStatus.OK
