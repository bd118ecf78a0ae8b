"""A theme may have the position before the employer, in jobs and voluntary work and nowhere else."""

from __future__ import annotations

import pytest
from composing import made, section

from resume_cli.compose.arrange import arranged
from resume_cli.document import Entry, plain

PROFILE = """
    work:
      - {name: Acme, position: Engineer, url: "https://acme.example", startDate: 2019}
      - {name: Alone}
      - {position: Painter}
      - {name: Umbrella, roles: [{position: Clerk}, {position: Cook}]}
    volunteer: [{organization: Aid, position: Driver}]
    education: [{institution: School, area: Music}]
"""


def titles(lead: str, name: str) -> list[tuple[str, str]]:
    entries = section(led_by(made(PROFILE), lead), name).blocks
    return [(plain(each.title), plain(each.subtitle)) for each in entries if isinstance(each, Entry)]


def test_employers_lead_as_composed() -> None:
    assert led_by(made(PROFILE), "employer") == made(PROFILE)
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
