"""Cases of public threads: texts that YAML cuts, and slips in YAML, through the command."""

from __future__ import annotations

from pathlib import Path

import pytest
from commands import run

CASES = Path(__file__).parent.parent / "data" / "cases"
HASH = CASES / "hash-in-an-unquoted-text.yaml"


def test_what_a_comment_cuts_off_is_named_with_its_place(tmp_path: Path) -> None:
    done = run(tmp_path, "validate", HASH)
    assert done.code == 0
    for place, cut in (("6:19", "#1 in sales"), ("11:16", "#1 of 300"), ("12:26", "#3 in class")):
        assert f"hash-in-an-unquoted-text.yaml:{place}: warning[comment-in-text]: `{cut}`" in done.out
    assert done.out.count("comment-in-text") == 3
    assert run(tmp_path, "validate", "--strict", HASH).code == 1


@pytest.mark.parametrize("form", ["text", "markdown", "html", "docx", "pdf"])
def test_every_export_warns_of_it(tmp_path: Path, form: str) -> None:
    done = run(tmp_path, "export", form, HASH)
    assert done.code == 0
    assert "`#1 in sales` is read as a comment and is not shown" in done.err
    assert run(tmp_path, "export", form, HASH, "--strict").code == 1


def test_a_link_or_a_quotation_at_the_beginning_of_a_bullet_is_told_as_that(tmp_path: Path) -> None:
    done = run(tmp_path, "validate", CASES / "link-first-bullet.yaml")
    assert done.code == 65
    assert "link-first-bullet.yaml:8:17: error[syntax]: text follows the closing bracket" in done.out + done.err
    assert "a text that begins with [ must be quoted as a whole" in done.out + done.err
    assert "align" not in done.out + done.err


def test_a_healthy_file_with_comments_of_every_kind_has_no_problems(tmp_path: Path) -> None:
    (tmp_path / "cv.yaml").write_text(
        "# yaml-language-server: $schema=profile.schema.json\n"
        "basics: # who\n  name: 'Ada' #1\n  label: Engineer   # in short\n  #phone: '+49 30 123456'\n"
        "work: #all jobs\n  - name: Acme\n    startDate: 2020 # 1st of May\n    endDate: 2021-03 #spring\n"
        "    highlights: [C#, F#] # 2 of 3\n    # - more\n",
        encoding="utf-8",
    )
    done = run(tmp_path, "validate", "--strict", "cv.yaml")
    assert (done.code, "warning" in done.out) == (0, False), done.out
