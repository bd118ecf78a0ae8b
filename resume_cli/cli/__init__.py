"""The command `resume`: which sub-command was called, and how the process ends.

The command is started anew for every export, so its start is part of its speed: only the module of the
command that was called is imported, `--version` and `--help` import none, and the process ends without
tearing the interpreter down.
"""

from __future__ import annotations

import os
import sys
from importlib import import_module
from io import TextIOWrapper
from typing import TYPE_CHECKING, NoReturn

if TYPE_CHECKING:
    from collections.abc import Sequence
    from types import FrameType

#: The commands: the module of each, and what it does in one line.
COMMANDS = {
    "init": ("init", "write a commented starter profile"),
    "validate": ("validate", "list all problems of profiles"),
    "show": ("show", "show a profile in the terminal"),
    "export": ("export", "write a profile as PDF, DOCX, HTML, text, Markdown"),
    "batch": ("batch", "export many profiles, with a journal and a summary"),
    "themes": ("themes", "list themes, preview them, start one of your own"),
    "exporters": ("exporters", "list the formats and their options"),
    "languages": ("languages", "list the languages of labels and dates"),
    "schema": ("schema", "print the JSON Schema of profiles"),
    "doctor": ("doctor", "tell what this machine has and what is missing"),
}
USAGE = "usage: resume COMMAND [ARGUMENT…] [OPTION…]"


class Terminated(BaseException):
    """SIGTERM arrived; drafts are cleaned up on the way out."""


def main() -> NoReturn:
    """Run the command of this process, and end the process."""
    import gc

    # A run makes few cycles and then ends: looking for them ten times less often saves a tenth of its time.
    gc.set_threshold(100_000, 20, 50)
    _prepare_streams()
    status = run(sys.argv[1:])
    status = _flush(status)
    # The operating system frees faster than the interpreter, which takes 46 ms after a PDF.
    os._exit(status)


def run(arguments: Sequence[str]) -> int:
    """Run a command with the given arguments and return its exit code; never raises, but for a bug under --debug."""
    words = list(arguments)
    options = words[: words.index("--")] if "--" in words else words
    debug = "--debug" in options
    if debug:
        words.remove("--debug")
    try:
        return _dispatch(words)
    except BaseException as error:  # noqa: BLE001 - the last net: what gets here must become an exit code
        from resume_cli.cli.failures import report_failure

        return report_failure(error, debug=debug)


def _dispatch(words: list[str]) -> int:
    name = words[0] if words else ""
    if name in COMMANDS:
        _catch_terminate()
        module = import_module(f"resume_cli.cli.{COMMANDS[name][0]}")
        return int(module.run(words[1:]))
    if name in {"--version", "-v"}:
        return _version()
    if name in {"--help", "-h"} or (name == "help" and len(words) == 1):
        sys.stdout.write(overview())
        return 0
    if name == "help":
        return _dispatch([words[1], "--help"])
    if not name:
        sys.stderr.write(overview())
        return 2
    from resume_cli.cli.failures import unknown_command

    raise unknown_command(name)


def _version() -> int:
    from resume_cli.version import __version__

    sys.stdout.write(f"resume {__version__}\n")
    return 0


def overview() -> str:
    """Return what `resume --help` prints."""
    lines = [f"  {name:<12}{text}" for name, (_, text) in COMMANDS.items()]
    return "\n".join([
        USAGE,
        "",
        "One profile file in; PDF, Word, HTML, text and a terminal view out.",
        "",
        "commands:",
        *lines,
        "",
        "options:",
        "  --version   print the version and exit",
        "  --help      print this, or the help of a command: resume export --help",
        "  --debug     show the traceback when something fails",
        "",
    ])  # fmt: skip


def _catch_terminate() -> None:
    import signal

    def terminate(_number: int, _frame: FrameType | None) -> None:
        raise Terminated

    signal.signal(signal.SIGTERM, terminate)


def _prepare_streams() -> None:
    """Put something in the place of closed streams, and write UTF-8 whatever the locale says.

    The next file opened would get the number of a closed stream. Data for a closed stdout fail as on a full
    disk, talk for a closed stderr is lost as was asked for. Data are UTF-8, and no character stops them.
    """
    if sys.stdin is None:
        sys.stdin = open(os.devnull, encoding="utf-8")  # noqa: SIM115, PTH123 - stays open
    if sys.stdout is None:
        sys.stdout = open(os.open(os.devnull, os.O_RDONLY), "w", encoding="utf-8")  # noqa: SIM115, PTH123 - as above
    if sys.stderr is None:
        sys.stderr = open(os.open(os.devnull, os.O_WRONLY), "w", encoding="utf-8")  # noqa: SIM115, PTH123 - as above
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace")


def _flush(status: int) -> int:
    """Hand over what is still in the buffers; a reader who left is no error, a full disk is."""
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except BrokenPipeError:
            continue
        except (OSError, ValueError):
            return status or 74
    return status
