"""What is said to somebody who does not know yet what can be done."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from commands import run

if TYPE_CHECKING:
    from pathlib import Path

PROFILE = "meta: {languages: [en, zh]}\nbasics: {name: {en: Ann, zh: 安}}\nvariants: {short: {pages: 1}}\n"


def test_without_a_command_the_profile_that_is_here_is_told(tmp_path: Path) -> None:
    assert "Usage: resume" in run(tmp_path).err
    (tmp_path / "profile.yaml").write_text(PROFILE, "utf-8")
    done = run(tmp_path)
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith("profile.yaml is here:\n")
    assert "in each of its languages: en, zh" in done.err
    assert "in each of its variants: short" in done.err
    (tmp_path / "profile.yaml").write_text("basics: [", "utf-8")
    assert "resume validate" in run(tmp_path).err


def test_a_profile_of_another_name_is_told_as_well_and_named_in_each_command(tmp_path: Path) -> None:
    (tmp_path / "compose.yaml").write_text("services: {}\n", "utf-8")
    (tmp_path / "profile.schema.json").write_text('{"properties": {"basics": {}}}', "utf-8")
    assert "Usage: resume" in run(tmp_path).err
    (tmp_path / "my cv.yaml").write_text(PROFILE, "utf-8")
    done = run(tmp_path)
    assert done.err.startswith("my cv.yaml is here:\n")
    assert "  resume export pdf 'my cv.yaml' -V all  in each of its variants: short\n" in done.err
    assert "such as my cv.yaml, or start one with: resume init" in run(tmp_path, "export", "pdf").err


@pytest.mark.parametrize("folder", [".", "profiles"])
def test_of_several_profiles_one_can_be_named_or_all_taken(tmp_path: Path, folder: str) -> None:
    (tmp_path / folder).mkdir(exist_ok=True)
    for letter in "abcdefg":
        (tmp_path / folder / f"{letter}.yaml").write_text(PROFILE, "utf-8")
    a = "a.yaml" if folder == "." else "profiles/a.yaml"
    done = run(tmp_path)
    assert done.err.startswith(f"{a}, ")
    assert " and 2 others are here:\n" in done.err
    assert f"  resume export pdf,docx {a} " in done.err
    (command,) = (line for line in done.err.splitlines() if "resume batch" in line)
    batch = run(tmp_path, *command.split("  ")[1].removeprefix("resume ").replace("pdf", "text").split())
    assert (batch.code, "7 written" in batch.err) == (0, True), batch.err


@pytest.mark.parametrize(("words", "told"), [((), True), (("-l", "zh"), False), (("-l", "all"), False)])
def test_a_profile_of_several_languages_is_told_once(tmp_path: Path, words: tuple[str, ...], told: bool) -> None:
    (tmp_path / "cv.yaml").write_text(PROFILE, "utf-8")
    done = run(tmp_path, "export", "text,html", "cv.yaml", *words)
    assert done.err.count("cv.yaml also speaks zh: -l all") == told
    assert run(tmp_path, "export", "text", "cv.yaml", "--quiet").err == ""
