"""Earlier revisions of a file from git, if it is installed and tracks the file."""

from __future__ import annotations

from pathlib import Path
from shutil import which
from typing import TYPE_CHECKING, Any

from resume_cli.errors import InputError, LimitError, ResumeError
from resume_cli.profile.folder import Folder
from resume_cli.profile.readers import limits

if TYPE_CHECKING:
    from collections.abc import Iterator

#: The maximum number of revisions to examine.
_MOST = 30
_SECONDS = 20
#: Options that keep the configuration of a repository from starting programs.
_SAFE = ("-c", "core.fsmonitor=", "-c", "core.hooksPath=/dev/null", "-c", "protocol.allow=never",
         "-c", "log.showSignature=false")  # fmt: skip


def revisions(file: Path) -> Iterator[tuple[Any, str]]:
    """Yield the plain data of a file in each revision and the date of the revision, newest first."""
    from resume_cli.profile.readers.load import load

    listed = _git(file, "log", f"--max-count={_MOST}", "--format=%H %cs", "--", file.name)
    for line in (listed or b"").decode().splitlines():
        name, _, day = line.partition(" ")
        content = _git(file, "show", "--no-textconv", f"{name}:./{file.name}")
        if content:
            try:
                yield load(content, file.name).data, day
            except ResumeError:
                continue


class RevisionFolder(Folder):
    """A folder in a revision of git, such as `HEAD~2`."""

    def __init__(self, path: Path, revision: str) -> None:
        super().__init__(path)
        self._revision = revision

    def read(self, name: str, limit: int = limits.MAX_BYTES) -> tuple[str, bytes]:
        """Return a file's display name and its bytes, as `Folder` does."""
        # This refuses names that lead out of the folder. The file need not exist today.
        self._inside(name)
        shown = f"{self._revision}:{(self.path / name).as_posix()}"
        content = None
        if not self._revision.startswith("-"):
            content = _git(self.path / name, "show", "--no-textconv", f"{self._revision}:./{Path(name).name}")
        if content is None:
            hint = f"`git log --oneline -- {self.path / name}` lists the revisions that have it"
            raise InputError(f"git has no {shown}", hint=hint)
        if len(content) > limit:
            raise LimitError(f"{shown} is larger than {limit:,} bytes")
        return shown, content


def _git(file: Path, *arguments: str) -> bytes | None:
    """Return the output of git in the folder of a file, or None if it fails or is not installed."""
    import subprocess

    program = which("git")
    if program is None or not file.parent.is_dir():
        return None
    command = [program, "--no-pager", *_SAFE, "-C", str(file.parent), *arguments]
    try:
        done = subprocess.run(command, capture_output=True, check=False, timeout=_SECONDS)  # noqa: S603 - a fixed program with safe options
    except (OSError, subprocess.TimeoutExpired):
        return None
    return done.stdout if done.returncode == 0 else None
