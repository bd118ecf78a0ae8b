"""Dates are read as precisely as they were written, in whatever form, and stop where no calendar has them."""

from __future__ import annotations

import pytest

from resume_cli.profile.validation.dates import ONGOING, ends_before, read_date
from resume_cli.profile.validation.problems import Problems
from resume_cli.profile.values import Date


def read(written: str) -> tuple[Date, list[str]]:
    """Return a date, and the codes of the problems with it."""
    problems = Problems()
    date = read_date(written, (), problems)
    return date, [problem.code for problem, _ in problems.found]


@pytest.mark.parametrize(
    "written", ["2018", "2018-01", "2018-01-31", "0999-12-01", "2024-02-29", "2000-02-29", "9999-12-31"]
)
def test_a_date_stays_as_precise_as_it_was_written(written: str) -> None:
    date, codes = read(written)
    assert (date.text, date.iso, codes) == (written, written, [])


@pytest.mark.parametrize(
    ("written", "iso", "codes"),
    [
        ("2018.01", "2018-01", ["loose-date"]),
        ("2018/1", "2018-01", ["loose-date"]),
        ("2023-9-28", "2023-09-28", ["loose-date"]),
        ("2018年3月", "2018-03", ["loose-date"]),
        ("2018年3月5日", "2018-03-05", ["loose-date"]),
        ("2018年", "2018", ["loose-date"]),
        ("2016-08-24T00:00:00.000Z", "2016-08-24", []),
    ],
)
def test_a_date_in_another_form_is_understood(written: str, iso: str, codes: list[str]) -> None:
    date, found = read(written)
    assert (date.text, found) == (iso, codes)


@pytest.mark.parametrize(
    "written",
    [
        "2013-19", "2018-00", "2018-04-31", "0000", "2013-19-39", "2018.13", "2018-01-00", "2018-01-32",
        "2023-02-29", "1900-02-29", "2100-02-29",
    ],
)  # fmt: skip
def test_a_date_outside_the_calendar_stops(written: str) -> None:
    assert read(written)[1] == ["impossible-date"]


@pytest.mark.parametrize("written", ["Present", "至今", "NOW", "heute", "настоящее время", "现在"])
def test_words_for_until_now_are_understood(written: str) -> None:
    date, codes = read(written)
    assert (date.ongoing, date.text, date.iso, codes) == (True, written, "", [])


def test_every_word_for_until_now_is_in_small_letters() -> None:
    assert {word for word in ONGOING if word != word.lower()} == set()


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        ("2019", "2018", True),
        ("2018-01", "2019-01", False),
        ("2018-12-31", "2019-01-01", False),
        ("2019-01-01", "2018-12-31", True),
        ("2018-05", "2018-03", True),
        ("2018-05-09", "2018-05-08", True),
        ("2018-05-08", "2018-05-09", False),
        ("2018-05", "2018-05", False),
        ("2018-05", "2018", False),
        ("2018", "2018-01", False),
        ("Summer 2019", "2018", False),
        ("2019", "Present", False),
    ],
)
def test_an_end_is_before_its_start_as_far_as_both_are_precise(start: str, end: str, expected: bool) -> None:
    assert ends_before(read(start)[0], read(end)[0]) is expected


def test_what_has_no_start_or_no_end_does_not_end_before_it_starts() -> None:
    assert not ends_before(None, Date("2018", 2018))
    assert not ends_before(Date("2018", 2018), None)
