"""`resume import SOURCE…`: other formats, and this program's own outputs, as a profile."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from resume_cli.cli import clock, parameters
from resume_cli.cli.console import Console, write_bytes
from resume_cli.cli.examples import command
from resume_cli.cli.values import split_list
from resume_cli.errors import ExitStatus, OutputError, RefusedError, UsageError
from resume_cli.output import writer
from resume_cli.profile.readers import PROFILE_SUFFIXES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from resume_cli.interchange.draft import Draft

_Sources = Annotated[list[str], typer.Argument(metavar="SOURCE…", help="Files or folders to import; - is stdin.")]
_From = Annotated[str | None, typer.Option("--from", metavar="KIND", help="Format, when it cannot be recognised.")]
_Output = Annotated[
    str | None, typer.Option("--output", "-o", metavar="PROFILE", help="Profile to write (.yaml, .json or .toml).")
]
_Languages = Annotated[str | None, parameters.language_option("L[,L]", "Languages of the sources, one for each.")]
_Report = Annotated[str | None, typer.Option("--report", metavar="FILE", help="Also write the report, as NDJSON.")]
_Strict = Annotated[bool, typer.Option("--strict", help="A value that is lost makes the exit code 1.")]
_Force = Annotated[bool, typer.Option("--force", help="Replace files that exist.")]
_Repair = Annotated[
    bool, typer.Option("--repair", help="Mend JSON with comments, trailing commas or single quotation marks.")
]
_Fetch = Annotated[
    bool,
    typer.Option("--fetch-images", help="Download the picture that a source names, over https, from public hosts."),
]
_Json = Annotated[bool, typer.Option("--json", help="Print the report as NDJSON: on stdout, or without -o on stderr.")]


@command(
    "resume import resume.json -o profile.yaml",
    "resume import cv-en.yaml cv-zh.yaml -l en,zh -o profile.yaml",
    "resume import sent/profile.pdf -o profile.yaml --report lost.ndjson",
)
def import_(
    sources: _Sources,
    kind: _From = None,
    output: _Output = None,
    language: _Languages = None,
    report: _Report = None,
    strict: _Strict = False,
    force: _Force = False,
    repair: _Repair = False,
    fetch_images: _Fetch = False,
    untrusted: parameters.Untrusted = False,
    timeout: clock.Timeout = clock.SECONDS,
    json: _Json = False,
    quiet: parameters.Quiet = False,
) -> None:
    """Turn a file of another program, or one that was made here, into a profile."""
    from resume_cli.interchange.emit import emit

    form = _format(target := None if output in {None, "-"} else Path(str(output)))
    languages = [*split_list(language, "language")] if language else []
    if fetch_images:
        _may_fetch(target, untrusted=untrusted)
    console = Console(quiet)
    if target is not None:
        _check(target, force=force)
    with clock.limited(timeout):
        draft, what = _read(sources, kind, languages, repair=repair, untrusted=untrusted)
        if target is not None:
            _pictures(draft, None if untrusted else sources[0], target.parent, fetch=fetch_images, console=console)
        if form == "json":
            draft.drop_comments()
        content = emit(draft, form)
    images = _images(draft, target)
    for path in images:
        _check(path, force=force)
    _write(content, target, images, report, sources)
    _report(draft, report, what, target, json=json, console=console)
    if strict and any(note.note == "lost" for note in draft.notes):
        raise typer.Exit(ExitStatus.PROBLEMS)


def _may_fetch(target: Path | None, *, untrusted: bool) -> None:
    """Raise RefusedError or UsageError if pictures cannot be downloaded."""
    if untrusted:
        raise RefusedError("--fetch-images asks the network for what a stranger's file names", hint="leave it out")
    if target is None:
        raise UsageError("--fetch-images needs a profile to put the picture beside", hint="name one with -o")


def _write(
    content: bytes, target: Path | None, images: Mapping[Path, bytes], report: str | None, sources: list[str]
) -> None:
    """Write the profile and its images, or only the profile to stdout, without overwriting a source."""
    if target is not None:
        writer.make_folder(target.parent)
    writer.check_all([Path(each) for each in (target, report, *images) if each], map(Path, sources))
    if target is None:
        write_bytes(content)
        return
    for path, image in images.items():
        writer.write(path, image, follow=False)
    writer.write(target, content)


def _read(
    names: list[str], kind: str | None, languages: list[str], *, repair: bool, untrusted: bool
) -> tuple[Draft, str]:
    from resume_cli.interchange.importing import read
    from resume_cli.interchange.merge import merged
    from resume_cli.interchange.source import open_source

    if len(names) == 1:
        return read(open_source(names[0]), kind, languages, repair=repair, untrusted=untrusted)
    if len(languages) > 1 and len(languages) != len(names):
        message = f"{len(names)} sources in {len(languages)} languages"
        raise UsageError(message, hint="name one language for each source, in their order")
    tags = [[each] for each in languages] if len(languages) > 1 else [languages] * len(names)
    drafts = [
        read(open_source(name), kind, each, repair=repair, untrusted=untrusted)
        for name, each in zip(names, tags, strict=True)
    ]
    return merged([draft for draft, _ in drafts], languages), ", ".join(what for _, what in drafts)


def _pictures(draft: Draft, source: str | None, folder: Path, *, fetch: bool, console: Console) -> None:
    from resume_cli.interchange.source import pictures

    if fetch:
        from resume_cli.interchange.source.fetch import Fetcher

        pictures.collect(draft, Fetcher(console.tell).fetch)
    else:
        pictures.collect(draft, None)
    if source not in {None, "-"}:
        pictures.copy(draft, Path(str(source)), folder)


def _format(target: Path | None) -> str:
    if target is None:
        return "yaml"
    form = PROFILE_SUFFIXES.get(target.suffix.lower())
    if form is None:
        raise UsageError(f"{target} is not the name of a profile", hint="give it the suffix .yaml, .json or .toml")
    return form


def _images(draft: Draft, target: Path | None) -> dict[Path, bytes]:
    """Return the pictures to write next to the profile, which requires that it is written to a file."""
    if target is None:
        for name in draft.images:
            draft.note("lost", ("image",), value=name, message="a picture is written beside the profile: use -o")
        return {}
    for name in draft.images:
        if name != Path(name).name or not re.fullmatch(r"\w[^/\\\0]*\.(jpe?g|png|gif|webp)", name):
            raise RefusedError(f"`{name}` is not the name of a picture beside the profile")
    return {target.parent / name: content for name, content in draft.images.items()}


def _check(path: Path, *, force: bool) -> None:
    if not force and os.path.lexists(path):
        message = f"{path} exists already"
        raise OutputError(message, hint="--force replaces it")


def _report(draft: Draft, report: str | None, what: str, target: Path | None, *, json: bool, console: Console) -> None:
    from resume_cli.interchange.report import lines, ndjson, summary

    text = ndjson(draft.notes)
    if report:
        writer.write(Path(report), text.encode())
    if json and target is not None:
        write_bytes(text.encode())
    elif json:
        for line in text.splitlines():
            console.error(line)
    if console.quiet or json:
        return
    for line in lines(draft.notes):
        console.warn(line)
    counts = summary(draft.notes)
    console.tell(f"{target or 'stdout'}: imported from {what}" + (f" ({counts})" if counts else ""))
    if target is not None:
        console.tell(f"next: resume validate {target}")
