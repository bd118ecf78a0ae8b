"""Pages of every theme in Chinese, English and Arabic, judged by axe-core in a browser."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from tools import absent, program

from resume_cli.theme.loader import theme_names

ROOT = Path(__file__).resolve().parent.parent.parent
CHECK = ROOT / "scripts" / "check_html.py"
AXE = ROOT / "tests" / "node" / "node_modules" / "axe-core" / "axe.min.js"


def check(*files: Path) -> subprocess.CompletedProcess[str]:
    program("chromium")
    if not AXE.exists():
        absent("axe-core (npm --prefix tests/node install)")
    return subprocess.run(
        [sys.executable, CHECK, *files], capture_output=True, text=True, check=False, timeout=400, cwd=ROOT
    )


@pytest.mark.slow
def test_axe_finds_nothing_in_any_theme_and_language_on_light_and_dark_screens() -> None:
    done = check()
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-2000:]
    # Two example profiles in two languages each, for every theme.
    assert done.stdout.startswith(f"{4 * len(theme_names())} pages")


@pytest.mark.slow
def test_the_check_finds_pale_text_a_skipped_heading_and_what_would_be_fetched(tmp_path: Path) -> None:
    page = tmp_path / "bad.html"
    page.write_text(
        "<!DOCTYPE html><html lang=en><title>x</title><main><h1>x</h1><h3>y</h3>"
        "<p style='color:#ccc;background:#fff'>pale</p><img alt='' src='https://example.com/x.png'></main>",
        encoding="utf-8",
    )
    done = check(page)
    assert done.returncode == 1
    for finding in ("color-contrast", "h3 follows h1", "fetches https://example.com/x.png"):
        assert finding in done.stdout
