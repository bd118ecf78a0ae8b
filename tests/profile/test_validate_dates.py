"""Dates are read as precisely as they were written, in whatever form, and stop where no calendar has them."""

from __future__ import annotations

import datetime as dt

import pytest
from composing import everything, made, section
from made import profile_of

from resume_cli.compose import compose
from resume_cli.document import Entry, plain
from resume_cli.locale.wording import AVAILABLE, wording
from resume_cli.profile.validation.dates import read_date
from resume_cli.select import select


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
    date = read_date(written, (), end=True).date
    assert (date.ongoing, date.text, date.iso) == (True, written, "")


@pytest.mark.parametrize("tag", AVAILABLE)
def test_every_word_for_until_now_is_read_as_an_end_and_never_as_a_start(tag: str) -> None:
    for word in wording(tag).tables["dates"]["present"]:
        assert read_date(word, (), end=True).date.ongoing, word
        assert read_date(word, ()).code == "ongoing-start", word


READ = [
    ("06/2015", "2015-06"), ("6/2015", "2015-06"), ("06.2014", "2014-06"), ("06-2014", "2014-06"),
    ("March 2014", "2014-03"), ("Sept. 2014", "2014-09"), ("Jan, 2013", "2013-01"), ("2013 January", "2013-01"),
    ("MARCH of 2014", "2014-03"), ("Mar-2015", "2015-03"), ("märz 2015", "2015-03"), ("Jänner 2015", "2015-01"),
    ("aout 2015", "2015-08"), ("févr. 2015", "2015-02"), ("1er mars 2015", "2015-03-01"),
    ("5 de mayo de 2015", "2015-05-05"), ("março de 2015", "2015-03"), ("Kasım 2015", "2015-11"),
    ("grudzień 2015", "2015-12"), ("5 мая 2015 года", "2015-05-05"), ("март 2015 г.", "2015-03"),
    ("مارس 2015", "2015-03"), ("شباط 2015", "2015-02"), ("٢٠٢٠", "2020"), ("5 במאי 2015", "2015-05-05"),
    ("2019年7月", "2019-07"), ("２０２０年３月", "2020-03"), ("二〇一九年七月", "2019-07"),
    ("2019년 7월 5일", "2019-07-05"),
    ("2021.07", "2021-07"), ("2022/05", "2022-05"), ("2011.12", "2011-12"), ("15.04.2015", "2015-04-15"),
    ("3.4.2015", "2015-04-03"), ("04/15/2015", "2015-04-15"), ("15/04/2015", "2015-04-15"),
    ("03/03/2015", "2015-03-03"), ("May 5, 2015", "2015-05-05"), ("5th May 2015", "2015-05-05"),
    ("20150601", "2015-06-01"), ("201506", "2015-06"),
]  # fmt: skip


@pytest.mark.parametrize(("written", "iso"), READ)
def test_what_people_type_is_read_with_a_warning(written: str, iso: str) -> None:
    reading = read_date(written, ())
    assert (reading.date.iso, reading.code) == (iso, "loose-date")


@pytest.mark.parametrize(
    "written",
    ["2011/12", "2011–12", "2012/13", "2015–16", "2013-14", "1999-00", "2012/2013", "03/04/2015", "Summer 2014",
     "Q3 2015", "2015春", "c. 1998", "Jan '18", "since 2018", "1399", "۱۳۹۹/۰۷", "1441", "2563", "5780", "令和2年4月",
     "H30.3", "民國109年6月", "2010–15", "2005–08", "06/15", "May 5", "2019年度"],
)  # fmt: skip
def test_what_is_ambiguous_or_no_date_stays_words(written: str) -> None:
    reading = read_date(written, ())
    assert (reading.date.text, reading.date.year, reading.code) == (written, None, "free-date")


@pytest.mark.parametrize(
    ("written", "first", "last"),
    [("2005-2008", "2005", "2008"), ("2003 – 2004", "2003", "2004"), ("2001 to 2002", "2001", "2002"),
     ("2018.03-2019.05", "2018-03", "2019-05"), ("2018年9月〜2020年3月", "2018-09", "2020-03"),
     ("2018年から2020年まで", "2018", "2020"), ("12/2011 bis 03/2013", "2011-12", "2013-03"),
     ("mars 2014 à juin 2015", "2014-03", "2015-06"), ("June - August 2014", "2014-06", "2014-08"),
     ("2018-01/2019-03", "2018-01", "2019-03"), ("10/2018-Present", "2018-10", "Present"),
     ("2018年至今", "2018", "今"), ("2018 - heute", "2018", "heute")],
)  # fmt: skip
def test_a_range_has_two_ends(written: str, first: str, last: str) -> None:
    ends = read_date(written, ()).ends
    assert ends is not None
    assert (ends[0].text, ends[1].text) == (first, last)


@pytest.mark.parametrize("language", ["en", "zh", "de", "ja"])
@pytest.mark.parametrize("start", ["2011/12", "2012/13", "Summer 2014", "1399", "present", "2005-2008", "2003 – 2004"])
def test_no_doubtful_start_gains_a_word_for_until_now(language: str, start: str) -> None:
    document = made(f"work: [{{name: A, startDate: '{start}'}}]", language)
    assert wording(language).date("ongoing") not in everything(document)


SHOWN = [
    ("startDate: 06/2015, endDate: 12/2015", "Jun 2015 – Dec 2015", "2015.06 – 2015.12", "06/2015 – 12/2015",
     "2015年6月〜2015年12月"),
    ("startDate: 2012/13", "2012/13", "2012/13", "2012/13", "2012/13"),
    ("startDate: 2012/13, endDate: present", "2012/13 – Present", "2012/13 – 至今", "2012/13 – heute", "2012/13〜現在"),
    ("startDate: 2005-2008", "2005 – 2008", "2005 – 2008", "2005 – 2008", "2005年〜2008年"),
    ("endDate: 2005-2008", "2005 – 2008", "2005 – 2008", "2005 – 2008", "2005年〜2008年"),
    ("startDate: 10/2018-Present", "Oct 2018 – Present", "2018.10 – 至今", "10/2018 – heute", "2018年10月〜現在"),
    ("startDate: 2018, endDate: null", "2018 – Present", "2018 – 至今", "2018 – heute", "2018年〜現在"),
    ("startDate: 15.04.2015, endDate: 'May 5, 2015'", "Apr 15, 2015 – May 5, 2015", "2015.04.15 – 2015.05.05",
     "15.04.2015 – 05.05.2015", "2015年4月15日〜2015年5月5日"),
]  # fmt: skip


@pytest.mark.parametrize("row", SHOWN, ids=lambda row: row[0])
def test_what_is_typed_is_shown_as_each_language_has_it(row: tuple[str, ...]) -> None:
    for language, expected in zip(("en", "zh", "de", "ja"), row[1:], strict=True):
        (entry,) = section(made(f"work: [{{name: A, {row[0]}}}]", language), "work").blocks
        assert isinstance(entry, Entry)
        assert plain(entry.meta[0]) == expected


@pytest.mark.parametrize(("dates", "expected"), [("year", "2021"), ("month", "May 2021 – Dec 2021")])
def test_the_precision_that_is_shown_can_be_limited(dates: str, expected: str) -> None:
    yaml = f"{{meta: {{dates: {dates}}}, work: [{{name: A, startDate: 2021-05-01, endDate: 2021-12-31}}]}}"
    (entry,) = section(made(yaml), "work").blocks
    assert isinstance(entry, Entry)
    assert plain(entry.meta[0]) == expected


def test_a_role_does_not_go_on_at_an_employer_that_was_left() -> None:
    (entry,) = section(
        made("work: [{name: A, startDate: 2015, endDate: 2020, roles: [{position: B, startDate: 2018}]}]"), "work"
    ).blocks
    assert isinstance(entry, Entry)
    assert plain(entry.roles[0].meta[0]) == "from 2018"


def test_a_start_after_the_last_change_of_the_profile_is_no_present() -> None:
    profile = profile_of("work: [{name: A, startDate: 2027-01}, {name: B, startDate: 2026}]")
    document = compose(select(profile, "en"), dt.datetime(2026, 11, 25, tzinfo=dt.UTC))
    shown = [plain(each.meta[0]) for each in section(document, "work").blocks if isinstance(each, Entry)]
    assert shown == ["from Jan 2027", "2026 – Present"]
