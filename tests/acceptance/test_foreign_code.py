"""Python that lies in the current folder, under the name of any module, is never run."""

from __future__ import annotations

import re
import subprocess
import sys
from importlib.metadata import packages_distributions
from typing import TYPE_CHECKING
from urllib.request import urlopen

import pytest
from commands import RESUME
from installed import PROFILES, resume

if TYPE_CHECKING:
    from pathlib import Path

COMMANDS = [
    ["--version"],
    ["--help"],
    ["init", "new.yaml"],
    ["validate", "p.yaml"],
    ["import", "p.yaml", "--from", "jsonresume"],
    ["convert", "p.yaml", "--to", "jsonresume"],
    ["show", "p.yaml"],
    ["export", "all", "p.yaml", "-o", "out/"],
    ["batch", "p.yaml", "q.json", "--to", "all", "-o", "out", "-j", "2"],
    ["batch", "p.yaml", "--to", "text", "-o", "named", "--name", "{name}.{format}", "--memory", "2G"],
    ["themes"],
    ["themes", "preview", "-o", "pictures"],
    ["themes", "new", "mine"],
    ["check", "p.yaml", "--for", "usajobs"],
    ["diff", "p.yaml:zh", "p.yaml:en"],
    ["explain", "gap"],
    ["exporters"],
    ["languages"],
    ["schema"],
    ["doctor"],
]
# What Python imports by itself, if it finds it.
CUSTOM = ["sitecustomize", "usercustomize", "resume_cli", "resume_press"]


@pytest.fixture(scope="module")
def trap(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with a module for every name that can be imported here; each leaves a mark when it runs."""
    folder = tmp_path_factory.mktemp("trap")
    (folder / "marks").mkdir()
    for name in {*sys.stdlib_module_names, *packages_distributions(), *CUSTOM}:
        if name.isidentifier():
            code = f"open({str(folder / 'marks' / name)!r}, 'w').close()\n"
            (folder / f"{name}.py").write_text(code, encoding="utf-8")
    for name, source in (("p.yaml", "stuart-lau.yaml"), ("patents.csv", "patents.csv")):
        (folder / name).write_bytes((PROFILES / source).read_bytes())
    (folder / "q.json").write_text('{"basics": {"name": "Ann"}}', encoding="utf-8")
    return folder


def marks(folder: Path) -> set[str]:
    """Return which modules were run, and forget them."""
    found = list((folder / "marks").iterdir())
    for path in found:
        path.unlink()
    return {path.name for path in found}


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_no_command_runs_python_of_the_current_folder(trap: Path, words: list[str]) -> None:
    done = resume(*words, cwd=trap)
    assert done.code in {0, 1, 69}, done.err
    assert marks(trap) == set()


def test_python_itself_falls_into_the_trap(trap: Path) -> None:
    subprocess.run([sys.executable, "-c", "import docx"], cwd=trap, check=False)
    assert "docx" in marks(trap)


def test_preview_and_its_worker_run_no_python_of_the_current_folder(trap: Path) -> None:
    command: list[str | Path] = [RESUME, "preview", "p.yaml", "--no-browser"]
    process = subprocess.Popen(command, cwd=trap, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    try:
        assert process.stdout is not None
        address = process.stdout.readline().decode().strip()
        with urlopen(f"{address}view/pdf") as answer:
            assert answer.read(5) == b"%PDF-"
    finally:
        process.kill()
        process.wait()
    assert marks(trap) == set()


def test_every_command_is_tried() -> None:
    listed = re.findall(r"^[\s│]+([a-z]+)\s{2,}\w", resume("--help").out, re.MULTILINE)
    assert {"export", "batch", "doctor"} <= set(listed)
    assert set(listed) <= {words[0] for words in COMMANDS} | {"preview"}
