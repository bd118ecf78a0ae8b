"""The terminal view fits its width, breaks lines where a reader would, and writes escapes only when asked."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st
from readers import read_terminal
from rich.cells import cell_len
from rich.text import Text as Line

from resume_cli.document import texts
from resume_cli.exporters.terminal.view import EXPORTER
from resume_cli.exporters.terminal.wrap import NOT_FIRST, NOT_LAST, wrap
from resume_cli.testing import KITCHEN_SINK, context, missing

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
