"""The parts of a profile that say how it is shown: variants, and what the file says of itself."""

from collections.abc import Mapping
from typing import Annotated

from resume_cli.profile.fields import (
    Field,
    FieldKind,
    Item,
    LinkField,
    MarkupField,
    NumberField,
    TextField,
    WordField,
    WordsField,
)


class Variant(Item, frozen=True):
    """One way to show the profile: for a kind of job, or without a name."""

    include: Annotated[WordsField, Field("Show untagged entries and bullets, and those with one of these tags.")] = ()
    exclude: Annotated[WordsField, Field("Hide entries and bullets with one of these tags.")] = ()
    sections: Annotated[WordsField, Field("The sections to show, in this order.")] = ()
    limit: Annotated[Mapping[str, int], FieldKind.LIMITS, Field("How many entries of a section to show.")] = {}
    redact: Annotated[WordsField, Field("Fields whose values must not appear anywhere: `basics.name`.")] = ()
    label: Annotated[MarkupField, Field("Headline of this variant.", aliases=("headline",))] = None
    summary: Annotated[MarkupField, Field("Summary of this variant.")] = None
    theme: Annotated[WordField, Field("Theme of this variant.")] = None
    language: Annotated[WordField, Field("Language of this variant.")] = None
    pages: Annotated[NumberField, Field("How many pages it should fill at most.")] = None


class Meta(Item, frozen=True):
    """About the file itself."""

    languages: Annotated[WordsField, Field("Languages of this file as BCP 47 tags; the first is the default.")] = ()
    theme: Annotated[WordField, Field("Theme to use when none is asked for.")] = None
    paper: Annotated[WordField, Field("Paper size.", choices=("A4", "Letter"))] = None
    pages: Annotated[NumberField, Field("How many pages the résumé should fill at most.")] = None
    dates: Annotated[WordField, Field("How precisely dates are shown at most.", choices=("year", "month", "day"))] = (
        None
    )
    tokens: Annotated[
        Mapping[str, object], FieldKind.FREE, Field("Theme tokens to change, such as `accent: '#005a9c'`.")
    ] = {}
    canonical: Annotated[LinkField, Field("Where the latest version of this file is.")] = None
    version: Annotated[TextField, Field("Version of this file.", language="none")] = None
    last_modified: Annotated[TextField, Field("When this file was changed.", language="none")] = None
