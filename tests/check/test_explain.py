"""`resume explain` prints the page of a code."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from commands import run

from resume_cli.codes import CODES, page_of

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize("code", CODES)
def test_every_code_has_a_page(code: str) -> None:
    assert len(page_of(code)) > len(CODES[code]) // 2


@pytest.mark.parametrize("written", ["unknown-key", "warning[unknown-key]", "Unknown_Key", "unknown-key]"])
def test_a_code_is_explained_as_it_stands_in_a_message(tmp_path: Path, written: str) -> None:
    done = run(tmp_path, "explain", written)
    assert (done.code, done.out.splitlines()[0]) == (0, "unknown-key")
    assert page_of("unknown-key") in done.out


def test_an_unknown_code_gets_the_one_that_is_meant(tmp_path: Path) -> None:
    done = run(tmp_path, "explain", "unknwon-key")
    assert (done.code, "did you mean `unknown-key`?" in done.err) == (2, True)


def test_without_a_code_all_are_listed(tmp_path: Path) -> None:
    assert [line.split()[0] for line in run(tmp_path, "explain").out.splitlines()] == list(CODES)
