"""`resume batch SOURCE… --to FORMATS --output DIR`: many profiles, a journal and a summary."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from msgspec.structs import replace

from resume_cli.cli import parameters as take
from resume_cli.cli.console import Console
from resume_cli.cli.options import load_exporters
from resume_cli.cli.outcome import strict_status
from resume_cli.cli.progress import Progress, tell_summary
from resume_cli.errors import ExitStatus, ResumeError, UsageError
from resume_cli.export import Exporter
from resume_cli.exporters import registry
from resume_cli.profile.source import creation_moment

if TYPE_CHECKING:
    from concurrent.futures import Executor

    from resume_cli.batch.journal import Journal, Line
    from resume_cli.batch.names import Pattern
    from resume_cli.batch.pool import Limits
    from resume_cli.batch.run import Request
    from resume_cli.batch.stores import OutputStore
    from resume_cli.batch.tasks import Matrix

_EXAMPLES = """\
\b
examples:
  resume batch people/ --to pdf,docx --output out/
  resume batch 'people/**/*.yaml' --to pdf --language all --output out/ --name '{language}/{stem}.{format}'
  resume batch people/ --to pdf --output out/ --resume
  export-people | resume batch - --to html --output out/
"""
_UNITS = {"": 1, "k": 10**3, "m": 10**6, "g": 10**9}
_LEAST_MEMORY = 64 * 10**6
_MOST_JOBS = 1024


_Sources = Annotated[
    list[str],
    typer.Argument(
        metavar="SOURCE…",
        help="Folders, globs, files, - for NDJSON on stdin, or fsspec addresses.",
        show_default=False,
    ),
]
_To = Annotated[
    str,
    typer.Option("--to", metavar="FORMATS", help="pdf, docx, html, text, markdown: one, several with commas, or all."),
]
_Output = Annotated[
    str, typer.Option("--output", "-o", metavar="DIR", help="Folder for the outputs, or an fsspec address.")
]
_Name = Annotated[
    str | None,
    typer.Option(
        "--name",
        metavar="PATTERN",
        help="Names, such as '{stem}-{language}.{format}'; also {name}, {variant}, {theme}, {index}, {folder}.",
    ),
]
_Themes = Annotated[
    str | None, typer.Option("--theme", "-t", metavar="NAME[,NAME]|FOLDER|all", help="Themes, or the folder of one.")
]
_InputFormat = Annotated[
    take.InputFormat | None,
    typer.Option("--input-format", help="Format of all sources, whatever they are called."),
]
_Jobs = Annotated[str | None, typer.Option("--jobs", "-j", metavar="N", help="Workers. Default: one per core.")]
_Timeout = Annotated[
    str | None,
    typer.Option("--timeout", metavar="SECONDS", help="What one profile may take. Default: 120; 0 is no limit."),
]
_Memory = Annotated[
    str | None,
    typer.Option("--memory", metavar="SIZE", help="What one worker may hold, such as 800M. Default: no limit."),
]
_FailFast = Annotated[bool, typer.Option("--fail-fast", help="Stop at the first profile that fails.")]
_Resume = Annotated[
    bool, typer.Option("--resume", help="Make only what failed, changed or is missing since the last run.")
]
_Report = Annotated[
    str | None,
    typer.Option("--report", metavar="FILE", help="Write a journal: one JSON object per output, as it is done."),
]
_Engine = Annotated[
    str | None,
    typer.Option("--engine", metavar="dask:ADDRESS", help="Let a cluster work, such as dask:tcp://10.0.0.1:8786."),
]


@dataclass(frozen=True, slots=True)
class _Arguments:
    """What the command line says."""

    sources: list[str]
    to: str
    output: str
    name: str | None
    language: str | None
    variant: str | None
    theme: str | None
    options: list[str] | None
    input_format: str | None
    jobs: str | None
    timeout: str | None
    memory: str | None
    fail_fast: bool
    resume: bool
    report: str | None
    engine: str | None
    strict: bool


def run(words: Sequence[str]) -> int:
    """Run the command and return its exit code."""
    return take.invoke(batch, "batch", words, epilog=_EXAMPLES)


def batch(
    sources: _Sources,
    to: _To,
    output: _Output,
    name: _Name = None,
    language: take.Language = None,
    variant: take.VariantNames = None,
    theme: _Themes = None,
    options: take.Options = None,
    input_format: _InputFormat = None,
    jobs: _Jobs = None,
    timeout: _Timeout = None,
    memory: _Memory = None,
    fail_fast: _FailFast = False,
    resume: _Resume = False,
    report: _Report = None,
    engine: _Engine = None,
    strict: take.Strict = False,
    quiet: take.Quiet = False,
    verbose: take.Verbose = False,
    json: take.Json = False,
    debug: take.Debug = False,
) -> int:
    """Export many profiles. One that fails costs itself only."""
    arguments = _Arguments(
        sources, to, output, name, language, variant, theme, options, input_format, jobs, timeout, memory,
        fail_fast, resume, report, engine, strict,
    )  # fmt: skip
    return _run(arguments, Console(quiet, verbose, json))


def _run(arguments: _Arguments, console: Console) -> int:
    from resume_cli.batch.run import Batch

    progress = Progress(console)
    request = _request(arguments)
    with _executor(arguments) as (executor, window):
        request = replace(request, executor=executor, window=window)
        try:
            summary = Batch(request, progress).run()
        finally:
            progress.clear()
    tell_summary(console, summary)
    if summary.failures:
        return ExitStatus.PROBLEMS
    return strict_status(summary.codes) if arguments.strict else ExitStatus.OK


def _request(arguments: _Arguments) -> Request:
    from resume_cli.batch import sources
    from resume_cli.batch.run import Request
    from resume_cli.batch.stores import open_store

    wanted = _wanted(arguments)
    pattern = _pattern(arguments, wanted)
    limits = _limits(arguments)
    place = open_store(arguments.output)
    found = sources.find(arguments.sources, sys.stdin.buffer)
    journal, earlier = _journal(arguments, place, [each.path for each in found if each.path])
    return Request(
        sources=found,
        matrix=wanted,
        pattern=pattern,
        store=place,
        created=creation_moment,
        limits=limits,
        journal=journal,
        earlier=earlier,
        input_format=arguments.input_format,
        fail_fast=arguments.fail_fast,
    )


def _wanted(arguments: _Arguments) -> Matrix:
    from resume_cli.batch.tasks import Matrix

    exporters = load_exporters(registry.parse_formats([arguments.to]))
    broken = [each for each in exporters.values() if isinstance(each, ResumeError)]
    if broken:
        raise broken[0]
    options, tokens = take.split_options(arguments.options)
    registry.check_options([each for each in exporters.values() if isinstance(each, Exporter)], options)
    themes = _themes(arguments.theme, tokens, on_cluster=arguments.engine is not None)
    return Matrix(
        formats={name: each.suffix for name, each in exporters.items() if not isinstance(each, ResumeError)},
        languages=take.split_list(arguments.language, "language"),
        variants=take.split_list(arguments.variant, "variant"),
        themes=themes,
        options=options,
        tokens=tokens,
    )


def _themes(text: str | None, tokens: dict[str, str], *, on_cluster: bool) -> tuple[str, ...]:
    """Return the themes to make everything in; one that is wrong is told before anything begins."""
    from resume_cli.theme.loader import load_theme, theme_names

    themes = take.split_list(text, "theme")
    if text is not None and Path(text).is_dir():
        themes = (text,)
    if themes == ("all",):
        themes = theme_names()
    for each in themes or (("plain",) if tokens else ()):
        load_theme(each, tokens)
        if on_cluster and each not in theme_names():
            message = f"the theme {each} is a folder of this machine, which a cluster cannot see"
            raise UsageError(message)
    return themes


def _pattern(arguments: _Arguments, wanted: Matrix) -> Pattern:
    from resume_cli.batch.names import Pattern, default_pattern

    if arguments.name is not None:
        return Pattern.read(arguments.name)
    several = [len(each) > 1 or "all" in each for each in (wanted.languages, wanted.variants, wanted.themes)]
    return default_pattern(languages=several[0], variants=several[1], themes=several[2])


def _limits(arguments: _Arguments) -> Limits:
    from resume_cli.batch.pool import Limits

    if arguments.engine is not None and (arguments.timeout or arguments.memory or arguments.jobs):
        message = "--jobs, --timeout and --memory are for workers of this machine"
        raise UsageError(message, hint="a cluster has limits of its own")
    seconds = _number(arguments.timeout or "120", "--timeout")
    return Limits(
        jobs=_jobs(arguments.jobs),
        seconds=seconds or None,
        memory=_memory(arguments.memory),
    )


def _jobs(text: str | None) -> int:
    if text is None:
        # The cores that this process may use, which a container or taskset may have limited.
        return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    if not (text.isascii() and text.isdigit() and 0 < int(text[:9]) <= _MOST_JOBS):
        message = f"--jobs takes a number from 1 to {_MOST_JOBS}, not {text!r}"
        raise UsageError(message)
    return int(text)


def _number(text: str, option: str) -> float:
    if not re.fullmatch(r"[0-9]{1,9}(\.[0-9]{1,6})?", text, re.ASCII):
        message = f"{option} takes a number of seconds, not {text!r}"
        raise UsageError(message)
    return float(text)


def _memory(text: str | None) -> int | None:
    if text is None:
        return None
    match = re.fullmatch(r"([0-9]{1,9})([kKmMgG]?)[bB]?", text, re.ASCII)
    size = int(match[1]) * _UNITS[match[2].lower()] if match else 0
    if size < _LEAST_MEMORY:
        message = f"--memory takes a size from {_LEAST_MEMORY // 10**6}M on, such as 800M or 2G, not {text!r}"
        raise UsageError(message)
    return size


def _journal(arguments: _Arguments, place: OutputStore, inputs: list[Path]) -> tuple[Journal, dict[str, Line]]:
    """Return the journal to write, and what earlier ones tell if the run shall be continued."""
    from resume_cli.batch import journal
    from resume_cli.output import writer

    kept = journal.state_path(place.identity)
    path = kept
    if arguments.report is not None:
        path = Path(arguments.report)
        writer.check(path, inputs)
    earlier = journal.read([kept, path]) if arguments.resume else {}
    return journal.Journal(path, optional=arguments.report is None), earlier


@contextmanager
def _executor(arguments: _Arguments) -> Iterator[tuple[Executor | None, int]]:
    if arguments.engine is None:
        yield None, 0
        return
    from resume_cli.batch.cluster import connect

    with connect(arguments.engine) as (executor, window):
        yield executor, window
