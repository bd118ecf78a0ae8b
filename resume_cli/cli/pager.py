"""Showing a long text: through a pager on a terminal, as it is anywhere else."""

from __future__ import annotations

import os
import sys

from resume_cli.cli.console import write_bytes


def page(content: bytes, *, wanted: bool = True) -> None:
    """Write UTF-8 text to stdout; where that is a terminal with fewer lines, through the pager."""
    if wanted and sys.stdin.isatty() and sys.stdout.isatty() and _longer_than_screen(content):
        command = _pager()
        if command and _run(command, content):
            return
    write_bytes(_readable(content), binary=False)


def _longer_than_screen(content: bytes) -> bool:
    try:
        rows = os.get_terminal_size(sys.stdout.fileno()).lines
    except (OSError, ValueError):
        return False
    return 0 < rows <= content.count(b"\n")


def _pager() -> list[str]:
    """Return the pager's command: PAGER, else `less`; an empty PAGER or `cat` means none."""
    import shlex

    if os.environ.get("TERM", "dumb") == "dumb":
        return []
    try:
        command = shlex.split(os.environ.get("PAGER", "less -R"))
    except ValueError:
        return []
    return [] if command == ["cat"] else command


def _run(command: list[str], content: bytes) -> bool:
    """Let the pager show it; say whether it could be started."""
    import subprocess

    environment = {"LESS": "-R", "LESSCHARSET": "utf-8", **os.environ}
    try:
        # The pager is the user's own choice, as in git or man.
        process = subprocess.Popen(command, stdin=subprocess.PIPE, env=environment)  # noqa: S603
    except OSError:
        return False
    rest: bytes | None = content
    while True:
        try:
            process.communicate(rest)
        except KeyboardInterrupt:
            # Ctrl-C belongs to the pager, which stops a search with it; it ends when the user says so.
            rest = None  # what was not sent yet is kept by the process object
            continue
        return True


def _readable(content: bytes) -> bytes:
    """Return UTF-8 text in what stdout's encoding can show."""
    encoding = (sys.stdout.encoding or "utf-8").lower()
    if encoding.replace("-", "").replace("_", "") == "utf8":
        return content
    return content.decode().encode(encoding, "replace")
