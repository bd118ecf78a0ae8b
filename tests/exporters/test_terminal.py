"""The terminal view fits its width, breaks lines where a reader would, and writes escapes only when asked."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from readers import read_terminal
from rich._palettes import EIGHT_BIT_PALETTE
from rich.cells import cell_len
from rich.text import Text as Line

from resume_cli.document import Section, Term, Terms, Text, texts
from resume_cli.exporters.terminal.view import EXPORTER
from resume_cli.exporters.terminal.wrap import NOT_FIRST, NOT_LAST, wrap
from resume_cli.testing import KITCHEN_SINK, context, missing
from resume_cli.theme.loader import load_theme, theme_names

MIXED = st.text(alphabet="ab 中文，。“（）-é\u0301👩 \u200d字", max_size=60)


@pytest.mark.parametrize("width", [40, 60, 80, 120, 200])
def test_no_line_is_wider_than_the_terminal(width: int) -> None:
    shown = EXPORTER.render(KITCHEN_SINK, context(width=width)).decode()
    assert max(map(cell_len, shown.splitlines())) <= width


@pytest.mark.parametrize("width", [20, 40, 60, 80, 120, 200])
def test_every_text_is_there_in_order_at_any_width(width: int) -> None:
    for styled in (False, True):
        view = context(width=width, colour=styled, hyperlinks=styled)
        assert not missing(texts(KITCHEN_SINK), read_terminal(EXPORTER.render(KITCHEN_SINK, view)))


def test_without_colour_and_links_there_is_no_escape_sequence() -> None:
    assert b"\x1b" not in EXPORTER.render(KITCHEN_SINK, context())


def test_links_are_osc_8_with_the_target_and_without_a_random_name() -> None:
    shown = EXPORTER.render(KITCHEN_SINK, context(hyperlinks=True)).decode()
    assert "\x1b]8;;https://example.com/us1\x1b\\" in shown
    assert "<https://example.com/us1>" not in shown


def test_links_without_osc_8_show_where_they_lead_behind_the_sentence() -> None:
    shown = EXPORTER.render(KITCHEN_SINK, context()).decode()
    assert "Acquiring installation packages, US 1 <https://example.com/us1>" in shown
    assert "<mailto:ada@example.com>" not in shown


@given(MIXED, st.integers(2, 30))
def test_wrapping_loses_nothing_but_spaces_at_line_ends(text: str, width: int) -> None:
    lines = [line.plain for line in wrap(Line(text), width)]
    assert re.sub(r"\s", "", "".join(lines)) == re.sub(r"\s", "", text)
    assert all(cell_len(line) <= width for line in lines)


@given(st.lists(st.sampled_from(["中文", "，", "。", "（", "）", "“", "word"]), max_size=30).map("".join))
def test_no_line_begins_with_a_comma_or_ends_with_an_opening_bracket_where_it_can_be_helped(text: str) -> None:
    lines = [line.plain for line in wrap(Line(text), 40)]
    runs = re.findall(r"[，。）]{10,}|[（“]{10,}|(?:word){8,}", text)
    if not runs:
        assert not [line for line in lines[1:] if line[0] in NOT_FIRST]
        assert not [line for line in lines[:-1] if line[-1] in NOT_LAST]


def test_latin_words_inside_chinese_stay_whole() -> None:
    lines = [line.plain for line in wrap(Line("我们用 Python 和 Kubernetes 构建平台"), 14)]
    assert lines == ["我们用 Python", "和 Kubernetes", "构建平台"]


def test_the_view_takes_of_rich_only_what_it_uses() -> None:
    code = (
        "import sys; from resume_cli.exporters.terminal.view import EXPORTER; "
        "from resume_cli.testing import KITCHEN_SINK, context; EXPORTER.render(KITCHEN_SINK, context(colour=True)); "
        "print(*sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert not {"rich.console", "rich.markup", "rich.table"} & set(done.stdout.split())


def luminance(colour: tuple[int, ...]) -> float:
    parts = [each / 255 for each in colour]
    linear = [each / 12.92 if each <= 0.04045 else ((each + 0.055) / 1.055) ** 2.4 for each in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("theme", theme_names())
def test_every_colour_is_readable_on_light_and_on_dark_terminals(theme: str) -> None:
    shown = EXPORTER.render(KITCHEN_SINK, context(theme, colour=True)).decode()
    numbers = set(map(int, re.findall(r"38;5;(\d+)", shown)))
    assert 243 in numbers
    for number in numbers:
        found = luminance(tuple(EIGHT_BIT_PALETTE[number]))
        assert min(1.05 / (found + 0.05), (found + 0.05) / 0.05) >= 4.5


@pytest.mark.parametrize(("accent", "number"), [("#1d4a9a", 63), ("#7a1f3d", 131), ("#0a7a33", 29), ("#5b2a86", 98)])
def test_the_accent_is_the_nearest_readable_hue(accent: str, number: int) -> None:
    loaded = load_theme("plain", {"accent": accent})
    shown = EXPORTER.render(KITCHEN_SINK, replace(context(colour=True), theme=loaded)).decode()
    assert f"38;5;{number}m" in shown


def test_what_follows_the_title_of_a_patent_stands_back() -> None:
    shown = EXPORTER.render(KITCHEN_SINK, context(colour=True, hyperlinks=True)).decode()
    assert re.search(r"Presenting an icon.*, US 2", shown) is not None
    assert "\x1b[38;5;243m, 12 Oct 2018" in shown or "\x1b[38;5;243m12 Oct 2018" in shown


def of_terms(*terms: tuple[str, str], width: int) -> list[str]:
    made = tuple(Term((Text(name),), (Text(words),)) for name, words in terms)
    document = replace(KITCHEN_SINK, sections=(Section("skills", (Text("Skills"),), (Terms(made),), "skills"),))
    lines = EXPORTER.render(document, context(width=width)).decode().splitlines()
    return lines[lines.index("Skills") + 2 :]


def test_short_terms_share_a_line_of_a_wide_terminal() -> None:
    skills = (("Languages", "Java, Python"), ("Data", "MySQL"), ("Long", "word " * 12 + "end"), ("Cloud", "AWS"))
    assert of_terms(*skills, width=100) == [
        f"{'Languages  Java, Python':52}Data       MySQL",
        "Long       " + "word " * 12 + "end",
        "Cloud      AWS",
    ]
    assert len(of_terms(*skills, width=99)) == 4


@given(st.lists(st.text("ab 字", min_size=1, max_size=50).filter(str.strip), min_size=1, max_size=6))
def test_terms_that_share_lines_keep_their_order(words: list[str]) -> None:
    shown = "".join(of_terms(*((f"n{number}", text) for number, text in enumerate(words)), width=120))
    assert re.sub(r"\s", "", shown) == re.sub(r"\s", "", "".join(f"n{at}{text}" for at, text in enumerate(words)))
