"""Every field that a profile fills reaches the document."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from complete import complete
from composing import everything, made, said, section
from hypothesis import given, settings
from hypothesis import strategies as st
from made import profiles

from resume_cli.compose import compose
from resume_cli.document import Document
from resume_cli.locale.wording import AVAILABLE
from resume_cli.profile.fields import FieldKind, Item, fields_of
from resume_cli.profile.model import SECTIONS, Profile
from resume_cli.profile.readers.load import load
from resume_cli.profile.validation.validate import validate
from resume_cli.profile.values import Date
from resume_cli.profile.values import LocalizedText as ProfileText
from resume_cli.select import select

SAMPLE = Path(__file__).parent.parent / "data" / "jsonresume-sample.json"


def values(item: Item, where: tuple[str, ...] = ()) -> Iterator[tuple[str, str]]:
    """Yield every filled field of a selected profile that a reader must find: its name and its text."""
    for attribute, declared in fields_of(type(item)).items():
        value = getattr(item, attribute)
        here = (*where, attribute)
        if declared.kind is FieldKind.FACTS:
            value = tuple(value.values())
        for each in value if isinstance(value, tuple) else (value,):
            if isinstance(each, Item) and attribute not in {"meta", "sections"}:
                yield from values(each, here)
            elif isinstance(each, Date):
                yield ".".join(here), each.iso or each.text
            elif isinstance(each, ProfileText):
                content = each.content
                if declared.kind in {FieldKind.MARKUP, FieldKind.BULLETS}:
                    content = content.split("\n\n")[0]
                yield ".".join(here), content


STRAIGHT = re.compile('«\xa0?|\xa0?»|[“”„‘’‚"]')


def straight(text: str) -> str:
    """Return a text with every quotation mark and apostrophe as one sign."""
    return STRAIGHT.sub("'", text)


def lost(document: Document, profile: Profile, *, known: frozenset[str] = frozenset()) -> list[tuple[str, str]]:
    everywhere = straight(everything(document))
    found = ((name, value) for name, value in values(profile) if name not in known)
    return [(name, value) for name, value in found if straight(value) not in everywhere]


#: A country is shown by its name; other spellings of the name are there to be found, not to be read.
CODED = frozenset({"basics.location.country_code", "basics.aka"})


@pytest.mark.parametrize("language", AVAILABLE)
def test_every_value_of_the_sample_of_json_resume_reaches_the_document(language: str) -> None:
    profile = validate(load(SAMPLE.read_bytes(), SAMPLE.name)).profile
    selection = select(profile, language)
    document = compose(selection)
    assert lost(document, selection.profile, known=CODED) == []
    if language == "en":
        assert "United States" in everything(document)


@pytest.mark.parametrize("style", ["full", "compact"])
@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_field_that_the_model_declares_reaches_the_document(style: str, language: str) -> None:
    data = complete()
    data["sections"] = [*({name: {"style": style}} for name in SECTIONS), *data["sections"]]
    profile = validate(load(json.dumps(data).encode(), "profile.json")).profile
    selection = select(profile, language)
    document = compose(selection)
    own = [("mine", entry) for each in selection.sections if each.kind == "custom" for entry in each.items]
    everywhere = everything(document)
    assert own
    assert lost(document, selection.profile, known=CODED) == []
    assert [value for name, entry in own for _, value in values(entry, (name,)) if value not in everywhere] == []


@settings(max_examples=40, deadline=None)
@given(profiles(), st.sampled_from(["zh", "en", "de"]))
def test_every_word_of_a_selection_is_in_its_document(profile: Profile, language: str) -> None:
    selection = select(profile, language)
    found = everything(compose(selection))
    plain_text = "".join(filter(str.isalnum, found))
    for name, value in values(selection.profile):
        # An office is shown by the name of its country; other spellings of a name are there to be found.
        assert name in {"patents.office", "basics.aka"} or "".join(filter(str.isalnum, value)) in plain_text


def test_what_cannot_be_linked_is_shown_as_text() -> None:
    document = made("work: [{name: A, url: /local/page}]\nprojects: [{url: 'https://example.com/p'}]")
    assert said(section(document, "work").blocks) == ["A", "/local/page"]
    assert said(section(document, "projects").blocks) == ["example.com/p"]
