"""Slips on the command line get their next step, and `init` writes what it says."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from commands import people, run

from resume_cli.locale.wording import AVAILABLE

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["pdf", "-o", "cv.docx"], "-o cv.pdf"),
        (["pdf", "-o", "cv.html"], "-o cv.pdf"),
        (["pdf", "-o", "cv.yaml"], "-o cv.pdf"),
        (["docx", "-o", "cv.PDF"], "-o cv.docx"),
        (["docx", "-o", "cv.doc"], "-o cv.docx"),
        (["text", "-o", "a/cv.md"], "-o a/cv.txt"),
        (["markdown", "-o", "cv.txt"], "-o cv.md"),
        (["html", "-o", "cv.json"], "-o cv.html"),
    ],
    ids=" ".join,
)
def test_a_file_is_not_named_like_another_format(tmp_path: Path, words: list[str], told: str) -> None:
    people(tmp_path, "Ann")
    (tmp_path / "a").mkdir()
    done = run(tmp_path, "export", words[0], "ann.json", *words[1:])
    assert (done.code, told in done.err) == (2, True)
    assert not (tmp_path / words[-1]).exists()


@pytest.mark.parametrize(
    ("kind", "name"), [("html", "a.htm"), ("text", "a"), ("text", "a.TXT"), ("tree", "a.txt"), ("text", "a.v2")]
)
def test_other_names_are_nobodys_business(tmp_path: Path, kind: str, name: str) -> None:
    people(tmp_path, "Ann")
    assert run(tmp_path, "export", kind, "ann.json", "-o", name).code == 0


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["ann.json", "-l", "en", "zh"], "-l en,zh"),
        (["-l", "en", "zh-Hant"], "-l en,zh-Hant"),
        (["-l", "zh", "de"], "commas"),
        (["ann.jsn"], "did you mean `ann.json`"),
        (["ann.yaml"], "did you mean `ann.json`"),
        (["anm.json"], "did you mean `ann.json`"),
        (["ann"], "did you mean `ann.json`"),
        (["people"], "people/bob.json"),
    ],
    ids=" ".join,
)
def test_what_is_no_profile_gets_its_next_step(tmp_path: Path, words: list[str], told: str) -> None:
    people(tmp_path, "Ann")
    people(tmp_path / "people", "Bob")
    done = run(tmp_path, "export", "text", *words)
    assert done.code in {1, 66}
    assert told in done.err


@pytest.mark.parametrize(
    ("locale", "tag"),
    [
        ({"LC_ALL": "zh_CN.UTF-8"}, "zh"),
        ({"LC_ALL": "", "LANG": "zh_SG"}, "zh"),
        ({"LC_ALL": "", "LC_MESSAGES": "zh", "LANG": "en_US.UTF-8"}, "zh"),
        ({"LC_ALL": "zh_TW.UTF-8"}, "en"),
        ({"LC_ALL": "de_DE@euro"}, "en"),
        ({"LC_ALL": "en_GB.UTF-8", "LANG": "zh_CN"}, "en"),
        ({"LC_ALL": "C"}, "en"),
        ({"LC_ALL": "", "LC_MESSAGES": "", "LANG": ""}, "en"),
    ],
    ids=str,
)
def test_init_writes_one_language_that_of_the_locale_if_there_is_an_example(
    tmp_path: Path, locale: dict[str, str], tag: str
) -> None:
    done = run(tmp_path, "init", **locale)
    text = (tmp_path / "profile.yaml").read_text("utf-8")
    assert f"languages: [{tag}]\n" in text
    assert ("{en:" in text.replace('{en: "Hello"', "")) is False
    assert "profile.schema.json" in done.err
    assert sorted(path.name for path in tmp_path.iterdir()) == ["profile.schema.json", "profile.yaml"]
    assert run(tmp_path, "export", "text", "--strict").code == 0


@pytest.mark.parametrize("tag", AVAILABLE)
def test_init_writes_any_language_and_says_where_the_example_is_english(tmp_path: Path, tag: str) -> None:
    for kind in ("yaml", "toml"):
        done = run(tmp_path, "init", f"p.{kind}", "-l", tag)
        text = (tmp_path / f"p.{kind}").read_text("utf-8")
        borrowed = tag not in {"en", "en-GB", "zh"}
        assert (f"`{tag}`" in done.err, f"There is no example in `{tag}`" in text) == (borrowed, borrowed)
        assert re.search(rf'^languages(:| =) \["?{tag}"?\]$', text.replace("  languages", "languages"), re.MULTILINE)
    assert run(tmp_path, "export", "text", "p.yaml").code == 0


def test_init_writes_two_languages_in_the_order_asked_for(tmp_path: Path) -> None:
    assert run(tmp_path, "init", "-l", "zh,en").code == 0
    text = (tmp_path / "profile.yaml").read_text("utf-8")
    assert 'name: {zh: "林卓然", en: "Jordan Lin"}' in text
    assert run(tmp_path, "export", "text", "-l", "all", "--strict").code == 0
    assert run(tmp_path, "init", "q.yaml", "-l", "xx").code == 2


def test_the_comments_of_the_example_are_true(tmp_path: Path) -> None:
    assert run(tmp_path, "init").code == 0
    file = tmp_path / "profile.yaml"
    text = file.read_text("utf-8")
    assert "those that are left out here keep their usual places" in text
    file.write_text(re.sub(r"^sections: .*$", "sections: [languages, skills]", text, flags=re.MULTILINE), "utf-8")
    titles = re.findall(r"^(\w+)\n=+$", run(tmp_path, "export", "text", "-o", "-").out, re.MULTILINE)
    assert titles == ["Summary", "Experience", "Education", "Languages", "Skills", "Projects"]
    assert "# image: portrait.jpg" in text
    short = run(tmp_path, "export", "text", "--variant", "short", "-o", "-").out
    assert "Example Commerce" in short
    assert "Sample Software" not in short
