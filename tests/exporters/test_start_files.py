"""What makes a cold start fast, guarded: which files are opened, and that no other process is started."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from commands import environment, people

if TYPE_CHECKING:
    from pathlib import Path

#: Runs a command and prints, after `audit`, each process that was started and each file that was opened, but for code.
AUDIT = """
import sys
seen = []
def hook(event, arguments):
    if event in {"subprocess.Popen", "os.posix_spawn", "os.fork", "os.system", "os.exec", "socket.connect"}:
        seen.append(event)
    if event == "open" and isinstance(arguments[0], str) and not arguments[0].endswith((".py", ".pyc")):
        seen.append(arguments[0])
sys.addaudithook(hook)
from resume_cli.cli import run
status = run(sys.argv[1:])
print("audit", *seen, sep="\\n", file=sys.stderr)
sys.exit(status)
"""


@pytest.mark.parametrize(
    ("words", "files"),
    [
        (["validate", "ann.json", "-q"], 4),
        (["export", "text", "ann.json", "-q"], 7),
        (["export", "html", "ann.json", "-q"], 7),
        (["export", "docx", "ann.json", "-q"], 10),
        (["show", "ann.json", "-q"], 5),
        (["export", "pdf", "ann.json", "-q"], 16),
        (["--help"], 0),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_a_command_opens_few_files_and_starts_no_process(tmp_path: Path, words: list[str], files: int) -> None:
    people(tmp_path, "Ann")
    done = subprocess.run(
        [sys.executable, "-c", AUDIT, *words],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
        env=environment(tmp_path),
    )
    seen = done.stderr.rpartition("audit\n")[2].splitlines()
    events = [each for each in seen if each.startswith(("subprocess.", "os.", "socket."))]
    assert not events
    assert len(seen) <= files, seen
