"""The parts of a profile that control how it is shown: variants, and the settings of the file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from resume_cli.profile.fields import FieldKind, Item

if TYPE_CHECKING:
    from collections.abc import Mapping

    from resume_cli.profile.values import LocalizedText

#: The fields by which entries can be grouped, and the styles of a section.
GROUPS = ("office", "year", "status", "family", "type", "event", "publisher")
STYLES = ("full", "compact", "numbered", "by-year", "author-year")
_PAGES = "How many pages to fill at most; `auto`, as usual, saves a last page of a few lines, `free` leaves it."


class Variant(Item, frozen=True):
    """One way to show the profile: for a kind of job, or without a name."""

    include: tuple[str, ...] = FieldKind.WORDS("Show untagged entries and bullets, and those with one of these tags.")
    exclude: tuple[str, ...] = FieldKind.WORDS("Hide entries and bullets with one of these tags.")
    sections: tuple[str, ...] = FieldKind.WORDS("The sections to show, in this order.")
    limit: Mapping[str, int] = FieldKind.LIMITS("How many entries of a section to show.")
    redact: tuple[str, ...] = FieldKind.WORDS("Fields whose values must not appear anywhere: `basics.name`.")
    label: LocalizedText | None = FieldKind.MARKUP("Headline of this variant.")
    summary: LocalizedText | None = FieldKind.MARKUP("Summary of this variant.")
    theme: str | None = FieldKind.WORD("Theme of this variant.")
    language: str | None = FieldKind.WORD("Language of this variant.")
    pages: int | str | None = FieldKind.NUMBER(_PAGES, choices=("auto", "free"))


class Meta(Item, frozen=True):
    """About the file itself."""

    languages: tuple[str, ...] = FieldKind.WORDS("Languages of this file as BCP 47 tags; the first is the default.")
    theme: str | None = FieldKind.WORD("Theme to use unless another is asked for.")
    paper: str | None = FieldKind.WORD("Paper size.", choices=("A4", "Letter"))
    pages: int | str | None = FieldKind.NUMBER(_PAGES, choices=("auto", "free"))
    dates: str | None = FieldKind.WORD("How precisely dates are shown at most.", choices=("year", "month", "day"))
    tokens: Mapping[str, object] = FieldKind.FREE("Theme tokens to change, such as `accent: '#005a9c'`.")
    canonical: LocalizedText | None = FieldKind.LINK("Where the latest version of this file is.")
    version: LocalizedText | None = FieldKind.TEXT("Version of this file.", language="none")
    last_modified: LocalizedText | None = FieldKind.TEXT(
        "When this file was changed; a date for each language tells `check` which one is behind.", language="none"
    )
