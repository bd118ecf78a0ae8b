"""`export --watch`: exports again whenever one of the files that were read changes.

The folders of those files are watched, because many editors save by writing another file and renaming it. What was
read is compared by content, so that an export never starts another, even where it writes beside the profile.
"""

from __future__ import annotations

import time
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from resume_cli.cli import Stopped
from resume_cli.cli.clock import TimedOutError
from resume_cli.cli.failures import report_failure
from resume_cli.errors import MissingPartError, ResumeError
from resume_cli.output.digests import HOW, Followed
from resume_cli.suggestions import install_extra

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from resume_cli.cli.console import Console


def watch(
    export: Callable[[], tuple[int, set[Path]]], profiles: Sequence[str], console: Console, *, debug: bool
) -> None:
    """Export now and after each change until interrupted; `export` returns its exit code and the files it read.

    Failures are reported, and the next change may correct them.
    """
    if find_spec("watchfiles") is None:
        raise MissingPartError("--watch needs watchfiles, which is not installed", hint=install_extra("preview"))
    files = Followed(map(Path, profiles))
    while True:
        began = time.time()
        try:
            files.add(export()[1], began)
        except BrokenPipeError:
            raise
        except (Exception, TimedOutError) as error:  # noqa: BLE001 - the next change may correct it
            report_failure(error, debug=debug)
            files.add(error.inputs if isinstance(error, ResumeError) else (), began)
        console.tell(f"watching {len(files)} {'file' if len(files) == 1 else 'files'}; Ctrl-C ends")
        _wait(files)


def _wait(files: Followed) -> None:
    """Wait until a file has changed; raises KeyboardInterrupt."""
    from watchfiles import watch as changes

    while not files.changed():
        folders = files.folders()
        try:
            for _ in changes(*folders, **HOW, stop_event=Stopped()):
                if files.changed():
                    return
                if files.folders() != folders:
                    break
            if Stopped.is_set():
                raise KeyboardInterrupt
        except OSError:
            # A folder was just removed, or there are more folders than the system can watch.
            time.sleep(1)
