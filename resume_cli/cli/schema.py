"""`resume schema`: the JSON Schema of profiles, for editors."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from resume_cli.cli.console import write_bytes
from resume_cli.cli.examples import command
from resume_cli.output import writer

_Output = Annotated[str, typer.Option("--output", "-o", metavar="FILE", help="Write it to a file instead.")]
_Json = Annotated[bool, typer.Option("--json", help="Print it on one line.")]


@command(
    "resume schema -o profile.schema.json",
    "resume schema --json",
)
def schema(output: _Output = "-", json: _Json = False) -> None:
    """Print the JSON Schema of profiles, with which editors complete and check them."""
    from json import dumps

    from resume_cli.profile.schema import schema as profile_schema

    content = (dumps(profile_schema(), ensure_ascii=False, indent=None if json else 2) + "\n").encode()
    if output == "-":
        write_bytes(content)
    else:
        writer.check(Path(output))
        writer.write(Path(output), content)
