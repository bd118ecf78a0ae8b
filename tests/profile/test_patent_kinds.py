"""The kind code of a patent's number decides whether its date is a publication or a grant."""

import pytest

from resume_cli.profile.patent_kinds import event_of, office_of


@pytest.mark.parametrize(
    ("number", "event"),
    [
        ("US10091236B2", "granted"),
        ("US 2018/0123456 A1", "published"),
        ("US20180123456A1", "published"),
        ("US-11222333-B2", "granted"),
        ("US 5,123,456", "granted"),
        ("US5123456A", "granted"),
        ("US D712345 S", "granted"),
        ("USRE45678E1", "granted"),
        ("USPP12345P2", "granted"),
        ("US20010012345P1", "published"),
        ("US 63/123,456", None),
        ("US11222333", None),
        ("EP1234567A1", "published"),
        ("EP 1 234 567 B1", "granted"),
        ("EP1234567A3", "published"),
        ("WO2019123456A1", "published"),
        ("WO 2019/123456", "published"),
        ("CN108259941A", "published"),
        ("CN103746817B", "granted"),
        ("CN101234567C", "granted"),
        ("CN201234567U", "granted"),
        ("CN301234567S", "granted"),
        ("CN201810123456.7", None),
        ("DE102015001234A1", "published"),
        ("DE102015001234B4", "granted"),
        ("DE202015001234U1", "granted"),
        ("JP2015123456A", "published"),
        ("JP5678901B2", "granted"),
        ("KR101234567B1", "granted"),
        ("KR1020150012345A", "published"),
        ("FR3012345B1", "granted"),
        ("AU2015123456A1", "published"),
        ("a number", None),
        ("", None),
    ],
)
def test_a_number_says_what_its_date_is(number: str, event: str | None) -> None:
    assert event_of(number) == event


def test_the_office_beside_the_number_counts_where_the_number_has_none() -> None:
    assert (event_of("10091236 B2"), event_of("10091236 B2", "US"), event_of("2019/123456", "wo")) == (
        "granted",
        "granted",
        "published",
    )
    assert (office_of("CN103746817B"), office_of("103746817")) == ("CN", "")
