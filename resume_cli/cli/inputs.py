"""Reading profiles for a command, and what the environment says that a job needs."""

from __future__ import annotations

import sys
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from resume_cli.pipeline import LoadedProfile, OnStep, load
from resume_cli.profile.source import STDIN, ProfileSource, read_source, source_of

if TYPE_CHECKING:
    from resume_cli.cli.console import Console


def read_input(name: str, input_format: str | None) -> ProfileSource:
    """Read a profile's file, or standard input for `-`. Raises InputError or LimitError."""
    from resume_cli.profile.readers import limits

    if name == STDIN:
        return source_of(sys.stdin.buffer.read(limits.MAX_BYTES + 1), STDIN, input_format)
    return read_source(name, input_format)


def open_named(name: str, input_format: str | None, on_step: OnStep) -> LoadedProfile:
    """Read, load and validate a profile."""
    return load(read_input(name, input_format), on_step)


@dataclass(slots=True)
class _Watcher:
    """Names the steps with the time since the command began."""

    console: Console
    start: float

    def __call__(self, step: str, on: str) -> None:
        passed = (time.perf_counter() - self.start) * 1000
        self.console.step(f"{passed:7.1f} ms  {step:<9}{on}")


def watcher(console: Console) -> OnStep:
    """Return what is told of each step."""
    return _Watcher(console, time.perf_counter())
