"""Bare addresses in texts are links, without the punctuation of their sentence."""

import pytest
from composing import made
from hypothesis import given
from hypothesis import strategies as st

from resume_cli.compose.links import with_addresses
from resume_cli.document import Link, nodes, plain
from resume_cli.markup import inlines


def links(text: str) -> list[tuple[str, str]]:
    found = with_addresses(inlines(text))
    assert plain(found) == plain(inlines(text))
    return [(plain(node.children), node.href) for node in nodes(found) if isinstance(node, Link)]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("See https://example.com/a_b, please.", "https://example.com/a_b"),
        ("详见https://example.com/a，谢谢。", "https://example.com/a"),
        ("（见https://example.com/a）", "https://example.com/a"),
        ("访问https://example.com的网站", "https://example.com"),
        ("https://example.com/、等", "https://example.com/"),
        ("https://zh.example.org/wiki/北京", "https://zh.example.org/wiki/北京"),
        ("(https://example.org/C_(lang))", "https://example.org/C_(lang)"),
        ("**https://example.com/x**!", "https://example.com/x"),
        ("<http://example.com/x?y=1&z=2#f>", "http://example.com/x?y=1&z=2#f"),
        ("راجع https://example.com/a، ثم", "https://example.com/a"),
        ("“https://example.com/~ada”", "https://example.com/~ada"),
        ("Siehe https://example.com/größe!", "https://example.com/größe"),
    ],
)
def test_an_address_of_a_page_is_linked(text: str, words: str) -> None:
    assert links(text) == [(words, words)]


@pytest.mark.parametrize(
    ("text", "words", "target"),
    [
        ("Visit www.example.com/x.", "www.example.com/x", "https://www.example.com/x"),
        ("邮箱：a.b@example.com。", "a.b@example.com", "mailto:a.b@example.com"),
        ("mail ada+cv@mail.example.org!", "ada+cv@mail.example.org", "mailto:ada+cv@mail.example.org"),
        ("[my file](https://example.com/my file.pdf)", "my file", "https://example.com/my%20file.pdf"),
        ("[it](<https://example.com/a b c>)", "it", "https://example.com/a%20b%20c"),
    ],
)
def test_other_addresses_are_linked_to_what_they_mean(text: str, words: str, target: str) -> None:
    assert links(text) == [(words, target)]


@pytest.mark.parametrize(
    "text",
    [
        "`https://example.com`", "git@github.com:ada/cv.git", "@ada@social.example", "a@b", "Node.js and v1.2.3",
        "https://", "www.", "ftp://example.com", "user@host", "x@y.z@example.com",
    ],
)  # fmt: skip
def test_what_is_no_address_stays_text(text: str) -> None:
    assert links(text) == []


@given(st.text(alphabet="ahtps:/.w@w中，)(] ", max_size=30).map(lambda text: f"a https://e.io{text}"))
def test_no_character_is_lost(text: str) -> None:
    assert len(links(text)) >= 1


def test_summaries_and_bullets_have_them() -> None:
    document = made(
        "basics: {name: A, summary: at https://a.example}\nwork: [{name: B, highlights: [see www.b.example]}]"
    )
    targets = [node.href for node in nodes(document) if isinstance(node, Link)]
    assert targets == ["https://a.example", "https://www.b.example"]
