"""Batches: what they make, what they refuse, what one bad profile costs, and how they go on."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import time
from contextlib import closing
from pathlib import Path

import pytest
from commands import RESUME, contents, distribution, environment, heeds_interrupts, people, run

from resume_cli.batch import pool
from resume_cli.batch.pool import Limits, Pool
from resume_cli.batch.tasks import OutputSpec, Result, Task
from resume_cli.batch.worker import work
from resume_cli.output import writer
from resume_cli.pipeline import RenderOptions

#: An exporter that does to its worker whatever the person's name says.
TROUBLE = """
    import os, time
    from resume_cli.document import plain
    from resume_cli.export import Exporter

    def render(document, context):
        name = plain(document.header.name)
        if name == "Crash":
            os.kill(os.getpid(), 11)
        if name == "Hang":
            time.sleep(600)
        if name == "Leave":
            os._exit(3)
        if name == "Hog":
            held = []
            while True:
                held.append(bytearray(8 << 20))
        if name == "Raise":
            raise ValueError("no")
        if name == "Wrong":
            return 3
        if name == "Slow":
            time.sleep(0.05)
        return name.encode()

    EXPORTER = Exporter("trouble", ".out", "text/plain", False, render)
"""


@pytest.fixture
def trouble(tmp_path: Path) -> str:
    return str(distribution(tmp_path / "site", "resume-trouble", TROUBLE, "trouble"))


def test_folders_globs_files_and_lines_become_outputs_named_after_their_stems(tmp_path: Path) -> None:
    people(tmp_path / "in" / "deep", "Ann")
    people(tmp_path / "in", "Bob")
    people(tmp_path / "other", "Cid", "Dan")
    people(tmp_path, "Eve")
    lines = '{"basics": {"name": "First"}}\n\n{"basics": {"name": "Third"}}\n'
    done = run(tmp_path, "batch", "in", "other/*.json", "eve.json", "-", "--to", "text", "-o", "out", stdin=lines)
    assert done.code == 0, done.err
    names = {"ann.txt", "bob.txt", "cid.txt", "dan.txt", "eve.txt", "profile-1.txt", "profile-3.txt"}
    assert set(contents(tmp_path / "out")) == names
    assert b"Third" in (tmp_path / "out" / "profile-3.txt").read_bytes()


def test_lines_of_a_file_find_what_lies_beside_it_and_bear_its_day(tmp_path: Path) -> None:
    people(tmp_path / "in")
    lines = tmp_path / "in" / "all.ndjson"
    lines.write_text('{"basics": {"name": "A"}, "patents": {"from": "a.csv"}}\n{"work": 3}\n', encoding="utf-8")
    (tmp_path / "in" / "a.csv").write_text("title,number\nBeside,US1\n", encoding="utf-8")
    os.utime(lines, (1_600_000_000, 1_600_000_000))
    done = run(tmp_path, "batch", "in/all.ndjson", "--to", "html", "-o", "out", SOURCE_DATE_EPOCH="")
    assert done.code == 1
    assert "in/all.ndjson:2:1:10:" in done.err
    page = (tmp_path / "out" / "all-1.html").read_text("utf-8")
    assert "US1" in page
    assert "2020-09-13T00:00:00" in page
    (tmp_path / "in" / "gone.ndjson").symlink_to("nowhere")
    gone = run(tmp_path, "batch", "in", "--to", "html", "-o", "out")
    assert gone.code == 1
    assert "in/gone.ndjson: no such file" in gone.err


def test_a_matrix_of_languages_themes_and_formats_is_exported(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("basics: {name: {en: Ann, zh: 安}}\n", encoding="utf-8")
    words = ["batch", "a.yaml", "--to", "text,html", "--language", "all", "--theme", "plain,compact", "-o", "out"]
    assert run(tmp_path, *words).code == 0
    stems = [f"a-{language}-{theme}" for language in ("en", "zh") for theme in ("plain", "compact")]
    assert set(contents(tmp_path / "out")) == {f"{stem}{suffix}" for stem in stems for suffix in (".txt", ".html")}
    assert run(tmp_path, *words, "--name", "{language}/{theme}/{name}.{format}").code == 0
    assert (tmp_path / "out" / "zh" / "compact" / "安.html").exists()


def test_names_from_profiles_are_one_safe_part_of_a_path(tmp_path: Path) -> None:
    people(tmp_path / "in", "Ann")
    evil = ["../../etc/passwd", "CON", "  ..  ", "a" * 400, "tab\tand\nline", "刘硕"]
    for index, name in enumerate(evil):
        (tmp_path / "in" / f"{index}.json").write_text(json.dumps({"basics": {"name": name}}), encoding="utf-8")
    done = run(tmp_path, "batch", "in", "--to", "text", "-o", "out", "--name", "{name}.{format}")
    assert done.code == 0, done.err
    made = set(contents(tmp_path / "out"))
    assert {"etc-passwd.txt", "CON_.txt", "resume.txt", "tab-and-line.txt", "刘硕.txt", "Ann.txt"} <= made
    assert all(len(name.encode()) < 255 for name in made)
    assert len(made) == len(evil) + 1


def test_two_outputs_of_one_name_cost_those_two_only_and_a_pattern_is_proposed(tmp_path: Path) -> None:
    people(tmp_path / "in" / "a", "Ann")
    people(tmp_path / "in" / "b", "Ann")
    (tmp_path / "in" / "b" / "ann.json").rename(tmp_path / "in" / "b" / "ANN.json")
    people(tmp_path / "in", "Bob")
    done = run(tmp_path, "batch", "in", "--to", "text", "-o", "out", "--json")
    assert done.code == 1
    assert "in/a/ann.json and in/b/ANN.json" in done.err
    assert {Path(record["profile"]).stem: record["status"] for record in done.records} == {
        "bob": "ok", "ann": "failed", "ANN": "failed",
    }  # fmt: skip
    assert set(contents(tmp_path / "out")) == {"bob.txt"}
    (pattern,) = {
        re.findall("--name '(.*)'", record["error"]["hint"])[0] for record in done.records if "error" in record
    }
    assert run(tmp_path, "batch", "in", "--to", "text", "-o", "whole", "--name", pattern).code == 0
    assert set(contents(tmp_path / "whole")) == {"a/ann.txt", "b/ANN.txt", "bob.txt"}


def test_when_all_outputs_have_one_name_nothing_is_made(tmp_path: Path) -> None:
    people(tmp_path / "in", "Ann", "Bob")
    done = run(tmp_path, "batch", "in", "--to", "text", "-o", "out", "--name", "same.{format}")
    assert done.code == 2
    assert "'same-{index}.{format}'" in done.err
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("pattern", "code"), [("{nmae}.{format}", 2), ("../{stem}.{format}", 77), ("/var/{stem}", 77), ("{stem!r}", 2)]
)
def test_a_pattern_that_leads_astray_is_refused(tmp_path: Path, pattern: str, code: int) -> None:
    people(tmp_path / "in", "Ann")
    done = run(tmp_path, "batch", "in", "--to", "text", "-o", "out", "--name", pattern)
    assert done.code == code, done.err
    assert not (tmp_path / "out").exists()


def test_an_input_is_never_overwritten(tmp_path: Path) -> None:
    people(tmp_path / "in", "Ann")
    before = contents(tmp_path / "in")
    done = run(tmp_path, "batch", "in", "--to", "text", "-o", "in", "--name", "{stem}.json")
    assert done.code == 77
    assert contents(tmp_path / "in") == before


def test_a_profile_that_crashes_hangs_eats_memory_or_fails_costs_itself_only(tmp_path: Path, trouble: str) -> None:
    good = [f"Good{index}" for index in range(12)]
    bad = ["Crash", "Hang", "Leave", "Hog", "Raise", "Wrong"]
    people(tmp_path / "in", *good, *bad)
    (tmp_path / "in" / "broken.json").write_text('{"basics": ', encoding="utf-8")
    (tmp_path / "in" / "typed.yaml").write_text("basics: {name: X}\nwork: yes please\n", encoding="utf-8")
    (tmp_path / "in" / "dated.toml").write_text('[[work]]\nstartDate = "2013-19"\n', encoding="utf-8")
    (tmp_path / "in" / "gone.json").symlink_to("nowhere")
    words = ["--to", "trouble", "-o", "out", "--timeout", "2", "--memory", "300M", "-j", "2", "--json"]
    done = run(tmp_path, "batch", "in", *words, PYTHONPATH=trouble)
    assert done.code == 1
    assert set(contents(tmp_path / "out")) == {f"{name.lower()}.out" for name in good}
    failed = {Path(record["profile"]).stem: record["error"] for record in done.records if record["status"] == "failed"}
    assert set(failed) == {name.lower() for name in bad} | {"broken", "typed", "dated", "gone"}
    codes = {stem: error["exit_code"] for stem, error in failed.items()}
    assert codes == {
        "crash": 70, "hang": 75, "leave": 70, "hog": 75, "raise": 70, "wrong": 70,
        "broken": 65, "typed": 65, "dated": 65, "gone": 66,
    }  # fmt: skip
    assert "SIGSEGV" in failed["crash"]["message"]
    assert "resume-trouble" in failed["raise"]["message"]
    listed = [line for line in done.err.splitlines() if line.startswith("  failed: ")]
    assert len(listed) == 10
    assert any("in/dated.toml:2:" in line and "2013-19" in line for line in listed)
    assert any("in/typed.yaml:2:7" in line for line in listed)


def test_fail_fast_stops_at_the_first_profile_that_fails(tmp_path: Path, trouble: str) -> None:
    people(tmp_path / "in", *(f"P{index:03d}" for index in range(300)))
    (tmp_path / "in" / "p000.json").write_text("[", encoding="utf-8")
    done = run(tmp_path, "batch", "in", "--to", "trouble", "-o", "out", "-j", "1", "--fail-fast", PYTHONPATH=trouble)
    assert done.code == 1
    assert "not done" in done.err
    assert len(contents(tmp_path / "out")) < 20


def test_records_and_the_report_tell_the_same(tmp_path: Path) -> None:
    people(tmp_path / "in", "Ann", "Bob")
    (tmp_path / "in" / "bad.json").write_text('{"work": 3}', encoding="utf-8")
    done = run(tmp_path, "batch", "in", "--to", "text", "-o", "out", "--json", "--report", "report.ndjson")
    report = [json.loads(line) for line in (tmp_path / "report.ndjson").read_text("utf-8").splitlines()]
    assert sorted(record["profile"] for record in report) == ["in/ann.json", "in/bad.json", "in/bob.json"]
    told = [{key: value for key, value in record.items() if key not in {"name", "key", "inputs"}} for record in report]
    assert sorted(told, key=str) == sorted(done.records, key=str)
    ann = next(record for record in report if record["profile"] == "in/ann.json")
    assert ann["output"] == "out/ann.txt"
    assert ann["bytes"] == (tmp_path / "out" / "ann.txt").stat().st_size


def test_resuming_makes_only_what_failed_changed_or_is_missing(tmp_path: Path) -> None:
    people(tmp_path / "in", "Ann", "Bob", "Cid", "Dan", "Eve")
    including = {"basics": {"name": "Fay"}, "patents": {"from": "fay.csv"}}
    (tmp_path / "in" / "fay.json").write_text(json.dumps(including), encoding="utf-8")
    (tmp_path / "in" / "fay.csv").write_text("title,number\nOne,US1\n", encoding="utf-8")
    (tmp_path / "in" / "gus.json").write_text("{", encoding="utf-8")
    words = ["batch", "in", "--to", "text", "-o", "out", "--json", "--resume"]
    assert run(tmp_path, *words).code == 1
    (tmp_path / "out" / "ann.txt").unlink()
    (tmp_path / "out" / "bob.txt").write_text("somebody changed this", encoding="utf-8")
    people(tmp_path / "in", "Gus")
    (tmp_path / "in" / "cid.json").write_text('{"basics": {"name": "Cid Changed"}}', encoding="utf-8")
    (tmp_path / "in" / "fay.csv").write_text("title,number\nTwo,US2\n", encoding="utf-8")
    done = run(tmp_path, *words)
    status = {Path(record["profile"]).stem: record["status"] for record in done.records}
    assert status == {
        "ann": "ok", "bob": "ok", "cid": "ok", "fay": "ok", "gus": "ok", "dan": "unchanged", "eve": "unchanged",
    }  # fmt: skip
    assert b"US2" in (tmp_path / "out" / "fay.txt").read_bytes()
    again = run(tmp_path, *words)
    assert {record["status"] for record in again.records} == {"unchanged"}
    themed = run(tmp_path, *words, "-O", "token.accent=#aa0000")
    assert {record["status"] for record in themed.records} == {"ok"}


def test_after_kill_nine_a_resumed_run_gives_the_same_set_as_an_uninterrupted_one(tmp_path: Path, trouble: str) -> None:
    people(tmp_path / "in", *(f"P{index:02d}" for index in range(30)))
    for path in (tmp_path / "in").iterdir():
        path.write_text(json.dumps({"basics": {"name": "Slow", "label": path.stem}}), encoding="utf-8")
    words = ["batch", "in", "--to", "trouble,text", "-j", "2", "--json"]
    whole = run(tmp_path, *words, "-o", "whole", PYTHONPATH=trouble)
    assert whole.code == 0
    victim = subprocess.Popen(
        [RESUME, *words, "-o", "out"],
        cwd=tmp_path,
        env=environment(tmp_path, PYTHONPATH=trouble),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline and len(list((tmp_path / "out").glob("*.txt"))) < 8:
        time.sleep(0.02)
    os.kill(victim.pid, signal.SIGKILL)
    victim.wait()
    done = run(tmp_path, *words, "-o", "out", "--resume", PYTHONPATH=trouble)
    assert done.code == 0
    status = [record["status"] for record in done.records]
    assert 14 <= status.count("unchanged") < 60
    assert contents(tmp_path / "out") == contents(tmp_path / "whole")


def test_what_a_killed_run_left_half_written_is_cleared_away(tmp_path: Path) -> None:
    people(tmp_path / "in", "Ann")
    killed = subprocess.Popen(["sleep", "60"])
    drafts = {}
    for process in (killed.pid, os.getpid()):
        drafts[process] = writer._DRAFT.format(machine=writer._machine(), process=process, number=0)
        (tmp_path / "out" / "deep").mkdir(parents=True, exist_ok=True)
        (tmp_path / "out" / "deep" / drafts[process]).write_bytes(b"half")
    killed.kill()
    killed.wait()
    assert run(tmp_path, "batch", "in", "--to", "text", "-o", "out").code == 0
    assert set(contents(tmp_path / "out")) == {"ann.txt", f"deep/{drafts[os.getpid()]}"}


def test_a_temporary_folder_that_no_socket_fits_into_only_costs_time(tmp_path: Path) -> None:
    people(tmp_path / "in", "Ann", "Bob", "Cid")
    long = tmp_path / ("long" * 40)
    long.mkdir()
    done = run(tmp_path, "batch", "in", "--to", "text", "-o", "out", TMPDIR=str(long))
    assert done.code == 0, done.err
    assert set(contents(tmp_path / "out")) == {"ann.txt", "bob.txt", "cid.txt"}


def test_a_home_that_cannot_be_written_costs_only_the_journal(tmp_path: Path) -> None:
    people(tmp_path / "in", "Ann")
    (tmp_path / "file").write_text("no folder", encoding="utf-8")
    state = str(tmp_path / "file" / "state")
    assert run(tmp_path, "batch", "in", "--to", "text", "-o", "out", XDG_STATE_HOME=state).code == 0
    report = "file/report.ndjson"
    assert run(tmp_path, "batch", "in", "--to", "text", "-o", "out", "--report", report).code == 73


@pytest.mark.parametrize(("most_tasks", "most_growth", "workers"), [(400, 1 << 40, 1), (3, 1 << 40, 4), (400, -1, 12)])
def test_a_worker_is_replaced_after_many_tasks_or_when_it_has_grown(
    monkeypatch: pytest.MonkeyPatch, most_tasks: int, most_growth: int, workers: int
) -> None:
    monkeypatch.setattr(pool, "_MOST_TASKS", most_tasks)
    monkeypatch.setattr(pool, "_MOST_GROWTH", most_growth)
    # Larger than what is handed out ahead, so that each worker has one task at a time.
    content = json.dumps({"basics": {"name": "P"}, "padding": "x" * pool._PREFETCH_BYTES}).encode()
    specs = (OutputSpec(RenderOptions("text"), "p.txt"),)
    tasks = (Task(index, "p.json", {}, content, 0.0, specs) for index in range(12))
    dismissed, done = [], []
    with closing(Pool(Limits(1))) as used:
        dismiss = used._dismiss

        def counted(worker: pool._Worker) -> None:
            dismissed.append(worker.process)
            dismiss(worker)

        monkeypatch.setattr(used, "_dismiss", counted)
        for task, answer in used.run(work, tasks):
            done.append(task.index)
            assert isinstance(answer, Result)
            assert answer.outputs[0].content
    assert sorted(done) == list(range(12))
    assert len(set(dismissed)) == workers


def test_results_do_not_depend_on_the_number_of_workers(tmp_path: Path) -> None:
    people(tmp_path / "in", *(f"P{index}" for index in range(8)))
    for jobs in ("1", "3"):
        assert run(tmp_path, "batch", "in", "--to", "html,docx", "-o", f"out{jobs}", "-j", jobs).code == 0
    assert contents(tmp_path / "out1") == contents(tmp_path / "out3")
    assert len(contents(tmp_path / "out1")) == 16


def test_what_a_variant_hides_is_in_no_name_record_or_report(tmp_path: Path) -> None:
    profile = {
        "basics": {"name": "Rosalind Okafor", "email": "rosalind@example.com", "label": "Chemist"},
        "work": [{"name": "Acme"}],
        "variants": {"anonymous": {"redact": ["basics.name", "basics.email"]}},
    }
    people(tmp_path / "in")
    (tmp_path / "in" / "rosalind-okafor.json").write_text(json.dumps(profile), encoding="utf-8")
    words = ["--to", "text,html", "--variant", "anonymous", "-o", "out", "--json", "--report", "report.ndjson"]
    done = run(tmp_path, "batch", "in", *words)
    assert done.code == 0
    told = done.out + done.err + (tmp_path / "report.ndjson").read_text("utf-8") + str(contents(tmp_path / "out"))
    assert "Chemist" in told
    assert "rosalind" not in told.lower()
    assert {record["profile"] for record in done.records} == {"in/resume.json"}


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--to", "pfd"], "did you mean `pdf`"),
        (["--to", "text", "--jobs", "0"], "--jobs"),
        (["--to", "text", "--timeout", "soon"], "--timeout"),
        (["--to", "text", "--memory", "1K"], "--memory"),
        (["--to", "text", "--engine", "spark:x"], "unknown engine"),
        (["--to", "text", "-O", "nonsense=1"], "no option `nonsense`"),
    ],
)
def test_wrong_usage_is_told_before_anything_begins(tmp_path: Path, words: list[str], told: str) -> None:
    people(tmp_path / "in", "Ann")
    done = run(tmp_path, "batch", "in", "-o", "out", *words)
    assert done.code == 2
    assert told in done.err
    assert not (tmp_path / "out").exists()


def test_a_source_that_is_not_there_is_a_missing_input(tmp_path: Path) -> None:
    assert run(tmp_path, "batch", "nowhere", "--to", "text", "-o", "out").code == 66
    assert run(tmp_path, "batch", "*.yaml", "--to", "text", "-o", "out").code == 66


@pytest.mark.slow
@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143), (signal.SIGKILL, -9)])
def test_whatever_ends_a_batch_ends_its_workers(tmp_path: Path, trouble: str, number: int, code: int) -> None:
    people(tmp_path / "in", "Ann", "Hang")
    process = subprocess.Popen(
        [RESUME, "batch", "in", "--to", "trouble", "-o", "out", "-j", "1"],
        cwd=tmp_path,
        env=environment(tmp_path, PYTHONPATH=trouble),
        stderr=subprocess.PIPE,
        start_new_session=True,
        preexec_fn=heeds_interrupts,  # noqa: PLW1509 - no thread runs here
    )
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline and not (tmp_path / "out" / "ann.out").exists():
        time.sleep(0.05)
    # Ctrl-C on a terminal reaches the whole group.
    os.killpg(process.pid, number) if number == signal.SIGINT else process.send_signal(number)
    process.wait(timeout=10)
    assert process.returncode == code
    deadline = time.monotonic() + 5
    while time.monotonic() < deadline and _group_lives(process.pid):
        time.sleep(0.05)
    assert not _group_lives(process.pid)
    assert process.stderr is not None
    assert b"Traceback" not in process.stderr.read()


def _group_lives(group: int) -> bool:
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return True
