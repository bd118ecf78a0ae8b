"""Habits of reference managers, databases of patents and address books: what each becomes in a profile."""

from __future__ import annotations

import json
from typing import Any

import pytest
from foreign import imported

from resume_cli.interchange.importing import read
from resume_cli.interchange.source import Source


def reference(**fields: object) -> Any:  # noqa: ANN401 - plain data
    """Return the entry of a work in CSL-JSON."""
    return imported(json.dumps([{"type": "book", "title": "T", "author": [{"family": "A"}], **fields}]))[
        "publications"
    ][0]


@pytest.mark.parametrize(
    ("issued", "date"),
    [
        ({"date-parts": [[2019, 3]]}, "2019-03"),
        ({"date-parts": [["2019", "3", "4"]]}, "2019-03-04"),
        ({"date-parts": [[2019, 0, 0]]}, "2019"),
        ({"date-parts": [[2019, 5], [2019, 6]]}, "2019-05"),
        ({"date-parts": [["2019"]], "season": 1}, "2019"),
        ({"raw": "March 2019"}, "2019-03"),
        ({"literal": "in press"}, "in press"),
        ({"string": "2019-03"}, "2019-03"),
        ("2019-03-04T00:00:00Z", "2019-03-04"),
        ("2019", "2019"),
    ],
)
def test_a_date_of_csl_json_goes_as_far_as_it_is_known(issued: object, date: str) -> None:
    assert reference(issued=issued)["releaseDate"] == date


def test_a_work_of_csl_json_may_stand_alone_and_have_two_containers() -> None:
    work = {"type": "chapter", "title": "T", "author": [{"family": "Doe"}], "container-title": ["A", "B"]}
    assert imported(json.dumps(work))["publications"] == [
        {"name": "T", "authors": ["Doe"], "publisher": "A, B", "type": "chapter"}
    ]


@pytest.mark.parametrize(
    ("fields", "key", "value"),
    [
        (r"url = {http://a.example/\~{}b\_c}", "url", "http://a.example/~b_c"),
        (r"howpublished = {\url{https://a.example/x}}", "url", "https://a.example/x"),
        (r'author = "Erd\H{o}s, P{\'a}l and {\L}ukasiewicz, Jan and others"', "authors",
         ["Pál Erdős", "Jan Łukasiewicz", "et al."]),
        (r"author = {{The Group}}", "authors", ["The Group"]),
        (r"title = {On {\LaTeX} \& \emph{more} --- na\"ive}", "name", "On LaTeX & more — naïve"),
        (r"month = may, year = 2019", "releaseDate", "2019-05"),
        (r'month = "10~" # jan, year = 2019', "releaseDate", "2019-01-10"),
        (r"date = {2019-05-03}", "releaseDate", "2019-05-03"),
        (r"year = {in press}", "releaseDate", "in press"),
        (r"journal = acm # { Letters}", "publisher", "ACM Letters"),
    ],
)  # fmt: skip
def test_a_field_of_bibtex_is_what_latex_would_print(fields: str, key: str, value: object) -> None:
    source = f"% comment\n@string{{acm = {{ACM}}}}\n@misc{{x, {'' if 'title' in fields else 'title = {T},'} {fields}}}"
    assert imported(source)["publications"][0][key] == value


def test_fields_of_bibtex_that_are_not_shown_are_named() -> None:
    source = b"@article{x, title={T}, author={A}, keywords={a, b}, urldate={2020-01-01}, editor={E, F}}"
    draft, _ = read(Source("x.bib", source), None)
    said = {kind: " ".join(each.message for each in draft.notes if each.note == kind) for kind in ("lost", "kept")}
    assert all(f"`{field}`" in said["lost"] for field in ("keywords", "urldate"))
    assert "`editor`" in said["kept"]
    assert draft.profile["publications"][0]["editor"] == "E, F"


@pytest.mark.parametrize(
    ("line", "key", "value"),
    [
        ("FN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=E7=8E=8B=E5=B0=8F=\r\n=E6=98=8E", "name", "王小明"),
        ("FN;CHARSET=ISO-8859-1;ENCODING=QUOTED-PRINTABLE:J=F6rg", "name", "Jörg"),
        ("FN;CHARSET=GB2312;ENCODING=QUOTED-PRINTABLE:=CD=F5", "name", "王"),
        ("FN;CHARSET=SHIFT_JIS;ENCODING=QUOTED-PRINTABLE:=93=63", "name", "田"),
        ("FN:J. \r\n Doe", "name", "J. Doe"),
        ("NOTE;ENCODING=QUOTED-PRINTABLE:one=0D=0Atwo", "summary", "one\ntwo"),
        ("item1.EMAIL;type=INTERNET;type=pref:a@b.example", "email", "a@b.example"),
        ("TEL;WORK;FAX:1\r\nTEL;CELL:2", "phone", "2"),
        ('TEL;VALUE=uri;TYPE="voice,home":tel:+49-30', "phone", "+49-30"),
        ("X-SKYPE:ada", "profiles", [{"network": "Skype", "username": "ada"}]),
        ("IMPP;X-SERVICE-TYPE=Skype:skype:ada", "profiles", [{"network": "Skype", "username": "ada"}]),
        ("FN;LANGUAGE=en:Stuart Lau\r\nFN;LANGUAGE=zh:刘硕", "name", {"en": "Stuart Lau", "zh": "刘硕"}),
        ("FN:Jane Doe\r\nTITLE:Engineer\r\nROLE:Lead", "label", "Lead"),
        ("GENDER:F;female", "details", {"gender": "female"}),
        ("BDAY:--0412", "details", {"birthDate": "--0412"}),
    ],
)  # fmt: skip
def test_a_line_of_a_card_is_read_in_each_version(line: str, key: str, value: object) -> None:
    card = f"BEGIN:VCARD\r\nVERSION:2.1\r\nN:Doe;Jane\r\n{line}\r\nEND:VCARD\r\n"
    assert imported(card)["basics"][key] == value


@pytest.mark.parametrize(
    ("encoding", "name"), [("cp1252", "Jörg Müller"), ("gb18030", "刘硕"), ("utf-16", "Ørsted"), ("utf-8-sig", "Ø")]
)
def test_a_card_in_an_older_encoding_is_read(encoding: str, name: str) -> None:
    card = f"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:{name}\r\nEND:VCARD\r\n".encode(encoding)
    assert imported(card)["basics"]["name"] == name


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ("AU  - Doe,Jane,Jr.", {"authors": ["Jane Doe Jr."]}),
        ("AU  - NASA", {"authors": ["NASA"]}),
        ("ST  - Short", {"name": "Short"}),
        ("TI  - One\nand two", {"name": "One and two"}),
        ("Y1  - 2019/05/03/spring", {"releaseDate": "2019-05-03"}),
        ("PY  - 2019///", {"releaseDate": "2019"}),
        ("SP  - 1-10", {"pages": "1-10"}),
        ("SP  - 1\nEP  - 10", {"pages": "1–10"}),
    ],
)
def test_a_tag_of_ris_is_read_however_a_manager_writes_it(lines: str, expected: dict[str, Any]) -> None:
    (entry,) = imported(f"\ufeffTY  - JOUR\n{lines}\nER  - \n")["publications"]
    assert {key: entry[key] for key in expected} == expected


def test_of_a_journal_in_ris_the_number_is_not_that_of_a_book_and_of_a_patent_it_is_as_offices_print_it() -> None:
    draft, _ = read(Source("x.ris", b"TY  - JOUR\nTI  - T\nSN  - 1234-567X\nER  - \nER  - \n"), None)
    assert draft.profile["publications"] == [{"name": "T", "type": "journal"}]
    assert [note.value for note in draft.notes if note.note == "lost"] == ["1234-567X"]
    (patent,) = imported("TY  - PAT\r\nTI  - T\r\nSN  - US 10,091,236 B2\r\nCY  - United States\r\nER  -\r\n")[
        "patents"
    ]
    assert patent == {"title": "T", "number": "US10091236B2", "office": "US"}


def test_a_family_of_patents_is_tied_also_where_no_column_names_it() -> None:
    table = (
        'Title;Inventors;Publication number;Publication date\nT;DOE J [US];"EP1A1\nEP1B1";"2019-01-02\n2021-03-04"\n'
    )
    assert [each["family"] for each in imported(table)["patents"]] == ["EP1A1", "EP1A1"]


@pytest.mark.parametrize(
    ("cell", "people"),
    [
        ("Doe; Jane et al.", ["Jane Doe", "et al."]), ("Doe, John; Roe, Jane", ["John Doe", "Jane Roe"]),
        ("DOE JOHN M [US];VAN DER BERG NOOR [NL]", ["John M Doe", "Noor van der Berg"]),
        ("Doe, John (US)", "John Doe"), ("MCDONALD ANN-MARIE", "Ann-Marie McDonald"), ("Müller; Jörg", "Jörg Müller"),
        ("刘, 硕", "刘硕"), ("Jane Doe", "Jane Doe"),
        # Which of three names is the family name is not plain.
        ("GARCIA LOPEZ JUAN", "GARCIA LOPEZ JUAN"),
    ],
)  # fmt: skip
def test_an_inventor_gets_the_usual_order_of_a_name_and_a_mark_to_check_it(cell: str, people: object) -> None:
    table = f'Title,Inventor name,Document/Patent number,Publication date\nT,"{cell}",US-11222333-B2,2022-01-11\n'
    draft, _ = read(Source("list.csv", table.encode()), None)
    assert draft.profile["patents"][0]["inventors"] == people
    turned = any(note.note == "guessed" and note.target == "patents[0].inventors" for note in draft.notes)
    assert turned == (cell not in {"Jane Doe", "GARCIA LOPEZ JUAN"})


LENS = """Jurisdiction,Display Key,Publication Date,Title,Inventors,Owners,Simple Family Members
US,US 11222333 B2,2022-01-11,T,Ann Lee,ACME (2018-11-02),US 11222333 B2;;US 2020/0123456 A1;;CN 112345678 B
CN,CN 112345678 B,2021-08-06,T,Ann Lee,ACME,CN 112345678 B;;US 11222333 B2;;US 2020/0123456 A1
WO,WO 2021/009999 A1,2021-01-14,U,Ann Lee,ACME,WO 2021/009999 A1
"""


def test_a_family_of_lens_has_an_entry_for_each_number_tied_whichever_has_a_row() -> None:
    draft, _ = read(Source("lens.csv", LENS.encode()), None)
    patents = draft.profile["patents"]
    assert [(each["number"], each.get("family"), each.get("date")) for each in patents] == [
        ("US11222333B2", "US11222333B2", "2022-01-11"), ("US20200123456A1", "US11222333B2", None),
        ("CN112345678B", "US11222333B2", "2021-08-06"), ("WO2021009999A1", None, "2021-01-14"),
    ]  # fmt: skip
    assert patents[1] == {
        "title": "T", "number": "US20200123456A1", "office": "US", "inventors": "Ann Lee", "assignee": "ACME",
        "family": "US11222333B2",
    }  # fmt: skip
    assert [(note.target, note.line) for note in draft.notes if note.note == "guessed"] == [("patents[1].number", 2)]
    said = " ".join(note.message for note in draft.notes)
    assert "behind names are not shown: `Owners`" in said
    assert "`Simple Family Members`" not in said


@pytest.mark.parametrize(
    "numbers",
    ["US11222333B2\nEP1234567A1", "US11222333B2; EP1234567A1", "US 11222333 B2, EP1234567A1", "US1B2 EP1234567A1"],
)
def test_several_numbers_in_a_cell_are_several_patents_however_they_are_parted(numbers: str) -> None:
    table = f'Title;Inventors;Publication number;Publication date\n"A\nT";Jo;"{numbers}";"2022-01-11\n2019-05-01"\n'
    found = [(each["title"], each["number"], each["date"]) for each in imported(table)["patents"]]
    assert found == [("A T", found[0][1], "2022-01-11"), ("A T", "EP1234567A1", "2019-05-01")]
    assert found[0][1] in {"US11222333B2", "US1B2"}


def test_a_date_that_belongs_to_no_number_of_a_family_for_sure_is_named_and_not_shown() -> None:
    table = 'Title;Inventors;Publication number;Publication date\nT;Jo;"US1B2\nEP2A1\nCN3A";"2022-01-11\n2019-05-01"\n'
    draft, _ = read(Source("list.csv", table.encode()), None)
    assert [each.get("date") for each in draft.profile["patents"]] == [None, None, None]
    assert any("`Publication date`" in note.message for note in draft.notes if note.note == "lost")


def test_an_application_is_not_granted_whatever_its_row_says() -> None:
    header = "id,title,inventor/author,filing/creation date,publication date,grant date\n"
    rows = "US-20200123456-A1,T,Ann Lee,2018,2020-04-23,2022-01-11\nUS-11222333-B2,T,Ann Lee,2018,,2022-01-11\n"
    draft, _ = read(Source("google.csv", f"{header}{rows}".encode()), None)
    application, grant = draft.profile["patents"]
    assert (application["date"], "granted" in application, grant["granted"]) == ("2020-04-23", False, "2022-01-11")
    assert [(note.value, note.line) for note in draft.notes if "published application" in note.message] == [
        ("2022-01-11", 2)
    ]
