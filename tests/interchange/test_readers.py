"""Import: what each format becomes, and that nothing of a source is forgotten."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from leaves import unaccounted
from tools import shared

from resume_cli.interchange.emit import emit
from resume_cli.interchange.importing import read, recognise
from resume_cli.interchange.source import Source, open_source
from resume_cli.profile.model import Profile
from resume_cli.profile.readers.load import from_data, load
from resume_cli.profile.validation.validate import validate

if TYPE_CHECKING:
    from resume_cli.interchange.draft import Draft

SAMPLES = Path(__file__).parent.parent / "data" / "interchange"
LINKEDIN = "linkedin/Complete_LinkedInDataExport_08-15-2026.zip.zip"
MILO = "reactive-resume/v4-milo-svensson.json"
KINDS = {
    "bibtex/publications.bib": "bibtex", "csl-json/publications.json": "csl-json",
    "europass/candidate-v4.xml": "europass",
    "europass/skillspassport-v3.3.xml": "europass", "europass/europass-cv.pdf": "europass",
    "fresh/colm-hegarty.fresh.json": "fresh", "html/about.html": "html",
    "linkedin/Basic_LinkedInDataExport_08-14-2026.zip": "linkedin",
    "linkedin/Complete_LinkedInDataExport_08-15-2026.zip.zip": "linkedin", "patents-csv/espacenet.csv": "patents-csv",
    "patents-csv/google-patents.csv": "patents-csv", "patents-csv/lens.csv": "patents-csv",
    "reactive-resume/v3-yara-haddad.json": "reactive-resume",
    "reactive-resume/v4-milo-svensson.json": "reactive-resume",
    "reactive-resume/v5-keiko-brandvold.json": "reactive-resume", "rendercv/Teo_Marchetti_CV.yaml": "rendercv",
    "rendercv/Ines_Vallgren_CV-2023.yaml": "rendercv", "ris/publications.ris": "ris",
    "vcard/jonas-achterberg.vcf": "vcard", "yamlresume/resume.yml": "yamlresume",
}  # fmt: skip


def imported(name: str) -> Draft:
    return read(open_source(str(SAMPLES / name)), None)[0]


def find(value: Any, *path: str | int) -> Any:  # noqa: ANN401 - plain data
    for step in path:
        value = value[step]
    return value


@pytest.mark.parametrize(("name", "kind"), KINDS.items(), ids=KINDS)
def test_a_format_is_recognised_by_its_content_whatever_the_file_is_called(name: str, kind: str) -> None:
    content = (SAMPLES / name).read_bytes()
    assert recognise(Source("upload", content))[0] == kind


@pytest.mark.parametrize("name", KINDS, ids=str)
def test_what_is_imported_is_a_profile_without_errors(name: str) -> None:
    draft = imported(name)
    validated = validate(load(emit(draft, "yaml"), "profile.yaml"))
    assert [problem for problem in validated.problems if problem.severity == "error"] == []
    assert validated.profile != Profile()


@pytest.mark.parametrize("form", ["yaml", "json", "toml"])
@pytest.mark.parametrize("name", KINDS, ids=str)
def test_a_profile_says_the_same_in_each_form(name: str, form: str) -> None:
    draft = imported(name)
    written = load(emit(draft, form), f"profile.{form}").data
    assert as_texts(written) == as_texts(from_data(draft.profile).data)


def as_texts(value: Any) -> Any:  # noqa: ANN401 - plain data
    """Return plain data with every scalar as the text it was typed as, and without what is empty."""
    if isinstance(value, dict):
        return {key: as_texts(inner) for key, inner in value.items() if inner not in ("", None, [], {})}
    if isinstance(value, list):
        return [as_texts(each) for each in value]
    return str(value).lower() if isinstance(value, bool) else str(value).strip()


@pytest.mark.parametrize("name", KINDS, ids=str)
def test_every_text_of_a_source_is_in_the_profile_or_in_the_report(name: str) -> None:
    assert unaccounted(SAMPLES / name, imported(name)) == []


@pytest.mark.sources
def test_the_table_of_what_arrives_is_fresh() -> None:
    import import_recall

    assert import_recall.main(["--check"]) == 0


@pytest.mark.parametrize("name", ["about-en-2018-2019.html", "about-zh-seed.md", "patents.csv"])
def test_every_text_of_the_first_users_files_is_in_the_profile_or_in_the_report(name: str) -> None:
    path = shared("seed") / name
    assert unaccounted(path, read(open_source(str(path)), None)[0]) == []


#: Files of the corpus that parse and are not a person's file in one of the formats: parts of one, and other formats.
OTHERS = ("kmutahar-bilingual", "rendercv__locale", "rendercv__sample_entries", "visiky")


def test_every_file_of_the_corpus_that_parses_becomes_a_valid_profile_and_loses_nothing_unreported() -> None:
    with (shared("corpus") / "MANIFEST.csv").open(encoding="utf-8") as rows:
        names = [row["file"] for row in csv.DictReader(rows) if row["parses"] == "yes"]
    names = [name for name in names if not name.startswith(OTHERS)]
    for name in names:
        path = shared("corpus") / "files" / name
        draft, _ = read(open_source(str(path)), None)
        assert unaccounted(path, draft) == [], name
        # Raises ProfileError for errors.
        validate(load(emit(draft, "yaml"), f"{name}.yaml"))
    assert len(names) > 80


@pytest.mark.parametrize(
    ("name", "path", "value"),
    [
        ("rendercv/Teo_Marchetti_CV.yaml", ("work", 0, "startDate"), "2019-05"),
        ("rendercv/Teo_Marchetti_CV.yaml", ("work", 1, "startDate"), "Fall 2017"),
        ("rendercv/Teo_Marchetti_CV.yaml", ("work", 0, "highlights", 1, "highlights", 0), "Wrote the mesh reducer"),
        ("rendercv/Teo_Marchetti_CV.yaml", ("skills", 0, "keywords", 1), "C++ (real time, embedded)"),
        ("rendercv/Teo_Marchetti_CV.yaml", ("basics", "profiles", 2, "network"), "Stack Overflow"),
        ("rendercv/Teo_Marchetti_CV.yaml", ("meta", "languages"), ["it"]),
        ("rendercv/Ines_Vallgren_CV-2023.yaml", ("basics", "phone"), "+46-31-555-01-77"),
        ("rendercv/Ines_Vallgren_CV-2023.yaml", ("publications", 0, "cited_by"), "17"),
        ("yamlresume/resume.yml", ("education", 0, "startDate"), "2012-07-01"),
        ("yamlresume/resume.yml", ("work", 0, "highlights", 1), "The model runs on a phone"),
        ("fresh/colm-hegarty.fresh.json", ("talks", 0, "event"), "FrontConf West"),
        (MILO, ("work", 0, "startDate"), "2019-09"),
        (MILO, ("work", 0, "highlights", 0), "Small-area estimates for *290* municipalities"),
        (MILO, ("basics", "summary"), "Counts bees **and** votes.\n\nPrefers <10 parameters."),
        ("reactive-resume/v5-keiko-brandvold.json", ("work", 0, "roles", 1, "endDate"), "2021"),
        (LINKEDIN, ("work", 0, "roles", 1, "startDate"), "2019-09"),
        (LINKEDIN, ("basics", "label"), "Reliability engineer & incident coach"),
        (LINKEDIN, ("certificates", 0, "expires"), "2024-06"),
        (LINKEDIN, ("languages", 1, "fluency"), "Limited working proficiency"),
        ("europass/candidate-v4.xml", ("work", 1, "endDate"), "2019-01-31"),
        ("europass/candidate-v4.xml", ("languages", 0, "language"), "Polish"),
        ("europass/skillspassport-v3.3.xml", ("basics", "details", "drivingLicence"), "A2, B"),
        ("europass/skillspassport-v3.3.xml", ("education", 0, "startDate"), "2005-10-01"),
        ("ris/publications.ris", ("publications", 0, "releaseDate"), "2019-03"),
        ("ris/publications.ris", ("patents", 0, "application"), "16/166,001"),
        ("csl-json/publications.json", ("publications", 0, "authors", 1), "Noor van der Berg"),
        ("csl-json/publications.json", ("patents", 0, "date"), "2022-01-11"),
        ("patents-csv/espacenet.csv", ("patents", 1, "date"), "2022-01-11"),
        ("patents-csv/espacenet.csv", ("patents", 1, "family"), "60000001"),
        ("patents-csv/google-patents.csv", ("patents", 0, "inventors", 1), "Jane Doe"),
        ("patents-csv/lens.csv", ("patents", 0, "number"), "US11222333B2"),
        ("vcard/jonas-achterberg.vcf", ("work", 0, "department"), "Ringing station"),
        ("vcard/jonas-achterberg.vcf", ("basics", "details", "birthDate"), "1983-05-17"),
    ],
)  # fmt: skip
def test_a_value_of_a_sample_is_where_a_profile_has_it(name: str, path: tuple[str | int, ...], value: object) -> None:
    assert find(imported(name).profile, *path) == value


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("rendercv/Teo_Marchetti_CV.yaml", ("work", 0, "endDate")),
        (MILO, ("work", 0, "endDate")),
        (MILO, ("work", 1)),
        (LINKEDIN, ("references", 1)),
        ("fresh/colm-hegarty.fresh.json", ("references", 1)),
        ("europass/candidate-v4.xml", ("work", 0, "endDate")),
    ],
)
def test_what_goes_on_has_no_end_and_what_is_hidden_has_no_entry(name: str, path: tuple[str | int, ...]) -> None:
    with pytest.raises((KeyError, IndexError)):
        find(imported(name).profile, *path)


@pytest.mark.parametrize(
    ("name", "hidden"),
    [
        (MILO, "Hidden Honey AB"),
        (MILO, "Private: ask for 80 percent."),
        ("reactive-resume/v5-keiko-brandvold.json", "snow is patient"),
        ("fresh/colm-hegarty.fresh.json", "Would sail with him."),
        (LINKEDIN, "Never shown on the page."),
    ],
)
def test_what_a_source_hides_is_a_comment_and_a_note(name: str, hidden: str) -> None:
    draft = imported(name)
    lines = [line for line in emit(draft, "yaml").decode().splitlines() if hidden in line]
    assert lines
    assert all(line.startswith("#") for line in lines)
    assert any(note.note == "kept" and hidden in str(note.value) for note in draft.notes)


def test_linkedins_files_about_others_are_named_and_never_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []
    member = Source.member

    def noted(source: Source, name: str, *limit: int) -> bytes:
        opened.append(name)
        return member(source, name, *limit)

    monkeypatch.setattr(Source, "member", noted)
    draft = imported("linkedin/Complete_LinkedInDataExport_08-15-2026.zip.zip")
    assert not {"messages.csv", "Connections.csv", "Invitations.csv", "Registration.csv"} & set(opened)
    assert {"messages.csv", "Connections.csv"} <= {note.source for note in draft.notes if note.note == "lost"}


def test_every_note_is_placed_where_its_value_is() -> None:
    name = "rendercv/Ines_Vallgren_CV-2023.yaml"
    lines = (SAMPLES / name).read_text("utf-8").splitlines()
    notes = [each for each in imported(name).notes if isinstance(each.value, str) and each.value]
    assert notes
    for note in notes:
        assert str(note.value)[:10] in lines[note.line - 1], note


def test_a_table_of_a_hundred_and_ninety_patents_is_imported_at_once() -> None:
    draft, _ = read(open_source(str(shared("seed") / "patents.csv")), None)
    assert len(draft.profile["patents"]) == 190
    assert draft.profile["patents"][0] == {
        "number": "CN103746817B", "office": "CN", "status": "granted", "date": "2018-01-09", "serial": "103746817",
        "url": "https://patents.google.com/patent/CN103746817B/en",
        "source_path": "blogs/patent/2018/2018-01-09-授权专利-CN103746817B.md",
    }  # fmt: skip
