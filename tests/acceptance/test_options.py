"""The options of formats, `-O key=value`, as a person gives them to the installed command."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING

import docx
import pytest
from commands import run
from installed import PROFILES, resume
from pypdf import PdfReader

if TYPE_CHECKING:
    from pathlib import Path

PROFILE = PROFILES / "stuart-lau.yaml"


def exported(folder: Path, form: str, *options: str) -> bytes:
    """Return the Chinese export of the first user's profile with options."""
    given = [word for option in options for word in ("-O", option)]
    done = resume("export", form, str(PROFILE), "-l", "zh", "-o", str(folder / "made"), *given, cwd=folder)
    assert done.code == 0, done.err
    return (folder / "made").read_bytes()


def test_one_page_can_hold_all_languages_and_needs_no_script(tmp_path: Path) -> None:
    page = exported(tmp_path, "html", "languages=all").decode()
    assert "快手" in page
    assert "Kuaishou" in page
    assert 'href="#en"' in page
    assert "<script>" not in page


def test_a_fragment_is_no_page_and_jekyll_gets_front_matter(tmp_path: Path) -> None:
    part = exported(tmp_path, "html", "fragment=yes").decode()
    assert "快手" in part
    assert "<html" not in part
    assert exported(tmp_path, "html", "front-matter=yes").decode().startswith("---\nlayout:")


def test_a_pdf_bears_the_profile_unless_it_shall_not(tmp_path: Path) -> None:
    assert PdfReader(io.BytesIO(exported(tmp_path, "pdf"))).attachments
    assert not PdfReader(io.BytesIO(exported(tmp_path, "pdf", "attach=no"))).attachments


def test_pages_and_paper_are_what_the_options_say(tmp_path: Path) -> None:
    large = "token.body-size=12pt"
    assert len(PdfReader(io.BytesIO(exported(tmp_path, "pdf", large))).pages) == 2
    assert len(PdfReader(io.BytesIO(exported(tmp_path, "pdf", large, "pages=free"))).pages) == 3
    letter = PdfReader(io.BytesIO(exported(tmp_path, "pdf", "paper=letter"))).pages[0].mediabox
    assert (round(float(letter.width)), round(float(letter.height))) == (612, 792)


@pytest.mark.parametrize("form", ["pdf", "docx"])
@pytest.mark.parametrize(("option", "told"), [("pages=0", "from 1 to 999"), ("paper=a3", "a4 or letter")])
def test_a_value_that_an_option_does_not_take_is_a_wrong_usage(
    tmp_path: Path, form: str, option: str, told: str
) -> None:
    done = resume("export", form, str(PROFILE), "-l", "zh", "-o", "made", "-O", option, cwd=tmp_path)
    assert done.code != 0
    assert told in done.err
    assert not (tmp_path / "made").exists()


@pytest.mark.parametrize(("pages", "number"), [("free", 2), ("auto", 1), ("1", 1), ("AUTO", 1)])
def test_a_profile_says_whether_a_last_page_of_a_few_lines_is_saved(tmp_path: Path, pages: str, number: int) -> None:
    bullets = "".join(f"      - Delivered part {each} of the work\n" for each in range(50))
    text = f"meta: {{pages: {pages}}}\nbasics: {{name: Ann Holm}}\nwork:\n  - name: Lund\n    highlights:\n{bullets}"
    text += "education:\n  - {institution: A, studyType: B, startDate: 2010, endDate: 2014}\n"
    (tmp_path / "cv.yaml").write_text(text, "utf-8")
    done = run(tmp_path, "export", "pdf", "cv.yaml", "--json")
    assert [each["pages"] for each in done.records] == [number]
    variant = text.replace(f"meta: {{pages: {pages}}}\n", f"variants: {{v: {{pages: {pages}}}}}\n")
    (tmp_path / "cv.yaml").write_text(variant, "utf-8")
    assert run(tmp_path, "export", "pdf", "cv.yaml", "-V", "v", "--json").records[0]["pages"] == number


FORMATS = ("text", "markdown", "terminal", "html", "docx", "pdf")


def letters(form: str, content: bytes) -> str:
    """Return what a reader of a format sees, without marks and white space."""
    if form == "pdf":
        words = "".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)
    elif form == "docx":
        words = "\n".join(each.text for each in docx.Document(io.BytesIO(content)).paragraphs)
    else:
        words = re.sub(r"(?s)<head>.*</head>", "", content.decode())
    return re.sub(r"<[^>]+>|[\\*]|\s", "", words)


@pytest.mark.parametrize("form", FORMATS)
def test_every_format_says_after_its_dates_how_long_a_job_was(tmp_path: Path, form: str) -> None:
    content = exported(tmp_path, form, "token.entry-duration=after-dates")
    assert "2012.04–2014.08·2年5个月" in letters(form, content)


@pytest.mark.parametrize("form", FORMATS)
def test_every_format_has_papers_by_author_and_year(tmp_path: Path, form: str) -> None:
    paper = "{name: Churn, authors: [Ada Byron, Bo Li], publisher: Ledgers, volume: 3, releaseDate: 2021}"
    yaml = f"basics: {{name: Ada Byron}}\npublications: [{paper}]\nsections: [publications: {{style: author-year}}]\n"
    (tmp_path / "cv.yaml").write_text(yaml, encoding="utf-8")
    done = run(tmp_path, "export", form, "cv.yaml", "-o", "made")
    assert done.code == 0, done.err
    assert "AdaByron,BoLi(2021).Churn.Ledgers,vol.3" in letters(form, (tmp_path / "made").read_bytes())


@pytest.mark.parametrize("form", FORMATS)
def test_skills_in_two_columns_are_read_in_the_order_in_which_they_were_written(tmp_path: Path, form: str) -> None:
    names = ("Go", "SQL", "Kafka", "Linux", "Docker", "Rust", "Git")
    skills = "".join(f"  - {{name: {name}, keywords: [{name}-a, {name}-b]}}\n" for name in names)
    (tmp_path / "cv.yaml").write_text(f"basics: {{name: Ada}}\nskills:\n{skills}", encoding="utf-8")
    assert run(tmp_path, "export", form, "cv.yaml", "-o", "made").code == 0
    read = letters(form, (tmp_path / "made").read_bytes())
    places = [read.find(each) for name in names for each in (name, f"{name}-a,{name}-b")]
    assert places == sorted(places)
    assert -1 not in places
