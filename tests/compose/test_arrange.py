"""A theme may have positions before employers, contacts in a table, and a line to sign on at the end."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from composing import section
from made import profile_of

from resume_cli.compose import compose
from resume_cli.compose.arrange import arranged
from resume_cli.document import Document, Entry, Paragraph, Terms, block_texts, plain
from resume_cli.select import select

USUAL = {
    "entry-lead": "employer",
    "entry-head": "two-lines",
    "layout": "single",
    "contacts-layout": "lines",
    "closing": "none",
    "entry-duration": "none",
    "skills-columns": "one",
}
SIGNED_ON = datetime(2026, 12, 3, tzinfo=UTC)
PROFILE = """
    work:
      - {name: Acme, position: Engineer, url: "https://acme.example", startDate: 2019}
      - {name: Alone}
      - {position: Painter}
      - {name: Umbrella, roles: [{position: Clerk}, {position: Cook}]}
    volunteer: [{organization: Aid, position: Driver}]
    education: [{institution: School, area: Music}]
"""
PERSON = """
    basics:
      name: {en: Ada Byron, de: Ada Byron, zh: 王小梅, ar: آدا بايرون}
      email: ada@example.com
      location: {city: Bonn}
      profiles: [{network: GitHub, username: ada}, {network: Xing, url: "https://xing.example/ada", username: ada}]
      details: {nationality: deutsch, "Größe: 政治 C++": x, 籍贯: 江苏}
    sections: [{id: details, title: Own, entries: [{name: One}]}]
    work: [{name: Acme}]
"""


def with_tokens(yaml: str, language: str = "en", created: datetime | None = SIGNED_ON, **tokens: str) -> Document:
    document = compose(select(profile_of(yaml), language, None), created)
    chosen = USUAL | {name.replace("_", "-"): value for name, value in tokens.items()}
    return arranged(document, chosen.__getitem__, created)


def titles(lead: str, name: str) -> list[tuple[str, str]]:
    entries = section(with_tokens(PROFILE, entry_lead=lead), name).blocks
    return [(plain(each.title), plain(each.subtitle)) for each in entries if isinstance(each, Entry)]


def rows(document: Document) -> list[tuple[str, str]]:
    """Return the rows of the table of details."""
    (table,) = document.sections[0].blocks
    assert isinstance(table, Terms)
    return [(plain(each.name), plain(each.description)) for each in table.items]


def closing(document: Document) -> list[str]:
    last = document.sections[-1]
    return (
        [plain(each.content) for each in last.blocks if isinstance(each, Paragraph)] if last.kind == "closing" else []
    )


def test_the_usual_tokens_change_nothing() -> None:
    for yaml in (PROFILE, PERSON):
        assert with_tokens(yaml) == compose(select(profile_of(yaml), "en", None), SIGNED_ON)
    assert titles("employer", "work")[0] == ("Acme", "Engineer")


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("work", [("Engineer", "Acme"), ("Alone", ""), ("Painter", ""), ("Umbrella", "")]),
        ("volunteer", [("Driver", "Aid")]),
        ("education", [("School", "Music")]),
    ],
)
def test_positions_lead_where_there_is_one(name: str, expected: list[tuple[str, str]]) -> None:
    assert titles("position", name) == expected


def test_each_contact_and_each_detail_is_a_row_with_its_label() -> None:
    document = with_tokens(PERSON, contacts_layout="table")
    assert document.header.contacts == ()
    assert rows(document) == [
        ("E-mail", "ada@example.com"),
        ("Address", "Bonn"),
        ("GitHub", "ada"),
        ("Xing", "xing.example/ada"),
        ("Nationality", "deutsch"),
        ("Größe: 政治 C++", "x"),
        ("籍贯", "江苏"),
    ]


@pytest.mark.parametrize(
    ("language", "title", "label"),
    [
        ("de", "Persönliche Daten", "Staatsangehörigkeit"),
        ("zh", "个人信息", "国籍"),
        ("ja", "個人情報", "国籍"),
        ("ar", "المعلومات الشخصية", "الجنسية"),
    ],
)
def test_the_table_is_in_the_words_of_the_language(language: str, title: str, label: str) -> None:
    document = with_tokens(PERSON, language, contacts_layout="table")
    assert plain(document.sections[0].title) == title
    assert (label, "deutsch") in rows(document)


@pytest.mark.parametrize("language", ["zh", "ar"])
def test_no_word_of_a_contact_is_lost_in_the_table(language: str) -> None:
    usual, table = with_tokens(PERSON, language), with_tokens(PERSON, language, contacts_layout="table")
    colon = usual.labels.colon
    for contact, (name, description) in zip(usual.header.contacts, rows(table), strict=True):
        assert plain(contact.content) in {description, f"{name}{colon}{description}"}


def test_the_ids_of_the_new_sections_are_their_own() -> None:
    document = with_tokens(PERSON, contacts_layout="table", closing="signature")
    ids = [each.id for each in document.sections]
    assert len(set(ids)) == len(ids)


def test_without_contacts_there_is_no_table() -> None:
    assert next(each.kind for each in with_tokens(PROFILE, contacts_layout="table").sections) == "work"


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en", ["Bonn, Dec 3, 2026", "Ada Byron"]),
        ("de", ["Bonn, 03.12.2026", "Ada Byron"]),
        ("zh", ["Bonn，2026.12.03", "王小梅"]),
    ],
)
def test_place_and_date_are_above_the_name_that_signs(language: str, expected: list[str]) -> None:
    assert closing(with_tokens(PERSON, language, closing="signature")) == expected


@pytest.mark.parametrize("created", [None, datetime(1970, 1, 1, tzinfo=UTC)])
def test_nothing_is_signed_on_a_day_that_is_not_known(created: datetime | None) -> None:
    assert closing(with_tokens(PERSON, created=created, closing="signature")) == ["Bonn", "Ada Byron"]


def test_without_a_name_nobody_signs() -> None:
    assert closing(with_tokens(PROFILE, closing="signature")) == []


def test_a_closing_line_of_the_profile_is_not_followed_by_another() -> None:
    own = PERSON.replace("title: Own", 'title: ""').replace("sections: [{id: details,", "sections: [work, {id: end,")
    assert with_tokens(own).sections[-1].title == ()
    assert with_tokens(own, closing="signature") == with_tokens(own)


JOBS = """
    work:
      - {name: Acme, position: Engineer, startDate: 2019, endDate: 2020, location: {city: Bonn}}
      - {name: Alone, startDate: 2018}
      - {name: Third, position: Clerk, startDate: 2017}
      - {name: Fourth, position: %s, startDate: 2016}
"""


@pytest.mark.parametrize(
    ("position", "expected"),
    [
        ("Cook", [True, False, True, True]),
        ("Head of everything that a company of this size does " * 2, [True, False, True, False]),
    ],
)
def test_a_job_is_on_one_line_where_it_has_room_and_a_position(position: str, expected: list[bool]) -> None:
    blocks = section(with_tokens(JOBS % position, entry_head="one-line"), "work").blocks
    assert [each.in_one_line for each in blocks if isinstance(each, Entry)] == expected


def test_where_most_jobs_have_no_room_all_of_them_take_two_lines() -> None:
    long = "{name: Fifth, position: " + "Head of everything that a company of this size does " * 2 + "}"
    made = with_tokens(JOBS % "Cook" + f"      - {long}\n      - {long}\n", entry_head="one-line")
    assert not any(each.in_one_line for each in section(made, "work").blocks if isinstance(each, Entry))


def test_dates_are_read_last_where_all_is_on_one_line() -> None:
    (job, *_) = section(with_tokens(JOBS % "Cook", entry_head="one-line"), "work").blocks
    assert list(block_texts(job)) == ["Acme", "Engineer", "Bonn", "2019 – 2020"]
