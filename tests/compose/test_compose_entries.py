"""Jobs, degrees, skills and publications: what leads, what follows, and what is a link."""

import pytest
from composing import inlines_of, made, said, section

from resume_cli.document import Bullets, Entry, Link, Paragraph, Strong, Terms, Text, plain, texts


def test_the_employer_and_the_dates_lead_and_the_position_has_a_line_of_its_own() -> None:
    document = made("""
        work:
          - name: Acme
            url: https://acme.example
            position: Engineer
            location: Berlin
            startDate: 2018-01
            description: A maker of *everything*.
            summary: |
              First.

              Second.
            highlights: [One **thing**]
            keywords: [Go, Rust]
    """)
    (entry,) = section(document, "work").blocks
    assert isinstance(entry, Entry)
    assert entry.title == (Link((Text("Acme"),), "https://acme.example"),)
    assert plain(entry.subtitle) == "Engineer"
    assert list(map(plain, entry.meta)) == ["Jan 2018 – Present", "Berlin"]
    assert [type(block) for block in entry.body] == [Paragraph, Paragraph, Paragraph, Bullets, Terms]
    assert said(entry.body) == ["A maker of everything.", "First.", "Second.", "One thing", "Keywords", "Go, Rust"]


def test_roles_are_entries_within() -> None:
    document = made("work: [{name: A, roles: [{position: Lead, startDate: 2018, highlights: [x]}, {position: Dev}]}]")
    (entry,) = section(document, "work").blocks
    assert isinstance(entry, Entry)
    assert [plain(role.title) for role in entry.roles] == ["Lead", "Dev"]
    assert plain(entry.roles[0].meta[0]) == "2018 – Present"


def test_an_entry_without_an_employer_is_titled_by_what_there_is() -> None:
    document = made("work: [{position: Freelancer, startDate: 2018}]\neducation: [{area: Physics, studyType: BSc}]")
    assert said(section(document, "work").blocks) == ["Freelancer", "2018 – Present"]
    assert said(section(document, "education").blocks) == ["BSc, Physics"]


@pytest.mark.parametrize(
    ("language", "degree"), [("en", "Master, Physics · Faculty"), ("zh", "Physics，Master · Faculty")]
)
def test_a_degree_stands_in_the_order_of_the_language(language: str, degree: str) -> None:
    document = made(
        "education: [{institution: U, area: Physics, studyType: Master, department: Faculty, endDate: 2012}]", language
    )
    (entry,) = section(document, "education").blocks
    assert isinstance(entry, Entry)
    assert plain(entry.subtitle) == degree
    assert plain(entry.meta[0]) == "2012"


def test_courses_with_commas_are_parted_by_semicolons() -> None:
    document = made("education: [{institution: U, courses: ['A, part 1', B]}]")
    assert "A, part 1; B" in list(texts(document))


def test_skills_are_terms_with_their_level() -> None:
    document = made(
        "skills: [{name: Code, level: Master, keywords: [Go, C]}, {name: Chess, level: Good}, {keywords: [x]}]"
    )
    (terms,) = section(document, "skills").blocks
    assert isinstance(terms, Terms)
    assert [(plain(term.name), plain(term.description)) for term in terms.items] == [
        ("Code (Master)", "Go, C"), ("Chess", "Good"), ("", "x"),
    ]  # fmt: skip
    assert terms.separator == ": "


def test_own_name_is_bold_in_every_spelling_and_no_other_name_is() -> None:
    document = made("""
        meta: {languages: [zh, en]}
        basics: {name: {zh: 刘硕, en: Stuart Lau}, aka: ["Liu, Shuo"]}
        publications: [{name: X, authors: [Liu Shuo, "STUART  LAU", 刘硕, Stuart Laurie, "Lau, Stuart"]}]
    """)
    strong = [plain(inline.children) for inline in inlines_of(document.sections) if isinstance(inline, Strong)]
    assert strong == ["Liu Shuo", "STUART LAU", "刘硕", "Lau, Stuart"]


@pytest.mark.parametrize(
    ("own", "written", "is_own"),
    [
        ("Wei Wang", "Wang, Wei", True), ("Wei Wang", "WANG WEI", True), ("Wang Wei", "Wei Wang", True),
        ("Jörg Müller", "MÜLLER, Jörg", True), ("Jan van der Berg", "van der Berg, Jan", True),
        ("王伟", "王，伟", True), ("Ann-Marie Lee", "Lee, Ann-Marie", True), ("Wei Wang", "Wang, Weimin", False),
        ("Wei Wang", "W. Wang", False), ("Wei Wang", "Wei Wang Li", False),
    ],
)  # fmt: skip
def test_own_name_is_bold_in_any_order(own: str, written: str, is_own: bool) -> None:
    document = made(f"basics: {{name: {own}}}\npublications: [{{name: X, authors: ['{written}', Bo]}}]")
    assert any(isinstance(inline, Strong) for inline in inlines_of(document.sections)) is is_own


@pytest.mark.parametrize(
    ("names", "language", "shown"),
    [
        ('["Wang, Wei", "Lau, Stuart"]', "en", "Wang, Wei; Lau, Stuart"),
        ('["Wang, Wei", Bo]', "de", "Wang, Wei; Bo"),
        ('["Wang, Wei", "Lau, Stuart"]', "zh", "Wang, Wei；Lau, Stuart"),
        ("[Wei Wang, Stuart Lau]", "en", "Wei Wang, Stuart Lau"),
        ('["Wang, Wei"]', "en", "Wang, Wei"),
    ],
)
def test_names_with_commas_are_parted_by_semicolons(names: str, language: str, shown: str) -> None:
    papers, patents = f"publications: [{{name: X, authors: {names}}}]", f"patents: [{{title: Y, assignee: {names}}}]"
    found = "\n".join(texts(made(f"{papers}\n{patents}", language)))
    assert found.count(shown) == 2
