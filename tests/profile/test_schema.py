"""The JSON Schema, the starter and the tables of the documentation say what the model says."""

from __future__ import annotations

import csv
import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import jsonschema
import pytest
import yaml
from profile_docs import field_tables, schema_text
from tools import shared

import resume_cli
from resume_cli.codes import CODES
from resume_cli.errors import UsageError
from resume_cli.profile.fields import Item, fields_of
from resume_cli.profile.model import Profile
from resume_cli.profile.readers.load import load
from resume_cli.profile.schema import schema
from resume_cli.profile.starter import starter
from resume_cli.profile.validation.validate import Validated, validate

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parent.parent.parent
VALIDATOR = jsonschema.Draft7Validator(schema())


class Editor(yaml.SafeLoader):
    """YAML 1.2, as editors read it: dates are texts, and only true and false are truth values."""


Editor.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if not tag.endswith((":timestamp", ":bool"))]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
Editor.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile("^(?:true|false)$"), list("tf"))


def as_an_editor_reads_it(text: str) -> Any:  # noqa: ANN401 - plain data
    return yaml.load(text, Editor)


def items(of: type[Item], seen: set[type[Item]]) -> Iterator[type[Item]]:
    """Return every class of the model."""
    if of not in seen:
        seen.add(of)
        yield of
        for declared in fields_of(of).values():
            if declared.of is not None:
                yield from items(declared.of, seen)


def accepts(data: Any) -> bool:  # noqa: ANN401 - any JSON
    return VALIDATOR.is_valid(data)


def test_the_schema_is_a_valid_schema() -> None:
    jsonschema.Draft7Validator.check_schema(schema())


def test_the_committed_schema_is_fresh() -> None:
    committed = (ROOT / "docs" / "profile.schema.json").read_text(encoding="utf-8")
    assert committed == schema_text(), "run `make docs`"


def test_every_field_is_in_the_schema_with_its_description() -> None:
    found = schema()
    for of in items(Profile, set()):
        properties = found["properties"] if of is Profile else found["definitions"][of.__name__]["properties"]
        for declared in fields_of(of).values():
            assert properties[declared.key]["description"] == declared.description
            assert len(declared.description) >= 4


def test_every_description_is_a_sentence() -> None:
    texts = [declared.description for of in items(Profile, set()) for declared in fields_of(of).values()]
    assert [text for text in texts if not text.endswith(".") or (text[0].islower() and text[0] != "`")] == []


@pytest.mark.parametrize(
    "data",
    [
        {
            "basics": {
                "name": {"zh": "刘硕", "en": "Stuart Lau"},
                "email": ["a@example.com"],
                "phone": 123,
                "tags": ["x"],
            }
        },
        {"work": [{"highlights": ["a", {"zh": "甲", "tags": ["x"]}, {"text": "b", "tags": []}], "startDate": 2018}]},
        {"work": [{"highlights": {"zh": ["甲"], "en": ["a", "b"]}}, None]},
        {"patents": {"from": "patents.csv"}, "skills": ["Python"]},
        {"sections": ["work", {"patents": {"limit": 5, "group": "office"}}, {"id": "x", "entries": [{"name": "A"}]}]},
        {"variants": {"a": {"include": ["x"], "limit": {"patents": 3}, "pages": 2}}, "own": {"key": 1}},
    ],
)
def test_the_schema_accepts_what_the_program_accepts(data: dict[str, Any]) -> None:
    assert accepts(data)
    validate(load(json.dumps(data).encode(), "p.json"), lambda _name: ("patents.csv", b"title\nx\n"))


@pytest.mark.parametrize(
    "data",
    [
        [],
        {"work": "x"},
        {"basics": []},
        {"basics": {"name": True}},
        {"basics": {"name": {"first": 1, "l": 2}}},
        {"work": [{"highlights": [{"text": "a", "tag": "x"}]}]},
        {"sections": [{"work": {"style": "tiny"}}]},
        {"patents": {"form": "x"}},
    ],
)
def test_the_schema_refuses_what_the_program_refuses(data: Any) -> None:  # noqa: ANN401 - any JSON
    assert not accepts(data)


def test_every_valid_json_resume_passes_the_schema() -> None:
    corpus = shared("corpus")
    refused = {}
    with (corpus / "MANIFEST.csv").open(encoding="utf-8") as manifest:
        names = [row["file"] for row in csv.DictReader(manifest) if row["schema_v1"] == "yes"]
    for name in names:
        data = json.loads((corpus / "files" / name).read_text(encoding="utf-8-sig"))
        refused[name] = [error.message for error in VALIDATOR.iter_errors(data)]
    assert len(names) > 40
    assert {name: messages for name, messages in refused.items() if messages} == {}


def test_the_samples_of_json_resumes_own_suite_pass_the_schema() -> None:
    cases = json.loads((shared("corpus") / "jsonresume-unit-cases.json").read_text(encoding="utf-8"))["cases"]
    valid = [case for case in cases if case["expected_valid"] and isinstance(case["document"], dict)]
    assert len(valid) > 50
    assert [case["case"] for case in valid if not accepts(case["document"])] == []


LANGUAGES = (("en", "zh"), ("zh", "en"), ("en",), ("zh",))
STARTERS = [(languages, file_format) for languages in LANGUAGES for file_format in ("yaml", "json", "toml")]


def read(languages: tuple[str, ...], file_format: str) -> Validated:
    return validate(load(starter(languages, file_format).encode(), f"profile.{file_format}"))


@pytest.mark.parametrize(("languages", "file_format"), STARTERS)
def test_a_starter_is_valid_without_a_warning(languages: tuple[str, ...], file_format: str) -> None:
    validated = read(languages, file_format)
    assert validated.problems == ()
    assert validated.profile == read(languages, "yaml").profile
    assert validated.profile.meta.languages == languages


@pytest.mark.parametrize("languages", [("en",), ("zh",)])
def test_a_starter_in_one_language_holds_no_other(languages: tuple[str, ...]) -> None:
    for file_format in ("yaml", "toml"):
        text = starter(languages, file_format)
        chinese = re.findall(r"[\u4e00-\u9fff]", text)
        assert bool(chinese) == (languages == ("zh",))
        assert "#en|" not in text
        assert "#zh|" not in text


def test_a_starter_tells_the_editor_where_its_schema_is() -> None:
    assert starter(("en",), "yaml", "s.json").startswith("# yaml-language-server: $schema=s.json\n")
    assert starter(("en",), "toml", "s.json").startswith("#:schema s.json\n")
    assert json.loads(starter(("en",), "json", "s.json"))["$schema"] == "s.json"


def test_a_starter_passes_the_schema_as_an_editor_reads_it() -> None:
    assert [error.message for error in VALIDATOR.iter_errors(as_an_editor_reads_it(starter()))] == []


@pytest.mark.parametrize(("languages", "file_format"), [(("xx",), "yaml"), (("en",), "xml")])
def test_a_starter_that_does_not_exist_is_a_wrong_usage(languages: tuple[str, ...], file_format: str) -> None:
    with pytest.raises(UsageError):
        starter(languages, file_format)


def test_every_problem_code_has_a_section_in_the_documentation_and_only_they() -> None:
    text = (ROOT / "docs" / "problems.md").read_text(encoding="utf-8")
    sections = re.findall(r"^### `([a-z-]+)`$", text, re.MULTILINE)
    assert sections == list(CODES)
    for code, meaning in CODES.items():
        section = text.split(f"### `{code}`\n")[1].split("\n### ")[0].split("\n## ")[0]
        assert section.strip().startswith(meaning)
        assert len(section.strip()) > len(meaning) + 20, f"{code} is told without a next step"


def test_every_code_that_the_program_uses_is_documented() -> None:
    pattern = re.compile(
        r"(?:Problem|\.warn|\.error|warn_once)\(\s*(?:\([^()]*\),\s*)?\"([a-z]+(?:-[a-z]+)+|syntax|tab|empty)\""
    )
    used = {
        code
        for file in Path(resume_cli.__file__).parent.rglob("*.py")
        for code in pattern.findall(file.read_text(encoding="utf-8"))
    }
    assert len(used) > 30
    assert used - set(CODES) == set()


def test_the_tables_of_the_documentation_are_fresh() -> None:
    assert field_tables() in (ROOT / "docs" / "profile.md").read_text(encoding="utf-8"), "run `make docs`"


EXAMPLES = re.findall(
    r"^```yaml\n(.*?)^```$", (ROOT / "docs" / "profile.md").read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL
)


@pytest.mark.parametrize("example", EXAMPLES)
def test_every_example_of_the_format_is_valid_without_a_warning(example: str) -> None:
    files = {"patents.csv": b"title.zh,inventors\n\xe7\x94\xb2,A; B\n", "papers.bib": b"@article{a, title = {B}}"}
    validated = validate(load(example.encode(), "profile.yaml"), lambda name: (name, files[name]))
    assert validated.problems == ()
    assert [error.message for error in VALIDATOR.iter_errors(as_an_editor_reads_it(example))] == []


def keys(part: Any, path: str = "") -> Iterator[tuple[str, Any]]:  # noqa: ANN401 - any part of the schema
    """Yield each key that a schema describes, with its own schema."""
    if isinstance(part, dict):
        for table in ("properties", "patternProperties"):
            inner = part.get(table, {})
            yield from ((f"{path}.{key}", each) for key, each in inner.items() if isinstance(inner, dict))
        for key, inner in part.items():
            yield from keys(inner, f"{path}.{key}")
    elif isinstance(part, list):
        for inner in part:
            yield from keys(inner, path)


def test_every_key_of_the_schema_has_a_description_and_the_schema_a_name() -> None:
    found = dict(keys(schema()))
    assert len(found) > 200
    assert [key for key, each in found.items() if isinstance(each, dict) and not each.get("description")] == []
    assert schema()["$id"] == "urn:resume-press:profile"


@pytest.mark.parametrize(
    ("data", "path"),
    [
        ({"work": [{"name": "A"}, {"name": {"first": 1}}]}, ["work", 1, "name"]),
        ({"work": [{"roles": [{"position": "A"}, {"highlights": [{"txt": "x"}]}]}]},
         ["work", 0, "roles", 1, "highlights", 0, "txt"]),
        ({"work": [{"links": [{"url": True}]}]}, ["work", 0, "links", 0, "url"]),
        ({"skills": ["A", {"name": "B", "keywords": [{"x y": 1}]}]}, ["skills", 1, "keywords", 0]),
        ({"basics": {"profiles": [{"network": False}]}}, ["basics", "profiles", 0, "network"]),
        ({"basics": {"details": {"birthDate": True}}}, ["basics", "details", "birthDate"]),
        ({"sections": ["work", {"id": "a", "entries": [{"name": []}, {"position": {"a b": 1}}]}]},
         ["sections", 1, "entries", 0, "name"]),
        ({"sections": ["work", {"patents": {"limit": 0}}]}, ["sections", 1, "patents", "limit"]),
        ({"education": [{"courses": [{"text": "A", "tag": "x"}]}]}, ["education", 0, "courses", 0, "tag"]),
        ({"variants": {"v": {"pages": "x"}}}, ["variants", "v", "pages"]),
        ({"languages": [{"language": "A"}, 7]}, ["languages", 1]),
    ],
)  # fmt: skip
def test_a_mistake_inside_a_list_is_marked_where_it_is(data: dict[str, Any], path: list[str | int]) -> None:
    assert path in [list(error.absolute_path) for error in VALIDATOR.iter_errors(data)]
