"""Ctrl-C, SIGTERM and a closed terminal at any moment, the first ones too: a quiet end with its code, nothing left."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from typing import TYPE_CHECKING

import pytest
from commands import RESUME, contents, environment, heeds_interrupts, people

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.slow

COMMANDS = {
    "export": ["export", "all", "in/ann.json", "-o", "out/"],
    "untrusted": ["export", "all", "in/ann.json", "-o", "out/", "--untrusted"],
    "batch": ["batch", "in", "--to", "text,html,docx", "-o", "out", "-j", "2"],
    # An interrupt may come after the file was written, and the next moment writes it again.
    "import": ["import", "page.html", "-o", "out/cv.yaml", "--force"],
    "watch": ["export", "html", "in/ann.json", "-o", "out/", "--watch"],
    "preview": ["preview", "in/ann.json", "--no-browser"],
}
MOMENTS = [0.04, 0.06, 0.08, 0.1, 0.13, 0.17, 0.22, 0.3, 0.45, 0.7, 1.0]
#: Besides a success: what a shell shows as 128 and the number, or the signal itself.
CODES = {signal.SIGINT: {130, -2}, signal.SIGTERM: {143, -15}, signal.SIGHUP: {-1}}


@pytest.mark.parametrize("number", CODES, ids=lambda number: number.name)
@pytest.mark.parametrize("what", COMMANDS)
def test_a_signal_at_any_moment_ends_the_command_quietly(tmp_path: Path, what: str, number: signal.Signals) -> None:
    people(tmp_path / "in", "Ann", *(f"P{index}" for index in range(80)))
    page = "<h1>Work</h1><ul>" + "<li>2001-2002 Acme</li>" * 3_000 + "</ul>"
    (tmp_path / "page.html").write_text(page, encoding="utf-8")
    for moment in MOMENTS:
        folder = tmp_path / f"tmp-{moment}"
        folder.mkdir()
        process = subprocess.Popen(
            [RESUME, *COMMANDS[what]], cwd=tmp_path, env=environment(tmp_path, TMPDIR=str(folder)),
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True,
            preexec_fn=heeds_interrupts,  # noqa: PLW1509 - no thread runs here
        )  # fmt: skip
        time.sleep(moment)
        with_group(process.pid, number)
        _, err = process.communicate(timeout=20)
        # Before it imports this package, Python answers Ctrl-C itself.
        early = moment < 0.1 and "resume_cli/" not in err
        assert early or "Traceback" not in err, (moment, err)
        assert process.returncode in CODES[number] | {0, 1} or early, (moment, process.returncode, err)
        assert number == signal.SIGHUP or list(folder.iterdir()) == [], moment
    assert not [name for name in contents(tmp_path) if name.rpartition("/")[2].startswith(".resume")]


def with_group(leader: int, number: signal.Signals) -> None:
    """Send a signal to a process and to those that it started, if there are any left."""
    try:
        os.killpg(leader, number)
    except ProcessLookupError:
        return
