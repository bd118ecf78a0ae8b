"""Names of outputs: patterns, safe values, and collisions."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from resume_cli.batch.names import Pattern, collision, collisions, safe_value
from resume_cli.batch.tasks import OutputSpec
from resume_cli.errors import UsageError
from resume_cli.pipeline import RenderOptions


@pytest.mark.parametrize(
    ("first", "second"),
    [("Ann.txt", "ann.txt"), ("é.txt", "e\u0301.txt"), ("E\u0301.txt", "é.txt"), ("straße.txt", "STRASSE.txt")],
    ids=["case", "form", "case and form", "sharp s"],
)
def test_names_that_are_one_file_on_some_system_are_refused(first: str, second: str) -> None:
    specs = [
        ("", OutputSpec(RenderOptions("text"), name, label)) for name, label in ((first, "a.yaml"), (second, "b.yaml"))
    ]
    (alike,) = collisions(specs)
    assert "of a.yaml and b.yaml" in collision(alike, Pattern("{stem}")).message
    assert not list(collisions([specs[0], ("", OutputSpec(RenderOptions("text"), f"2{second}"))]))


@given(st.text())
def test_a_value_in_any_form_of_unicode_gives_one_name(text: str) -> None:
    forms = {safe_value(unicodedata.normalize(form, text)) for form in ("NFC", "NFD")}
    assert len(forms) == 1


@given(st.text(min_size=1), st.text())
def test_a_filled_pattern_stays_in_its_folder_and_fits_into_a_file_system(stem: str, name: str) -> None:
    filled = Pattern.read("{name}/{stem}.{format}").fill({"stem": stem, "name": name, "format": "pdf"})
    parts = filled.split("/")
    assert len(parts) == 1 + bool(safe_value(name))
    assert all(part not in {"", ".", ".."} and len(part.encode()) < 255 for part in parts)
    assert filled.isprintable() or not stem.isprintable() or not name.isprintable()


def test_an_unknown_field_is_named_with_the_one_that_was_meant() -> None:
    with pytest.raises(UsageError, match=r"unknown field `\{langage\}`") as raised:
        Pattern.read("{langage}.{format}")
    assert raised.value.hint == "did you mean `language`?"
