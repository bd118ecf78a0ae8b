"""Exporters of other distributions that do everything wrong: told as theirs, and nothing else is harmed."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from commands import Done, distribution, people, run

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.slow

FRAME = """
    import os, sys
    from resume_cli.document import plain
    from resume_cli.errors import Problem, ResumeError, UsageError
    from resume_cli.export import Exporter

    class Silent(Exception):
        def __str__(self): raise ValueError("no words")

    class Base(BaseException):
        def __str__(self): raise Base

    class Bytes(bytes):
        def __reduce__(self): raise TypeError("stays here")
        def __bytes__(self): return 3

    class Liar:
        __class__ = bytes

    def render(document, context):
        {render}
        return plain(document.header.name).encode()

    EXPORTER = Exporter({name}, {suffix}, {media_type}, {binary}, {function}, {options})
    {after}
"""
USUAL = {
    "render": "pass", "name": "'odd'", "suffix": "'.odd'", "media_type": "'text/plain'", "binary": "False",
    "function": "render", "options": "{'end': 'help'}", "after": "",
}  # fmt: skip
#: What a plugin does, and the exit code of an export that asks for it alone.
FAULTS: dict[str, tuple[dict[str, str], int]] = {
    "raises an exception whose str raises": ({"render": "raise Silent"}, 70),
    "raises a BaseException": ({"render": "raise Base"}, 70),
    "raises GeneratorExit": ({"render": "raise GeneratorExit"}, 70),
    "leaves": ({"render": "sys.exit(0)"}, 70),
    "raises our error with no text": ({"render": "raise ResumeError(3)"}, 70),
    "raises our error with no hint": ({"render": "raise UsageError('x', hint=None)"}, 70),
    "takes no memory": ({"render": "raise MemoryError"}, 75),
    "returns a liar": ({"render": "return Liar()"}, 70),
    "returns a bytearray": ({"render": "return bytearray(b'x')"}, 70),
    "reports no pages": ({"render": "context.report.pages = 'many'"}, 70),
    "reports no problems": ({"render": "context.report.problems = None"}, 70),
    "reports strange problems": ({"render": "context.report.problems.append(render)"}, 70),
    "reports problems of no text": ({"render": "context.report.problems.append(Problem(1, 2))"}, 70),
    "reports strange characters": ({"render": "context.report.missing_characters = {1}"}, 70),
    "leads out of the folder": ({"suffix": "'../../../evil'"}, 70),
    "has a suffix with a slash": ({"suffix": "'.a/b'"}, 70),
    "has a suffix with a control": ({"suffix": "'.a\\x1b[31m'"}, 70),
    "has no suffix": ({"suffix": "''"}, 70),
    "has a suffix of bytes": ({"suffix": "b'.odd'"}, 70),
    "has a suffix of a kilobyte": ({"suffix": "'.' + 'x' * 1000"}, 70),
    "has a number as its media type": ({"media_type": "1"}, 70),
    "has a media type with a line end": ({"media_type": "'text/plain\\nX: y'"}, 70),
    "has words for binary": ({"binary": "'yes'"}, 70),
    "cannot be called": ({"function": "None"}, 70),
    "has a list of options": ({"options": "['end']"}, 70),
    "has options of numbers": ({"options": "{'end': 1}"}, 70),
    "has options that raise": ({"options": "type('M', (dict,), {'__iter__': lambda self: 1 / 0})(a='b')"}, 70),
    "raises when it is imported": ({"after": "raise Base"}, 70),
    "leaves when it is imported": ({"after": "sys.exit()"}, 70),
}


def source_of(**changes: str) -> str:
    source = FRAME
    for name, code in (USUAL | changes).items():
        source = source.replace(f"{{{name}}}", code)
    return source


def odd(folder: Path, **changes: str) -> str:
    return str(distribution(folder / "site", "resume-odd", source_of(**changes), "odd"))


@pytest.fixture(scope="module")
def exported(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Done]:
    """Return the folder of one export by all faulty plugins, and what it said."""
    folder = tmp_path_factory.mktemp("faulty")
    for number, (changes, _) in enumerate(FAULTS.values()):
        source = source_of(**{"suffix": f"'.odd{number}'"} | changes)
        distribution(folder / "site", f"resume-odd{number}", source, f"odd{number}")
    formats = ",".join(["text", *(f"odd{number}" for number in range(len(FAULTS))), "html"])
    people(folder, "Ann")
    return folder, run(folder, "export", formats, "ann.json", "-o", "out/", "--json", PYTHONPATH=str(folder / "site"))


@pytest.mark.parametrize("what", FAULTS)
def test_a_faulty_plugin_is_named(exported: tuple[Path, Done], what: str) -> None:
    name = f"odd{list(FAULTS).index(what)}"
    failure = next(record for record in exported[1].records if record["format"] == name)["error"]
    assert failure["exit_code"] == FAULTS[what][1]
    assert f"resume-{name}" in failure["message"]


def test_faulty_plugins_cost_their_own_outputs_only(exported: tuple[Path, Done]) -> None:
    folder, done = exported
    assert done.code == 1
    assert {path.name for path in (folder / "out").iterdir()} == {"ann.txt", "ann.html"}
    assert "a bug here" not in done.err
    assert not list(folder.parent.glob("evil*"))


@pytest.mark.parametrize(
    "what", ["raises a BaseException", "raises an exception whose str raises", "reports strange problems"]
)
def test_in_a_batch_a_faulty_plugin_costs_its_own_outputs_only(tmp_path: Path, what: str) -> None:
    people(tmp_path / "in", "Ann", "Bob")
    site = odd(tmp_path, **FAULTS[what][0])
    done = run(tmp_path, "batch", "in", "--to", "odd,text", "-o", "out", "--json", PYTHONPATH=site)
    assert done.code == 1
    statuses = sorted((record["format"], record["status"]) for record in done.records)
    assert statuses == [("odd", "failed"), ("odd", "failed"), ("text", "ok"), ("text", "ok")]
    assert "a bug here" not in done.err + done.out


@pytest.mark.parametrize("what", ["raises when it is imported", "leaves when it is imported", "has options that raise"])
def test_lists_and_doctor_tell_of_a_plugin_that_cannot_be_loaded(tmp_path: Path, what: str) -> None:
    site = odd(tmp_path, **FAULTS[what][0])
    listed = run(tmp_path, "exporters", "--options", "--json", PYTHONPATH=site)
    assert listed.code == 0
    assert "resume-odd" in next(entry for entry in listed.records if entry["name"] == "odd")["problem"]
    finding = next(each for each in run(tmp_path, "doctor", "--json", PYTHONPATH=site).records if "odd" in each["name"])
    assert finding["status"] == "warning"
    people(tmp_path, "Ann")
    assert run(tmp_path, "batch", "ann.json", "--to", "odd", "-o", "out", PYTHONPATH=site).code == 70


PRINTING = """print('noise'); sys.stdout.write('noise'); os.write(1, b'noise'); os.system('echo noise')
        sys.__stdout__.write('noise')"""


def test_what_a_plugin_prints_is_not_in_the_data(tmp_path: Path) -> None:
    people(tmp_path, "Ann")
    site = odd(tmp_path, render=PRINTING, after="print('noise'); os.write(1, b'noise')")
    for words in (
        ["export", "odd", "ann.json", "--json"],
        ["export", "odd", "ann.json", "-o", "-"],
        ["batch", "ann.json", "--to", "odd", "-o", "out", "--json"],
        ["exporters", "--options", "--json"],
        ["doctor", "--json"],
    ):
        done = run(tmp_path, *words, PYTHONPATH=site)
        assert done.code in {0, 69}, done.err
        assert "noise" not in done.out
        assert "noise" in done.err
    assert run(tmp_path, "export", "odd", "ann.json", "-o", "-", PYTHONPATH=site).out == "Ann"


def test_a_plugin_that_closes_stdout_costs_nothing(tmp_path: Path) -> None:
    people(tmp_path, "Ann")
    site = odd(tmp_path, render="sys.stdout.close(); os.close(1)")
    done = run(tmp_path, "export", "odd,text", "ann.json", "--json", PYTHONPATH=site)
    assert [record["status"] for record in done.records] == ["ok", "ok"]


def test_bytes_of_another_class_arrive_as_bytes(tmp_path: Path) -> None:
    people(tmp_path, "Ann")
    site = odd(tmp_path, render="return Bytes(b'kept')")
    assert run(tmp_path, "batch", "ann.json", "--to", "odd", "-o", "out", PYTHONPATH=site).code == 0
    assert (tmp_path / "out" / "ann.odd").read_bytes() == b"kept"
    assert run(tmp_path, "export", "odd", "ann.json", "-o", "-", PYTHONPATH=site).out == "kept"


@pytest.mark.parametrize("name", ["a\x1b[31mb", "a\u202eb", "a b", "../x", "x/y", "-"])
def test_an_entry_point_with_an_odd_name_is_listed_safely_and_refused(tmp_path: Path, name: str) -> None:
    people(tmp_path, "Ann")
    site = distribution(tmp_path / "site", "resume-odd", "x = 1", "odd")
    entries = next(site.glob("*.dist-info")) / "entry_points.txt"
    entries.write_text(f"[resume_cli.exporters.v1]\n{name} = resume_odd:x\n", encoding="utf-8")
    for words in (["exporters", "--options"], ["export", "all", "ann.json", "-o", "out/"]):
        done = run(tmp_path, *words, PYTHONPATH=str(site))
        assert done.code in {0, 1, 69}
        assert "\x1b" not in done.out + done.err
        assert "\u202e" not in done.out + done.err
        assert "a bug here" not in done.err
    assert len(list((tmp_path / "out").iterdir())) == 5


@pytest.mark.parametrize(
    "text", ["no equals sign", "[resume_cli.exporters.v1]\nodd\n", "[resume_cli.exporters.v1]\nodd =\n", "\x00", "[x"]
)
def test_broken_files_of_a_distribution_are_survived(tmp_path: Path, text: str) -> None:
    people(tmp_path, "Ann")
    site = distribution(tmp_path / "site", "resume-odd", "x = 1", "odd")
    information = next(site.glob("*.dist-info"))
    (information / "entry_points.txt").write_text(text, encoding="utf-8")
    (information / "METADATA").write_text("", encoding="utf-8")
    for words in (["exporters", "--options"], ["doctor"], ["export", "odd,text", "ann.json"]):
        done = run(tmp_path, *words, PYTHONPATH=str(site))
        assert done.code in {0, 1, 2, 69}, done.err
        assert "a bug here" not in done.err


def test_a_plugin_with_the_name_of_a_built_in_format_is_named(tmp_path: Path) -> None:
    site = str(distribution(tmp_path / "site", "resume-odd", "x = 1", "pdf"))
    assert "resume-odd 1.0  (hidden by" in run(tmp_path, "exporters", PYTHONPATH=site).out
    findings = run(tmp_path, "doctor", "--json", PYTHONPATH=site).records
    told = [each for each in findings if each["name"] == "exporter pdf"]
    assert [each["status"] for each in told] == ["ok", "warning"]
    assert "resume-odd" in told[1]["detail"]
    assert json.dumps(told)
