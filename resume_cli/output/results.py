"""Report on an output, as a JSON record on stdout or as text on stderr."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from msgspec import Struct

from resume_cli.output.report import counted

if TYPE_CHECKING:
    from resume_cli.errors import Problem, ResumeError


class Output(Struct, frozen=True):
    """The bytes of one output, their properties, and all problems with positions, sorted.

    `undrawn` is the number of words that no font can draw.
    """

    content: bytes
    suffix: str
    binary: bool
    language: str
    theme: str
    pages: int | None
    problems: tuple[Problem, ...]
    undrawn: int = 0


def record(
    profile: str, format_name: str, language: str | None = None, variant: str | None = None, theme: str | None = None
) -> dict[str, Any]:
    """Return the initial record of an output that has not been made."""
    return {
        "profile": profile,
        "format": format_name,
        "language": language,
        "variant": variant,
        "theme": theme,
        "output": None,
        "bytes": None,
        "pages": None,
        "sha256": None,
        "warnings": [],
        "status": "failed",
    }


def succeed(entry: dict[str, Any], output: Output, place: str) -> dict[str, Any]:
    """Return the completed record of an output that was written."""
    from hashlib import sha256

    return entry | {
        "language": output.language,
        "theme": output.theme,
        "output": place,
        "bytes": len(output.content),
        "pages": output.pages,
        "sha256": sha256(output.content).hexdigest(),
        "warnings": [problem_record(each) for each in output.problems if each.severity == "warning"],
        **_notes(output.problems),
        **({"undrawn_words": output.undrawn} if output.undrawn else {}),
        "status": "ok",
    }


def fail(entry: dict[str, Any], error: ResumeError) -> dict[str, Any]:
    """Return the completed record of an output that could not be made."""
    from resume_cli.errors import ProfileError

    problems = error.problems if isinstance(error, ProfileError) else ()
    told: dict[str, Any] = {"message": error.message, "exit_code": int(error.exit_status)}
    if error.hint:
        told["hint"] = error.hint
    if problems:
        told["problems"] = [problem_record(each) for each in problems if each.severity == "error"]
    return entry | {
        "warnings": [problem_record(each) for each in problems if each.severity == "warning"],
        **_notes(problems),
        "status": "failed",
        "error": told,
    }


def _notes(problems: tuple[Problem, ...]) -> dict[str, Any]:
    """Return the notes of a record, or an empty dictionary if there are none."""
    found = [problem_record(each) for each in problems if each.severity == "note"]
    return {"notes": found} if found else {}


def problem_record(problem: Problem) -> dict[str, Any]:
    """Return a problem as data. File, line and column are None if it has no position."""
    position = problem.position
    told: dict[str, Any] = {
        "code": problem.code,
        "message": problem.message,
        "file": position.file if position else None,
        "line": position.line if position else None,
        "column": position.column if position else None,
        "field": problem.field or None,
    }
    return told | {"hint": problem.hint} if problem.hint else told


def summary(output: Output, place: str) -> str:
    """Return a one-line summary of an output that was written."""
    pages = f"{counted(output.pages, 'page')}, " if output.pages else ""
    return f"{place}  {pages}{size(len(output.content))}"


def size(count: int) -> str:
    """Return a number of bytes in a readable unit."""
    if count < 1000:
        return f"{count} bytes"
    return f"{count / 1000:.0f} kB" if count < 10**6 else f"{count / 10**6:.1f} MB"
