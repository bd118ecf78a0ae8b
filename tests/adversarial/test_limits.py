"""S6: time and memory have limits, and the message names the one that was exceeded."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from commands import distribution, people, run

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.slow


def profile(folder: Path, summary: str) -> str:
    data = {"basics": {"name": "Ann", "summary": summary}}
    (folder / "cv.json").write_text(json.dumps(data), encoding="utf-8")
    return "cv.json"


@pytest.mark.parametrize("letter", ["x", "ñ", "ж", "e\u0301", "א"])
def test_an_endless_word_is_a_limit_of_pdf_only(tmp_path: Path, letter: str) -> None:
    name = profile(tmp_path, letter * 300_000)
    done = run(tmp_path, "export", "pdf", name)
    assert done.code == 75
    assert "5,000 characters" in done.err
    assert run(tmp_path, "export", "text,html,docx", name, "-o", "out/").code == 0


@pytest.mark.parametrize("text", ["刘" * 20_000, "word " * 6_000, "**a*b" * 500, "א1 a " * 1_500, "[" * 4_000], ids=len)
def test_much_text_that_has_places_to_break_is_exported(tmp_path: Path, text: str) -> None:
    assert (
        run(
            tmp_path, "export", "text,docx,html,pdf", profile(tmp_path, text), "-o", "out/", "--allow-missing-glyphs"
        ).code
        == 0
    )


@pytest.mark.parametrize(
    "css",
    [
        "font-size: 1e400px", "height: 1e9px", "margin: -1e400%", "padding: 99999999999999999999px",
        "background: repeating-linear-gradient(red 0, blue 0.0001px)", "line-height: 1e400",
        "background: -webkit-repeating-radial-gradient(red, blue 1px)", "grid-template-columns: repeat(1000000, 1px)",
        "width: calc(1e300px * 1e300)",
    ],
)  # fmt: skip
def test_a_theme_that_takes_endless_time_or_memory_to_draw_is_refused(tmp_path: Path, css: str) -> None:
    (tmp_path / "look").mkdir()
    (tmp_path / "look" / "theme.toml").write_text("extends = 'plain'", encoding="utf-8")
    (tmp_path / "look" / "resume.css").write_text(f".resume {{ {css} }}", encoding="utf-8")
    people(tmp_path, "Ann")
    assert run(tmp_path, "export", "html,pdf", "ann.json", "-t", "./look", "-o", "out/").code == 78


def test_a_batch_has_a_limit_of_memory_and_names_it(tmp_path: Path) -> None:
    source = """
        from resume_cli.export import Exporter

        def render(document, context):
            held = []
            while True:
                held.append(bytearray(8 << 20))

        EXPORTER = Exporter("hog", ".hog", "text/plain", False, render)
    """
    site = str(distribution(tmp_path / "site", "resume-hog", source, "hog"))
    people(tmp_path / "in", "Ann")
    done = run(tmp_path, "batch", "in", "--to", "hog,text", "-o", "out", "--json", PYTHONPATH=site)
    failed = next(record for record in done.records if record["format"] == "hog")["error"]
    assert failed["exit_code"] == 75
    assert "more than 1,000 MB" in failed["message"]
    assert run(tmp_path, "batch", "in", "--to", "text", "-o", "out", "--memory", "0").code == 0
