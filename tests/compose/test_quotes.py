"""Curly apostrophes and quotation marks: by the language of the text, in every format, and never in what is no text."""

from collections.abc import Callable
from pathlib import Path

import pytest
from commands import run
from hypothesis import given
from hypothesis import strategies as st
from readers import read_docx, read_html, read_markdown, read_plain, read_terminal

from resume_cli.compose.links import with_addresses
from resume_cli.compose.quotes import curled
from resume_cli.document import plain
from resume_cli.markup import inlines
from resume_cli.testing import normal


def curly(text: str, language: str = "en") -> str:
    return plain(curled(with_addresses(inlines(text)), language))


@pytest.mark.parametrize(
    ("language", "typed", "shown"),
    [
        ("en", "don't, I'd've, O'Brien, customers' data", "don’t, I’d’ve, O’Brien, customers’ data"),
        ("en", "rock 'n' roll in the '90s and 1990's", "rock ’n’ roll in the ’90s and 1990’s"),
        ("en", "\"he said 'yes' to me,\" twice", "“he said ‘yes’ to me,” twice"),
        ("en", 'Set "level" to "1". Then --flag="x y"', 'Set “level” to “1”. Then --flag="x y"'),
        ("de", "\"so 'nicht'\" und ging's", "„so ‚nicht‘“ und ging’s"),
        ("en", '("so"), **"bold"** and *"em* text"', "(“so”), “bold” and “em text”"),
        ("en", "the workers' 'best practice' award", "the workers’ ‘best practice’ award"),
        ("en-GB", "the 'Programme of the Year'", "the ‘Programme of the Year’"),
        ("de", "\"so\", 'so', „so\", \"x\"-Team, Hans' Auto", "„so“, ‚so‘, „so“, „x“-Team, Hans’ Auto"),
        ("fr", "l'équipe \"ainsi\", d'\"abord\" et « enfin »",
         "l’équipe «\xa0ainsi\xa0», d’«\xa0abord\xa0» et «\xa0enfin\xa0»"),
        ("nl", "'s-Hertogenbosch en 't \"zo\"", "’s-Hertogenbosch en ’t “zo”"),
        ("it", "un po' di l'\"uno\"", "un po’ di l’«uno»"),
        ("pl", "\"tak\" i 'nie'", "„tak” i «nie»"),
        ("ru", 'проект "Волна"', "проект «Волна»"),
        ("tr", "İstanbul'da 2019'da", "İstanbul’da 2019’da"),
        ("zh-CN", "实现\"秒级\"恢复，don't，\"Best Paper\"奖", "实现“秒级”恢复，don’t，“Best Paper”奖"),
        ("ko", '"안녕" 하세요', "“안녕” 하세요"),
        ("ja", "「x」とdon't、\"Best Paper\"", "「x」とdon’t、“Best Paper”"),
        ("en", 'the "云原生" platform', "the “云原生” platform"),
        ("en", '"5.0" and the "27" monitor" of 3.5" disks', '“5.0” and the “27" monitor” of 3.5" disks'),
    ],
)  # fmt: skip
def test_marks_are_those_of_the_language(language: str, typed: str, shown: str) -> None:
    assert curly(typed, language) == shown


@pytest.mark.parametrize(
    ("language", "typed"),
    [
        ("en", "a 27\" monitor, 5'10\" tall, 6' by 4', 3.5\" disks"),
        ("en", "40° 26' 46\" N"),
        ("en", "https://example.com/o'brien?q=\"x\""),
        ("en", "o'brien@example.com"),
        ("en", "example.com/o'brien"),
        ("en", "print(\"hello\"), key=\"v\", {\"a\": 1}, f'(x) = x"),
        ("en", r"C:\Users\o'neil"),
        ("en", 'a "mark that goes with none'),
        ("en", 'foo"bar"baz'),
        ("he", "צה\"ל, ג'ון, \"שלום\""),
        ("ar", 'قال "مرحبا"'),
        ("ja", '"テスト"'),
        ("zh-TW", '實現"秒級"恢復'),
        ("sv", '"hej"'),
    ],
)  # fmt: skip
def test_what_is_no_text_or_has_no_known_marks_stays_as_it_is(language: str, typed: str) -> None:
    assert curly(typed, language) == typed


def test_code_stays_as_it_is_within_a_quotation() -> None:
    assert curly('"run `it\'s "x"` now"') == '“run it\'s "x" now”'


@given(st.text(alphabet="ab1'\" .,()/-„é云א`*", max_size=60), st.sampled_from(["en", "de", "fr", "zh-CN", "he", "sv"]))
def test_nothing_but_marks_and_the_spaces_within_them_changes(text: str, language: str) -> None:
    straight = str.maketrans(dict.fromkeys("“”„‘’‚«»\"'", "~") | {"\xa0": None})
    written = plain(with_addresses(inlines(text)))
    assert plain(curled(with_addresses(inlines(text)), language)).translate(straight) == written.translate(straight)


PROFILE = """\
basics: {name: Conor O'Brien, label: Don't panic, email: o'brien@example.com, summary: "It's \\"so\\" done."}
work: [{name: "Müller's", position: Chef, highlights: ["Called it \\"the `it's` rule\\""]}]
"""
SHOWN = ("Conor O’Brien", "Don’t panic", "It’s “so” done.", "Müller’s", "the it's rule”")


@pytest.mark.parametrize(
    ("kind", "read"),
    [("text", read_plain), ("markdown", read_markdown), ("html", read_html), ("terminal", read_terminal),
     ("docx", read_docx)],
)  # fmt: skip
def test_all_formats_show_the_same_marks(kind: str, read: Callable[[bytes], str], tmp_path: Path) -> None:
    (tmp_path / "cv.yaml").write_text(PROFILE, "utf-8")
    assert run(tmp_path, "export", kind, "cv.yaml", "-o", "cv.out").code == 0
    shown = normal(read((tmp_path / "cv.out").read_bytes()))
    assert [words for words in (*SHOWN, "o'brien@example.com") if normal(words) not in shown] == []


@pytest.mark.parametrize("kind", ["docx", "html", "pdf"])
def test_what_is_attached_is_what_was_typed(kind: str, tmp_path: Path) -> None:
    (tmp_path / "cv.yaml").write_text(PROFILE, "utf-8")
    assert run(tmp_path, "export", kind, "cv.yaml", "-o", f"cv.{kind}").code == 0
    assert run(tmp_path, "import", f"cv.{kind}", "-o", "back.yaml").code == 0
    before, after = (run(tmp_path, "export", "json", name, "-o", "-") for name in ("cv.yaml", "back.yaml"))
    assert "Conor O'Brien" in (tmp_path / "back.yaml").read_text("utf-8")
    assert before.out == after.out
