"""`resume export FORMATS [PROFILE…]`: the six steps for every requested format, language and variant."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property, partial
from itertools import product
from pathlib import Path
from typing import Annotated

import typer
from msgspec import Struct
from msgspec.structs import replace

from resume_cli.cli import clock, completion, parameters
from resume_cli.cli.console import Console, write_bytes
from resume_cli.cli.examples import command
from resume_cli.cli.outputs import Outputs
from resume_cli.cli.profiles import find_profiles, load_profile
from resume_cli.cli.targets import STDOUT, Target, check, output_stem
from resume_cli.cli.values import load_suffixes, parse_formats, split_list, split_options, untrusted_rules
from resume_cli.errors import ResumeError, UsageError
from resume_cli.exporters import registry
from resume_cli.output import results
from resume_cli.output.results import Output
from resume_cli.pipeline import (
    LoadedProfile,
    OnStep,
    RenderOptions,
    compose,
    inputs_of,
    languages_of,
    public_name,
    variants_of,
    write,
)
from resume_cli.profile.source import STDIN

_Formats = Annotated[
    str,
    typer.Argument(
        metavar="FORMATS", help=registry.FORMATS_HELP, show_default=False, autocompletion=completion.formats
    ),
]
_Output = Annotated[
    str | None,
    typer.Option("--output", "-o", metavar="FILE|DIR/|-", help="Where to write; - is stdout. Default: this folder."),
]
_IfChanged = Annotated[
    bool,
    typer.Option("--if-changed", help="Write nothing if profile, theme, version and options are those of last time."),
]
_Watch = Annotated[bool, typer.Option("--watch", help="Export again whenever a file that was read changes.")]
# A link to the file from which stdin is read, if it is a file.
_STDIN_FILE = "/dev/stdin"


class _Job(Struct, frozen=True):
    """One output: its profile, the name of the profile without hidden values, and its path (None for stdout)."""

    loaded: LoadedProfile
    name: str
    options: RenderOptions
    path: Path | None


class _Request(Struct, frozen=True, dict=True):
    """The profiles by name, and the requested outputs of each."""

    formats: tuple[str, ...]
    languages: Sequence[str]
    variants: Sequence[str]
    options: RenderOptions
    target: Target
    names: tuple[str, ...]
    input_format: str | None

    @cached_property
    def suffixes(self) -> Mapping[str, str | ResumeError]:
        """The suffix of each format, or the error if it cannot be loaded; raises UsageError for an unknown option."""
        return load_suffixes(self.formats, self.options.options)

    def jobs(self, loaded: LoadedProfile, on_step: OnStep) -> Iterator[_Job]:
        """Yield the outputs of a profile; raises UsageError for an unknown variant or language."""
        from resume_cli.select import safe_stem

        stem = "resume" if loaded.source.name == STDIN else Path(loaded.source.name).stem or "resume"
        variants = variants_of(loaded, self.variants)
        languages = languages_of(loaded, self.languages)
        for variant, language in product(variants, languages):
            options = replace(self.options, language=language, variant=variant)
            selection = compose(loaded, options, on_step).selection
            parts = (language if len(languages) > 1 else None, variant if len(variants) > 1 else None)
            file = output_stem(safe_stem(selection, stem), *parts)
            for name, suffix in self.suffixes.items():
                label = public_name(selection, loaded.source.name)
                yield _Job(loaded, label, replace(options, format=name), self.target.path(f"{file}{suffix}"))

    def check(self, jobs: Sequence[_Job]) -> None:
        """Check, before anything is rendered, that all outputs can be written and overwrite no input."""
        inputs = {Path(_STDIN_FILE if name == STDIN else name) for name in self.names}
        for job in jobs:
            inputs |= inputs_of(job.loaded, job.options)
        planned = [(job.name, job.path) for job in jobs if isinstance(self.suffixes[job.options.format], str)]
        check(self.target, planned, inputs)
        for name, suffix in self.suffixes.items():
            if isinstance(suffix, str):
                self.target.check_suffix(name, suffix)


@command(
    "resume export pdf",
    "resume export pdf,docx,html profile.yaml --language all -o out/",
    "resume export all --variant architect -O token.accent='#005a9c'",
)
def export(
    ctx: typer.Context,
    formats: _Formats,
    profiles: parameters.Profiles = None,
    output: _Output = None,
    language: parameters.Language = None,
    variant: parameters.Variant = None,
    theme: parameters.Theme = None,
    options: parameters.Options = None,
    input_format: parameters.InputFormatOption = None,
    timeout: clock.Timeout = clock.SECONDS,
    if_changed: _IfChanged = False,
    watch: _Watch = False,
    allow_missing_glyphs: parameters.AllowMissingGlyphs = False,
    untrusted: parameters.Untrusted = False,
    strict: parameters.Strict = False,
    quiet: parameters.Quiet = False,
    verbose: parameters.Verbose = False,
    json: parameters.Json = False,
) -> int:
    """Write profiles as files."""
    console = Console(quiet, verbose, json)
    given, tokens = split_options(options)
    rules = untrusted_rules() if untrusted else None
    wanted = RenderOptions("", None, None, theme, given, tokens, allow_missing_glyphs, rules)
    chosen = parse_formats(formats, rules), split_list(language, "language"), split_list(variant, "variant")
    request = _Request(*chosen, wanted, Target.read(output), find_profiles(profiles or ()), input_format)
    _check_target(request, json=json, keeps=if_changed or watch, rules=watch and untrusted)
    outputs = partial(Outputs, console, strict, languages=language)
    once = partial(_export_once, request, outputs, timeout, if_changed=if_changed)
    if watch:
        from resume_cli.cli.watch import watch as watch_files

        watch_files(once, request.names, console, debug=ctx.obj["debug"])
    return once()[0]


def _export_once(
    request: _Request, new_outputs: Callable[[], Outputs], timeout: float, *, if_changed: bool
) -> tuple[int, set[Path]]:
    """Export within the time limit; return the exit code and the files that were read."""
    outputs = new_outputs()
    with clock.limited(timeout):
        if if_changed:
            return _export_changes(request, outputs)
        inputs = _export(request, outputs)
    return outputs.finish(), inputs


def _check_target(request: _Request, *, json: bool, keeps: bool, rules: bool) -> None:
    """Refuse options that need a file if there is none, and options that must not be used with untrusted profiles."""
    if rules:
        raise UsageError("--watch is for your own files; it cannot be combined with --untrusted")
    if request.target.is_stdout and json:
        raise UsageError("--json and -o - both want stdout", hint="write to a file: -o resume.pdf")
    if keeps and (request.target.is_stdout or STDIN in request.names):
        raise UsageError("--if-changed and --watch need files to read and to write", hint="leave `-` out")


def _export_changes(request: _Request, outputs: Outputs) -> tuple[int, set[Path]]:
    """Export if anything has changed since the last time; return the exit code and the files that were read."""
    from resume_cli.cli.unchanged import Record

    record = Record((repr(request), outputs.strict), request.formats)
    if known := record.read():
        for entry in known.outputs:
            outputs.unchanged(entry)
        return known.status, set(map(Path, known.inputs))
    record.forget()
    outputs.records = []
    inputs = _export(request, outputs)
    status = outputs.finish()
    if not outputs.statuses:
        record.write(inputs, outputs.records, status)
    return status, inputs


def _export(request: _Request, outputs: Outputs) -> set[Path]:
    """Plan and make all outputs and return the files that were read; a bad profile affects only its own outputs."""
    jobs: list[_Job] = []
    failures: dict[str, ResumeError] = {}
    suffixes, on_step = request.suffixes, outputs.console.on_step
    for name in request.names:
        try:
            jobs += request.jobs(load_profile(name, request.input_format, on_step), on_step)
        except ResumeError as error:
            if len(request.names) == 1 and not outputs.console.json:
                raise
            failures[name] = error
    request.check(jobs)
    for name, failure in failures.items():
        for format_name in suffixes:
            outputs.fail(results.record(name, format_name), failure)
    for job in jobs:
        deliver = partial(_deliver, path=job.path, follow=request.target.file is not None, on_step=on_step)
        outputs.make(job.loaded, job.options, deliver)
    if outputs.succeeded and not request.languages:
        outputs.also = _also_spoken({job.name: job for job in jobs}.values())
    unread = (path for failure in failures.values() for path in failure.inputs)
    return {*unread, *(path for job in jobs for path in inputs_of(job.loaded, job.options))}


def _also_spoken(jobs: Iterable[_Job]) -> list[str]:
    """Return a line for each profile that has other languages than the exported one."""
    spoken = ((job, compose(job.loaded, job.options).selection) for job in jobs)
    others = ((job.name, [each for each in found.languages if each != found.language]) for job, found in spoken)
    return [f"{name} also speaks {', '.join(tags)}: -l all" for name, tags in others if tags]


def _deliver(output: Output, path: Path | None, on_step: OnStep, *, follow: bool) -> str:
    """Write an output and return its place."""
    if path is None:
        on_step("write", f"{STDOUT}, {len(output.content)} bytes")
        write_bytes(output.content, binary=output.binary)
        return STDOUT
    write(output, path, on_step, follow=follow)
    return str(path)
