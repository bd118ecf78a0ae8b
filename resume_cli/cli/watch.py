"""`export --watch`: exports again whenever one of the files that were read changes.

The folders of those files are watched, because many editors save by writing another file and renaming it. What was
read is compared by content, so that an export never starts another, even where it writes beside the profile.
"""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from resume_cli.cli.console import write_text
from resume_cli.errors import MissingPartError, ResumeError
from resume_cli.output.digests import digest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from resume_cli.cli.console import Console

EXTRA = "pip install 'resume-press[preview]'"


def watch(export: Callable[[], tuple[int, set[Path]]], profiles: Sequence[str], console: Console) -> int:
    """Export now, and after each change, until interrupted; `export` returns its exit code and the files it read."""
    if find_spec("watchfiles") is None:
        raise MissingPartError("--watch needs watchfiles, which is not installed", hint=EXTRA)
    from watchfiles import watch as changes

    files = {Path(name) for name in profiles}
    while True:
        try:
            # What an invalid profile includes is not known, so the files of the last valid one stay.
            files |= export()[1]
        except ResumeError as error:
            _tell(error)
        known = _digests(files)
        console.tell(f"watching {len(files)} {'file' if len(files) == 1 else 'files'}; Ctrl-C ends")
        folders = {path.absolute().parent for path in files if path.absolute().parent.is_dir()}
        for _ in changes(*folders, debounce=50, step=20, recursive=False, raise_interrupt=True):
            if _digests(files) != known:
                break
        else:
            raise KeyboardInterrupt


def _tell(error: ResumeError) -> None:
    import sys

    from resume_cli.cli.failures import failure_text

    write_text(sys.stderr, failure_text(error))


def _digests(files: Iterable[Path]) -> dict[Path, str | None]:
    return {path: digest(path) for path in files}
