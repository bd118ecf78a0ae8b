"""`resume check [PROFILE…]`: export in memory, and report problems for readers and programs."""

from __future__ import annotations

import sys
from itertools import product
from pathlib import Path
from typing import Annotated, Literal

import typer

from resume_cli.cli import clock, completion, parameters
from resume_cli.cli.console import Console, painter, write_text
from resume_cli.cli.examples import command
from resume_cli.cli.profiles import find_profiles, load_profile
from resume_cli.cli.validate import print_github
from resume_cli.cli.values import load_suffixes, split_list, split_options
from resume_cli.errors import ExitStatus, Problem, ProfileError, UsageError
from resume_cli.output import results
from resume_cli.output.report import described, tally
from resume_cli.pipeline import LoadedProfile, OnStep, RenderOptions, languages_of, tidy, variants_of
from resume_cli.profile.source import STDIN

_Format = Annotated[
    Literal["text", "json", "github", "sarif"],
    typer.Option("--format", help="For people, a program, GitHub's annotations, or code scanning."),
]
_For = Annotated[
    str | None,
    typer.Option(
        "--for",
        metavar="PACK[,PACK]",
        help="Also what a country or an employer asks for: a name, or a file NAME.toml.",
        autocompletion=completion.packs,
    ),
]
_Fix = Annotated[bool, typer.Option("--fix", help="Mend in the file what is certain; comments stay.")]


@command(
    "resume check",
    "resume check profile.yaml --for one-page,usajobs",
    "resume check people/*.yaml --fix",
)
def check(
    profiles: parameters.Profiles = None,
    packs: _For = None,
    fix: _Fix = False,
    form: _Format = "text",
    language: parameters.Language = None,
    variant: parameters.Variant = None,
    theme: parameters.Theme = None,
    options: parameters.Options = None,
    input_format: parameters.InputFormatOption = None,
    timeout: clock.Timeout = clock.SECONDS,
    strict: parameters.Strict = False,
    quiet: parameters.Quiet = False,
    verbose: parameters.Verbose = False,
    json: parameters.Json = False,
) -> int:
    """Report what a reader or a machine would stumble over."""
    shape = "json" if json else form
    console = Console(quiet, verbose, shape != "text")
    wanted = _options(theme, options)
    chosen = split_list(language, "language"), split_list(variant, "variant"), split_list(packs, "for")
    every: list[Problem] = []
    status = ExitStatus.OK
    for name in find_profiles(profiles or ()):
        try:
            with clock.limited(timeout):
                if fix:
                    _fix(name, input_format, console)
                found = _examine(load_profile(name, input_format, console.on_step), wanted, *chosen, console.on_step)
        except ProfileError as error:
            if not error.problems:
                raise
            found, status = tidy(error.problems), max(status, error.exit_status)
        every += found
        _print(console, shape, name, found)
    if shape == "sarif":
        _print_log(console, every)
    return status or (ExitStatus.PROBLEMS if any(each.severity != "note" for each in every) else ExitStatus.OK)


def _options(theme: str | None, options: list[str] | None) -> RenderOptions:
    """Return the options of the export; raises UsageError for an option that neither format has."""
    from resume_cli.check.subject import FORMATS

    given, tokens = split_options(options)
    load_suffixes(FORMATS, given)
    return RenderOptions("", None, None, theme, given, tokens)


def _print(console: Console, shape: str, name: str, found: tuple[Problem, ...]) -> None:
    """Print the problems of a profile, except for SARIF, a log of all of them."""
    if shape == "github":
        print_github(console, name, found)
    elif shape == "json":
        for each in found:
            console.record({"severity": each.severity, **results.problem_record(each)})
    elif shape == "text":
        for lines in described(found, painter(sys.stdout)):
            write_text(sys.stdout, f"{lines}\n")
        console.tell(f"{name}: {tally(found) or 'nothing found'}")


def _print_log(console: Console, found: list[Problem]) -> None:
    from resume_cli.check.sarif import sarif

    console.record(sarif(found))


def _examine(
    loaded: LoadedProfile,
    options: RenderOptions,
    languages: tuple[str, ...],
    variants: tuple[str, ...],
    packs: tuple[str, ...],
    on_step: OnStep,
) -> tuple[Problem, ...]:
    """Return the problems in all languages and variants, each once."""
    from datetime import datetime

    from msgspec.structs import replace

    from resume_cli.check import check as check_subject
    from resume_cli.check.packs import load_pack
    from resume_cli.check.subject import Subject

    asked = [load_pack(name) for name in packs]
    found: list[Problem] = []
    for variant, language in product(variants_of(loaded, variants), languages_of(loaded, languages)):
        on_step("check", f"language {language}" if language else loaded.source.name)
        wanted = replace(options, language=language, variant=variant)
        subject = Subject(loaded, wanted, datetime.now().astimezone().date())
        found += check_subject(subject, asked)
    return tidy(found)


def _fix(name: str, input_format: str | None, console: Console) -> None:
    """Repair the file and report the changes."""
    from resume_cli.check.fix import fix

    if name == STDIN:
        raise UsageError("--fix needs a file to change, not stdin", hint="name the file")
    loaded = load_profile(name, input_format, console.on_step)
    for each in fix(loaded, Path(name)):
        console.tell(f"fixed: {each}")
