"""Faults of the machine: full disks, readers that leave, helpers that are killed. Each costs what it must."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import time
from typing import TYPE_CHECKING

import pytest
from commands import RESUME, contents, environment, people, run
from tools import program

from resume_cli.batch.journal import state_path

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.slow


def shell(folder: Path, line: str) -> subprocess.CompletedProcess[str]:
    """Run a line of bash in which `$RESUME` is the command."""
    settings = environment(folder, RESUME=str(RESUME))
    command = [program("bash"), "-c", line]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False, env=settings, timeout=60)


def test_messages_that_nobody_reads_cost_no_output(tmp_path: Path) -> None:
    people(tmp_path / "in", *(f"P{index}" for index in range(20)))
    (tmp_path / "in" / "bad.json").write_text("{", encoding="utf-8")
    done = shell(tmp_path, "{ $RESUME batch in --to text -o out --verbose; echo $? >code; } 2> >(exec true); sleep 0.1")
    assert done.returncode == 0
    assert len(contents(tmp_path / "out")) == 20
    assert (tmp_path / "code").read_text("utf-8") == "1\n"


@pytest.mark.parametrize("place", ["/dev/stdout", ">(cat >got)", "/proc/self/fd/1", "/dev/fd/1"])
def test_an_output_can_go_to_any_stream(tmp_path: Path, place: str) -> None:
    people(tmp_path, "Ann")
    done = shell(tmp_path, f"$RESUME export text ann.json -o {place} | cat; sleep 0.2")
    assert done.returncode == 0, done.stderr
    assert "Ann" in done.stdout + "".join(path.read_text("utf-8") for path in tmp_path.glob("got"))


def test_a_full_device_is_a_failed_transfer(tmp_path: Path) -> None:
    people(tmp_path, "Ann")
    assert run(tmp_path, "export", "text", "ann.json", "-o", "/dev/full").code == 74
    done = run(tmp_path, "batch", "ann.json", "--to", "text", "-o", "out", "--report", "/dev/full")
    assert done.code == 74
    assert "/dev/full" in done.err


def injected(folder: Path, fault: str, *words: str) -> subprocess.CompletedProcess[str]:
    """Run the command while the system calls of its writing fail."""
    strace = [program("strace"), "-f", "-qq", "-o", "/dev/null", "-e", f"inject={fault}"]
    command = [*strace, str(RESUME), *words]
    settings = environment(folder)
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False, env=settings, timeout=120)


FAULTS = ["fsync:error=EIO", "linkat:error=EIO", "rename:error=EIO:when=1", "fchmod:error=EPERM", "fsync:error=ENOSPC"]


@pytest.mark.slow
@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("old", [None, "old"])
def test_a_failed_system_call_leaves_the_old_file_or_the_new_one(tmp_path: Path, fault: str, old: str | None) -> None:
    people(tmp_path, "Ann")
    (tmp_path / "out").mkdir()
    if old:
        (tmp_path / "out" / "ann.txt").write_text(old, encoding="utf-8")
    done = injected(tmp_path, fault, "export", "text", "ann.json", "-o", "out/")
    assert done.returncode in {0, 73, 74}, done.stderr
    assert "Traceback" not in done.stderr
    made = contents(tmp_path / "out")
    assert set(made) <= {"ann.txt"}
    assert made.get("ann.txt", b"") in {(old or "").encode(), b"Ann\n"}
    assert (made.get("ann.txt") == b"Ann\n") == (done.returncode == 0)


@pytest.mark.slow
@pytest.mark.parametrize("call", ["linkat", "fsync", "rename"])
@pytest.mark.parametrize("old", [None, "old"])
def test_a_process_that_is_killed_while_it_writes_leaves_no_draft_for_ever(
    tmp_path: Path, call: str, old: str | None
) -> None:
    people(tmp_path, "Ann")
    (tmp_path / "out").mkdir()
    if old:
        (tmp_path / "out" / "ann.txt").write_text(old, encoding="utf-8")
    injected(tmp_path, f"{call}:signal=KILL:when=1", "export", "text", "ann.json", "-o", "out/")
    left = contents(tmp_path / "out")
    assert left.get("ann.txt", b"") in {(old or "").encode(), b"Ann\n"}
    assert old or set(left) <= {"ann.txt"}
    assert run(tmp_path, "export", "text", "ann.json", "-o", "out/").code == 0
    assert contents(tmp_path / "out") == {"ann.txt": b"Ann\n"}


@pytest.mark.slow
def test_a_full_disk_stops_a_batch_and_is_told_once(tmp_path: Path) -> None:
    people(tmp_path / "in", *(f"P{index:02d}" for index in range(30)))
    done = injected(tmp_path, "linkat:error=ENOSPC:when=5+", "batch", "in", "--to", "text", "-o", "out", "--json")
    assert done.returncode == 74
    assert done.stderr.count("No space left") == 1
    assert len(done.stdout.splitlines()) == 4
    assert len(contents(tmp_path / "out")) == 4
    again = run(tmp_path, "batch", "in", "--to", "text", "-o", "out", "--json", "--resume")
    assert again.code == 0
    assert [record["status"] for record in again.records].count("unchanged") == 4


@pytest.mark.slow
def test_the_server_of_the_workers_may_be_killed_at_any_time(tmp_path: Path) -> None:
    people(tmp_path / "in", *(f"P{index:03d}" for index in range(150)))
    command = [str(RESUME), "batch", "in", "--to", "text,docx", "-o", "out", "-j", "2", "--json"]
    process = subprocess.Popen(
        command, cwd=tmp_path, env=environment(tmp_path), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    for _ in range(4):
        time.sleep(0.4)
        children = subprocess.run(
            ["ps", "-o", "pid=", "--ppid", str(process.pid)], capture_output=True, text=True, check=False
        )
        for child in children.stdout.split():
            os.kill(int(child), signal.SIGKILL)
    out, err = process.communicate(timeout=60)
    assert process.returncode in {0, 1}
    assert "Traceback" not in err
    failed = {json.loads(line)["profile"] for line in out.splitlines() if '"failed"' in line}
    assert len(failed) <= 4 * 4
    assert len(contents(tmp_path / "out")) >= 2 * (150 - len(failed))


LINES = {
    "brackets": "[" * 100_000, "nested": '{"a":' * 100_000, "nothing": "", "a list": "[1]", "no name": "{}",
    "a name of numbers": '{"name": 1, "key": 2, "inputs": 3, "sha256": 4}', "bad bytes": "\udcff",
    "inputs of lists": '{"name": "ann.txt", "key": [], "inputs": {"a": []}, "sha256": {}}',
    "a huge number": '{"name": ' + "9" * 10_000 + "}",
    "no warnings": '{"name": "ann.txt", "key": "k", "inputs": {}, "sha256": "s"}',
}  # fmt: skip


@pytest.mark.parametrize("what", LINES)
def test_a_damaged_journal_costs_only_what_it_cannot_tell(tmp_path: Path, what: str) -> None:
    people(tmp_path / "in", "Ann")
    words = ["batch", "in", "--to", "text", "-o", "out", "--json", "--resume", "--report", "r.ndjson"]
    assert run(tmp_path, *words).code == 0
    with (tmp_path / "r.ndjson").open("a", encoding="utf-8", errors="surrogateescape") as file:
        file.write(LINES[what] + "\n")
    done = run(tmp_path, *words)
    assert done.code == 0, done.err
    assert len(done.records) == 1


def test_names_that_are_no_text_are_names_all_the_same(tmp_path: Path) -> None:
    people(tmp_path / "in", "Ann")
    odd = os.fsencode(tmp_path / "in") + b"/b\xff\x1b.json"
    with open(odd, "w", encoding="utf-8") as file:  # noqa: PTH123 - a name in bytes
        file.write('{"basics": {"name": "Bob"}}')
    for words in (
        ["batch", "in", "--to", "text", "-o", "o\udcff/", "--json", "--report", "r\udcfe.ndjson"],
        ["export", "text", os.fsdecode(odd), "-o", "o\udcff/", "--json"],
    ):
        done = run(tmp_path, *words)
        assert done.code == 0, done.err
        assert "\x1b" not in done.out + done.err
    assert run(tmp_path, "batch", "in", "--to", "text", "-o", "out", "--name", "{stem}\udcff.txt").code == 2


def test_a_date_that_is_no_number_is_told_once(tmp_path: Path) -> None:
    people(tmp_path / "in", "Ann", "Bob")
    done = run(tmp_path, "batch", "in", "--to", "text", "-o", "out", SOURCE_DATE_EPOCH="soon")
    assert done.code == 2
    assert done.err.count("SOURCE_DATE_EPOCH") == 1


def test_without_a_home_there_is_no_journal(monkeypatch: pytest.MonkeyPatch) -> None:
    def homeless(self: Path) -> Path:
        raise RuntimeError(self)

    monkeypatch.delenv("XDG_STATE_HOME", raising=False)
    monkeypatch.setattr("pathlib.Path.expanduser", homeless)
    assert str(state_path("out")) == os.devnull
