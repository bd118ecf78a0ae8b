"""Other people's résumés and our own examples are checked to the end."""

from __future__ import annotations

from pathlib import Path

import pytest
from checking import TODAY
from commands import run
from tools import shared

from resume_cli.check import check
from resume_cli.check.packs import load_pack, pack_names
from resume_cli.check.subject import Subject
from resume_cli.errors import ResumeError
from resume_cli.pipeline import RenderOptions, load
from resume_cli.profile.source import read_source

PROFILES = Path(__file__).resolve().parents[2] / "profiles"
#: What our examples are meant to have: addresses of nobody, months without a job, contacts that stay private.
MEANT = {
    "first-job.yaml": {"dead-looking-url"},
    "maya-lindqvist.yaml": {"dead-looking-url"},
    "stuart-lau.yaml": {"missing-contact", "gap", "stale-translation"},
}


def corpus(step: int) -> list[Path]:
    return sorted((shared("corpus") / "files").glob("*.*"))[::step]


def examine(file: Path) -> None:
    """Check a file for every pack; errors of ours are fine, and anything else is a failure."""
    try:
        loaded = load(read_source(file))
        found = check(Subject(loaded, RenderOptions(""), TODAY), map(load_pack, pack_names()))
    except ResumeError:
        return
    assert all(each.position for each in found)


@pytest.mark.slow
def test_some_files_of_strangers_are_checked_to_the_end() -> None:
    for file in corpus(20):
        examine(file)


@pytest.mark.slow
def test_every_file_of_strangers_is_checked_to_the_end() -> None:
    for file in corpus(1):
        examine(file)


@pytest.mark.slow
@pytest.mark.parametrize("name", MEANT)
def test_the_examples_have_no_findings_but_those_that_are_meant(name: str, tmp_path: Path) -> None:
    done = run(tmp_path, "check", PROFILES / name, "--json")
    assert {each["code"] for each in done.records if each["severity"] != "note"} <= MEANT[name]


@pytest.mark.parametrize(
    ("name", "job", "city"),
    [("נועה כהן", "חברת הענן", "תל אביב"), ("山田太郎", "株式会社青空", "東京"), ("李明", "快手科技", "上海")],
)
def test_texts_of_other_scripts_are_not_taken_for_lost(tmp_path: Path, name: str, job: str, city: str) -> None:
    text = f"""\
basics: {{name: {name}, email: mail@posteo.de, phone: +49 30 901820, location: {city}}}
work:
  - {{name: {job}, position: C++ / Java, startDate: 2019-03, endDate: 2024-05, highlights: [{job} (C++ 20%)]}}
"""
    (tmp_path / "cv.yaml").write_text(text, "utf-8")
    done = run(tmp_path, "check", "cv.yaml", "--json")
    assert [each for each in done.records if each["code"].startswith("lost")] == []
