"""What a theme's style sheet says, read for formats without a CSS engine."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from resume_cli.theme.css import StyleSheet
from resume_cli.theme.loader import load_theme
from resume_cli.theme.tokens import Colour


def sheet(css: str, language: str = "zh-TW", *, slants: bool = False) -> StyleSheet:
    return StyleSheet(replace(load_theme("plain"), css=css), language, slants=slants)


@pytest.mark.parametrize(
    ("value", "points"),
    [("12pt", 12), (".5em", 5), ("calc(var(--body-size) * 1.5 * var(--size, 1))", 15), ("1.2", 1.2), ("auto", None)],
)
def test_lengths_and_products_of_a_style_sheet_are_read(value: str, points: float | None) -> None:
    assert sheet(f".resume .name {{ margin-top: {value} }}").points("name", "margin-top", 10) == points


def test_a_rule_for_a_language_holds_for_its_regions_and_for_no_other() -> None:
    css = ".resume .name:lang(zh) { color: #111111 } .resume .name:lang(z) { color: #222222 }"
    assert sheet(css).colour("name") == Colour(0x11, 0x11, 0x11)


@pytest.mark.parametrize("value", ["var(--nothing)", "var(--body-size)", "var()", "inherit", "transparent", "red blue"])
def test_what_is_not_one_opaque_colour_gives_none(value: str) -> None:
    assert sheet(f".resume .name {{ color: {value} }}").colour("name") is None


@pytest.mark.parametrize(
    ("value", "colour"),
    [
        ("#abc", (0xAA, 0xBB, 0xCC)),
        ("navy", (0, 0, 128)),
        ("rgb(1, 2, 3)", (1, 2, 3)),
        ("var( --accent )", (31, 78, 121)),
    ],
)
def test_a_colour_may_be_written_in_any_of_the_ways_of_css(value: str, colour: tuple[int, int, int]) -> None:
    assert sheet(f".resume .name {{ color: {value} }}").colour("name") == Colour(*colour)


@pytest.mark.parametrize(
    "css",
    [
        ".resume .name { color: #111111 } .resume .name { color: #222222 }",
        ".resume .name { color: #222222 !important } .resume.layout-single .name { color: #111111 }",
        ".resume.layout-single .name { color: #222222 } .resume .name { color: #111111 }",
        ".resume.layout-sidebar .name { color: #111111 } .resume .name/* a comment */, .resume p { color: #222222 }",
        "@media print { .resume .name { color: #222222 } } @media screen { .resume .name { color: #111111 } }",
        ".resume .name { color: #222222 } .resume[dir=ltr] .name { color: #111111 } body .resume .name { color: red }",
        ".resume .name { color: #222222; content: '} .resume .name { color: #111111 }' }",
    ],
)
def test_the_rule_that_wins_is_the_one_that_wins_in_a_browser(css: str) -> None:
    assert sheet(css).colour("name") == Colour(0x22, 0x22, 0x22)


def test_a_border_has_a_width_and_a_colour_and_one_without_either_is_none() -> None:
    css = ".resume .header { border-bottom: 2pt solid var(--accent); border-top: none }"
    assert sheet(css).border("header", "border-bottom") == (2, load_theme("plain").colour("accent"))
    assert sheet(css).border("header", "border-top") is None
    assert sheet(css).border("name", "border-top") is None


def test_italics_are_for_scripts_that_have_them() -> None:
    css = ".resume.slants .headline { font-style: italic } .resume .name { font-style: italic; font-weight: 600 }"
    for slants in (True, False):
        read = sheet(css, "en", slants=slants)
        assert read.is_italic("headline") is read.is_italic("name") is slants
    assert sheet(css).is_bold("name")
    assert sheet(css).is_bold("headline", otherwise=True)


@pytest.mark.parametrize(
    "css", ["", "@media print;", ".resume .name {", "} .resume { color", "\x00", "@import 'x'; <!--"]
)
def test_a_broken_style_sheet_says_nothing_and_breaks_nothing(css: str) -> None:
    assert sheet(css).value("name", "color") == ""
