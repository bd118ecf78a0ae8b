"""What `resume batch` does with its options, apart from them: to complete a word, the shell need not load it."""

from __future__ import annotations

import os
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
from resume_cli.cli.progress import BatchProgress, report_summary
from resume_cli.cli.values import load_suffixes, split_list
from resume_cli.errors import ExitStatus, MissingPartError, ResumeError, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from concurrent.futures import Executor

    from resume_cli.cli.console import Console
    from resume_cli.untrusted import Untrusted

__all__ = [
    "Matrix",
    "Request",
    "files_of",
    "find",
    "journal_of",
    "limits_of",
    "open_store",
    "pattern_of",
    "run",
    "suffixes_of",
    "themes_of",
]


def run(request: Request, engine: str | None, console: Console, *, strict: bool) -> int:
    """Make everything, report it, and return the exit code."""
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


def suffixes_of(formats: Iterable[str], options: Mapping[str, str]) -> dict[str, str]:
    """Return the suffix of each format; one that cannot be loaded is reported before anything begins."""
    suffixes = load_suffixes(formats, options)
    for each in suffixes.values():
        if isinstance(each, ResumeError):
            raise each
    return {name: str(suffix) for name, suffix in suffixes.items()}


def themes_of(
    text: str | None, tokens: dict[str, str], rules: Untrusted | None, *, on_cluster: bool
) -> tuple[str, ...]:
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


def pattern_of(text: str | None, wanted: Matrix) -> Pattern:
    """Return the names of the outputs: as given, or with what there are several of."""
    if text is not None:
        return Pattern.read(text)
    several = [len(each) > 1 or "all" in each for each in (wanted.languages, wanted.variants, wanted.themes)]
    return default_pattern(languages=several[0], variants=several[1], themes=several[2])


def limits_of(
    jobs: int | None, timeout: float | None, memory: int | None, formats: Iterable[str], *, on_cluster: bool
) -> Limits:
    """Return what workers may take; raises UsageError for limits of a cluster, which has its own."""
    if on_cluster and not jobs == timeout == memory is None:
        message = "--jobs, --timeout and --memory are for workers of this machine"
        raise UsageError(message, hint="a cluster has limits of its own")
    seconds = SECONDS if timeout is None else timeout
    size = MEMORY if memory is None else memory
    # The cores that this process may use, which a container or taskset may have limited.
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return Limits(jobs or cores, seconds or None, size or None)


def files_of(themes: Iterable[str], tokens: Mapping[str, str]) -> list[Path]:
    """Return the files of the themes that are not built in."""
    from resume_cli.theme.loader import load_theme

    return [file for theme in themes for file in load_theme(theme, tokens).files]


def journal_of(report: str | None, store: OutputStore, *, again: bool) -> tuple[Journal, dict[str, Line]]:
    """Return the journal to write, and what earlier ones hold if that run is continued."""
    kept = state_path(store.identity)
    path = kept if report is None else Path(report)
    return Journal(path, optional=report is None), read([kept, path]) if again else {}
