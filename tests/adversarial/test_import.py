"""`import` and `convert` on what strangers send: archives, documents, pages, lists, and readers that others brought."""

from __future__ import annotations

import io
import json
import os
import re
import zipfile
from typing import TYPE_CHECKING

import pytest
from commands import contents, distribution, people, run

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.slow

SOURCE = b'<r xmlns="urn:resume-press:source:1">%s</r>'
PERSON = b'{"basics": {"name": "Ann", "image": "../../evil.png"}}'


def archive(members: dict[str, bytes]) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as file:
        for name, each in members.items():
            file.writestr(name, each)
    return content.getvalue()


def word(source: bytes, **more: bytes) -> bytes:
    return archive({"word/document.xml": b"<a/>", "customXml/item1.xml": SOURCE % source, **more})


def page(source: str, rest: str = "") -> bytes:
    return f'<p>a</p><p>b</p><script id="resume-source" type="application/json">{source}</script>{rest}'.encode()


def laughs(encoding: str) -> bytes:
    entities = "".join(f'<!ENTITY {chr(98 + i)} "{f"&{chr(97 + i)};" * 10}">' for i in range(9))
    text = f'<?xml version="1.0" encoding="{encoding}"?><!DOCTYPE l [<!ENTITY a "lol">{entities}]>'
    return (text + '<Candidate xmlns="http://www.europass.eu/1.0">&j;</Candidate>').encode(encoding)


#: Files, and the exit codes that they may have.
FILES = {
    "bomb.zip": (archive({"Profile.csv": b"x" * (40 << 20)}), {75}),
    "many.zip": (archive({f"{index}.csv": b"" for index in range(2_500)}), {75}),
    "out.zip": (archive({"../../Profile.csv": b"x"}), {77}),
    "controls.zip": (archive({"\x1b[31m/../x\u202e.csv": b"x"}), {77}),
    "size.zip": (archive({"Profile.csv": b"A\nB\n"}).replace(b"\x04\x00\x00\x00", b"\xff\xff\xff\x7f"), {65, 75}),
    "list.docx": (word(b"[1, 2]"), {65}),
    "nested.docx": (word(b'{"a":' * 100_000), {65, 75}),
    "no-package.docx": (word(PERSON), {0}),
    "picture.docx": (word(PERSON, **{"word/media/image1.png": b"\x89PNG"}), {0}),
    "broken-text.docx": (archive({"word/document.xml": b"<w", "customXml/item1.xml": SOURCE % PERSON}), {65}),
    "laughs.xml": (laughs("UTF-8"), {77}),
    "laughs-16.xml": (laughs("UTF-16"), {65, 77}),
    "deep.xml": (b"<Candidate>" + b"<a>" * 100_000, {65}),
    "attributes.xml": (b"<Candidate " + b" ".join(b'a%d="x"' % index for index in range(50_000)) + b"/>", {0, 65}),
    "no-json.html": (page('{"a":'), {0}),
    "list.html": (page("[1, 2]"), {0}),
    "long-number.html": (page('{"basics": ' + "9" * 5_000 + "}"), {0, 65, 75}),
    "nested.html": (page("[" * 100_000), {0, 75}),
    "half-a-picture.html": (
        page(PERSON.decode(), '<img class="photo" src="data:image/png;base64,A">'),
        {0},
    ),
    "pictures.html": (page(PERSON.decode(), '<img class="photo' * 30_000), {0}),
    "nothing.html": (b"<!--" * 50_000 + b"---\n" * 50_000 + b"<p>a<p>b", {65}),
    "deep.html": (b"<p>a<p>b" + b"<div>" * 100_000, {0}),
    "many.html": (b"<h1>Work</h1><ul>" + b"<li>2001-2002 x</li>" * 100_000, {75}),
    "brackets.bib": (b"@article{a, title={" + b"{" * 50_000, {65, 75}),
    "many.csv": (b"Patent number,Title\n" + b"US1,t\n" * 300_000, {65, 75}),
    "many.vcf": (b"BEGIN:VCARD\nFN:a\n" + b"TEL;TYPE=home:1\n" * 300_000 + b"END:VCARD\n", {0, 65, 75}),
    "loop.yaml": (b"&a {basics: *a}", {65, 75}),
    "code.yaml": (b'!!python/object/apply:os.system ["touch mark"]', {65}),
    "big.pdf": (b"%PDF-1.7\n" + b"1 0 obj <</Length 99999999999>> stream\n" * 1_000, {65, 75}),
}


@pytest.mark.parametrize("name", FILES)
def test_a_hostile_file_ends_in_a_documented_way_and_writes_nothing_else(tmp_path: Path, name: str) -> None:
    content, codes = FILES[name]
    folder = tmp_path / "a" / "b"
    folder.mkdir(parents=True)
    (folder / name).write_bytes(content)
    done = run(folder, "import", name, "-o", "new/cv.yaml", "--timeout", "60")
    assert done.code in codes, done.err
    assert "a bug here" not in done.err
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e]", done.err)
    written = {*contents(tmp_path)} - {f"a/b/{name}"}
    assert {each.rpartition("/")[0] for each in written} <= {"a/b/new"}
    assert {each.rpartition(".")[2] for each in written} <= {"yaml", "png", "jpg"}


@pytest.mark.parametrize("form", ["yaml", "json", "toml"])
def test_a_profile_that_is_imported_steers_no_terminal_and_says_the_same(tmp_path: Path, form: str) -> None:
    title = '\x1b]0;x\x07 \u202eA "q" \\ {0} é 刘'
    (tmp_path / "a.ris").write_text(f"TY  - JOUR\nTI  - {title}\nAU  - b\nER  - \n", encoding="utf-8")
    assert run(tmp_path, "import", "a.ris", "-o", f"cv.{form}").code == 0
    text = (tmp_path / f"cv.{form}").read_text("utf-8")
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]", text)
    said = run(tmp_path, "validate", f"cv.{form}", "--json").out
    assert all(f"U+{number}" in said for number in ("001B", "0007", "202E"))
    if form == "json":
        assert json.loads(text)["publications"][0]["name"] == title


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["import", "ann.json", "-o", "ann.json", "--force"], 77),
        (["import", "ann.json", "-o", "sub/../ann.json", "--force"], 77),
        (["import", "ann.json", "-o", "link.json", "--force"], 77),
        (["import", "ann.json", "bob.json", "-o", "bob.json", "--force"], 77),
        (["import", "ann.json", "--report", "ann.json"], 77),
        (["import", "ann.json", "-o", "new.yaml", "--report", "new.yaml"], 2),
        (["import", "ann.json", "-o", "new.yaml", "--report", "./new.yaml"], 2),
        (["convert", "ann.json", "--to", "json", "-o", "ann.json"], 77),
        (["convert", "ann.json", "--to", "json", "--report", "link.json"], 77),
        (["convert", "ann.json", "--to", "json", "-o", "new", "--report", "new"], 2),
        (["convert", "ann.json", "--to", "json", "-o", "new", "--report", "sub/../new"], 2),
    ],
    ids=str,
)
def test_no_input_and_no_other_output_is_written_over(tmp_path: Path, words: list[str], code: int) -> None:
    people(tmp_path, "Ann", "Bob")
    (tmp_path / "sub").mkdir()
    (tmp_path / "link.json").symlink_to("ann.json")
    before = contents(tmp_path)
    assert run(tmp_path, *words).code == code
    assert contents(tmp_path) == before


READER = "from resume_cli.interchange.contract import Reader\n"
PLUGINS = {
    "raises when loaded": "raise ValueError('\x1b[31m')",
    "exits": "raise SystemExit(0)",
    "prints": f"print('HELLO')\n{READER}READER = Reader('evil', 'Evil', lambda s: None, lambda s, d: None)",
    "is no reader": "READER = 5",
    "has none": "",
    "raises when asked": f"{READER}READER = Reader('evil', 'Evil', lambda s: 1 / 0, lambda s, d: None)",
    "says a number": f"{READER}READER = Reader('evil', 'Evil', lambda s: 5, lambda s, d: None)",
    "raises when it reads": f"{READER}READER = Reader('evil', 'Evil', lambda s: 'evil', lambda s, d: 1 / 0)",
    "gives objects": f"{READER}def read(s, d):\n    d.profile = {{'basics': object()}}\n"
    "READER = Reader('evil', 'Evil', lambda s: 'evil', read)",
    "gives a list": f"{READER}def read(s, d):\n    d.profile = [1]\n"
    "READER = Reader('evil', 'Evil', lambda s: 'evil', read)",
    "gives no notes": f"{READER}def read(s, d):\n    d.notes.append(8)\n"
    "READER = Reader('evil', 'Evil', lambda s: 'evil', read)",
    "writes outside": f"{READER}def read(s, d):\n    d.images['../evil.png'] = b'x'\n"
    "READER = Reader('evil', 'Evil', lambda s: 'evil', read)",
    "writes a program": f"{READER}def read(s, d):\n    d.images['evil.py'] = b'x'\n"
    "READER = Reader('evil', 'Evil', lambda s: 'evil', read)",
}


@pytest.mark.parametrize("what", PLUGINS)
def test_a_reader_of_others_is_told_as_theirs_and_costs_nothing_else(tmp_path: Path, what: str) -> None:
    site = tmp_path / "site"
    distribution(site, "resume-evil", PLUGINS[what], "evil")
    entries = site / "resume_evil-1.0.dist-info" / "entry_points.txt"
    entries.write_text("[resume_cli.readers.v1]\nevil = resume_evil:READER\n", encoding="utf-8")
    people(tmp_path, "Ann")
    (tmp_path / "odd.txt").write_text("something of theirs\n", encoding="utf-8")
    assert run(tmp_path, "import", "ann.json", "-o", "ann.yaml", PYTHONPATH=str(site)).code == 0
    done = run(tmp_path, "import", "odd.txt", "-o", "new/odd.yaml", PYTHONPATH=str(site))
    assert done.code in {65, 70, 77}
    assert "a bug here" not in done.err
    assert "\x1b" not in done.err
    assert (done.code == 70) == ("the reader evil of resume-evil failed" in done.err)
    assert done.out == ""
    assert not (tmp_path / "new" / "evil.py").exists()
    assert not (tmp_path / "evil.png").exists()


def test_readers_of_others_are_not_even_loaded_for_an_untrusted_source(tmp_path: Path) -> None:
    site = tmp_path / "site"
    distribution(site, "resume-evil", "open('mark', 'w').close()", "evil")
    entries = site / "resume_evil-1.0.dist-info" / "entry_points.txt"
    entries.write_text("[resume_cli.readers.v1]\nevil = resume_evil:READER\n", encoding="utf-8")
    (tmp_path / "odd.txt").write_text("something of theirs\n", encoding="utf-8")
    assert run(tmp_path, "import", "odd.txt", "--untrusted", PYTHONPATH=str(site)).code == 65
    assert run(tmp_path, "import", "odd.txt", "--from", "evil", PYTHONPATH=str(site), RESUME_UNTRUSTED="1").code == 2
    assert not (tmp_path / "mark").exists()
    run(tmp_path, "import", "odd.txt", PYTHONPATH=str(site))
    assert (tmp_path / "mark").exists()


def test_two_sources_with_thousands_of_entries_are_a_limit(tmp_path: Path) -> None:
    for name in ("a", "b"):
        data = {"basics": {"name": "Ann"}, "work": [{"name": f"{name}{index}"} for index in range(3_000)]}
        (tmp_path / f"{name}.json").write_text(json.dumps(data), encoding="utf-8")
    done = run(tmp_path, "import", "a.json", "b.json")
    assert done.code == 75
    assert "4,000,000 pairs" in done.err


@pytest.mark.parametrize("command", [["import"], ["validate"], ["show"], ["convert", "--to", "json"]])
def test_endless_input_and_silent_files_of_the_system_end(tmp_path: Path, command: list[str]) -> None:
    with open("/dev/zero", "rb") as zero:  # noqa: PTH123 - passed on as stdin
        done = run_with(tmp_path, zero.fileno(), *command, "-")
    assert done == 75
    assert run(tmp_path, *command, "/proc/kmsg").code in {65, 66}


def run_with(folder: Path, stdin: int, *words: str) -> int:
    import subprocess

    from commands import RESUME, environment

    done = subprocess.run(
        [RESUME, *words], cwd=folder, stdin=stdin, capture_output=True, check=False, env=environment(folder), timeout=60
    )
    assert b"Traceback" not in done.stderr
    return done.returncode


@pytest.mark.parametrize("words", [["import", "p.json"], ["validate", "p.json"], ["diff", "p.json", "p.json"]])
def test_every_command_that_reads_a_profile_has_a_clock(tmp_path: Path, words: list[str]) -> None:
    data = {"basics": {"name": "Ann"}, "work": [{"name": "x", "highlights": ["y"] * 100} for _ in range(1_500)]}
    (tmp_path / "p.json").write_text(json.dumps(data), encoding="utf-8")
    done = run(tmp_path, *words, "--timeout", "0.05")
    assert done.code == 75
    assert "--timeout" in done.err


def test_a_pipe_in_a_folder_of_sources_is_passed_over(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    os.mkfifo(tmp_path / "in" / "Profile.csv")
    assert run(tmp_path, "import", "in").code in {0, 65}
