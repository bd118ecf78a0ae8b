"""Lists that stand in CSV, BibTeX, YAML, JSON or TOML beside the profile, and nowhere outside its folder."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from validating import read_profile

from resume_cli.errors import InputError, ProfileError, RefusedError
from resume_cli.profile.data import to_data
from resume_cli.profile.folder import Folder
from resume_cli.profile.model import Patent
from resume_cli.profile.readers import latex
from resume_cli.profile.readers.bibtex import name_in_order
from resume_cli.profile.readers.included import read as read_rows
from resume_cli.profile.values import LocalizedText

if TYPE_CHECKING:
    from resume_cli.profile.validation.validate import Validated

CSV = """number,office,title.zh,title.en,granted,inventors,tags,serial
CN1B,CN,方法,"A ""method"", and more",2018-01-09,刘硕; 闻,selected;x,1
US2B2,US,,System,2018-13,,,2
"""
BIB = """@string{ieee = "IEEE"}
@inproceedings{liu, author = {Liu, Shuo and {\\"O}nder, A. and others}, title = {Model of {CAS} --- a study},
  booktitle = {Conference}, publisher = ieee, year = 2011, month = oct, pages = {1--5}}
@patent{p, title = {Verfahren f{\\"u}r {\\ss}}, number = {EP123B1}, date = {2019-13},
  holder = {Acme, Inc. and {A and B}}}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "patents.csv").write_text(CSV.replace("2018-13", "2018-12"), encoding="utf-8-sig")
    (tmp_path / "wrong.csv").write_text(CSV, encoding="utf-8")
    (tmp_path / "papers.bib").write_text(BIB, encoding="utf-8")
    (tmp_path / "talks.yaml").write_text("- title: A\n- {title: B, date: 2013-19}\n", encoding="utf-8")
    (tmp_path / "talks.json").write_text('{"talks": [{"title": "A"}]}', encoding="utf-8")
    (tmp_path / "talks.toml").write_text("[[talks]]\ntitle = 'A'\n", encoding="utf-8")
    return tmp_path


def read_in(folder: Path, content: str) -> Validated:
    (folder / "profile.yaml").write_text(content, encoding="utf-8")
    return read_profile(folder / "profile.yaml")


def test_a_list_may_stand_in_a_csv_file(folder: Path) -> None:
    validated = read_in(folder, "patents: {from: patents.csv}\n")
    first, second = validated.profile.patents
    assert first.title == LocalizedText((("zh", "方法"), ("en", 'A "method", and more')))
    assert [name.content for name in first.inventors] == ["刘硕", "闻"]
    assert (first.tags, second.tags) == (("selected", "x"), ())
    assert second.title == LocalizedText((("en", "System"),))
    (unknown,) = validated.problems
    assert (unknown.code, unknown.message) == ("unknown-key", "unknown key `serial` (2 times)")


def test_columns_without_a_name_and_other_separators_are_no_trouble(folder: Path) -> None:
    (folder / "a.csv").write_text("title;number;;\r\nA, B;1;;\r\n;;;\r\nC\r\n", encoding="utf-8")
    validated = read_in(folder, "patents: {from: a.csv}\n")
    assert [to_data(patent) for patent in validated.profile.patents] == [
        {"title": "A, B", "number": "1"},
        {"title": "C"},
    ]
    assert validated.problems == ()


def test_a_problem_in_a_csv_cell_is_placed_there(folder: Path) -> None:
    with pytest.raises(ProfileError) as caught:
        read_in(folder, "patents:\n  from: wrong.csv\n")
    (problem,) = [problem for problem in caught.value.problems if problem.severity == "error"]
    assert problem.position is not None
    assert (Path(problem.position.file).name, problem.position.line, problem.position.column) == ("wrong.csv", 3, 18)
    assert problem.position.source == "US2B2,US,,System,2018-13,,,2"


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        (r"{\'\i}tem {\"O}nder M{\"u}ller \c{c} \v{s} \aa{} \ss{} \L{}", "ítem Önder Müller ç š å ß Ł"),
        (r"10\% of \textbf{all} --- ``so'' a~b $x$ \{y\}", "10% of all — “so” a b x {y}"),
        ("{CAS} {{two} braces}", "CAS two braces"),
    ],
)
def test_latex_becomes_the_characters_it_prints(written: str, expected: str) -> None:
    assert latex.decode(written) == expected


@pytest.mark.parametrize(
    ("written", "expected"),
    [("Liu, Shuo", "Shuo Liu"), ("刘, 硕", "刘硕"), ("Ada Example", "Ada Example"), ("{Acme, Inc.}", "{Acme, Inc.}")],
)
def test_names_of_bibtex_are_put_in_order(written: str, expected: str) -> None:
    assert name_in_order(written) == expected


def test_a_request_for_a_patent_is_pending() -> None:
    content = b"@patent{a, title = {T}, type = {patreqde}, date = {2020}}\n@patent{b, type = {patentuk}, date = {2021}}"
    (pending, granted), _ = read_rows(content, "a.bib", Patent, ("patents",))
    assert pending == {"title": "T", "office": "DE", "status": "pending", "published": "2020"}
    assert granted == {"office": "GB", "granted": "2021"}


def test_one_bibtex_file_serves_publications_and_patents(folder: Path) -> None:
    (paper,) = read_in(folder, "publications: {from: papers.bib}\n").profile.publications
    assert to_data(paper) == {
        "name": "Model of CAS — a study", "authors": ["Shuo Liu", "A. Önder", "et al."],
        "publisher": "Conference, IEEE",
        "releaseDate": "2011-10", "type": "conference", "pages": "1–5",
    }  # fmt: skip
    with pytest.raises(ProfileError) as caught:
        read_in(folder, "patents: {from: papers.bib}\n")
    (problem,) = caught.value.problems
    assert problem.position is not None
    assert (problem.code, problem.position.line) == ("impossible-date", 4)
    assert problem.position.source[problem.position.column - 1 :].startswith("{2019-13}")


@pytest.mark.parametrize("name", ["talks.json", "talks.toml"])
def test_a_list_may_stand_in_json_and_toml(folder: Path, name: str) -> None:
    assert [talk.title for talk in read_in(folder, f"talks: [{{title: B}}, {{from: {name}}}]\n").profile.talks] == [
        LocalizedText((("", "B"),)), LocalizedText((("", "A"),))
    ]  # fmt: skip


def test_a_problem_in_an_included_yaml_file_is_placed_there(folder: Path) -> None:
    with pytest.raises(ProfileError) as caught:
        read_in(folder, "talks: {from: talks.yaml}\n")
    (problem,) = caught.value.problems
    assert problem.position is not None
    assert (Path(problem.position.file).name, problem.position.line, problem.position.column) == ("talks.yaml", 2, 20)


def test_what_is_broken_beside_the_profile_comes_with_all_other_problems(folder: Path) -> None:
    (folder / "a.csv").write_text("title,title.zh\nx,y\n", encoding="utf-8")
    (folder / "b.json").write_text("[1,]", encoding="utf-8")
    with pytest.raises(ProfileError) as caught:
        read_in(folder, "patents: {from: a.csv}\ntalks: {from: b.json}\nbasics: {nmae: A}\nwork: x\n")
    found = [(Path(problem.position.file).name, problem.code) for problem in caught.value.problems if problem.position]
    assert found == [
        ("a.csv", "duplicate-key"),
        ("b.json", "syntax"),
        ("profile.yaml", "unknown-key"),
        ("profile.yaml", "wrong-type"),
    ]


@pytest.mark.parametrize(
    "name", ["../a.csv", "/etc/passwd", "a/../../b.csv", "x/../patents.csv", "x\\\\..\\\\y.csv", "link.csv"]
)
def test_nothing_outside_the_folder_is_read(folder: Path, name: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    outside = tmp_path_factory.mktemp("outside") / "a.csv"
    outside.write_text(CSV, encoding="utf-8")
    (folder / "link.csv").symlink_to(outside)
    with pytest.raises(RefusedError, match=r"profile\.yaml:1:17"):
        read_in(folder, f'patents: {{from: "{name}"}}\n')


def test_a_missing_file_is_named_with_the_place_that_names_it(folder: Path) -> None:
    with pytest.raises(InputError, match=r"profile\.yaml:2:9: .*gone\.csv.*no such file"):
        read_in(folder, "patents:\n  from: gone.csv\n")


def test_a_file_of_an_unknown_type_is_an_error(folder: Path) -> None:
    (folder / "a.txt").write_text("x", encoding="utf-8")
    with pytest.raises(ProfileError) as caught:
        read_in(folder, "patents: {from: a.txt}\n")
    assert [problem.code for problem in caught.value.problems] == ["unknown-file-type"]


def test_what_is_no_file_is_no_profile(folder: Path) -> None:
    for name, words in (("gone.yaml", "no such file"), (".", "folder|no file")):
        with pytest.raises(InputError, match=words):
            read_profile(folder / name)
    assert Folder(folder).read("talks.json")[1].startswith(b"{")
