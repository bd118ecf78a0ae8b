"""The implementation of `resume batch`, separate from its options, so that shell completion need not load it."""

from __future__ import annotations

import os
import sys
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace

from resume_cli.batch.cluster import connect, unwatched
from resume_cli.batch.journal import Journal, Line, read, state_path
from resume_cli.batch.names import Pattern, default_pattern
from resume_cli.batch.pool import Limits
from resume_cli.batch.run import Batch, Request
from resume_cli.batch.sources import find
from resume_cli.batch.stores import OutputStore, open_store
from resume_cli.batch.tasks import Matrix
from resume_cli.cli.batch import MEMORY, SECONDS
from resume_cli.cli.progress import BatchProgress, report_left_out, report_summary
from resume_cli.cli.values import load_suffixes, parse_formats, split_list, split_options, untrusted_rules
from resume_cli.errors import ExitStatus, MissingPartError, ResumeError, UsageError
from resume_cli.profile.source import creation_moment

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from concurrent.futures import Executor

    from resume_cli.cli.console import Console
    from resume_cli.untrusted import Untrusted

__all__ = ["limits_of", "matrix_of", "report_left_out", "request_of", "run"]


def run(request: Request, engine: str | None, console: Console, *, strict: bool) -> int:
    """Run a batch, report its results, and return the exit code."""
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
    """Return the executor of a cluster, or one that replaces the worker pool on systems without `fork` (Windows)."""
    if engine:
        return connect(engine)
    if hasattr(os, "fork"):
        return nullcontext((None, 0))
    if request.matrix.untrusted:
        message = "workers cannot be limited on this system, as --untrusted promises"
        raise MissingPartError(message, hint="use Linux, macOS or WSL")
    return unwatched(request.limits.jobs)


def matrix_of(
    to: str,
    language: str | None,
    variant: str | None,
    theme: str | None,
    options: list[str] | None,
    allow_missing_glyphs: bool,
    *,
    untrusted: bool,
    on_cluster: bool,
) -> Matrix:
    """Return the combinations to export for each profile; raises errors in them before the batch begins."""
    given, tokens = split_options(options)
    rules = untrusted_rules() if untrusted else None
    suffixes = _suffixes(parse_formats(to, rules), given)
    themes = _themes(theme, tokens, rules, on_cluster=on_cluster)
    languages, variants = split_list(language, "language"), split_list(variant, "variant")
    return Matrix(suffixes, languages, variants, themes, given, tokens, allow_missing_glyphs, rules)


def request_of(
    sources: list[str],
    output: str,
    name: str | None,
    report: str | None,
    wanted: Matrix,
    limits: Limits,
    input_format: str | None,
    *,
    fail_fast: bool,
    again: bool,
) -> tuple[Request, Sequence[Path]]:
    """Return the request for a batch, and the files of the sources that are left out."""
    store, pattern, files = open_store(output), _pattern(name, wanted), _files(wanted)
    creation_moment(0.0)  # a SOURCE_DATE_EPOCH that is not a number is reported once
    found, (journal, earlier) = find(sources, sys.stdin.buffer), _journal(report, store, again=again)
    places = (found.profiles, wanted, pattern, store, creation_moment, limits, journal, earlier, files)
    return Request(*places, input_format, fail_fast), found.left_out


def _suffixes(formats: Iterable[str], options: Mapping[str, str]) -> dict[str, str]:
    """Return the suffix of each format; raises an error before the batch begins if one cannot be loaded."""
    suffixes = load_suffixes(formats, options)
    for each in suffixes.values():
        if isinstance(each, ResumeError):
            raise each
    return {name: str(suffix) for name, suffix in suffixes.items()}


def _themes(text: str | None, tokens: dict[str, str], rules: Untrusted | None, *, on_cluster: bool) -> tuple[str, ...]:
    """Return the themes of the outputs; raises an error before the batch begins if one is invalid."""
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
    """Return the pattern for the names of outputs: the given one, or one with a field for each varying property."""
    if text is not None:
        return Pattern.read(text)
    several = [len(each) > 1 or "all" in each for each in (wanted.languages, wanted.variants, wanted.themes)]
    return default_pattern(languages=several[0], variants=several[1], themes=several[2])


def limits_of(jobs: int | None, timeout: float | None, memory: int | None, *, on_cluster: bool) -> Limits:
    """Return the limits of workers; raises UsageError for limits with a cluster, which has its own."""
    if on_cluster and not jobs == timeout == memory is None:
        message = "--jobs, --timeout and --memory are for workers of this machine"
        raise UsageError(message, hint="a cluster has limits of its own")
    seconds = SECONDS if timeout is None else timeout
    size = MEMORY if memory is None else memory
    # A container or taskset may have limited the cores that this process may use.
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return Limits(jobs or cores, seconds or None, size or None)


def _files(wanted: Matrix) -> list[Path]:
    """Return the files of the themes that are not built in."""
    from resume_cli.theme.loader import load_theme

    return [file for theme in wanted.themes for file in load_theme(theme, wanted.tokens).files]


def _journal(report: str | None, store: OutputStore, *, again: bool) -> tuple[Journal, dict[str, Line]]:
    """Return the journal to write, and the lines of earlier journals if their run is continued."""
    kept = state_path(store.identity)
    path = kept if report is None else Path(report)
    return Journal(path, optional=report is None), read([kept, path]) if again else {}
