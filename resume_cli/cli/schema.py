"""`resume schema`: the JSON Schema of profiles, for editors."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from resume_cli.cli import parameters as take
from resume_cli.cli.console import write_bytes
from resume_cli.errors import ExitStatus
from resume_cli.output import writer

_Output = Annotated[str | None, typer.Option("--output", "-o", metavar="FILE", help="Write it to a file instead.")]
_Json = Annotated[bool, typer.Option("--json", help="Print it on one line.")]


def run(words: Sequence[str]) -> int:
    """Run the command and return its exit code."""
    return take.invoke(print_schema, "schema", words)


def print_schema(output: _Output = None, json: _Json = False, debug: take.Debug = False) -> int:
    """Print the JSON Schema of profiles; editors complete and check by it."""
    from json import dumps

    from resume_cli.profile.schema import schema

    content = (dumps(schema(), ensure_ascii=False, indent=None if json else 2) + "\n").encode()
    if output in {None, "-"}:
        write_bytes(content, binary=False)
    else:
        path = Path(str(output))
        writer.check(path)
        writer.write(path, content)
    return ExitStatus.OK
