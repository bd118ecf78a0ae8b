"""Import of our own outputs: the profile in a file makes the same file again, and says when Word has changed it."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from docx import Document

from resume_cli.interchange.emit import emit
from resume_cli.interchange.importing import read
from resume_cli.interchange.source import Source
from resume_cli.pipeline import RenderOptions, load, render
from resume_cli.profile.source import read_source

if TYPE_CHECKING:
    from resume_cli.interchange.draft import Draft

PROFILES = Path(__file__).parent.parent.parent / "profiles"
VIEWS = [
    ("stuart-lau", "zh", None), ("stuart-lau", "zh", "architect"), ("stuart-lau", "zh", "anonymous"),
    ("stuart-lau", "en", None), ("stuart-lau", "en", "architect"), ("stuart-lau", "en", "anonymous"),
    ("maya-lindqvist", "en", None), ("first-job", "en", None),
]  # fmt: skip


def exported(profile: Path, form: str, language: str, variant: str | None = None) -> bytes:
    return render(load(read_source(profile)), RenderOptions(form, language, variant)).content


def restored(content: bytes, folder: Path) -> tuple[Path, Draft]:
    draft, _ = read(Source("export", content), None)
    for name, image in draft.images.items():
        (folder / name).write_bytes(image)
    path = folder / "profile.yaml"
    path.write_bytes(emit(draft, "yaml"))
    return path, draft


@pytest.mark.slow
@pytest.mark.parametrize("form", ["html", "docx", "pdf"])
@pytest.mark.parametrize(("name", "language", "variant"), VIEWS)
def test_what_is_made_of_an_attached_profile_is_the_same_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, form: str, name: str, language: str, variant: str | None
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    content = exported(PROFILES / f"{name}.yaml", form, language, variant)
    profile, draft = restored(content, tmp_path)
    assert [note for note in draft.notes if note.note == "lost"] == []
    assert exported(profile, form, language) == content


#: Sections of one list, told apart by tags and titles, one of which is empty; lists that are shown in part.
APART = """
meta: {languages: [en, de]}
basics: {name: {en: Ann Lee, de: Anna Lee}, email: [a@b.example, c@d.example]}
work:
  - {name: A, position: p, startDate: 2019, tags: [industry], highlights: [{text: x, highlights: [y]}, {en: e, de: d}]}
  - {name: B, position: q, startDate: 2015, endDate: 2016, tags: [academia], roles: [{position: r, startDate: 2015}]}
  - {name: B, tags: [academia, industry], roles: [{position: r, startDate: 2012}, {position: s, startDate: 2011}]}
publications: [{name: P1, authors: [Ann Lee, B], releaseDate: 2020}, {name: P2, releaseDate: 2019}, {name: P3}]
sections:
  - work: {title: {en: Industry, de: Wirtschaft}, include: [industry]}
  - work: {title: "", include: [academia]}
  - publications: {limit: 2, style: by-year}
  - {id: closing, title: "", entries: [{summary: Berlin}]}
variants:
  short: {exclude: [academia], limit: {publications: 1}, sections: [work, publications]}
  quiet: {language: de, redact: [basics.email, work.name]}
"""


@pytest.mark.parametrize("variant", [None, "short", "quiet"])
@pytest.mark.parametrize("language", ["en", "de"])
@pytest.mark.parametrize("form", ["html", "docx"])
def test_several_sections_of_one_list_stay_apart_in_what_a_file_carries(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, form: str, language: str, variant: str | None
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    source = tmp_path / "source.yaml"
    source.write_text(APART, "utf-8")
    content = exported(source, form, language, variant)
    profile, _ = restored(content, tmp_path)
    assert exported(profile, form, language) == content


def test_an_anonymous_file_carries_nothing_of_the_person(tmp_path: Path) -> None:
    content = exported(PROFILES / "stuart-lau.yaml", "pdf", "zh", "anonymous")
    profile, _ = restored(content, tmp_path)
    text = profile.read_text("utf-8")
    assert "刘硕" not in text
    assert "Stuart" not in text


@pytest.mark.parametrize("form", ["html", "docx", "pdf"])
def test_an_image_that_a_variant_hides_is_missed_neither_before_nor_after_the_import(tmp_path: Path, form: str) -> None:
    path = tmp_path / "profile.yaml"
    path.write_text(
        "meta: {languages: [en]}\nbasics: {name: Ann Lee, image: not-here.png}\nwork: [{name: Acme}]\n"
        "variants: {plain: {redact: [basics.image]}}\n",
        "utf-8",
    )
    output = render(load(read_source(path)), RenderOptions(form, "en", "plain"))
    profile, draft = restored(output.content, tmp_path)
    again = render(load(read_source(profile)), RenderOptions(form, "en"))
    assert (output.problems, draft.notes, again.problems) == ((), [], ())


def test_a_document_that_was_edited_in_word_names_the_texts_that_differ() -> None:
    document = Document(BytesIO(exported(PROFILES / "first-job.yaml", "docx", "en")))
    paragraph = next(each for each in document.paragraphs if len(each.text) > 40)
    paragraph.add_run(" And rowing.")
    document.add_paragraph("A new line")
    edited = BytesIO()
    document.save(edited)
    draft, _ = read(Source("cv.docx", edited.getvalue()), None)
    lost = [str(note.value) for note in draft.notes if note.note == "lost"]
    assert any("And rowing." in value for value in lost)
    assert any("A new line" in value for value in lost)
