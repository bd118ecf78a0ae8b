"""Make the document of a selection: every label, date and order is decided here, so that all formats agree."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from resume_cli.compose.header import header
from resume_cli.compose.metadata import dumped, metadata
from resume_cli.compose.sections import sections
from resume_cli.compose.words import Formatter
from resume_cli.document import Document, Labels, Paper
from resume_cli.locale.languages import satisfies
from resume_cli.locale.scripts import language_of
from resume_cli.select.walk import change_texts

if TYPE_CHECKING:
    from datetime import datetime

    from resume_cli.profile.model import FieldKind, LocalizedText, Profile
    from resume_cli.select import Selection
    from resume_cli.select.walk import Where

__all__ = ["compose", "paper_of"]

#: Countries whose printers hold Letter paper.
_LETTER = frozenset({"US", "CA", "MX", "PH", "CL", "CO", "CR", "DO", "GT", "NI", "PA", "PR", "SV", "VE"})


def compose(selection: Selection, created: datetime | None = None) -> Document:
    """Return the document of a selection in its language; `created` is the moment that outputs are dated with."""
    profile = selection.profile
    words = Formatter.of(selection.language, selection.languages, selection.own_names)
    today = (created.year, created.month, created.day) if created else None
    words = replace(words, today=today, precision=profile.meta.dates or "day")
    head = header(words, profile.basics)
    return Document(
        language=words.language,
        header=head,
        sections=sections(words, selection.lists, profile.basics),
        metadata=metadata(words, profile, head, source_of(selection)),
        paper=paper_of(profile),
        pages=selection.pages,
        labels=_labels(words),
    )


def source_of(selection: Selection) -> str:
    """Return a selected profile as JSON Resume JSON, for attaching it to what was made of it.

    A text stands as a plain string, as every reader of JSON Resume wants it, unless its language could not be
    told from its script again.
    """
    from resume_cli.profile.data import to_data

    def unmarked(text: LocalizedText, _kind: FieldKind, _where: Where) -> LocalizedText:
        told = language_of(text.content, (selection.language,))
        if satisfies(text.language, selection.language) or told == text.language:
            return replace(text, values=(("", text.content),))
        return text

    return dumped(to_data(change_texts(selection.profile, unmarked, ())))


def paper_of(profile: Profile) -> Paper:
    """Return the paper that the file asks for, else the one of the person's country."""
    match (profile.meta.paper or "").casefold():
        case "a4":
            return "A4"
        case "letter":
            return "Letter"
    place = profile.basics.location
    code = place.country_code.content.strip().upper() if place is not None and place.country_code is not None else ""
    return "Letter" if code in _LETTER else "A4"


def _labels(words: Formatter) -> Labels:
    label = words.wording.label
    return Labels(
        page=label("page"),
        language_name=label("language_name"),
        contents=label("contents"),
        colon=words.wording.mark("colon"),
    )
