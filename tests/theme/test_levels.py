"""Levels of tightening: PDF reads them as a style sheet, Word as tokens, and both mean the same."""

from __future__ import annotations

import re

import pytest

from resume_cli.theme.levels import GAPS, LEADINGS, SIZES, SMALLEST, Level, levels
from resume_cli.theme.loader import load_theme, theme_names
from resume_cli.theme.tokens import TOKENS


@pytest.mark.parametrize("theme", theme_names())
@pytest.mark.parametrize("step", [1, 2])
def test_no_level_of_any_theme_has_type_too_small_to_read(theme: str, step: int) -> None:
    designed = load_theme(theme)
    for level in levels(designed, size_step=step):
        tightened = level.tightened(designed)
        for name, smallest in SMALLEST.items():
            assert tightened.length(name).points >= min(smallest, designed.length(name).points) - 0.001


def test_tightened_gaps_leave_type_alone_and_the_level_as_designed_changes_nothing() -> None:
    theme = load_theme("plain")
    assert Level().tightened(theme).tokens == theme.tokens
    tightened = Level(space=50).tightened(theme)
    changed = {name for name in TOKENS if tightened.tokens[name] != theme.tokens[name]}
    assert changed == {*GAPS, *LEADINGS}
    assert tightened.length("section-gap").points == theme.length("section-gap").points / 2


def test_the_style_sheet_scales_the_same_tokens_that_are_tightened_for_word() -> None:
    css = load_theme("plain").css
    assert "line-height: calc(var(--leading) * (.8 + .2 * var(--space, 1)))" in css
    for names, variable in (((*GAPS, "leading"), "space"), (SIZES, "size")):
        assert set(re.findall(rf"calc\(var\(--([\w-]+)\) [^)]*var\(--{variable}, 1\)", css)) == set(names)
