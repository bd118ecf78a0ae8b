"""What the listing commands share: `--json` prints one object per line with at least a name."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Annotated, Any

import typer

from resume_cli.cli.console import Console
from resume_cli.errors import ExitStatus

Json = Annotated[bool, typer.Option("--json", help="Print one JSON object per line.")]


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
