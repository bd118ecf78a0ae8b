"""What a worker needs for any format, imported once by the server from which workers are forked.

This module is run for what it imports. What fails here fails again, and is told, where it is needed.
"""

from __future__ import annotations

import contextlib
import gc
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from resume_cli.batch import worker
from resume_cli.errors import ResumeError
from resume_cli.pipeline import RenderOptions, compose, load, render
from resume_cli.profile.source import ProfileSource

if TYPE_CHECKING:
    from resume_cli.pipeline import LoadedProfile

__all__ = ["warm", "worker"]

_EXAMPLE = (
    b'{"basics": {"name": "Warm Up", "summary": "A **first** line."}, "work": [{"name": "One", "startDate": "2020"}]}'
)


def _opened() -> LoadedProfile:
    from resume_cli.profile.folder import Folder

    moment = datetime.fromtimestamp(0, tz=UTC)
    return load(ProfileSource("warm.json", _EXAMPLE, Folder(Path()), moment))


def warm(format_name: str | None = None) -> None:
    """Go through the steps once, so that all they import is there before workers are forked."""
    with contextlib.suppress(ResumeError, ImportError, OSError):
        loaded = _opened()
        compose(loaded, RenderOptions(""))
        if format_name:
            render(loaded, RenderOptions(format_name))
    # What is there now lives as long as the process: no collection needs to look at it, and no fork copies it.
    gc.freeze()


warm()
