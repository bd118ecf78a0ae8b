"""What a batch takes for a profile, and what it makes again: nothing foreign, nothing stale, nothing endless."""

from __future__ import annotations

import json
import os
import re
from typing import TYPE_CHECKING, Any

import pytest
from commands import contents, people, run

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.slow

#: Files that lie among profiles, and a profile that includes the data.
NO_PROFILES = {
    "profile.schema.json": '{"$schema": "https://json-schema.org/draft/2020-12/schema", "type": "object"}',
    "schema.json": '{"type": "object"}',
    "form.json": '{\n  "$schema": "http://json-schema.org/draft-07/schema#"\n}',
    "look/theme.toml": "extends = 'plain'\n",
    "patents.yaml": "- {title: A, number: US1}\n",
    "jobs.yml": "work:\n  - {name: Acme}\n",
    "papers.json": '[{"name": "T", "releaseDate": "2020"}]',
    "deep/skills.toml": "[[skills]]\nname = 'Go'\n",
    "rows.csv": "title,number\nA,US1\n",
}
INCLUDING = """\
basics: {name: Ann}
patents: {from: patents.yaml}
work:
  from: "jobs.yml"
publications:
  - {name: Own, releaseDate: 2019}
  - from: 'papers.json'
skills: {"from": deep/skills.toml}
"""


def tree(folder: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.mark.parametrize("source", ["in", "in/**/*", "./in/", "in/**"])
def test_schemas_themes_and_included_data_are_no_profiles(tmp_path: Path, source: str) -> None:
    tree(tmp_path / "in", NO_PROFILES | {"ann.yaml": INCLUDING, "bob.json": '{"basics": {"name": "Bob"}}'})
    if "*" in source:
        (tmp_path / "in" / "rows.csv").unlink()
    done = run(tmp_path, "batch", source, "--to", "text", "-o", "out")
    assert done.code == 0, done.err
    assert set(contents(tmp_path / "out")) == {"ann.txt", "bob.txt"}
    assert "left out" in done.err
    assert "profile.schema.json" in done.err


def test_a_profile_that_another_one_names_is_still_a_profile(tmp_path: Path) -> None:
    bob = "basics:\n  name: Bob\npatents: [{title: B, number: US2}]\n"
    files = {
        "ann.yaml": "basics: {name: Ann}\npatents: {from: bob.yaml}\n",
        "bob.yaml": bob,
        "cid.json": '{"basics": {}}',
    }
    tree(tmp_path / "in", files | {"dan.toml": "[basics]\nname = 'Dan'\n"})
    evil = '{"basics": {"name": "Eve", "summary": "from: cid.json, from: dan.toml"}}'
    tree(tmp_path / "in", {"eve.json": evil})
    run(tmp_path, "batch", "in", "--to", "text", "-o", "out", "--json")
    assert {"bob.txt", "dan.txt", "eve.txt"} <= set(contents(tmp_path / "out"))


def test_a_file_that_was_named_is_taken_for_what_it_is(tmp_path: Path) -> None:
    tree(tmp_path, NO_PROFILES)
    done = run(tmp_path, "batch", "patents.yaml", "profile.schema.json", "--to", "text", "-o", "out", "--json")
    assert [record["error"]["exit_code"] for record in done.records] == [65, 65]


def hostile(folder: Path) -> Path:
    """Return a folder with a profile among loops, pipes, devices and links to nothing."""
    people(folder / "deep" / "er", "Ann")
    (folder / "loop").symlink_to(".")
    (folder / "deep" / "up").symlink_to("..")
    (folder / "deep" / "root").symlink_to("/")
    (folder / "self.json").symlink_to("self.json")
    for name in ("pipe.json", "tube.ndjson"):
        os.mkfifo(folder / name)
    (folder / "zero.json").symlink_to("/dev/zero")
    (folder / "full.ndjson").symlink_to("/dev/full")
    return folder


@pytest.mark.parametrize("source", ["in/**/*.json", "in/**/**/*.json", "in/**/**/**/*.json", "in/**/an*"])
def test_a_pattern_ends_in_the_midst_of_loops_pipes_and_devices(tmp_path: Path, source: str) -> None:
    hostile(tmp_path / "in")
    done = run(tmp_path, "batch", source, "--to", "text", "-o", "out")
    assert done.code == 0, done.err
    assert set(contents(tmp_path / "out")) == {"ann.txt"}


def test_in_a_folder_a_loop_a_pipe_and_a_device_cost_themselves_only(tmp_path: Path) -> None:
    hostile(tmp_path / "in")
    done = run(tmp_path, "batch", "in", "--to", "text", "-o", "out", "--json")
    assert done.code == 1
    codes = {record["profile"]: (record.get("error") or {}).get("exit_code") for record in done.records}
    assert codes.pop("in/deep/er/ann.json") is None
    assert set(codes) == {
        f"in/{name}" for name in ("self.json", "pipe.json", "tube.ndjson", "zero.json", "full.ndjson")
    }
    assert set(codes.values()) == {66}


@pytest.mark.parametrize("source", ["in/[", "in/**x/*.json", "\x00*", "*" * 300, "in/***", "/**nothing"])
def test_an_odd_pattern_is_told_and_no_bug(tmp_path: Path, source: str) -> None:
    people(tmp_path / "in" / "ax", "Ann")
    if "\0" in source:
        source = "~*" * 40
    assert run(tmp_path, "batch", source, "--to", "text", "-o", "out").code in {0, 66}


@pytest.mark.parametrize(
    "text", ["\n" * 500_000, " \n" * 300_000, "{" * 500_000, "from: " * 100_000, "from\n" * 100_000]
)
def test_files_of_nothing_but_marks_are_looked_through_in_linear_time(tmp_path: Path, text: str) -> None:
    people(tmp_path / "in", "Ann")
    tree(tmp_path / "in", {"odd.json": text})
    assert run(tmp_path, "batch", "in", "--to", "text", "-o", "out").code == 1
    assert set(contents(tmp_path / "out")) == {"ann.txt"}


def test_hidden_files_match_only_a_pattern_with_a_dot(tmp_path: Path) -> None:
    people(tmp_path / "in", "Ann")
    people(tmp_path / "in" / ".git", "Bob")
    assert run(tmp_path, "batch", "in/**/*.json", "--to", "text", "-o", "out").code == 0
    assert set(contents(tmp_path / "out")) == {"ann.txt"}
    assert run(tmp_path, "batch", "in/.git/*.json", "--to", "text", "-o", "hidden").code == 0
    people(tmp_path / "in" / "a" / "b", "Cid")
    assert run(tmp_path, "batch", "in/*/*/*.json", "--to", "text", "-o", "deep").code == 0
    assert set(contents(tmp_path / "deep")) == {"cid.txt"}
    assert set(contents(tmp_path / "hidden")) == {"bob.txt"}


@pytest.mark.parametrize(
    "change", ["look/theme.toml", "look/resume.css", "base/theme.toml", "base/resume.css", "rows.csv"]
)
def test_a_change_of_anything_that_the_profile_names_makes_it_again(tmp_path: Path, change: str) -> None:
    files = {
        "ann.yaml": "basics: {name: Ann}\npatents: {from: rows.csv}\nmeta: {theme: ./look}\n",
        "rows.csv": "title,number\nA,US1\n",
        "look/theme.toml": "extends = 'base'\n",
        "base/theme.toml": "extends = 'plain'\n",
        "base/resume.css": ".resume { color: navy }\n",
    }
    tree(tmp_path / "in", files)
    words = ["batch", "in/ann.yaml", "--to", "html", "-o", "out", "--resume", "--json"]
    statuses = [run(tmp_path, *words).records[0]["status"] for _ in range(2)]
    assert statuses == ["ok", "unchanged"]
    content = {"csv": "title,number\nB,US2\n", "css": ".resume { color: teal }\n", "toml": "extends = 'compact'\n"}
    tree(tmp_path / "in", {change: content[change.rpartition(".")[2]]})
    assert [run(tmp_path, *words).records[0]["status"] for _ in range(2)] == ["ok", "unchanged"]


def collided(tmp_path: Path, files: dict[str, Any], *words: str) -> str:
    """Run a batch in which outputs of one name are left out; return the pattern that it proposes."""
    tree(tmp_path / "in", {name: json.dumps(data) for name, data in files.items()})
    done = run(tmp_path, "batch", "in", "--to", "text,html", "-o", "out", "--json", *words)
    assert done.code in {1, 2}, done.err
    found = re.search(r"--name '([^']*)'", done.err + done.out)
    assert found, done.err
    return found[1]


ANN = {"basics": {"name": {"en": "Ann", "zh": "安"}}, "variants": {"a": {}, "b": {}}}


@pytest.mark.parametrize(
    ("files", "words", "outputs"),
    [
        ({"a/x.json": ANN, "b/x.json": ANN, "y.json": ANN}, [], 6),
        ({"x.json": ANN, "b/x.json": ANN}, [], 4),
        ({"x.json": ANN}, ["--name", "{stem}.html"], 2),
        ({"x.json": ANN}, ["--name", "{stem}.{format}", "-l", "all"], 4),
        ({"x.json": ANN}, ["--name", "{stem}.{format}", "-V", "all"], 4),
        ({"x.json": ANN}, ["--name", "{stem}.{format}", "-t", "plain,compact"], 4),
        ({"x.json": ANN, "X.json": ANN, "y.json": ANN}, [], 6),
        ({"x.json": ANN, "y.json": ANN}, ["--name", "all/{name}.{format}"], 4),
        ({"x-1.json": ANN, "a/x:1.json": ANN}, [], 4),
    ],
)  # fmt: skip
def test_the_pattern_that_is_proposed_makes_all_outputs(
    tmp_path: Path, files: dict[str, Any], words: list[str], outputs: int
) -> None:
    pattern = collided(tmp_path, files, *words)
    words = [word for word in words if word != "--name" and "{" not in word]
    done = run(tmp_path, "batch", "in", "--to", "text,html", "-o", "new", *words, "--name", pattern)
    assert done.code == 0, done.err
    assert len(contents(tmp_path / "new")) == outputs


def test_a_collision_under_a_variant_tells_nothing_that_it_hides(tmp_path: Path) -> None:
    for name in ("Rosalind Okafor", "Grace Hopper"):
        data = {"basics": {"name": name}, "variants": {"anonymous": {"redact": ["basics.name"]}}}
        tree(tmp_path / "in", {f"{name.lower().replace(' ', '-')}.json": json.dumps(data)})
    tree(tmp_path / "in", {"x.json": json.dumps({"basics": {"name": "X"}, "variants": {"anonymous": {}}})})
    done = run(
        tmp_path, "batch", "in", "--to", "text", "-V", "anonymous", "-o", "out", "--report", "r.ndjson", "--json"
    )
    assert done.code == 1
    told = done.out + done.err + (tmp_path / "r.ndjson").read_text("utf-8")
    assert "would be called `resume.txt`" in told
    assert not re.search("rosalind|okafor|grace|hopper", told, re.IGNORECASE)


def test_a_profile_at_the_top_has_no_folder_in_its_name(tmp_path: Path) -> None:
    people(tmp_path / "in", "Ann")
    people(tmp_path / "in" / "x" / "y", "Bob")
    names = {
        "{folder}/{stem}.{format}": {"ann.txt", "x-y/bob.txt"},
        "{folder}-{stem}.{format}": {"ann.txt", "x-y-bob.txt"},
        "{stem}-{folder}.{format}": {"ann.txt", "bob-x-y.txt"},
    }
    for index, (pattern, made) in enumerate(names.items()):
        assert run(tmp_path, "batch", "in", "--to", "text", "-o", f"out{index}", "--name", pattern).code == 0
        assert set(contents(tmp_path / f"out{index}")) == made


def test_warnings_are_counted_by_kind_and_listed_in_the_report(tmp_path: Path) -> None:
    odd = {"basics": {"name": "A", "email": "nobody", "nonsense": 1}}
    tree(tmp_path / "in", {f"{index}.json": json.dumps(odd) for index in range(3)})
    words = ["batch", "in", "--to", "text,html", "-o", "out"]
    done = run(tmp_path, *words, "--report", "all.ndjson")
    assert "12 warnings" in done.err
    assert "6 odd-email" in done.err
    assert "6 unknown-key" in done.err
    assert "all.ndjson" in done.err
    listed = [json.loads(line)["warnings"] for line in (tmp_path / "all.ndjson").read_text("utf-8").splitlines()]
    assert sum(map(len, listed)) == 12
    kept = re.search(r"each is in (\S+)", run(tmp_path, *words).err)
    assert kept
    assert "odd-email" in (tmp_path / kept[1]).read_text("utf-8")
