"""Themes of other people style the page and can do nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from resume_cli.errors import ThemeError
from resume_cli.export import Context
from resume_cli.exporters.html.render import EXPORTER
from resume_cli.testing import CREATED, KITCHEN_SINK
from resume_cli.theme.loader import load_theme

if TYPE_CHECKING:
    from pathlib import Path


def foreign(tmp_path: Path, css: str) -> Context:
    folder = tmp_path / "mine"
    folder.mkdir()
    (folder / "theme.toml").write_text('extends = "plain"', encoding="utf-8")
    (folder / "resume.css").write_text(css, encoding="utf-8")
    return Context(theme=load_theme(str(folder)), created=CREATED)


@pytest.mark.parametrize(
    "css",
    [
        "@import 'https://example.com/a.css';",
        "@IMPORT url(a.css);",
        "p { background: url(https://example.com/a.png) }",
        "p { background: u\\72l(https://example.com/a.png) }",
        "p { background: \\75 rl('a.png') }",
        "@media print { p { background: image-set('a.png' 1x) } }",
        "@font-face { font-family: x; src: url(//example.com/x) }",
        "p { --x: url(a) }",
        "p { content: 'open\n }",
    ],
)
def test_a_foreign_style_sheet_may_not_fetch(tmp_path: Path, css: str) -> None:
    with pytest.raises(ThemeError, match=r"theme `mine`: .* in line 1 of resume\.css"):
        EXPORTER.render(KITCHEN_SINK, foreign(tmp_path, css))


def test_a_foreign_style_sheet_may_style_and_cannot_close_its_element(tmp_path: Path) -> None:
    css = ".resume p::before { content: '</style><b>' } @font-face { font-family: x; src: local('Y') }"
    markup = EXPORTER.render(KITCHEN_SINK, foreign(tmp_path, css)).decode()
    assert "local('Y')" in markup
    assert markup.count("</style>") == 1
