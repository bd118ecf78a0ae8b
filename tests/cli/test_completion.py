"""The shell completes commands, formats, themes, languages, options and the variants of the profile on the line."""

import os
import subprocess
from pathlib import Path

import pytest
from commands import RESUME, run

PROFILE = "basics: {name: A}\nvariants: {architect: {}, anonymous: {redact: [basics.name]}}\n"


def completed(folder: Path, *words: str, shell: str = "bash", **changes: str) -> list[str]:
    """Return what the shell is offered for the last word."""
    line = " ".join(("resume", *words))
    variables = {"_RESUME_COMPLETE": f"complete_{shell}", "COMP_WORDS": line, "COMP_CWORD": str(len(words))}
    variables |= {"_TYPER_COMPLETE_ARGS": line, "_TYPER_COMPLETE_FISH_ACTION": "get-args"}
    done = subprocess.run(
        [RESUME], env={**os.environ, **variables, **changes}, cwd=folder, capture_output=True, text=True, check=False
    )
    assert done.stderr == ""
    return done.stdout.split()


@pytest.mark.parametrize(
    ("words", "offered"),
    [
        (("exp",), {"explain", "export", "exporters"}),
        (("check", "p.yaml", "--for", "usa"), {"usajobs"}),
        (("explain", "dead"), {"dead-looking-url"}),
        (("export", "p"), {"pdf"}),
        (("export", "pdf,d"), {"pdf,docx"}),
        (("export", "pdf", "-t", "pl"), {"plain"}),
        (("export", "pdf", "-l", "zh"), {"zh", "zh-Hant"}),
        (("export", "pdf", "p.yaml", "-V", "a"), {"architect", "anonymous", "all"}),
        (("export", "pdf", "--langu"), {"--language"}),
        (("batch", "in", "--to", "ht"), {"html"}),
        (("show", "p.yaml", "--variant", "arch"), {"architect"}),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_a_word_is_completed(tmp_path: Path, words: tuple[str, ...], offered: set[str]) -> None:
    (tmp_path / "p.yaml").write_text(PROFILE, encoding="utf-8")
    assert set(completed(tmp_path, *words)) == offered


def test_options_of_the_format_and_tokens_are_completed(tmp_path: Path) -> None:
    offered = completed(tmp_path, "export", "pdf", "-O", "")
    assert any(word.startswith("pages") for word in offered)
    assert any(word.startswith("token.accent") for word in offered)


def test_an_installed_theme_is_completed_and_suggested(tmp_path: Path) -> None:
    theme = tmp_path / "site" / "fjord_theme"
    theme.mkdir(parents=True)
    (theme / "theme.toml").write_text('extends = "plain"\n', encoding="utf-8")
    information = theme.with_name("fjord-1.0.dist-info")
    information.mkdir()
    (information / "METADATA").write_text("Metadata-Version: 2.1\nName: fjord\nVersion: 1.0\n", encoding="utf-8")
    (information / "entry_points.txt").write_text("[resume_cli.themes.v1]\nfjord = fjord_theme\n", encoding="utf-8")
    site = str(theme.parent)
    assert completed(tmp_path, "export", "pdf", "-t", "fj", PYTHONPATH=site) == ["fjord"]
    (tmp_path / "p.yaml").write_text("meta: {theme: fjrod}\nbasics: {name: A}\n", encoding="utf-8")
    assert "did you mean `fjord`?" in run(tmp_path, "validate", "p.yaml", PYTHONPATH=site).out


def test_a_broken_or_missing_profile_offers_nothing_and_says_nothing(tmp_path: Path) -> None:
    (tmp_path / "bad.yaml").write_text("basics: [", encoding="utf-8")
    for name in ("bad.yaml", "none.yaml"):
        assert completed(tmp_path, "export", "pdf", name, "-V", "a") == []


@pytest.mark.parametrize("shell", ["zsh", "fish"])
def test_other_shells_are_served(tmp_path: Path, shell: str) -> None:
    assert any("exporters" in word for word in completed(tmp_path, "exporte", shell=shell))


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish", "powershell"])
def test_the_script_of_each_shell_is_printed(shell: str) -> None:
    variables = {"_RESUME_COMPLETE": f"source_{shell}"}
    done = subprocess.run([RESUME], env={**os.environ, **variables}, capture_output=True, text=True, check=False)
    assert "_RESUME_COMPLETE" in done.stdout


def test_the_command_also_runs_as_a_module_and_under_its_second_name() -> None:
    programs = [[str(RESUME.with_name("python")), "-m", "resume_cli"], [str(RESUME.with_name("resume-press"))]]
    for program in programs:
        done = subprocess.run([*program, "--version"], capture_output=True, text=True, check=True)
        assert done.stdout.startswith("resume ")
