"""Dates and periods are written as their language writes them, no more precisely than given."""

import datetime as dt

import pytest

from resume_cli.compose.dates import date, period
from resume_cli.compose.formatter import Formatter
from resume_cli.document import NoWrap, Text, Time, plain
from resume_cli.locale.wording import AVAILABLE
from resume_cli.profile.values import Date


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en", ("2018", "Jan 2018", "Jan 5, 2018", "Jan 2018 – Present")),
        ("en-GB", ("2018", "Jan 2018", "5 Jan 2018", "Jan 2018 – Present")),
        ("zh", ("2018", "2018.01", "2018.01.05", "2018.01 – 至今")),
        ("zh-Hant", ("2018", "2018.01", "2018.01.05", "2018.01 – 至今")),
        ("ja", ("2018年", "2018年1月", "2018年1月5日", "2018年1月〜現在")),
        ("ko", ("2018년", "2018년 1월", "2018년 1월 5일", "2018년 1월 – 현재")),
        ("de", ("2018", "01/2018", "05.01.2018", "01/2018 – heute")),
        ("fr", ("2018", "janv. 2018", "5 janv. 2018", "janv. 2018 – aujourd’hui")),
        ("es", ("2018", "ene 2018", "5 ene 2018", "ene 2018 – actualidad")),
        ("pt", ("2018", "jan. 2018", "5 jan. 2018", "jan. 2018 – atual")),
        ("it", ("2018", "gen 2018", "5 gen 2018", "gen 2018 – oggi")),
        ("nl", ("2018", "jan 2018", "5 jan 2018", "jan 2018 – heden")),
        ("pl", ("2018", "01.2018", "05.01.2018", "01.2018 – obecnie")),
        ("tr", ("2018", "Oca 2018", "5 Oca 2018", "Oca 2018 – Halen")),
        ("ru", ("2018", "01.2018", "05.01.2018", "01.2018 – настоящее время")),
        ("ar", ("2018", "يناير 2018", "5 يناير 2018", "يناير 2018 – حتى الآن")),
        ("he", ("2018", "01/2018", "5.1.2018", "01/2018 – היום")),
        ("sv", ("2018", "Jan 2018", "Jan 5, 2018", "Jan 2018 – Present")),
    ],
)
def test_dates_are_written_as_in_their_language_and_as_precise_as_given(
    language: str, expected: tuple[str, ...]
) -> None:
    words = Formatter.of(language, (language,))
    month = Date("2018-01", 2018, 1)
    written = (
        date(words, Date("2018", 2018)), date(words, month), date(words, Date("2018-01-05", 2018, 1, 5)),
        period(words, month, None),
    )  # fmt: skip
    assert tuple(map(plain, written)) == expected


#: Where résumés are dated in another way than CLDR's running text: with numbers, or without the article.
OTHER_THAN_CLDR = {"zh", "zh-Hant", "de", "ru", "he", "pl", "pt"}


@pytest.mark.parametrize("tag", [tag for tag in AVAILABLE if tag not in OTHER_THAN_CLDR])
@pytest.mark.parametrize("month", range(1, 13))
def test_dates_are_those_of_cldr(tag: str, month: int) -> None:
    from babel.dates import format_skeleton

    words = Formatter.of(tag, (tag,))
    day = dt.date(2018, month, 5)
    locale = tag.replace("-", "_")
    assert plain(date(words, Date("", 2018, month))) == format_skeleton("yMMM", day, locale=locale)
    assert plain(date(words, Date("", 2018, month, 5))) == format_skeleton("yMMMd", day, locale=locale)


def test_a_date_carries_the_form_for_machines_with_the_same_precision() -> None:
    words = Formatter.of("en", ("en",))
    assert date(words, Date("2018", 2018)) == (Time("2018", "2018"),)
    assert date(words, Date("2018-1", 2018, 1)) == (Time("Jan 2018", "2018-01"),)
    assert period(words, Date("2018", 2018), Date("now", ongoing=True)) == (
        NoWrap((Time("2018", "2018"), Text(" – "), Text("Present"))),
    )


def test_periods_are_written_once_where_they_begin_and_end_at_one_time() -> None:
    words = Formatter.of("en", ("en",))
    start, end = Date("2018", 2018), Date("2019-02", 2019, 2)
    assert plain(period(words, start, end)) == "2018 – Feb 2019"
    assert plain(period(words, start, start)) == "2018"
    assert plain(period(words, None, end)) == "until Feb 2019"
    assert plain(period(words, None, end, until=False)) == "Feb 2019"
    assert period(words, None, None) == ()
    assert plain(period(words, Date("Summer 2012"), end)) == "Summer 2012 – Feb 2019"
