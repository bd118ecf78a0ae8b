"""The examples are distributions that can be installed and used, and the guide shows the same code."""

from __future__ import annotations

import http.client
import os
import socket
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from commands import RESUME

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parent.parent
EXAMPLES = ROOT / "examples"
PROFILE = ROOT / "profiles" / "first-job.yaml"

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder in which the distributions are installed."""
    folder = tmp_path_factory.mktemp("site")
    options = ("--quiet", "--no-deps", "--no-build-isolation", "--disable-pip-version-check", "--target", str(folder))
    sources = [str(EXAMPLES / name) for name in ("resume-gemtext", "resume-theme-harbour", "resume-web")]
    subprocess.run([sys.executable, "-m", "pip", "install", *options, *sources], check=True)
    return folder


def resume(site: Path, *words: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(site)}
    return subprocess.run([RESUME, *words], capture_output=True, text=True, check=False, env=environment)


def test_the_exporter_is_found_and_used(site: Path) -> None:
    assert "gemtext" in resume(site, "exporters").stdout
    done = resume(site, "export", "gemtext", str(PROFILE), "-o", "-")
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("# ")


def test_the_exporter_passes_its_own_test(site: Path) -> None:
    environment = {**os.environ, "PYTHONPATH": str(site)}
    options = ("-q", "-p", "no:cacheprovider", "-c", os.devnull, "--rootdir", str(EXAMPLES))
    command = [sys.executable, "-m", "pytest", *options, str(EXAMPLES / "resume-gemtext")]
    subprocess.run(command, check=True, env=environment, capture_output=True)


def test_the_theme_is_found_by_its_name_and_runs_no_code(site: Path, tmp_path: Path) -> None:
    (site / "resume_theme_harbour" / "__init__.py").write_text(f"open({str(tmp_path / 'mark')!r}, 'w')", "utf-8")
    assert "harbour" in resume(site, "themes").stdout
    done = resume(site, "export", "html", str(PROFILE), "--theme", "harbour", "-o", "-")
    assert done.returncode == 0, done.stderr
    assert "#1d5a7a" in done.stdout
    assert not (tmp_path / "mark").exists()


def test_an_installed_theme_is_refused_for_strangers(site: Path) -> None:
    done = resume(site, "export", "html", str(PROFILE), "--theme", "harbour", "--untrusted", "-o", "-")
    assert done.returncode == 77, done.stderr


@pytest.fixture
def served(site: Path) -> Iterator[str]:
    """Return the host of the web back end."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "uvicorn", "resume_web:app", "--port", str(port), "--log-level", "error"]
    process = subprocess.Popen(command, env={**os.environ, "PYTHONPATH": str(site)})
    try:
        for _ in range(200):
            with suppress(OSError), socket.create_connection(("127.0.0.1", port)):
                break
            time.sleep(0.05)
        yield f"127.0.0.1:{port}"
    finally:
        process.kill()
        process.wait()


def post(host: str, body: bytes, query: str = "") -> tuple[int, bytes]:
    connection = http.client.HTTPConnection(host, timeout=60)
    connection.request("POST", f"/pdf{query}", body)
    answer = connection.getresponse()
    return answer.status, answer.read()


def test_the_web_back_end_makes_a_pdf_and_refuses_what_is_not_safe(served: str) -> None:
    status, content = post(served, b"basics: {name: Ann}\nwork: [{name: Lund}]\n", "?language=de&theme=modern")
    assert (status, content[:5]) == (200, b"%PDF-")
    for body, query, words in (
        (b"basics: [", "", b"syntax"),
        (b"basics: {name: A}\npatents: {from: /etc/passwd}\n", "", b"/etc/passwd"),
        (b"basics: {name: A}", "?theme=/etc/mine", b"theme"),
        (b"basics: {name: A}", "?language=--help", b"language"),
        (b"x" * (1 << 21), "", b"larger"),
    ):
        status, content = post(served, body, query)
        assert status in {413, 422}, content
        assert words in content


@pytest.mark.sources
@pytest.mark.parametrize(
    ("example", "file"),
    [
        ("exporter", "resume-gemtext/resume_gemtext.py"),
        ("theme.toml", "resume-theme-harbour/resume_theme_harbour/theme.toml"),
        ("resume.css", "resume-theme-harbour/resume_theme_harbour/resume.css"),
    ],
)
def test_the_guide_shows_the_code_of_the_examples(example: str, file: str) -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    shown = text.partition(f"<!-- example: {example} -->\n```")[2].partition("\n")[2].partition("```")[0]
    assert shown == (EXAMPLES / file).read_text("utf-8")
