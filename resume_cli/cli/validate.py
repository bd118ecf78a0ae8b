"""`resume validate [PROFILE…]`: all problems of all files, for people, programs or GitHub."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Annotated, Literal

import typer

from resume_cli.cli import parameters as take
from resume_cli.cli.console import Console
from resume_cli.cli.discovery import find_profiles
from resume_cli.cli.failures import failure_text
from resume_cli.cli.inputs import open_named, watcher
from resume_cli.errors import ExitStatus, Problem, ProfileError, ResumeError, place
from resume_cli.output import results
from resume_cli.pipeline import LoadedProfile, OnStep, languages_of, tidy


@dataclass(slots=True)
class _Findings:
    """What one profile has wrong: its problems, or the reason why it could not be read."""

    file: str
    problems: tuple[Problem, ...] = ()
    failure: ResumeError | None = None

    @property
    def errors(self) -> int:
        """How many of the problems stop."""
        return sum(problem.severity == "error" for problem in self.problems)

    @property
    def warnings(self) -> int:
        """How many of the problems judge."""
        return sum(problem.severity == "warning" for problem in self.problems)


@dataclass(slots=True)
class _Tally:
    """What the exit code hangs on."""

    statuses: list[int] = field(default_factory=list)
    warnings: int = 0


_Format = Annotated[
    Literal["text", "json", "github"], typer.Option("--format", help="For people, a program, or GitHub's annotations.")
]
_Languages = Annotated[
    str | None,
    typer.Option("--language", "-l", metavar="L[,L]|all", help="Also list the texts that lack these languages."),
]


def run(words: Sequence[str]) -> int:
    """Run the command and return its exit code."""
    return take.invoke(validate, "validate", words)


def validate(
    profiles: take.Profiles = None,
    form: _Format = "text",
    language: _Languages = None,
    input_format: take.InputFormatOption = None,
    strict: take.Strict = False,
    quiet: take.Quiet = False,
    verbose: take.Verbose = False,
    json: Annotated[bool, typer.Option("--json", help="The same as --format json.")] = False,
    debug: take.Debug = False,
) -> int:
    """List all problems of profiles: errors stop an export, warnings judge."""
    shape = "json" if json else form
    console = Console(quiet, verbose, shape != "text")
    languages = take.split_list(language, "language")
    tell = {"text": _tell_text, "json": _tell_json, "github": _tell_github}[shape]
    tally = _Tally()
    on_step = watcher(console)
    for name in find_profiles(profiles or ()):
        findings = _examine(name, input_format, languages, on_step)
        tell(console, findings)
        _count(tally, findings)
    return _status(tally, strict=strict)


def _examine(name: str, input_format: str | None, languages: Sequence[str], on_step: OnStep) -> _Findings:
    try:
        loaded = open_named(name, input_format, on_step)
        return _Findings(name, tidy((*loaded.problems, *_untranslated(loaded, languages))))
    except ProfileError as error:
        return _Findings(name, tidy(error.problems), None if error.problems else error)
    except ResumeError as error:
        return _Findings(name, failure=error)


def _untranslated(loaded: LoadedProfile, languages: Sequence[str]) -> tuple[Problem, ...]:
    if not languages:
        return ()
    from resume_cli.select import missing_translations

    found: list[Problem] = []
    for language in languages_of(loaded, languages):
        if language is not None:
            found += (place(each, loaded.locator) for each in missing_translations(loaded.profile, language))
    return tuple(found)


def _count(tally: _Tally, findings: _Findings) -> None:
    if findings.failure:
        tally.statuses.append(int(findings.failure.exit_status))
    elif findings.errors:
        tally.statuses.append(int(ExitStatus.PROFILE))
    tally.warnings += findings.warnings


def _status(tally: _Tally, *, strict: bool) -> int:
    """Return the exit code: an invalid profile weighs more than one that cannot be read."""
    if tally.statuses:
        return ExitStatus.PROFILE if ExitStatus.PROFILE in tally.statuses else tally.statuses[0]
    return ExitStatus.PROBLEMS if strict and tally.warnings else ExitStatus.OK


def _tell_text(console: Console, findings: _Findings) -> None:
    from resume_cli.output.report import describe

    if findings.failure:
        console.error(failure_text(findings.failure))
        return
    for problem in findings.problems:
        console.data(describe(problem) + "\n")
    notes = len(findings.problems) - findings.errors - findings.warnings
    counts = [_counted(findings.errors, "error"), _counted(findings.warnings, "warning"), _counted(notes, "note")]
    console.tell(f"{findings.file}: {', '.join(filter(None, counts)) or 'no problems'}")


def _counted(count: int, noun: str) -> str:
    return f"{count} {noun}{'s' if count > 1 else ''}" if count else ""


def _tell_json(console: Console, findings: _Findings) -> None:
    """Print one object per file, whether it has problems or not."""
    import json

    problems = [results.problem_record(each) | {"severity": each.severity} for each in findings.problems]
    status = "invalid" if findings.errors else "ok"
    entry: dict[str, object] = {"profile": findings.file, "problems": problems, "status": status}
    if findings.failure:
        entry |= {
            "status": "failed",
            "error": {"message": findings.failure.message, "exit_code": int(findings.failure.exit_status)},
        }
    console.data(json.dumps(entry, ensure_ascii=False))


def _tell_github(console: Console, findings: _Findings) -> None:
    """Print workflow commands, which GitHub shows beside the lines they are about."""
    if findings.failure:
        console.data(f"::error file={_property(findings.file)}::{_message(findings.failure.message)}")
    for problem in findings.problems:
        position = problem.position
        parts = [f"file={_property(position.file if position else findings.file)}"]
        if position:
            parts += [f"line={position.line}", f"col={position.column}"]
        parts.append(f"title={_property(problem.code)}")
        text = f"{problem.message}\n{problem.hint}" if problem.hint else problem.message
        console.data(
            f"::{'notice' if problem.severity == 'note' else problem.severity} {','.join(parts)}::{_message(text)}"
        )


def _message(text: str) -> str:
    """Escape text as GitHub reads it in a message."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    """Escape text as GitHub reads it in a property."""
    return _message(text).replace(":", "%3A").replace(",", "%2C")
