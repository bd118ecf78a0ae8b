"""`resume import` and `resume convert`, as a user meets them."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

import pytest
from installed import resume, write

SAMPLES = Path(__file__).parent.parent / "data" / "interchange"
RENDERCV = SAMPLES / "rendercv" / "Ines_Vallgren_CV-2023.yaml"


def archive(folder: Path, *members: tuple[str, bytes]) -> Path:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as target:
        for name, each in members:
            target.writestr(name, each)
    path = folder / "export.zip"
    path.write_bytes(content.getvalue())
    return path


def test_an_import_writes_a_profile_that_exports_and_is_not_overwritten(tmp_path: Path) -> None:
    first = resume("import", str(RENDERCV), "-o", "cv.yaml", "--report", "report.ndjson", cwd=tmp_path)
    assert (first.code, first.out) == (0, "")
    assert "a RenderCV file (0.x)" in first.err
    notes = [json.loads(line) for line in (tmp_path / "report.ndjson").read_text("utf-8").splitlines()]
    assert {each["note"] for each in notes} <= {"renamed", "guessed", "kept", "lost"}
    assert all(
        set(each) == {"note", "source", "target", "value", "message", "file", "line", "column"} for each in notes
    )
    assert "Kustlab AB" in resume("export", "text", "cv.yaml", "-o", "-", cwd=tmp_path).out
    again = resume("import", str(RENDERCV), "-o", "cv.yaml", cwd=tmp_path)
    assert again.code == 73
    assert "--force" in again.err
    assert resume("import", str(RENDERCV), "-o", "cv.yaml", "--force", cwd=tmp_path).code == 0


def test_without_a_file_the_profile_goes_to_stdout_and_the_report_to_stderr(tmp_path: Path) -> None:
    result = resume("import", str(RENDERCV), "--json", cwd=tmp_path)
    assert result.out.startswith("basics:\n  name: Ines Vallgren\n")
    assert all(json.loads(line)["note"] for line in result.err.splitlines())


def test_strict_makes_a_loss_the_exit_code(tmp_path: Path) -> None:
    assert resume("import", str(RENDERCV), "-o", "cv.yaml", "--strict", cwd=tmp_path).code == 1
    assert (tmp_path / "cv.yaml").exists()


@pytest.mark.parametrize("command", [("show",), ("export", "text"), ("validate",)])
def test_every_command_says_how_to_import_a_file_of_another_program(tmp_path: Path, command: tuple[str, ...]) -> None:
    result = resume(*command, str(RENDERCV), cwd=tmp_path)
    assert result.code == 65
    said = result.err + result.out
    assert "a RenderCV file (0.x)" in said
    assert "resume import" in said


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "an empty file"),
        (b"just a line of text", "a text"),
        (b"[1, 2]", "a list"),
        (b"colour: red\nsize: 3\n", "`colour`, `size`"),
        (b"%PDF-1.7\n%%EOF\n", "PDF"),
    ],
)
def test_what_is_none_of_the_formats_is_named_and_nothing_is_written(tmp_path: Path, content: bytes, said: str) -> None:
    (tmp_path / "upload").write_bytes(content)
    result = resume("import", "upload", "-o", "cv.yaml", cwd=tmp_path)
    assert result.code == 65
    assert said in result.err
    assert "Traceback" not in result.err
    assert not (tmp_path / "cv.yaml").exists()


def test_a_wrong_kind_and_an_unknown_kind_are_refused(tmp_path: Path) -> None:
    wrong = resume("import", str(RENDERCV), "--from", "linkedin", cwd=tmp_path)
    assert wrong.code == 65
    unknown = resume("import", str(RENDERCV), "--from", "wordperfect", cwd=tmp_path)
    assert unknown.code == 2
    assert "rendercv" in unknown.err


@pytest.mark.parametrize(
    ("members", "code"),
    [
        ((("../../evil/Profile.csv", b"First Name\n"),), 77),
        ((("/etc/Positions.csv", b"a\n"),), 77),
        (tuple((f"{number}.csv", b"") for number in range(2_001)), 75),
        ((("Profile.csv", b"x" * (201 << 20)),), 75),
    ],
    ids=["slip", "absolute", "many", "bomb"],
)
def test_an_archive_that_is_not_safe_is_refused_and_nothing_is_written(
    tmp_path: Path, members: tuple[tuple[str, bytes], ...], code: int
) -> None:
    result = resume("import", str(archive(tmp_path, *members)), "-o", "cv.yaml", cwd=tmp_path)
    assert result.code == code
    assert not (tmp_path / "cv.yaml").exists()
    assert not (tmp_path.parent / "evil").exists()


def test_a_broken_archive_and_entities_of_xml_are_refused(tmp_path: Path) -> None:
    (tmp_path / "broken.zip").write_bytes(archive(tmp_path, ("Profile.csv", b"First Name\nAnn\n")).read_bytes()[:-30])
    assert resume("import", "broken.zip", cwd=tmp_path).code == 65
    write(
        tmp_path, "bomb.xml", '<!DOCTYPE a [<!ENTITY b "bb"><!ENTITY c "&b;&b;">]><SkillsPassport>&c;</SkillsPassport>'
    )
    assert resume("import", "bomb.xml", cwd=tmp_path).code == 77


def test_two_sources_in_two_languages_become_one_profile(tmp_path: Path) -> None:
    write(tmp_path, "zh.yaml", "basics: {name: 李安}\nwork: [{name: 食堂, position: 厨师, startDate: 2018}]\n")
    write(
        tmp_path,
        "en.yaml",
        "basics: {name: Ann Lee}\nwork:\n"
        "  - {name: Canteen, position: Cook, startDate: 2018-01}\n  - {name: Bar, startDate: 2015, endDate: 2016}\n",
    )
    result = resume("import", "zh.yaml", "en.yaml", "--language", "zh,en", "-o", "cv.yaml", cwd=tmp_path)
    assert result.code == 0, result.err
    assert "no partner" in result.err
    text = resume("export", "text", "cv.yaml", "-l", "en", "-o", "-", cwd=tmp_path).out
    assert "Canteen" in text
    assert "Ann Lee" in text
    assert "食堂" in resume("export", "text", "cv.yaml", "-l", "zh", "-o", "-", cwd=tmp_path).out
    written = (tmp_path / "cv.yaml").read_text("utf-8")
    assert "languages:\n    - zh\n    - en\n" in written
    assert "startDate: 2018-01\n" in written


def test_a_profile_is_converted_to_stdout_or_to_a_file_with_its_losses(tmp_path: Path) -> None:
    write(tmp_path, "cv.yaml", "basics: {name: Ann Lee}\nvariants: {short: {sections: [work]}}\nwork: [{name: Acme}]\n")
    result = resume("convert", "cv.yaml", "--to", "rendercv", cwd=tmp_path)
    assert result.code == 0
    assert "company: Acme" in result.out
    assert "RenderCV has no variants" in result.err
    strict = resume("convert", "cv.yaml", "--to", "rendercv", "--strict", "-o", "out.yaml", cwd=tmp_path)
    assert strict.code == 1
    assert (tmp_path / "out.yaml").exists()
    assert resume("convert", "cv.yaml", "--to", "yaml", "-o", "cv.yaml", cwd=tmp_path).code == 77
    assert resume("convert", "cv.yaml", "--to", "wordperfect", cwd=tmp_path).code == 2


def test_json_has_no_comments_so_what_is_hidden_is_lost(tmp_path: Path) -> None:
    source = SAMPLES / "reactive-resume" / "v4-milo-svensson.json"
    result = resume("import", str(source), "-o", "cv.json", "--json", cwd=tmp_path)
    hidden = [note for note in map(json.loads, result.out.splitlines()) if "Hidden Honey AB" in str(note["value"])]
    assert [note["note"] for note in hidden] == ["lost"]


def test_slips_in_json_are_mended_only_when_asked_and_each_is_told(tmp_path: Path) -> None:
    basics = """{'name': 'Ann "A" O\\'Lee', "url": "https://a.example/#top",}"""
    write(tmp_path, "slips.json", f'{{ // me\n  basics: {basics},\n  /* old */ "work": [],\n}}\n')
    refused = resume("import", "slips.json", cwd=tmp_path)
    assert refused.code == 65
    assert "slips.json:1:" in refused.err
    mended = resume("import", "slips.json", "--repair", cwd=tmp_path)
    assert mended.code == 0
    assert mended.out == 'basics:\n  name: Ann "A" O\'Lee\n  url: https://a.example/#top\n'
    assert mended.err.count("repaired: ") >= 3
