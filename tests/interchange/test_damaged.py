"""Sources that are damaged or hostile end in a draft or a documented error, never in anything else."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from resume_cli.errors import ExitStatus, ResumeError
from resume_cli.interchange.emit import emit
from resume_cli.interchange.importing import read
from resume_cli.interchange.source import Source

if TYPE_CHECKING:
    from collections.abc import Iterator

SAMPLES = sorted(
    path for path in (Path(__file__).parent.parent / "data" / "interchange").rglob("*.*") if path.is_file()
)
_INSTEAD = [None, "", 5, True, [], {}, "text", ["a"], {"a": "b"}, [None], [[1]], {"a": {"b": [1]}}, [{"x": 1}]]


def outcome(content: bytes) -> ExitStatus:
    """Return the exit code that importing some bytes would end with."""
    try:
        draft, _ = read(Source("upload", content), None)
        for form in ("yaml", "json", "toml"):
            emit(draft, form)
    except ResumeError as error:
        return error.exit_status
    return ExitStatus.OK


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name)
def test_bytes_that_are_lost_changed_or_added_cause_no_bug(path: Path) -> None:
    chance = random.Random(path.name)
    for _ in range(12):
        content = bytearray(path.read_bytes())
        for _ in range(chance.randint(1, 6)):
            place = chance.randrange(len(content))
            match chance.randrange(3):
                case 0:
                    content[place] = chance.randrange(256)
                case 1:
                    del content[place : place + chance.randint(1, 40)]
                case _:
                    content[place:place] = chance.choice([b"\0", b"<", b"&", b'"', b"\n", b"[[[", b"{}", b"\xff\xfe"])
        assert outcome(bytes(content)) != ExitStatus.BUG


def _places(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:  # noqa: ANN401 - plain data
    yield path
    for step, inner in (
        value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    ):
        yield from _places(inner, (*path, step))


@pytest.mark.parametrize(
    "path", [path for path in SAMPLES if path.suffix in {".json", ".yaml", ".yml"}], ids=lambda path: path.name
)
def test_values_of_other_types_cause_no_bug(path: Path) -> None:
    chance = random.Random(path.name)
    for _ in range(25):
        data = yaml.safe_load(path.read_bytes())
        for _ in range(chance.randint(1, 4)):
            *steps, last = chance.choice([each for each in _places(data) if each])
            holder = data
            for step in steps:
                holder = holder[step]
            holder[last] = chance.choice(_INSTEAD)
        assert outcome(json.dumps(data, ensure_ascii=False, default=str).encode()) != ExitStatus.BUG


@pytest.mark.parametrize(
    ("content", "status"),
    [
        (b"PK\x03\x04" + b"\0" * 40, ExitStatus.PROFILE),
        (b"%PDF-1.7\n1 0 obj <</Length 99999999999>> stream\n", ExitStatus.PROFILE),
        (b'<?xml version="1.0"?><SkillsPassport>' + b"<a>" * 5_000, ExitStatus.PROFILE),
        (b'{"content": ' + b"[" * 5_000, ExitStatus.LIMIT),
        (b"@article{a, title = {" + b"{" * 3_000, ExitStatus.PROFILE),
    ],
    ids=["zip", "pdf", "xml", "json", "bibtex"],
)
def test_what_is_broken_or_too_deep_has_its_exit_code(content: bytes, status: ExitStatus) -> None:
    with pytest.raises(ResumeError) as caught:
        read(Source("upload", content), None)
    assert caught.value.exit_status == status
