"""The list of languages is CLDR's."""

from babel import Locale

from resume_cli.locale.language_codes import NAMED
from resume_cli.locale.tags import is_named


def test_every_language_that_cldr_names_is_known() -> None:
    primary = {str(tag).partition("_")[0] for tag in Locale("en").languages}
    assert {tag for tag in primary if tag.isalpha()} == NAMED


def test_a_rare_language_is_told_from_a_typing_mistake() -> None:
    assert is_named("haw")
    assert is_named("yue-Hant")
    assert not is_named("qqq")
