"""Lists as databases export them, through the command: what they say is in every format, and nothing vanishes."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING

import pypdf
import pytest
from commands import run
from docx import Document

if TYPE_CHECKING:
    from pathlib import Path

FORMATS = ("text", "markdown", "html", "docx", "pdf")
CHINESE = """公开（公告）号,申请号,申请日,公开（公告）日,专利名称,申请（专利权）人,发明人,法律状态,IPC分类号
CN103746817B,CN201410054321.X,2014-02-18,2018-01-09,一种签名方法,北龙中网公司,刘硕；王伟,有效,H04L9/32
CN108259941A,CN201810123456.7,2018-03-01,2018-07-06,一种播放装置,北龙中网公司,刘硕,审中,H04N21/00
"""
ESPACENET = """2 results found in Worldwide;;;;;
;;;;;
No;Title;Inventors;Applicants;Publication number;Publication date
1;SIGNING METHOD;LAU STUART [CN];ACME LTD [US];"US11222333B2
EP1234567A1";"2022-01-11
2019-05-01"
"""
BIBTEX = r"""@proceedings{icse, title = {Proceedings}, year = 2020}
@inproceedings{a, author = {Lau, Stuart and M{\"u}ller, J{\"o}rg}, title = {{CAS} Models}, crossref = {icse},
  month = jun # "~12"}
@patent{p, author = {Lau, Stuart}, title = {Player}, number = {CN108259941A}, date = {2018-07-06}}
"""


def profile(folder: Path, content: bytes, name: str, key: str = "patents", language: str = "en") -> Path:
    (folder / name).write_bytes(content)
    file = folder / "profile.yaml"
    file.write_text(
        f"meta: {{languages: [{language}]}}\nbasics: {{name: Stuart Lau}}\n"
        f"{key}: {{from: {name}}}\nsections: [patents: {{style: compact}}]\n",
        encoding="utf-8",
    )
    return file


def shown(file: Path, form: str) -> str:
    """Return the text of an output, with single spaces."""
    target = file.parent / f"out.{form}"
    done = run(file.parent, "export", form, file, "-o", target)
    assert done.code == 0, done.err
    if form == "pdf":
        content = "\n".join(page.extract_text() for page in pypdf.PdfReader(target).pages)
    elif form == "docx":
        content = "\n".join(each.text for each in Document(io.BytesIO(target.read_bytes())).paragraphs)
    else:
        content = target.read_text("utf-8")
    return " ".join(content.split())


@pytest.mark.parametrize("form", FORMATS)
def test_a_chinese_export_in_gbk_says_of_each_patent_what_it_is(tmp_path: Path, form: str) -> None:
    content = shown(profile(tmp_path, CHINESE.encode("gbk"), "list.csv"), form)
    # A line may end within a name.
    content = re.sub(r"(?<=[\u4e00-\u9fff]) (?=[\u4e00-\u9fff])", "", content)
    for words in ("一种签名方法", "CN103746817B", "CN201410054321.X", "北龙中网公司", "王伟", "有效"):
        assert words in content
    assert ("granted " in content, "published " in content) == (True, True)
    assert "H04L9" not in content


@pytest.mark.parametrize("form", FORMATS)
def test_a_family_of_espacenet_is_one_patent_for_each_number(tmp_path: Path, form: str) -> None:
    content = shown(profile(tmp_path, ESPACENET.encode("utf-8-sig"), "list.csv"), form)
    assert content.count("SIGNING METHOD") >= 2
    for words in ("US11222333B2", "EP1234567A1", "2022", "2019", "LAU STUART"):
        assert words in content
    assert "[CN]" not in content


@pytest.mark.parametrize("form", FORMATS)
def test_a_bibliography_gives_its_papers_without_the_books_they_are_in(tmp_path: Path, form: str) -> None:
    content = shown(profile(tmp_path, BIBTEX.encode(), "list.bib", "publications"), form)
    for words in ("CAS Models", "Jörg Müller", "Jun 12, 2020", "Proceedings"):
        assert words in content
    assert "Player" not in content


@pytest.mark.parametrize(
    ("content", "name", "code", "said"),
    [
        (b"foo,bar\n1,2\n", "a.csv", 65, "empty-list"),
        ("title\nZażółć gęślą\n".encode("cp1250"), "a.csv", 65, "encoding"),
        (b"title,number\n", "a.csv", 0, "empty-list"),
        (b"", "a.csv", 0, "empty-list"),
        (b"@article{a, title = {T}}", "a.bib", 0, "empty-list"),
        (b"[]", "a.json", 0, "empty-list"),
    ],
)
def test_a_list_that_gives_nothing_is_never_passed_over(
    tmp_path: Path, content: bytes, name: str, code: int, said: str
) -> None:
    done = run(tmp_path, "export", "text", profile(tmp_path, content, name), "-o", "-")
    assert done.code == code
    assert f"[{said}]" in done.err


def test_what_is_told_of_an_export_are_notes_in_a_few_lines(tmp_path: Path) -> None:
    rows = CHINESE.splitlines()
    file = profile(
        tmp_path,
        "\n".join([rows[0] + ",序号", *(f"{rows[1]},{n}" for n in range(200))]).encode(),
        "list.csv",
        language="zh",
    )
    done = run(tmp_path, "validate", "--strict", file)
    assert done.code == 0, done.out
    assert done.out.count("note[") == 2
