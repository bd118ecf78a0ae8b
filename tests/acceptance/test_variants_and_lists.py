"""Issue 3: variants, long lists, files beside the profile; and what may never leak."""

from __future__ import annotations

import io
import re
import subprocess
import zipfile
from typing import TYPE_CHECKING, Any

import docx
import pytest
from installed import resume, write
from pypdf import PdfReader
from tools import program

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

TABLE = """\
title.en,title.zh,number,office,status,filed,granted,assignee,inventors,family
Alpha method,甲方法,US1,US,granted,2017-04-24,2018-10-02,A Corp,Stuart Lau; Ann Bee,F1
Beta method,乙方法,CN2,CN,granted,2016-04-24,2019-10-02,B Corp,刘硕,F1
Gamma method,丙方法,CN3,CN,pending,2018-04-24,,B Corp,"S. Liu; Stuart Laurence",F2
Delta method,丁方法,JP4,JP,granted,2015,2016-01,,,
Epsilon method,戊方法,EP5,EP,expired,2014,2015,,,
Zeta method,己方法,CN6,CN,granted,2013,2014,,,
"""
PROFILE = """\
meta: {languages: [zh, en]}
basics:
  name: {zh: 刘硕, en: Stuart Lau}
  aka: [S. Liu]
  email: stuart.lau@example.com
  phone: +86 10 5550 1234
  image: face.png
  summary: {zh: 刘硕的概要, en: Stuart Lau builds things.}
work:
  - {name: Backend Co, tags: [backend], highlights: [Plain]}
  - {name: Intern Co, tags: [internship]}
  - name: Open Co
    highlights:
      - {zh: 架构, en: Architecture bullet, tags: [architecture]}
      - {zh: 前端, en: Frontend bullet, tags: [frontend]}
      - Untagged bullet
awards: [{title: Prize}]
publications:
  - {name: Paper, authors: [Stuart Lau, Qiaoyan Wen], publisher: IEEE, releaseDate: 2011}
patents: {from: p.csv}
sections:
  - patents: {group: office, sort: -granted, limit: 4, style: compact, numbered: true, more: "https://more.example.com/all", counts: [office, status]}
variants:
  architect: {include: [architecture], sections: [patents, work], limit: {patents: 1}, language: en}
  quiet: {exclude: [internship], summary: {zh: 自己的, en: An own summary}, label: {zh: 头衔, en: Own headline}, theme: compact}
  anonymous: {redact: [basics.name, basics.email, basics.phone, basics.image]}
"""  # noqa: E501 - a line of settings


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write(tmp_path, "p.csv", TABLE)
    write(tmp_path, "stuart-lau.yaml", PROFILE)
    from PIL import Image

    Image.new("RGB", (8, 8), "red").save(tmp_path / "face.png")
    return tmp_path


def shown(folder: Path, *words: str) -> str:
    result = resume("export", "text", "stuart-lau.yaml", "-o", "-", *words, cwd=folder)
    assert result.code == 0, result.err
    return result.out


def test_include_keeps_untagged_entries_and_bullets_and_those_with_the_tag(folder: Path) -> None:
    text = shown(folder, "-V", "architect")
    assert "Open Co" in text
    assert "Architecture bullet" in text
    assert "Untagged bullet" in text
    for hidden in ("Backend Co", "Intern Co", "Frontend bullet"):
        assert hidden not in text


def test_a_variant_chooses_its_sections_their_order_limits_and_language(folder: Path) -> None:
    text = shown(folder, "-V", "architect")
    assert text.index("Patents") < text.index("Open Co")
    for absent in ("Prize", "Paper", "builds things"):
        assert absent not in text
    assert "1 of 6" in text
    assert "架构" in shown(folder, "-V", "architect", "-l", "zh")


def test_a_variant_excludes_and_has_a_summary_headline_and_theme_of_its_own(folder: Path) -> None:
    text = shown(folder, "-V", "quiet", "-l", "en")
    assert "Intern Co" not in text
    assert "Backend Co" in text
    assert "An own summary" in text
    assert "builds things" not in text
    assert "Own headline" in text
    records = resume("export", "html", "stuart-lau.yaml", "-V", "quiet", "--json", cwd=folder).records
    assert records[0]["theme"] == "compact"


def test_a_limited_list_says_how_many_and_where_the_rest_is(folder: Path) -> None:
    text = shown(folder, "-l", "en")
    assert "4 of 6" in text
    assert "https://more.example.com/all" in text
    assert "Epsilon" not in text
    assert "Zeta" not in text
    # Counted before the limit.
    assert re.search(r"China 3, United States 1, Japan 1, Europe \(EPO\) 1", text)
    assert re.search(r"4 granted, 1 pending, 1 expired", text)
    chinese = shown(folder, "-l", "zh")
    assert "中国 3 项" in chinese
    assert "6 项" in chinese
    assert "4 项" in chinese


NUMBERED = [("1", "Beta"), ("2", "Gamma"), ("3", "Alpha"), ("4", "Delta")]


def test_numbers_go_on_over_groups_in_every_format(folder: Path) -> None:
    assert re.findall(r"^(\d)\. (\w+)", shown(folder, "-l", "en"), re.MULTILINE) == NUMBERED
    resume("export", "pdf,html,markdown", "stuart-lau.yaml", "-l", "en", "-o", "out/", cwd=folder)
    laid_out = subprocess.run(
        [program("pdftotext"), "-layout", folder / "out/stuart-lau.pdf", "-"], capture_output=True, check=True
    ).stdout.decode()
    assert re.findall(r"^ *(\d)\. (\w+) method", laid_out, re.MULTILINE) == NUMBERED
    assert re.search(r'<ol[^>]* start="3"', (folder / "out/stuart-lau.html").read_text())
    assert "\n3. Alpha" in (folder / "out/stuart-lau.md").read_text()


def test_ones_own_name_is_bold_in_any_of_its_spellings_and_no_other_is(folder: Path) -> None:
    write(folder, "stuart-lau.yaml", PROFILE.replace("limit: 4, ", "").replace("style: compact, ", ""))
    page = resume("export", "html", "stuart-lau.yaml", "-l", "en", "-o", "-", cwd=folder).out
    bold = re.findall(r"<strong[^>]*>(.*?)</strong>", page)
    bold = [re.sub("<[^>]*>", "", each) for each in bold]
    assert bold.count("Stuart Lau") == 2
    assert {"刘硕", "S. Liu"} <= set(bold)
    assert not {"Ann Bee", "Qiaoyan Wen", "Stuart Laurence"} & set(bold)


def everything(file: Path) -> Iterator[bytes]:
    """Yield a file's name, its raw bytes, and all that is packed in them."""
    content = file.read_bytes()
    yield file.name.encode()
    yield content
    if file.suffix == ".docx":
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            for name in package.namelist():
                yield name.encode()
                yield package.read(name)
        properties = docx.Document(io.BytesIO(content)).core_properties
        yield f"{properties.author}{properties.title}{properties.keywords}{properties.last_modified_by}".encode()
    if file.suffix == ".pdf":
        reader = PdfReader(io.BytesIO(content))
        yield repr(reader.metadata).encode()
        yield "".join(page.extract_text() for page in reader.pages).encode()
        for number in range(1, int(str(reader.trailer["/Size"]))):
            thing: Any = reader.get_object(number)
            yield repr(thing).encode()
            if hasattr(thing, "get_data") and thing.get("/Subtype") != "/Image":
                yield thing.get_data()


def test_what_is_redacted_is_in_no_byte_of_any_output_and_in_no_report(folder: Path) -> None:
    result = resume(
        "export", "all", "stuart-lau.yaml", "-V", "anonymous", "-l", "all", "-o", "out/", "--json", cwd=folder
    )
    assert result.code == 0, result.err
    files = list((folder / "out").iterdir())
    assert len(files) == 10
    secrets = ["Stuart Lau", "Stuart-Lau", "刘硕", "S. Liu", "stuart.lau@", "5550 1234", "55501234", "face.png"]
    wanted = [secret.lower().encode(code) for secret in secrets for code in ("utf-8", "utf-16-be", "utf-16-le")]
    leaked = {
        (file.name, secret)
        for file in files
        for part in everything(file)
        for secret in wanted
        if secret in part.lower().replace(b"stuart laurence", b"")
    }
    assert leaked == set()
    assert not [secret for secret in secrets if secret.lower() in result.said.lower()]
    text = (folder / "out" / next(file.name for file in files if file.name.endswith("en.txt"))).read_text()
    assert "Qiaoyan Wen" in text
    # The check can see: without the variant, everything is there.
    resume("export", "all", "stuart-lau.yaml", "-l", "en", "-o", "open/", cwd=folder)
    for file in (folder / "open").iterdir():
        assert any(b"stuart lau" in part.lower() for part in everything(file)), file.name


SAME = {
    "csv": "title,number,granted\nAlpha,US1,2018-10-02\nBeta,CN2,2019\n",
    "yaml": "- {title: Alpha, number: US1, granted: 2018-10-02}\n- {title: Beta, number: CN2, granted: 2019}\n",
    "json": '[{"title": "Alpha", "number": "US1", "granted": "2018-10-02"},\n'
    ' {"title": "Beta", "number": "CN2", "granted": "2019"}]',
    "bib": "@patent{a, title={Alpha}, number={US1}, year={2018}, month=oct, day={2}}\n"
    "@patent{b, title={Beta}, number={CN2}, year={2019}}\n",
}


@pytest.mark.parametrize("kind", SAME)
def test_a_list_beside_the_profile_may_be_of_four_kinds(tmp_path: Path, kind: str) -> None:
    write(tmp_path, f"list.{kind}", SAME[kind])
    write(tmp_path, "stuart-lau.yaml", f"basics: {{name: Ann}}\npatents: {{from: list.{kind}}}\n")
    text = shown(tmp_path)
    for value in ("Alpha", "Beta", "US1", "CN2", "2018", "2019"):
        assert value in text


@pytest.mark.parametrize(
    ("name", "content", "place"),
    [
        ("list.csv", 'title,granted\nAlpha,2018-10\n"B\nC",2019-14\n', "list.csv:4:4"),
        ("list.yaml", "- title: Alpha\n- title: Beta\n  granted: 2019-14\n", "list.yaml:3:12"),
        ("list.json", '[{"title": "Alpha"},\n {"granted": "2019-14"}]', "list.json:2:14"),
        ("list.csv", "granted,titel\n2018-10,Alpha\n", "list.csv:1:9"),
        ("list.yaml", "- title: [unclosed\n", "list.yaml:"),
    ],
)  # fmt: skip
def test_problems_inside_an_included_file_stand_where_they_are(
    tmp_path: Path, name: str, content: str, place: str
) -> None:
    write(tmp_path, name, content)
    write(tmp_path, "p.yaml", f"basics: {{name: Ann}}\npatents: {{from: {name}}}\n")
    assert place in resume("validate", "p.yaml", cwd=tmp_path).said


def test_a_thousand_patents_print_in_full(tmp_path: Path) -> None:
    rows = [f"Method {n:04d} of doing,XX{n:05d}B,CN,granted,20{n % 20:02d}-05" for n in range(1000)]
    write(tmp_path, "p.csv", "\n".join(["title,number,office,status,granted", *rows]))
    settings = "sections: [patents: {style: compact, numbered: true}]"
    write(tmp_path, "p.yaml", f"basics: {{name: Ann}}\npatents: {{from: p.csv}}\n{settings}\n")
    assert resume("export", "docx,html,text", "p.yaml", cwd=tmp_path).code == 0
    for text in (
        (tmp_path / "p.txt").read_text(),
        (tmp_path / "p.html").read_text(),
        "\n".join(paragraph.text for paragraph in docx.Document(str(tmp_path / "p.docx")).paragraphs),
    ):
        assert len(set(re.findall(r"XX\d{5}B", text))) == 1000
    assert "1000. Method" in (tmp_path / "p.txt").read_text()
