"""The six steps on a real profile, through the installed command."""

from __future__ import annotations

import html
import re
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from commands import run
from pypdf import PdfReader

PROFILE = Path(__file__).resolve().parent.parent / "profiles" / "stuart-lau.yaml"
SIX_STEPS = ["load", "validate", "select", "compose", "render", "write"]


def words_of(path: Path) -> str:
    """Return the letters and digits of an output, whatever its format."""
    content = path.read_bytes()
    if path.suffix == ".pdf":
        text = "".join(page.extract_text() for page in PdfReader(BytesIO(content)).pages)
    elif path.suffix == ".docx":
        with zipfile.ZipFile(BytesIO(content)) as package:
            text = re.sub("<[^>]*>", "", package.read("word/document.xml").decode())
    else:
        text = content.decode()
        if path.suffix == ".html":
            text = re.sub("<[^>]*>", "", text.partition("<body")[2])
    return "".join(filter(str.isalnum, html.unescape(text)))


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("zh", ["刘硕", "IM中台服务端技术负责人", "北京邮电大学", "2018", "至今"]),
        ("en", ["Stuart Lau", "Backend Technical Lead, Instant Messaging", "Jan 2018", "Present"]),
    ],
)
def test_one_profile_goes_in_and_every_format_comes_out(tmp_path: Path, language: str, told: list[str]) -> None:
    done = run(tmp_path, "export", "pdf,docx,html,text,markdown", PROFILE, "--language", language, "--verbose")
    assert done.code == 0, done.err
    taken = re.findall(r"ms  (\w+) ", done.err)
    assert list(dict.fromkeys(taken)) == SIX_STEPS
    assert (taken.count("load"), taken.count("compose"), taken.count("write")) == (1, 1, 5)
    for suffix in (".pdf", ".docx", ".html", ".txt", ".md"):
        words = words_of(tmp_path / f"stuart-lau{suffix}")
        for text in told:
            assert "".join(filter(str.isalnum, text)) in words, (suffix, text)
    shown = run(tmp_path, "show", PROFILE, "--language", language)
    assert all(text in shown.out for text in told)
    assert "\x1b" not in shown.out


def test_the_same_command_gives_the_same_bytes_again(tmp_path: Path) -> None:
    for folder, seed in (("one", "1"), ("two", "2")):
        words: list[str | Path] = ["export", "pdf,docx,html,text,markdown", PROFILE, "-l", "zh", "-o", f"{folder}/"]
        assert run(tmp_path, *words, PYTHONHASHSEED=seed, TZ="Asia/Shanghai" if seed == "1" else "UTC").code == 0
    for path in (tmp_path / "one").iterdir():
        assert path.read_bytes() == (tmp_path / "two" / path.name).read_bytes(), path.name
