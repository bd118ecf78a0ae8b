"""Profiles for tests, written in YAML or made of random parts."""

from __future__ import annotations

from textwrap import dedent
from typing import TYPE_CHECKING

from hypothesis import strategies as st
from msgspec import Struct

from resume_cli.profile.model import Basics, Patent, Profile, Skill, Work
from resume_cli.profile.readers.load import load
from resume_cli.profile.validation.validate import validate
from resume_cli.profile.values import LocalizedText
from resume_cli.select.redact import Redaction

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hypothesis.strategies import DrawFn


def profile_of(yaml: str) -> Profile:
    """Return the profile that a YAML text describes."""
    return validate(load(dedent(yaml).encode(), "profile.yaml")).profile


def strings(value: object) -> Iterator[str]:
    """Yield every string within structs, tuples and mappings, except for those of a redaction."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple | list | frozenset):
        for each in value:
            yield from strings(each)
    elif isinstance(value, dict):
        for key, each in value.items():
            yield from strings(key)
            yield from strings(each)
    elif isinstance(value, Struct) and not isinstance(value, Redaction):
        for name in value.__struct_fields__:
            yield from strings(getattr(value, name))


WORDS = st.text(alphabet="abcdefg 刘硕王伟опя*_[]", min_size=1, max_size=12).map(str.strip).filter(bool)
TAGS = st.lists(st.sampled_from(["one", "two", "three"]), max_size=2, unique=True).map(tuple)


@st.composite
def texts(draw: DrawFn, path: tuple[str | int, ...]) -> LocalizedText:
    """Draw a text for all languages, or one for some of them."""
    if draw(st.booleans()):
        return LocalizedText((("", draw(WORDS)),), path)
    tags = draw(st.lists(st.sampled_from(["zh", "en", "zh-Hant", "de"]), min_size=1, max_size=3, unique=True))
    return LocalizedText(tuple((tag, draw(WORDS)) for tag in tags), path, draw(TAGS) if "highlights" in path else ())


@st.composite
def works(draw: DrawFn, index: int) -> Work:
    """Draw a job."""
    path = ("work", index)
    bullets = tuple(draw(texts((*path, "highlights", place))) for place in range(draw(st.integers(0, 3))))
    return Work(
        path=path, tags=draw(TAGS), name=draw(texts((*path, "name"))), position=(draw(texts((*path, "position"))),),
        summary=draw(texts((*path, "summary"))), highlights=bullets,
    )  # fmt: skip


@st.composite
def patents(draw: DrawFn, index: int) -> Patent:
    """Draw a patent."""
    path = ("patents", index)
    office = LocalizedText((("", draw(st.sampled_from(["CN", "US", "EP"]))),), (*path, "office"))
    inventors = tuple(draw(texts((*path, "inventors", place))) for place in range(draw(st.integers(0, 2))))
    return Patent(path=path, tags=draw(TAGS), title=draw(texts((*path, "title"))), office=office, inventors=inventors)


@st.composite
def profiles(draw: DrawFn) -> Profile:
    """Draw a profile with a name, a summary, jobs, skills and patents."""
    basics = Basics(
        path=("basics",), name=draw(texts(("basics", "name"))), summary=draw(texts(("basics", "summary"))),
        url=(LocalizedText((("", "https://example.com/" + draw(st.sampled_from(["a", "b"]))),), ("basics", "url", 0)),),
    )  # fmt: skip
    keywords = tuple(draw(texts(("skills", 0, "keywords", place))) for place in range(draw(st.integers(0, 3))))
    return Profile(
        basics=basics,
        work=tuple(draw(works(index)) for index in range(draw(st.integers(0, 3)))),
        skills=(Skill(path=("skills", 0), name=draw(texts(("skills", 0, "name"))), keywords=keywords),),
        patents=tuple(draw(patents(index)) for index in range(draw(st.integers(0, 4)))),
    )
