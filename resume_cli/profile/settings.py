"""The parts of a profile that say how it is shown: variants, and what the file says of itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from resume_cli.profile.declare import Item, Kind, declare, item_class

if TYPE_CHECKING:
    from collections.abc import Mapping

    from resume_cli.profile.values import Text


@item_class
class Variant(Item):
    """One way to show the profile: for a kind of job, or without a name."""

    include: tuple[str, ...] = declare(
        Kind.WORDS, "Show untagged entries and bullets, and those with one of these tags."
    )
    exclude: tuple[str, ...] = declare(Kind.WORDS, "Hide entries and bullets with one of these tags.")
    sections: tuple[str, ...] = declare(Kind.WORDS, "The sections to show, in this order.")
    limit: Mapping[str, int] = declare(Kind.LIMITS, "How many entries of a section to show.")
    redact: tuple[str, ...] = declare(Kind.WORDS, "Fields whose values must not appear anywhere: `basics.name`.")
    label: Text | None = declare(Kind.MARKUP, "Headline of this variant.", aliases=("headline",))
    summary: Text | None = declare(Kind.MARKUP, "Summary of this variant.")
    theme: str | None = declare(Kind.WORD, "Theme of this variant.")
    language: str | None = declare(Kind.WORD, "Language of this variant.")
    pages: int | None = declare(Kind.NUMBER, "How many pages it should fill at most.")


@item_class
class Meta(Item):
    """About the file itself."""

    languages: tuple[str, ...] = declare(Kind.WORDS, "Languages of this file as BCP 47 tags; the first is the default.")
    theme: str | None = declare(Kind.WORD, "Theme to use when none is asked for.")
    paper: str | None = declare(Kind.WORD, "Paper size.", choices=("A4", "Letter"))
    pages: int | None = declare(Kind.NUMBER, "How many pages the résumé should fill at most.")
    tokens: Mapping[str, object] = declare(Kind.FREE, "Theme tokens to change, such as `accent: '#005a9c'`.")
    canonical: Text | None = declare(Kind.LINK, "Where the latest version of this file is.")
    version: Text | None = declare(Kind.TEXT, "Version of this file.")
    last_modified: Text | None = declare(Kind.TEXT, "When this file was changed.")
