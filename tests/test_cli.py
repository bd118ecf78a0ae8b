"""What the command does around the work: guards of its speed, arguments, records, and the edges of a terminal."""

from __future__ import annotations

import os
import pty
import re
import signal
import subprocess
import time
from pathlib import Path

import pytest
from commands import RESUME, environment, heeds_interrupts, people, run
from tools import program

from resume_cli.cli import doctor
from resume_cli.cli import run as run_here
from resume_cli.cli.application import COMMANDS
from resume_cli.cli.progress import duration, failure_line

ROOT = Path(__file__).resolve().parent.parent


def modules_of(folder: Path, *words: str | Path) -> set[str]:
    """Return the modules that a command imports, as Python itself reports them."""
    done = run(folder, *words, PYTHONPROFILEIMPORTTIME="1")
    assert done.code == 0, done.err
    return {line.rpartition("|")[2].strip() for line in done.err.splitlines() if line.startswith("import time:")}


def test_version_and_help_import_no_command_and_no_library_but_typer(tmp_path: Path) -> None:
    for word in ("--version", "--help"):
        loaded = modules_of(tmp_path, word)
        assert not loaded & {f"resume_cli.cli.{name}" for name in COMMANDS}
        assert not loaded & {"rich", "yaml", "asyncio", "pydantic", "lxml", "docx", "weasyprint", "resume_cli.profile"}


@pytest.mark.parametrize(
    ("words", "absent"),
    [
        (["validate", "ann.json"], {"yaml", "resume_cli.exporters.html", "rich", "weasyprint"}),
        (["export", "text", "ann.json"], {"rich", "weasyprint", "importlib.metadata", "multiprocessing", "asyncio"}),
        (["export", "html", "ann.json"], {"rich", "weasyprint", "importlib.metadata", "PIL", "tempfile"}),
        (["show", "ann.json"], {"weasyprint", "rich.table", "rich.markdown", "importlib.metadata"}),
        (["export", "docx", "ann.json"], {"weasyprint", "rich", "importlib.metadata", "PIL"}),
        (["export", "pdf", "ann.json"], {"docx", "rich", "multiprocessing"}),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_a_command_imports_nothing_that_it_does_not_need(tmp_path: Path, words: list[str], absent: set[str]) -> None:
    people(tmp_path, "Ann")
    found = modules_of(tmp_path, *words) & absent
    assert not found


def test_the_overview_names_every_command_and_every_command_has_help(tmp_path: Path) -> None:
    overview = run(tmp_path, "--help").out
    assert re.findall(r"^  (\w+) {2,}\S", overview, re.MULTILINE) == list(COMMANDS)
    for name in COMMANDS:
        done = run(tmp_path, name, "--help")
        assert done.code == 0
        assert "Options:" in done.out
        assert done.err == ""


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["exprot", "pdf"], "did you mean `export`"),
        (["export", "pdf", "--langauge", "en"], "did you mean `--language`"),
        (["export", "md"], "did you mean `markdown`"),
        (["export", "ann.json"], "resume export pdf ann.json"),
        (["export", "text", "-O", "accent"], "key=value"),
        (["export", "text", "-O", "accent=red"], "token"),
        (["export", "text", "-l", "en,,zh"], "empty language"),
        (["themes", "preveiw"], "did you mean `preview`"),
        (["show", "--width", "5"], "--width"),
    ],
    ids=" ".join,
)
def test_a_slip_gets_a_suggestion_and_exit_2(tmp_path: Path, words: list[str], told: str) -> None:
    people(tmp_path, "Ann")
    (tmp_path / "ann.json").rename(tmp_path / "resume.json")
    done = run(tmp_path, *words)
    assert done.code == 2, done.err
    assert told in done.err


def test_options_may_stand_before_between_and_after_the_rest(tmp_path: Path) -> None:
    people(tmp_path, "Ann", "Bob")
    words = ["--quiet", "text", "-o", "out/", "ann.json", "-t", "plain", "bob.json", "--strict"]
    assert run(tmp_path, "export", *words).code == 0
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["ann.txt", "bob.txt"]


def test_a_bug_shows_a_short_message_and_a_traceback_only_with_debug(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(_text: str) -> None:
        message = "the sky fell"
        raise AttributeError(message)

    people(tmp_path, "Ann")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("resume_cli.cli.export.registry.parse_formats", broken)
    assert run_here(["export", "text", "ann.json"]) == 70
    said = capsys.readouterr().err
    assert "the sky fell" in said
    assert "Traceback" not in said
    assert run_here(["export", "text", "ann.json", "--debug"]) == 70
    assert "Traceback" in capsys.readouterr().err


def test_one_reason_is_told_once_however_many_outputs_it_costs(tmp_path: Path) -> None:
    people(tmp_path, "Ann")
    (tmp_path / "bad.json").write_text('{"work": 3}', encoding="utf-8")
    done = run(tmp_path, "export", "text,html,markdown", "bad.json", "ann.json", "--json")
    assert done.code == 1
    assert done.err.count("error[wrong-type]") == 1
    assert [record["status"] for record in done.records] == ["failed"] * 3 + ["ok"] * 3
    (tmp_path / "odd.json").write_text('{"basics": {"name": "Odd", "nmae": "x"}}', encoding="utf-8")
    odd = run(tmp_path, "export", "text,html,markdown", "odd.json")
    assert odd.err.count("warning[unknown-key]") == 1
    assert run(tmp_path, "export", "text", "odd.json", "--strict").code == 1
    assert "unknown-key" not in run(tmp_path, "export", "text", "odd.json", "--quiet").err


def test_what_a_profile_includes_is_not_overwritten(tmp_path: Path) -> None:
    (tmp_path / "p.yaml").write_text("basics: {name: A, image: me.png}\npatents: {from: p.csv}\n", encoding="utf-8")
    (tmp_path / "p.csv").write_text("title,number\nOne,US1\n", encoding="utf-8")
    (tmp_path / "me.png").write_bytes(b"a picture")
    for target in ("p.csv", "me.png", "p.yaml"):
        before = (tmp_path / target).read_bytes()
        assert run(tmp_path, "export", "text", "p.yaml", "-o", target).code == 77
        assert (tmp_path / target).read_bytes() == before


def test_a_theme_of_another_program_is_a_warning_at_its_place_and_plain_is_used(tmp_path: Path) -> None:
    (tmp_path / "p.yaml").write_text("basics: {name: A}\nmeta:\n  theme: elegant\n", encoding="utf-8")
    done = run(tmp_path, "export", "html", "p.yaml", "--json")
    assert done.code == 0
    (record,) = done.records
    assert record["theme"] == "plain"
    (warning,) = record["warnings"]
    assert (warning["code"], warning["line"], warning["field"]) == ("unknown-theme", 3, "meta.theme")
    assert run(tmp_path, "export", "html", "p.yaml", "--strict").code == 1
    assert run(tmp_path, "export", "html", "p.yaml", "--theme", "elegant").code == 78


def test_a_theme_beside_the_profile_is_found_and_one_outside_is_refused(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    assert run(folder, "themes", "new", "mine", "--extends", "plain").code == 0
    (folder / "p.yaml").write_text("basics: {name: A}\nmeta: {theme: ./mine}\n", encoding="utf-8")
    done = run(tmp_path, "export", "html", "in/p.yaml", "--json")
    assert done.records[0]["theme"] == "mine"
    assert run(folder, "themes", "new", "theirs", "--output", "..").code == 0
    (folder / "p.yaml").write_text("basics: {name: A}\nmeta: {theme: ../theirs}\n", encoding="utf-8")
    assert run(tmp_path, "export", "html", "in/p.yaml").code == 77


def test_outputs_bear_the_day_of_the_profile_unless_told_otherwise(tmp_path: Path) -> None:
    people(tmp_path, "Ann")
    os.utime(tmp_path / "ann.json", (1_600_000_000, 1_600_000_000))
    assert run(tmp_path, "export", "html", "ann.json", SOURCE_DATE_EPOCH="").code == 0
    assert "2020-09-13T00:00:00" in (tmp_path / "ann.html").read_text("utf-8")
    assert run(tmp_path, "export", "html", "ann.json", SOURCE_DATE_EPOCH="86400").code == 0
    assert "1970-01-02" in (tmp_path / "ann.html").read_text("utf-8")
    assert run(tmp_path, "export", "html", "ann.json", SOURCE_DATE_EPOCH="soon").code == 2


def test_doctor_names_what_is_missing_and_the_command_that_brings_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(tmp_path, "doctor").code == 0
    gone = {name: ("no.so", "no.dylib", *rest) for name, (_, _, *rest) in doctor._SHARED_OBJECTS.items()}
    monkeypatch.setattr(doctor, "_SHARED_OBJECTS", gone)
    assert run_here(["doctor"]) == 69
    told = capsys.readouterr().out
    assert re.search(r"^missing +libpango-1\.0-0: .*\n +\S.*install", told, re.MULTILINE)
    assert re.search(r"^warning +libharfbuzz-subset0", told, re.MULTILINE)


@pytest.mark.parametrize(
    ("first", "mode", "told"),
    [
        (None, 0, "`resume` is not on PATH"),
        (b"#!/bin/sh\necho another\n", 0o755, "is another program"),
        (b"#!/bin/sh\necho another\n", 0o111, "is another program"),
    ],
)
def test_doctor_names_the_program_that_a_shell_would_start_instead(
    tmp_path: Path, first: bytes | None, mode: int, told: str
) -> None:
    if first is not None:
        (tmp_path / "resume").write_bytes(first)
        (tmp_path / "resume").chmod(mode)
    (found,) = (
        each for each in run(tmp_path, "doctor", "--json", PATH=str(tmp_path)).records if each["name"] == "command"
    )
    assert (found["status"], told in found["detail"]) == ("warning", True)
    assert found["hint"] == f'export PATH={RESUME.parent}:"$PATH"'
    start = f"{found['hint']}; resume --version"
    assert subprocess.run(["/bin/sh", "-c", start], capture_output=True, check=True).stdout.startswith(b"resume ")


def test_previews_are_a_picture_for_each_theme(tmp_path: Path) -> None:
    program("pdftoppm")
    people(tmp_path, "Ann")
    done = run(tmp_path, "themes", "preview", "ann.json", "-o", "pictures", "-t", "plain,compact", "--resolution", "20")
    assert done.code == 0, done.err
    pictures = {path.name: path.read_bytes() for path in (tmp_path / "pictures").iterdir()}
    assert set(pictures) == {"plain.png", "compact.png"}
    assert all(content.startswith(b"\x89PNG") for content in pictures.values())
    assert run(tmp_path, "themes", "preview", "ann.json", PATH="/nowhere").code == 69


def test_validate_tells_people_programs_and_github_the_same_problems(tmp_path: Path) -> None:
    (tmp_path / "bad.yaml").write_text("basics: {name: {en: A, zh: 甲}, nmae: B}\nwork: 3\n", encoding="utf-8")
    people(tmp_path, "Ann")
    for words in (["--format", "text"], ["--format", "json"], ["--format", "github"], ["--json"]):
        assert run(tmp_path, "validate", "bad.yaml", "ann.json", *words).code == 65
    bad, good = run(tmp_path, "validate", "bad.yaml", "ann.json", "--json").records
    assert (good["profile"], good["problems"], good["status"]) == ("ann.json", [], "ok")
    assert [(each["severity"], each["line"]) for each in bad["problems"]] == [("warning", 1), ("error", 2)]
    github = run(tmp_path, "validate", "bad.yaml", "--format", "github").out.splitlines()
    assert github[1].startswith("::error file=bad.yaml,line=2,col=7,title=wrong-type::")
    text = run(tmp_path, "validate", "bad.yaml")
    assert "bad.yaml:2:7: error[wrong-type]" in text.out
    assert "1 error, 1 warning" in text.err
    assert run(tmp_path, "validate", "ann.json", "nowhere.yaml").code == 66


def test_validate_lists_what_is_not_translated(tmp_path: Path) -> None:
    profile = "meta: {languages: [zh, en]}\nbasics:\n  name: {zh: 甲, en: A}\n  summary: {zh: 只有中文的一段话}\n"
    (tmp_path / "p.yaml").write_text(profile, encoding="utf-8")
    assert run(tmp_path, "validate", "p.yaml").out == ""
    listed = run(tmp_path, "validate", "p.yaml", "--language", "en")
    assert listed.code == 0
    assert "p.yaml:4:" in listed.out
    assert run(tmp_path, "validate", "p.yaml", "--language", "en", "--strict").code == 1


def on_a_terminal(folder: Path, *words: str, rows: int, **changes: str) -> str:
    """Run the command on a terminal of its own and return what it shows."""
    import fcntl
    import struct
    import termios

    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", rows, 70, 0, 0))
    settings = environment(folder, TERM="xterm-256color", **changes)
    process = subprocess.Popen([RESUME, *words], cwd=folder, stdin=theirs, stdout=theirs, stderr=theirs, env=settings)
    os.close(theirs)
    shown = b""
    while True:
        try:
            part = os.read(ours, 65536)
        except OSError:
            break
        if not part:
            break
        shown += part
    process.wait(timeout=20)
    os.close(ours)
    return shown.decode()


def test_a_long_view_goes_through_the_pager_and_a_short_one_does_not(tmp_path: Path) -> None:
    people(tmp_path, "Ann")
    pager = "sed s/^/paged:/"
    assert "paged:" not in on_a_terminal(tmp_path, "show", "ann.json", rows=50, PAGER=pager)
    profile = str(ROOT / "profiles" / "maya-lindqvist.yaml")
    long = on_a_terminal(tmp_path, "show", profile, rows=10, PAGER=pager)
    assert long.count("paged:") > 20
    assert "paged:" not in on_a_terminal(tmp_path, "show", profile, "--no-pager", rows=10, PAGER=pager)
    assert "Maya" in on_a_terminal(tmp_path, "show", profile, rows=10, PAGER="no-such-pager-here")


def test_colours_and_links_are_for_terminals_that_want_them(tmp_path: Path) -> None:
    profile = str(ROOT / "profiles" / "maya-lindqvist.yaml")
    words = ("show", profile, "--no-pager")
    plain = on_a_terminal(tmp_path, *words, rows=50)
    assert "\x1b[" in plain
    assert "\x1b]8;" in plain
    assert "\x1b[" not in on_a_terminal(tmp_path, *words, rows=50, NO_COLOR="1")
    assert "\x1b" not in run(tmp_path, *words).out
    assert "\x1b[" in run(tmp_path, *words, FORCE_COLOR="1").out


def test_a_batch_on_a_terminal_shows_a_bar_with_rate_and_takes_it_away(tmp_path: Path) -> None:
    people(tmp_path / "in", *(f"P{index}" for index in range(5)))
    shown = on_a_terminal(tmp_path, "batch", "in", "--to", "text", "-o", "out", rows=24)
    assert re.search(r"━.* 5/5, [\d.]+/s", shown)
    assert "5 profiles, 5 written" in shown.rpartition("\x1b[2K")[2]
    assert "━" not in run(tmp_path, "batch", "in", "--to", "text", "-o", "out").err


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_signal_ends_an_export_with_its_code_and_leaves_nothing_half_done(
    tmp_path: Path, number: int, code: int
) -> None:
    os.mkfifo(tmp_path / "waits.json")
    (tmp_path / "ann.txt").write_text("old", encoding="utf-8")
    process = subprocess.Popen(
        [RESUME, "export", "text", "-", "-o", "ann.txt"],
        cwd=tmp_path,
        stdin=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment(tmp_path),
        preexec_fn=heeds_interrupts,  # noqa: PLW1509 - no thread runs here
    )
    time.sleep(1.5)
    process.send_signal(number)
    _, err = process.communicate(timeout=10)
    assert process.returncode == code
    assert b"Traceback" not in err
    assert (tmp_path / "ann.txt").read_text("utf-8") == "old"


def test_durations_and_failures_read_well() -> None:
    assert [duration(seconds) for seconds in (0.4, 42, 3723)] == ["0:00", "0:42", "1:02:03"]
    problem = {"file": "a.json", "line": 3, "column": 7, "message": "wrong"}
    error = {"message": "a.json: 2 errors", "problems": [problem, problem]}
    assert failure_line({"profile": "a.json", "error": error}) == "a.json:3:7: wrong (and 1 more)"
    assert failure_line({"profile": "a.json", "error": {"message": "it hung"}}) == "a.json: it hung"
