"""PROFILE.md, rule by rule: what is written in a profile is what a reader gets, or a warning says why not."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import docx
import html5lib
import pytest
from installed import resume, write
from markdown_it import MarkdownIt
from pypdf import PdfReader

if TYPE_CHECKING:
    from pathlib import Path


def text_of(folder: Path, profile: str, *words: str, name: str = "p.yaml") -> str:
    """Return the plain text that a profile exports to."""
    write(folder, name, profile)
    result = resume("export", "text", name, "-o", "-", *words, cwd=folder)
    assert result.code == 0, result.err
    return result.out


def told(folder: Path, profile: str, *words: str, name: str = "p.yaml") -> list[tuple[int, int, str, str]]:
    """Return line, column, code and message with hint of each problem of a profile."""
    write(folder, name, profile)
    records = resume("validate", name, "--format", "json", *words, cwd=folder).records
    return [
        (each["line"], each["column"], each["code"], each["message"] + " " + (each.get("hint") or ""))
        for each in records[0]["problems"]
    ]


YAML_TYPED = """\
basics: {name: Ann, location: {countryCode: NO, postalCode: 0012}}
education: [{institution: Uni, score: 1.10}]
skills: [{name: yes, level: 12:30:45, keywords: [0x1F, 1_000, 1e3, 2024-01-01, off, ~tilde, 0123]}]
"""
JSON_TYPED = """\
{"basics": {"name": "Ann", "location": {"countryCode": "NO", "postalCode": "0012"}},
 "education": [{"institution": "Uni", "score": 1.10}],
 "skills": [{"name": "yes", "level": "12:30:45",
  "keywords": ["0x1F", "1_000", 1e3, "2024-01-01", "off", "~tilde", "0123"]}]}
"""
TOML_TYPED = """\
[basics]
name = "Ann"
location = {countryCode = "NO", postalCode = "0012"}
[[education]]
institution = "Uni"
score = 1.10
[[skills]]
name = "yes"
level = 12:30:45
keywords = [0x1F, 1_000, 1e3, 2024-01-01, "off", "~tilde", "0123"]
"""


@pytest.mark.parametrize(("name", "profile"), [("p.yaml", YAML_TYPED), ("p.json", JSON_TYPED), ("p.toml", TOML_TYPED)])
def test_everything_is_read_as_typed(tmp_path: Path, name: str, profile: str) -> None:
    shown = text_of(tmp_path, profile, name=name)
    for typed in [
        "Norway",
        "0012",
        "1.10",
        "yes",
        "12:30:45",
        "0x1F",
        "1_000",
        "1e3",
        "2024-01-01",
        "off",
        "~tilde",
        "0123",
    ]:
        assert typed in shown, typed


def test_the_three_formats_carry_the_same_thing(tmp_path: Path) -> None:
    shown = {text_of(tmp_path, text, name=f"p.{name}") for name, text in
             {"yaml": YAML_TYPED, "json": JSON_TYPED, "toml": TOML_TYPED}.items()}  # fmt: skip
    assert len(shown) == 1


def test_dates_stay_as_precise_as_they_were_written(tmp_path: Path) -> None:
    written = {
        "2018": "2018",
        "2018-01": "Jan 2018",
        "2018-01-31": "Jan 31, 2018",
        '"2019"': "2019",
        '"2019-02"': "Feb 2019",
        '"2019-02-03"': "Feb 3, 2019",
    }
    entries = "".join(f"  - {{name: A{n}, startDate: {date}, endDate: present}}\n" for n, date in enumerate(written))
    text = text_of(tmp_path, f"work:\n{entries}")
    for number, shown in enumerate(written.values()):
        assert f"A{number}    {shown} – Present" in text


def test_words_for_today_are_read_as_ongoing(tmp_path: Path) -> None:
    words = ["present", "Present", "now", "至今", "heute", "current", "ongoing"]
    entries = "".join(f"  - {{name: A{n}, startDate: 2018-01, endDate: {word}}}\n" for n, word in enumerate(words))
    write(tmp_path, "p.yaml", f"work:\n{entries}")
    assert resume("export", "text", "p.yaml", "-l", "en,zh", cwd=tmp_path).code == 0
    assert (tmp_path / "p-en.txt").read_text().count("Jan 2018 – Present") == len(words)
    assert (tmp_path / "p-zh.txt").read_text().count("2018.01 – 至今") == len(words)


@pytest.mark.parametrize("kind", ["yaml", "json", "toml"])
def test_impossible_dates_are_errors_where_they_stand(tmp_path: Path, kind: str) -> None:
    dates = ["2013-19", "2023-02-30", "2023-13-01", "2013-19-39", "2023-00", "2023-04-31"]
    opening, entry, closing = {
        "yaml": ("work:\n", "  - startDate: {}\n", ""),
        "json": ('{{"work": [\n', '  {{"startDate":"{}"}},\n', '  {"name": "A"}]}\n'),
        "toml": ("# toml\n", '[[work]]\nstartDate = "{}"\n', ""),
    }[kind]
    lines = [2 + index * entry.count("\n") + (kind == "toml") for index in range(len(dates))]
    column = {"yaml": 16, "json": 16, "toml": 13}[kind]
    write(tmp_path, f"p.{kind}", opening.replace("{{", "{") + "".join(map(entry.format, dates)) + closing)
    result = resume("validate", f"p.{kind}", cwd=tmp_path)
    assert result.code == 65
    places = [result.said.index(f"p.{kind}:{line}:{column}: error") for line in lines]
    assert places == sorted(places)
    assert result.said.count("^\n") == len(dates)
    assert result.said.count("hint:") == len(dates)


WRONG_TYPES = {
    "yaml": "basics:\n  name: [Ann, Lee]\n  phone: yes?\n  email: {work: a@example.com, home: b@example.com}\n"
    "work: cook\nawards:\n  - [x]\nmeta:\n  languages: {a: b}\n",
    "json": '{"basics": {\n "name": ["Ann", "Lee"],\n "phone": "?",\n "email": {"work": "a@example.com"}},\n'
    ' "work": "cook",\n "awards": [\n  ["x"]],\n "meta": {\n  "languages": {"a": "b"}}}\n',
    "toml": 'work = "cook"\nawards = [["x"]]\n[basics]\nname = ["Ann", "Lee"]\nemail = {work = "a@example.com"}\n'
    "[meta]\n"
    'languages = {a = "b"}\n',
}


@pytest.mark.parametrize(
    ("kind", "lines"), [("yaml", [2, 4, 4, 5, 7, 9]), ("json", [2, 4, 5, 7, 9]), ("toml", [1, 2, 4, 5, 7])]
)
def test_wrong_types_are_all_told_at_once_with_place_caret_and_hint(
    tmp_path: Path, kind: str, lines: list[int]
) -> None:
    write(tmp_path, f"p.{kind}", WRONG_TYPES[kind])
    result = resume("validate", f"p.{kind}", cwd=tmp_path)
    errors = re.findall(rf"p\.{kind}:(\d+):\d+: error", result.out)
    assert result.code == 65
    assert list(map(int, errors)) == lines
    for block in result.out.strip().split("\n\n"):
        assert "^" in block
        assert "hint:" in block


def test_fields_to_sort_group_and_count_by_exist_or_are_warned_about(tmp_path: Path) -> None:
    settings = "sections: [patents: {sort: -grantd, group: event, counts: [offise]}, work: {sort: -date, group: year}]"
    problems = told(tmp_path, f"basics: {{name: Ann}}\nwork: [{{name: A}}]\npatents: [{{title: T}}]\n{settings}\n")
    assert [code for _, _, code, _ in problems] == ["unknown-field"] * 3
    assert "`granted`" in problems[0][3]
    assert "`office`" in problems[2][3]


def test_an_end_before_its_start_only_warns(tmp_path: Path) -> None:
    problems = told(tmp_path, "basics: {name: Ann}\nwork:\n  - {name: Acme, startDate: 2018-05, endDate: 2018-04}\n")
    assert [(line, code) for line, _, code, _ in problems] == [(3, "end-before-start")]
    assert told(tmp_path, "basics: {name: Ann}\nwork:\n  - {name: Acme, startDate: 2018-05, endDate: 2018}\n") == []


def test_unknown_keys_are_warned_about_with_a_suggestion(tmp_path: Path) -> None:
    profile = "basics: {nmae: Ann}\nwork: [{name: Acme, postion: Cook}]\nhobies: x\nskills: [{name: A, levle: B}]\n"
    hints = {line: message for line, _, _, message in told(tmp_path, profile)}
    assert "`name`" in hints[1]
    assert "`position`" in hints[2]
    assert "hobies" in hints[3]
    assert "`level`" in hints[4]


def test_judgement_warns_and_does_not_stop(tmp_path: Path) -> None:
    profile = """\
basics:
  name: Ann
  email: ann at example
  phone: call me
  url: example.com
  location: {countryCode: Atlantis}
"""
    lines = [line for line, *_ in told(tmp_path, profile)]
    assert lines == [3, 4, 5, 6]
    shown = text_of(tmp_path, profile)
    for value in ("ann at example", "call me", "example.com", "Atlantis"):
        assert value in shown


def test_only_inline_markdown_is_markup_and_html_is_text(tmp_path: Path) -> None:
    profile = (
        'basics: {name: Ann, summary: "**bold** *it* `co` [li](https://x.example.com) <b>tag</b> # no & ![i](a.png)"}'
    )
    write(tmp_path, "p.yaml", profile)
    page = resume("export", "html", "p.yaml", "-o", "-", cwd=tmp_path).out
    for markup in (
        "<strong>bold</strong>",
        "<em>it</em>",
        "<code>co</code>",
        'href="https://x.example.com"',
        "&lt;b&gt;tag",
    ):
        assert markup in page, markup
    assert "<b>" not in page
    assert "<img" not in page
    text = text_of(tmp_path, profile)
    assert "bold it co li <b>tag</b> # no &" in text
    assert "https://x.example.com" in text


def test_links_lead_only_to_safe_places(tmp_path: Path) -> None:
    targets = ["javascript:alert(1)", "file:///etc/passwd", "data:text/html,x", "vbscript:x", "JaVaScRiPt:alert(1)"]
    entries = "".join(f"  - {{name: A, url: '{target}', summary: '[click]({target})'}}\n" for target in targets)
    write(tmp_path, "p.yaml", f"basics: {{name: Ann, url: 'javascript:x'}}\nwork:\n{entries}")
    assert resume("export", "html,docx,pdf,markdown", "p.yaml", "-o", "out/", cwd=tmp_path).code == 0
    found = [target for read in READERS.values() for target in read(tmp_path / "out" / "p")]
    assert found == []


def page_targets(stem: Path) -> list[str]:
    page = html5lib.parse(stem.with_suffix(".html").read_text(), namespaceHTMLElements=False)
    return [link.get("href") or "" for link in page.iter("a")]


def markdown_targets(stem: Path) -> list[str]:
    page = html5lib.parse(
        MarkdownIt("commonmark").render(stem.with_suffix(".md").read_text()), namespaceHTMLElements=False
    )
    return [link.get("href") or "" for link in page.iter("a")]


def docx_targets(stem: Path) -> list[str]:
    package = docx.Document(str(stem.with_suffix(".docx")))
    return [relation.target_ref for relation in package.part.rels.values() if relation.is_external]


def pdf_targets(stem: Path) -> list[str]:
    notes = [note.get_object() for page in PdfReader(stem.with_suffix(".pdf")).pages for note in page.annotations or ()]
    return [str(note["/A"]) for note in notes if "/A" in note]


READERS = {"html": page_targets, "markdown": markdown_targets, "docx": docx_targets, "pdf": pdf_targets}


BILINGUAL = """\
meta: {languages: [zh, en]}
basics:
  name: {zh: 刘硕, en: Stuart Lau}
  summary: {zh: 只有中文}
work:
  - name: {zh: 快手, en: Kuaishou}
    startDate: 2018-01
    highlights: [{zh: 甲, en: Alpha}, {zh: 乙}]
"""


def test_a_text_falls_back_from_region_to_language_to_default(tmp_path: Path) -> None:
    assert "2018.01 – 至今" in text_of(tmp_path, BILINGUAL)
    assert text_of(tmp_path, BILINGUAL, "-l", "zh-CN") == text_of(tmp_path, BILINGUAL, "-l", "zh")
    english = text_of(tmp_path, BILINGUAL, "-l", "en-US")
    assert "Kuaishou    Jan 2018 – Present" in english
    assert "只有中文" in english


def test_what_fell_back_is_named_with_its_place_and_strict_makes_it_an_error(tmp_path: Path) -> None:
    problems = told(tmp_path, BILINGUAL, "-l", "en")
    assert [(line, column) for line, column, *_ in problems] == [(4, 12), (8, 38)]
    assert all("`en`" in message for *_, message in problems)
    assert told(tmp_path, BILINGUAL, "-l", "zh") == []
    assert resume("validate", "p.yaml", "-l", "en", "--strict", cwd=tmp_path).code == 1
    assert resume("validate", "p.yaml", "-l", "zh", "--strict", cwd=tmp_path).code == 0
    assert resume("export", "text", "p.yaml", "-l", "en", "--strict", cwd=tmp_path).code == 1


def test_without_languages_the_script_of_the_texts_decides(tmp_path: Path) -> None:
    names = {
        "zh": "王小明", "ja": "山田たろう", "ko": "김민수", "ru": "Иван Петров", "ar": "أحمد علي", "he": "דוד כהן",
        "th": "สมชาย", "en": "José García",
    }  # fmt: skip
    for tag, name in names.items():
        profile = {"basics": {"name": name, "summary": name}, "work": [{"name": name, "startDate": "2018-01"}]}
        write(tmp_path, f"{tag}.json", json.dumps(profile, ensure_ascii=False))
    result = resume("export", "html", *(f"{tag}.json" for tag in names), "--json", cwd=tmp_path)
    assert [record["language"].partition("-")[0] for record in result.records] == list(names)
    for tag in names:
        opening = (tmp_path / f"{tag}.html").read_text()[:200]
        assert f'<html lang="{tag}' in opening
        assert (' dir="rtl">' in opening) == (tag in {"ar", "he"})


def test_another_language_may_be_asked_for_of_plain_texts(tmp_path: Path) -> None:
    profile = '{"basics": {"name": "Ann"}, "work": [{"name": "Acme", "startDate": "2018-01"}]}'
    german = text_of(tmp_path, profile, "-l", "de", name="p.json")
    assert "Berufserfahrung" in german
    assert "heute" in german
    assert resume("export", "text", "p.json", "-l", "de", "--strict", cwd=tmp_path).code == 0


def test_every_language_has_labels_and_dates_of_its_own(tmp_path: Path) -> None:
    languages = ["en", "zh", "zh-Hant", "ja", "ko", "de", "fr", "es", "pt", "it", "ru", "ar", "he"]
    write(
        tmp_path,
        "p.yaml",
        """\
basics: {name: X Y, email: x@example.com, summary: Z}
work: [{name: A, startDate: 2018-03}]
education: [{institution: B, startDate: 2011-09-01, endDate: 2012}]
patents: [{title: C, office: US, status: granted, granted: 2018-10-02}]
""",
    )
    assert resume("export", "text", "p.yaml", "-l", ",".join(languages), cwd=tmp_path).code == 0
    english = {"Summary", "Experience", "Education", "Present", "granted", "Patents", "Mar"}
    texts = {tag: (tmp_path / f"p-{tag}.txt").read_text() for tag in languages}
    assert len(set(texts.values())) == len(languages)
    for tag, text in texts.items():
        words = set(text.replace(",", " ").split())
        assert english & words == (english if tag == "en" else set()), tag
        assert all(year in text for year in ("2018", "2011", "2012"))


def test_a_text_in_another_script_carries_its_language_into_every_format(tmp_path: Path) -> None:
    import zipfile

    profile = (
        "meta: {languages: [en]}\nbasics: {name: 刘硕 Liu}\nwork: [{name: 快手 Kuaishou, summary: Made 快手 grow}]\n"
    )
    write(tmp_path, "p.yaml", profile)
    assert resume("export", "html,docx", "p.yaml", cwd=tmp_path).code == 0
    page = (tmp_path / "p.html").read_text()
    assert page.count('lang="zh') >= 3
    with zipfile.ZipFile(tmp_path / "p.docx") as package:
        assert 'w:eastAsia="zh-CN"' in package.read("word/document.xml").decode()


def test_nothing_is_left_out_because_its_section_was_not_named(tmp_path: Path) -> None:
    profile = "skills: [{name: Sawing}]\nwork: [{name: Acme}]\nawards: [{title: Prize}]\nsections: [awards, work]\n"
    shown = text_of(tmp_path, profile)
    assert "Sawing" in shown
    assert shown.index("Prize") < shown.index("Acme")


def test_a_section_of_ones_own_is_shown_with_all_its_fields(tmp_path: Path) -> None:
    profile = """\
basics: {name: A}
sections:
  - id: teaching
    title: Teaching
    entries:
      - {name: School, position: Tutor, startDate: 2011-02, endDate: 2012, summary: Taught, highlights: [Lesson], url: "https://s.example.com", location: Here, description: Small}
      - {summary: Only a summary}
"""  # noqa: E501 - one entry
    shown = text_of(tmp_path, profile)
    values = "Teaching, School, Tutor, Feb 2011 – 2012, Taught, Lesson, s.example.com, Here, Small, Only a summary"
    for value in values.split(", "):
        assert value in shown


def test_blank_rows_and_nulls_are_left_out(tmp_path: Path) -> None:
    blank = {"name": "", "highlights": [""]}
    profile = {"basics": {"name": "Ann", "phone": "", "location": None}, "work": [blank, {}, None], "skills": None}
    shown = text_of(tmp_path, json.dumps(profile), name="p.json")
    assert shown.strip() == "Ann"
