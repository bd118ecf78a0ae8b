"""What stays on one line: dates, periods, numbers with their units, abbreviations with their numbers."""

from __future__ import annotations

import io

import docx
import pypdf
import pytest
from composing import made

from resume_cli.compose.nowrap import kept_together, together
from resume_cli.document import NoWrap, Text, Time, nodes, plain
from resume_cli.exporters import registry
from resume_cli.exporters.terminal.wrap import unbroken, wrap
from resume_cli.testing import context


def kept(content: str) -> list[str]:
    return [plain((run,)) for run in kept_together(Text(content)) if isinstance(run, NoWrap)]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("Cut p99 from 900 ms to 120 ms", ["900 ms", "120 ms"]),
        ("grew by 40 % in a year", ["40 %"]),
        ("3.5–4 GB of memory", ["3.5–4 GB"]),
        ("um 1,2 Mio. € gesenkt", ["1,2 Mio."]),
        ("für 12 km² und 5 °C", ["12 km²", "5 °C"]),
        ("see p. 3 and pp. 12–14.", ["p. 3", "pp. 12–14"]),
        ("siehe S. 12, Nr. 5 und § 7", ["S. 12", "Nr. 5", "§ 7"]),
        ("$5 M of 20 USD", ["20 USD"]),
        ("延迟从 900 毫秒降到120毫秒", ["900 毫秒", "120毫秒"]),
        ("2019年7月起，带领 12 人", ["2019年7月", "12 人"]),
        ("売上を 3 億円に、2 年間で", ["3 億", "2 年間"]),
        ("доход 5 млн руб.", ["5 млн"]),
        ("with 12 people in 3 cities", []),
        ("Python 3 by C# 12, 5 Musketeers, 7 menus", []),
        ("no digits", []),
    ],
)  # fmt: skip
def test_a_number_stays_with_its_unit_and_an_abbreviation_with_its_number(content: str, expected: list[str]) -> None:
    assert kept(content) == expected
    assert plain(tuple(kept_together(Text(content)))) == content


def test_what_is_long_may_break() -> None:
    assert together((Text("x" * 41),)) == (Text("x" * 41),)


WORK = """
    basics: {name: Ada}
    work: [{name: Acme, startDate: 2019-01, summary: It took 900 ms.}]
    patents: [{title: One, number: US1B2, filed: 2019-07-30, granted: 2021-11-23}]
    sections: [{patents: {style: compact}}]
"""


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en", ["Jan 2019 – Present", "900 ms", "filed Jul 30, 2019", "granted Nov 23, 2021"]),
        ("zh", ["2019.01 – 至今", "900 ms", "2019.07.30 申请", "2021.11.23 授权"]),
    ],
)
def test_a_period_and_a_date_with_its_verb_stay_together(language: str, expected: list[str]) -> None:
    document = made(WORK, language)
    assert [plain(node.children) for node in nodes(document) if isinstance(node, NoWrap)] == expected


def exported(form: str, language: str = "en") -> bytes:
    found = registry.find(form)
    return found.exporter.render(made(WORK, language), context())


def test_only_word_has_other_spaces_and_texts_are_as_they_were_typed() -> None:
    words = ("Jan 2019 – Present", "900 ms", "granted Nov 23, 2021")
    for form in ("text", "markdown", "terminal"):
        assert all(each in exported(form).decode() for each in words)
    pages = pypdf.PdfReader(io.BytesIO(exported("pdf"))).pages
    content = " ".join("\n".join(page.extract_text() for page in pages).split(" "))
    assert all(each in content for each in words)
    in_word = "\n".join(each.text for each in docx.Document(io.BytesIO(exported("docx"))).paragraphs)
    assert all(each.replace(" ", "\xa0") in in_word for each in words)
    assert "\xa0" not in exported("html").decode()


@pytest.mark.parametrize("words", ["filed Jul 30, 2019", "2021.11.23 授权", "900 ms"])
def test_the_terminal_breaks_before_what_stays_together(words: str) -> None:
    from rich.text import Text as Line

    for width in range(24, 40):
        lines = wrap(Line("one two three four " + unbroken(words) + " five six"), width)
        assert sum(unbroken(words) in line.plain for line in lines) == 1


def test_a_date_alone_is_a_date_for_machines() -> None:
    document = made(WORK)
    assert [node.content for node in nodes(document) if isinstance(node, Time)] == [
        "Jan 2019", "Jul 30, 2019", "Nov 23, 2021"]  # fmt: skip
