"""Lists kept in files of CSV, BibTeX, YAML, JSON or TOML, in the profile's folder and nowhere else."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from validating import read_profile

from resume_cli.errors import ExitStatus, InputError, LimitError, Problem, ProfileError
from resume_cli.profile.data import to_data
from resume_cli.profile.folder import Folder
from resume_cli.profile.model import Patent, Publication
from resume_cli.profile.readers.load import load_list
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
    assert (unknown.code, unknown.message) == ("unknown-key", "`serial` (2 times) is not known")


def test_columns_without_a_name_are_left_out_and_other_separators_are_recognised(folder: Path) -> None:
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


def test_a_request_for_a_patent_is_pending() -> None:
    content = b"@patent{a, title = {T}, type = {patreqde}, date = {2020}}\n@patent{b, type = {patentuk}, date = {2021}}"
    (pending, granted), _ = load_list(content, "a.bib", Patent, ("patents",))
    assert pending == {"title": "T", "office": "DE", "status": "pending", "published": "2020"}
    assert granted == {"office": "GB", "granted": "2021"}


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("title = {A} # { and } # {B}", {"title": "A and B"}),
        ("title = abbreviation # x", {"title": "Long formx"}),
        ("title = ABBREVIATION", {"title": "Long form"}),
        ("title = {T}, date = 2020-01-02", {"title": "T", "date": "2020-01-02"}),
        ("title = {T}, year = 2020, month = jun, day = 3", {"title": "T", "date": "2020-06-03"}),
        ("title = {T}, year = {2020}, month = {Spring}", {"title": "T", "date": "Spring 2020"}),
        ("title = {T}, subtitle = {S}", {"title": "T: S"}),
        ("title = {R\\&D for \\texttt{x} $\\alpha$ at $5}", {"title": "R&D for x $α$ at $5"}),
        ('title = "a {"} b"', {"title": 'a " b'}),
        ("author = {{The A and B Group} and AND, others}, x-note = {kept}",
         {"inventors": ["The A and B Group", "others AND"], "x-note": "kept"}),
        ("holder = {{A} and {B}}", {"assignee": ["A", "B"]}),
        ("type = {patreqUS}, date = {2020}", {"office": "US", "status": "pending", "published": "2020"}),
    ],
)  # fmt: skip
def test_an_entry_of_bibtex_becomes_an_item(written: str, expected: dict[str, object]) -> None:
    content = f"@string{{abbreviation = {{Long form}}}}\n@patent(key, {written})"
    (item,), _ = load_list(content.encode(), "a.bib", Patent, ("patents",))
    assert item == expected


def test_an_entry_has_what_only_its_parent_has_and_the_parents_title_is_the_books() -> None:
    content = b"@inbook{a, title = {Part}, crossref = {b}, pages = 3}\n"
    content += b"@book{b, title = {Whole}, author = {X}, year = 2001, pages = 99}"
    (part,), locator = load_list(content, "a.bib", Publication, ("publications",))
    assert [problem.code for problem in locator.source.problems] == ["left-out"]
    assert part == {"name": "Part", "publisher": "Whole", "releaseDate": "2001", "type": "book", "pages": "3"}


def test_an_entry_that_names_itself_as_its_parent_has_none() -> None:
    rows, _ = load_list(b"@misc{a, title = {T}, crossref = {a}}", "a.bib", Publication, ("publications",))
    assert rows == [{"name": "T"}]


def test_comments_between_entries_are_skipped_with_the_entries_in_them() -> None:
    content = b"me@example.org\n% @misc{a, title = {A}}\n@ Comment {@misc{b, title = {B}}}\n@comment(x)\n"
    content += b"@misc{c, title = {C}}"
    rows, _ = load_list(content, "a.bib", Publication, ("publications",))
    assert rows == [{"name": "C"}]


@pytest.mark.parametrize(
    ("content", "code", "line", "column", "message"),
    [
        ("@misc{a,\n title = {b}\n year = 1}", "syntax", 3, 2, "not valid BibTeX: '}' expected"),
        ("@misc{title = {b}}", "syntax", 1, 13, "this entry has no key"),
        ("@misc{a,\n title = {b", "syntax", 2, 11, "not valid BibTeX: premature end of file"),
        ('@misc{a, title = "b } c"}', "syntax", 1, 22, "not valid BibTeX: unbalanced braces"),
        ("@misc{a, title = {b},\n Title = {c}}", "duplicate-key", 2, 2, "duplicate key `Title` (first on line 1)"),
    ],
)
def test_a_slip_in_bibtex_is_named_at_its_place(content: str, code: str, line: int, column: int, message: str) -> None:
    with pytest.raises(ProfileError) as caught:
        load_list(content.encode(), "a.bib", Publication, ("publications",))
    (problem,) = caught.value.problems
    assert problem.position is not None
    assert (problem.code, problem.position.line, problem.position.column) == (code, line, column)
    assert problem.message == message


@pytest.mark.parametrize(
    "content",
    [
        "@string{s0 = {0123456789}}\n" + "".join(f"@string{{s{n} = s{n - 1} # s{n - 1}}}\n" for n in range(1, 41)),
        "@misc{p, abstract = {" + "x" * 50_000 + "}}\n" + "@misc{c, crossref = {p}}\n" * 1_000,
    ],
    ids=["abbreviations", "parents"],
)
def test_what_bibtex_repeats_counts_as_if_it_were_written_out(content: str) -> None:
    with pytest.raises(LimitError, match="4,000,000 characters"):
        load_list(content.encode(), "a.bib", Publication, ("publications",))


@pytest.mark.parametrize(
    ("content", "code", "line", "column", "message"),
    [
        ('title,number\na,"b\nc,d', "syntax", 2, 3, "unterminated quoted cell"),
        ('title,number\n"a\n"" b" c,d', "syntax", 3, 6, "something follows the end of a quoted cell"),
        ("title,number\na,b\n\nc,d,e", "wrong-type", 4, 5, "expected 2 cells as in the header, found 3"),
        ("title,number,title", "duplicate-key", 1, 14, "duplicate column `title` (first on line 1)"),
        ("title.zh,title", "duplicate-key", 1, 10, "`title.zh` and `title` cannot both be columns"),
    ],
)
def test_a_slip_in_csv_is_named_at_its_cell(content: str, code: str, line: int, column: int, message: str) -> None:
    with pytest.raises(ProfileError) as caught:
        load_list(content.encode(), "a.csv", Patent, ("patents",))
    (problem,) = caught.value.problems
    assert problem.position is not None
    assert (problem.code, problem.position.line, problem.position.column) == (code, line, column)
    assert problem.message == message


def test_a_file_without_a_list_is_an_error_that_says_what_it_has() -> None:
    with pytest.raises(ProfileError) as caught:
        load_list(b'"a"', "a.json", Patent, ("patents",))
    assert [problem.message for problem in caught.value.problems] == ["expected a list, found a text"]


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


def refused(folder: Path, content: str) -> Problem:
    """Return the only problem of a profile that has another status than its own faults give."""
    with pytest.raises(ProfileError) as caught:
        read_in(folder, content)
    (problem,) = caught.value.problems
    assert caught.value.exit_status in {ExitStatus.INPUT, ExitStatus.REFUSED}
    return problem


@pytest.mark.parametrize(
    "name", ["../a.csv", "/etc/passwd", "a/../../b.csv", "x/../patents.csv", "x\\\\..\\\\y.csv", "link.csv"]
)
def test_nothing_outside_the_folder_is_read(folder: Path, name: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    outside = tmp_path_factory.mktemp("outside") / "a.csv"
    outside.write_text(CSV, encoding="utf-8")
    (folder / "link.csv").symlink_to(outside)
    problem = refused(folder, f'patents: {{from: "{name}"}}\n')
    assert (problem.code, problem.position and (problem.position.line, problem.position.column)) == (
        "refused-file",
        (1, 17),
    )


def test_a_name_that_no_file_can_have_is_a_file_that_cannot_be_found(folder: Path) -> None:
    with pytest.raises(InputError, match="cannot be found"):
        Folder(folder).read("\ud800.csv")


def test_a_missing_file_is_named_with_the_place_that_names_it(folder: Path) -> None:
    problem = refused(folder, "patents:\n  from: gone.csv\n")
    assert (problem.code, problem.position and problem.position.line) == ("missing-file", 2)
    assert re.search(r"gone\.csv.*no such file", problem.message)


def test_a_missing_file_stands_beside_all_other_problems(folder: Path) -> None:
    with pytest.raises(ProfileError) as caught:
        read_in(folder, "nmae: x\npatents:\n  from: gone.csv\nwork: 3\n")
    assert [problem.code for problem in caught.value.problems] == ["unknown-key", "missing-file", "wrong-type"]
    assert caught.value.exit_status == ExitStatus.PROFILE


def test_a_file_of_an_unknown_type_is_an_error(folder: Path) -> None:
    (folder / "a.txt").write_text("x", encoding="utf-8")
    with pytest.raises(ProfileError) as caught:
        read_in(folder, "patents: {from: a.txt}\n")
    assert [problem.code for problem in caught.value.problems] == ["unknown-file-type"]


def test_what_is_not_a_file_cannot_be_read(folder: Path) -> None:
    for name, words in (("gone.yaml", "no such file"), (".", "folder")):
        with pytest.raises(InputError, match=words):
            read_profile(folder / name)
    assert Folder(folder).read("talks.json")[1].startswith(b"{")


def test_a_file_that_is_included_again_and_again_counts_each_time(folder: Path) -> None:
    (folder / "long.csv").write_text("title\n" + "x" * 500_000 + "\n", encoding="utf-8")
    read_in(folder, "patents:\n" + "- from: long.csv\n" * 7)
    with pytest.raises(LimitError, match="more than 4,000,000 characters"):
        read_in(folder, "patents:\n" + "- from: long.csv\n" * 8)
