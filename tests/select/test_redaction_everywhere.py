"""Nothing of a hidden person is in any byte of any format, in messages, records or names of files."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from random import Random

import pytest
from commands import run
from hypothesis import given, settings
from hypothesis import strategies as st
from people import hidden, parts_of, profile_about

from resume_cli import pipeline
from resume_cli.profile.folder import Folder
from resume_cli.profile.source import ProfileSource

SEEDS = st.integers(0, 2**32)


@settings(max_examples=12, deadline=None)
@given(SEEDS, st.sampled_from(["en", "zh"]))
def test_nothing_is_in_a_document_nor_in_what_is_said_of_it(seed: int, language: str) -> None:
    random = Random(seed)
    who = hidden(random)
    profile = profile_about(who, random)
    source = ProfileSource("cv.json", profile.encode(), Folder(Path()), datetime(2026, 1, 1, tzinfo=UTC))
    loaded = pipeline.load(source)
    for form in ("text", "markdown", "html", "docx"):
        made = pipeline.render(loaded, pipeline.RenderOptions(form, language=language, variant="blind"))
        told = [piece for part in parts_of(f"cv.{form}", made.content) for piece in who.told_by(part)]
        assert told == [], form
        assert who.told_by(repr(made.problems)) == []
    shown = pipeline.render(loaded, pipeline.RenderOptions("text", language=language))
    assert who.told_by(shown.content.decode())


@pytest.mark.parametrize("seed", [3, 14])
def test_nothing_is_in_the_files_and_words_of_the_command(tmp_path: Path, seed: int) -> None:
    random = Random(seed)
    who = hidden(random)
    name = f"{who.first}-{who.last}-cv.json".lower()
    (tmp_path / name).write_text(profile_about(who, random), encoding="utf-8")
    done = run(tmp_path, "export", "all", name, "--variant", "blind", "-l", "en,zh", "-o", "out/", "--json")
    assert done.code == 0, done.err
    assert who.told_by(done.out + done.err) == []
    files = sorted((tmp_path / "out").iterdir())
    assert len(files) == 10
    for file in files:
        assert who.told_by(file.name) == []
        assert [piece for part in parts_of(file.name, file.read_bytes()) for piece in who.told_by(part)] == [], file
