"""Invisible marks stand where the letters beside an isolate do not say its direction, and nowhere else."""

import pytest

from resume_cli.document import Inlines, Isolate, Text, plain
from resume_cli.marks import opening_mark, with_marks

LTR, RTL = "\u200e", "\u200f"


def ltr(words: str) -> Isolate:
    return Isolate((Text(words),), "ltr")


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ((Text("ב-"), ltr("Go"), Text(" כאן")), "ב-Go כאן"),
        ((Text("ב-"), ltr("C++"), Text(", כאן")), f"ב-C++{LTR}, כאן"),
        ((Text("ב-"), ltr(".NET")), f"ב-{LTR}.NET{RTL}"),
        ((ltr("Acme"), Text(" כאן")), f"{RTL}Acme כאן"),
        ((Text("ב-"), ltr("Go"), Text(", 2019")), f"ב-Go{RTL}, 2019"),
        ((Text("בין "), ltr("2014"), Text("-"), ltr("2015"), Text(" ועד")), f"בין 2014{RTL}-2015 ועד"),
        ((Text("ב-"), ltr("Go"), Text(", "), ltr("C")), f"ב-Go{RTL}, C{RTL}"),
        ((Text("שלום"),), "שלום"),
    ],
)
def test_marks_keep_isolates_apart(content: Inlines, expected: str) -> None:
    assert plain(with_marks(content, "rtl")) == expected


def test_a_line_that_begins_in_the_other_direction_gets_a_mark() -> None:
    assert [opening_mark(line, "rtl") for line in ("Acme", "• Go", "שלום", "2019 Go", "—")] == [RTL, RTL, "", RTL, ""]
    assert [opening_mark(line, "ltr") for line in ("Acme", "שלום")] == ["", LTR]
