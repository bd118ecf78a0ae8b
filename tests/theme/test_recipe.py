"""The recipe of CONTRIBUTING.md for a new theme works as it is written, inside and outside `themes/`."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from readers import READERS

from resume_cli.exporters.registry import BUILT_IN, find
from resume_cli.testing import check_exporter
from resume_cli.theme import fonts, loader
from resume_cli.theme.tokens import Colour

ROOT = Path(__file__).resolve().parent.parent.parent
EXAMPLE = re.compile(r"<!-- example: (theme\.toml|resume\.css) -->\n```\w+\n(.*?)^```$", re.DOTALL | re.MULTILINE)


def write_harbour(folder: Path) -> Path:
    """Write the theme of the recipe."""
    files = dict(EXAMPLE.findall((ROOT / "CONTRIBUTING.md").read_text("utf-8")))
    assert set(files) == {"theme.toml", "resume.css"}
    folder.mkdir()
    for name, text in files.items():
        (folder / name).write_text(text, "utf-8")
    return folder


@pytest.fixture
def inside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """Put the theme of the recipe among the built-in ones, of which the bundled fonts stay where they are."""
    fonts.font_folder()
    themes = tmp_path / "themes"
    shutil.copytree(loader.theme_folder(), themes, ignore=shutil.ignore_patterns("fonts"))
    monkeypatch.setattr(loader, "theme_folder", lambda: themes)
    return write_harbour(themes / "harbour").name


def test_outside_a_folder_is_all_that_a_theme_takes(tmp_path: Path) -> None:
    write_harbour(tmp_path / "harbour")
    command = [str(Path(sys.executable).with_name("resume")), "export", "pdf,docx,html,text", "--theme", "./harbour"]
    profile = str(ROOT / "profiles" / "first-job.yaml")
    done = subprocess.run([*command, profile, "-o", "out/"], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert {path.suffix for path in (tmp_path / "out").iterdir()} == {".pdf", ".docx", ".html", ".txt"}
    assert "--accent:#1d5a7a" in (tmp_path / "out" / "first-job.html").read_text("utf-8")


def test_inside_it_is_a_built_in_theme_by_being_there(inside: str) -> None:
    assert inside in loader.theme_names()
    theme = loader.load_theme(inside)
    assert theme.trusted
    assert theme.colour("accent") == Colour(0x1D, 0x5A, 0x7A)


@pytest.mark.parametrize("name", BUILT_IN)
def test_inside_every_exporter_keeps_the_contract_with_it(inside: str, name: str) -> None:
    check_exporter(find(name).exporter, READERS[name][0], theme=inside)
