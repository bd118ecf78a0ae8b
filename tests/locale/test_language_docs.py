"""The pages on languages and variants: every example is executed, every table is what the program does."""

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from resume_cli.locale.scripts import language_of

DOCS = Path(__file__).resolve().parent.parent.parent / "docs"
BLOCK = re.compile(r"^```(yaml|console)\n(.*?)^```$", re.DOTALL | re.MULTILINE)


def examples() -> list[tuple[str, str, str, str]]:
    """Return the page, the profile, the command and its output of each example."""
    found = []
    for page in ("languages.md", "variants.md"):
        profile = ""
        for kind, content in BLOCK.findall((DOCS / page).read_text("utf-8")):
            if kind == "yaml":
                profile = content
            else:
                command, _, output = content.partition("\n")
                found.append((page, profile, command.removeprefix("$ "), output))
    return found


@pytest.mark.parametrize(("page", "profile", "command", "output"), examples())
def test_the_examples_give_what_the_page_shows(
    page: str, profile: str, command: str, output: str, tmp_path: Path
) -> None:
    (tmp_path / "profile.yaml").write_text(profile, "utf-8")
    program = Path(sys.executable).with_name("resume")
    arguments = [str(program), *shlex.split(command)[1:]]
    environment = {**os.environ, "PYTHONUTF8": "1"}
    done = subprocess.run(arguments, capture_output=True, text=True, check=False, cwd=tmp_path, env=environment)
    assert done.returncode == 0, done.stderr
    assert done.stdout == output, page


@pytest.mark.parametrize(
    ("text", "language"), [("快手", "zh"), ("快手は", "ja"), ("한글", "ko"), ("Слово", "ru"), ("word", "en")]
)
def test_scripts_speak_for_the_languages_that_the_page_names(text: str, language: str) -> None:
    assert language_of(text, ()) == language
