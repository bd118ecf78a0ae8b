"""The repair of values with an obvious meaning in a file: addresses without a scheme, and dates in unusual forms.

Only the characters of a value are replaced, so that comments, order and quotation marks are kept in YAML, JSON and
TOML.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from resume_cli.errors import InputError
from resume_cli.output.writer import write
from resume_cli.profile.folder import read_bytes

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from resume_cli.errors import Problem
    from resume_cli.pipeline import LoadedProfile

#: The codes of problems whose hint contains the correct value: `write 2019-07`.
_CERTAIN = frozenset({"loose-date", "url-without-scheme", "repaired-url"})
_WRITE = "write "
_QUOTES = "\"'"


def fix(loaded: LoadedProfile, file: Path) -> list[str]:
    """Write the repaired file and return a message for each change; raises InputError or TransferError."""
    content = read_bytes(file, str(file))
    try:
        # Lines must be split as the readers of profiles count them.
        lines = re.split(r"(?<=\n)|(?<=\r)(?!\n)", content.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise InputError(f"{file} is not in UTF-8", hint="save it as UTF-8; `--fix` can then repair it") from None
    done = [told for problem in reversed(loaded.problems) for told in _mend(problem, lines, loaded.source.name)]
    if done:
        mark = b"\xef\xbb\xbf" if content.startswith(b"\xef\xbb\xbf") else b""
        write(file, mark + "".join(lines).encode())
    return done[::-1]


def _mend(problem: Problem, lines: list[str], name: str) -> Iterator[str]:
    """Replace a value in its line and yield a message; problems must come last to first, so that columns stay valid."""
    position, wanted = problem.position, problem.hint.removeprefix(_WRITE)
    certain = problem.code in _CERTAIN and problem.hint.startswith(_WRITE) and "…" not in wanted
    if not certain or position is None or position.file != name or position.line > len(lines):
        return
    written = problem.message.partition("`")[2].partition("`")[0] or _value(lines[position.line - 1], position.column)
    line = lines[position.line - 1]
    start = position.column - 1 + (line[position.column - 1 : position.column] in _QUOTES)
    if written and line.startswith(written, start):
        lines[position.line - 1] = line[:start] + wanted + line[start + len(written) :]
        yield f"line {position.line}: `{written}` is now `{wanted}`"


def _value(line: str, column: int) -> str:
    """Return the part of a value in the line where it begins, up to a quotation mark, a comment or the line end."""
    rest = line[column - 1 :].rstrip("\r\n")
    if rest[:1] and rest[0] in _QUOTES:
        return rest[1:].partition(rest[0])[0]
    return rest.partition(" #")[0].rstrip(" ,]}")
