"""Run the installed command, and make small distributions that provide exporters."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from textwrap import dedent
from typing import Any

RESUME = Path(sys.executable).with_name("resume")


@dataclass(frozen=True, slots=True)
class Done:
    """The exit code and the output of a command."""

    code: int
    out: str
    err: str

    @property
    def records(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.out.splitlines()]


#: Variables that change the output of a command, and that people have usually not set.
_UNSET = frozenset({"COLUMNS", "NO_COLOR", "FORCE_COLOR", "PYTHONUNBUFFERED"})


def environment(folder: Path, **changes: str) -> dict[str, str]:
    """Return an environment in which journals stay in the folder and dates are fixed."""
    kept = {name: value for name, value in os.environ.items() if name not in _UNSET}
    return kept | {"XDG_STATE_HOME": str(folder / "state"), "SOURCE_DATE_EPOCH": "1700000000"} | changes


def run(folder: Path, *words: str | Path, stdin: str | None = None, **changes: str) -> Done:
    """Run `resume` in a folder."""
    done = subprocess.run(
        [RESUME, *words],
        cwd=folder,
        input=stdin,
        stdin=subprocess.DEVNULL if stdin is None else None,
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=False,
        env=environment(folder, **changes),
    )
    assert "Traceback" not in done.stderr, done.stderr
    return Done(done.returncode, done.stdout, done.stderr)


def distribution(site: Path, name: str, source: str, entry: str, version: str = "1.0") -> Path:
    """Install a distribution of one module, with one exporter, as pip would; return the folder for PYTHONPATH."""
    module = name.replace("-", "_")
    information = site / f"{module}-{version}.dist-info"
    information.mkdir(parents=True)
    (site / f"{module}.py").write_text(dedent(source), encoding="utf-8")
    (information / "METADATA").write_text(
        f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n", encoding="utf-8"
    )
    entries = f"[resume_cli.exporters.v1]\n{entry} = {module}:EXPORTER\n"
    (information / "entry_points.txt").write_text(entries, encoding="utf-8")
    return site


def people(folder: Path, *names: str) -> Path:
    """Write one JSON profile for each name and return their folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in names:
        (folder / f"{name.lower()}.json").write_text(json.dumps({"basics": {"name": name}}), encoding="utf-8")
    return folder


def contents(folder: Path) -> dict[str, bytes]:
    """Return the bytes of every file below a folder."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def heeds_interrupts() -> None:
    """Make a process heed Ctrl-C and a closed terminal, which background jobs and nohup ignore, as its `preexec_fn`."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    signal.signal(signal.SIGHUP, signal.SIG_DFL)
