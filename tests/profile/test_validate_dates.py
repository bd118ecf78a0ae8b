"""Dates are read as precisely as they were written, in whatever form, and stop where no calendar has them."""

from __future__ import annotations

import pytest

from resume_cli.profile.validation.dates import ONGOING, read_date


@pytest.mark.parametrize("written", ["2018", "2018-01", "2018-01-31", "0999-12-01", "2024-02-29"])
def test_a_date_stays_as_precise_as_it_was_written(written: str) -> None:
    reading = read_date(written, ())
    assert (reading.date.text, reading.date.iso, reading.code) == (written, written, "")


@pytest.mark.parametrize(
    ("written", "iso"),
    [
        ("2018.01", "2018-01"),
        ("2018/1", "2018-01"),
        ("2023-9-28", "2023-09-28"),
        ("2018年3月", "2018-03"),
        ("2018年3月5日", "2018-03-05"),
        ("2018年", "2018"),
        ("2016-08-24T00:00:00.000Z", "2016-08-24"),
    ],
)
def test_a_date_in_another_form_is_understood(written: str, iso: str) -> None:
    assert read_date(written, ()).date.text == iso


@pytest.mark.parametrize("written", ["2013-19", "2023-02-29", "2018-00", "2018-04-31", "0000", "2013-19-39", "2018.13"])
def test_a_date_outside_the_calendar_stops(written: str) -> None:
    assert read_date(written, ()).impossible


@pytest.mark.parametrize("written", ["Present", "至今", "NOW", "heute", "настоящее время", "现在"])
def test_words_for_until_now_are_understood(written: str) -> None:
    date = read_date(written, ()).date
    assert (date.ongoing, date.text, date.iso) == (True, written, "")


def test_every_word_for_until_now_is_in_small_letters() -> None:
    assert {word for word in ONGOING if word != word.lower()} == set()
