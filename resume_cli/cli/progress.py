"""The progress reports of a batch: a bar on a terminal, otherwise a line every ten seconds, or records for `--json`."""

from __future__ import annotations

import os
import sys
import time
from typing import TYPE_CHECKING, Any

from msgspec import Struct, field

from resume_cli.output.report import counted

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from rich.progress import Progress

    from resume_cli.batch.run import Summary
    from resume_cli.cli.console import Console

_BAR = 24
_LINE_SECONDS = 10.0
_MOST_FAILURES = 50
_MOST_LEFT_OUT = 5


class BatchProgress(Struct):
    """Listens to a batch and reports it."""

    console: Console
    total: int = 0
    done: int = 0
    failed: int = 0
    started: float = field(default_factory=time.monotonic)
    reported: float = 0.0
    last_failure: str = ""
    bar: Progress | None = None

    def planned(self, profiles: int) -> None:
        """Record the number of profiles and show the bar."""
        self.total = profiles
        self.started = self.reported = time.monotonic()
        # Records on the same terminal would interfere with the bar.
        alone = not (self.console.json and sys.stdout.isatty())
        if alone and not self.console.quiet and sys.stderr.isatty() and os.environ.get("TERM") != "dumb":
            self.bar = _bar()
            self.bar.add_task("", total=profiles)
            self.bar.start()

    def output(self, record: Mapping[str, Any]) -> None:
        """Print a record if `--json` is given, and report failures."""
        if self.console.json:
            self.console.record(record)
        if record["status"] == "failed":
            line = failure_line(record)
            # Several outputs of one profile usually fail for the same reason.
            if line != self.last_failure:
                self.last_failure = line
                self.console.error(line)
        else:
            for warning in record["warnings"]:
                self.console.step(_placed(warning))
            self.console.step(f"{record['output']}  {record['status']}")

    def profile(self, label: str, *, failed: bool) -> None:  # noqa: ARG002 - the protocol's signature
        """Count a finished profile."""
        self.done += 1
        self.failed += failed
        now = time.monotonic()
        if self.bar is not None:
            self.bar.update(self.bar.task_ids[0], completed=self.done, description=self._numbers())
        elif now - self.reported >= _LINE_SECONDS:
            self.reported = now
            self.console.warn(self._numbers())

    def close(self) -> None:
        """Remove the bar."""
        if self.bar is not None:
            self.bar.stop()

    def _numbers(self) -> str:
        passed = time.monotonic() - self.started
        rate = self.done / passed if passed > 0 else 0.0
        left = f", {duration((self.total - self.done) / rate)} left" if rate > 0 and self.done < self.total else ""
        failed = f", {self.failed} failed" if self.failed else ""
        return f"{self.done}/{self.total}, {rate:.1f}/s{left}{failed}"


def _bar() -> Progress:
    """Return a bar with numbers next to it, which disappears when it is closed."""
    from rich.console import Console as RichConsole
    from rich.progress import BarColumn, Progress, TextColumn

    columns = (BarColumn(_BAR), TextColumn("{task.description}", markup=False))
    # Messages on stderr are printed above the bar; the terminal breaks long lines, so that they can be copied.
    console = RichConsole(stderr=True, soft_wrap=True, highlight=False)
    return Progress(*columns, console=console, transient=True, redirect_stdout=False)


def duration(seconds: float) -> str:
    """Return a number of seconds in the form `0:42` or `1:02:03`."""
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02d}:{rest:02d}" if hours else f"{minutes}:{rest:02d}"


def failure_line(record: Mapping[str, Any]) -> str:
    """Return a line about a failed output that names the reason, the file and the position."""
    error = record["error"]
    problems = error.get("problems") or []
    if problems:
        more = f" (and {len(problems) - 1} more)" if len(problems) > 1 else ""
        return _placed(problems[0]) + more
    message = str(error["message"])
    profile = str(record["profile"])
    return message if message.startswith(profile) else f"{profile}: {message}"


def _placed(problem: Mapping[str, Any]) -> str:
    place = f"{problem['file']}:{problem['line']}:{problem['column']}: " if problem["file"] else ""
    return f"{place}{problem['message']}"


def report_left_out(console: Console, files: Sequence[Path]) -> None:
    """Report the files in the sources that are not profiles."""
    if files:
        more = f" and {len(files) - _MOST_LEFT_OUT} more" if len(files) > _MOST_LEFT_OUT else ""
        shown = ", ".join(map(str, files[:_MOST_LEFT_OUT]))
        console.warn(f"left out, as they are schemas, themes or data of other profiles: {shown}{more}")


def report_summary(console: Console, summary: Summary, journal: Path) -> None:
    """Report the number of outputs, the warnings by kind, and the failures."""
    rate = summary.finished / summary.seconds if summary.seconds > 0 else 0.0
    warnings = summary.warnings.total()
    parts = [counted(summary.profiles, "profile"), f"{summary.written} written"]
    parts += [f"{summary.unchanged} up to date"] if summary.unchanged else []
    parts += [f"{len(summary.failures)} failed"] if summary.failures else []
    parts += [f"{summary.profiles - summary.finished} not done"] if summary.finished < summary.profiles else []
    parts += [counted(warnings, "warning")] if warnings else []
    parts += [f"{counted(summary.undrawn_words, 'word')} cannot be drawn"] if summary.undrawn_words else []
    console.warn(f"{', '.join(parts)} in {duration(summary.seconds)} ({rate:.1f}/s)")
    if warnings:
        kinds = ", ".join(f"{count} {code}" for code, count in summary.warnings.most_common())
        place = f"; each is in {journal}" if str(journal) != os.devnull else ""
        console.warn(f"  warnings: {kinds}{place}")
    for label, record in list(summary.failures.values())[:_MOST_FAILURES]:
        line = failure_line(record)
        console.error("  failed: " + (line if line.startswith(label) else f"{label}: {line}"))
    if len(summary.failures) > _MOST_FAILURES:
        console.error(f"  and {len(summary.failures) - _MOST_FAILURES} more, reported above")
