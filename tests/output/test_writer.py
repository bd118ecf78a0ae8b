"""Writing files: all or nothing, and nowhere that was not meant."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from resume_cli.errors import OutputError, RefusedError, TransferError
from resume_cli.output import writer


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_new_file_gets_the_permissions_of_the_umask_and_leaves_no_draft(tmp_path: Path) -> None:
    before = os.umask(0o027)
    try:
        writer.write(tmp_path / "a.pdf", b"new")
    finally:
        os.umask(before)
    assert (tmp_path / "a.pdf").read_bytes() == b"new"
    assert stat.S_IMODE((tmp_path / "a.pdf").stat().st_mode) == 0o640
    assert names(tmp_path) == ["a.pdf"]


def test_a_replaced_file_keeps_its_permissions_and_open_readers_keep_the_old_one(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(b"old")
    path.chmod(0o600)
    with path.open("rb") as reader:
        writer.write(path, b"new")
        assert reader.read() == b"old"
    assert path.read_bytes() == b"new"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_link_stays_a_link_and_its_target_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "link.pdf").symlink_to("real/target.pdf")
    writer.write(tmp_path / "link.pdf", b"through")
    assert (tmp_path / "link.pdf").is_symlink()
    assert (tmp_path / "real" / "target.pdf").read_bytes() == b"through"
    assert names(tmp_path / "real") == ["target.pdf"]


def test_a_failed_write_leaves_the_old_file_and_no_draft(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(b"old")

    def full(_descriptor: int, _content: bytes) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("resume_cli.output.writer.os.write", full)
    with pytest.raises(TransferError, match="No space left"):
        writer.write(path, b"new")
    assert path.read_bytes() == b"old"
    assert names(tmp_path) == ["a.pdf"]


def test_an_interrupt_leaves_no_draft(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(_descriptor: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("resume_cli.output.writer.os.fsync", interrupted)
    with pytest.raises(KeyboardInterrupt):
        writer.write(tmp_path / "a.pdf", b"new")
    assert names(tmp_path) == []


def test_bytes_are_on_the_disk_before_the_name_points_to_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    calls: list[str] = []
    real_sync, real_replace = os.fsync, Path.replace

    def sync(descriptor: int) -> None:
        calls.append("folder" if stat.S_ISDIR(os.fstat(descriptor).st_mode) else "file")
        real_sync(descriptor)

    def replace(self: Path, target: Path) -> Path:
        calls.append("rename")
        return real_replace(self, target)

    monkeypatch.setattr("resume_cli.output.writer.os.fsync", sync)
    monkeypatch.setattr(Path, "replace", replace)
    (tmp_path / "a.pdf").write_bytes(b"old")
    writer.write(tmp_path / "a.pdf", b"new")
    assert calls == ["file", "rename", "folder"]


def test_a_device_is_written_to_and_not_replaced(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    try:
        writer.write(pipe, b"down the pipe")
        assert os.read(reader, 100) == b"down the pipe"
    finally:
        os.close(reader)
    assert stat.S_ISFIFO(pipe.stat().st_mode)


def test_a_new_file_is_never_written_over_another(tmp_path: Path) -> None:
    writer.write_new(tmp_path / "a.yaml", b"first")
    with pytest.raises(OutputError, match="exists already"):
        writer.write_new(tmp_path / "a.yaml", b"second")
    assert (tmp_path / "a.yaml").read_bytes() == b"first"
    assert names(tmp_path) == ["a.yaml"]


def test_inputs_are_refused_by_every_name_they_have(tmp_path: Path) -> None:
    original = tmp_path / "profile.yaml"
    original.write_bytes(b"basics: {}")
    (tmp_path / "link.pdf").symlink_to(original)
    os.link(original, tmp_path / "hard.pdf")
    for name in ("profile.yaml", "link.pdf", "hard.pdf", f"../{tmp_path.name}/profile.yaml"):
        with pytest.raises(RefusedError):
            writer.check(tmp_path / name, [original])
    writer.check(tmp_path / "other.pdf", [original])


def test_folders_missing_folders_and_circles_are_told_before_rendering(tmp_path: Path) -> None:
    (tmp_path / "circle").symlink_to("circle")
    for path in (tmp_path, tmp_path / "missing" / "a.pdf", tmp_path / "circle"):
        with pytest.raises(OutputError):
            writer.check(path)
