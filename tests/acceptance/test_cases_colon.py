"""Issue 9: the colon after a label is the one of the language, in every format."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from bs4 import BeautifulSoup
from commands import run

if TYPE_CHECKING:
    from pathlib import Path

PROFILE = """\
basics: {name: A B, email: a@example.com, profiles: [{network: GitHub, username: ab}]}
skills: [{name: Java, keywords: [Spring]}]
publications: [{name: T, doi: 10.1000/1}]
education: [{institution: U, score: 1}]
"""
COLONS = {"en": ": ", "zh": "：", "zh-Hant": "：", "ja": "：", "fr": "\xa0: ", "de": ": ", "ko": ": ", "es": ": "}


@pytest.mark.parametrize("language", COLONS)
def test_labels_have_the_colon_of_the_language(tmp_path: Path, language: str) -> None:
    (tmp_path / "cv.yaml").write_text(PROFILE, encoding="utf-8")
    colon = COLONS[language]
    done = run(tmp_path, "export", "html,text,markdown,docx", "cv.yaml", "-l", language, "-o", "out/")
    assert done.code == 0, done.err
    html = BeautifulSoup((tmp_path / "out" / "cv.html").read_text("utf-8"), "html.parser")
    text = (tmp_path / "out" / "cv.txt").read_text("utf-8")
    label = text.partition("a@example.com")[0].rpartition("\n")[2]
    assert label.endswith(colon)
    assert html.select(".label")[0].get_text() == label
    assert f"GitHub{colon}ab" in html.get_text()
    for found in (text, (tmp_path / "out" / "cv.md").read_text("utf-8").replace("**", "")):
        assert f"Java{colon}Spring" in found
        assert f"GitHub{colon}" in found
