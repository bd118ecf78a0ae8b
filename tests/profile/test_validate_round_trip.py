"""A profile written as data and validated again is the same profile."""

from __future__ import annotations

import pickle
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from validating import profile_of

from resume_cli.profile.data import to_data
from resume_cli.profile.fields import FieldKind, Item, fields_of
from resume_cli.profile.model import Patent, Profile
from resume_cli.profile.values import LocalizedText

WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
TEXTS = st.one_of(WORDS, st.dictionaries(st.sampled_from(["zh", "en", "pt-BR"]), WORDS, max_size=3), st.none())
BULLETS = st.one_of(TEXTS, st.fixed_dictionaries({"text": TEXTS, "tags": st.lists(WORDS, max_size=2)}))
DATES = st.one_of(
    st.sampled_from(["2018", "2018-01", "2018.1", "至今", "Summer 2012", "", "2016-08-24T00:00:00Z"]),
    st.integers(1, 9999).map("{:04d}".format),
)


def values(kind: FieldKind, of: type[Item] | None, depth: int) -> st.SearchStrategy[Any]:
    """Return data for a field of a kind, as a person might write it."""
    lists = st.lists(BULLETS if kind is FieldKind.BULLETS else TEXTS, max_size=3)
    by_language = st.dictionaries(st.sampled_from(["zh", "en"]), st.lists(WORDS, max_size=3), max_size=2)
    urls = st.sampled_from(["https://a.example/b", "www.a.example", "javascript:x", "", "http:///a.example"])
    match kind:
        case FieldKind.TEXT | FieldKind.MARKUP:
            return TEXTS
        case FieldKind.TEXTS | FieldKind.BULLETS:
            return st.one_of(lists, by_language, WORDS)
        case FieldKind.LINK:
            return urls
        case FieldKind.LINKS:
            return st.lists(urls, max_size=2)
        case FieldKind.DATE:
            return DATES
        case FieldKind.WORDS | FieldKind.WORD | FieldKind.NUMBER | FieldKind.FLAG | FieldKind.LIMITS | FieldKind.FREE:
            return st.none()
        case FieldKind.FACTS:
            labels = st.sampled_from(["nationality", "政治面貌", "a b"])
            facts = st.dictionaries(labels, st.one_of(TEXTS, DATES, st.lists(TEXTS, max_size=3)), max_size=3)
            # Any words are a date there, and an impossible one is an error.
            return st.tuples(facts, st.fixed_dictionaries({}, optional={"birthDate": DATES})).map(
                lambda two: two[0] | two[1]
            )
        case FieldKind.ITEM:
            return mappings(of or Item, depth - 1)
        case FieldKind.ITEMS:
            return st.lists(mappings(of or Item, depth - 1), max_size=2)


def mappings(of: type[Item], depth: int = 2) -> st.SearchStrategy[Any]:
    """Return data for an item of a class, unknown keys included."""
    known: dict[str, st.SearchStrategy[Any]] = {}
    for field in fields_of(of).values() if depth else ():
        if field.kind is not FieldKind.WORDS and field.key not in {"sections", "id"}:
            known[field.key] = values(field.kind, field.of, depth)
    return st.fixed_dictionaries({}, optional={**known, "myOwn": WORDS, "tags": st.lists(WORDS, max_size=2)})


@settings(max_examples=60, deadline=None)
@given(mappings(Profile))
def test_data_written_and_validated_again_are_the_same_profile(data: dict[str, Any]) -> None:
    profile = profile_of(data | {"basics": {**data.get("basics", {}), "name": "A"}})
    assert profile_of(to_data(profile)) == profile


def test_sections_and_variants_survive_a_round_trip_in_their_shortest_form() -> None:
    data = {
        "sections": [
            "work",
            {"patents": {"group": "office", "limit": 10, "numbered": True}},
            {"id": "teaching", "title": {"zh": "教学"}, "entries": [{"name": "A"}]},
        ],
        "variants": {"a": {"include": ["x"], "limit": {"patents": 5}, "sections": ["work"], "pages": 2}},
    }
    assert to_data(profile_of(data)) == data


def test_data_in_one_language_are_plain_json_resume() -> None:
    profile = profile_of(
        {"basics": {"name": {"en": "A"}, "label": {"zh": "甲"}}, "work": [{"highlights": [{"en": "b"}]}]}
    )
    assert to_data(profile, "en") == {"basics": {"name": "A", "label": {"zh": "甲"}}, "work": [{"highlights": ["b"]}]}


def test_a_profile_survives_pickling() -> None:
    profile = profile_of({"work": [{"name": "A", "startDate": "2018", "own": 1}], "variants": {"v": {"pages": 1}}})
    assert pickle.loads(pickle.dumps(profile)) == profile


def test_texts_with_the_same_words_are_one_in_a_set_whatever_their_paths() -> None:
    assert len({LocalizedText((("", "1"),)), LocalizedText((("", "1"),), ("a",)), LocalizedText((("", "2"),))}) == 2


def test_an_item_is_frozen_and_equal_at_any_path() -> None:
    item = Patent(("a",), number=LocalizedText((("", "1"),)))
    assert item == Patent(("b",), number=LocalizedText((("", "1"),), ("x",)))
    assert item != Patent(("a",))
    with pytest.raises(AttributeError):
        item.number = None  # type: ignore[misc]
    with pytest.raises(TypeError):
        Patent(nmuber=None)  # type: ignore[call-arg]
