"""Lists as databases and spreadsheets export them: names of columns, separators, encodings, lines above the header."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from resume_cli.errors import LimitError, ProfileError
from resume_cli.profile.model import Patent, Publication
from resume_cli.profile.readers.load import load_list

if TYPE_CHECKING:
    from resume_cli.errors import Problem
    from resume_cli.profile.fields import Item


def read(content: str | bytes, of: type[Item] = Patent, encoding: str = "utf-8") -> tuple[list[Any], list[Problem]]:
    written = content.encode(encoding) if isinstance(content, str) else content
    rows, locator = load_list(written, "list.csv", of, ("patents",))
    return rows, locator.source.problems


CHINESE = "公开（公告）号,申请日,公开（公告）日,专利名称,申请人,发明人\n"
CHINESE += "CN103746817B,2014.02.18,20180109,一种签名方法及其系统,甲公司；乙公司,刘硕;王伟\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16", "utf-16-le", "utf-16-be"])
def test_a_chinese_export_is_read_in_every_encoding_that_programs_write(encoding: str) -> None:
    rows, problems = read(CHINESE, encoding=encoding)
    assert rows == [
        {
            "number": "CN103746817B", "filed": "2014-02-18", "date": "2018-01-09", "title": "一种签名方法及其系统",
            "assignee": ["甲公司", "乙公司"], "inventors": ["刘硕", "王伟"],
        }
    ]  # fmt: skip
    guessed = [problem.severity for problem in problems if problem.code == "encoding"]
    assert guessed == (["warning"] if encoding.startswith("gb") else [])


@pytest.mark.parametrize(
    ("encoding", "name"),
    [
        ("gb18030", "一种基于大数据的视频播放方法和装置"),
        ("big5", "一種簽章方法及其系統"),
        ("cp932", "表示装置、電子機器および画像のデータ処理方法"),
        ("cp949", "영상 데이터의 처리 방법 및 장치"),
        ("cp1251", "Способ обработки данных и устройство"),
        ("cp1252", "Verfahren für die Größenprüfung von Rädern – und Möbeln"),
        ("cp1252", "Procédé de génération d’une clé à usage répété"),
    ],
)
def test_titles_in_the_encoding_of_a_country_are_read_as_they_were_written(encoding: str, name: str) -> None:
    rows, (problem,) = read(f"title,number\n{name},1\n", encoding=encoding)
    assert rows[0]["title"] == name
    assert (problem.code, problem.position and problem.position.line) == ("encoding", 2)


@pytest.mark.parametrize(
    "content",
    ["title\nPrüfen großer Räder".encode("mac-roman"), "title\nZażółć gęślą jaźń\n".encode("cp1250"), b"title\n\x81"],
)
def test_what_no_encoding_makes_words_of_is_refused(content: bytes) -> None:
    with pytest.raises(ProfileError) as caught:
        read(content)
    assert [problem.code for problem in caught.value.problems] == ["encoding"]


@pytest.mark.parametrize(
    ("header", "row", "expected"),
    [
        ("公开号,申请号,申请日,公开日,名称,专利权人", "a,b,2018-01-02,2019-01-02,c,d",
         {"number": "a", "application": "b", "filed": "2018-01-02", "published": "2019-01-02", "title": "c",
          "assignee": "d"}),
        ("授权公告号,授权公告日,标题,发明（设计）人,法律状态", "CN1B,2019/1/2,c,刘硕、王伟,有效",
         {"number": "CN1B", "granted": "2019-01-02", "title": "c", "inventors": ["刘硕", "王伟"], "status": "有效"}),
        ("公開公告號,公開公告日,專利名稱,申請人,發明人", "TWI512345B,2019-01-02,c,d,e",
         {"number": "TWI512345B", "date": "2019-01-02", "title": "c", "assignee": "d", "inventors": "e"}),
        ("Veröffentlichungsnummer,Anmeldetag,Veröffentlichungsdatum,Bezeichnung,Anmelder/Inhaber,Erfinder",
         "DE1A1,30.01.2015,04.08.2016,c,d,e|f",
         {"number": "DE1A1", "filed": "2015-01-30", "date": "2016-08-04", "title": "c", "assignee": "d",
          "inventors": ["e", "f"]}),
        ("Aktenzeichen,Offenlegungstag,Erteilungsdatum,Titel,Patentinhaber,Rechtsstand", "b,2015,2017,c,d,erteilt",
         {"application": "b", "published": "2015", "granted": "2017", "title": "c", "assignee": "d",
          "status": "erteilt"}),
        ("Publication number,Title,Applicants,Inventors,Publication date", "EP1B1,c,ACME [US],LAU STUART [CN],2018",
         {"number": "EP1B1", "title": "c", "assignee": "ACME", "inventors": "LAU STUART", "date": "2018"}),
        ("Display Key,Jurisdiction,Application Number,Application Date,Publication Date,Owners,Legal Status",
         "US 1 B2,US,b,2015,2017,d;;e,Active",
         {"number": "US 1 B2", "office": "US", "application": "b", "filed": "2015", "date": "2017",
          "assignee": ["d", "e"], "status": "Active"}),
        ("id,title,inventor/author,filing/creation date,grant date,result link",
         'US-1-B2,c,"Ann Lee, Bo Wu",2015,2017,u',
         {"number": "US-1-B2", "title": "c", "inventors": ["Ann Lee", "Bo Wu"], "filed": "2015", "granted": "2017",
          "url": "u"}),
        ("文献番号,出願番号,出願日,発明の名称,出願人/権利者", "特開2015-1,b,2015/01/02,c,d",
         {"number": "特開2015-1", "application": "b", "filed": "2015-01-02", "title": "c", "assignee": "d"}),
        ("출원번호,출원일자,등록번호,등록일자,발명의명칭,출원인,발명자", "b,2015.01.02,a,2017.01.02,c,d,e",
         {"application": "b", "filed": "2015-01-02", "number": "a", "granted": "2017-01-02", "title": "c",
          "assignee": "d", "inventors": "e"}),
        ("TITLE,Number ,Granted", "c,a,2017", {"title": "c", "number": "a", "granted": "2017"}),
        ("标题,标题（英文）,Title (DE),number", "方法,Method,Verfahren,a",
         {"title": {"en": "Method", "de": "Verfahren", "zh": "方法"}, "number": "a"}),
        ("Titel,PN", "[DE] Verfahren [EN] Method,a", {"title": {"de": "Verfahren", "en": "Method"}, "number": "a"}),
    ],
)  # fmt: skip
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_columns_are_read_under_the_names_that_databases_give_them(
    header: str, row: str, expected: dict[str, object], separator: str
) -> None:
    if separator != "," and any(mark in row for mark in ('"', ";;")):
        pytest.skip("the marks in the cells are those of another separator")
    rows, problems = read(f"{header}\n{row}".replace(",", separator))
    assert rows == [expected]
    assert {problem.severity for problem in problems} <= {"note"}


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("题名,作者,刊名,年,DOI", {"name": "a", "authors": "b", "publisher": "c", "releaseDate": "d", "doi": "e"}),
        ("Titel,Autoren,Zeitschrift,Jahr,Seiten",
         {"name": "a", "authors": "b", "publisher": "c", "releaseDate": "d", "pages": "e"}),
        ("Title,Author,Publication Title,Date,Pages",
         {"name": "a", "authors": "b", "publisher": "c", "releaseDate": "d", "pages": "e"}),
        ("Article Title,Authors,Source Title,Publication Year,DOI",
         {"name": "a", "authors": "b", "publisher": "c", "releaseDate": "d", "doi": "e"}),
        ("name,authors,Publisher,releaseDate,Journal",
         {"name": "a", "authors": "b", "publisher": "e, c", "releaseDate": "d"}),
    ],
)  # fmt: skip
def test_columns_of_publications_are_read_as_well(header: str, expected: dict[str, object]) -> None:
    assert read(f"{header}\na,b,c,d,e\n", Publication)[0] == [expected]


def test_a_row_of_a_family_gives_an_entry_for_each_number_with_its_own_date() -> None:
    rows, _ = read(
        'Title,Publication number,Publication date\nT,"US1B2\nEP2A1","2022-01-11\n2019-05-01"\nU,CN3A,2018\n'
    )
    assert [(row["title"], row["number"], row["date"]) for row in rows] == [
        ("T", "US1B2", "2022-01-11"), ("T", "EP2A1", "2019-05-01"), ("U", "CN3A", "2018"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("cell", "people"),
    [
        ("刘硕;王伟", ["刘硕", "王伟"]), ("刘硕；王伟", ["刘硕", "王伟"]), ("刘硕 | 王伟", ["刘硕", "王伟"]),
        ("刘硕 王伟 李娜", ["刘硕", "王伟", "李娜"]), ("刘硕，王伟", ["刘硕", "王伟"]), ("Liu, Shuo", "Liu, Shuo"),
        ("Liu, Shuo; Wang, Wei", ["Liu, Shuo", "Wang, Wei"]), ("Ann Lee, Bo Wu", ["Ann Lee", "Bo Wu"]),
        ("LAU STUART [CN]\nWU BO [US]", ["LAU STUART", "WU BO"]), ("van der Berg, Jan", "van der Berg, Jan"),
        ("阿卜杜拉·买买提；刘硕", ["阿卜杜拉·买买提", "刘硕"]), ("A;;B;", ["A", "B"]),
    ],
)  # fmt: skip
def test_people_in_one_cell_are_told_apart(cell: str, people: object) -> None:
    assert read(f'number,inventors\n1,"{cell}"\n')[0][0]["inventors"] == people


@pytest.mark.parametrize(
    "above", ["search URL:,https://example.com/?q=a\n", "sep=;\n", "Export\n\n\n", '"Hits: 2";;\n;;\n"Made, today"\n']
)
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_lines_above_the_header_are_told_and_left_out(above: str, separator: str) -> None:
    rows, problems = read(above + separator.join(("title", "number")) + "\n" + separator.join(("T", "1")) + "\n")
    assert rows == [{"title": "T", "number": "1"}]
    assert [(problem.code, problem.severity) for problem in problems] == [("left-out", "note")]


def test_columns_that_say_nothing_to_a_reader_and_unknown_ones_are_named_once_each() -> None:
    content = "title,IPC,foo,CPC,bar,titel2\n" + "T,1,2,3,4,\n" * 50
    _, problems = read(content)
    assert [(problem.code, problem.severity, problem.message) for problem in problems] == [
        ("unknown-key", "warning", "`foo` (50 times), `bar` (50 times) are not known"),
        ("left-out", "note", "columns that a résumé does not show: `IPC`, `CPC`"),
    ]
    assert problems[0].position is not None
    assert problems[0].position.column == 11


def test_of_two_columns_for_one_key_the_one_that_says_more_is_shown_and_the_other_is_named() -> None:
    (row,), problems = read("公开号,授权公告号,title\nCN1A,CN1B,T\n")
    assert row == {"number": "CN1B", "title": "T"}
    assert [problem.message for problem in problems if problem.code == "doubled-key"] == [
        "`公开号` is not shown where `授权公告号` says something else"
    ]


@pytest.mark.parametrize("content", ["foo,bar\n1,2\n", "IPC,CPC\n1,2\n", "A method,CN1B,2018\n", "姓名,电话\n甲,1\n"])
def test_a_list_of_which_no_column_is_known_is_an_error_that_names_them(content: str) -> None:
    with pytest.raises(ProfileError) as caught:
        read(content)
    (problem,) = caught.value.problems
    assert problem.code == "empty-list"
    assert all(name in problem.message for name in content.partition("\n")[0].split(","))


def test_empty_cells_beyond_the_header_are_no_mistake() -> None:
    assert read("title,number\nT,1,,\n")[0] == [{"title": "T", "number": "1"}]


def test_more_rows_than_anybody_has_are_too_many() -> None:
    with pytest.raises(LimitError, match=r"more than [\d,]+ values"):
        read("title,number\n" + "a,b\n" * 600_000)
