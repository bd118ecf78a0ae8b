"""`resume explain` prints the page of a code."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from checking import SOUND, subject_of
from commands import run

from resume_cli.check import check
from resume_cli.codes import CODES, page_of
from resume_cli.errors import ProfileError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.mark.parametrize("code", CODES)
def test_every_code_has_a_page(code: str) -> None:
    assert len(page_of(code)) > len(CODES[code]) // 2


@pytest.mark.parametrize("written", ["unknown-key", "warning[unknown-key]", "Unknown_Key", "unknown-key]"])
def test_a_code_is_explained_as_it_stands_in_a_message(tmp_path: Path, written: str) -> None:
    done = run(tmp_path, "explain", written)
    assert (done.code, done.out.splitlines()[0]) == (0, "unknown-key")
    assert page_of("unknown-key").partition(".")[0] in " ".join(done.out.split())
    assert "\n    work:\n      - name: Lund\n        postion: Engineer\n" in done.out
    assert "```" not in done.out


def test_an_unknown_code_gets_the_one_that_is_meant(tmp_path: Path) -> None:
    done = run(tmp_path, "explain", "unknwon-key")
    assert (done.code, "did you mean `unknown-key`?" in done.err) == (2, True)


def test_without_a_code_all_are_listed(tmp_path: Path) -> None:
    assert [line.split()[0] for line in run(tmp_path, "explain").out.splitlines()] == list(CODES)


def examples() -> Iterator[tuple[str, str]]:
    """Yield each code whose page has an example, with the example."""
    for code in CODES:
        for block in re.findall(r"```yaml\n(.*?)```", page_of(code), re.DOTALL):
            yield code, block


@pytest.mark.parametrize(("code", "example"), [pytest.param(*each, id=each[0]) for each in examples()])
def test_the_example_on_a_page_has_the_problem(tmp_path: Path, code: str, example: str) -> None:
    of_check = list(CODES).index(code) >= list(CODES).index("missing-contact")
    # What only `check` sees is told by a part of a profile that is sound otherwise.
    text = yaml.safe_dump(merged(yaml.safe_load(SOUND), yaml.safe_load(example))) if of_check else example
    try:
        found = check(subject_of(tmp_path, text))
    except ProfileError as error:
        found = error.problems
    assert code in {each.code for each in found}
    assert not of_check or {each.code for each in found if each.severity != "note"} == {code}


def merged(sound: dict[str, Any], example: dict[str, Any]) -> dict[str, Any]:
    """Return a profile with the values of an example, mapping by mapping."""
    both = {
        key: merged(sound.get(key, {}), value) if isinstance(value, dict) else value for key, value in example.items()
    }
    return sound | both


def test_the_pages_of_common_problems_have_an_example() -> None:
    assert len({code for code, _ in examples()}) > 25
