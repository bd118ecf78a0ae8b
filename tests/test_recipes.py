"""The recipes of the contributing guide work, and whoever leaves out a part of one is told which."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import resume_cli
from resume_cli.locale.wording import AVAILABLE
from resume_cli.profile.model import SECTIONS
from resume_cli.theme.loader import theme_folder

if TYPE_CHECKING:
    from collections.abc import Iterable

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = Path(resume_cli.__file__).resolve().parent
#: A file of the recipe, a group of lines of it before the change, and the same lines after it.
Change = tuple[str, str, str]


def recipe(name: str) -> list[Change]:
    """Return the changes of a recipe in the guide, one for each stretch of its diff."""
    text = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    diff = text.partition(f"<!-- recipe: {name} -->\n```diff\n")[2].partition("```\n")[0]
    assert diff
    changes = []
    for part in diff.split("--- ")[1:]:
        file, *lines = part.splitlines()
        before, after = ("".join(f"{line[1:]}\n" for line in lines if line[0] in signs) for signs in (" -", " +"))
        changes.append((file, before, after))
    return changes


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """Return a folder with a copy of the package."""
    shutil.copytree(PACKAGE, tmp_path / "resume_cli", ignore=shutil.ignore_patterns("__pycache__", "themes"))
    shutil.copytree(theme_folder() / "plain", tmp_path / "themes" / "plain")
    return tmp_path


def apply(copy: Path, changes: Iterable[Change]) -> None:
    for file, before, after in changes:
        text = (copy / file).read_text("utf-8")
        assert text.count(before) == 1, f"{file} does not have these lines once:\n{before}"
        (copy / file).write_text(text.replace(before, after), "utf-8")


def run(copy: Path, *arguments: str, stdin: str = "") -> subprocess.CompletedProcess[str]:
    """Run Python with the copy of the package in place of the package."""
    environment = {**os.environ, "PYTHONPATH": str(copy), "PYTHONUTF8": "1"}
    return subprocess.run(
        [sys.executable, *arguments],
        input=stdin,
        capture_output=True,
        text=True,
        check=False,
        cwd=copy,
        env=environment,
    )


def export(copy: Path, profile: str, language: str = "en") -> str:
    """Return a profile as text."""
    command = "from resume_cli.cli import main; main()"
    done = run(copy, "-c", command, "export", "text", "-", "-l", language, "-o", "-", stdin=profile)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_a_rule_pack_is_one_file_in_the_package_or_anywhere(copy: Path) -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    pack = text.partition("<!-- example: pack -->\n```toml\n")[2].partition("```")[0]
    (copy / "resume_cli" / "check" / "packs" / "agency.toml").write_text(pack, "utf-8")
    (copy / "ours.toml").write_text(pack, "utf-8")
    profile = "basics: {name: Ann}\nwork: [{name: Lund, startDate: 2020}]\n"
    for name in ("agency", "ours.toml"):
        command = "from resume_cli.cli import main; main()"
        done = run(copy, "-c", command, "check", "-", "--for", name, "--json", stdin=profile)
        assert "`2020` has no month" in done.stdout, done.stderr
        assert "Our agency, guide for applicants, 2026-01-01" in done.stdout


def test_a_field_takes_two_lines(copy: Path) -> None:
    changes = recipe("field")
    apply(copy, changes)
    assert "300 colleagues" in export(copy, "talks: [{title: A, audience: 300 colleagues}]")
    assert sum(line not in before for _, before, after in changes for line in after.splitlines()) == 2


def test_a_field_that_is_not_composed_is_named(copy: Path) -> None:
    apply(copy, recipe("field")[:1])
    test = ROOT / "tests" / "compose" / "test_compose_complete.py"
    options = ("-p", "no:cacheprovider", "-c", str(ROOT / "pyproject.toml"), "-k", "declares and en-full")
    done = run(copy, "-m", "pytest", "-q", *options, str(test))
    assert done.returncode == 1
    assert "talks.audience" in done.stdout


def test_a_section_takes_one_declaration_and_its_titles(copy: Path) -> None:
    apply(copy, recipe("section"))
    profile = "education: [{institution: A}]\nteaching: [{name: Logic, position: Lecturer}]\nprojects: [{name: B}]\n"
    lines = export(copy, profile).splitlines()
    parts = ("Education", "Teaching", "Logic", "Lecturer", "Projects")
    assert [line for line in lines if line in parts] == list(parts)
    assert "教学" in export(copy, profile, "zh")


@pytest.mark.parametrize(
    ("declaration", "named"),
    [
        ('section("Memberships.", Work)', ["memberships", "after"]),
        ('section("Memberships.", Work, after="wrok")', ["memberships", "follow no other"]),
        ('section("Memberships.", Location, after="work")', ["memberships", "no composer", "Location"]),
        ("()", ["memberships", "FieldKind"]),
    ],
)
def test_a_part_of_a_section_that_is_forgotten_is_named_when_the_program_starts(
    copy: Path, declaration: str, named: list[str]
) -> None:
    model = copy / "resume_cli" / "profile" / "model.py"
    before, last, after = model.read_text("utf-8").partition("    talks: tuple")
    model.write_text(f"{before}    memberships: tuple[Item, ...] = {declaration}\n{last}{after}", "utf-8")
    error = run(copy, "-c", "import resume_cli.compose").stderr
    assert [word for word in named if word not in error] == [], error


def untitled(sections: Iterable[str]) -> list[str]:
    """Return the files of the locale that lack the title of a section, each with the section."""
    found = []
    for tag in AVAILABLE:
        titles = tomllib.loads((PACKAGE / "locale" / f"{tag}.toml").read_text("utf-8")).get("sections", {})
        # What British English does not say differs in nothing from American.
        found += [f"locale/{tag}.toml: {name}" for name in sections if name not in titles and tag != "en-GB"]
    return found


def test_every_section_has_a_title_in_every_language() -> None:
    assert untitled(("summary", *SECTIONS)) == []


def test_a_title_that_is_missing_is_named_with_its_file() -> None:
    assert "locale/ja.toml: memberships" in untitled([*SECTIONS, "memberships"])
