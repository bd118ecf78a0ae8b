"""What no font can draw is told with its field, by what it costs the reader."""

from __future__ import annotations

import pytest

from resume_cli.document import Document, Group, Header, Labels, Metadata, Paragraph, Section, Text
from resume_cli.theme import coverage
from resume_cli.theme.coverage import Gaps, find_gaps, remedy

#: A Khmer letter, a Bengali word, a sign of alchemy, a rare ideograph, and a place that Unicode leaves to fonts.
KHMER, BENGALI, SIGN, RARE, PRIVATE = "ក", "বাংলা", "🜲", "\U00030000", "\ue0f0"


@pytest.fixture(autouse=True)
def _bare_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(coverage, "system_font", lambda _character: None)


def gaps(name: str = "Ada", title: str = "Work", text: str = "", group: str = "", *missing: str) -> Gaps:
    """Return what is missing of a small document, whose texts come from fields."""
    blocks = (Group((Text(group),), (Paragraph((Text(text),)),)),)
    section = Section("work", (Text(title),), blocks)
    document = Document("en", Header((Text(name),)), (section,), Metadata("Ada"), labels=Labels())
    return find_gaps(document, [(("basics", "name"), name), (("a",), title + group), (("b",), text)], missing)


@pytest.mark.parametrize(
    ("name", "title", "group", "told"),
    [
        (f"Ada {KHMER}", "Work", "", "in the name"),
        (f"{SIGN} Ada", "Work", "", "in the name"),
        ("Ada", f"Work {BENGALI}", "", "in a heading"),
        ("Ada", "Work", f"{RARE}", "in a heading"),
    ],
)
def test_the_name_and_headings_cannot_do_without_a_character(name: str, title: str, group: str, told: str) -> None:
    found = gaps(name, title, "plain", group)
    assert found.essential is not None
    assert told in found.essential.message
    assert found.essential.path
    assert found.problems[0] == found.essential


def test_a_missing_character_that_no_field_holds_is_in_a_label_of_ours() -> None:
    found = gaps("Ada", "Work", "plain", "", KHMER)
    assert found.essential is not None
    assert "in a label" in found.essential.message


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (f"plain {KHMER}", 1),
        (f"{BENGALI} and {BENGALI}, again", 2),
        (f"C{SIGN}", 1),
        (f"专家{SIGN}设计", 1),
        (f"{RARE}氏", 1),
        (f"plain {SIGN} plain", 0),
        (f"{SIGN}", 0),
        (f"({SIGN})", 0),
        (f"{PRIVATE} +49 30 1234", 0),
        ("plain →", 0),
        ("مرحبا 안녕 नमस्ते สวัสดี שלום 😀", 0),
    ],
)
def test_a_word_that_cannot_be_drawn_counts_and_a_sign_alone_does_not(text: str, words: int) -> None:
    found = gaps(text=text)
    assert found.essential is None
    assert found.words == words
    drawable = text.isascii() or text.startswith(("plain →", "مرحبا"))
    assert [(problem.code, problem.path) for problem in found.problems] == (
        [] if drawable else [("missing-glyph", ("b",))]
    )


def test_a_character_is_told_once_with_the_field_where_it_stands_first() -> None:
    found = gaps(text=f"{KHMER} {KHMER}", title="Work")
    (problem,) = found.problems
    assert "U+1780" in problem.message
    assert problem.path == ("b",)


def test_a_system_font_is_told_once_per_family(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(coverage, "system_font", lambda each: "Some Khmer" if each >= KHMER else None)
    found = gaps(text="ខ្មែរខ្មែរ")
    assert [(problem.code, problem.path) for problem in found.problems] == [("system-font", ("b",))]
    assert "Some Khmer" in found.problems[0].message
    assert found.words == 0


@pytest.mark.parametrize(
    ("characters", "package"),
    [(KHMER, "noto"), (BENGALI, "noto"), (SIGN, "noto"), (RARE, "hanazono"), (PRIVATE, "write them in another way")],
)
def test_the_hint_names_what_to_install(characters: str, package: str) -> None:
    assert package in remedy(characters)
