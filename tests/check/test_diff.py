"""`resume diff` tells what differs, field by field, and exits with 0 where nothing does."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

import pytest
from commands import run
from hypothesis import given
from hypothesis import strategies as st

from resume_cli.check.differences import differences, page

if TYPE_CHECKING:
    from pathlib import Path

PROFILE = """\
meta: {languages: [en, zh]}
basics: {name: {en: Ann Holm, zh: 安恩}, label: {en: Engineer, zh: 工程师}}
work:
  - name: Lund
    position: {en: Engineer, zh: 工程师}
    startDate: 2019-03
    highlights: [Built A, {text: Built B, tags: [x]}]
  - {name: Berg, position: Developer, startDate: 2015-01, endDate: 2019-02}
variants:
  short: {exclude: [x]}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "cv.yaml").write_text(PROFILE, "utf-8")
    return tmp_path


@pytest.mark.parametrize("suffix", ["pdf", "docx", "html"])
def test_a_profile_and_what_was_made_of_it_do_not_differ(folder: Path, suffix: str) -> None:
    run(folder, "export", suffix, "cv.yaml", "-l", "zh", "-o", f"sent.{suffix}")
    assert run(folder, "diff", "cv.yaml", f"sent.{suffix}").code == 0
    (folder / "cv.yaml").write_text(PROFILE.replace("2019-03", "2019-04"), "utf-8")
    done = run(folder, "diff", f"sent.{suffix}", "cv.yaml")
    assert (done.code, done.out) == (1, "work[0].startDate (Lund)\n  - 2019-03\n  + 2019-04\n")


def test_variants_languages_and_files_are_compared(folder: Path) -> None:
    done = run(folder, "diff", "cv.yaml@short", "cv.yaml")
    assert (done.code, done.out) == (1, "work[0].highlights[1] (Lund)\n  + Built B\n")
    done = run(folder, "diff", "cv.yaml:en", "cv.yaml:zh", "--json")
    assert [(each["field"], each["after"]) for each in done.records] == [
        ("basics.name", "安恩"),
        ("basics.label", "工程师"),
        ("work[0].position (Lund)", "工程师"),
    ]
    (folder / "b.yaml").write_text(PROFILE.replace("Berg", "Borg"), "utf-8")
    assert run(folder, "diff", "cv.yaml", "b.yaml").out == "work[1].name (Borg)\n  - Berg\n  + Borg\n"
    assert run(folder, "diff", "cv.yaml", "cv.yaml").err == "no difference between cv.yaml and cv.yaml\n"


def test_a_revision_of_git_is_read_with_the_files_that_it_includes(folder: Path) -> None:
    text = PROFILE + "patents: {from: patents.csv}\n"
    (folder / "cv.yaml").write_text(text, "utf-8")
    (folder / "patents.csv").write_text("number,title\nUS1,One\n", "utf-8")
    for words in (("init", "-q"), ("add", "."), ("-c", "user.name=A", "-c", "user.email=a@b.de", "commit", "-qm", "1")):
        subprocess.run(["git", *words], cwd=folder, check=True, capture_output=True)
    (folder / "patents.csv").write_text("number,title\nUS1,One and a half\nUS2,Two\n", "utf-8")
    done = run(folder, "diff", "HEAD:cv.yaml", "cv.yaml", "--json")
    assert [(each["field"], each["before"]) for each in done.records] == [
        ("patents[0].title (US1)", "One"),
        ("patents[1] (US2)", None),
    ]
    assert run(folder, "diff", "HEAD~7:cv.yaml", "cv.yaml").code == 66


def test_a_file_whose_name_looks_like_a_choice_comes_first(folder: Path) -> None:
    (folder / "cv.yaml@short").write_text(PROFILE.replace("Berg", "Borg"), "utf-8")
    assert "Borg" in run(folder, "diff", "cv.yaml", "cv.yaml@short").out


@pytest.mark.parametrize(
    ("words", "code", "message"),
    [
        (("cv.yaml@nope", "cv.yaml"), 2, "unknown variant `nope`"),
        (("cv.yaml:de", "cv.yaml"), 2, "the profile has no `de` texts"),
        (("none.yaml", "cv.yaml"), 66, "none.yaml"),
        (("README.html", "cv.yaml"), 66, "no profile is attached to README.html"),
        (("--output=/etc/passwd:cv.yaml", "cv.yaml"), 2, "no such option"),
        (("-x:cv.yaml", "cv.yaml"), 2, "no such option"),
    ],
)
def test_what_cannot_be_compared_is_named(folder: Path, words: tuple[str, str], code: int, message: str) -> None:
    (folder / "README.html").write_text("<p>no profile", "utf-8")
    done = run(folder, "diff", *words)
    assert (done.code, message in done.err) == (code, True), done.err


def test_a_page_marks_the_words_and_runs_nothing(folder: Path) -> None:
    (folder / "b.yaml").write_text(PROFILE.replace("Built A", "Built <script>A</script>"), "utf-8")
    done = run(folder, "diff", "cv.yaml", "b.yaml", "--format", "html")
    assert "Built <del>A</del> <ins>&lt;script&gt;A&lt;/script&gt;</ins>" in done.out
    assert "<script" not in done.out
    (folder / "b.yaml").write_text(PROFILE.replace("Built A", "开发 API 平台"), "utf-8")
    (folder / "c.yaml").write_text(PROFILE.replace("Built A", "重建 API 平台"), "utf-8")
    done = run(folder, "diff", "b.yaml", "c.yaml", "--format", "html")
    assert "<del>开发</del> <ins>重建</ins> API 平台" in done.out


DATA = st.recursive(
    st.text(max_size=4) | st.integers(0, 3),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["name", "url", "x"]), inner, max_size=3)
    ),
    max_leaves=8,
)


@given(DATA, DATA)
def test_equal_data_do_not_differ_and_other_data_do(before: object, after: object) -> None:
    assert list(differences(before, before)) == []
    assert bool(list(differences(before, after))) == (before != after)


def test_entries_that_changed_places_are_one_difference() -> None:
    before, after = [{"name": "A", "x": 1}, {"name": "B"}], [{"name": "B"}, {"name": "A", "x": 2}]
    found = list(differences(before, after, ("work",)))
    assert [each.field for each in found] == ["work[1].x (A)", "work"]
    assert page(found, "t").count("<dt>") == 2
