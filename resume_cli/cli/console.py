"""What this process may write to: stdout for data, stderr for talk, and what each of them understands."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from typing import IO

from resume_cli.errors import UsageError

#: What a terminal that does not tell its width is taken for.
USUAL_WIDTH = 80
_CONTROLS = {code: f"\\x{code:02x}" for code in (*range(0x20), *range(0x7F, 0xA0)) if chr(code) not in "\n\t"}


def clean(text: str) -> str:
    """Return text with its control characters written out, so that no profile or path can steer the terminal."""
    return text.translate(_CONTROLS)


def colour_wanted(stream: IO[str]) -> bool:
    """Say whether to colour what goes to a stream: NO_COLOR, then FORCE_COLOR, then a terminal that is not dumb."""
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR", "0") not in {"", "0"}:
        return True
    return stream.isatty() and os.environ.get("TERM") != "dumb"


def width_of(stream: IO[str]) -> int:
    """Return how many columns a stream has: COLUMNS, then the terminal's own, then 80."""
    asked = os.environ.get("COLUMNS", "")
    if asked.isascii() and asked.isdigit() and int(asked) > 0:
        return int(asked)
    try:
        return os.get_terminal_size(stream.fileno()).columns or USUAL_WIDTH
    except (OSError, ValueError):
        return USUAL_WIDTH


@dataclass(frozen=True, slots=True)
class Console:
    """Talk on stderr, as much of it as was asked for, and data on stdout."""

    quiet: bool = False
    verbose: bool = False
    json: bool = False

    def data(self, text: str) -> None:
        """Write one line of data."""
        sys.stdout.write(text + "\n")
        sys.stdout.flush()

    def error(self, text: str) -> None:
        """Say what failed; never silenced."""
        _talk(text)

    def warn(self, text: str) -> None:
        """Say what a person should look at."""
        if not self.quiet:
            _talk(text)

    def tell(self, text: str) -> None:
        """Say what was done."""
        if not self.quiet and not self.json:
            _talk(text)

    def step(self, text: str) -> None:
        """Name one of the six steps, for those who asked to follow."""
        if self.verbose:
            _talk(text)


def write_bytes(content: bytes, *, binary: bool) -> None:
    """Write an output to stdout; raises UsageError for a binary one on a terminal."""
    if binary and sys.stdout.isatty():
        message = "a binary format would garble the terminal"
        raise UsageError(message, hint="send it elsewhere: resume export pdf -o - > resume.pdf")
    sys.stdout.flush()
    sys.stdout.buffer.write(content)
    sys.stdout.buffer.flush()


def _talk(text: str) -> None:
    line = clean(text) + "\n"
    encoding = sys.stderr.encoding or "utf-8"
    sys.stderr.write(line.encode(encoding, "backslashreplace").decode(encoding))
    sys.stderr.flush()
