"""Convert: what is written is valid where it goes, and comes back as it was."""

from __future__ import annotations

import csv
import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import jsonschema
import pytest
import yaml
from complete import complete
from leaves import words
from tools import shared

from resume_cli.errors import ResumeError
from resume_cli.interchange.converting import convert
from resume_cli.interchange.emit import emit
from resume_cli.interchange.importing import read
from resume_cli.interchange.readers.jsonresume import without_blanks
from resume_cli.interchange.source import Source
from resume_cli.pipeline import LoadedProfile, load
from resume_cli.profile.data import to_data
from resume_cli.profile.source import read_source, source_of

if TYPE_CHECKING:
    from collections.abc import Iterator

PROFILES = Path(__file__).parent.parent.parent / "profiles"
EXAMPLES = [("stuart-lau", "zh"), ("stuart-lau", "en"), ("maya-lindqvist", "en"), ("first-job", "en")]


FORMATS = jsonschema.FormatChecker(["email"])


@FORMATS.checks("uri")
def is_uri(value: object) -> bool:
    """Whether a text has the form of RFC 3986: a scheme, and no character that must be escaped."""
    return not isinstance(value, str) or re.fullmatch(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`]+", value) is not None


def example(name: str) -> LoadedProfile:
    return load(read_source(PROFILES / f"{name}.yaml"))


def corpus(*kinds: str) -> list[LoadedProfile]:
    """Return the profiles of the corpus that are JSON Resume of these kinds and have no errors."""
    found = []
    with (shared("corpus") / "MANIFEST.csv").open(encoding="utf-8") as rows:
        names = [row["file"] for row in csv.DictReader(rows) if row["format"].startswith(kinds)]
    for name in names:
        try:
            found.append(load(read_source(shared("corpus") / "files" / name)))
        except ResumeError:
            continue
    return found


def check_json_resume(content: bytes) -> None:
    for version in ("1.2.1", "1.3.1"):
        schema = json.loads((shared("interchange") / "jsonresume-schema" / f"schema-{version}.json").read_bytes())
        jsonschema.Draft7Validator(schema, format_checker=FORMATS).validate(json.loads(content))


@pytest.mark.parametrize(("name", "language"), EXAMPLES)
def test_json_resume_of_an_example_is_valid_with_formats(name: str, language: str) -> None:
    content, notes = convert(example(name), "jsonresume", language)
    check_json_resume(content)
    assert notes == []


def test_json_resume_of_every_file_of_the_corpus_is_valid_with_formats() -> None:
    loaded = corpus("jsonresume")
    assert len(loaded) > 40
    for each in loaded:
        check_json_resume(convert(each, "jsonresume", None)[0])


def comparable(profile: LoadedProfile) -> dict[str, Any]:
    data: dict[str, Any] = without_blanks(to_data(profile.profile))
    data.pop("$schema", None)
    data.get("meta", {}).pop("languages", None)
    return {key: value for key, value in data.items() if value}


def test_json_resume_that_is_converted_and_imported_is_the_same_profile() -> None:
    for loaded in corpus("jsonresume-v1"):
        content, _ = convert(loaded, "jsonresume", None)
        draft, _ = read(Source("resume.json", content), None)
        again = load(source_of(emit(draft, "json"), "again.json"))
        assert comparable(again) == comparable(loaded), loaded.source.name


@pytest.mark.parametrize(("name", "language"), EXAMPLES)
def test_an_example_comes_back_from_json_resume_with_every_entry(name: str, language: str) -> None:
    content, _ = convert(example(name), "json", language)
    before = json.loads(content)
    draft, _ = read(Source("resume.json", convert(example(name), "jsonresume", language)[0]), None)
    for section in ("work", "education", "publications", "patents", "projects", "contributions", "talks", "skills"):
        assert draft.profile.get(section, []) == before.get(section, []), section


def test_every_field_comes_back_from_json_resume() -> None:
    data = complete() | {"meta": {"languages": ["en"], "canonical": "no address", "version": "1.10"}}
    loaded = load(source_of(json.dumps(data).encode(), "complete.json"))
    content, notes = convert(loaded, "jsonresume", None)
    check_json_resume(content)
    draft, _ = read(Source("resume.json", content), None)
    assert notes == []
    assert to_data(load(source_of(emit(draft, "json"), "again.json")).profile) == to_data(loaded.profile)


def test_jobs_and_sections_that_resemble_each_other_come_back_apart_from_json_resume() -> None:
    posts = [{"position": "r", "startDate": "2012"}, {"position": ["s", "t"], "startDate": "2010"}, {"summary": "x"}]
    job = {"name": "B", "startDate": "2010", "position": ["s", "t"], "endDate": "some day", "roles": posts}
    data = {
        "meta": {"languages": ["en"]}, "basics": {"name": "Ann Lee"},
        "work": [job, job, {"name": "A", "tags": ["x"]}, {"name": "B"}, job | {"tags": ["y"]}],
        "sections": [
            {"work": {"title": "Industry", "include": ["x"]}}, {"work": {"title": "Academia", "include": ["y"]}},
            {"id": "mine", "title": "Mine", "entries": [{"name": "M"}]},
            {"id": "more", "title": "Mine", "entries": [{"name": "M"}]},
        ],
    }  # fmt: skip
    loaded = load(source_of(json.dumps(data).encode(), "two.json"))
    draft, _ = read(Source("resume.json", convert(loaded, "jsonresume", None)[0]), None)
    again = to_data(load(source_of(emit(draft, "json"), "again.json")).profile)
    assert again == to_data(loaded.profile)


def texts_of(value: Any) -> Iterator[str]:  # noqa: ANN401 - plain data
    """Yield the texts within plain data, without the words that stand for what is shown."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from texts_of([] if key == "languages" and inner == ["en"] else inner)
    elif isinstance(value, list):
        for inner in value:
            yield from texts_of(inner)
    else:
        yield str(value)


@pytest.mark.parametrize("kind", ["rendercv", "bibtex", "csl-json", "vcard"])
def test_what_a_format_has_no_place_for_is_in_the_report(kind: str) -> None:
    data = complete() | {"meta": {"languages": ["en"], "canonical": "no address", "version": "1.10"}}
    data["variants"] = {"short": {"pages": "2"}}
    data["sections"] += [{"patents": {"title": "My patents", "group": "office"}}, {"id": "my-own", "title": "My own",
                         "entries": [{"name": "another"}]}]  # fmt: skip
    loaded = load(source_of(json.dumps(data).encode(), "complete.json"))
    content, notes = convert(loaded, kind, None)
    text = re.sub(r"\r\n |\\", "", content.decode())
    found = {*numbered(text), *numbered(" ".join(str(note.value) for note in notes))}
    assert [each for each in texts_of(to_data(loaded.profile)) if not {*numbered(each)} <= found] == []


def numbered(text: str) -> list[str]:
    """Return the words of a text, numbers without zeros before them."""
    return [each.lstrip("0") for each in words(text.replace("%20", " "))]


@pytest.mark.parametrize(("name", "language"), EXAMPLES)
def test_rendercv_of_an_example_is_valid_by_rendercvs_schema(name: str, language: str) -> None:
    content, notes = convert(example(name), "rendercv", language)
    schema = json.loads((shared("corpus") / "schema-rendercv.json").read_bytes())
    # As RenderCV reads it: its YAML is 1.2, where `2018-01` is a text.
    jsonschema.Draft202012Validator(schema).validate(yaml.load(content, Loader=yaml.BaseLoader))
    assert all(note.line for note in notes)


@pytest.mark.parametrize("kind", ["bibtex", "csl-json"])
def test_works_come_back_from_the_formats_of_references(kind: str) -> None:
    loaded = example("stuart-lau")
    content, _ = convert(loaded, kind, "en")
    draft, _ = read(Source("works", content), None)
    assert len(draft.profile["patents"]) == len(loaded.profile.patents)
    assert [each["number"] for each in draft.profile["patents"]] == [
        each.number.content for each in loaded.profile.patents if each.number
    ]
    assert draft.profile["publications"][0]["authors"] == ["Shuo Liu", "Qiaoyan Wen"]


def test_a_card_comes_back_with_who_somebody_is() -> None:
    content, _ = convert(example("maya-lindqvist"), "vcard", "en")
    assert all(len(line.encode()) <= 75 for line in content.decode().split("\r\n"))
    basics = read(Source("card", content), None)[0].profile["basics"]
    assert basics["name"] == "Maya Lindqvist"


@pytest.mark.parametrize("form", ["json", "toml"])
def test_another_format_of_profiles_says_the_same(form: str) -> None:
    loaded = example("maya-lindqvist")
    content, notes = convert(loaded, form, None)
    again = load(source_of(content, f"again.{form}"))
    assert notes == []
    assert to_data(again.profile) == to_data(loaded.profile)


def test_yaml_stays_as_it_was_written_with_its_comments() -> None:
    loaded = example("stuart-lau")
    assert convert(loaded, "yaml", None)[0] == loaded.source.content


@pytest.mark.parametrize(
    ("account", "key"),
    [
        ({"network": "Mastodon", "username": "@ada@example.social"}, "social_networks"),
        ({"network": "YouTube", "username": "@ada"}, "social_networks"),
        ({"network": "WhatsApp", "username": "+4930901820"}, "social_networks"),
        ({"network": "Stack Overflow", "username": "1/ada"}, "social_networks"),
        ({"network": "Mastodon", "username": "ada", "url": "https://m.example/ada"}, "custom_connections"),
        ({"network": "StackOverflow", "username": "ada", "url": "https://s.example"}, "custom_connections"),
        ({"network": "ORCID", "username": "x", "url": "https://o.example"}, "custom_connections"),
        ({"network": "Weibo", "username": "ada", "url": "https://w.example"}, "custom_connections"),
        ({"network": "IMDB", "username": "nm1"}, ""),
    ],
)
def test_an_account_that_rendercv_would_refuse_is_an_address_or_a_loss(account: dict[str, str], key: str) -> None:
    loaded = load(source_of(json.dumps({"basics": {"name": "Ada", "profiles": [account]}}).encode(), "p.json", "json"))
    content, notes = convert(loaded, "rendercv", None)
    cv = yaml.safe_load(content)["cv"]
    assert {each for each in ("social_networks", "custom_connections") if each in cv} == ({key} if key else set())
    assert bool(key) == ("nm1" not in {str(note.value) for note in notes})
    assert all(isinstance(value, str) for each in cv.get("social_networks", []) for value in each.values())


def test_a_text_that_looks_like_a_number_is_a_text_for_rendercv() -> None:
    resume = {"basics": {"name": "1984"}, "skills": [{"name": "089", "level": "5"}], "projects": [{"name": "yes"}]}
    loaded = load(source_of(json.dumps(resume).encode(), "p.json", "json"))
    cv = yaml.safe_load(convert(loaded, "rendercv", None)[0])["cv"]
    assert (cv["name"], cv["sections"]["skills"][0]) == ("1984", {"label": "089", "details": "5"})
    assert cv["sections"]["projects"][0]["name"] == "yes"
