"""Other people's résumés: every one validates with useful words, exports, and arrives whole.

The readers and the search for strings are those of `scripts/recall.py`, which prints the same for every format.
"""

from __future__ import annotations

import csv
import importlib.util
import json
import os
import sys
from typing import TYPE_CHECKING, Any

import pytest
from installed import CORPUS, ROOT, resume
from tools import program

if TYPE_CHECKING:
    from pathlib import Path
    from types import ModuleType

if not CORPUS.is_dir():
    if os.environ.get("CI"):
        pytest.fail("../shared/corpus is absent, and CI must not skip it")
    pytest.skip("../shared/corpus, the corpus of other people's résumés, is absent", allow_module_level=True)


def _manifest() -> list[dict[str, str]]:
    with (CORPUS / "MANIFEST.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


ROWS = [row for row in _manifest() if row["parses"] == "yes" and row["file"].endswith(".json")]
JSON_RESUMES = [row for row in ROWS if row["format"].startswith("jsonresume")]
#: Valid by the official schema, and yet no profile: a key stands twice, a month has no such day, or it is a FRESH one.
STRICTER = {
    "aparfenov2__resume-2023.json": {"duplicate-key", "impossible-date"},
    "fresh-test-resumes__fresh-override-jane-fullstacker-override.fresh.json": {"foreign-format"},
    "fresh-test-resumes__fresh-override-jane-partial-a.json": {"foreign-format"},
}


@pytest.fixture(scope="module")
def recall() -> ModuleType:
    spec = importlib.util.spec_from_file_location("recall", ROOT / "scripts" / "recall.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["recall"] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def verdicts() -> dict[str, dict[str, Any]]:
    """What `resume validate` says of each file."""
    files = [CORPUS / "files" / row["file"] for row in ROWS]
    result = resume("validate", "--format", "json", *files)
    assert len(result.records) == len(files)
    return dict(zip((row["file"] for row in ROWS), result.records, strict=True))


def test_every_file_gets_a_verdict_with_places_and_codes(verdicts: dict[str, dict[str, Any]]) -> None:
    for name, verdict in verdicts.items():
        for problem in verdict["problems"]:
            assert problem["code"], name
            assert problem["message"], name
            assert problem["line"] > 0, name
            assert problem["column"] > 0, name


def test_every_file_that_is_valid_v1_is_accepted_but_for_our_stricter_rules(
    verdicts: dict[str, dict[str, Any]],
) -> None:
    for row in ROWS:
        if row["schema_v1"] != "yes":
            continue
        errors = {each["code"] for each in verdicts[row["file"]]["problems"] if each["severity"] == "error"}
        assert errors == STRICTER.get(row["file"], set()), row["file"]


def test_old_and_untidy_json_resumes_are_read_unless_a_section_has_the_wrong_shape(
    verdicts: dict[str, dict[str, Any]],
) -> None:
    for row in JSON_RESUMES:
        errors = {each["code"] for each in verdicts[row["file"]]["problems"] if each["severity"] == "error"}
        assert errors <= {"wrong-type"} or row["file"] in STRICTER, row["file"]


def test_every_valid_case_of_the_official_suite_is_accepted(tmp_path: Path) -> None:
    cases = json.loads((CORPUS / "jsonresume-unit-cases.json").read_text())["cases"]
    valid = [case["document"] for case in cases if case["expected_valid"] and isinstance(case["document"], dict)]
    assert len(valid) > 80
    files = []
    for number, document in enumerate(valid):
        files.append(tmp_path / f"{number}.json")
        files[-1].write_text(json.dumps(document))
    result = resume("validate", "-q", "--format", "json", *files)
    rejected = [record for record in result.records if record["status"] != "ok"]
    assert rejected == []


@pytest.mark.parametrize("row", JSON_RESUMES, ids=lambda row: str(row["file"])[:40])
def test_every_string_arrives_or_is_told_of(recall: ModuleType, row: dict[str, str]) -> None:
    # PDF costs a tenth of a second each: the script looks at those too, and the next test at two.
    found = recall.judge(CORPUS / "files" / row["file"], ("html", "docx", "text"))
    if isinstance(found, str):
        assert found.startswith("invalid")
        return
    assert {name: each.lost for name, each in found.items()} == {"html": (), "docx": (), "text": ()}


@pytest.mark.parametrize(
    "name", ["jsonresume-resume-schema__sample.resume.json", "jsonresume-resume-schema__resume-2014-07-22.json"]
)
def test_the_schemas_own_samples_arrive_in_pdf_and_markdown_too(recall: ModuleType, name: str) -> None:
    program("pdftotext")
    found = recall.judge(CORPUS / "files" / name, ("pdf", "markdown"))
    assert {kind: each.lost for kind, each in found.items()} == {"pdf": (), "markdown": ()}
    assert all(each.reported == 0 for each in found.values()) or "2014" in name


def test_every_valid_v1_file_is_exported_by_the_command(tmp_path: Path, verdicts: dict[str, dict[str, Any]]) -> None:
    for number, row in enumerate(ROWS):
        empty = "nothing-to-show" in {problem["code"] for problem in verdicts[row["file"]]["problems"]}
        if row["schema_v1"] == "yes" and row["file"] not in STRICTER and not empty:
            (tmp_path / f"{number}.json").write_bytes((CORPUS / "files" / row["file"]).read_bytes())
    files = sorted(tmp_path.glob("*.json"))
    assert len(files) > 30
    result = resume("export", "text,html", *files, "-o", "out/", "--json", cwd=tmp_path)
    assert result.code == 0, [record for record in result.records if record["status"] != "ok"]
    assert len(list((tmp_path / "out").iterdir())) == 2 * len(files)
