"""Run the installed `resume` command as a script would, without importing any of its code."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

ROOT = Path(__file__).resolve().parent.parent.parent
PROFILES = ROOT / "profiles"
CORPUS = ROOT.parent / "shared" / "corpus"
RESUME = Path(sys.executable).with_name("resume")
# Variables in the shell of the person who runs the tests, which must not affect the results.
_CLEARED = ("SOURCE_DATE_EPOCH", "NO_COLOR", "FORCE_COLOR", "COLUMNS", "LINES", "PAGER")


@dataclass(frozen=True, slots=True)
class Result:
    """The exit code and the output of a command."""

    code: int
    stdout: bytes
    stderr: bytes

    @property
    def out(self) -> str:
        return self.stdout.decode()

    @property
    def err(self) -> str:
        return self.stderr.decode()

    @property
    def said(self) -> str:
        """The output on stdout and stderr together."""
        return self.out + self.err

    @property
    def records(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.out.splitlines()]


def resume(
    *words: str | Path, cwd: Path | None = None, stdin: bytes | None = None, env: Mapping[str, str] | None = None
) -> Result:
    """Run `resume` with arguments; fail if it shows a traceback or takes a minute."""
    settings = {name: value for name, value in os.environ.items() if name not in _CLEARED}
    done = subprocess.run(
        [RESUME, *words],
        cwd=cwd,
        input=stdin,
        stdin=subprocess.DEVNULL if stdin is None else None,
        capture_output=True,
        timeout=60,
        check=False,
        env={**settings, **(env or {})},
    )
    result = Result(done.returncode, done.stdout, done.stderr)
    assert "Traceback" not in result.stderr.decode(errors="replace"), result.err
    assert "a bug here" not in result.stderr.decode(errors="replace"), result.err
    return result


def write(folder: Path, name: str, content: str | bytes) -> Path:
    """Write a file and return its path."""
    file = folder / name
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    return file
