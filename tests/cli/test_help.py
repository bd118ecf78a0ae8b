"""Help begins with examples: after one sentence, before any option, and each of them runs as it is printed."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
import typer
from commands import RESUME, environment, run
from tools import program

from resume_cli.cli.application import COMMANDS, app, command

PROFILES = Path(__file__).parents[2] / "profiles"
HELPED = [(), *((name,) for name in COMMANDS), ("themes", "new"), ("themes", "preview")]
#: These tell by their exit code that they found something.
FOUND = {"check": {0, 1}, "diff": {0, 1}, "doctor": {0, 69}}


def shown(text: str) -> list[str]:
    """Return the examples that a help text shows, each on one line."""
    block = re.search(r"^Examples:\n((?:  .*\n)+)", text, re.MULTILINE)
    assert block
    return [line.strip() for line in block[1].replace(" \\\n      ", " ").splitlines()]


def examples(words: tuple[str, ...]) -> list[str]:
    """Return the examples of a command."""
    found: Any = command(words[0]) if words else typer.main.get_command(app)
    for word in words[1:]:
        found = found.commands[word]
    return str(found.epilog).splitlines()


@pytest.mark.parametrize("words", HELPED, ids=" ".join)
def test_two_or_three_examples_stand_between_the_summary_and_the_options(
    words: tuple[str, ...], tmp_path: Path
) -> None:
    text = run(tmp_path, *words, "--help", COLUMNS="80").out
    usage, _summary, block, after, *_ = text.split("\n\n")
    assert usage.startswith("Usage: ")
    assert block.startswith("Examples:\n")
    assert after.startswith(("Arguments:", "Options:"))
    assert 2 <= len(examples(words)) <= 3
    # On a terminal of 80 columns, each on a line of its own.
    assert [line.strip() for line in block.splitlines()[1:]] == examples(words)


@pytest.mark.parametrize("words", HELPED, ids=" ".join)
def test_an_example_is_of_the_command_that_it_explains(words: tuple[str, ...]) -> None:
    start = " ".join(("resume", *words))
    assert all(example.rpartition("| ")[2].startswith(start) for example in examples(words))


@pytest.mark.parametrize("columns", [40, 50, 200])
@pytest.mark.parametrize("word", ["batch", "import", "check"])
def test_an_example_that_needs_two_lines_is_still_one_command(word: str, columns: int, tmp_path: Path) -> None:
    text = run(tmp_path, word, "--help", COLUMNS=str(columns)).out
    assert shown(text) == examples((word,))
    # A name of an option or a value may be longer than the line.
    assert [line for line in text.splitlines() if len(line) > columns and not re.search(r"^  -|\S{14}", line)] == []


def test_options_stand_above_their_texts_where_there_is_no_room_beside_them(tmp_path: Path) -> None:
    assert "  --format <text|json|github>\n" in run(tmp_path, "validate", "--help", COLUMNS="50").out
    assert "\n  --fix         Mend in the file" in run(tmp_path, "check", "--help", COLUMNS="50").out


def prepare(folder: Path, example: str) -> None:
    """Write what the examples read: a profile with its history, other profiles, and an exported file."""
    for name in ("people", "sent"):
        (folder / name).mkdir()
    shutil.copyfile(PROFILES / "first-job.yaml", folder / "people" / "first-job.yaml")
    (folder / "people.ndjson").write_text('{"basics": {"name": "Ada"}}\n', "utf-8")
    if re.search(r" (init|import|themes new)\b", example):
        write_foreign_files(folder)
        return
    for name in ("patents.csv", "portrait.png"):
        shutil.copyfile(PROFILES / name, folder / name)
    shutil.copyfile(PROFILES / "stuart-lau.yaml", folder / "profile.yaml")
    if "sent/" in example:
        run(folder, "export", "pdf", "profile.yaml", "-o", "sent/profile.pdf")
    if "HEAD" in example:
        git = ["git", "-c", "user.name=A", "-c", "user.email=a@b.example"]
        for words in (["init", "-q"], ["add", "."], ["commit", "-qm", "1"], ["commit", "-qm", "2", "--allow-empty"]):
            subprocess.run([*git, *words], cwd=folder, check=True)


def write_foreign_files(folder: Path) -> None:
    """Write the files that are imported, and one that was exported."""
    for name, language in (("resume.json", "en"), ("cv-en.yaml", "en"), ("cv-zh.yaml", "zh")):
        form = "jsonresume" if name.endswith("json") else "rendercv"
        done = run(folder, "convert", PROFILES / "stuart-lau.yaml", "--to", form, "-l", language, "-o", name)
        assert done.code == 0, done.err
    run(folder, "export", "pdf", "people/first-job.yaml", "-o", "sent/profile.pdf")


RUN = [
    pytest.param(each, marks=pytest.mark.slow if re.search(r"themes preview( profile\.yaml)?$", each) else ())
    for words in HELPED[1:]
    for each in examples(words)
    # The tests of the preview start one.
    if not each.startswith("resume preview")
]


@pytest.mark.parametrize("example", RUN)
def test_an_example_runs_as_it_is_printed(example: str, tmp_path: Path) -> None:
    if "themes preview" in example:
        program("pdftoppm")
    prepare(tmp_path, example)
    variables = environment(tmp_path, PATH=f"{RESUME.parent}:{os.environ['PATH']}", LANG="C.UTF-8")
    done = subprocess.run(
        example, shell=True, cwd=tmp_path, env=variables, capture_output=True, text=True, timeout=300, check=False
    )
    assert done.returncode in FOUND.get(example.split()[1], {0}), done.stderr
    assert "Traceback" not in done.stderr
