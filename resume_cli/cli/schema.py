"""`resume schema`: the JSON Schema of profiles, for editors."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from resume_cli import sink
from resume_cli.cli.arguments import Parser
from resume_cli.cli.console import write_bytes
from resume_cli.errors import ExitStatus


def run(words: Sequence[str]) -> int:
    """Run the command and return its exit code."""
    import json

    from resume_cli.profile.schema import schema

    parser = Parser("schema", "", "Print the JSON Schema of profiles; editors complete and check by it.")
    parser.add_argument("-o", "--output", metavar="FILE", help="write it to a file instead")
    parser.add_argument("--json", action="store_true", help="print it on one line")
    parser.add_argument("--debug", action="store_true", help="show the traceback when something fails")
    arguments = parser.read(words)
    indent = None if arguments.json else 2
    content = (json.dumps(schema(), ensure_ascii=False, indent=indent) + "\n").encode()
    if arguments.output in {None, "-"}:
        write_bytes(content, binary=False)
    else:
        path = Path(arguments.output)
        sink.check(path)
        sink.write(path, content)
    return ExitStatus.OK
