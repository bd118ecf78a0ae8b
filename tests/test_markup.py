"""Inline Markdown: what becomes markup, what stays text, and that nothing is ever lost."""

import sys
from types import FrameType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from resume_cli.document import Code, Emphasis, Inline, Inlines, Link, NoWrap, Strong, Text, plain
from resume_cli.markup import inlines, is_link


def t(content: str) -> Text:
    return Text(content)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("plain", (t("plain"),)),
        ("", ()),
        ("a **b** c", (t("a "), Strong((t("b"),)), t(" c"))),
        ("a *b* c", (t("a "), Emphasis((t("b"),)), t(" c"))),
        ("_a_ b", (Emphasis((t("a"),)), t(" b"))),
        ("***a***", (Strong((Emphasis((t("a"),)),)),)),
        ("**a *b* c**", (Strong((t("a "), Emphasis((t("b"),)), t(" c"))),)),
        ("`a *b*`", (Code("a *b*"),)),
        ("`` a`b ``", (Code("a`b"),)),
        ("[a](https://b.c)", (Link((t("a"),), "https://b.c"),)),
        ("[**a**](mailto:x@y.z)", (Link((Strong((t("a"),)),), "mailto:x@y.z"),)),
        ("[a](tel:+86138)", (Link((t("a"),), "tel:+86138"),)),
        ("[a](https://b.c/d_(e))", (Link((t("a"),), "https://b.c/d_(e)"),)),
        ('[a](https://b.c "title")', (Link((t("a"),), "https://b.c"),)),
        ("[a](<https://b.c>)", (Link((t("a"),), "https://b.c"),)),
        ("[](https://b.c)", (Link((t("https://b.c"),), "https://b.c"),)),
        ("[a [b](https://c.d)](https://e.f)", (Link((t("a b"),), "https://e.f"),)),
        ("拥有**120余项**专利", (t("拥有"), Strong((t("120余项"),)), t("专利"))),
        ("（**粗**，*斜*）", (t("（"), Strong((t("粗"),)), t("，"), Emphasis((t("斜"),)), t("）"))),
        ("见**“飞书”**的", (t("见"), Strong((t("“飞书”"),)), t("的"))),
        ("**加粗**文字", (Strong((t("加粗"),)), t("文字"))),
        ("**굵게**는", (Strong((t("굵게"),)), t("는"))),
        ("用*斜体*写", (t("用"), Emphasis((t("斜体"),)), t("写"))),
        ("**Java**开发", (Strong((t("Java"),)), t("开发"))),
        ("***a** b*", (Emphasis((Strong((t("a"),)), t(" b"))),)),
        ("***a* b**", (Strong((Emphasis((t("a"),)), t(" b"))),)),
        ("**a *b***", (Strong((t("a "), Emphasis((t("b"),)))),)),
        ("**_a_**", (Strong((Emphasis((t("a"),)),)),)),
        ("cut by **30%**, **+5 €**", (t("cut by "), Strong((t("30%"),)), t(", "), Strong((t("+5 €"),)))),
        ("**Note:** a", (Strong((t("Note:"),)), t(" a"))),
        ("**C++** and *C#*x", (Strong((t("C++"),)), t(" and *C#*x"))),
        ("“*a*”—**b**", (t("“"), Emphasis((t("a"),)), t("”—"), Strong((t("b"),)))),
        ("**`a`**", (Strong((Code("a"),)),)),
        ("**a**'s", (Strong((t("a"),)), t("'s"))),
    ],
)
def test_bold_emphasis_code_and_links_are_read(source: str, expected: Inlines) -> None:
    assert inlines(source) == expected


@pytest.mark.parametrize(
    "source",
    [
        "snake_case_name", "2 * 3 * 4", "a*", "* a", "**", "****", "_", "[a]", "[a](b)", "[a] (https://b.c)", "`a",
        "[a](javascript:alert(1))", "[a](file:///etc/passwd)", "[a](data:text/html,x)", "[a](//b.c)", "[a](https://)",
        "[a](https://b c)", "<b>a</b>", "<a href='https://b.c'>d</a>", "&amp; &lt;", "# a", "- a", "> a", "~~a~~",
        "https://b.c/a_b_c", "me@example.com", "**a", "a**", "*a **", "![a]", "]](", "C:\\dir",
        "2*3*4 times", "__init__.py and __main__.py", "__repr__", "__b__", "*.py, **/*.ts and src/**/test_*.py",
        "A*B*C x", "Cell A*B, char *argv, **kwargs and *args", "int *a, char** b", "f(*args, **kw)", "5* hotel, 4* inn",
        "/*comment*/", "1 ** 2 ** 3", "*foo.* and *.bar", "a*b*c*d", "сло**во**а", "****a****", "~/*.log, *.tmp",
        "io_uring",
    ],
)  # fmt: skip
def test_anything_else_stays_the_text_it_was(source: str) -> None:
    assert inlines(source) == (Text(source),)


def test_a_backslash_keeps_a_mark_as_a_character() -> None:
    assert inlines(r"\*a\* \_b\_ \[c\](d) \`e\` \\") == (Text(r"*a* _b_ [c](d) `e` " + "\\"),)
    assert inlines(r"a\b") == (Text(r"a\b"),)


def test_an_image_is_a_link_behind_its_exclamation_mark() -> None:
    assert inlines("![a](https://b.c/d.png)") == (Text("!"), Link((Text("a"),), "https://b.c/d.png"))


@pytest.mark.parametrize("target", ["https://a", "HTTP://A.B", "mailto:a@b", "tel:+1"])
def test_four_schemes_may_be_linked(target: str) -> None:
    assert is_link(target)


@pytest.mark.parametrize(
    "target", ["", "a", "javascript:x", "https:", "mailto:", "ftp://a", "https://a\nb", 'https://a"b', "https://a\\b"]
)
def test_nothing_else_may_be_linked(target: str) -> None:
    assert not is_link(target)


def written(content: Inlines) -> str:
    """Return all characters of inlines, targets too."""
    return "".join(map(_written, content))


def _written(inline: Inline) -> str:
    match inline:
        case Link(children=children, href=href):
            return written(children) + href
        case Strong() | Emphasis() | NoWrap():
            return written(inline.children)
        case _:
            return plain((inline,))


MARKS = st.text(alphabet=st.sampled_from("*_`[]()\\ab中 :/.https"), max_size=60)


@given(MARKS | st.text(max_size=60))
def test_no_letter_is_lost_or_invented(source: str) -> None:
    letters = [character for character in source if character.isalnum()]
    found = [character for character in written(inlines(source)) if character.isalnum()]
    # A link without words shows its target, and a link title is not shown: neither is likely enough to be drawn often.
    if "](" not in source:
        assert found == letters


@given(MARKS)
def test_every_link_has_an_allowed_target(source: str) -> None:
    def targets(content: Inlines) -> list[str]:
        found = []
        for inline in content:
            if isinstance(inline, Link):
                found.append(inline.href)
            if isinstance(inline, Link | Strong | Emphasis):
                found += targets(inline.children)
        return found

    assert all(map(is_link, targets(inlines(source))))


@given(st.text(alphabet=st.characters(blacklist_characters="\\`*_[]"), max_size=60))
def test_a_text_without_marks_is_one_text(source: str) -> None:
    assert plain(inlines(source)) == source


@pytest.mark.parametrize(
    "unit", ["*a ", "[", "`", "`a`` ", "**a", "_a*", "[a](", "](", "*a*", "`a`", "[]()", "\\", "*_"]
)
def test_work_grows_with_the_length_and_depth_does_not(unit: str) -> None:
    def calls(times: int) -> int:
        count = 0

        def note(_frame: FrameType, event: str, _argument: object) -> None:
            nonlocal count
            count += event in {"call", "c_call"}

        source = unit * times
        sys.setprofile(note)
        try:
            inlines(source)
        finally:
            sys.setprofile(None)
        return count

    assert calls(4_000) < 5 * calls(1_000)
