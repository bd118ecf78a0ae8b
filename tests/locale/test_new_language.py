"""The recipe for a new language, carried out on a copy of the program: one TOML file is all that is written."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import resume_cli
from resume_cli.locale.wording import AVAILABLE
from resume_cli.theme.loader import theme_folder

ROOT = Path(__file__).resolve().parent.parent.parent
PROFILE = """
basics:
  name: Karin Boye
  phone: 031 123 45 67
  location: {address: Vasagatan 1, postalCode: 411 24, city: Göteborg, countryCode: SE}
work:
  - {name: Nya bolaget, position: Redaktör, startDate: 2018-05}
awards:
  - {title: Priset, date: 2020-01-31}
"""


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Copy the program, add the file of the guide, and write what is taken from CLDR."""
    root = tmp_path_factory.mktemp("copy")
    package = Path(resume_cli.__file__).parent
    shutil.copytree(package, root / "resume_cli", ignore=shutil.ignore_patterns("themes", "__pycache__"))
    shutil.copytree(theme_folder(), root / "themes", ignore=shutil.ignore_patterns("fonts"))
    for name in ("scripts/wording.py", "docs/languages.md"):
        (root / name).parent.mkdir()
        shutil.copy(ROOT / name, root / name)
    guide = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    content = guide.partition("<!-- example: language -->\n```toml\n")[2].partition("```")[0]
    (root / "resume_cli" / "locale" / "sv.toml").write_text(content, "utf-8")
    (root / "profile.yaml").write_text(PROFILE, "utf-8")
    assert "sv.toml" in run(root, "scripts/wording.py")
    return root


def run(root: Path, *arguments: str) -> str:
    """Run Python on the copied program and return what it prints."""
    environment = {**os.environ, "PYTHONPATH": str(root), "PYTHONUTF8": "1"}
    command = [sys.executable, *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=True, cwd=root, env=environment).stdout


def resume(root: Path, *arguments: str) -> str:
    return run(root, "-c", "from resume_cli.cli import main; main()", *arguments)


def test_the_language_of_the_guide_is_not_here_already() -> None:
    assert "sv" not in AVAILABLE


def test_a_document_has_the_headings_labels_dates_and_order_of_the_new_language(copy: Path) -> None:
    written = resume(copy, "export", "text", "profile.yaml", "-l", "sv", "-o", "-")
    assert "Arbetslivserfarenhet" in written
    assert "Telefon: 031 123 45 67" in written
    assert "Vasagatan 1, 411 24 Göteborg, Sverige" in written
    assert "maj 2018 – pågående" in written
    assert "31 jan. 2020" in written


def test_what_the_new_file_leaves_out_is_said_in_english(copy: Path) -> None:
    assert "Awards" in resume(copy, "export", "text", "profile.yaml", "-l", "sv", "-o", "-")


def test_the_new_language_is_listed_by_the_command_and_in_the_documentation(copy: Path) -> None:
    assert "Svenska" in resume(copy, "languages")
    assert "| `sv` | Svenska | Arbetslivserfarenhet |" in (copy / "docs" / "languages.md").read_text("utf-8")
