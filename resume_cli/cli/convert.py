"""`resume convert PROFILE`: a profile as a file of another program."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

from resume_cli.cli import clock, parameters
from resume_cli.cli.console import Console, write_bytes
from resume_cli.cli.examples import command
from resume_cli.errors import ExitStatus
from resume_cli.output import writer
from resume_cli.profile.source import files_of

_Format = Literal["jsonresume", "rendercv", "yaml", "json", "toml", "bibtex", "csl-json", "vcard"]
_To = Annotated[_Format, typer.Option("--to", help="Format to convert to.")]
_Output = Annotated[str | None, typer.Option("--output", "-o", metavar="FILE", help="File to write. Default: stdout.")]
_Language = Annotated[str | None, parameters.language_option("L", "Language, for formats that have one.")]
_Report = Annotated[str | None, typer.Option("--report", metavar="FILE", help="Also write the report, as NDJSON.")]
_Strict = Annotated[bool, typer.Option("--strict", help="A value that is lost makes the exit code 1.")]


@command(
    "resume convert profile.yaml --to jsonresume -o resume.json",
    "resume convert profile.yaml --to rendercv --language en -o cv.yaml",
    "resume convert profile.yaml --to bibtex -o papers.bib",
)
def convert(
    to: _To,
    profile: parameters.Profile = None,
    output: _Output = None,
    language: _Language = None,
    report: _Report = None,
    strict: _Strict = False,
    form: parameters.InputFormatOption = None,
    timeout: clock.Timeout = clock.SECONDS,
    quiet: parameters.Quiet = False,
) -> None:
    """Write a profile as JSON Resume, RenderCV, BibTeX, …, and report what has no place there."""
    from resume_cli.cli.profiles import find_profile, load_profile
    from resume_cli.interchange.converting import convert as converted
    from resume_cli.interchange.report import lines, ndjson, summary

    console = Console(quiet)
    name = find_profile(profile)
    with clock.limited(timeout):
        loaded = load_profile(name, form, console.on_step)
        content, notes = converted(loaded, to, language)
    path = None if output in {None, "-"} else Path(str(output))
    writer.check_all([Path(each) for each in (path, report) if each], files_of(loaded.source))
    if path is None:
        write_bytes(content)
    else:
        writer.write(path, content)
    if report:
        writer.write(Path(report), ndjson(notes).encode())
    for line in lines(notes):
        console.warn(line)
    if path is not None:
        counts = summary(notes)
        console.tell(str(output) + (f" ({counts})" if counts else ""))
    if strict and any(note.note == "lost" for note in notes):
        raise typer.Exit(ExitStatus.PROBLEMS)
