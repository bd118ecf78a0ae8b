"""The output of this process: data on stdout and messages on stderr, adapted to each stream."""

from __future__ import annotations

import os
import sys
import time
from contextlib import suppress
from stat import S_ISFIFO
from typing import IO, TYPE_CHECKING, Any, TextIO

from msgspec import Struct, field

from resume_cli.errors import UsageError
from resume_cli.output.report import coloured, plain, printable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from resume_cli.output.report import Paint

_DEFAULT_WIDTH = 80


def colour_wanted(stream: IO[str]) -> bool:
    """Return whether to colour text on a stream, according to NO_COLOR, FORCE_COLOR, or the type of terminal."""
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR", "0") not in {"", "0"}:
        return True
    return stream.isatty() and os.environ.get("TERM") != "dumb"


def width_of(stream: IO[str]) -> int:
    """Return the number of columns of a stream: COLUMNS, or else that of the terminal, or else 80.

    For a pipe, the terminal of stderr counts, because piped text is usually shown there by a pager.
    """
    asked = os.environ.get("COLUMNS", "")
    if asked.isascii() and asked.isdigit() and int(asked) > 0:
        return int(asked)
    for each in (stream, sys.stderr):
        with suppress(OSError, ValueError):
            if each is stream or S_ISFIFO(os.fstat(stream.fileno()).st_mode):
                return os.get_terminal_size(each.fileno()).columns or _DEFAULT_WIDTH
    return _DEFAULT_WIDTH


class Console(Struct, frozen=True):
    """A writer of data to stdout and of messages to stderr, as many as requested."""

    quiet: bool = False
    verbose: bool = False
    json: bool = False
    began: float = field(default_factory=time.perf_counter)

    def data(self, text: str) -> None:
        """Write one or several lines of data."""
        write_text(sys.stdout, printable(text, keep="\n"))

    def record(self, entry: Mapping[str, Any]) -> None:
        """Write one object of data as a line of JSON."""
        import json

        self.data(json.dumps(entry, ensure_ascii=False))

    def listing(self, entries: Iterable[dict[str, Any]], line: Callable[[dict[str, Any]], str]) -> None:
        """Write each entry as a line of JSON, or formatted by `line` for people."""
        for entry in entries:
            if self.json:
                self.record(entry)
            else:
                shown = {key: printable(value) if isinstance(value, str) else value for key, value in entry.items()}
                self.data(line(shown))

    def error(self, text: str) -> None:
        """Write an error message, which is never silenced."""
        write_text(sys.stderr, printable(text))

    def warn(self, text: str) -> None:
        """Write a warning."""
        if not self.quiet:
            self.error(text)

    def tell(self, text: str) -> None:
        """Write a message about what was done."""
        if not self.json:
            self.warn(text)

    def step(self, text: str) -> None:
        """Write a message about one of the six steps, if requested."""
        if self.verbose:
            self.error(text)

    def on_step(self, step: str, subject: str) -> None:
        """Write the name of a step, with the time since the command began, if requested."""
        self.step(f"{(time.perf_counter() - self.began) * 1000:7.1f} ms  {step:<9}{subject}")


def painter(stream: IO[str]) -> Paint:
    """Return a function that colours text for a stream, or leaves it unchanged."""
    return coloured if colour_wanted(stream) else plain


def write_text(stream: TextIO, text: str) -> None:
    """Write lines that are already printable and may be coloured; ignore a closed stderr."""
    encoding = stream.encoding or "utf-8"
    try:
        stream.write(f"{text}\n".encode(encoding, "backslashreplace").decode(encoding))
        stream.flush()
    except (OSError, ValueError):
        if stream is not sys.stderr:
            raise
        silence(stream)


def silence(stream: TextIO) -> None:
    """Redirect a stream to the null device, so that flushing its buffer at the end raises nothing."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def write_bytes(content: bytes, *, binary: bool = False) -> None:
    """Write an output to stdout; raises UsageError for a binary one on a terminal."""
    if binary and sys.stdout.isatty():
        message = "a binary format would garble the terminal"
        raise UsageError(message, hint="send it elsewhere: resume export pdf -o - > resume.pdf")
    sys.stdout.flush()
    sys.stdout.buffer.write(content)
    sys.stdout.buffer.flush()


def page(content: bytes) -> None:
    """Write UTF-8 text to stdout, through the pager if it is longer than the terminal."""
    if sys.stdin.isatty() and sys.stdout.isatty() and _longer_than_screen(content):
        command = _pager()
        if command and _show_in(command, content):
            return
    write_bytes(content)


def _longer_than_screen(content: bytes) -> bool:
    try:
        rows = os.get_terminal_size(sys.stdout.fileno()).lines
    except (OSError, ValueError):
        return False
    return 0 < rows <= content.count(b"\n")


def _pager() -> list[str]:
    """Return the command of the pager: PAGER, or else `less`; an empty PAGER or `cat` means no pager."""
    import shlex

    if os.environ.get("TERM", "dumb") == "dumb":
        return []
    try:
        command = shlex.split(os.environ.get("PAGER", "less -R"))
    except ValueError:
        return []
    return [] if command == ["cat"] else command


def _show_in(command: list[str], content: bytes) -> bool:
    """Show the text in the pager; return whether it could be started."""
    import subprocess

    environment = {"LESS": "-R", "LESSCHARSET": "utf-8", **os.environ}
    try:
        # The pager is chosen by the user, as in git or man.
        process = subprocess.Popen(command, stdin=subprocess.PIPE, env=environment)  # noqa: S603
    except OSError:
        return False
    rest: bytes | None = content
    while True:
        try:
            process.communicate(rest)
        except KeyboardInterrupt:
            # Ctrl-C is meant for the pager, which stops a search with it. The user ends the pager.
            rest = None  # unsent input is kept by the process object
            continue
        return True
