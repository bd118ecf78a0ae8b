"""Batches that are interrupted, and helpers that are killed: quiet, quick, and nothing is left behind."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import time
from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from commands import RESUME, contents, environment, heeds_interrupts, people, run

from resume_cli.batch.pool import Limits, Pool
from resume_cli.batch.tasks import OutputSpec, Result, Task, WorkerFailure
from resume_cli.batch.worker import work
from resume_cli.pipeline import RenderOptions

if TYPE_CHECKING:
    from pathlib import Path


pytestmark = pytest.mark.slow


@pytest.mark.parametrize("moment", [0.0, 0.15, 0.4, 0.8, 1.6], ids="after {} s".format)
@pytest.mark.parametrize(
    ("number", "to_group", "code"),
    [
        (signal.SIGINT, True, 130),
        (signal.SIGINT, False, 130),
        (signal.SIGTERM, True, 143),
        (signal.SIGTERM, False, 143),
        # A shell shows it as 129.
        (signal.SIGHUP, True, -signal.SIGHUP),
    ],
    ids=["Ctrl-C", "SIGINT", "SIGTERM to all", "SIGTERM", "closed terminal"],
)
def test_an_interrupted_batch_ends_without_a_traceback_and_leaves_nothing(
    tmp_path: Path, moment: float, number: int, to_group: bool, code: int
) -> None:
    people(tmp_path / "in", *(f"P{index:03d}" for index in range(200)))
    temporary = tmp_path / "tmp"
    temporary.mkdir()
    process = subprocess.Popen(
        [RESUME, "batch", "in", "--to", "pdf,docx", "-o", "out", "-j", "2", "--quiet"],
        cwd=tmp_path,
        env=environment(tmp_path, TMPDIR=str(temporary)),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
        preexec_fn=heeds_interrupts,  # noqa: PLW1509 - no thread runs here
    )
    while process.poll() is None and not (tmp_path / "out").exists():
        time.sleep(0.005)
    time.sleep(moment)
    os.killpg(process.pid, number) if to_group else process.send_signal(number)
    out, err = process.communicate(timeout=20)
    assert (process.returncode, out, err) == (code, b"", b"")
    assert list(temporary.iterdir()) == []
    assert not [path for path in (tmp_path / "out").iterdir() if path.name.startswith(".")]


def test_a_whole_batch_leaves_nothing_in_the_folder_for_temporary_files(tmp_path: Path) -> None:
    people(tmp_path / "in", "Ann", "Bob")
    (tmp_path / "tmp").mkdir()
    words = ["batch", "in", "--to", "text,html", "-o", "out", "--name", "{name}.{format}"]
    assert run(tmp_path, *words, TMPDIR=str(tmp_path / "tmp")).code == 0
    assert contents(tmp_path / "tmp") == {}
    assert list((tmp_path / "tmp").iterdir()) == []


def tasks(count: int) -> list[Task]:
    specs = (OutputSpec(RenderOptions("text"), "p.txt"),)
    profile = json.dumps({"basics": {"name": "P"}}).encode()
    return [Task(index, f"{index}.json", {}, profile, 0.0, specs) for index in range(count)]


def test_when_the_server_of_the_workers_is_killed_only_what_was_in_hand_is_lost() -> None:
    answers: dict[int, Result | WorkerFailure] = {}
    with closing(Pool(Limits(2))) as pool:
        for task, answer in pool.run(work, iter(tasks(40))):
            answers[task.index] = answer
            if len(answers) in {5, 20}:
                assert pool._server is not None
                pool._server._process.kill()
    assert set(answers) == set(range(40))
    lost = [answer for answer in answers.values() if isinstance(answer, WorkerFailure)]
    assert len(lost) <= 4
    assert {failure.message for failure in lost} <= {"its worker stopped answering"}


def test_a_pool_runs_one_function_after_the_other_in_the_same_server() -> None:
    with closing(Pool(Limits(2))) as pool:
        first = {task.index for task, _ in pool.run(work, iter(tasks(4)))}
        server = pool._server
        second = {task.index for task, _ in pool.run(work, iter(tasks(5)))}
        assert pool._server is server
    assert (first, second) == (set(range(4)), set(range(5)))
    assert pool._server is None
