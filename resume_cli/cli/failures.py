"""The conversion of exceptions into messages and exit codes."""

from __future__ import annotations

import re
import shlex
import sys

import typer

from resume_cli.cli import Terminated
from resume_cli.cli.clock import TimedOutError
from resume_cli.cli.console import painter, silence, write_text
from resume_cli.errors import ExitStatus, ProfileError, ResumeError
from resume_cli.output.report import printable, summarised, tally


def report_failure(error: BaseException, *, debug: bool) -> int:
    """Print an error on stderr and return the exit code."""
    # typer turns a broken pipe into exit code 1.
    if isinstance(error.__context__ if isinstance(error, SystemExit) else error, BrokenPipeError):
        silence(sys.stdout)
        return ExitStatus.OK
    if isinstance(error, SystemExit):
        return error.code if isinstance(error.code, int) else int(error.code is not None)
    if isinstance(error, Terminated):
        return ExitStatus.TERMINATED
    if isinstance(error, TimedOutError):
        write_text(sys.stderr, str(error))
        return ExitStatus.LIMIT
    if debug:
        import traceback

        write_text(sys.stderr, printable("".join(traceback.format_exception(error)).rstrip(), keep="\n"))
    text, status = _explained(error)
    write_text(sys.stderr, text)
    return status


def failure_text(error: ResumeError, file: str = "") -> str:
    """Return an error as printable lines: the problems of a profile named `file`, or else the message and the hint."""
    if isinstance(error, ProfileError) and error.problems:
        lines, is_short = summarised(error.problems, painter(sys.stderr))
        if len(error.problems) > 1:
            lines.append(f"nothing was written: {tally(error.problems, 'error', 'warning')}")
        if is_short:
            lines[-1] += f"; {listed_by(file or error.file)}"
        return "\n".join(lines)
    return _text(error.message, error.hint)


def listed_by(file: str, languages: str | None = None) -> str:
    """Return the command that lists all problems of a profile, including those of texts in these languages."""
    asked = f" -l {shlex.quote(languages)}" if languages else ""
    return printable(f"`resume validate {shlex.quote(file)}{asked}` lists all")


def _text(message: str, hint: str = "") -> str:
    paint = painter(sys.stderr)
    told = f"{paint('resume:', 'error')} {printable(message)}"
    return told + (f"\n  {paint('hint', 'hint')}: {printable(hint)}" if hint else "")


def _explained(error: BaseException) -> tuple[str, int]:
    """Return the text for an error that ends the command, and its exit code."""
    if isinstance(error, ResumeError):
        return failure_text(error), error.exit_status
    if isinstance(error, typer.TyperException):
        return _usage(error), ExitStatus.USAGE
    if isinstance(error, RecursionError | MemoryError):
        return _text(f"too large or too deeply nested ({type(error).__name__})"), ExitStatus.LIMIT
    if isinstance(error, OSError):
        where = f"{error.filename}: " if error.filename else ""
        return _text(f"{where}{error.strerror or error}"), ExitStatus.TRANSFER
    from resume_cli.exporters.plugins import described

    return _text(f"a bug here: {described(error)}", "--debug shows where; please report it"), ExitStatus.BUG


def _usage(error: typer.TyperException) -> str:
    """Return a usage error of typer in the style of this program, with its suggestion as the hint."""
    message, _, meant = error.format_message().partition(". Did you mean ")
    if possible := getattr(error, "possibilities", None):
        message, meant = error.message, f"'{possible[0]}'"
    context = getattr(error, "ctx", None)
    help_line = f"see {context.command_path} --help" if context else ""
    message = re.sub(r"'([^']*)'", r"`\1`", message[:1].lower() + message[1:].rstrip("."))
    return _text(message, f"did you mean {meant.strip('?').replace(chr(39), '`')}?" if meant else help_line)
