"""Rules, one at a time, on a profile that is loaded in this process."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from checking import subject_of

from resume_cli.check import contents, dates, links, translations
from resume_cli.theme.contrast import contrast
from resume_cli.theme.tokens import Colour

if TYPE_CHECKING:
    from pathlib import Path


THREE = """\
  - {name: C, startDate: 2014-01, endDate: 2015-06}
  - {name: B, startDate: 2012-01, endDate: 2013-12}
  - {name: A, startDate: 2010-01, endDate: 2024-03}
"""
STUDY = "education:\n  - {institution: U, startDate: 2020-02, endDate: 2020-05}"


def found(rule: object, folder: Path, work: str) -> list[str]:
    """Return the messages of a rule on jobs."""
    subject = subject_of(folder, f"basics: {{name: A}}\nwork:\n{work}")
    return [each.message for each in rule(subject)]  # type: ignore[operator] # a rule


@pytest.mark.parametrize(
    ("jobs", "messages"),
    [
        ("  - {name: A, startDate: 2020-01}\n  - {name: B, startDate: 2018-01, endDate: 2020-01}", []),
        ("  - {name: A, startDate: 2020-01}\n  - {name: B, startDate: 2018-01, endDate: 2020-02}", []),
        ("  - {name: A, startDate: 2020-01}\n  - {name: B, startDate: 2018-01, endDate: 2020-03}",
         ["`A` and `B` overlap by 2 months"]),
        (THREE,
         ["`B` and `A` overlap by 23 months", "`C` and `A` overlap by 17 months"]),
        ("  - {name: A, startDate: 2020}\n  - {name: B, startDate: 2018-01, endDate: 2020-03}", []),
        ("  - {name: A, roles: [{startDate: 2020-01}, {startDate: 2018-01, endDate: 2021-06}]}", []),
        ("  - {name: A, startDate: 2020-01}\n  - {name: A, startDate: 2018-01, endDate: 2021-06}", []),
    ],
)  # fmt: skip
def test_jobs_that_overlap_by_more_than_a_month_are_found(tmp_path: Path, jobs: str, messages: list[str]) -> None:
    assert found(dates.overlaps, tmp_path, jobs) == messages


@pytest.mark.parametrize(
    ("jobs", "messages"),
    [
        ("  - {name: A, startDate: 2020-05}\n  - {name: B, startDate: 2018-01, endDate: 2020-01}", []),
        ("  - {name: A, startDate: 2020-06}\n  - {name: B, startDate: 2018-01, endDate: 2020-01}",
         ["nothing is said of the 4 months before `A`"]),
        ("  - {name: A, startDate: 2020-06}\n  - {name: B, startDate: 2018-01, endDate: 2020-01}\n" + STUDY, []),
        ("  - {name: A, startDate: 2026-06, endDate: 2026-07}", []),
    ],
)  # fmt: skip
def test_months_between_jobs_that_nothing_accounts_for_are_found(
    tmp_path: Path, jobs: str, messages: list[str]
) -> None:
    assert found(dates.gaps, tmp_path, jobs) == messages


@pytest.mark.parametrize(
    ("entry", "messages"),
    [
        ("work: [{name: A, startDate: 2026-12}]", ["2026-12 lies in the future"]),
        ("work: [{name: A, startDate: 2026-11}]", []),
        ("work: [{name: A, startDate: 2026-01, endDate: 2027-01}]", []),
        ("education: [{institution: U, startDate: 2025-10, endDate: 2028-09}]", []),
        ("awards: [{title: P, date: 2027}]", ["2027 lies in the future"]),
        ("patents: [{number: US1B2, granted: 2026-11-26}]", ["2026-11-26 lies in the future"]),
        ("certificates: [{name: C, date: 2024, expires: 2030-01}]", []),
        ("work: [{name: A, roles: [{position: X, startDate: 2030}]}]", ["2030 lies in the future"]),
        ("  details: {birthDate: 2030-05-01, availability: 2030-06-01}", ["2030-05-01 lies in the future"]),
    ],
)
def test_what_has_not_begun_is_found(tmp_path: Path, entry: str, messages: list[str]) -> None:
    subject = subject_of(tmp_path, f"basics:\n  name: A\n{entry}\n")
    assert [each.message for each in dates.future_starts(subject)] == messages


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("https://annholm.dev", ""),
        ("https://github.com/annholm", ""),
        ("https://orcid.org/0000-0002-1825-0097", ""),
        ("https://mydomain-registry.com/x", ""),
        ("https://foo.bar.dev/my-account-books", ""),
        ("https://de.wikipedia.org/wiki/Foo", ""),
        ("http://cv.test/", "has a host of examples or of one machine only"),
        ("https://intranet/cv", "does not name a host of the public internet"),
        ("https://linkedin.com/in/", "leads to the network, not to a page of yours"),
        ("https://x.com/yourhandle", "contains a placeholder"),
        ("https://site.dev/<name>", "contains a placeholder"),
    ],
)
def test_addresses_that_look_dead_are_told_from_others(url: str, reason: str) -> None:
    assert links._reason(url) == reason


def test_a_network_without_an_account_is_found(tmp_path: Path) -> None:
    accounts = "[{network: GitHub}, {network: GitHub, username: a}, {network: XING, url: 'https://xing.com/profile/a'}]"
    subject = subject_of(tmp_path, f"basics: {{name: A, profiles: {accounts}}}\nwork: [{{name: B}}]\n")
    assert [each.message for each in links.dead_looking(subject)] == ["`GitHub` is given without an account"]


def test_contrast_is_that_of_the_guidelines() -> None:
    white = Colour(255, 255, 255)
    assert round(contrast(Colour(0, 0, 0), white), 1) == 21.0 == round(contrast(white, Colour(0, 0, 0)), 1)
    assert round(contrast(white, white), 1) == 1.0
    # #767676 is known as the palest grey that passes on white.
    assert contrast(Colour(0x76, 0x76, 0x76), white) >= 4.5 > contrast(Colour(0x77, 0x77, 0x77), white)


def test_a_crowd_of_contacts_is_noted(tmp_path: Path) -> None:
    accounts = ", ".join(f"{{network: N{number}, url: 'https://n{number}.dev/a'}}" for number in range(9))
    subject = subject_of(tmp_path, f"basics: {{name: A, profiles: [{accounts}]}}\n")
    assert [each.severity for each in contents.crowded_header(subject)] == ["note"]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("basics: {phone: [138 1234 5678, +86 138-1234-5678]}", 1),
        ("basics: {phone: [138 1234 5678, 138 1234 5679]}", None),
        ("basics: {phone: [4711, +49 30 4711]}", None),
        ("basics: {email: [ann@posteo.de, Ann@posteo.de]}", 1),
        ("basics: {url: https://ann.dev, profiles: [{network: Web, url: 'https://www.ann.dev/'}]}", 1),
        ("education:\n- {institution: U, area: A, endDate: 2012}\n- {institution: U, area: a, endDate: 2012}", 3),
        (
            "education:\n- {institution: U, area: A, endDate: 2012}\n- {institution: U, area: A, endDate: 2014}",
            None,
        ),
        ("publications:\n- {name: A, authors: [B], type: C}\n- {name: A, authors: [B], doi: 10.1/2}", None),
        (
            "publications:\n- {name: A, authors: [B], type: C}\n- {name: A, authors: [B], type: C}",
            3,
        ),
        ("work:\n- {name: A, position: B, startDate: 2012}\n- {name: A, position: C, startDate: 2010}", 3),
        ("work:\n- {name: A, position: B}\n- {name: D, position: B}\n- {name: A, position: C}", None),
    ],
)
def test_what_is_given_twice_is_found(tmp_path: Path, text: str, line: int | None) -> None:
    subject = subject_of(tmp_path, f"{text}\nprojects: [{{name: P}}]\n")
    places = [subject.loaded.locator.locate(each.path).line for each in contents.repeated(subject)]
    assert places == ([line] if line else [])


@pytest.mark.parametrize("empty", ["skills: []", "skills:"])
def test_a_section_without_entries_is_noted(tmp_path: Path, empty: str) -> None:
    subject = subject_of(tmp_path, f"basics: {{name: A}}\nwork: [{{name: B}}]\n{empty}\n")
    assert [(each.path, each.severity) for each in contents.empty_sections(subject)] == [(("skills",), "note")]


def test_a_section_whose_entries_are_blank_is_told_once(tmp_path: Path) -> None:
    subject = subject_of(tmp_path, "basics: {name: A}\nskills: [{name: ''}]\n")
    assert list(contents.empty_sections(subject)) == []
    assert [each.code for each in subject.loaded.problems] == ["blank-entry"]


@pytest.mark.parametrize(
    ("when", "message"),
    [
        ("{zh: 2026-05-01, en: 2025-11-02}", ["the `en` texts are of 2025-11-02, the `zh` texts of 2026-05-01"]),
        ("{zh: 2026-05-01, en: 2026-05-01T10:00:00}", []),
        ("{zh: May, en: 2025-11-02}", []),
        ("2026-05-01", []),
    ],
)
def test_a_language_whose_date_is_older_is_found(tmp_path: Path, when: str, message: list[str]) -> None:
    subject = subject_of(tmp_path, f"meta: {{languages: [zh, en], lastModified: {when}}}\nbasics: {{name: A}}\n")
    assert [each.message for each in translations.older_languages(subject)] == message


@pytest.mark.parametrize(
    ("job", "found"),
    [
        ("{name: A, position: B, startDate: 2020}", []),
        ("{name: Parental leave, startDate: 2019-03, endDate: 2020-02}", [("note", "this job has no `position`")]),
        ("{position: B, startDate: 2020}", [("note", "this job has no `name`")]),
        ("{startDate: 2020, summary: C}", [("warning", "this job has no `name` and no `position`")]),
        ("{name: A, position: B}", [("warning", "this job has no `startDate`")]),
        (
            "{name: A, roles: [{position: B, startDate: 2020}, {position: C}]}",
            [("warning", "this job has no `startDate`")],
        ),
        ("{name: A, position: B, startDate: spring 2020}", []),
    ],
)  # fmt: skip
def test_a_job_without_a_part_that_programs_look_for_is_found(
    tmp_path: Path, job: str, found: list[tuple[str, str]]
) -> None:
    subject = subject_of(tmp_path, f"basics: {{name: A}}\nwork:\n- {job}\n")
    assert [(each.severity, each.message) for each in contents.incomplete_jobs(subject)] == found
