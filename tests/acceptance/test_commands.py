"""CLI.md, sentence by sentence."""

from __future__ import annotations

import hashlib
import json
import subprocess
from typing import TYPE_CHECKING

import pytest
from installed import PROFILES, RESUME, resume, write
from tools import program

if TYPE_CHECKING:
    from pathlib import Path

SMALL = (
    "basics:\n  name: Ann Lee\n  email: ann@example.com\nwork:\n  - {name: Acme, position: Cook, startDate: 2018-01}\n"
)
TWO = """\
meta: {languages: [zh, en]}
basics: {name: {zh: 李安, en: Ann Lee}}
work: [{name: {zh: 食堂, en: Canteen}, startDate: 2018-01}]
variants: {short: {sections: [work]}, long: {language: en}}
"""
BROKEN = "basics:\n  name: [Ann, Lee]\n"


@pytest.fixture
def small(tmp_path: Path) -> Path:
    return write(tmp_path, "small.yaml", SMALL)


@pytest.fixture
def two(tmp_path: Path) -> Path:
    return write(tmp_path, "two.yaml", TWO)


@pytest.mark.parametrize("suffix", ["yaml", "yml", "toml", "json"])
def test_without_a_profile_the_one_in_the_folder_is_found(tmp_path: Path, suffix: str) -> None:
    content = {"toml": '[basics]\nname = "Ann Lee"\n', "json": '{"basics": {"name": "Ann Lee"}}'}.get(suffix, SMALL)
    write(tmp_path, f"resume.{suffix}", content)
    assert "Ann Lee" in resume("export", "text", "-o", "-", cwd=tmp_path).out
    write(tmp_path, f"profile.{suffix}", content.replace("Ann Lee", "First Choice"))
    assert "First Choice" in resume("export", "text", "-o", "-", cwd=tmp_path).out


def test_the_only_profile_in_profiles_is_found_and_several_are_named(tmp_path: Path) -> None:
    (tmp_path / "profiles").mkdir()
    assert resume("export", "text", cwd=tmp_path).code == 66
    write(tmp_path, "profiles/a.yaml", SMALL)
    # A table beside a profile is not another profile.
    write(tmp_path, "profiles/patents.csv", "number,title\n")
    assert resume("validate", cwd=tmp_path).code == 0
    write(tmp_path, "profiles/b.toml", "")
    result = resume("export", "text", cwd=tmp_path)
    assert result.code == 2
    assert "a.yaml" in result.err
    assert "b.toml" in result.err


@pytest.mark.parametrize(
    "content", [SMALL, '{"basics": {"name": "Ann Lee"}}', '[basics]\nname = "Ann Lee"\n'], ids=["yaml", "json", "toml"]
)
def test_stdin_is_read_in_the_format_it_looks_like(tmp_path: Path, content: str) -> None:
    result = resume("export", "text", "-", "-o", "-", cwd=tmp_path, stdin=content.encode())
    assert (result.code, result.out.splitlines()[0]) == (0, "Ann Lee")


def test_stdin_is_read_in_the_format_that_is_said(tmp_path: Path) -> None:
    assert resume("validate", "-", "--input-format", "json", cwd=tmp_path, stdin=SMALL.encode()).code == 65
    assert resume("validate", "-", "--input-format", "yaml", cwd=tmp_path, stdin=SMALL.encode()).code == 0


def test_outputs_are_named_after_the_profile_its_language_and_its_variant(tmp_path: Path, two: Path) -> None:
    def made(*words: str) -> set[str]:
        assert resume("export", "text", two, *words, cwd=tmp_path).code == 0
        names = {file.name for file in tmp_path.glob("*.txt")}
        for name in names:
            (tmp_path / name).unlink()
        return names

    assert made() == {"two.txt"}
    assert made("-l", "zh") == {"two.txt"}
    assert made("-l", "zh,en") == {"two-zh.txt", "two-en.txt"}
    assert made("-l", "all") == {"two-zh.txt", "two-en.txt"}
    assert made("-V", "short") == {"two.txt"}
    assert made("-V", "short,long") == {"two-short.txt", "two-long.txt"}
    assert made("-V", "all", "-l", "all") == {
        "two-zh-short.txt",
        "two-en-short.txt",
        "two-zh-long.txt",
        "two-en-long.txt",
    }


def test_all_formats_have_their_suffixes(tmp_path: Path, small: Path) -> None:
    assert resume("export", "all", small, "-o", "out/", cwd=tmp_path).code == 0
    assert {file.name for file in (tmp_path / "out").iterdir()} == {
        f"small.{each}" for each in ["pdf", "docx", "html", "txt", "md"]
    }


def test_a_record_tells_what_was_made(tmp_path: Path, small: Path) -> None:
    small.write_text(SMALL + "pets: [cat]\nhobbies: [chess]\n")
    result = resume("export", "pdf,html", small, "-o", "out/", "--json", cwd=tmp_path)
    pdf, html = result.records
    keys = [
        "profile",
        "format",
        "language",
        "variant",
        "theme",
        "output",
        "bytes",
        "pages",
        "sha256",
        "warnings",
        "status",
    ]
    assert set(keys) <= set(pdf)
    assert (pdf["format"], pdf["language"], pdf["variant"], pdf["theme"], pdf["pages"]) == (
        "pdf",
        "en",
        None,
        "plain",
        1,
    )
    assert (html["format"], html["pages"]) == ("html", None)
    for record in (pdf, html):
        content = (tmp_path / record["output"]).read_bytes()
        assert record["bytes"] == len(content)
        assert record["sha256"] == hashlib.sha256(content).hexdigest()
        assert record["status"] == "ok"
        (warning,) = record["warnings"]
        assert {"code", "message", "file", "line", "column"} <= set(warning)
        assert (warning["line"], warning["column"]) == (6, 1)
        # A key that is read under another name is told, and judged by nobody.
        assert [(note["code"], note["line"]) for note in record["notes"]] == [("renamed-key", 7)]


def test_a_failed_output_has_a_record_too(tmp_path: Path, small: Path) -> None:
    broken = write(tmp_path, "broken.yaml", BROKEN)
    result = resume("export", "text", broken, small, "--json", cwd=tmp_path)
    assert result.code == 1
    statuses = {record["profile"]: record["status"] for record in result.records}
    assert statuses[str(small)] == "ok"
    assert statuses[str(broken)] != "ok"


def test_stdout_is_data_and_stderr_is_talk(tmp_path: Path, small: Path) -> None:
    result = resume("export", "text", small, "-o", "-", "--verbose", cwd=tmp_path)
    assert result.out.startswith("Ann Lee\n")
    steps = ["load", "validate", "select", "compose", "render", "write"]
    places = [result.err.index(step) for step in steps]
    assert places == sorted(places)
    assert resume("export", "text", small, "-q", cwd=tmp_path).said == ""
    assert resume("export", "text", small, cwd=tmp_path).out == ""


def test_quiet_leaves_errors(tmp_path: Path) -> None:
    broken = write(tmp_path, "broken.yaml", BROKEN)
    result = resume("export", "text", broken, "-q", cwd=tmp_path)
    assert (result.code, "broken.yaml:2:9" in result.err) == (65, True)


@pytest.mark.parametrize("command", ["exporters", "themes", "languages", "doctor"])
def test_listings_print_an_object_with_a_name_on_each_line(tmp_path: Path, command: str) -> None:
    result = resume(command, "--json", cwd=tmp_path)
    assert result.code == 0
    assert all(record["name"] for record in result.records)
    assert len(result.records) >= 6
    assert resume(command, cwd=tmp_path).out


def test_help_and_version_are_data(tmp_path: Path) -> None:
    for words in (["--help"], ["--version"], ["export", "--help"], ["validate", "--help"], ["show", "--help"]):
        result = resume(*words, cwd=tmp_path)
        assert (result.code, bool(result.out), result.err) == (0, True, "")


def test_several_outputs_do_not_fit_one_file_or_stdout(tmp_path: Path, small: Path, two: Path) -> None:
    assert resume("export", "text,html", small, "-o", "a.txt", cwd=tmp_path).code == 2
    assert resume("export", "text,html", small, "-o", "-", cwd=tmp_path).code == 2
    assert resume("export", "text", two, "-l", "all", "-o", "a.txt", cwd=tmp_path).code == 2
    assert not (tmp_path / "a.txt").exists()


def test_two_outputs_of_one_name_are_refused_before_anything_is_rendered(tmp_path: Path) -> None:
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        write(tmp_path / folder, "x.yaml", SMALL)
    result = resume("export", "text", "a/x.yaml", "b/x.yaml", "-o", "out/", cwd=tmp_path)
    assert result.code == 2
    assert not list((tmp_path / "out").glob("*")) if (tmp_path / "out").exists() else True


def test_an_input_is_never_overwritten(tmp_path: Path) -> None:
    write(tmp_path, "p.csv", "number,title\nCN1,Thing\n")
    profile = write(tmp_path, "small.txt", SMALL + "patents: {from: p.csv}\n")
    (tmp_path / "link.out").symlink_to(profile)
    for output in ("small.txt", "./small.txt", "link.out", "p.csv"):
        before = (tmp_path / output).read_bytes()
        result = resume("export", "text", profile, "-o", output, cwd=tmp_path)
        assert result.code != 0, output
        assert (tmp_path / output).read_bytes() == before


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (["export", "pdff", "small.yaml"], 2, "pdf"),
        (["export"], 2, "FORMATS"),
        (["exprt", "pdf"], 2, "export"),
        (["export", "text", "small.yaml", "--langage", "en"], 2, "--language"),
        (["export", "text", "small.yaml", "-V", "nope"], 2, "nope"),
        (["export", "text", "small.yaml", "-O", "nope=1"], 2, "nope"),
        (["export", "text", "broken.yaml"], 65, "broken.yaml:2:9"),
        (["validate", "broken.yaml"], 65, "broken.yaml:2:9"),
        (["show", "broken.yaml"], 65, "broken.yaml:2:9"),
        (["export", "text", "nothere.yaml"], 66, "nothere.yaml"),
        (["validate", "nothere.yaml"], 66, "nothere.yaml"),
        (["show", "nothere.yaml"], 66, "nothere.yaml"),
        (["validate", "."], 66, "folder"),
        (["export", "text", "includes.yaml"], 66, "includes.yaml:2:17"),
        (["export", "pdf", "unseen.yaml", "--strict"], 69, "U+13000"),
        (["export", "text", "small.yaml", "-o", "no/such/a.txt"], 73, "no/such"),
        (["export", "text", "small.yaml", "-o", "small.yaml/a/"], 73, "small.yaml"),
        (["export", "text", "deep.json"], 75, "deep.json"),
        (["export", "text", "bomb.yaml"], 75, "bomb.yaml"),
        (["export", "text", "outside.yaml"], 77, "outside.yaml:2:17"),
        (["export", "text", "absolute.yaml"], 77, "absolute.yaml:2:17"),
        (["export", "text", "small.yaml", "-t", "plian"], 78, "plain"),
        (["export", "html", "small.yaml", "-O", "token.accent=zzz"], 78, "accent"),
        (["export", "text", "odd.yaml", "--strict"], 1, "position"),
        (["export", "text", "odd.yaml"], 0, "position"),
        (["export", "text", "small.yaml", "broken.yaml"], 1, "broken.yaml:2:9"),
    ],
)
def test_an_exit_code_tells_scripts_what_happened(tmp_path: Path, words: list[str], code: int, told: str) -> None:
    write(tmp_path, "small.yaml", SMALL)
    write(tmp_path, "broken.yaml", BROKEN)
    write(tmp_path, "includes.yaml", "basics: {name: Ann}\npatents: {from: nothere.csv}\n")
    write(tmp_path, "outside.yaml", "basics: {name: Ann}\npatents: {from: ../p.csv}\n")
    write(tmp_path, "absolute.yaml", "basics: {name: Ann}\npatents: {from: /etc/passwd}\n")
    write(tmp_path, "unseen.yaml", "basics: {name: 'Ann \U00013000'}\n")
    write(tmp_path, "odd.yaml", "basics: {name: Ann}\nwork: [{name: Acme, postion: Cook}]\n")
    write(tmp_path, "deep.json", "[" * 100_000)
    lists = "\n".join(f"a{n}: &a{n} [{','.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 12))
    write(tmp_path, "bomb.yaml", f"a0: &a0 [x, x, x]\n{lists}\nbasics: {{name: *a11}}\n")
    result = resume(*words, cwd=tmp_path)
    assert result.code == code, result.said
    assert told in result.said


def test_a_binary_format_goes_to_a_pipe_but_not_to_a_terminal(tmp_path: Path, small: Path) -> None:
    assert resume("export", "docx", small, "-o", "-", cwd=tmp_path).stdout.startswith(b"PK")
    done = subprocess.run(
        [program("script"), "-qec", f"{RESUME} export docx {small} -o -; echo code=$?", "/dev/null"],
        cwd=tmp_path,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
    )
    assert b"code=2" in done.stdout or b"code=77" in done.stdout
    assert b"PK\x03\x04" not in done.stdout


def test_a_broken_pipe_is_quiet(tmp_path: Path) -> None:
    export = f"{RESUME} export text {PROFILES / 'stuart-lau.yaml'} -l en -o - | head -c 1"
    shell = f"{export}; {RESUME} --help | true; {RESUME} schema | true"
    done = subprocess.run(["bash", "-c", shell], cwd=tmp_path, capture_output=True, check=False)
    assert b"rror" not in done.stderr


@pytest.mark.parametrize("words", ["--help", "export text small.yaml -o -", "validate small.yaml", "exporters"])
def test_a_closed_stdout_gives_no_traceback(small: Path, words: str) -> None:
    done = subprocess.run(["bash", "-c", f"{RESUME} {words} >&-"], cwd=small.parent, capture_output=True, check=False)
    assert b"Traceback" not in done.stderr
    assert b"a bug here" not in done.stderr
    assert done.returncode in {0, 74}


def test_a_full_disk_is_a_failed_transfer(tmp_path: Path, small: Path) -> None:
    shell = f"{RESUME} export text {small} -o - >/dev/full"
    assert subprocess.run(["bash", "-c", shell], cwd=tmp_path, capture_output=True, check=False).returncode == 74


def test_the_environment_of_a_terminal_is_obeyed(tmp_path: Path, small: Path) -> None:
    assert "\x1b" not in resume("show", small, cwd=tmp_path).out
    assert "\x1b[" in resume("show", small, cwd=tmp_path, env={"FORCE_COLOR": "1", "TERM": "xterm-256color"}).out
    assert "\x1b[" not in resume("show", small, cwd=tmp_path, env={"FORCE_COLOR": "1", "NO_COLOR": "1"}).out
    narrow = resume("show", PROFILES / "stuart-lau.yaml", "-l", "en", cwd=tmp_path, env={"COLUMNS": "50"}).out
    assert max(map(len, narrow.splitlines())) <= 50
    wide = resume(
        "show", PROFILES / "stuart-lau.yaml", "-l", "en", "--width", "120", cwd=tmp_path, env={"COLUMNS": "50"}
    ).out
    assert 80 < max(map(len, wide.splitlines())) <= 120


def test_the_same_input_gives_the_same_bytes_at_another_time_and_place(tmp_path: Path) -> None:
    def made(folder: str, environment: dict[str, str]) -> dict[str, str]:
        profile = PROFILES / "first-job.yaml"
        words = ("export", "pdf,docx,html,text", profile, "-o", f"{folder}/", "--json")
        return {record["format"]: record["sha256"] for record in resume(*words, cwd=tmp_path, env=environment).records}

    first = made("a", {"PYTHONHASHSEED": "1", "TZ": "UTC", "LC_ALL": "C"})
    assert first == made("b", {"PYTHONHASHSEED": "2", "TZ": "Asia/Shanghai", "LC_ALL": "C.UTF-8"})
    dated = made("c", {"SOURCE_DATE_EPOCH": "1000000000"})
    assert dated["pdf"] != first["pdf"]
    assert dated["text"] == first["text"]
    assert (
        resume("export", "pdf", PROFILES / "first-job.yaml", cwd=tmp_path, env={"SOURCE_DATE_EPOCH": "soon"}).code == 2
    )


def test_init_writes_a_starter_that_exports_cleanly_and_never_overwrites(tmp_path: Path) -> None:
    for kind in ("yaml", "json", "toml"):
        name = f"me.{kind}"
        assert resume("init", name, "--format", kind, "--language", "en,zh", cwd=tmp_path).code == 0
        assert resume("export", "text,html", name, "-l", "all", "--strict", "-o", f"{kind}/", cwd=tmp_path).code == 0
        assert len(list((tmp_path / kind).iterdir())) == 4
        assert "profile.schema.json" in (tmp_path / name).read_text().partition("\n")[0 if kind != "json" else 2]
        before = (tmp_path / name).read_bytes()
        assert resume("init", name, cwd=tmp_path).code != 0
        assert (tmp_path / name).read_bytes() == before
    assert json.loads((tmp_path / "profile.schema.json").read_text())["properties"]["basics"]
    text = (tmp_path / "me.yaml").read_text()
    assert text.startswith("# yaml-language-server: $schema=")
    assert text.count("#") > 5


def test_the_schema_is_json_and_describes_every_field(tmp_path: Path) -> None:
    schema = json.loads(resume("schema", cwd=tmp_path).out)
    undescribed = [
        f"{name}.{key}"
        for name, part in {"": schema, **schema.get("definitions", {}), **schema.get("$defs", {})}.items()
        for key, field in part.get("properties", {}).items()
        if not field.get("description")
    ]
    assert undescribed == []
    assert {"basics", "work", "patents", "variants", "sections"} <= set(schema["properties"])
