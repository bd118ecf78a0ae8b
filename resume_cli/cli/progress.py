"""How a batch is told: a bar with rate and time left on a terminal, plain lines elsewhere, records under `--json`."""

from __future__ import annotations

import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from resume_cli.cli.console import Console, clean, colour_wanted, width_of

if TYPE_CHECKING:
    from resume_cli.batch.run import Summary

_BAR = 24
_REDRAW_SECONDS = 0.1
_LINE_SECONDS = 10.0
_MOST_FAILURES = 50


@dataclass(slots=True)
class Progress:
    """Listens to a batch and tells of it."""

    console: Console
    total: int = 0
    done: int = 0
    failed: int = 0
    started: float = field(default_factory=time.monotonic)
    drawn: float = 0.0
    shown: bool = False
    last_failure: str = ""

    def planned(self, profiles: int) -> None:
        """Remember how many there are."""
        self.total = profiles
        self.started = self.drawn = time.monotonic()

    def output(self, record: Mapping[str, Any]) -> None:
        """Print a record, and talk of what went wrong."""
        if self.console.json:
            import json

            self.console.data(json.dumps(record, ensure_ascii=False))
        if record["status"] == "failed":
            self._tell_failure(failure_line(record))
        elif self.console.verbose:
            self.clear()
            for warning in record["warnings"]:
                self.console.step(_placed(warning))
            self.console.step(f"{record['output']}  {record['status']}")

    def _tell_failure(self, line: str) -> None:
        """Say why an output failed; several of one profile mostly fail for the same reason."""
        if line != self.last_failure:
            self.last_failure = line
            self.clear()
            self.console.error(line)

    def profile(self, label: str, *, failed: bool) -> None:  # noqa: ARG002 - the protocol's signature
        """Count, and draw now and then."""
        self.done += 1
        self.failed += failed
        if self.console.quiet:
            return
        now = time.monotonic()
        if sys.stderr.isatty():
            if now - self.drawn >= _REDRAW_SECONDS or self.done == self.total:
                self.drawn = now
                self._draw()
        elif now - self.drawn >= _LINE_SECONDS:
            self.drawn = now
            self.console.warn(self._numbers())

    def clear(self) -> None:
        """Take the bar away, so that something else can stand there."""
        if self.shown:
            sys.stderr.write(
                "\r\x1b[K" if colour_wanted(sys.stderr) else "\r" + " " * (width_of(sys.stderr) - 1) + "\r"
            )
            sys.stderr.flush()
            self.shown = False

    def _draw(self) -> None:
        filled = _BAR * self.done // max(1, self.total)
        line = f"[{'#' * filled}{'.' * (_BAR - filled)}] {self._numbers()}"
        self.clear()
        sys.stderr.write(line[: width_of(sys.stderr) - 1])
        sys.stderr.flush()
        self.shown = True

    def _numbers(self) -> str:
        passed = time.monotonic() - self.started
        rate = self.done / passed if passed > 0 else 0.0
        left = f", {duration((self.total - self.done) / rate)} left" if rate > 0 and self.done < self.total else ""
        failed = f", {self.failed} failed" if self.failed else ""
        return f"{self.done}/{self.total}, {rate:.1f}/s{left}{failed}"


def duration(seconds: float) -> str:
    """Return seconds as people read them: `0:42`, `1:02:03`."""
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02d}:{rest:02d}" if hours else f"{minutes}:{rest:02d}"


def failure_line(record: Mapping[str, Any]) -> str:
    """Return why an output failed, in one line that names the file and the place."""
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


def tell_summary(console: Console, summary: Summary) -> None:
    """Say at the end what came of it, and list what failed."""
    rate = summary.finished / summary.seconds if summary.seconds > 0 else 0.0
    parts = [f"{summary.profiles} profile{'s' if summary.profiles != 1 else ''}", f"{summary.written} written"]
    parts += [f"{summary.unchanged} up to date"] if summary.unchanged else []
    parts += [f"{len(summary.failures)} failed"] if summary.failures else []
    parts += [f"{summary.profiles - summary.finished} not done"] if summary.finished < summary.profiles else []
    parts += [f"{summary.warnings} warning{'s' if summary.warnings != 1 else ''}"] if summary.warnings else []
    console.warn(f"{', '.join(parts)} in {duration(summary.seconds)} ({rate:.1f}/s)")
    for _, label, record in summary.failures[:_MOST_FAILURES]:
        line = failure_line(record)
        console.error("  failed: " + clean(line if line.startswith(label) else f"{label}: {line}"))
    if len(summary.failures) > _MOST_FAILURES:
        console.error(f"  and {len(summary.failures) - _MOST_FAILURES} more, each told above")
