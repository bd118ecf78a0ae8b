"""Batches beyond one machine: a real scheduler with two workers, and a real S3-compatible server, on loopback."""

from __future__ import annotations

import json
import re
import signal
import socket
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from importlib.util import find_spec
from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest
from commands import RESUME, contents, distribution, environment, people, run
from tools import absent

from resume_cli.batch import cluster
from resume_cli.batch.journal import versions
from resume_cli.batch.tasks import OutputSpec, Result, Task, WorkerFailure
from resume_cli.batch.worker import work
from resume_cli.errors import RefusedError
from resume_cli.pipeline import RenderOptions

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytestmark = pytest.mark.slow

SLOW = """
    import time
    from resume_cli.export import Exporter

    def render(document, context):
        time.sleep(0.05)
        return repr((document, context.assets.read("p.png") is not None)).encode()

    EXPORTER = Exporter("slow", ".out", "text/plain", False, render)
"""


def task(index: int, **changes: object) -> Task:
    content = json.dumps({"basics": {"name": f"P{index}"}}).encode()
    specs = (OutputSpec(RenderOptions("text"), f"{index}.txt"),)
    return Task(index, f"{index}.json", {}, content, 0.0, specs, **changes)  # type: ignore[arg-type]


def test_any_executor_can_do_the_tasks_and_few_are_under_way_at_once() -> None:
    begun: list[int] = []

    def tasks() -> Iterator[Task]:
        for index in range(12):
            begun.append(index)
            yield task(index)

    with ThreadPoolExecutor(2) as executor:
        answers = cluster.ExecutorPool(executor, 3).run(work, tasks())
        first, answer = next(answers)
        assert len(begun) <= 4
        results = {first.index: answer} | {each.index: result for each, result in answers}
    assert sorted(results) == list(range(12))
    for index, result in results.items():
        assert isinstance(result, Result)
        assert f"P{index}".encode() in (result.outputs[0].content or b"")


def test_an_executor_that_fails_loses_one_task_only() -> None:
    def fragile(each: Task) -> Result:
        if each.index == 1:
            raise OSError("worker gone")
        return work(each)

    with ThreadPoolExecutor(2) as executor:
        workers = cluster.ExecutorPool(executor, 2)
        answers = {each.index: answer for each, answer in workers.run(fragile, map(task, range(3)))}
    assert isinstance(answers[1], WorkerFailure)
    assert "worker gone" in answers[1].message
    assert isinstance(answers[0], Result)
    assert isinstance(answers[2], Result)


def test_other_versions_are_refused_with_both_named() -> None:
    ours = versions()
    theirs = {"tcp://10.0.0.1:1": ours, "tcp://10.0.0.2:2": ours | {"weasyprint": "1.0"}}
    with pytest.raises(
        RefusedError, match=rf"weasyprint is {re.escape(ours['weasyprint'])} here and 1\.0 on the worker"
    ):
        cluster.check_workers(SimpleNamespace(run=lambda _: theirs))
    result = work(task(0, version="0.0.1"))
    assert "0.0.1" in result.outputs[0].record["error"]["message"]
    assert ours["resume-press"] in result.outputs[0].record["error"]["message"]


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port


@contextmanager
def dask(folder: Path, workers: int, **changes: str) -> Iterator[tuple[str, list[subprocess.Popen[bytes]]]]:
    """Start a scheduler and workers, each a process of its own; give the address and the workers."""
    if find_spec("distributed") is None:
        absent("the library distributed")
    settings = environment(folder, **changes)
    address = f"tcp://127.0.0.1:{free_port()}"
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "env": settings, "cwd": folder}
    host, port = address.removeprefix("tcp://").split(":")
    command = [sys.executable, "-m", "distributed.cli.dask_scheduler", "--host", host, "--port", port, "--no-dashboard"]
    started = [subprocess.Popen(command, **quiet)]  # type: ignore[call-overload]
    for _ in range(workers):
        words = [address, "--nthreads", "1", "--no-nanny", "--no-dashboard", "--local-directory", str(folder / "dask")]
        started.append(subprocess.Popen([sys.executable, "-m", "distributed.cli.dask_worker", *words], **quiet))  # type: ignore[call-overload]
    try:
        yield address, started[1:]
    finally:
        for process in started:
            process.kill()
            process.wait()


def wait_for_workers(address: str, count: int) -> None:
    from distributed import Client

    with Client(address, timeout=30, set_as_default=False) as client:  # type: ignore[no-untyped-call]
        client.wait_for_workers(count, timeout=30)


def test_a_cluster_that_loses_a_worker_half_way_loses_nothing(tmp_path: Path) -> None:
    site = str(distribution(tmp_path / "site", "resume-slow", SLOW, "slow"))
    people(tmp_path / "in", *(f"P{index:02d}" for index in range(40)))
    (tmp_path / "in" / "p07.json").write_text(
        '{"basics": {"name": "P"}, "patents": {"from": "p.csv"}}', encoding="utf-8"
    )
    (tmp_path / "in" / "p.csv").write_text("title,number\nSent along,US7\n", encoding="utf-8")
    words = ["batch", "in", "--to", "slow", "--json"]
    here = run(tmp_path, *words, "-o", "here", PYTHONPATH=site)
    assert here.code == 0, here.err
    with dask(tmp_path, 2, PYTHONPATH=site) as (address, workers):
        wait_for_workers(address, 2)
        command: list[str | Path] = [RESUME, *words, "-o", "there", "--engine", f"dask:{address}"]
        settings = environment(tmp_path, PYTHONPATH=site)
        process = subprocess.Popen(command, cwd=tmp_path, env=settings, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        deadline = time.monotonic() + 40
        while time.monotonic() < deadline and len(list((tmp_path / "there").glob("*"))) < 8:
            time.sleep(0.02)
        workers[0].send_signal(signal.SIGKILL)
        out, err = process.communicate(timeout=90)
    assert process.returncode == 0, err.decode()
    assert b"Traceback" not in err
    assert len(out.splitlines()) == 40
    assert contents(tmp_path / "there") == contents(tmp_path / "here")
    assert b"US7" in (tmp_path / "there" / "p07.out").read_bytes()


def test_a_scheduler_that_is_not_there_is_told(tmp_path: Path) -> None:
    people(tmp_path / "in", "Ann")
    engine = f"dask:tcp://127.0.0.1:{free_port()}"
    done = run(tmp_path, "batch", "in", "--to", "text", "-o", "out", "--engine", engine)
    assert done.code == 74
    assert "cannot be reached" in done.err
    limited = run(tmp_path, "batch", "in", "--to", "text", "-o", "out", "--engine", engine, "--memory", "500M")
    assert limited.code == 2


@pytest.fixture
def bucket(tmp_path: Path) -> Iterator[dict[str, str]]:
    """Start an S3-compatible server with one bucket; give the environment that leads to it."""
    for name in ("moto", "flask", "s3fs", "upath"):
        if find_spec(name) is None:
            absent(f"the library {name}")
    port = free_port()
    server = [sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(port)]
    process = subprocess.Popen(server, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=tmp_path)
    try:
        deadline = time.monotonic() + 30
        while time.monotonic() < deadline:
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.05)
        yield {
            "AWS_ENDPOINT_URL": f"http://127.0.0.1:{port}",
            "AWS_ACCESS_KEY_ID": "test",
            "AWS_SECRET_ACCESS_KEY": "test",
            "AWS_DEFAULT_REGION": "us-east-1",
            "AWS_EC2_METADATA_DISABLED": "true",
        }
    finally:
        process.kill()
        process.wait()


def test_profiles_and_outputs_may_live_in_an_s3_store(
    tmp_path: Path, bucket: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in bucket.items():
        monkeypatch.setenv(name, value)
    from upath import UPath

    store = UPath("s3://people")
    store.mkdir()
    (store / "in" / "deep" / "ann.json").write_text('{"basics": {"name": "Ann"}, "patents": {"from": "a.csv"}}')
    (store / "in" / "deep" / "a.csv").write_text("title,number\nFrom the store,US1\n")
    (store / "in" / "bob.json").write_text('{"basics": {"name": "Bob"}}')
    (store / "in" / "bad.json").write_text('{"work": 3}')
    words = ["batch", "s3://people/in", "--to", "text", "-o", "s3://people/out", "--json", "--resume"]
    done = run(tmp_path, *words, **bucket)
    assert done.code == 1, done.err
    status = {record["profile"]: record["status"] for record in done.records}
    assert status == {
        "s3://people/in/bad.json": "failed", "s3://people/in/bob.json": "ok", "s3://people/in/deep/ann.json": "ok",
    }  # fmt: skip
    assert "s3://people/in/bad.json:1:10" in done.err
    again = run(tmp_path, *words, **bucket)
    assert sorted(record["status"] for record in again.records) == ["failed", "unchanged", "unchanged"]
    fetched = run(tmp_path, "batch", "s3://people/in/*.json", "--to", "text", "-o", "here", **bucket)
    assert fetched.code == 1
    assert set(contents(tmp_path / "here")) == {"bob.txt"}
    text = UPath("s3://people/out/ann.txt", skip_instance_cache=True).read_text()
    assert "US1" in text
    assert run(tmp_path, "batch", "s3://people/nothing", "--to", "text", "-o", "x", **bucket).code == 66
