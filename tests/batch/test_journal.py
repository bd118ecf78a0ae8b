"""Journals: what decides whether an output is up to date, and what is read back from damaged files."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from commands import people, run
from msgspec.structs import replace

from resume_cli.batch import journal
from resume_cli.batch.journal import Journal, output_key
from resume_cli.batch.tasks import OutputSpec, Task
from resume_cli.pipeline import RenderOptions
from resume_cli.untrusted import Untrusted

if TYPE_CHECKING:
    from pathlib import Path

SPEC = OutputSpec(RenderOptions("text", "en", "short", "plain", {"a": "1"}, {"accent": "#000"}), "p.txt")
TASK = Task(0, "p.json", {"stem": "p"}, b"{}", 1.0, (SPEC,), input_format="json")
TASK_CHANGES: dict[str, Any] = {"label": "p.yaml", "content": b"{ }", "created": 2.0, "input_format": "yaml"}
OPTION_CHANGES: dict[str, Any] = {
    "format": "html", "language": "zh", "variant": "long", "theme": "compact", "options": {"a": "2"},
    "tokens": {"accent": "#fff"}, "allow_missing_glyphs": True, "untrusted": Untrusted(),
}  # fmt: skip
# What only says where things are; `version` is part of the environment, and `files` are hashed on their own.
ELSEWHERE = {"index", "names", "outputs", "folder", "files", "version"}


def key(task: Task = TASK, spec: OutputSpec = SPEC, installed: str = "") -> str:
    return output_key(installed, {}, task, spec)


@pytest.mark.parametrize("name", TASK_CHANGES)
def test_the_key_of_an_output_changes_with_each_part_of_its_task(name: str) -> None:
    assert key(replace(TASK, **{name: TASK_CHANGES[name]})) != key()


@pytest.mark.parametrize("name", OPTION_CHANGES)
def test_the_key_of_an_output_changes_with_each_of_its_options(name: str) -> None:
    changed = replace(SPEC.options, **{name: OPTION_CHANGES[name]})
    assert key(spec=replace(SPEC, options=changed)) != key()


def test_every_field_of_a_task_and_every_option_is_part_of_the_key_or_elsewhere() -> None:
    assert set(Task.__struct_fields__) == set(TASK_CHANGES) | ELSEWHERE
    assert set(RenderOptions.__struct_fields__) == set(OPTION_CHANGES)


def test_the_key_changes_with_the_environment_and_with_each_file_of_a_theme(tmp_path: Path) -> None:
    assert key(installed="other") != key()
    for name, extends in (("base", "plain"), ("mine", "base")):
        (tmp_path / name).mkdir()
        (tmp_path / name / "theme.toml").write_text(f"extends = '{extends}'", encoding="utf-8")
    spec = replace(SPEC, options=replace(SPEC.options, theme=str(tmp_path / "mine")))
    keys = {key(spec=spec)}
    (tmp_path / "mine" / "resume.css").write_text(".resume { color: navy }", encoding="utf-8")
    keys.add(key(spec=spec))
    (tmp_path / "base" / "theme.toml").write_text("extends = 'compact'", encoding="utf-8")
    keys.add(key(spec=spec))
    assert len(keys) == 3


@pytest.mark.parametrize(
    ("words", "changes"),
    [([], {"SOURCE_DATE_EPOCH": "1600000000"}), (["--theme", "compact"], {}), (["--language", "zh"], {})],
    ids=["date", "theme", "language"],
)
def test_another_date_theme_or_language_makes_an_output_again(
    tmp_path: Path, words: list[str], changes: dict[str, str]
) -> None:
    people(tmp_path / "in", "Ann")
    usual = ["batch", "in", "--to", "html", "-o", "out", "--name", "{stem}.{format}", "--json", "--resume"]
    run(tmp_path, *usual)
    assert [record["status"] for record in run(tmp_path, *usual).records] == ["unchanged"]
    assert [record["status"] for record in run(tmp_path, *usual, *words, **changes).records] == ["ok"]


def test_lines_that_are_damaged_or_tell_of_a_failure_are_skipped(tmp_path: Path) -> None:
    path = tmp_path / "journal.ndjson"
    whole = {"name": "a.txt", "key": "k", "inputs": {}, "sha256": "s", "status": "ok"}
    damaged = [b"", b"[1]", b"[" * 100_000, b"\xff", json.dumps(whole | {"name": "b.txt"}).encode()[:-9]]
    failed = json.dumps(whole | {"name": "c.txt", "sha256": None}).encode()
    path.write_bytes(b"\n".join([*damaged, failed, json.dumps(whole).encode()]))
    assert set(journal.read([tmp_path / "missing", path])) == {"a.txt"}


def test_a_line_that_was_cut_off_does_not_swallow_the_next_one(tmp_path: Path) -> None:
    path = tmp_path / "journal.ndjson"
    path.write_bytes(b'{"name": "cut')
    with Journal(path).open(keep=True):
        pass
    assert path.read_bytes() == b'{"name": "cut\n'
    written = Journal(path)
    with written.open(keep=True):
        written.add({"sha256": "s"}, "a.txt", "k", {})
    assert set(journal.read([path])) == {"a.txt"}


def test_a_profile_that_fails_before_names_are_known_is_in_the_report(tmp_path: Path) -> None:
    people(tmp_path / "in", "Ann")
    (tmp_path / "in" / "bad.json").write_text('{"work": 3}', encoding="utf-8")
    words = ["batch", "in", "--to", "text", "-o", "out", "--name", "{name}.{format}", "--report", "report.ndjson"]
    assert run(tmp_path, *words).code == 1
    report = [json.loads(line) for line in (tmp_path / "report.ndjson").read_text("utf-8").splitlines()]
    assert {record["profile"]: record["status"] for record in report} == {"in/ann.json": "ok", "in/bad.json": "failed"}


def test_a_refused_run_leaves_the_report_of_the_last_one_as_it_was(tmp_path: Path) -> None:
    people(tmp_path / "in", "Ann", "Bob")
    (tmp_path / "report.ndjson").write_text("kept\n", encoding="utf-8")
    words = ["batch", "in", "--to", "text", "-o", "out", "--name", "same-{language}.{format}"]
    assert run(tmp_path, *words, "--report", "report.ndjson").code == 2
    assert (tmp_path / "report.ndjson").read_text("utf-8") == "kept\n"
