"""Compose the document of a selection. Labels, dates and order are decided here, so that all formats agree."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from resume_cli.compose.formatter import Formatter
from resume_cli.compose.header import header
from resume_cli.compose.isolates import isolated
from resume_cli.compose.metadata import dumped, metadata
from resume_cli.compose.quotes import with_curly_marks
from resume_cli.compose.sections import sections
from resume_cli.document import Document, Labels, Paper, changed, direction, texts
from resume_cli.locale.bidi import other_phrases
from resume_cli.locale.languages import satisfies
from resume_cli.locale.scripts import language_of
from resume_cli.profile.fields import FieldKind
from resume_cli.profile.model import SECTIONS
from resume_cli.select.walk import change_texts

if TYPE_CHECKING:
    from datetime import datetime

    from resume_cli.profile.fields import Field
    from resume_cli.profile.model import Basics, Profile
    from resume_cli.profile.values import LocalizedText
    from resume_cli.select import Selection

__all__ = ["compose"]

#: Countries that print on Letter paper.
_LETTER = frozenset({"US", "CA", "MX", "PH", "CL", "CO", "CR", "DO", "GT", "NI", "PA", "PR", "SV", "VE"})


def compose(selection: Selection, created: datetime | None = None) -> Document:
    """Return the document of a selection in its language; `created` is the time recorded in the outputs."""
    profile = selection.profile
    formatter = Formatter.of(selection.language, selection.languages, selection.own_names)
    today = (created.year, created.month, created.day) if created else None
    formatter = replace(formatter, today=today, precision=profile.meta.dates or "day")
    head = header(formatter, profile.basics)
    document = Document(
        language=formatter.language,
        header=head,
        sections=sections(formatter, selection.sections, profile.basics),
        metadata=metadata(formatter, selection, head, _source_of(selection)),
        paper=_paper_of(profile),
        pages=selection.pages or "auto",
        labels=_labels(formatter, profile.basics),
    )
    return _with_isolates(with_curly_marks(document))


def _with_isolates(document: Document) -> Document:
    """Return a document with words of the opposite direction wrapped in isolates."""
    side = direction(document.language)
    if side == "ltr" and not any(other_phrases(text, side) for text in texts(document)):
        return document
    made: Document = changed(document, lambda content: isolated(content, side))
    return made


_OF_NO_LANGUAGE = (FieldKind.LINK, FieldKind.LINKS)


def _source_of(selection: Selection) -> str:
    """Return a selected profile as JSON Resume JSON, for attachment to the outputs.

    A text is a plain string, as readers of JSON Resume expect, unless its language could not be recognised again
    from its script.
    """
    from resume_cli.profile.data import to_data

    def untagged(text: LocalizedText, field: Field) -> LocalizedText:
        if field.kind in _OF_NO_LANGUAGE or field.language == "none":
            return replace(text, values=(("", text.content),))
        recognised = language_of(text.content, (selection.language,))
        is_of_document = satisfies(text.language, selection.language) and satisfies(recognised, selection.language)
        if is_of_document or recognised == text.language:
            return replace(text, values=(("", text.content),))
        return text

    data = to_data(change_texts(selection.profile, untagged))
    for kind in data.keys() & SECTIONS.keys():
        # The only tags of a selected entry are those that keep several sections of one kind apart.
        pairs = zip(data[kind], getattr(selection.profile, kind), strict=True)
        data[kind] = [{"tags": list(item.tags), **entry} if item.tags else entry for entry, item in pairs]
    return dumped(data)


def _paper_of(profile: Profile) -> Paper:
    """Return the paper that the file sets, or else the usual one in the person's country."""
    match (profile.meta.paper or "").casefold():
        case "a4":
            return "A4"
        case "letter":
            return "Letter"
    place = profile.basics.location
    code = place.country_code.content.strip().upper() if place is not None and place.country_code is not None else ""
    return "Letter" if code in _LETTER else "A4"


def _labels(formatter: Formatter, basics: Basics) -> Labels:
    label = formatter.locale.label
    return Labels(
        page=label("page"),
        language_name=label("language_name"),
        contents=label("contents"),
        colon=formatter.locale.mark("colon"),
        languages=formatter.locale.section("languages") or "",
        details=label("details"),
        place=formatter.text(basics.location.city) if basics.location is not None else (),
    )
