"""What is known of lengths before a page is laid out: where contacts begin a line, what is brief, how a text ends."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from resume_cli.document import Bullets, Entry, Paragraph, Section, Term, Terms, Text
from resume_cli.exporters.html.extent import is_appendix, is_brief_entry, is_brief_section, row_starts
from resume_cli.exporters.html.typography import ending
from resume_cli.exporters.html.walk import Scope, section


@pytest.mark.parametrize(
    ("widths", "measure", "starts"),
    [
        ([10, 10, 10], 30, {0}),
        ([10, 10, 10, 10], 30, {0, 2}),
        ([10, 10, 10, 5], 30, {0, 2}),
        ([50, 10, 10], 30, {0, 1}),
        ([50, 20, 20], 30, {0, 1}),
        ([1] * 7, 3, {0, 3, 6}),
    ],
)
def test_contacts_fill_as_few_lines_as_they_can_evenly(widths: list[float], measure: float, starts: set[int]) -> None:
    assert row_starts(widths, measure) == starts


@given(st.lists(st.floats(1, 60), min_size=1, max_size=12), st.floats(10, 60))
def test_no_line_of_contacts_is_wider_than_the_measure_or_the_widest_contact(
    widths: list[float], measure: float
) -> None:
    starts = sorted(row_starts(widths, measure))
    assert starts[0] == 0
    for begin, end in zip(starts, [*starts[1:], len(widths)], strict=True):
        assert sum(widths[begin:end]) <= max(measure, *widths) + 1e-6


@pytest.mark.parametrize(
    ("text", "end"),
    [
        ("Wrote the migration and ran it in one night.", "one night."),
        ("支撑双十一单日峰值460万件。", ""),
        ("产品涵盖整体日活达千万级别。", "千万级别。"),
        ("ausgezeichnet als Donaudampfschifffahrtsgesellschaft", ""),
        ("one", ""),
        ("", ""),
    ],
)
def test_the_end_of_a_text_is_a_few_words_or_ideographs(text: str, end: str) -> None:
    assert ending(text) == (text.removesuffix(end) if end else text, end)


@given(st.text())
def test_an_ending_loses_nothing(text: str) -> None:
    assert "".join(ending(text)) == text


def test_short_entries_and_lists_of_rows_are_brief_and_long_ones_are_not() -> None:
    row, long = (Text("A row"),), (Text("Many words " * 60),)
    assert is_brief_entry(Entry(row, row, (), (Paragraph(row),)))
    assert not is_brief_entry(Entry(row, row, (), (Paragraph(long),)))
    assert is_brief_section(Section("s", row, (Bullets((row,) * 5),)))
    assert not is_brief_section(Section("s", row, (Bullets((row,) * 6),)))
    assert not is_brief_section(Section("s", row, (Entry(row),)))


def test_a_long_list_of_short_items_is_an_appendix() -> None:
    row, long = (Text("CN1234567B. granted 2019"),), (Text("A title and its authors " * 12),)
    assert is_appendix(Section("s", row, (Bullets((row,) * 60, 1),), "patents"))
    assert not is_appendix(Section("s", row, (Bullets((row,) * 20, 1),), "patents"))
    assert not is_appendix(Section("s", row, (Bullets((long,) * 60, 1),), "publications"))


@pytest.mark.parametrize("kind", ["patents", "publications"])
def test_the_facts_after_the_title_of_a_paper_stand_back(kind: str) -> None:
    item = (Text("A method"), Text(". "), Text("US1, granted 2019"))
    content = section(Section("s", (), (Bullets((item,), 1, ". "),), kind), Scope("en"))
    assert '<li>A method. <span class="facts">US1, granted 2019</span></li>' in content


def test_two_short_terms_in_a_row_take_half_the_width_each() -> None:
    terms = tuple(Term((Text(name),), (Text("good"),)) for name in ("Go", "SQL", "Rust"))
    content = section(Section("skills", (), (Terms(terms, ": ", 2),), "skills"), Scope("en"))
    assert content.count('<div class="half">') == 2
    assert '<dl class="terms pairs">' in content
    assert "half" not in section(Section("skills", (), (Terms(terms),), "skills"), Scope("en"))
