"""A theme may say after its dates how long a job was, in whole months of which the first and the last count."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from composing import section
from made import profile_of
from msgspec.structs import replace

from resume_cli.compose import compose
from resume_cli.compose.arrange import arranged
from resume_cli.document import Entry, plain
from resume_cli.locale.wording import AVAILABLE, wording
from resume_cli.select import select

KEYWORDS = {
    "entry-lead": "employer",
    "entry-head": "two-lines",
    "contacts-layout": "lines",
    "closing": "none",
    "entry-duration": "after-dates",
    "skills-columns": "one",
}
TODAY = datetime(2026, 11, 25, tzinfo=UTC)


def dates_of(yaml: str, language: str = "en", today: datetime | None = TODAY, kind: str = "work") -> list[str]:
    """Return the dates of the entries of a section and of their roles."""
    document = arranged(compose(select(profile_of(yaml), language, None), today), KEYWORDS.__getitem__)
    blocks = section(document, kind).blocks
    entries = [each for block in blocks if isinstance(block, Entry) for each in (block, *block.roles)]
    return [plain(each.meta[0]) if each.meta else "" for each in entries]


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("startDate: 2018-01, endDate: 2023-10", "Jan 2018 – Oct 2023 · 5 yrs 10 mos"),
        ("startDate: 2018-01, endDate: 2018-12", "Jan 2018 – Dec 2018 · 1 yr"),
        ("startDate: 2018-12, endDate: 2019-01", "Dec 2018 – Jan 2019 · 2 mos"),
        ("startDate: 2018-03, endDate: 2018-03", "Mar 2018 · 1 mo"),
        ("startDate: 2018-03, endDate: 2019-03", "Mar 2018 – Mar 2019 · 1 yr 1 mo"),
        ("startDate: 2018-03-31, endDate: 2018-04-01", "Mar 31, 2018 – Apr 1, 2018 · 2 mos"),
        ("startDate: 03/2018, endDate: April 2018", "Mar 2018 – Apr 2018 · 2 mos"),
        ("startDate: 2026-02", "Feb 2026 – Present · 10 mos"),
        ("startDate: 2026-02, endDate: present", "Feb 2026 – Present · 10 mos"),
        ("startDate: 2026-11", "Nov 2026 – Present · 1 mo"),
        ("startDate: 2018-01/2018-02", "Jan 2018 – Feb 2018 · 2 mos"),
        ("startDate: 2018, endDate: 2023-10", "2018 – Oct 2023"),
        ("startDate: 2018-01, endDate: 2023", "Jan 2018 – 2023"),
        ("startDate: 2018", "2018 – Present"),
        ("startDate: Summer 2018, endDate: 2019-01", "Summer 2018 – Jan 2019"),
        ("startDate: 2018-01, endDate: Summer 2019", "Jan 2018 – Summer 2019"),
        ("endDate: 2018-01", "until Jan 2018"),
        ("startDate: 2027-02", "from Feb 2027"),
        ("startDate: 2019-05, endDate: 2018-01", "May 2019 – Jan 2018"),
    ],
)
def test_a_period_of_months_says_how_long_it_was(written: str, expected: str) -> None:
    assert dates_of(f"work: [{{name: Acme, {written}}}]") == [expected]


@pytest.mark.parametrize("today", [None, datetime(1970, 1, 1, tzinfo=UTC), datetime(1980, 1, 1, tzinfo=UTC)])
def test_what_goes_on_says_nothing_where_today_is_not_known(today: datetime | None) -> None:
    yaml = "work: [{name: A, startDate: 2019-01}, {name: B, startDate: 2018-01, endDate: 2018-02}]"
    assert dates_of(yaml, today=today) == ["Jan 2019 – Present", "Jan 2018 – Feb 2018 · 2 mos"]


def test_dates_that_show_years_alone_do_not_tell_the_months() -> None:
    yaml = "meta: {dates: year}\nwork: [{name: A, startDate: 2018-01, endDate: 2020-02}]"
    assert dates_of(yaml) == ["2018 – 2020"]


def test_each_role_says_its_own() -> None:
    roles = "[{position: B, startDate: 2019-07}, {position: A, startDate: 2018-01, endDate: 2019-06}]"
    assert dates_of(f"work: [{{name: Acme, endDate: 2020-01, roles: {roles}}}]") == [
        "until Jan 2020",
        "from Jul 2019",
        "Jan 2018 – Jun 2019 · 1 yr 6 mos",
    ]


def test_courses_of_study_say_nothing_and_projects_in_groups_do() -> None:
    yaml = """
    education: [{institution: A, startDate: 2018-01, endDate: 2018-02}]
    projects: [{name: B, type: open, startDate: 2018-01, endDate: 2018-02}]
    sections: [education, projects: {group: type}]
    """
    assert dates_of(yaml, kind="education") == ["Jan 2018 – Feb 2018"]
    document = compose(select(profile_of(yaml), "en", None), TODAY)
    (group,) = section(arranged(document, KEYWORDS.__getitem__), "projects").blocks
    assert "2 mos" in str(group)


def test_months_of_an_entry_change_no_document_without_the_token() -> None:
    document = compose(select(profile_of("work: [{name: A, startDate: 2018-01, endDate: 2018-02}]"), "en", None), TODAY)
    assert arranged(document, (KEYWORDS | {"entry-duration": "none", "skills-columns": "one"}).__getitem__) == document


@pytest.mark.parametrize(
    ("language", "months", "expected"),
    [
        ("en", 13, "1 yr 1 mo"),
        ("en-GB", 70, "5 yrs 10 mos"),
        ("zh", 70, "5 年 10 个月"),
        ("zh-TW", 70, "5 年 10 個月"),
        ("ja", 70, "5年10か月"),
        ("ko", 70, "5년 10개월"),
        ("de", 13, "1 Jahr 1 Monat"),
        ("fr", 26, "2 ans 2 mois"),
        ("es", 25, "2 años 1 mes"),
        ("it", 13, "1 anno 1 mese"),
        ("pt-BR", 26, "2 anos 2 meses"),
        ("nl", 25, "2 jaar 1 maand"),
        ("tr", 26, "2 yıl 2 ay"),
        ("pl", 13, "1 rok 1 miesiąc"),
        ("pl", 26, "2 lata 2 miesiące"),
        ("pl", 65, "5 lat 5 miesięcy"),
        ("pl", 12 * 12, "12 lat"),
        ("pl", 22 * 12, "22 lata"),
        ("ru", 13, "1 год 1 месяц"),
        ("ru", 26, "2 года 2 месяца"),
        ("ru", 70, "5 лет 10 месяцев"),
        ("ru", 11 * 12, "11 лет"),
        ("ru", 21 * 12, "21 год"),
        ("ar", 13, "سنة وشهر"),
        ("ar", 26, "سنتان وشهران"),
        ("ar", 39, "3 سنوات و3 أشهر"),
        ("ar", 11 * 12 + 11, "11 سنة و11 شهرًا"),
        ("he", 26, "שנתיים וחודשיים"),
        ("he", 39, "3 שנים ו3 חודשים"),
        ("sv", 13, "1 yr 1 mo"),
    ],
)
def test_a_number_takes_the_form_of_its_language(language: str, months: int, expected: str) -> None:
    assert wording(language).duration(months) == expected


@pytest.mark.parametrize("tag", AVAILABLE)
def test_every_number_of_months_has_words(tag: str) -> None:
    words = wording(tag)
    said = [words.duration(months) for months in range(1, 720)]
    assert all(said)
    assert len(set(said)) == len(said)
    assert not any(mark in text for text in said for mark in "{}")


def test_arabic_dates_and_their_length_stay_in_order() -> None:
    (said,) = dates_of("work: [{name: Acme, startDate: 2018-01, endDate: 2019-01}]", "ar")
    assert said.endswith(" · سنة وشهر")


def test_a_translation_says_it_in_its_own_words() -> None:
    made = compose(select(profile_of("work: [{name: A, startDate: 2018-01, endDate: 2018-02}]"), "de", None), TODAY)
    both = arranged(replace(made, language="en", translations=(made,)), KEYWORDS.__getitem__)
    assert "2 Monate" in str(both.translations[0])
