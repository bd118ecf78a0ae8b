"""`resume validate [PROFILE…]`: all problems of all files, for people, programs or GitHub."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from itertools import product
from typing import Annotated, Literal

import typer
from msgspec import Struct
from msgspec.structs import replace

from resume_cli.cli import clock, parameters
from resume_cli.cli.console import Console, painter, write_text
from resume_cli.cli.examples import command
from resume_cli.cli.failures import failure_text
from resume_cli.cli.profiles import find_profiles, load_profile
from resume_cli.cli.values import split_list
from resume_cli.errors import (
    ExitStatus,
    Problem,
    ProfileError,
    RefusedError,
    ResumeError,
    ThemeError,
    UsageError,
    place,
    status_of,
)
from resume_cli.output import results
from resume_cli.output.report import described, printable, tally
from resume_cli.pipeline import (
    LoadedProfile,
    OnStep,
    RenderOptions,
    check_shown,
    compose,
    glyph_gaps,
    languages_of,
    theme_of,
    tidy,
)

_Format = Annotated[
    Literal["text", "json", "github"], typer.Option("--format", help="For people, a program, or GitHub's annotations.")
]
_Languages = Annotated[
    str | None, parameters.language_option("L[,L]|all", "Also list the texts that lack these languages.")
]
_Json = Annotated[bool, typer.Option("--json", help="The same as --format json.")]
# GitHub's name for a note, and the characters that end a property.
_LEVELS = {"note": "notice"}
_MARKS = ":,"


class _Findings(Struct, frozen=True):
    """The problems of one profile, or the reason why it could not be read."""

    file: str
    problems: tuple[Problem, ...] = ()
    failure: ResumeError | None = None

    def count(self, severity: str) -> int:
        """Return how many of the problems are errors or warnings."""
        return sum(problem.severity == severity for problem in self.problems)


@command(
    "resume validate",
    "resume validate profile.yaml --language all",
    "resume validate people/*.yaml --format github",
)
def validate(
    profiles: parameters.Profiles = None,
    form: _Format = "text",
    language: _Languages = None,
    input_format: parameters.InputFormatOption = None,
    timeout: clock.Timeout = clock.SECONDS,
    strict: parameters.Strict = False,
    quiet: parameters.Quiet = False,
    verbose: parameters.Verbose = False,
    json: _Json = False,
) -> int:
    """List all problems of profiles: errors prevent an export, warnings do not."""
    shape = "json" if json else form
    console = Console(quiet, verbose, shape != "text")
    print_findings = {"text": _print_text, "json": _print_json, "github": _print_github}[shape]
    languages = split_list(language, "language")
    every: list[_Findings] = []
    with clock.limited(timeout):
        for name in find_profiles(profiles or ()):
            every.append(_examine(name, input_format, languages, console.on_step))
            print_findings(console, every[-1])
    return _exit_status(every, strict=strict)


def _exit_status(every: Sequence[_Findings], *, strict: bool) -> int:
    """Return the exit code; an invalid profile takes precedence over one that cannot be read."""
    statuses = [each.failure.exit_status for each in every if each.failure]
    statuses += [status_of(each.problems) for each in every if each.count("error")]
    if statuses:
        return ExitStatus.PROFILE if ExitStatus.PROFILE in statuses else statuses[0]
    return ExitStatus.PROBLEMS if strict and any(each.count("warning") for each in every) else ExitStatus.OK


def _examine(name: str, input_format: str | None, languages: Sequence[str], on_step: OnStep) -> _Findings:
    try:
        loaded = load_profile(name, input_format, on_step)
        found = (*_untranslated(loaded, languages), *_of_outputs(loaded, languages, on_step))
        return _Findings(name, tidy((*loaded.problems, *(place(each, loaded.locator) for each in found))))
    except ProfileError as error:
        return _Findings(name, tidy(error.problems), None if error.problems else error)
    except ResumeError as error:
        return _Findings(name, failure=error)


def _untranslated(loaded: LoadedProfile, languages: Sequence[str]) -> Iterator[Problem]:
    """Yield a problem for each text that is missing in one of the languages."""
    if not languages:
        return
    from resume_cli.select import missing_translations

    for language in languages_of(loaded, languages):
        if language is not None:
            yield from missing_translations(loaded.profile, language)


def _of_outputs(loaded: LoadedProfile, languages: Sequence[str], on_step: OnStep) -> Iterator[Problem]:
    """Yield the problems of an export of each variant: its language, its theme, characters without a font."""
    for variant, language in product((None, *loaded.profile.variants), languages_of(loaded, languages)):
        options = RenderOptions("pdf", language, variant)
        path = ("variants", variant) if variant else ("meta",)
        try:
            composition = compose(loaded, options, on_step)
            found = composition.selection.problems
            yield from (each for each in found if not languages or each.code != "untranslated")
            yield from theme_of(loaded, composition.selection, options)[1]
            check_shown(loaded, composition)
            yield from glyph_gaps(composition).problems
        except ProfileError as error:
            # A profile without any content is still valid.
            yield from (replace(each, severity="warning") for each in error.problems if each.severity == "error")
        except UsageError as error:
            if language is not None:
                raise
            yield Problem("unknown-language", error.message, (*path, "language"), "error", error.hint)
        except (ThemeError, RefusedError) as error:
            code = "bad-theme" if isinstance(error, ThemeError) else "refused-file"
            yield Problem(code, error.message, (*path, "theme"), "error", error.hint)


def _print_text(console: Console, findings: _Findings) -> None:
    if findings.failure:
        write_text(sys.stderr, failure_text(findings.failure))
        return
    for lines in described(findings.problems, painter(sys.stdout)):
        write_text(sys.stdout, f"{lines}\n")
    console.tell(f"{findings.file}: {tally(findings.problems) or 'no problems'}")


def _print_json(console: Console, findings: _Findings) -> None:
    """Print one object per file, whether it has problems or not."""
    problems = [results.problem_record(each) | {"severity": each.severity} for each in findings.problems]
    status = "invalid" if findings.count("error") else "ok"
    entry: dict[str, object] = {"profile": findings.file, "problems": problems, "status": status}
    if findings.failure:
        error = {"message": findings.failure.message, "exit_code": int(findings.failure.exit_status)}
        entry |= {"status": "failed", "error": error}
    console.record(entry)


def _print_github(console: Console, findings: _Findings) -> None:
    if findings.failure:
        console.data(f"::error file={_escaped(findings.file, _MARKS)}::{_escaped(findings.failure.message)}")
    print_github(console, findings.file, findings.problems)


def print_github(console: Console, file: str, problems: Sequence[Problem]) -> None:
    """Print workflow commands, which GitHub shows at the affected lines."""
    for problem in problems:
        position = problem.position
        parts = [f"file={_escaped(position.file if position else file, _MARKS)}"]
        if position:
            parts += [f"line={position.line}", f"col={position.column}"]
        parts.append(f"title={problem.code}")
        text = "%0A".join(map(_escaped, filter(None, (problem.message, problem.hint))))
        console.data(f"::{_LEVELS.get(problem.severity, problem.severity)} {','.join(parts)}::{text}")


def _escaped(text: str, marks: str = "") -> str:
    """Return text escaped for a message on GitHub; `marks` are further characters to escape in a property."""
    for mark in ("%", *marks):
        text = text.replace(mark, f"%{ord(mark):02X}")
    return printable(text)
