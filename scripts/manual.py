"""The manual page, made from the application; `scripts/docs.py` writes it to docs/resume.1."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import typer

from resume_cli.cli.application import COMMANDS, app, command
from resume_cli.version import __version__

if TYPE_CHECKING:
    from collections.abc import Iterator

_EXIT_CODES = {
    0: "done",
    1: "finished with problems",
    2: "wrong usage",
    65: "the profile is invalid, or nothing is left to show",
    66: "an input is missing or unreadable",
    69: "a needed part is missing",
    70: "a bug in this program",
    73: "the output cannot be created, or exists",
    74: "reading or writing failed",
    75: "a limit was exceeded",
    77: "refused by a safety rule",
    78: "a theme or configuration is wrong",
}


def manual() -> str:
    """Return the page in the markup of man."""
    lines = [
        f'.TH RESUME 1 "" "resume-press {__version__}" "User Commands"',
        ".SH NAME",
        r"resume \- export a profile as PDF, Word, HTML and other formats",
        ".SH SYNOPSIS",
        r".B resume",
        r"[\fIOPTIONS\fR] \fICOMMAND\fR [\fIARGUMENTS\fR]",
        ".SH OPTIONS",
        *_options(typer.main.get_command(app)),
        ".SH COMMANDS",
    ]
    for name, summary in COMMANDS.items():
        lines += [f".SS {name}", _escaped(summary)]
        lines += [".PP", ".nf", *map(_escaped, (command(name).epilog or "").splitlines()), ".fi"]
        lines += _options(command(name))
    lines.append(".SH EXIT STATUS")
    for code, meaning in _EXIT_CODES.items():
        lines += [".TP", str(code), meaning]
    lines += [".SH SEE ALSO", "The documentation of resume-press, and", ".B resume explain", "for each problem."]
    return "\n".join(lines) + "\n"


def _options(command: Any) -> Iterator[str]:  # noqa: ANN401 - typer's own click
    for each in command.params:
        text = getattr(each, "help", None)
        if text and not getattr(each, "hidden", False):
            names = ", ".join((*each.opts, *each.secondary_opts)) if each.param_type_name == "option" else ""
            value = each.metavar or ("" if getattr(each, "is_flag", False) else (each.name or "").upper())
            head = " ".join(
                filter(
                    None, (f"\\fB{_escaped(names)}\\fR" if names else "", f"\\fI{_escaped(value)}\\fR" if value else "")
                )
            )
            yield from (".TP", head, _escaped(text))


def _escaped(text: str) -> str:
    escaped = text.replace("\\", r"\e").replace("-", r"\-")
    return re.sub(r"^([.'])", r"\\&\1", " ".join(escaped.split()))
