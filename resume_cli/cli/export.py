"""`resume export FORMATS [PROFILE…]`: the six steps, for every format, language and variant that was asked for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Any

import typer
from msgspec.structs import replace

from resume_cli.cli import parameters as take
from resume_cli.cli.console import Console, write_bytes
from resume_cli.cli.discovery import find_profiles
from resume_cli.cli.inputs import open_named, watcher
from resume_cli.cli.options import load_exporters
from resume_cli.cli.outcome import Outcome
from resume_cli.cli.targets import STDOUT, Planned, Target, check, output_stem, stem_of
from resume_cli.errors import ResumeError, UsageError
from resume_cli.export import Exporter
from resume_cli.exporters import registry
from resume_cli.output import results, writer
from resume_cli.pipeline import (
    LoadedProfile,
    OnStep,
    RenderOptions,
    compose,
    languages_of,
    public_name,
    render,
    variants_of,
)
from resume_cli.profile.source import STDIN, files_of

_EXAMPLES = """\
\b
examples:
  resume export pdf
  resume export pdf,docx,html profile.yaml --language all -o out/
  resume export all --variant architect --theme modern -O token.accent='#005a9c'
"""
_Formats = Annotated[
    str,
    typer.Argument(
        metavar="FORMATS", help="pdf, docx, html, text, markdown: one, several with commas, or all.", show_default=False
    ),
]
_Output = Annotated[
    str | None,
    typer.Option("--output", "-o", metavar="FILE|DIR/|-", help="Where to write; - is stdout. Default: this folder."),
]


@dataclass(frozen=True, slots=True)
class _Request:
    """What the command line asks for."""

    exporters: Mapping[str, Exporter | ResumeError]
    languages: tuple[str, ...]
    variants: tuple[str, ...]
    order: RenderOptions
    target: Target
    strict: bool


@dataclass(frozen=True, slots=True)
class _Shown:
    """One variant of a profile in one language; `label` is the profile's name without what is redacted."""

    loaded: LoadedProfile
    order: RenderOptions
    label: str
    stem: str


@dataclass(frozen=True, slots=True)
class _Job:
    """One output: what is ordered of which profile, and where it goes (nothing is stdout)."""

    label: str
    loaded: LoadedProfile
    order: RenderOptions
    path: Path | None


@dataclass(slots=True)
class _Work:
    """All jobs, the files they are made of, and the outputs that will not come, each with its reason."""

    jobs: list[_Job] = field(default_factory=list)
    inputs: list[Path] = field(default_factory=list)
    failed: list[tuple[dict[str, Any], ResumeError]] = field(default_factory=list)


def run(words: Sequence[str]) -> int:
    """Run the command and return its exit code."""
    return take.invoke(export, "export", words, epilog=_EXAMPLES)


def export(
    formats: _Formats,
    profiles: take.Profiles = None,
    output: _Output = None,
    language: take.Language = None,
    variant: take.VariantNames = None,
    theme: take.ThemeName = None,
    options: take.Options = None,
    input_format: take.InputFormatOption = None,
    strict: take.Strict = False,
    quiet: take.Quiet = False,
    verbose: take.Verbose = False,
    json: take.Json = False,
    debug: take.Debug = False,
) -> int:
    """Write profiles as files."""
    console = Console(quiet, verbose, json)
    given, tokens = take.split_options(options)
    exporters = load_exporters(registry.parse_formats([formats]))
    registry.check_options([each for each in exporters.values() if isinstance(each, Exporter)], given)
    request = _Request(
        exporters=exporters,
        languages=take.split_list(language, "language"),
        variants=take.split_list(variant, "variant"),
        order=RenderOptions("", theme=theme, options=given, tokens=tokens),
        target=Target.read(output),
        strict=strict,
    )
    return _export(find_profiles(profiles or ()), input_format, request, console)


def _export(profiles: Sequence[str], input_format: str | None, request: _Request, console: Console) -> int:
    if request.target.is_stdout and console.json:
        message = "--json and -o - both want stdout"
        raise UsageError(message, hint="write to a file: -o resume.pdf")
    on_step = watcher(console)
    work = _plan(profiles, input_format, request, console, on_step)
    inputs = [*work.inputs, *(Path(name) for name in profiles if name != STDIN)]
    check(request.target, [Planned(job.label, job.path) for job in work.jobs], inputs)
    outcome = Outcome(console, request.strict)
    for entry, error in work.failed:
        outcome.fail(entry, error)
    for job in work.jobs:
        _do(job, outcome, on_step)
    return outcome.finish()


def _plan(
    profiles: Sequence[str], input_format: str | None, request: _Request, console: Console, on_step: OnStep
) -> _Work:
    """Open all profiles and name all outputs; what one profile has wrong stops that profile only."""
    work = _Work()
    for name in profiles:
        try:
            loaded = open_named(name, input_format, on_step)
            shown = list(_shown(loaded, request, on_step))
        except ResumeError as error:
            if len(profiles) == 1 and not console.json:
                raise
            work.failed += [(results.record(name, each), error) for each in request.exporters]
        else:
            work.inputs += files_of(loaded.source)
            for each in shown:
                _add_jobs(work, each, request)
    return work


def _shown(loaded: LoadedProfile, request: _Request, on_step: OnStep) -> Iterator[_Shown]:
    """Yield each variant in each language, with what its outputs are called."""
    from resume_cli.select import safe_stem

    variants = variants_of(loaded, request.variants)
    for variant in variants:
        languages = languages_of(loaded, request.languages)
        for language in languages:
            order = replace(request.order, language=language, variant=variant)
            selection = compose(loaded, order, on_step).selection
            stem = output_stem(
                safe_stem(selection, stem_of(loaded.source.name)),
                language if len(languages) > 1 else None,
                variant if len(variants) > 1 else None,
            )
            yield _Shown(loaded, order, public_name(selection, loaded.source.name), stem)


def _add_jobs(work: _Work, shown: _Shown, request: _Request) -> None:
    for name, exporter in request.exporters.items():
        order = replace(shown.order, format=name)
        if isinstance(exporter, ResumeError):
            work.failed.append((results.record(shown.label, name, order.language, order.variant), exporter))
        else:
            path = request.target.path(shown.stem + exporter.suffix)
            work.jobs.append(_Job(shown.label, shown.loaded, order, path))


def _do(job: _Job, outcome: Outcome, on_step: OnStep) -> None:
    """Render and write one output; what goes wrong with it leaves the others alone."""
    order = job.order
    entry = results.record(job.label, order.format, order.language, order.variant, order.theme)
    try:
        output = render(job.loaded, order, on_step=on_step)
        place = str(job.path) if job.path else STDOUT
        on_step("write", f"{place}, {len(output.content)} bytes")
        if job.path:
            writer.write(job.path, output.content)
        else:
            write_bytes(output.content, binary=output.binary)
    except ResumeError as error:
        outcome.fail(entry, error)
    else:
        outcome.succeed(entry, output, place)
