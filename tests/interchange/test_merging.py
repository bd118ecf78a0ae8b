"""Two files in two languages as one profile."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from resume_cli.interchange.importing import read
from resume_cli.interchange.merge import merged
from resume_cli.interchange.source import Source

if TYPE_CHECKING:
    from resume_cli.interchange.draft import Draft


def both(chinese: dict[str, Any], english: dict[str, Any]) -> Draft:
    """Return two JSON Resume files as one draft."""
    named = (("zh", chinese), ("en", english))
    drafts = [read(Source(f"{tag}.json", json.dumps(data).encode()), None, [tag])[0] for tag, data in named]
    return merged(drafts, ["zh", "en"])


def test_what_only_one_of_two_files_says_has_its_language() -> None:
    draft = both(
        {"work": [{"name": "快手", "startDate": "2018", "summary": "做事", "highlights": ["一"]}]},
        {"work": [{"name": "Kuaishou", "startDate": "2018", "position": "Engineer"}]},
    )
    assert draft.profile["work"] == [
        {
            "name": {"zh": "快手", "en": "Kuaishou"}, "startDate": "2018", "summary": {"zh": "做事"},
            "highlights": [{"zh": "一"}], "position": {"en": "Engineer"},
        }
    ]  # fmt: skip


def test_an_address_in_each_language_is_kept_and_the_same_one_is_one() -> None:
    one, other = {"name": "A", "startDate": "2018"}, {"name": "B", "startDate": "2015"}
    draft = both(
        {"work": [one | {"url": "https://a.example"}, other | {"url": "https://b.example/"}]},
        {"work": [one | {"url": "https://a.example/en"}, other | {"url": "http://b.example"}]},
    )
    assert [job["url"] for job in draft.profile["work"]] == [
        {"zh": "https://a.example", "en": "https://a.example/en"}, "https://b.example/",
    ]  # fmt: skip
    assert [note for note in draft.notes if note.note == "lost"] == []


def test_values_that_have_no_language_and_differ_are_named() -> None:
    draft = both({"basics": {"name": "A", "phone": "1234567"}}, {"basics": {"name": "A", "phone": "7654321"}})
    assert draft.profile["basics"] == {"name": "A", "phone": "1234567"}
    assert [note.value for note in draft.notes if note.note == "lost"] == ["7654321"]


def test_an_account_at_a_network_is_the_same_in_both_languages() -> None:
    one, other = {"network": "GitHub", "username": "ada"}, {"network": "X", "username": "ada"}
    draft = both({"basics": {"profiles": [one]}}, {"basics": {"profiles": [one | {"network": "github"}, other]}})
    assert draft.profile["basics"]["profiles"] == [one, other]
