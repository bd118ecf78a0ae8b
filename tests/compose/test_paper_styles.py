"""A list of papers follows the style that its section names: numbered, by year, or by author and year."""

from __future__ import annotations

import pytest
from composing import made, section

from resume_cli.document import Bullets, Group, Section, plain, texts

PAPERS = """
    basics: {name: Ada Byron}
    publications:
      - {name: Old, authors: [Ada Byron, Bo Li], publisher: Journal, volume: 3, pages: 4–5, releaseDate: 2019}
      - {name: New, authors: [Bo Li], publisher: Proc, releaseDate: 2023-05-02, doi: 10.5555/x}
      - {name: Coming, authors: [Ada Byron], publisher: TODS, status: in press}
      - {name: Alone, publisher: Blog, releaseDate: Summer 2014}
      - {name: Later in 2023, releaseDate: 2023-11, url: "https://example.com/later"}
    sections: [publications: {SETTINGS}]
"""


def listed(settings: str, language: str = "en", yaml: str = PAPERS, kind: str = "publications") -> Section:
    return section(made(yaml.replace("SETTINGS", settings), language), kind)


def lines(part: Section | Group) -> list[str]:
    """Return the items of the lists of a section or of a group, after their numbers."""
    lists = [block for block in part.blocks if isinstance(block, Bullets)]
    rows = [(number, plain(item)) for each in lists for number, item, _ in each.listed()]
    return [text if number is None else f"{number}. {text}" for number, text in rows]


def groups(part: Section) -> dict[str, list[str]]:
    return {plain(each.title): lines(each) for each in part.blocks if isinstance(each, Group)}


def test_numbered_papers_have_the_title_first_and_the_facts_after_it() -> None:
    found = listed("style: numbered")
    assert lines(found)[:2] == [
        "1. Old. Ada Byron, Bo Li. Journal, vol. 3, pp. 4–5, 2019",
        "2. New. Bo Li. Proc, May 2, 2023, DOI: 10.5555/x",
    ]
    (bullets,) = found.blocks
    assert isinstance(bullets, Bullets)
    title, facts = bullets.parted(next(item for _, item, _ in bullets.listed()))
    assert (plain(title), plain(facts)) == ("Old. ", "Ada Byron, Bo Li. Journal, vol. 3, pp. 4–5, 2019")


def test_by_year_the_newest_is_first_and_what_has_no_year_yet_before_it() -> None:
    assert groups(listed("style: by-year")) == {
        "In press": ["Coming. Ada Byron. TODS, in press"],
        "2023": ["Later in 2023. Nov 2023", "New. Bo Li. Proc, May 2, 2023, DOI: 10.5555/x"],
        "2019": ["Old. Ada Byron, Bo Li. Journal, vol. 3, pp. 4–5"],
        "Other": ["Alone. Blog, Summer 2014"],
    }


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        ("style: by-year, sort: date", ["In press", "2019", "2023", "Other"]),
        ("style: by-year, limit: 2", ["2023"]),
        ("style: by-year, group: publisher", ["Proc", "Journal", "TODS", "Blog", "Other"]),
    ],
)
def test_a_section_by_year_may_say_more(settings: str, expected: list[str]) -> None:
    assert list(groups(listed(settings))) == expected


def test_numbers_run_through_the_years() -> None:
    found = groups(listed("style: by-year, numbered: true"))
    assert [line.partition(" ")[0] for lines in found.values() for line in lines] == ["1.", "2.", "3.", "4.", "5."]


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        (
            "en",
            [
                "Ada Byron, Bo Li (2019). Old. Journal, vol. 3, pp. 4–5",
                "Bo Li (May 2, 2023). New. Proc, DOI: 10.5555/x",
                "Ada Byron (in press). Coming. TODS",
                "Alone (Summer 2014). Blog",
                "Later in 2023 (Nov 2023)",
            ],
        ),
        (
            "zh",
            [
                "Ada Byron, Bo Li（2019）。Old。Journal，第 3 卷，第 4–5 页",
                "Bo Li（2023.05.02）。New。Proc，DOI：10.5555/x",
                "Ada Byron（待刊）。Coming。TODS",
                "Alone（Summer 2014）。Blog",
                "Later in 2023（2023.11）",
            ],
        ),
    ],
)
def test_by_author_and_year_they_are_what_a_reference_begins_with(language: str, expected: list[str]) -> None:
    found = listed("style: author-year", language)
    assert lines(found) == expected
    (bullets,) = found.blocks
    assert isinstance(bullets, Bullets)
    assert bullets.mark == ""


@pytest.mark.parametrize("style", ["full", "compact", "numbered", "by-year", "author-year"])
@pytest.mark.parametrize("language", ["en", "zh", "de", "ar", "ja"])
def test_no_style_loses_a_fact(style: str, language: str) -> None:
    said = "\n".join(texts(made(PAPERS.replace("SETTINGS", f"style: {style}"), language)))
    for fact in ("Old", "Bo Li", "Journal", "3", "4–5", "2019", "2023", "10.5555/x", "TODS", "Blog", "Summer 2014"):
        assert fact in said


@pytest.mark.parametrize(("style", "first"), [("numbered", "1. B"), ("by-year", "B"), ("author-year", "A")])
def test_other_lists_can_be_numbered_and_by_year_too(style: str, first: str) -> None:
    yaml = """
    talks: [{title: A, date: 2019}, {title: B, date: 2023, event: Meeting}]
    sections: [talks: {style: STYLE, SETTINGS}]
    """.replace("STYLE", style)
    found = listed("sort: -date" if style == "numbered" else "limit: 9", yaml=yaml, kind="talks")
    rows = lines(found) or [line for each in groups(found).values() for line in each]
    assert rows[0].startswith(first)


@pytest.mark.parametrize("name", ["On 政治 in Ledgers", "账本 and Ledgers 的论文", "https://example.com/x", "A. B. C"])
def test_the_facts_begin_after_the_title_whatever_scripts_it_has(name: str) -> None:
    yaml = (
        f'publications: [{{name: "{name}", authors: [Bo], publisher: Journal}}]\nsections: [publications: {{SETTINGS}}]'
    )
    (bullets,) = listed("style: compact", yaml=yaml).blocks
    assert isinstance(bullets, Bullets)
    title, facts = bullets.parted(next(item for _, item, _ in bullets.listed()))
    assert (plain(title), plain(facts)) == (f"{name}. ", "Bo. Journal")
