"""`export --watch` exports after each change, and after nothing else."""

from __future__ import annotations

import signal
import subprocess
import time
from typing import TYPE_CHECKING

import pytest
from commands import RESUME, environment, heeds_interrupts, run

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
            command, cwd=folder, stdout=self.log, stderr=self.log, env=environment(folder), start_new_session=True,
            preexec_fn=heeds_interrupts,  # noqa: PLW1509 - no thread runs here
        )  # fmt: skip

    def close(self) -> None:
        self.process.kill()
        self.process.wait()
        self.log.close()

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
        found.close()


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


def write(folder: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")


THEME = 'extends = "plain"\n[tokens]\naccent = "#123456"\n'


@pytest.mark.parametrize(
    ("files", "mended"),
    [
        ({"cv.yaml": "basics: {name: Ann"}, {"cv.yaml": "basics: {name: Ann}\n"}),
        (
            {"cv.yaml": "basics: {name: Ann}\npatents: {from: in/p.csv}\n", "in/p.csv": "\0"},
            {"in/p.csv": "title\nOne\n"},
        ),
        ({"cv.yaml": "basics: {name: Ann}\npatents: {from: in/p.csv}\n"}, {"in/p.csv": "title\nOne\n"}),
        ({"cv.yaml": "basics: {name: Ann}\nmeta: {theme: ./a/b}\n", "a/b/theme.toml": "["}, {"a/b/theme.toml": THEME}),
        (
            {"cv.yaml": "basics: {name: Ann}\nmeta: {theme: ./a/b}\n", "a/b/theme.toml": THEME.replace("#12", "#zz")},
            {"a/b/theme.toml": THEME},
        ),
    ],
)
def test_what_is_broken_when_it_starts_is_followed(
    tmp_path: Path, files: dict[str, str], mended: dict[str, str]
) -> None:
    write(tmp_path, files)
    watching = Watching(tmp_path, "--strict")
    try:
        watching.wait("watching", 1)
        assert not (tmp_path / "cv.txt").exists()
        write(tmp_path, mended)
        watching.wait("cv.txt  ", 1)
    finally:
        watching.close()


def test_a_file_behind_a_link_is_followed(tmp_path: Path) -> None:
    write(tmp_path, {"far/away.yaml": "basics: {name: Ann}\n"})
    (tmp_path / "cv.yaml").symlink_to("far/away.yaml")
    watching = Watching(tmp_path)
    try:
        watching.wait("watching", 1)
        write(tmp_path, {"far/away.yaml": "basics: {name: Bea}\n"})
        watching.wait("watching", 2)
        assert "Bea" in (tmp_path / "cv.txt").read_text("utf-8")
    finally:
        watching.close()


def test_an_export_that_takes_too_long_is_told_and_the_next_is_tried(tmp_path: Path) -> None:
    write(tmp_path, {"cv.yaml": "basics: {name: Ann}\n"})
    watching = Watching(tmp_path, "--timeout", "0.001")
    try:
        for number in (1, 2):
            watching.wait("stopped after 0.001 seconds", number)
            watching.wait("watching", number)
            write(tmp_path, {"cv.yaml": f"basics: {{name: Ann {number}}}\n"})
    finally:
        watching.close()


def test_unchanged_exports_are_followed_too(tmp_path: Path) -> None:
    write(tmp_path, {"cv.yaml": "basics: {name: Ann}\npatents: {from: p.csv}\n", "p.csv": "title\nOne\n"})
    assert run(tmp_path, "export", "text", "cv.yaml", "--if-changed").code == 0
    watching = Watching(tmp_path, "--if-changed")
    try:
        watching.wait("cv.txt  unchanged", 1)
        watching.wait("watching 2 files", 1)
        write(tmp_path, {"p.csv": "title\nTwo\n"})
        watching.wait("watching", 2)
        assert "Two" in (tmp_path / "cv.txt").read_text("utf-8")
    finally:
        watching.close()


def test_ctrl_c_ends_quietly(watching: Watching) -> None:
    watching.process.send_signal(signal.SIGINT)
    assert watching.process.wait(_SECONDS) == 130
    assert "Traceback" not in "\n".join(watching.lines())


def test_profiles_of_strangers_are_not_watched(tmp_path: Path) -> None:
    (tmp_path / "cv.yaml").write_text("basics: {name: Ann}\n", "utf-8")
    assert run(tmp_path, "export", "text", "cv.yaml", "--watch", "--untrusted").code == 2
