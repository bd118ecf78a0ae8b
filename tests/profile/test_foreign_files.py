"""Files that are not profiles are named as what they are, and what is missing gets its next step."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

import pytest

from resume_cli.errors import InputError, ProfileError
from resume_cli.profile.readers.load import load
from resume_cli.profile.source import read_source

if TYPE_CHECKING:
    from pathlib import Path


def archive(*names: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as opened:
        for name in names:
            opened.writestr(name, "x")
    return buffer.getvalue()


KINDS = [
    (archive("[Content_Types].xml", "word/document.xml"), "a Word document"),
    (archive("[Content_Types].xml", "xl/workbook.xml"), "an Excel workbook"),
    (archive("a.txt"), "a ZIP archive"),
    (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "a PDF file"),
    (b"{\\rtf1\\ansi Ada}", "an RTF document"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Word or Excel document"),
    (b"\x89PNG\r\n\x1a\n", "an image"),
    (b"\xff\xd8\xff\xe0", "an image"),
    (b"\x1f\x8b\x08\x00", "an archive"),
    (b"\xef\xbb\xbf\n<!DOCTYPE html>\n<html>", "an HTML page"),
    (b"<?xml version='1.0'?>", "an XML file"),
    (b"\\documentclass{article}", "a LaTeX file"),
]


@pytest.mark.parametrize("suffix", ["yaml", "json", "toml", "docx", "ymal"])
@pytest.mark.parametrize(("content", "kind"), KINDS, ids=[kind for _, kind in KINDS])
def test_a_file_of_another_kind_is_named_whatever_its_suffix(content: bytes, kind: str, suffix: str) -> None:
    with pytest.raises(ProfileError) as caught:
        load(content, f"cv.{suffix}")
    (problem,) = caught.value.problems
    assert (problem.code, problem.message) == ("not-a-text", f"this is {kind}")
    assert problem.hint


@pytest.mark.parametrize(
    ("asked", "hint"),
    [
        ("ok.ymal", "did you mean `ok.yaml`?"),
        ("ok", "did you mean `ok.yaml`?"),
        ("okk.yaml", "did you mean `ok.yaml`?"),
        ("cv", "name a profile in it: cv/resume.yaml"),
        ("empty", "name a file, or start one with: resume init"),
        ("quite-different.yaml", ""),
        ("nowhere/ok.yaml", ""),
    ],
)
def test_what_cannot_be_read_has_its_next_step(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, asked: str, hint: str
) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("ok.yaml", "cv/a.yaml", "cv/resume.schema.json", "cv/resume.yaml"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    (tmp_path / "empty").mkdir()
    with pytest.raises(InputError) as caught:
        read_source(asked)
    assert caught.value.hint == hint
