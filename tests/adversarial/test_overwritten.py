"""Nothing is written over but the outputs: no input, no file behind a link in a folder, no journal, no theme."""

from __future__ import annotations

import json
import os
import stat
from typing import TYPE_CHECKING

import pytest
from commands import Done, contents, run

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.slow

PROFILE = """\
basics: {name: Ann, image: face.png}
patents: {from: rows.csv}
publications: {from: papers.bib}
work: {from: jobs.yaml}
meta: {theme: ./look}
"""
FILES = {
    "cv.yaml": PROFILE,
    "rows.csv": "title,number\nA,US1\n",
    "papers.bib": "@article{a, title = {T}, author = {Doe, Jane}, year = 2020}\n",
    "jobs.yaml": "- {name: Acme, position: Engineer}\n",
    "face.png": "not a picture",
    "look/theme.toml": "extends = 'base'\n",
    "look/resume.css": ".resume { color: navy }\n",
    "base/theme.toml": "extends = 'plain'\n",
    "lines.ndjson": '{"basics": {"name": "Bob"}}\n',
}


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """Return a folder with a profile and everything that a profile can name."""
    for name, text in FILES.items():
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return tmp_path


def unharmed(folder: Path) -> bool:
    return all((folder / name).read_text("utf-8") == text for name, text in FILES.items())


@pytest.mark.parametrize(
    ("where", "name"),
    [
        *[("name", name) for name in FILES],
        *[("report", name) for name in FILES],
        *[("export", name) for name in FILES if name != "lines.ndjson"],
        *[(where, "rows.csv") for where in ("linked report", "linked export", "hard link", "convert")],
        ("import", "lines.ndjson"),
        ("convert", "cv.yaml"),
        ("convert report", "rows.csv"),
    ],
)
def test_no_file_that_a_run_reads_is_written_over(home: Path, name: str, where: str) -> None:
    if where.startswith("linked"):
        (home / "link").symlink_to(name)
    if where == "hard link":
        os.link(home / name, home / "link.txt")
    batch = ["batch", "cv.yaml", "lines.ndjson", "--to", "text"]
    words = {
        "name": [*batch, "-o", ".", "--name", name],
        "report": [*batch, "-o", "out", "--report", name],
        "linked report": [*batch, "-o", "out", "--report", "link"],
        "export": ["export", "text", "cv.yaml", "-o", name],
        "linked export": ["export", "text", "cv.yaml", "-o", "link"],
        "convert": ["convert", "cv.yaml", "--to", "json", "-o", name],
        "convert report": ["convert", "cv.yaml", "--to", "json", "-o", "new.json", "--report", name],
        "import": ["import", "lines.ndjson", "--from", "jsonresume", "-o", "new.yaml", "--report", name],
        "hard link": ["export", "text", "cv.yaml", "-o", "link.txt"],
    }[where]
    if where == "name":
        words = [word for word in words if word != ("cv.yaml" if name == "lines.ndjson" else "lines.ndjson")]
    assert run(home, *words).code == 77
    assert unharmed(home)


def test_the_theme_that_was_asked_for_is_not_written_over(home: Path) -> None:
    (home / "plain.yaml").write_text("basics: {name: Ann}", encoding="utf-8")
    for words in (
        ["export", "html", "plain.yaml", "--theme", "./look", "-o", "base/theme.toml"],
        ["batch", "plain.yaml", "--to", "html", "--theme", "./look", "-o", "look", "--name", "resume.css"],
    ):
        assert run(home, *words).code == 77
    assert unharmed(home)


def test_a_profile_on_stdin_is_not_written_over_by_its_file(home: Path) -> None:
    with (home / "lines.ndjson").open("rb") as stdin:
        os.dup2(stdin.fileno(), 0)
        done = run_with_own_stdin(home, "batch", "-", "--to", "text", "-o", ".", "--name", "lines.ndjson")
    assert done.code == 77
    assert unharmed(home)


def run_with_own_stdin(folder: Path, *words: str) -> Done:
    import subprocess

    from commands import RESUME, environment

    done = subprocess.run(
        [RESUME, *words], cwd=folder, capture_output=True, encoding="utf-8", check=False, env=environment(folder)
    )
    return Done(done.returncode, done.stdout, done.stderr)


@pytest.mark.parametrize(
    "words",
    [
        ["export", "text,markdown", "cv.yaml", "-o", "out/"],
        ["export", "text,markdown,html", "cv.yaml", "-o", "out"],
        ["batch", "cv.yaml", "--to", "text,markdown", "-o", "out"],
    ],
    ids=["folder", "folder that is there", "batch"],
)
@pytest.mark.parametrize("target", ["../cv.yaml", "../secret", "../new", "cv.txt", "/dev/null"])
def test_links_in_a_folder_are_replaced_and_never_followed(home: Path, words: list[str], target: str) -> None:
    (home / "secret").write_text("kept", encoding="utf-8")
    (home / "secret").chmod(0o4755)
    (home / "out").mkdir()
    for suffix in ("txt", "md", "html"):
        (home / "out" / f"cv.{suffix}").symlink_to(target)
    assert run(home, *words).code == 0
    assert unharmed(home)
    assert (home / "secret").read_text("utf-8") == "kept"
    assert not (home / "new").exists()
    for suffix in ("txt", "md"):
        made = home / "out" / f"cv.{suffix}"
        assert not made.is_symlink()
        assert "Ann" in made.read_text("utf-8")
        assert not made.stat().st_mode & (stat.S_ISUID | 0o111)


def test_links_in_the_current_folder_are_replaced_without_an_output_option(home: Path) -> None:
    (home / "cv.txt").symlink_to("rows.csv")
    assert run(home, "export", "text", "cv.yaml").code == 0
    assert unharmed(home)
    assert not (home / "cv.txt").is_symlink()


def test_a_link_that_was_named_is_followed(home: Path) -> None:
    (home / "real.txt").write_text("old", encoding="utf-8")
    (home / "link.txt").symlink_to("real.txt")
    assert run(home, "export", "text", "cv.yaml", "-o", "link.txt").code == 0
    assert (home / "link.txt").is_symlink()
    assert "Ann" in (home / "real.txt").read_text("utf-8")


def test_a_batch_writes_through_no_link_to_a_folder(home: Path) -> None:
    (home / "elsewhere").mkdir()
    (home / "out").mkdir()
    (home / "out" / "en").symlink_to("../elsewhere")
    done = run(
        home, "batch", "cv.yaml", "--to", "text", "-l", "en", "-o", "out", "--name", "{language}/{stem}.{format}"
    )
    assert done.code == 77
    assert contents(home / "elsewhere") == {}


def test_an_output_is_not_written_over_the_report_nor_the_report_over_an_output(home: Path) -> None:
    for report in ("out/cv.txt", "./out/../out/cv.txt"):
        done = run(home, "batch", "cv.yaml", "--to", "text", "-o", "out", "--report", report)
        assert done.code == 77
        assert "report" in done.err
    assert not (home / "out").exists() or contents(home / "out") == {}


def test_an_ordinary_batch_over_its_own_outputs_goes_on(home: Path) -> None:
    words = [
        "batch",
        "cv.yaml",
        "lines.ndjson",
        "--to",
        "text,html",
        "-o",
        "out",
        "--name",
        "{stem}.{format}.out",
        "--json",
    ]
    first = run(home, *words)
    assert first.code == 0, first.err
    before = contents(home / "out")
    again = run(home, *words, "--resume")
    assert [record["status"] for record in again.records] == ["unchanged"] * 4
    (home / "rows.csv").write_text("title,number\nB,US2\n", encoding="utf-8")
    changed = run(home, *words, "--resume")
    assert sorted(record["status"] for record in changed.records) == ["ok", "ok", "unchanged", "unchanged"]
    assert contents(home / "out") != before


def test_an_image_called_like_an_output_is_not_written_over(home: Path) -> None:
    (home / "cv.yaml").write_text("basics: {name: Ann, image: cv.txt}", encoding="utf-8")
    (home / "cv.txt").write_text("a picture", encoding="utf-8")
    done = run(home, "batch", "cv.yaml", "--to", "text", "-o", ".", "--json")
    assert done.code == 1
    assert done.records[0]["error"]["exit_code"] == 77
    assert run(home, "export", "text", "cv.yaml").code == 77
    assert (home / "cv.txt").read_text("utf-8") == "a picture"
    assert json.dumps(done.records)
