"""`--untrusted`: a profile from a stranger is exported within narrow limits, or refused with a documented code."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import time
from typing import TYPE_CHECKING, Any

import pytest
from commands import RESUME, contents, distribution, environment, heeds_interrupts, people, run

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.slow

PLUGIN = """
    import os, time
    from resume_cli.export import Exporter
    open("mark", "w").close()

    def render(document, context):
        if document.header.name[0].content == "Hog":
            held = [bytearray(8 << 20) for _ in range(1000)]
        if document.header.name[0].content == "Crash":
            os.kill(os.getpid(), 11)
        return b"odd"

    EXPORTER = Exporter("odd", ".odd", "text/plain", False, render)
"""


def write(folder: Path, data: dict[str, Any], name: str = "cv.json") -> None:
    (folder / name).write_text(json.dumps(data), encoding="utf-8")


ANN = {"basics": {"name": "Ann"}}


@pytest.mark.parametrize(
    "words",
    [
        ["export", "all", "cv.json", "-o", "out/"],
        ["show", "cv.json"],
        ["batch", "cv.json", "--to", "all", "-o", "out"],
    ],
    ids=lambda words: words[0],
)
@pytest.mark.parametrize("how", ["flag", "variable"])
def test_an_ordinary_profile_is_exported_as_ever(tmp_path: Path, words: list[str], how: str) -> None:
    write(tmp_path, ANN)
    usual = run(tmp_path, *words)
    made = contents(tmp_path / "out") if "-o" in words else {}
    done = run(tmp_path, *words, "--untrusted") if how == "flag" else run(tmp_path, *words, RESUME_UNTRUSTED="1")
    assert (done.code, done.out) == (usual.code, usual.out) == (0, usual.out)
    if made:
        assert contents(tmp_path / "out") == made


STRIPPED: dict[str, dict[str, Any]] = {
    "a scheme": {"basics": {"name": "Ann", "url": "javascript:alert(1)"}},
    "invisible characters": {"basics": {"name": "Ann", "summary": "a\u0000b\u202ec"}},
    "an image elsewhere": {"basics": {"name": "Ann", "image": "../../etc/passwd"}},
    "an image on the web": {"basics": {"name": "Ann", "image": "https://example.com/a.png"}},
}


@pytest.mark.parametrize("what", STRIPPED)
def test_what_would_be_left_out_is_an_error(tmp_path: Path, what: str) -> None:
    write(tmp_path, STRIPPED[what])
    assert run(tmp_path, "export", "html", "cv.json", "-o", "a.html").code == 0
    done = run(tmp_path, "export", "html", "cv.json", "-o", "b.html", "--untrusted")
    assert done.code == 65
    assert "cv.json:1:" in done.err
    assert not (tmp_path / "b.html").exists()


def test_a_theme_in_a_folder_is_refused_whoever_names_it(tmp_path: Path) -> None:
    (tmp_path / "look").mkdir()
    (tmp_path / "look" / "theme.toml").write_text("extends = 'plain'", encoding="utf-8")
    write(tmp_path, ANN | {"meta": {"theme": "./look"}})
    write(tmp_path, ANN, "plain.json")
    assert run(tmp_path, "export", "html", "cv.json").code == 0
    assert run(tmp_path, "export", "html", "cv.json", "--untrusted").code == 77
    assert run(tmp_path, "export", "html", "plain.json", "-t", "./look", "--untrusted").code == 77
    assert run(tmp_path, "batch", "plain.json", "--to", "html", "-t", "./look", "-o", "out", "--untrusted").code == 77
    done = run(tmp_path, "batch", "cv.json", "--to", "html", "-o", "out", "--untrusted", "--json")
    assert done.records[0]["error"]["exit_code"] == 77


def test_a_plugin_is_neither_used_nor_loaded_unless_it_is_allowed(tmp_path: Path) -> None:
    site = str(distribution(tmp_path / "site", "resume-odd", PLUGIN, "odd"))
    write(tmp_path, ANN)
    assert run(tmp_path, "export", "odd", "cv.json", "--untrusted", PYTHONPATH=site).code == 77
    assert run(tmp_path, "batch", "cv.json", "--to", "odd", "-o", "out", "--untrusted", PYTHONPATH=site).code == 77
    assert run(tmp_path, "export", "all", "cv.json", "-o", "out/", "--untrusted", PYTHONPATH=site).code == 0
    assert len(contents(tmp_path / "out")) == 5
    assert not (tmp_path / "mark").exists()
    allowed = {"PYTHONPATH": site, "RESUME_UNTRUSTED_EXPORTERS": "odd", "RESUME_UNTRUSTED": "1"}
    assert run(tmp_path, "export", "odd", "cv.json", **allowed).code == 0


@pytest.mark.parametrize(("name", "code", "told"), [("Hog", 75, "memory"), ("Crash", 70, "SIGSEGV")])
def test_a_worker_that_takes_too_much_or_crashes_is_told(tmp_path: Path, name: str, code: int, told: str) -> None:
    site = str(distribution(tmp_path / "site", "resume-odd", PLUGIN, "odd"))
    write(tmp_path, {"basics": {"name": name}})
    allowed = {"PYTHONPATH": site, "RESUME_UNTRUSTED_EXPORTERS": "odd"}
    done = run(tmp_path, "export", "odd", "cv.json", "--untrusted", **allowed)
    assert done.code == code
    assert told in done.err


@pytest.mark.slow
def test_too_many_pages_are_a_limit_that_is_named(tmp_path: Path) -> None:
    write(tmp_path, {"basics": {"name": "Ann", "summary": "\n\n".join(["word"] * 4000)}})
    done = run(tmp_path, "export", "pdf", "cv.json", "--untrusted")
    assert done.code == 75
    assert "may have 50" in done.err
    assert not (tmp_path / "cv.pdf").exists()


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143), (signal.SIGKILL, -9)])
def test_what_ends_the_command_ends_its_worker(tmp_path: Path, number: int, code: int) -> None:
    os.mkfifo(tmp_path / "stdin")
    people(tmp_path, "Ann")
    process = subprocess.Popen(
        [RESUME, "export", "text", "-", "--untrusted"],
        cwd=tmp_path, env=environment(tmp_path), stdin=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True,
        preexec_fn=heeds_interrupts,  # noqa: PLW1509 - no thread runs here
    )  # fmt: skip
    time.sleep(1)
    process.send_signal(number)
    assert process.wait(timeout=10) == code
    deadline = time.monotonic() + 5
    while time.monotonic() < deadline and _lives(process.pid):
        time.sleep(0.05)
    assert not _lives(process.pid)
    assert process.stderr is not None
    assert process.stderr.read() == b""


def _lives(group: int) -> bool:
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return True
