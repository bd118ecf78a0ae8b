"""CommonMark reads a text as it was typed, and only what it would read otherwise is escaped."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from msgspec.structs import replace
from readers import read_markdown

from resume_cli.document import Bullets, Entry, Inlines, Link, Paragraph, Section, Strong, Text
from resume_cli.exporters.markdown import EXPORTER
from resume_cli.testing import KITCHEN_SINK, context


def rendered(*blocks: Paragraph | Bullets | Entry) -> str:
    document = replace(
        KITCHEN_SINK,
        header=replace(KITCHEN_SINK.header, headline=(), contacts=()),
        sections=(Section("s", (), blocks),),
    )
    return EXPORTER.render(document, context()).decode().partition("\n\n")[2].removesuffix("\n")


@pytest.mark.parametrize(
    "words",
    [
        "io_uring", "snake_case_name", "C# and F#", "C#", "A*B",
        "a * b", "50% of 5*",
        "_private", "R&D", "AT&T", "a < b",
        "5 > 4",
        "[1]", "x[0]", "~30%", "$5", "a|b", "C:\\dir", "#1 in sales", "1.5 years", "2015-03", "-5 °C", "a`b", "!",
        "1) is not 1.0",
    ],
)  # fmt: skip
def test_what_commonmark_leaves_alone_is_not_escaped(words: str) -> None:
    expected = words.replace("1) is", "1\\) is")
    assert rendered(Paragraph((Text(words),))) == expected


@pytest.mark.parametrize(
    "words",
    [
        "2*3*4", "__repr__", "__init__.py and __main__.py", "*.py, **/*.ts", "*a*", "_a_", "**a**",
        "`a`", "[a](b)", "[a][b]",
        "<b>", "<https://a.b>", "&amp;", "&#35;", "\\*", "# a", "## a",
        "- a", "+ a", "* a", "1. a", "12) a", "> a", "---",
        "===", "***", "```", "~~~", "~~a~~", "[x] done", "[ ] todo", "[a]: b", "a\\", "![a](b)",
    ],
)  # fmt: skip
def test_what_commonmark_reads_otherwise_is_escaped(words: str) -> None:
    for block in (Paragraph((Text(words),)), Bullets(((Text(words),),)), Entry((Text(words),))):
        written = rendered(block)
        assert read_markdown(written.encode()).strip() == words, written
        assert "<h1>" not in MarkdownIt().render(written)


def test_the_hash_at_the_end_of_a_heading_is_kept() -> None:
    for words in ("C #", "C#", "#", "C ##"):
        assert read_markdown(rendered(Entry((Text(words),))).encode()).strip() == words


def test_an_exclamation_mark_before_a_link_makes_no_image() -> None:
    content: Inlines = (Text("Look!"), Link((Text("a"),), "https://b.c"))
    page = MarkdownIt().render(rendered(Paragraph(content)))
    assert "<img" not in page
    assert 'Look!<a href="https://b.c">a</a>' in page


@given(st.text(alphabet="ab1 *_`[]()<>!#&;~\\.-+=中，", min_size=1, max_size=24).map(str.strip).filter(bool))
def test_every_text_is_read_as_it_was_typed(words: str) -> None:
    words = " ".join(words.split())
    for block in (Paragraph((Text(words),)), Bullets(((Text(words),),)), Entry((Text(words),))):
        written = rendered(block)
        assert " ".join(read_markdown(written.encode()).split()) == words, written


@given(st.text(alphabet="ab *_`[]()<!中", min_size=1, max_size=9), st.text(alphabet="ab *_`]!(中", max_size=9))
def test_texts_around_bold_words_and_links_are_read_as_they_were_typed(before: str, after: str) -> None:
    content: Inlines = (
        Text("x" + before),
        Strong((Text("bold"),)),
        Text(after),
        Link((Text("l[i]nk"),), "https://b.c"),
    )
    found = read_markdown(rendered(Paragraph(content)).encode()).replace("https://b.c", "")
    assert "".join(found.split()) == "".join(("x" + before + "bold" + after + "l[i]nk").split())
