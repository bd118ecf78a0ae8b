"""Other people's résumés: each is loaded and validated with messages that help, and none crashes."""

from __future__ import annotations

import csv
import json
from collections import Counter
from functools import cache
from typing import TYPE_CHECKING

import pytest
from tools import shared
from validating import read_profile

from resume_cli.codes import CODES
from resume_cli.errors import Problem, ProfileError
from resume_cli.output.report import describe, grouped
from resume_cli.profile.data import to_data
from resume_cli.profile.model import Patent, Profile, Publication, texts
from resume_cli.profile.readers.load import from_data, load_list
from resume_cli.profile.validation.validate import validate

if TYPE_CHECKING:
    from collections.abc import Iterator

#: Files of JSON Resume that break a rule which this program enforces too.
WITH_ERRORS = {
    "aparfenov2__resume-2023.json": {"duplicate-key", "impossible-date"},
    "jsonresume-resume-schema__sample-2020-04-24.json": {"wrong-type"},
    "jsonresume-resume-schema__examples-invalid-basics-wrong-type.json": {"wrong-type"},
}


@cache
def manifest() -> list[dict[str, str]]:
    with (shared("corpus") / "MANIFEST.csv").open(encoding="utf-8") as rows:
        return list(csv.DictReader(rows))


@cache
def outcome(name: str) -> tuple[Profile | None, tuple[Problem, ...]]:
    """Return the profile, if there is one, and all problems of a file of the corpus."""
    try:
        validated = read_profile(shared("corpus") / "files" / name)
    except ProfileError as error:
        return None, error.problems
    return validated.profile, validated.problems


def files(*kinds: str) -> Iterator[tuple[str, dict[str, str]]]:
    for row in manifest():
        if row["format"].startswith(kinds):
            yield row["file"], row


def test_every_file_becomes_a_profile_or_placed_problems() -> None:
    assert len(manifest()) > 90
    for name, _ in files(""):
        profile, problems = outcome(name)
        assert profile is not None or any(problem.severity == "error" for problem in problems), name
        for problem in problems:
            assert problem.code in CODES, name
            assert problem.position is not None, name
            lines = describe(problem).split("\n")
            assert lines[0].startswith(f"{problem.position.file}:{problem.position.line}:{problem.position.column}: ")
            assert problem.position.column <= len(problem.position.source) + 1, (name, problem)


def test_every_json_resume_that_parses_is_a_profile_but_for_real_errors() -> None:
    failed = {}
    for name, row in files("jsonresume-0", "jsonresume-v1", "jsonresume-2014", "jsonresume-invalid"):
        profile, problems = outcome(name)
        if profile is None:
            assert row["parses"] == "yes"
            failed[name] = {problem.code for problem in problems if problem.severity == "error"}
    assert failed == WITH_ERRORS


def test_a_file_that_does_not_parse_is_one_error_near_its_slip() -> None:
    broken = dict(files("jsonresume-broken", "fresh-broken"))
    assert len(broken) >= 6
    for name, row in broken.items():
        profile, problems = outcome(name)
        assert profile is None
        (problem,) = problems
        assert problem.code == "syntax"
        said = [feature for feature in row["features"].split() if feature.startswith("parse-error:")]
        assert said, name
        line = said[0].partition("line_")[2].partition("_")[0]
        assert problem.position is not None
        if line.isdigit():
            assert int(line) - 3 <= problem.position.line <= int(line), name


@pytest.mark.parametrize("kind", ["rendercv", "yamlresume"])
def test_a_file_of_another_program_is_named_and_can_be_imported(kind: str) -> None:
    for name, row in files(kind):
        if row["format"] == kind and "broken" not in name:
            profile, problems = outcome(name)
            assert profile is None
            is_fragment = name in {"rendercv__locale-mandarin_chinese.yaml", "rendercv__sample_entries.yaml"}
            assert ("not-a-profile" if is_fragment else "foreign-format") in {problem.code for problem in problems}, (
                name
            )


def test_no_text_of_a_json_resume_is_lost() -> None:
    for name, _ in files("jsonresume-0", "jsonresume-v1"):
        profile, problems = outcome(name)
        if profile is None:
            continue
        kept = "\n".join(strings(to_data(profile)))
        data = json.loads((shared("corpus") / "files" / name).read_text(encoding="utf-8-sig"))
        named = " ".join(problem.message for problem in problems)
        for string in strings(data):
            lost = [word for word in string.split() if word not in kept and word not in named]
            assert not lost, (name, string)


def strings(value: object) -> Iterator[str]:
    match value:
        case dict():
            for inner in value.values():
                yield from strings(inner)
        case list():
            for inner in value:
                yield from strings(inner)
        case str():
            yield value


def test_every_profile_survives_a_round_trip() -> None:
    survived = 0
    for name, _ in files(""):
        profile, _ = outcome(name)
        if profile is not None:
            assert validate(from_data(to_data(profile))).profile == profile, name
            survived += any(True for _ in texts(profile))
    assert survived > 40


def test_a_real_profile_is_not_drowned_in_warnings() -> None:
    counts = {
        name: sum(group[0].severity != "error" for group in grouped(outcome(name)[1]))
        for name, _ in files("jsonresume-v1", "jsonresume-0")
    }
    assert max(counts.values()) <= 15
    assert Counter(count == 0 for count in counts.values())[True] >= 8


@pytest.mark.parametrize(
    ("name", "patents", "publications"),
    [("seed-derived.bib", 9, 1), ("patents-in-the-wild.bib", 10, 2), ("biblatex-examples.bib", 4, 85)],
)
def test_bibtex_in_the_wild_is_read(name: str, patents: int, publications: int) -> None:
    content = (shared("corpus") / "bib" / name).read_bytes()
    for of, key, count in ((Patent, "patents", patents), (Publication, "publications", publications)):
        rows, _ = load_list(content, name, of, (key,))
        assert len(rows) == count
        written = json.dumps(validate(from_data({key: rows})).profile.extra) + json.dumps(rows, ensure_ascii=False)
        assert "\\\\" not in written
        assert "\u0308" not in written
