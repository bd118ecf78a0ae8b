"""`resume batch SOURCE… --to FORMATS --output DIR`: many profiles, a journal and a summary."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterable, Mapping
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from msgspec.structs import replace

from resume_cli.batch.cluster import connect, unwatched
from resume_cli.batch.journal import Journal, Line, read, state_path
from resume_cli.batch.names import Pattern, default_pattern
from resume_cli.batch.pool import Limits
from resume_cli.batch.run import Batch, Request
from resume_cli.batch.sources import find
from resume_cli.batch.stores import OutputStore, open_store
from resume_cli.batch.tasks import Matrix
from resume_cli.cli import completion, parameters
from resume_cli.cli.console import Console
from resume_cli.cli.examples import Command
from resume_cli.cli.progress import BatchProgress, report_left_out, report_summary
from resume_cli.cli.values import load_suffixes, parse_formats, split_list, split_options, untrusted_rules
from resume_cli.errors import ExitStatus, MissingPartError, ResumeError, UsageError
from resume_cli.exporters import registry
from resume_cli.profile.source import creation_moment
from resume_cli.untrusted import Untrusted

if TYPE_CHECKING:
    from concurrent.futures import Executor

_UNITS = {"": 1, "k": 10**3, "m": 10**6, "g": 10**9}
_LEAST_MEMORY = 64 * 10**6
_SECONDS = 120.0
_MEMORY = 10**9


def _size(text: str) -> int:
    """Read a size such as 800M; 0 is none."""
    if text == "0":
        return 0
    match = re.fullmatch(r"([0-9]{1,9})([kKmMgG]?)[bB]?", text, re.ASCII)
    size = int(match[1]) * _UNITS[match[2].lower()] if match else 0
    if size < _LEAST_MEMORY:
        message = f"expected a size of at least {_LEAST_MEMORY // 10**6}M, such as 800M or 2G, found '{text}'"
        raise typer.BadParameter(message)
    return size


_Sources = Annotated[
    list[str],
    typer.Argument(
        metavar="SOURCE…", help="Folders, globs, files, - for NDJSON on stdin, or fsspec addresses.", show_default=False
    ),
]
_To = Annotated[
    str, typer.Option("--to", metavar="FORMATS", help=registry.FORMATS_HELP, autocompletion=completion.formats)
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
_Themes = Annotated[str | None, parameters.theme_option("NAME[,NAME]|FOLDER|all", "Themes, or the folder of one.")]
_InputFormat = Annotated[
    parameters.InputFormat | None, typer.Option("--input-format", help="Format of all sources, whatever their names.")
]
_Jobs = Annotated[
    int | None, typer.Option("--jobs", "-j", metavar="N", min=1, max=1024, help="Workers. Default: one per core.")
]
_Timeout = Annotated[
    float | None,
    typer.Option(
        "--timeout",
        metavar="SECONDS",
        min=0,
        max=10**9,
        help=f"Limit for one profile. Default: {_SECONDS:g}; 0 is none.",
    ),
]
_Memory = Annotated[
    int | None,
    typer.Option("--memory", metavar="SIZE", parser=_size, help="Limit for one worker. Default: 1G; 0 is none."),
]
_FailFast = Annotated[bool, typer.Option("--fail-fast", help="Stop at the first profile that fails.")]
_Resume = Annotated[
    bool, typer.Option("--resume", help="Make only what failed, changed or is missing since the last run.")
]
_Report = Annotated[
    str | None, typer.Option("--report", metavar="FILE", help="Write a journal: a JSON object per output.")
]
_Engine = Annotated[
    str | None,
    typer.Option("--engine", metavar="dask:ADDRESS", help="Use a cluster, such as dask:tcp://10.0.0.1:8786."),
]
_EXAMPLES = """\
resume batch people/ --to pdf,docx -o out/
resume batch people/ --to pdf -l all -o out/ --name '{language}/{stem}.pdf'
cat people.ndjson | resume batch - --to html -o out/
"""
app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command(cls=Command, epilog=_EXAMPLES)
def batch(
    sources: _Sources,
    to: _To,
    output: _Output,
    name: _Name = None,
    language: parameters.Language = None,
    variant: parameters.Variant = None,
    theme: _Themes = None,
    options: parameters.Options = None,
    input_format: _InputFormat = None,
    jobs: _Jobs = None,
    timeout: _Timeout = None,
    memory: _Memory = None,
    fail_fast: _FailFast = False,
    resume: _Resume = False,
    report: _Report = None,
    engine: _Engine = None,
    allow_missing_glyphs: parameters.AllowMissingGlyphs = False,
    untrusted: parameters.Untrusted = False,
    strict: parameters.Strict = False,
    quiet: parameters.Quiet = False,
    verbose: parameters.Verbose = False,
    json: parameters.Json = False,
    debug: parameters.Debug = False,
) -> int:
    """Export many profiles. One bad profile never stops the others."""
    given, tokens = split_options(options)
    rules = untrusted_rules() if untrusted else None
    suffixes = _suffixes(parse_formats(to, rules), given)
    themes = _themes(theme, tokens, rules, on_cluster=engine is not None)
    languages, variants = split_list(language, "language"), split_list(variant, "variant")
    wanted = Matrix(suffixes, languages, variants, themes, given, tokens, allow_missing_glyphs, rules)
    limits = _limits(jobs, timeout, memory, suffixes, on_cluster=engine is not None)
    store, pattern, files = open_store(output), _pattern(name, wanted), _theme_files(themes, tokens)
    creation_moment(0.0)  # a SOURCE_DATE_EPOCH that is no number is told once
    found, journal = find(sources, sys.stdin.buffer), _journal(report, store, again=resume)
    places = (found.profiles, wanted, pattern, store, creation_moment, limits, *journal, files)
    console = Console(quiet, verbose, json)
    report_left_out(console, found.left_out)
    return _run(Request(*places, input_format, fail_fast), engine, console, strict=strict)


def _run(request: Request, engine: str | None, console: Console, *, strict: bool) -> int:
    progress = BatchProgress(console)
    with _executor(engine, request) as (executor, window):
        try:
            summary = Batch(replace(request, executor=executor, window=window), progress).run()
        finally:
            progress.close()
    report_summary(console, summary, request.journal.path)
    is_done = not (summary.failures or summary.undrawn_words or (strict and summary.warnings))
    return ExitStatus.OK if is_done else ExitStatus.PROBLEMS


def _executor(engine: str | None, request: Request) -> AbstractContextManager[tuple[Executor | None, int]]:
    """Return a cluster, or what stands in for our own workers where there is no `fork`: on Windows."""
    if engine:
        return connect(engine)
    if hasattr(os, "fork"):
        return nullcontext((None, 0))
    if request.matrix.untrusted:
        message = "workers cannot be limited on this system, as --untrusted promises"
        raise MissingPartError(message, hint="use Linux, macOS or WSL")
    return unwatched(request.limits.jobs)


def _suffixes(formats: Iterable[str], options: Mapping[str, str]) -> dict[str, str]:
    """Return the suffix of each format; one that cannot be loaded is reported before anything begins."""
    suffixes = load_suffixes(formats, options)
    for each in suffixes.values():
        if isinstance(each, ResumeError):
            raise each
    return {name: str(suffix) for name, suffix in suffixes.items()}


def _themes(text: str | None, tokens: dict[str, str], rules: Untrusted | None, *, on_cluster: bool) -> tuple[str, ...]:
    """Return the themes to make everything in; one that is wrong is reported before anything begins."""
    from resume_cli.theme.loader import load_theme, theme_names

    themes = split_list(text, "theme")
    if text is not None and Path(text).is_dir():
        themes = (text,)
    if themes == ("all",):
        themes = theme_names()
    for each in themes or (("plain",) if tokens else ()):
        loaded = load_theme(each, tokens)
        if rules:
            rules.check_theme(each, is_built_in=loaded.trusted)
        if on_cluster and each not in theme_names():
            message = f"the theme `{each}` is a folder of this machine, which a cluster cannot see"
            raise UsageError(message)
    return themes


def _pattern(text: str | None, wanted: Matrix) -> Pattern:
    if text is not None:
        return Pattern.read(text)
    several = [len(each) > 1 or "all" in each for each in (wanted.languages, wanted.variants, wanted.themes)]
    return default_pattern(languages=several[0], variants=several[1], themes=several[2])


def _limits(
    jobs: int | None, timeout: float | None, memory: int | None, formats: Iterable[str], *, on_cluster: bool
) -> Limits:
    if on_cluster and not jobs == timeout == memory is None:
        message = "--jobs, --timeout and --memory are for workers of this machine"
        raise UsageError(message, hint="a cluster has limits of its own")
    seconds = _SECONDS if timeout is None else timeout
    size = _MEMORY if memory is None else memory
    # The cores that this process may use, which a container or taskset may have limited.
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return Limits(jobs or cores, seconds or None, size or None)


def _theme_files(themes: Iterable[str], tokens: Mapping[str, str]) -> list[Path]:
    """Return the files of the themes that are not built in."""
    from resume_cli.theme.loader import load_theme

    return [file for theme in themes for file in load_theme(theme, tokens).files]


def _journal(report: str | None, store: OutputStore, *, again: bool) -> tuple[Journal, dict[str, Line]]:
    """Return the journal to write, and what earlier ones hold if that run is continued."""
    kept = state_path(store.identity)
    path = kept if report is None else Path(report)
    return Journal(path, optional=report is None), read([kept, path]) if again else {}
