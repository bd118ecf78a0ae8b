"""Exporters that other distributions bring."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from commands import distribution, people, run

if TYPE_CHECKING:
    from pathlib import Path

GOOD = """
    from resume_cli.document import texts
    from resume_cli.export import Exporter

    def render(document, context):
        return "|".join(texts(document)).upper().encode() + context.options.get("end", "").encode()

    EXPORTER = Exporter("shout", ".shout", "text/plain", False, render, {"end": "what to end with"})
"""
RAISING = GOOD.replace('return "|"', 'raise KeyError("lost")\n        return "|"')
WRONG = GOOD.replace(".upper().encode() +", ".upper() +").replace('context.options.get("end", "").encode()', '""')
BROKEN = "import a_module_that_is_not_there\n"
NO_EXPORTER = "EXPORTER = 'shout'\n"
LEAVING = GOOD.replace('return "|"', 'raise SystemExit(5)\n        return "|"')


def test_a_plugin_is_listed_exports_and_takes_its_options(tmp_path: Path) -> None:
    people(tmp_path, "Ann")
    site = str(distribution(tmp_path / "site", "resume-shout", GOOD, "shout", "2.1"))
    listed = run(tmp_path, "exporters", "--json", PYTHONPATH=site)
    shout = next(entry for entry in listed.records if entry["name"] == "shout")
    assert (shout["distribution"], shout["version"], shout["built_in"]) == ("resume-shout", "2.1", False)
    done = run(tmp_path, "export", "shout", "ann.json", "-O", "end=!", PYTHONPATH=site)
    assert done.code == 0, done.err
    assert (tmp_path / "ann.shout").read_bytes() == b"ANN!"


def test_all_formats_include_the_plugin_and_leave_out_the_views(tmp_path: Path) -> None:
    people(tmp_path, "Ann")
    site = str(distribution(tmp_path / "site", "resume-shout", GOOD, "shout"))
    assert run(tmp_path, "export", "all", "ann.json", "-o", "out/", PYTHONPATH=site).code == 0
    suffixes = sorted(path.suffix for path in (tmp_path / "out").iterdir())
    assert suffixes == [".docx", ".html", ".md", ".pdf", ".shout", ".txt"]


@pytest.mark.parametrize(
    ("source", "told"),
    [(RAISING, "KeyError"), (WRONG, "str"), (BROKEN, "a_module_that_is_not_there"), (NO_EXPORTER, "no Exporter"),
     (LEAVING, "SystemExit")],
    ids=["raises", "wrong type", "cannot be imported", "is none", "leaves"],
)  # fmt: skip
def test_a_bad_plugin_is_named_and_does_not_harm_other_formats(tmp_path: Path, source: str, told: str) -> None:
    people(tmp_path, "Ann")
    site = str(distribution(tmp_path / "site", "resume-shout", source, "shout"))
    done = run(tmp_path, "export", "shout,text,html", "ann.json", PYTHONPATH=site)
    assert done.code == 1
    assert "resume-shout" in done.err
    assert told in done.err
    assert (tmp_path / "ann.txt").exists()
    assert (tmp_path / "ann.html").exists()
    alone = run(tmp_path, "export", "shout", "ann.json", PYTHONPATH=site)
    assert alone.code == 70


def test_a_plugin_is_not_imported_to_be_listed_or_for_another_format(tmp_path: Path) -> None:
    people(tmp_path, "Ann")
    noisy = f"open({str(tmp_path / 'imported')!r}, 'w').close()\n"
    site = str(distribution(tmp_path / "site", "resume-noisy", noisy, "noisy"))
    assert "noisy" in run(tmp_path, "exporters", PYTHONPATH=site).out
    assert run(tmp_path, "export", "text", "ann.json", PYTHONPATH=site).code == 0
    assert run(tmp_path, "--help", PYTHONPATH=site).code == 0
    assert not (tmp_path / "imported").exists()
    assert run(tmp_path, "export", "noisy", "ann.json", PYTHONPATH=site).code == 70
    assert (tmp_path / "imported").exists()


def test_two_plugins_of_one_name_are_an_error_that_names_both(tmp_path: Path) -> None:
    people(tmp_path, "Ann")
    distribution(tmp_path / "site", "resume-loud", GOOD, "shout")
    site = str(distribution(tmp_path / "site", "resume-shout", GOOD, "shout"))
    done = run(tmp_path, "export", "shout", "ann.json", PYTHONPATH=site)
    assert done.code == 78
    assert "resume-loud and resume-shout" in done.err
    assert "refused" in run(tmp_path, "exporters", PYTHONPATH=site).out
    assert run(tmp_path, "export", "text", "ann.json", PYTHONPATH=site).code == 0


def test_a_plugin_cannot_take_the_place_of_a_built_in_format(tmp_path: Path) -> None:
    people(tmp_path, "Ann")
    site = str(distribution(tmp_path / "site", "resume-other-text", GOOD, "text"))
    assert run(tmp_path, "export", "text", "ann.json", PYTHONPATH=site).code == 0
    assert (tmp_path / "ann.txt").read_bytes().startswith(b"Ann")
    assert "hidden by the built-in" in run(tmp_path, "exporters", PYTHONPATH=site).out


def test_doctor_tells_of_a_plugin_that_cannot_be_loaded(tmp_path: Path) -> None:
    site = str(distribution(tmp_path / "site", "resume-shout", BROKEN, "shout"))
    done = run(tmp_path, "doctor", "--json", PYTHONPATH=site)
    finding = next(entry for entry in done.records if entry["name"] == "exporter shout")
    assert finding["status"] == "warning"
    assert "resume-shout" in finding["detail"]
