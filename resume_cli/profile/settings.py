"""The parts of a profile that say how it is shown: variants, and what the file says of itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from resume_cli.profile.declare import FieldKind, Item, declare

if TYPE_CHECKING:
    from collections.abc import Mapping

    from resume_cli.profile.values import LocalizedText


class Variant(Item, frozen=True, eq=False):
    """One way to show the profile: for a kind of job, or without a name."""

    include: tuple[str, ...] = declare(
        FieldKind.WORDS, "Show untagged entries and bullets, and those with one of these tags."
    )
    exclude: tuple[str, ...] = declare(FieldKind.WORDS, "Hide entries and bullets with one of these tags.")
    sections: tuple[str, ...] = declare(FieldKind.WORDS, "The sections to show, in this order.")
    limit: Mapping[str, int] = declare(FieldKind.LIMITS, "How many entries of a section to show.")
    redact: tuple[str, ...] = declare(FieldKind.WORDS, "Fields whose values must not appear anywhere: `basics.name`.")
    label: LocalizedText | None = declare(FieldKind.MARKUP, "Headline of this variant.", aliases=("headline",))
    summary: LocalizedText | None = declare(FieldKind.MARKUP, "Summary of this variant.")
    theme: str | None = declare(FieldKind.WORD, "Theme of this variant.")
    language: str | None = declare(FieldKind.WORD, "Language of this variant.")
    pages: int | None = declare(FieldKind.NUMBER, "How many pages it should fill at most.")


class Meta(Item, frozen=True, eq=False):
    """About the file itself."""

    languages: tuple[str, ...] = declare(
        FieldKind.WORDS, "Languages of this file as BCP 47 tags; the first is the default."
    )
    theme: str | None = declare(FieldKind.WORD, "Theme to use when none is asked for.")
    paper: str | None = declare(FieldKind.WORD, "Paper size.", choices=("A4", "Letter"))
    pages: int | None = declare(FieldKind.NUMBER, "How many pages the résumé should fill at most.")
    dates: str | None = declare(
        FieldKind.WORD, "How precisely dates are shown at most.", choices=("year", "month", "day")
    )
    tokens: Mapping[str, object] = declare(FieldKind.FREE, "Theme tokens to change, such as `accent: '#005a9c'`.")
    canonical: LocalizedText | None = declare(FieldKind.LINK, "Where the latest version of this file is.")
    version: LocalizedText | None = declare(FieldKind.TEXT, "Version of this file.")
    last_modified: LocalizedText | None = declare(FieldKind.TEXT, "When this file was changed.")
