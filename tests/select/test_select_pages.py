"""How many pages: a number, `auto` or `free`, in the file, in a variant and on the command line."""

from __future__ import annotations

import pytest
from made import profile_of

from resume_cli.compose import compose
from resume_cli.errors import UsageError
from resume_cli.export import pages_wanted
from resume_cli.profile.data import to_data
from resume_cli.select import select


@pytest.mark.parametrize(
    ("meta", "variant", "option", "wanted"),
    [
        ("", "", None, "auto"),
        ("auto", "", None, "auto"),
        ("Free", "", None, "free"),
        ("2", "", None, 2),
        ('"2"', "", None, 2),
        ("2", "free", None, "free"),
        ("2", "auto", None, "auto"),
        ("free", "1", None, 1),
        ("2", "", "auto", "auto"),
        ("2", "3", "FREE", "free"),
        ("free", "auto", "4", 4),
    ],
)
def test_the_command_line_outranks_the_variant_and_the_variant_the_file(
    meta: str, variant: str, option: str | None, wanted: int | str
) -> None:
    profile = profile_of(f"meta: {{pages: {meta}}}\nbasics: {{name: A}}\nvariants: {{v: {{pages: {variant}}}}}\n")
    asked = pages_wanted({} if option is None else {"pages": option})
    assert compose(select(profile, "en", "v", pages=asked)).pages == wanted


@pytest.mark.parametrize("option", ["", "0", "-1", "two", "1000", "١"])
def test_what_is_no_number_of_pages_is_refused(option: str) -> None:
    with pytest.raises(UsageError, match="auto, free or a number"):
        pages_wanted({"pages": option})


def test_the_word_survives_a_round_trip() -> None:
    profile = profile_of("meta: {pages: free}\nbasics: {name: A}\nvariants: {v: {pages: auto}}\n")
    assert to_data(profile)["meta"]["pages"] == "free"
    assert profile.variants["v"].pages == "auto"
