"""What the listing commands share: `--json` prints one object per line with at least a name."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from resume_cli.cli.arguments import Parser
from resume_cli.cli.console import Console
from resume_cli.errors import ExitStatus


def listing_parser(command: str, positionals: str, description: str) -> Parser:
    """Return a parser with the options of a listing."""
    parser = Parser(command, positionals, description)
    parser.add_argument("--json", action="store_true", help="print one JSON object per line")
    parser.add_argument("--debug", action="store_true", help="show the traceback when something fails")
    return parser


def finish(entries: Iterable[dict[str, Any]], line: Callable[[dict[str, Any]], str], *, as_json: bool) -> int:
    """Print the entries, as data or as lines for people, and return the exit code."""
    console = Console()
    for entry in entries:
        if as_json:
            import json

            console.data(json.dumps(entry, ensure_ascii=False))
        else:
            console.data(line(entry))
    return ExitStatus.OK
