"""`resume validate [PROFILE…]`: all problems of all files, for people, programs or GitHub."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from resume_cli.cli import records
from resume_cli.cli.arguments import Parser, add_profiles, split_list
from resume_cli.cli.console import Console
from resume_cli.cli.discovery import find_profiles
from resume_cli.cli.failures import failure_text
from resume_cli.cli.inputs import open_named, watcher
from resume_cli.errors import ExitStatus, Problem, ProfileError, ResumeError, place
from resume_cli.job import Opened, Watch, languages_of, tidy


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


@dataclass(slots=True)
class _Tally:
    """What the exit code hangs on."""

    statuses: list[int] = field(default_factory=list)
    warnings: int = 0


def parser() -> Parser:
    """Return the parser of this command."""
    made = Parser("validate", "[PROFILE…]", "List all problems of profiles: errors stop an export, warnings judge.")
    add_profiles(made, several=True)
    made.add_argument(
        "--format",
        choices=("text", "json", "github"),
        default="text",
        help="for people, a program, or GitHub's annotations (default: text)",
    )
    made.add_argument("-l", "--language", metavar="L[,L]|all", help="also list the texts that lack these languages")
    made.add_argument("--strict", action="store_true", help="a warning makes the exit code 1")
    made.add_argument("-q", "--quiet", action="store_true", help="say nothing but problems")
    made.add_argument("--verbose", action="store_true", help="name the steps as they are taken")
    made.add_argument("--json", action="store_true", help="the same as --format json")
    made.add_argument("--debug", action="store_true", help="show the traceback when something fails")
    return made


def run(words: Sequence[str]) -> int:
    """Run the command and return its exit code."""
    arguments = parser().read(words)
    form = "json" if arguments.json else arguments.format
    console = Console(arguments.quiet, arguments.verbose, form != "text")
    languages = split_list(arguments.language, "language")
    tell = {"text": _tell_text, "json": _tell_json, "github": _tell_github}[form]
    tally = _Tally()
    watch = watcher(console)
    for name in find_profiles(arguments.profiles):
        findings = _examine(name, arguments.input_format, languages, watch)
        tell(console, findings)
        _count(tally, findings)
    return _status(tally, strict=arguments.strict)


def _examine(name: str, input_format: str | None, languages: Sequence[str], watch: Watch) -> _Findings:
    try:
        opened = open_named(name, input_format, watch)
        return _Findings(name, tidy((*opened.problems, *_untranslated(opened, languages))))
    except ProfileError as error:
        return _Findings(name, tidy(error.problems), None if error.problems else error)
    except ResumeError as error:
        return _Findings(name, failure=error)


def _untranslated(opened: Opened, languages: Sequence[str]) -> tuple[Problem, ...]:
    from resume_cli.select import missing_translations

    found: list[Problem] = []
    for language in languages_of(opened, languages):
        if language is not None:
            found += (place(each, opened.locator) for each in missing_translations(opened.profile, language))
    return tuple(found)


def _count(tally: _Tally, findings: _Findings) -> None:
    if findings.failure:
        tally.statuses.append(int(findings.failure.exit_status))
    elif findings.errors:
        tally.statuses.append(int(ExitStatus.PROFILE))
    tally.warnings += len(findings.problems) - findings.errors


def _status(tally: _Tally, *, strict: bool) -> int:
    """Return the exit code: an invalid profile weighs more than one that cannot be read."""
    if tally.statuses:
        return ExitStatus.PROFILE if ExitStatus.PROFILE in tally.statuses else tally.statuses[0]
    return ExitStatus.PROBLEMS if strict and tally.warnings else ExitStatus.OK


def _tell_text(console: Console, findings: _Findings) -> None:
    from resume_cli.profile.report import describe

    if findings.failure:
        console.error(failure_text(findings.failure))
        return
    for problem in findings.problems:
        console.data(describe(problem) + "\n")
    warnings = len(findings.problems) - findings.errors
    counts = [_counted(findings.errors, "error"), _counted(warnings, "warning")]
    console.tell(f"{findings.file}: {', '.join(filter(None, counts)) or 'no problems'}")


def _counted(count: int, noun: str) -> str:
    return f"{count} {noun}{'s' if count > 1 else ''}" if count else ""


def _tell_json(console: Console, findings: _Findings) -> None:
    """Print one object per file, whether it has problems or not."""
    import json

    problems = [records.problem_record(each) | {"severity": each.severity} for each in findings.problems]
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
        console.data(f"::{problem.severity} {','.join(parts)}::{_message(text)}")


def _message(text: str) -> str:
    """Escape text as GitHub reads it in a message."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    """Escape text as GitHub reads it in a property."""
    return _message(text).replace(":", "%3A").replace(",", "%2C")
