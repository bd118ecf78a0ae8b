"""`export --watch` exports after each change, and after nothing else."""

from __future__ import annotations

import signal
import subprocess
import time
from typing import TYPE_CHECKING

import pytest
from commands import RESUME, environment, run

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytestmark = pytest.mark.slow
_SECONDS = 30


class Watching:
    """A command that watches, and the lines that it printed."""

    def __init__(self, folder: Path, *words: str) -> None:
        self.path = folder / "log.txt"
        self.log = self.path.open("wb")
        command: list[str | Path] = [RESUME, "export", "text", "cv.yaml", *words, "--watch"]
        self.process = subprocess.Popen(
            command, cwd=folder, stdout=self.log, stderr=self.log, env=environment(folder), start_new_session=True
        )

    def lines(self) -> list[str]:
        return self.path.read_text("utf-8").splitlines()

    def wait(self, text: str, times: int) -> None:
        end = time.monotonic() + _SECONDS
        while sum(text in line for line in self.lines()) < times:
            assert time.monotonic() < end, self.lines()
            time.sleep(0.02)


@pytest.fixture
def watching(tmp_path: Path) -> Iterator[Watching]:
    (tmp_path / "cv.yaml").write_text("basics: {name: Ann}\npatents: {from: p.csv}\n", "utf-8")
    (tmp_path / "p.csv").write_text("number,title\nUS1,One\n", "utf-8")
    found = Watching(tmp_path)
    try:
        found.wait("watching", 1)
        yield found
    finally:
        found.process.kill()
        found.process.wait()
        found.log.close()


def test_edits_of_every_kind_are_followed_and_its_own_output_is_not(watching: Watching, tmp_path: Path) -> None:
    (tmp_path / "cv.yaml").write_text("basics: {name: Bea}\npatents: {from: p.csv}\n", "utf-8")
    watching.wait("cv.txt  ", 2)
    watching.wait("watching", 2)
    # As editors save: another file takes its place.
    (tmp_path / "cv.tmp").write_text("basics: {name: Cleo}\npatents: {from: p.csv}\n", "utf-8")
    (tmp_path / "cv.tmp").rename(tmp_path / "cv.yaml")
    watching.wait("watching", 3)
    assert "Cleo" in (tmp_path / "cv.txt").read_text("utf-8")
    (tmp_path / "p.csv").write_text("number,title\nUS1,Another\n", "utf-8")
    watching.wait("watching", 4)
    assert "Another" in (tmp_path / "cv.txt").read_text("utf-8")
    (tmp_path / "cv.yaml").write_text("basics: {name: [", "utf-8")
    watching.wait("error[", 1)
    watching.wait("watching", 5)
    (tmp_path / "cv.yaml").write_text("basics: {name: Dora}\npatents: {from: p.csv}\n", "utf-8")
    watching.wait("watching", 6)
    assert "Dora" in (tmp_path / "cv.txt").read_text("utf-8")
    # Neither its own output nor a stranger's file beside it starts another.
    (tmp_path / "notes.txt").write_text("x", "utf-8")
    (tmp_path / "cv.txt").write_text("x", "utf-8")
    time.sleep(0.5)
    assert sum("cv.txt  " in line for line in watching.lines()) == 5


def test_ctrl_c_ends_quietly(watching: Watching) -> None:
    watching.process.send_signal(signal.SIGINT)
    assert watching.process.wait(_SECONDS) == 130
    assert "Traceback" not in "\n".join(watching.lines())


def test_profiles_of_strangers_are_not_watched(tmp_path: Path) -> None:
    (tmp_path / "cv.yaml").write_text("basics: {name: Ann}\n", "utf-8")
    assert run(tmp_path, "export", "text", "cv.yaml", "--watch", "--untrusted").code == 2
