"""What is said of problems: one line for each kind, the rest counted, and at the end what was written."""

from __future__ import annotations

import re
import subprocess
from typing import TYPE_CHECKING

import pytest
from commands import RESUME, environment, run
from tools import shared

from resume_cli.cli import run as run_here
from resume_cli.errors import Position, Problem
from resume_cli.output.report import described, grouped, printable, summarised, tally

if TYPE_CHECKING:
    from pathlib import Path

MANY = """\
basics: {name: Ann}
work:
  - {name: A, id: 1, postion: Cook}
  - {name: B, id: 2, startDate: Summer of love}
  - {name: C, id: 3, startDate: who knows}
hobbies: [chess]
"""
KINDS = """\
basics: {name: Ann, qa: 1, qb: 1, qc: 1, qd: 1, qe: 1, qf: 1}
skills: [{name: A, keywords: [B, C, D, E, F, G]}]
"""


def problem(code: str, key: str, message: str = "m", severity: str = "warning", line: int = 1) -> Problem:
    path = ("work", line, key)
    return Problem(code, message, path, severity, position=Position("p.yaml", line, 3))  # type: ignore[arg-type]


def test_problems_of_one_code_and_key_are_a_group_and_errors_come_first() -> None:
    problems = [
        problem("renamed-key", "x", severity="note"),
        *(problem("unknown-key", "id", line=line) for line in range(52)),
        problem("unknown-key", "other"),
        problem("wrong-type", "id", severity="error"),
    ]
    assert [(group[0].severity, len(group)) for group in grouped(problems)] == [
        ("error", 1),
        ("warning", 52),
        ("warning", 1),
        ("note", 1),
    ]
    assert tally(problems) == "1 error, 53 warnings, 1 note"
    assert tally(problems, "warning") == "53 warnings"


@pytest.mark.parametrize(
    ("messages", "line"),
    [
        (["gone"], "p.yaml:0:3: warning[c]: gone"),
        (["gone"] * 52, "warning[c]: gone, in 52 places, first at p.yaml:0:3"),
        (["a is odd", "b is odd", "c is odd"], "warning[c]: a is odd, and 2 more like it, first at p.yaml:0:3"),
    ],
)
def test_a_group_is_one_line(messages: list[str], line: str) -> None:
    lines, _ = summarised([problem("c", "k", message, line=line) for line, message in enumerate(messages)])
    assert lines == [line]


def test_no_more_than_five_groups_are_shown_and_the_first_errors_in_full() -> None:
    problems = [problem("wrong-type", f"e{index}", severity="error", line=index) for index in range(4)]
    problems += [problem("unknown-key", f"k{index}") for index in range(9)]
    lines, is_short = summarised(problems)
    assert (len(lines), is_short) == (5, True)
    assert summarised(problems[:3])[1] is False


def test_a_full_list_has_every_place_of_a_warning_and_every_error_by_itself() -> None:
    alike = [problem("unknown-key", "id", line=line) for line in range(1, 41)]
    errors = [problem("wrong-type", "id", severity="error", line=line) for line in (3, 9)]
    listed = list(described([*alike, *errors]))
    assert [text.partition(":")[0] for text in listed] == ["p.yaml"] * 3
    assert all(f"p.yaml:{line}:3" in listed[2] for line in range(1, 41))
    assert all(len(line) <= 100 for line in listed[2].splitlines())


@pytest.mark.parametrize("character", ["\n", "\r", "\x1b", "\x85", "\u2028", "\u2029", "\u202e", "\u2066", "\u200f"])
def test_nothing_that_is_echoed_can_begin_a_line_or_turn_it_around(character: str) -> None:
    shown = printable(f"a{character}b")
    assert shown == f"a\\u{ord(character):04x}b"
    listed = "\n".join(described([problem("unknown-key", "k", f"a{character}b")]))
    assert listed.count("\n") == 0
    assert shown in listed


def test_an_export_tells_each_kind_in_a_line_and_ends_with_what_was_written(tmp_path: Path) -> None:
    (tmp_path / "p.yaml").write_text(MANY, encoding="utf-8")
    done = run(tmp_path, "export", "text", "p.yaml")
    first, second, third, fourth, listed, last = done.err.splitlines()
    ignored = "(ignored: it appears in no output)"
    assert first == f"warning[unknown-key]: `id` is not known, in 3 places, first at p.yaml:3:15 {ignored}"
    assert second == "p.yaml:3:22: warning[unknown-key]: `postion` is not known (did you mean `position`?)"
    assert third.startswith(
        "warning[free-date]: `Summer of love` is kept as words, and 1 more like it, first at p.yaml"
    )
    assert fourth == "p.yaml:6:1: note[renamed-key]: `hobbies` is read as `interests` (write `interests`)"
    assert listed == "`resume validate p.yaml` lists all 7"
    assert re.fullmatch(r"p\.txt  \d+ bytes, 6 warnings", last)
    several = run(tmp_path, "export", "text,html", "p.yaml").err.splitlines()
    assert (several[-1], len(several)) == ("2 files written, 6 warnings", 8)
    assert run(tmp_path, "export", "text", "p.yaml", "--quiet").err == ""


def test_no_more_than_five_kinds_are_told_and_the_command_that_lists_all(tmp_path: Path) -> None:
    (tmp_path / "my file.yaml").write_text(KINDS, encoding="utf-8")
    told = run(tmp_path, "export", "text", "my file.yaml", "-l", "en").err.splitlines()
    assert sum("unknown-key" in line for line in told) == 5
    assert told[-2] == "`resume validate 'my file.yaml' -l en` lists all 6"
    shown = run(tmp_path, "show", "my file.yaml")
    assert shown.err.splitlines()[5:] == ["`resume validate 'my file.yaml'` lists all 6"]
    assert run(tmp_path, "validate", "my file.yaml").out.count("warning[unknown-key]") == 6


def test_errors_are_shown_with_their_lines_and_nothing_was_written(tmp_path: Path) -> None:
    (tmp_path / "bad.yaml").write_text("work: 3\neducation: 4\nbasics: {nmae: A}\n", encoding="utf-8")
    done = run(tmp_path, "export", "text", "bad.yaml")
    assert (done.code, done.err.count("^\n")) == (65, 2)
    assert done.err.splitlines()[-1] == "nothing was written: 2 errors, 1 warning"


def test_notes_are_no_matter_to_strict(tmp_path: Path) -> None:
    (tmp_path / "p.yaml").write_text("basics: {name: Ann}\nhobbies: [chess]\n", encoding="utf-8")
    assert run(tmp_path, "export", "text", "p.yaml", "--strict").code == 0
    (tmp_path / "q.yaml").write_text(MANY, encoding="utf-8")
    done = run(tmp_path, "export", "text", "q.yaml", "--strict")
    assert (done.code, (tmp_path / "q.txt").is_file()) == (1, True)


def test_a_text_without_a_translation_is_a_warning_only_where_the_file_promises_one(tmp_path: Path) -> None:
    (tmp_path / "p.yaml").write_text(
        "meta: {languages: [zh, en]}\nbasics: {name: {zh: 甲, en: A}, summary: {zh: 只有中文的一段话}}\n"
    )
    claimed, other = (run(tmp_path, "export", "text", "p.yaml", "-l", tag, "--strict") for tag in ("en", "fr"))
    assert (claimed.code, "warning[untranslated]" in claimed.err) == (1, True)
    assert (other.code, "note[untranslated]" in other.err) == (0, True)


@pytest.mark.parametrize(
    ("settings", "coloured"),
    [
        ({}, False),
        ({"FORCE_COLOR": "1"}, True),
        ({"FORCE_COLOR": "0"}, False),
        ({"FORCE_COLOR": "1", "NO_COLOR": "1"}, False),
        ({"FORCE_COLOR": "1", "TERM": "dumb"}, True),
    ],
)
def test_reports_are_coloured_where_that_is_wanted(tmp_path: Path, settings: dict[str, str], coloured: bool) -> None:
    (tmp_path / "p.yaml").write_text(MANY, encoding="utf-8")
    for words in (["validate", "p.yaml"], ["export", "text", "p.yaml"], ["show", "p.yaml", "--width", "60"]):
        done = run(tmp_path, *words, **settings)
        told = done.out if words[0] == "validate" else done.err
        assert ("\x1b[1;33mwarning[unknown-key]\x1b[0m" in told) is coloured
        assert coloured or "\x1b" not in told


def test_a_dumb_terminal_gets_no_colours(tmp_path: Path) -> None:
    (tmp_path / "p.yaml").write_text(MANY, encoding="utf-8")
    shown = {}
    for term in ("xterm", "dumb"):
        command = ["script", "-qec", f"{RESUME} validate p.yaml", "/dev/null"]
        settings = environment(tmp_path, TERM=term)
        shown[term] = subprocess.run(command, cwd=tmp_path, capture_output=True, check=False, env=settings).stdout
    assert b"\x1b[1;33m" in shown["xterm"]
    assert b"\x1b" not in shown["dumb"]


def test_other_peoples_files_are_told_in_fifteen_lines(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    counts = {}
    for file in sorted((shared("corpus") / "files").iterdir()):
        code = run_here(["export", "text,html,markdown,docx", str(file), "-o", f"{tmp_path}/"])
        counts[file.name] = capsys.readouterr().err.count("\n")
        assert code in {0, 65}, file.name
    assert len(counts) == 104
    assert max(counts.values()) <= 15
