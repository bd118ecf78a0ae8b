"""Characters that nobody sees are told with their number and place, but where a script or an emoji needs them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from commands import run

from resume_cli.profile.validation.hidden import hidden

if TYPE_CHECKING:
    from pathlib import Path

USED = [
    "می\u200cخواهم", "क\u094d\u200dष", "👩\u200d💻", "👩🏽\u200d⚕\ufe0f", "❤\ufe0f\u200d🔥", "1\ufe0f\u20e3",
    "👨\u200d👩\u200d👧", "葛\U000e0100城", "ภาษา\u200bไทย", "ខ្មែរ\u200bខ្មែរ", "שלום\u200f!",
    "\u200fالعربية C++\u200e ", "ᠮᠣᠩ\u180b", "⚠\ufe0e", "🏳\ufe0f\u200d🌈", "0\ufe00", "。\ufe00",
    "刘硕 résumé — “x”", "plain", "", "🏴\U000e0067\U000e0062\U000e007f",
]  # fmt: skip
UNUSED = {
    "a\u200bb": 1, "\u200b" * 300: 300, "刘\u200b硕": 1, "a\u200cb": 1, "a\u200d": 1, "👩\u200d\u200d💻": 1,
    "x\ufe0f": 1, "x" + "\ufe01\ufe02" * 20: 40, "刘\ufe00\ufe01": 1, "葛\U000e0100\U000e0101": 1,
    "a\U000e0100": 1, "a\u2060b\u2060": 2, "\u2061\u2062\u2063\u2064": 4, "\u3164": 1, "\uffa0": 1, "\u115f": 1,
    "\u2800": 1, "a\u034f": 1, "\u180e": 1, "\ufffc": 1, "a\u200eb": 1, "\u061c": 1, "a\u17b4": 1,
    "\U0001d173": 1, "\U000e0080": 1, "\U000e01ff": 1,
}  # fmt: skip


@pytest.mark.parametrize("text", USED, ids=ascii)
def test_an_invisible_character_that_is_needed_is_not_told(text: str) -> None:
    assert hidden(text) == {}


@pytest.mark.parametrize(("text", "count"), UNUSED.items(), ids=ascii)
def test_an_invisible_character_without_a_use_is_counted(text: str, count: int) -> None:
    assert hidden(text).total() == count


def test_hidden_text_is_told_with_its_number_and_place_and_refused_of_strangers(tmp_path: Path) -> None:
    data = {"basics": {"name": "Ann"}, "work": [{"name": "Acme", "highlights": ["Good" + "\u200b\u2060" * 20]}]}
    (tmp_path / "p.json").write_text(json.dumps(data), encoding="utf-8")
    (found,) = run(tmp_path, "export", "text", "p.json", "--json").records[0]["warnings"]
    assert found["code"] == "hidden-characters"
    assert found["message"] == "40 characters that nobody can see: U+200B (20 times), U+2060 (20 times)"
    assert (found["field"], found["line"]) == ("work[0].highlights[0]", 1)
    refused = run(tmp_path, "export", "text", "p.json", "-o", "new.txt", "--untrusted")
    assert refused.code == 65
    assert not (tmp_path / "new.txt").exists()
