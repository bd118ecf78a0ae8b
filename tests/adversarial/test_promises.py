"""SECURITY.md: each promise names the tests that prove it."""

from __future__ import annotations

import re

import pytest
from installed import ROOT


@pytest.mark.sources
def test_each_file_of_these_tests_proves_something_that_is_promised() -> None:
    text = (ROOT / "SECURITY.md").read_text("utf-8")
    files = {path.relative_to(ROOT).as_posix() for path in (ROOT / "tests" / "adversarial").glob("test_*.py")}
    assert files - {*re.findall(r"\]\((tests/[^)]*)\)", text)} == {"tests/adversarial/test_promises.py"}


@pytest.mark.sources
@pytest.mark.parametrize("number", range(1, 8))
def test_each_promise_is_linked_to_its_tests(number: int) -> None:
    text = (ROOT / "SECURITY.md").read_text("utf-8")
    (row,) = re.findall(rf"^\| S{number} \|.*$", text, re.MULTILINE)
    linked = re.findall(r"\]\((tests/[^)]*)\)", row)
    assert linked
    assert all((ROOT / path).is_file() for path in linked)
