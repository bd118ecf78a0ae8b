"""At the edges: streams that close, names that would steer a terminal, no home, no time left."""

from __future__ import annotations

import json
import os
import subprocess
import tempfile
from typing import TYPE_CHECKING

import pytest
from commands import RESUME, environment, people, run

from resume_cli.errors import MissingPartError
from resume_cli.theme import fonts

if TYPE_CHECKING:
    from pathlib import Path

#: An escape, C1's CSI, marks and overrides of direction, separators of lines and paragraphs, and a line end.
STEERING = ["\x1b", "\x9b", "\u061c", "\u200e", "\u202e", "\u2066", "\u2028", "\u2029", "\x85", "\n"]
ODD = """\
basics: {name: Ann, nmae: B}
work:
  - {name: A}
"""


@pytest.mark.slow
@pytest.mark.parametrize("mark", STEERING, ids=lambda mark: f"{ord(mark):04x}")
def test_a_name_and_a_key_are_echoed_without_what_steers_a_terminal(tmp_path: Path, mark: str) -> None:
    key = json.dumps(f"ke{mark}y")
    folder = tmp_path / f"a{mark}b"
    folder.mkdir()
    (folder / f"p{mark}q.json").write_text(f'{{"basics": {{"name": "Ann", {key}: "x"}}, "wrok": "{{"}}', "utf-8")
    name = f"a{mark}b/p{mark}q.json"
    for words in (
        ["validate", name],
        ["validate", name, "--json"],
        ["validate", name, "--format", "github"],
        ["export", "text", name, "-o", f"a{mark}b/"],
        ["export", "text", name, "--json", "--verbose"],
        ["export", "text", name, "-l", f"x{mark}y"],
        ["export", "text", f"no{mark}thing.json"],
        ["export", f"t{mark}xt", name],
    ):
        done = run(tmp_path, *words)
        said = done.out + done.err
        assert mark == "\n" or mark not in said, words
        assert "\\u" in said or "\\n" in said, words
        for line in done.out.splitlines() if "--json" in words else []:
            assert json.loads(line)["profile"] == name
        assert not any(line.startswith(("b/", "q.json", "y`", "thing")) for line in said.split("\n"))


@pytest.mark.parametrize(
    "words",
    [
        ["export", "text", "p.yaml", "-o", "out.txt"],
        ["export", "text,html,markdown", "p.yaml", "gone.yaml", "-o", "out/"],
        ["show", "p.yaml"],
        ["export", "text", "p.yaml", "-o", "-", "--verbose"],
    ],
    ids=" ".join,
)
def test_a_reader_of_messages_that_leaves_costs_no_output(tmp_path: Path, words: list[str]) -> None:
    (tmp_path / "p.yaml").write_text(ODD, encoding="utf-8")
    outcomes = []
    for is_gone in (False, True):
        reader, writer = os.pipe()
        if is_gone:
            os.close(reader)
        done = subprocess.run(
            [RESUME, *words],
            cwd=tmp_path,
            stdout=subprocess.PIPE,
            stderr=writer,
            check=False,
            env=environment(tmp_path),
        )
        os.close(writer)
        if not is_gone:
            os.close(reader)
        files = sorted(path.name for path in tmp_path.rglob("*.*"))
        outcomes.append((done.returncode, done.stdout, files))
        for path in (tmp_path / "out").glob("*"):
            path.unlink()
    assert outcomes[0] == outcomes[1]


def test_a_pipe_is_written_to_by_any_name(tmp_path: Path) -> None:
    people(tmp_path, "Ann")
    for target in ("/dev/stdout", ">(cat)", "/dev/fd/1"):
        shell = f"{RESUME} export text ann.json -q -o {target} | cat"
        done = subprocess.run(["bash", "-c", shell], cwd=tmp_path, capture_output=True, check=False)
        assert (done.stdout, done.stderr) == (b"Ann\n", b""), target


def test_a_name_that_is_no_text_is_a_name_all_the_same(tmp_path: Path) -> None:
    people(tmp_path, "Ann")
    command = [os.fsencode(RESUME), b"export", b"text", b"ann.json", b"--json", b"-o", b"o\xff/"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, check=False, env=environment(tmp_path))
    assert (done.returncode, done.stderr) == (0, b"")
    assert json.loads(done.stdout)["output"] == "o\udcff/ann.txt"


def test_without_a_home_and_a_name_for_the_user_all_goes_on(tmp_path: Path) -> None:
    people(tmp_path / "in", "Ann")
    settings = {"PATH": os.environ["PATH"], "HOME": "", "TMPDIR": "/nowhere"}
    for words in (
        ["export", "pdf", "in/ann.json"],
        ["batch", "in", "--to", "text", "-o", "out"],
        ["show", "in/ann.json"],
        ["export", "text", "in/ann.json", "-t", "~nobody-here/theme"],
    ):
        done = subprocess.run([RESUME, *words], cwd=tmp_path, capture_output=True, check=False, env=settings)
        assert done.returncode in {0, 78}, done.stderr
        assert b"a bug here" not in done.stderr
    assert not (tmp_path / "~").exists()


def test_without_any_folder_to_write_to_a_part_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    def none() -> str:
        raise FileNotFoundError(2, "no usable temporary directory")

    monkeypatch.setattr(tempfile, "gettempdir", none)
    monkeypatch.setenv("XDG_CACHE_HOME", "/dev/null")
    fonts._temporary_folder.cache_clear()
    with pytest.raises(MissingPartError, match="fontconfig has no folder"):
        fonts.private_fontconfig()


@pytest.mark.parametrize("moment", ["soon", "1e9", "9" * 30, "12.5", "-"])
def test_a_moment_that_is_none_is_wrong_usage_told_once(tmp_path: Path, moment: str) -> None:
    people(tmp_path / "in", "Ann", "Bob")
    for words in (
        ["export", "text", "in/ann.json", "in/bob.json"],
        ["batch", "in", "--to", "text", "-o", "out"],
        ["validate", "in/ann.json", "in/bob.json"],
        ["show", "in/ann.json"],
    ):
        done = run(tmp_path, *words, SOURCE_DATE_EPOCH=moment)
        assert (done.code, done.err.count("SOURCE_DATE_EPOCH")) == (2, 1), words


@pytest.mark.parametrize("words", [["export", "text", "-", "-o", "out.txt"], ["show", "-"]])
def test_whoever_waits_too_long_is_stopped_and_leaves_nothing(tmp_path: Path, words: list[str]) -> None:
    process = subprocess.Popen(
        [RESUME, *words, "--timeout", "0.2"],
        cwd=tmp_path,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment(tmp_path),
    )
    assert process.wait(timeout=30) == 75
    assert process.stderr is not None
    assert b"stopped after 0.2 seconds" in process.stderr.read()
    assert list(tmp_path.iterdir()) == []


def test_time_that_suffices_and_no_clock_at_all_change_nothing(tmp_path: Path) -> None:
    people(tmp_path, "Ann")
    for seconds in ("60", "0"):
        assert run(tmp_path, "export", "text", "ann.json", "--timeout", seconds).code == 0
    assert run(tmp_path, "export", "text", "ann.json", "--timeout", "-1").code == 2
