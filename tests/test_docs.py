"""The documentation tells the truth: its commands run, its examples work, its generated parts are fresh."""

import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
from itertools import chain
from pathlib import Path
from types import ModuleType

import pytest
from commands import run

import resume_cli
from resume_cli.testing import check_exporter
from resume_cli.theme.loader import theme_folder

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = Path(resume_cli.__file__).parent
#: Pages whose blocks are run one after another: a block uses what the one before wrote.
RUN = [ROOT / "docs" / f"{name}.md" for name in ("check", "howto", "install", "restyle", "start", "zh")]
RUN += sorted((ROOT / "docs").glob("from-*.md"))
#: Pages whose blocks are run by tests of their own.
RUN_ELSEWHERE = [ROOT / "docs" / f"{name}.md" for name in ("languages", "variants")]
PAGES = [
    ROOT / "README.md",
    ROOT / "README.zh.md",
    ROOT / "CONTRIBUTING.md",
    ROOT / "CHANGELOG.md",
    *sorted((ROOT / "docs").rglob("*.md")),
]
CONSOLE = re.compile(r"^```console\n(.*?)^```$", re.DOTALL | re.MULTILINE)
FILE = re.compile(r"<!-- file: (\S+) -->\n```\w+\n(.*?)^```$", re.DOTALL | re.MULTILINE)
PYTHON = re.compile(r"<!-- example: python -->\n```python\n(.*?)^```$", re.DOTALL | re.MULTILINE)
LINK = re.compile(r"\]\((?!https?:|mailto:|#)([^)#\s]+)[^)]*\)")


def named(page: Path) -> str:
    return str(page.relative_to(ROOT))


def blocks(page: Path) -> list[list[str]]:
    """Return the commands of each console block of a page."""
    found = CONSOLE.findall(page.read_text("utf-8"))
    return [[line[2:] for line in block.splitlines() if line.startswith("$ ")] for block in found]


def runs(page: Path) -> list[list[str]]:
    """Return the commands that are run one after another."""
    return [list(chain.from_iterable(blocks(page)))] if page in RUN else blocks(page)


@pytest.fixture(scope="module")
def script() -> ModuleType:
    specification = importlib.util.spec_from_file_location("docs_script", ROOT / "scripts" / "docs.py")
    assert specification is not None
    assert specification.loader is not None
    module = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(module)
    return module


@pytest.mark.parametrize(
    ("page", "commands"),
    [
        pytest.param(page, commands, id=f"{page.stem}-{index}")
        for page in (*(ROOT / name for name in ("README.md", "README.zh.md", "CONTRIBUTING.md")), *RUN)
        for index, commands in enumerate(runs(page))
    ],
)
def test_commands_that_need_only_the_examples_run(page: Path, commands: list[str], tmp_path: Path) -> None:
    assert commands, f"a console block of {page.name} holds no command"
    shutil.copytree(ROOT / "profiles", tmp_path / "profiles")
    # Whoever comes from another program has a file of its own.
    for name, content in FILE.findall(
        (ROOT / "docs" / "from-jsonresume.md").read_text("utf-8") + page.read_text("utf-8")
    ):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(content, "utf-8")
    environment = {**os.environ, "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}", "COLUMNS": "80"}
    for command in commands:
        assert command.startswith(("resume ", "pdfunite ")), command
        if command.startswith("pdfunite ") and not shutil.which("pdfunite"):
            continue
        done = subprocess.run(
            command, shell=True, capture_output=True, text=True, check=False, cwd=tmp_path, env=environment
        )
        # These tell by their exit code that they found something.
        allowed = {"check": {0, 1}, "diff": {0, 1}, "doctor": {0, 69}}.get(command.split()[1], {0})
        assert done.returncode in allowed, f"{command}\n{done.stderr}"


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_every_page_with_commands_is_run(page: Path) -> None:
    assert not blocks(page) or page in {*PAGES[:3], *RUN, *RUN_ELSEWHERE}


def test_the_readme_has_commands_to_run() -> None:
    assert len(blocks(ROOT / "README.md")) >= 3


@pytest.mark.parametrize("source", PYTHON.findall((ROOT / "docs" / "python.md").read_text("utf-8")))
def test_the_examples_in_python_run(source: str) -> None:
    done = subprocess.run([sys.executable, "-c", source], capture_output=True, text=True, check=False, cwd=ROOT)
    assert done.returncode == 0, done.stderr
    assert done.stdout


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_links_between_pages_lead_somewhere(page: Path) -> None:
    for target in LINK.findall(page.read_text("utf-8")):
        path = (page.parent / target).resolve()
        # Of the package that is tested, which may be a wheel.
        if path.is_relative_to(ROOT / "themes"):
            path = theme_folder() / path.relative_to(ROOT / "themes")
        elif path.is_relative_to(ROOT / "resume_cli"):
            path = PACKAGE / path.relative_to(ROOT / "resume_cli")
        assert path.exists(), target


def test_every_page_stands_in_the_index() -> None:
    index = ROOT / "docs" / "README.md"
    linked = {(index.parent / target).resolve() for target in LINK.findall(index.read_text("utf-8"))}
    assert set((ROOT / "docs").glob("*.md")) - {index} <= linked


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_generated_parts_are_fresh(page: Path, script: ModuleType) -> None:
    text = page.read_text("utf-8")
    assert script.refreshed(text) == text


def test_a_generated_part_is_what_the_command_prints(script: ModuleType) -> None:
    page = "before\n<!-- output of: resume --version -->\nold\n<!-- end -->\nafter\n"
    head, fence, version, *_, after = script.refreshed(page).splitlines()[1:]
    assert (head, fence, after) == ("<!-- output of: resume --version -->", "```text", "after")
    assert version.startswith("resume ")


def test_the_manual_is_that_of_the_application(script: ModuleType) -> None:
    manual = script.manual()
    assert (ROOT / "docs" / "resume.1").read_text("utf-8") == manual
    assert ".SS preview" in manual
    assert not [line for line in manual.splitlines() if line.startswith("'")]


def test_the_entry_for_schemastore_claims_names_that_commands_look_for(tmp_path: Path) -> None:
    text = (ROOT / "docs" / "packaging.md").read_text("utf-8")
    entry = json.loads(text.partition("<!-- example: schemastore -->\n```json\n")[2].partition("```")[0])
    assert set(entry) == {"name", "description", "fileMatch", "url"}
    for name in entry["fileMatch"]:
        (tmp_path / name).write_text("basics.name = 'A'" if name.endswith("toml") else "basics: {name: A}", "utf-8")
        assert run(tmp_path, "validate").code == 0
        (tmp_path / name).unlink()


@pytest.mark.parametrize("name", ["README.md", "CONTRIBUTING.md"])
def test_the_make_targets_that_are_named_exist(name: str) -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    targets = re.findall(r"^make ([a-z-]+)|`make ([a-z-]+)", (ROOT / name).read_text("utf-8"), re.MULTILINE)
    assert targets
    for target in {first or second for first, second in targets}:
        assert re.search(rf"^{re.escape(target)}:", makefile, re.MULTILINE), target


def test_the_exporter_in_the_guide_keeps_the_contract() -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    source = text.partition("<!-- example: exporter -->\n```python\n")[2].partition("```")[0]
    module = ModuleType("resume_gemtext")
    exec(compile(source, "CONTRIBUTING.md", "exec"), module.__dict__)
    check_exporter(module.EXPORTER, bytes.decode)
