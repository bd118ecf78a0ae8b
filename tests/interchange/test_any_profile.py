"""Whatever the profile, our own outputs give it back, and so do the formats that profiles are converted to."""

from __future__ import annotations

import json
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, TypeAlias

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from resume_cli.interchange.converting import convert
from resume_cli.interchange.emit import emit
from resume_cli.interchange.importing import read
from resume_cli.interchange.source import Source
from resume_cli.pipeline import LoadedProfile, RenderOptions, load, render
from resume_cli.profile.source import read_source, source_of

Data: TypeAlias = dict[str, Any]


def one_line(text: str) -> str:
    """Return a text as profiles keep it: several spaces are one."""
    return " ".join(text.split())


#: Signs that one format or another gives a meaning to, beside letters of several scripts.
WORDS = (
    st.text(alphabet="abc Ü刘硕א#:-*_`[](){}<>&\"'|\\@!%,.0159~", min_size=1, max_size=14).map(one_line).filter(bool)
)
NAMES = st.text(alphabet="Anna Bé刘硕", min_size=1, max_size=8).map(one_line).filter(bool)
DATES = st.sampled_from(["2019", "2019-03", "2019-03-31", "2020-12"])
SETTINGS = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def entry(**keys: st.SearchStrategy[Any]) -> st.SearchStrategy[Data]:
    """Draw a mapping with its first key, and any of the others."""
    first, *others = keys
    return st.fixed_dictionaries({first: keys[first]}, optional={key: keys[key] for key in others})


def lists(items: st.SearchStrategy[Any]) -> st.SearchStrategy[list[Any]]:
    return st.lists(items, min_size=1, max_size=3)


#: Profiles in one language, in which every key is one that JSON Resume 1.x has.
RESUMES = st.fixed_dictionaries(
    {"basics": entry(name=NAMES, label=WORDS, summary=WORDS, email=st.just("a@b.example"))},
    optional={
        "work": lists(entry(name=WORDS, position=WORDS, startDate=DATES, summary=WORDS, highlights=lists(WORDS))),
        "education": lists(entry(institution=WORDS, area=WORDS, studyType=WORDS, endDate=DATES, courses=lists(WORDS))),
        "skills": lists(entry(name=WORDS, level=WORDS, keywords=lists(WORDS))),
        "publications": lists(entry(name=WORDS, publisher=WORDS, releaseDate=DATES)),
        "projects": lists(entry(name=WORDS, description=WORDS, highlights=lists(WORDS))),
        "awards": lists(entry(title=WORDS, awarder=WORDS, date=DATES)),
    },
)


def loaded_of(resume: Data) -> LoadedProfile:
    content = json.dumps({"meta": {"languages": ["en"]}, **resume}).encode()
    return load(source_of(content, "resume.json"))


@pytest.mark.slow
@pytest.mark.parametrize("form", ["html", "docx", "pdf"])
def test_what_is_made_of_an_attached_profile_is_the_same_file(form: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")

    @settings(SETTINGS, max_examples=8 if form == "pdf" else 25)
    @given(RESUMES)
    def holds(resume: Data) -> None:
        with TemporaryDirectory() as folder:
            path = Path(folder) / "resume.json"
            path.write_text(json.dumps({"meta": {"languages": ["en"]}, **resume}), "utf-8")
            content = render(load(read_source(path)), RenderOptions(form, "en")).content
            draft, _ = read(Source("export", content), None)
            back = Path(folder) / "back.yaml"
            back.write_bytes(emit(draft, "yaml"))
            assert render(load(read_source(back)), RenderOptions(form, "en")).content == content

    holds()


@SETTINGS
@given(RESUMES)
def test_json_resume_comes_back_from_json_resume(resume: Data) -> None:
    once, _ = convert(loaded_of(resume), "jsonresume", None)
    draft, _ = read(Source("resume.json", once), None)
    again, _ = convert(load(source_of(emit(draft, "json"), "again.json")), "jsonresume", None)
    assert json.loads(again) == json.loads(once)


@SETTINGS
@given(RESUMES, st.sampled_from(["yaml", "toml", "json"]))
def test_a_profile_says_the_same_in_each_form(resume: Data, form: str) -> None:
    loaded = loaded_of(resume)
    content, _ = convert(loaded, form, None)
    again = load(source_of(content, f"again.{form}"))
    plain = [convert(each, "json", None)[0] for each in (loaded, again)]
    assert json.loads(plain[0]) == json.loads(plain[1])
