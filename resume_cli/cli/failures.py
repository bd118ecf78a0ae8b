"""From exceptions to a message and an exit code."""

from __future__ import annotations

import os
import sys
from difflib import get_close_matches

from resume_cli.cli import COMMANDS, Terminated
from resume_cli.cli.console import clean
from resume_cli.errors import ExitStatus, ProfileError, ResumeError, UsageError

_LONGEST_MESSAGE = 200


def report_failure(error: BaseException, *, debug: bool) -> int:
    """Say what went wrong on stderr and return the exit code."""
    if isinstance(error, SystemExit):
        return error.code if isinstance(error.code, int) else int(error.code is not None)
    if isinstance(error, BrokenPipeError):
        _silence_stdout()
        return ExitStatus.OK
    if isinstance(error, KeyboardInterrupt):
        return ExitStatus.INTERRUPTED
    if isinstance(error, Terminated):
        return ExitStatus.TERMINATED
    if debug:
        _print_traceback(error)
    if isinstance(error, ResumeError):
        _print(failure_text(error))
        return error.exit_status
    return _report_unexpected(error)


def failure_text(error: ResumeError) -> str:
    """Return an error as people read it: the problems of a profile one by one, else the message and the hint."""
    if isinstance(error, ProfileError) and error.problems:
        from resume_cli.output.report import describe

        return "\n\n".join(describe(each) for each in error.problems)
    return f"resume: {error.message}" + (f"\n  hint: {error.hint}" if error.hint else "")


def unknown_command(name: str) -> UsageError:
    """Return the error for a word that is no command."""
    close = get_close_matches(name, COMMANDS, 1, 0.5)
    if name.startswith("-"):
        return UsageError(f"unknown option {name}", hint="options stand after the command; see resume --help")
    hint = f"did you mean resume {close[0]}?" if close else f"commands: {', '.join(COMMANDS)}"
    return UsageError(f"unknown command {name}", hint=hint)


def _report_unexpected(error: BaseException) -> int:
    if isinstance(error, RecursionError | MemoryError):
        _print(f"resume: this is too large or too deeply nested ({type(error).__name__})")
        return ExitStatus.LIMIT
    if isinstance(error, OSError):
        where = f"{error.filename}: " if error.filename else ""
        _print(f"resume: {where}{error.strerror or error}")
        return ExitStatus.TRANSFER
    name = type(error).__name__
    _print(
        f"resume: a bug here: {name}: {str(error)[:_LONGEST_MESSAGE]}\n  hint: --debug shows where; please report it"
    )
    return ExitStatus.BUG


def _print(text: str) -> None:
    try:
        sys.stderr.write(clean(text) + "\n")
    except (OSError, ValueError):
        return


def _print_traceback(error: BaseException) -> None:
    import traceback

    _print("".join(traceback.format_exception(error)).rstrip())


def _silence_stdout() -> None:
    """Point stdout to nowhere, so that flushing it at the end says nothing of the reader that left."""
    try:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except (OSError, ValueError):
        return
