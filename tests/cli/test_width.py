"""The view is as wide as the terminal, also through a pipe to a pager, and 80 columns wide in a file."""

import os
import subprocess
from pathlib import Path

import pytest
from commands import RESUME, environment

pty = pytest.importorskip("pty")


def width(folder: Path, columns: int, stdout: int) -> int:
    """Run `show` with messages going to a terminal of so many columns; return the width of its rules."""
    (folder / "cv.yaml").write_text("basics: {name: Ada, summary: Words.}\n", "utf-8")
    terminal, other = pty.openpty()
    try:
        subprocess.run(["stty", "columns", str(columns)], stdin=other, check=True)
        done = subprocess.run(
            [RESUME, "show", "cv.yaml"], cwd=folder, stdin=subprocess.DEVNULL, stdout=stdout, stderr=other,
            timeout=60, check=True, env=environment(folder),
        )  # fmt: skip
        if stdout != subprocess.PIPE:
            os.lseek(stdout, 0, os.SEEK_SET)
        shown = done.stdout if stdout == subprocess.PIPE else os.read(stdout, 10_000)
        return max(map(len, shown.decode().splitlines()))
    finally:
        os.close(terminal)
        os.close(other)


def test_a_pipe_is_as_wide_as_the_terminal_of_the_messages(tmp_path: Path) -> None:
    assert width(tmp_path, 93, subprocess.PIPE) == 93


def test_a_file_has_eighty_columns(tmp_path: Path) -> None:
    with (tmp_path / "shown.txt").open("w+b") as file:
        assert width(tmp_path, 93, file.fileno()) == 80
