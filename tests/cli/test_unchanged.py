"""`export --if-changed` writes nothing where nothing is different, and exports where anything is."""

from __future__ import annotations

import os
import time
from typing import TYPE_CHECKING

import pytest
from commands import run

from resume_cli.cli.unchanged import Record
from resume_cli.output.digests import digest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

PROFILE = "basics: {name: Ann, image: me.png}\npatents: {from: patents.csv}\nmeta: {theme: ./mine}\n"
COMMAND = ("export", "html,text", "cv.yaml", "-o", "out/", "--if-changed")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    from PIL import Image

    (tmp_path / "cv.yaml").write_text(PROFILE, "utf-8")
    (tmp_path / "patents.csv").write_text("number,title\nUS1,One\n", "utf-8")
    Image.new("RGB", (300, 400), (9, 9, 9)).save(tmp_path / "me.png")
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "theme.toml").write_text('extends = "plain"\n[tokens]\naccent = "#005a9c"\n', "utf-8")
    (tmp_path / "mine" / "resume.css").write_text("", "utf-8")
    return tmp_path


def statuses(folder: Path, *words: str, **changes: str) -> list[str]:
    done = run(folder, *COMMAND, "--json", *words, **changes)
    assert done.code == 0, done.err
    return [each["status"] for each in done.records]


def test_the_second_export_says_unchanged_and_writes_nothing(folder: Path) -> None:
    assert statuses(folder) == ["ok", "ok"]
    before = [(path.name, path.stat().st_mtime_ns) for path in sorted((folder / "out").iterdir())]
    assert statuses(folder) == ["unchanged", "unchanged"]
    assert [(path.name, path.stat().st_mtime_ns) for path in sorted((folder / "out").iterdir())] == before
    assert run(folder, *COMMAND).err == "out/cv.html  unchanged\nout/cv.txt  unchanged\n"
    assert sorted(path.name for path in folder.iterdir()) == [
        "cv.yaml",
        "me.png",
        "mine",
        "out",
        "patents.csv",
        "state",
    ]


def change_picture(folder: Path) -> None:
    from PIL import Image

    Image.new("RGB", (300, 400), (200, 9, 9)).save(folder / "me.png")


def append(name: str, text: str) -> Callable[[Path], None]:
    def change(folder: Path) -> None:
        (folder / name).write_text((folder / name).read_text("utf-8") + text, "utf-8")

    return change


@pytest.mark.parametrize(
    "change",
    [
        append("cv.yaml", "work: [{name: B}]\n"),
        append("patents.csv", "US2,Two\n"),
        append("mine/theme.toml", 'muted-colour = "#333333"\n'),
        append("mine/resume.css", ".resume .name { color: red }\n"),
        change_picture,
        append("out/cv.txt", "typed by hand\n"),
        lambda folder: (folder / "out" / "cv.html").unlink(),
    ],
)
def test_any_change_is_noticed(folder: Path, change: Callable[[Path], None]) -> None:
    statuses(folder)
    change(folder)
    assert statuses(folder) == ["ok", "ok"]
    assert statuses(folder) == ["unchanged", "unchanged"]


def test_other_arguments_are_another_export(folder: Path) -> None:
    statuses(folder)
    for words in (("-l", "de"), ("-t", "modern"), ("-O", "token.accent=#111111"), ("--strict",)):
        assert statuses(folder, *words) == ["ok", "ok"]
    assert statuses(folder, SOURCE_DATE_EPOCH="1600000000") == ["ok", "ok"]


def test_a_file_that_was_touched_is_unchanged(folder: Path) -> None:
    statuses(folder)
    (folder / "cv.yaml").write_text(PROFILE, "utf-8")
    assert statuses(folder) == ["unchanged", "unchanged"]


def test_a_failed_export_is_tried_again_and_its_exit_code_is_kept(folder: Path) -> None:
    (folder / "cv.yaml").write_text("basics: {name: Ann, postion: B}\n", "utf-8")
    for expected in ("ok", "unchanged"):
        done = run(folder, *COMMAND, "--json", "--strict")
        assert (done.code, done.records[0]["status"]) == (1, expected)
    (folder / "cv.yaml").write_text("basics: [", "utf-8")
    assert [run(folder, *COMMAND).code for _ in range(2)] == [65, 65]


def test_a_damaged_record_is_no_obstacle(folder: Path) -> None:
    statuses(folder)
    for record in (folder / "state" / "resume-press" / "export").iterdir():
        record.write_text('{"inputs": 1, "outputs": [{}], "status": "x"}', "utf-8")
    assert statuses(folder) == ["ok", "ok"]


def test_what_was_changed_during_the_export_is_exported_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    profile, output = tmp_path / "cv.yaml", tmp_path / "cv.txt"
    for file, age in ((profile, 60), (output, 0)):
        file.write_text(PROFILE, "utf-8")
        os.utime(file, (time.time() - age,) * 2)
    made = [{"output": str(output), "sha256": digest(output)}]
    record = Record(("cv.yaml",), ("text",))
    record.write({profile}, made, 0)
    assert record.read() is not None
    record.forget()
    profile.touch()
    record.write({profile}, made, 0)
    assert record.read() is None


@pytest.mark.parametrize("words", [("cv.yaml", "-o", "-"), ("-", "-o", "x.html")])
def test_what_has_no_file_is_refused(folder: Path, words: tuple[str, ...]) -> None:
    done = run(folder, "export", "html", *words, "--if-changed", stdin=PROFILE)
    assert (done.code, "need files" in done.err) == (2, True)
