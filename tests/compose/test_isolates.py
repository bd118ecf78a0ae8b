"""Words that read in the other direction are isolates of the document, whatever marks, links and parts they are in."""

from __future__ import annotations

import pytest
from composing import made
from hypothesis import given
from hypothesis import strategies as st

from resume_cli.compose.isolates import isolated
from resume_cli.document import (
    Bullets,
    Code,
    Emphasis,
    Inline,
    Inlines,
    Isolate,
    Link,
    Strong,
    Term,
    Text,
    Time,
    nodes,
    plain,
)
from resume_cli.locale.bidi import other_phrases
from resume_cli.markup import inlines


def drawn(content: Inlines) -> str:
    """Return inlines with brackets round isolates."""
    return "".join(map(_drawn, content))


def _drawn(inline: Inline) -> str:
    match inline:
        case Isolate(children=children):
            return f"⟨{drawn(children)}⟩"
        case Strong(children=children) | Emphasis(children=children):
            return f"*{drawn(children)}*"
        case Link(children=children):
            return f"[{drawn(children)}]"
        case _:
            return plain((inline,))


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("ניסיון ב-Senior **Backend** Developer, ועוד", "ניסיון ב-⟨Senior *Backend* Developer⟩, ועוד"),
        ("**מערכת Event** Sourcing כאן", "*מערכת *⟨*Event* Sourcing⟩ כאן"),
        ("ראו [React Native](https://example.com) שם", "ראו ⟨[React Native]⟩ שם"),
        ("ראו [ספר על React](https://example.com) Native שם", "ראו [ספר על ⟨React⟩] ⟨Native⟩ שם"),
        ("ראו **[ספר על C++](https://example.com)** שם", "ראו *[ספר על ⟨C++⟩]* שם"),
        ("הפקודה `-f +x` רצה", "הפקודה ⟨-f +x⟩ רצה"),
        ("React [18](https://example.com) כאן", "⟨React [18]⟩ כאן"),
        ("[054-1234567](tel:0541234567) כאן", "⟨[054-1234567]⟩ כאן"),
        ("שלום", "שלום"),
    ],
)
def test_phrases_are_isolated_across_marks_and_links(source: str, expected: str) -> None:
    assert drawn(isolated(inlines(source), "rtl")) == expected


@given(st.text(alphabet="אב ab1+-.*[](`", max_size=40), st.sampled_from(["ltr", "rtl"]))
def test_isolates_lose_and_double_nothing(source: str, around: str) -> None:
    source = source.replace("](", "](https://e.il/")
    content = inlines(source)
    made_of = isolated(content, around)  # type: ignore[arg-type] # ltr or rtl
    assert plain(made_of) == plain(content)
    assert [node.href for node in nodes(made_of) if isinstance(node, Link)] == [
        node.href for node in nodes(content) if isinstance(node, Link)
    ]


HEBREW = """
    meta: {languages: [he]}
    basics:
      name: נועה
      email: noa@example.com
      phone: 054 123 4567
      profiles: [{network: GitHub, username: noa}]
      summary: '8 שנות ניסיון ב-**Java** ו-C++'
    work:
      - {name: Acme Ltd., position: מפתחת, startDate: 2015, endDate: 2019-02, highlights: [All in English, שלום C#]}
    skills: [{name: Languages, keywords: [C++, "C#"]}]
"""


def test_each_part_of_a_hebrew_document_has_isolates_of_its_own() -> None:
    document = made(HEBREW, "he")
    shown = [drawn(contact.content) for contact in document.header.contacts]
    assert shown == ["⟨[noa@example.com]⟩", "⟨[054 123 4567]⟩", "⟨GitHub⟩: ⟨[noa]⟩"]
    terms = [drawn(node.name) + drawn(node.description) for node in nodes(document) if isinstance(node, Term)]
    assert terms == ["⟨Languages⟩⟨C++⟩, ⟨C#⟩"]
    bullets = next(node for node in nodes(document) if isinstance(node, Bullets))
    assert bullets.items[0] == (Isolate((Text("All in English"),), "ltr", "en"),)
    assert bullets.items[1] == (Text("שלום "), Isolate((Text("C#"),), "ltr"))
    assert [node.content for node in nodes(document) if isinstance(node, Time)] == ["2015", "02/2019"]


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("مهندس Senior Staff Software Engineer في Google Cloud Platform", "ar", None),
        ("Senior Engineer", "ar", "en"),
        ("Инженер C++", "ar", "ru"),
        ("مهندس Senior Staff Software Engineer في Google Cloud Platform", "en", "ar"),
        ("Lina Haddad (لينا)", "en", None),
        ("لينا", "en", "ar"),
        ("高级 Senior Staff Software Engineer", "zh", None),
        ("Senior Staff Engineer", "zh", "en"),
        ("C++ और Python", "hi", None),
        ("Senior инженер", "ru", None),
        ("2019, 100%", "ar", None),
    ],
)
def test_a_text_with_any_letter_of_the_document_is_in_its_language(
    text: str, language: str, expected: str | None
) -> None:
    document = made(f"meta: {{languages: [{language}]}}\nbasics: {{name: '{text}'}}", language)
    first = document.header.name[0]
    assert isinstance(first, Text | Isolate)
    assert first.language == expected
    assert plain(document.header.name) == text


def test_an_arabic_employer_in_an_english_document_is_one_isolate() -> None:
    document = made("basics: {name: Lina}\nwork: [{name: شركة STC (2010), startDate: 2008, endDate: 2010}]")
    entry = document.sections[0].blocks[0]
    assert entry.meta[0][0].children[0] == Time("2008", "2008")  # type: ignore[union-attr] # an entry
    assert drawn(entry.title) == "⟨شركة ⟨STC⟩ (2010)⟩"  # type: ignore[union-attr] # an entry
    assert not [node for node in nodes(document) if isinstance(node, Code)]
    assert other_phrases("Lina", "ltr") == ()
