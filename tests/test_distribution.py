"""What others install this project with does what it says: the action, the hooks, the image."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from commands import RESUME

ROOT = Path(__file__).resolve().parent.parent
PROFILE = ROOT / "profiles" / "first-job.yaml"

pytestmark = pytest.mark.sources


def read(name: str) -> Any:  # noqa: ANN401 - plain data
    return yaml.safe_load((ROOT / name).read_text("utf-8"))


def test_the_last_steps_of_the_action_export_and_annotate(tmp_path: Path) -> None:
    steps = read("action.yml")["runs"]["steps"]
    place = tmp_path / "resume" / "bin"
    place.mkdir(parents=True)
    (place / "resume").symlink_to(RESUME)
    given = {"PROFILE": str(PROFILE), "FORMATS": "text,html", "ARGUMENTS": "--language en --quiet", "OUTPUT": "out/"}
    environment = {**os.environ, "RUNNER_TEMP": str(tmp_path), **given}
    for step in steps[1:]:
        assert set(step["env"]) <= set(given)
        command = ["bash", "-euo", "pipefail", "-c", step["run"]]
        done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
        if "check" in step["run"]:
            assert done.stdout.startswith("::warning file=")
        else:
            assert done.returncode == 0, done.stderr
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["first-job.html", "first-job.txt"]


def test_the_workflow_in_the_docs_gives_the_action_what_it_takes(tmp_path: Path) -> None:
    text = (ROOT / "docs" / "howto.md").read_text("utf-8")
    (block,) = (each for each in re.findall(r"```yaml\n(.*?)```", text, re.DOTALL) if "OWNER/" in each)
    (step,) = (each for each in yaml.safe_load(block)["jobs"]["page"]["steps"] if "OWNER" in str(each.get("uses")))
    given = step["with"]
    assert set(given) <= set(read("action.yml")["inputs"])
    (tmp_path / "profile.yaml").write_bytes(PROFILE.read_bytes())
    command = [RESUME, "export", given["formats"], "--output", given["output"], *given["arguments"].split()]
    assert subprocess.run(command, cwd=tmp_path, capture_output=True, check=False).returncode == 0
    assert sorted(path.name for path in (tmp_path / "site").iterdir()) == ["profile.html", "profile.pdf"]


def test_the_action_passes_nothing_that_was_typed_through_a_shell() -> None:
    for step in read("action.yml")["runs"]["steps"]:
        assert "${{" not in step["run"]


@pytest.mark.parametrize("hook", read(".pre-commit-hooks.yaml"), ids=lambda hook: str(hook["id"]))
def test_a_hook_runs_on_the_files_it_is_for(hook: dict[str, Any], tmp_path: Path) -> None:
    assert re.search(hook["files"], "cv/profile.yaml")
    assert re.search(hook["files"], "resume.json")
    assert not re.search(hook["files"], "package.json")
    (tmp_path / "cv").mkdir()
    for name in ("profile.yaml", "cv/resume.yaml"):
        (tmp_path / name).write_text("basics: {name: A, postion: B}\n", "utf-8")
    program, *words = hook["entry"].split()
    done = subprocess.run(
        [RESUME.with_name(program), *words, "profile.yaml", "cv/resume.yaml"],
        cwd=tmp_path, capture_output=True, check=False,
    )  # fmt: skip
    assert done.returncode == 1
    assert b"profile.yaml:1" in done.stdout
    assert b"cv/resume.yaml:1" in done.stdout


def test_the_image_copies_what_the_wheel_needs_and_no_more() -> None:
    text = (ROOT / ".dockerignore").read_text("utf-8")
    kept = {line[1:] for line in text.splitlines() if line.startswith("!")}
    assert all((ROOT / name).exists() for name in kept)
    project = (ROOT / "pyproject.toml").read_text("utf-8")
    for name in ("README.md", "LICENSE", "themes", "docs/problems.md", "docs/resume.1", "sbom.cdx.json"):
        assert name in project
        assert name in kept


def test_the_steps_of_the_image_name_packages_that_the_set_up_installs() -> None:
    image = (ROOT / "Dockerfile").read_text("utf-8")
    assert "USER resume" in image
    for package in re.findall(r"lib[a-z0-9.-]+", image.partition("apt-get install")[2].partition("\n")[0]):
        assert package in (ROOT / "scripts" / "pango.sh").read_text("utf-8")


#: What Windows lacks, hidden before anything of ours is imported.
WITHOUT_POSIX = """\
import os, signal, sys
for name in ("fcntl", "resource", "pwd", "grp", "termios", "tty", "pty", "readline", "curses"):
    sys.modules[name] = None
for name in "fork forkpty getuid geteuid getpgid setsid killpg fchmod O_NOFOLLOW O_DIRECTORY O_NONBLOCK".split():
    vars(os).pop(name, None)
for name in ("SIGHUP", "SIGKILL", "SIGALRM", "SIGUSR1", "setitimer", "alarm", "pthread_sigmask"):
    vars(signal).pop(name, None)
sys.argv = ["resume", *sys.argv[1:]]
from resume_cli.cli import main
main()
"""


@pytest.mark.slow
@pytest.mark.parametrize(
    ("words", "codes"),
    [
        ("export pdf,docx,html,text,markdown FILE -o out/", {0}),
        ("export text FILE -o out/ --timeout 30 --if-changed", {0}),
        ("show FILE", {0}),
        ("validate FILE", {0}),
        ("check FILE", {0, 1}),
        ("diff FILE FILE", {0}),
        ("batch FILE --to text,pdf --output out/ --jobs 2", {0}),
        ("batch FILE --to text --output out/ --untrusted", {69}),
        ("convert FILE --to jsonresume -o resume.json", {0}),
        ("import FILE -o back.yaml --from jsonresume", {0}),
        ("init new.yaml", {0}),
        ("themes", {0}),
        ("doctor", {0, 69}),
    ],
)
def test_what_only_posix_has_is_needed_nowhere(words: str, codes: set[int], tmp_path: Path) -> None:
    arguments = words.replace("FILE", str(PROFILE)).split()
    done = subprocess.run(
        [sys.executable, "-c", WITHOUT_POSIX, *arguments], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert done.returncode in codes, done.stderr
    assert "Traceback" not in done.stderr
