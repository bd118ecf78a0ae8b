"""BibTeX as bibliographies, Google Scholar and Zotero write it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from resume_cli.errors import LimitError
from resume_cli.profile.model import Patent, Publication, Talk
from resume_cli.profile.readers.lists.bibtex import name_in_order
from resume_cli.profile.readers.lists.bibtex_syntax import decode_latex
from resume_cli.profile.readers.load import load_list

if TYPE_CHECKING:
    from resume_cli.errors import Problem
    from resume_cli.profile.fields import Item


def read(content: str, of: type[Item] = Publication, encoding: str = "utf-8") -> tuple[list[Any], list[Problem]]:
    rows, locator = load_list(content.encode(encoding), "a.bib", of, ("publications",))
    return rows, locator.source.problems


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("date = {2020-03/2020-05}", "2020-03/2020-05"),
        ("date = {2020-03-05/2020-03-07}", "2020-03-05/2020-03-07"),
        ("date = {2020-03/}", "2020-03"),
        ("date = {/2020}", "2020"),
        ("date = {2020-21}", "Spring 2020"),
        ("date = {2020-XX}", "2020"),
        ('year = 2020, month = jun # "~12"', "2020-06-12"),
        ('year = 2020, month = "12~" # jun', "2020-06-12"),
        ("year = 2020, month = {June 12th}", "2020-06-12"),
        ("year = 2020, month = {12 juin}", "2020-06-12"),
        ("year = 2020, month = {Juni}, day = {3}", "2020-06-03"),
        ("year = 2020, month = 6", "2020-06"),
        ("year = 2020, month = {06}, day = 12", "2020-06-12"),
        ("year = 2020, month = {June--July}", "2020-06/2020-07"),
        ('year = 2020, month = jun # "/" # jul', "2020-06/2020-07"),
        ("year = 2020, month = {30 June -- 2 July}", "2020-06-30/2020-07-02"),
        ("year = 2020, month = {June 12--14}", "2020-06-12/2020-06-14"),
        ("year = {2020}, month = {Spring}", "Spring 2020"),
        ("year = {in press}", "in press"),
        ("year = 2020, month = {}", "2020"),
    ],
)
def test_a_date_is_as_precise_as_it_was_written(written: str, expected: str) -> None:
    assert read(f"@misc{{a, title = {{T}}, {written}}}")[0] == [{"name": "T", "releaseDate": expected}]


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("number = {CN108259941A}, date = {2018-07-06}", {"office": "CN", "date": "2018-07-06"}),
        ("number = {CN103746817B}, year = 2018, month = jan", {"office": "CN", "date": "2018-01"}),
        ("number = {WO2019/123456}, type = {patent}, date = {2019}", {"office": "WO", "date": "2019"}),
        ("number = {10091236B2}, location = {United States}, date = {2018}", {"office": "US", "date": "2018"}),
        ("number = {10091236}, location = {countryus}, date = {2018}", {"office": "US", "date": "2018"}),
        ("number = {10091236}, type = {patentus}, date = {2018}", {"office": "US", "granted": "2018"}),
        ("number = {102015001234}, type = {patreqde}, date = {2016}",
         {"office": "DE", "status": "pending", "published": "2016"}),
        ("number = {US20180123456A1}, type = {patentus}, date = {2018}", {"office": "US", "date": "2018"}),
        ("number = {1}, year = 1992, dayfiled = 1, monthfiled = jan, yearfiled = 1990",
         {"date": "1992", "filed": "1990-01-01"}),
    ],
)  # fmt: skip
def test_the_date_of_a_patent_has_the_meaning_that_its_number_gives_it(written: str, expected: dict[str, str]) -> None:
    (row,), problems = read(f"@patent{{a, {written}}}", Patent)
    assert {key: value for key, value in row.items() if key != "number"} == expected
    assert problems == []


@pytest.mark.parametrize(
    ("note", "expected"),
    [
        ("US Patent 10,091,236", {"number": "US 10,091,236", "office": "US", "granted": "2018-10-02"}),
        ("US Patent App. 15/495,000", {"application": "US 15/495,000", "office": "US", "published": "2018-10-02"}),
        ("CN Patent 108,259,941", {"number": "CN 108,259,941", "office": "CN", "date": "2018-10-02"}),
    ],
)
def test_a_patent_of_google_scholar_is_a_patent(note: str, expected: dict[str, str]) -> None:
    content = f'@misc{{a, year={{2018}}, month=oct # "~2", publisher={{Google Patents}}, note={{{note}}}}}'
    assert read(content, Patent)[0] == [expected]
    assert read(content)[0] == []


def test_the_book_of_a_part_is_no_entry_of_its_own_and_is_named() -> None:
    content = "@proceedings{P, title = {Proc}, year = 2020}\n@inproceedings{a, title = {A}, crossref = {p}}\n"
    rows, problems = read(content + "@book{own, title = {Own}}")
    assert [row["name"] for row in rows] == ["A", "Own"]
    assert [(problem.code, problem.severity, "`P`" in problem.message) for problem in problems] == [
        ("left-out", "note", True)
    ]


@pytest.mark.parametrize(
    "content",
    [
        "@misc{a, title = {A}, crossref = {b}}\n@misc{b, title = {B}, crossref = {a}}",
        "@misc{a, title = {A}, crossref = {a}}\n@misc{b, title = {B}, xref = {b}}",
        "@misc{a, title = {A}, crossref = {b}}\n@misc{b, title = {B}, crossref = {c}}\n@misc{c, crossref = {a}}",
        "@misc{a, title = {A}, xdata = {x}}\n@misc{b, title = {B}}\n@xdata{x, xdata = {x}}",
    ],
)
def test_entries_that_name_each_other_in_a_circle_are_all_shown(content: str) -> None:
    assert [row["name"] for row in read(content)[0] if row.get("name")] == ["A", "B"]


def test_what_entries_share_in_xdata_is_theirs() -> None:
    content = "@xdata{x, publisher = {ACM}, year = 2020}\n@book{a, title = {A}, xdata = {x}}"
    assert read(content)[0] == [{"name": "A", "publisher": "ACM", "releaseDate": "2020", "type": "book"}]


def test_the_number_at_arxiv_is_kept_wherever_it_stands() -> None:
    for written in (
        "eprint = {2101.00001}, archivePrefix = {arXiv}, primaryClass = {cs.CL}", "eprint = {arXiv:2101.00001}",
        "eprint = {2101.00001}, eprinttype = {arxiv}", "journal = {arXiv preprint arXiv:2101.00001}",
    ):  # fmt: skip
        ((row,), problems), ((talk,), _) = (
            read(f"@misc{{a, title = {{T}}, {written}}}", of) for of in (Publication, Talk)
        )
        assert "2101.00001" in (row.get("arxiv"), row.get("url", "").rpartition("/")[2])
        assert talk["url"] == "https://arxiv.org/abs/2101.00001"
        assert problems == []


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("{NASA} and Lau, Stuart", ["NASA", "Stuart Lau"]),
        ("{The A and B Group}", ["The A and B Group"]),
        ("Lau, Jr., Stuart and van der Berg, Jan", ["Stuart Lau Jr.", "Jan van der Berg"]),
        (r"M{\"u}ller, J{\"o}rg and \"Onder, A.", ["Jörg Müller", "A. Önder"]),
        ("刘, 硕 and 王伟", ["刘硕", "王伟"]),
        ("Lau, Stuart and others", ["Stuart Lau", "et al."]),
        ("刘, 硕 and others", ["刘硕", "等"]),
        ("family=Lau, given=Stuart and family=Berg, given=Jan, prefix=van der", ["Stuart Lau", "Jan van der Berg"]),
        ("Lau, Stuart AND Wang, Wei", ["Stuart Lau", "Wei Wang"]),
        ("{Acme, Inc.} and Bo", ["Acme, Inc.", "Bo"]),
    ],
)
def test_names_are_read_as_people_say_them(written: str, expected: list[str]) -> None:
    assert read(f"@misc{{a, author = {{{written}}}}}")[0] == [{"authors": expected}]


def test_what_a_bibliography_knows_besides_is_named_once_and_kept() -> None:
    content = "".join(
        f"@misc{{a{n}, title = {{T}}, issn = {{1}}, editor = {{E}}, author = {{A}}, foo = {{x}}}}\n" for n in range(9)
    )
    rows, problems = read(content)
    assert [(problem.code, problem.severity, problem.message) for problem in problems] == [
        ("unknown-key", "warning", "`foo` (9 times) is not known"),
        ("left-out", "note", "fields that a résumé does not show: `issn`, `editor`"),
    ]
    assert rows[0]["foo"] == "x"


def test_two_entries_of_one_key_are_both_shown_with_a_warning() -> None:
    rows, (problem,) = read("@misc{a, title = {A}}\n@misc{a, title = {B}}")
    assert [row["name"] for row in rows] == ["A", "B"]
    assert (problem.code, problem.severity, problem.position and problem.position.line) == (
        "duplicate-key",
        "warning",
        2,
    )


def test_a_note_beside_an_abstract_is_a_bullet_and_one_on_its_status_the_status() -> None:
    (row,), _ = read("@misc{a, note = {Best paper}, abstract = {On A.}}")
    assert row == {"summary": "On A.", "highlights": ["Best paper"]}


def test_a_bibliography_in_an_older_encoding_is_read_with_a_warning() -> None:
    rows, (problem,) = read("@misc{a, title = {Über Größen}, author = {Müller, Jörg}}", encoding="cp1252")
    assert rows == [{"name": "Über Größen", "authors": ["Jörg Müller"]}]
    assert problem.code == "encoding"


@pytest.mark.parametrize("of", [Publication, Patent])
def test_abbreviations_of_abbreviations_cost_no_more_than_what_they_may_write(of: type[Item]) -> None:
    content = "@string{s0 = {0123456789}}\n" + "".join(f"@string{{s{n} = s{n - 1} # s{n - 1}}}\n" for n in range(1, 41))
    with pytest.raises(LimitError, match=r"more than [\d,]+ characters"):
        read(content + "@misc{a, title = s40}", of)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        (r"{\'\i}tem {\"O}nder M{\"u}ller \c{c} \v{s} \aa{} \ss{} \L{}", "ítem Önder Müller ç š å ß Ł"),
        (r"10\% of \textbf{all} --- ``so'' a~b $x$ \{y\}", "10% of all — “so” a b x {y}"),
        ("{CAS} {{two} braces}", "CAS two braces"),
    ],
)
def test_latex_becomes_the_characters_it_prints(written: str, expected: str) -> None:
    assert decode_latex(written) == expected


@pytest.mark.parametrize(
    ("written", "expected"),
    [("Liu, Shuo", "Shuo Liu"), ("刘, 硕", "刘硕"), ("Ada Example", "Ada Example"), ("{Acme, Inc.}", "{Acme, Inc.}")],
)
def test_names_of_bibtex_are_put_in_order(written: str, expected: str) -> None:
    assert name_in_order(written) == expected
