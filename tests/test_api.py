"""The public API does what the commands do, with the same bytes, and raises the errors it documents."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from commands import run

import resume_cli
from resume_cli import Problem
from resume_cli.exporters.registry import find

ROOT = Path(__file__).resolve().parent.parent
PROFILE = ROOT / "profiles" / "stuart-lau.yaml"
EXAMPLE = re.compile(r"<!-- example: api -->\n```python\n(.*?)```", re.DOTALL)
SMALL = b"basics: {name: Ada, foo: x}\nwork: [{name: Acme, startDate: 2020}]\n"


def test_the_example_of_the_readme_runs() -> None:
    (example,) = EXAMPLE.findall((ROOT / "README.md").read_text("utf-8"))
    done = subprocess.run([sys.executable, "-c", example], capture_output=True, text=True, check=False, cwd=ROOT)
    assert done.returncode == 0, done.stderr
    assert "刘硕" in done.stdout


@pytest.mark.parametrize("format_name", ["pdf", "docx", "html", "text", "markdown"])
def test_export_returns_the_bytes_that_the_command_writes(
    format_name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    output = tmp_path / f"resume{find(format_name).exporter.suffix}"
    assert run(tmp_path, "export", format_name, PROFILE, "-l", "zh", "-t", "modern", "-o", output).code == 0
    profile = resume_cli.load(PROFILE)
    assert resume_cli.export(profile, format_name, language="zh", theme="modern") == output.read_bytes()


def test_options_and_tokens_reach_the_exporter() -> None:
    page = resume_cli.export(resume_cli.load(SMALL), "html", options={"token.accent": "#7a1f3d", "fragment": "yes"})
    assert b"#7a1f3d" in page
    assert b"<html" not in page


def test_show_is_as_wide_as_asked_and_plain_without_colour() -> None:
    shown = resume_cli.show(resume_cli.load(PROFILE), language="en", width=50)
    assert max(map(len, shown.splitlines())) <= 50
    assert "\x1b" not in shown
    assert "\x1b[" in resume_cli.show(resume_cli.load(PROFILE), language="en", colour=True)


def test_warnings_are_in_the_profile_and_given_to_the_caller() -> None:
    profile = resume_cli.load(SMALL)
    assert [problem.code for problem in profile.problems] == ["unknown-key"]
    problems: list[Problem] = []
    resume_cli.export(profile, "text", on_problem=problems.append)
    assert [problem.code for problem in problems] == ["unknown-key"]


def test_an_invalid_profile_raises_every_problem_with_its_place() -> None:
    with pytest.raises(resume_cli.ProfileError) as caught:
        resume_cli.load(b"basics: {name: Ada}\nwork: [{startDate: 2013-19}, {startDate: 2023-02-30}]\n")
    assert [each.position and each.position.line for each in caught.value.problems] == [2, 2]


@pytest.mark.parametrize(
    ("choices", "message"),
    [
        ({"format": "pfd"}, "pfd"),
        ({"language": "klingon?"}, "klingon"),
        ({"variant": "architect"}, "architect"),
        ({"options": {"accent": "red"}}, "accent"),
    ],
    ids=str,
)
def test_a_choice_that_does_not_exist_is_a_usage_error(choices: dict[str, object], message: str) -> None:
    wanted: dict[str, object] = {"format": "text"} | choices
    with pytest.raises(resume_cli.UsageError, match=message):
        resume_cli.export(resume_cli.load(SMALL), **wanted)  # type: ignore[arg-type]


def test_a_missing_file_and_a_missing_theme_have_errors_of_their_own(tmp_path: Path) -> None:
    with pytest.raises(resume_cli.InputError):
        resume_cli.load(tmp_path / "nothing.yaml")
    with pytest.raises(resume_cli.ThemeError):
        resume_cli.export(resume_cli.load(SMALL), "text", theme="plane")


def test_the_module_of_exporter_authors_stays_importable_beside_the_function() -> None:
    code = "from resume_cli import export; from resume_cli.export import Exporter; print(callable(export), Exporter)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.startswith("True <class")
