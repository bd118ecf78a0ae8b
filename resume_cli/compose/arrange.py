"""Arrange a document as a theme requests: the lead of a job, durations, columns, contacts and a signature."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from resume_cli.compose.dates import is_known
from resume_cli.document import (
    Document,
    Entry,
    Group,
    NoWrap,
    Paragraph,
    Section,
    Term,
    Terms,
    Text,
    in_rows,
    plain,
    width,
)
from resume_cli.locale.wording import wording

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from resume_cli.document import Block, Contact
    from resume_cli.locale.wording import Locale

#: The number of short skills from which they are set in two columns, and the least share of skills in full rows: a pair
#: among single rows would look like a mistake.
_MANY, _PAIRED = 4, 0.75
_KINDS = {"work", "volunteer"}
#: Sections whose entries may have one line at their top, and the most halves of an ideograph in it, by layout.
_WITH_ONE_LINE = {"work", "volunteer", "education"}
_LONGEST_HEADS = {"single": 88, "sidebar": 84}
_MOST = 0.75


def arranged(document: Document, keyword: Callable[[str], str], created: datetime | None = None) -> Document:
    """Return a document and its translations arranged by the keyword tokens of a theme.

    `created` is the time recorded in the outputs, whose date is used for the signature.
    """
    if keyword("entry-lead") == "position":
        document = replace(document, sections=tuple(map(_led_by_position, document.sections)))
    if keyword("entry-duration") == "after-dates":
        document = replace(document, sections=_lasting(document.sections, wording(document.language)))
    if keyword("entry-head") == "one-line":
        longest = _LONGEST_HEADS[keyword("layout")]
        document = replace(document, sections=tuple(_with_short_heads(each, longest) for each in document.sections))
    if keyword("skills-columns") == "two":
        document = replace(document, sections=tuple(map(_in_two_columns, document.sections)))
    if keyword("contacts-layout") == "table":
        document = _with_details(document)
    if keyword("closing") == "signature":
        document = _signed(document, created)
    return replace(document, translations=tuple(arranged(each, keyword, created) for each in document.translations))


def _led_by_position(section: Section) -> Section:
    return replace(section, blocks=tuple(map(_turned, section.blocks))) if section.kind in _KINDS else section


def _turned(block: Block) -> Block:
    match block:
        case Entry(title=employer, subtitle=position) if employer and position:
            return replace(block, title=position, subtitle=employer)
        case Group(blocks=blocks):
            return replace(block, blocks=tuple(map(_turned, blocks)))
        case _:
            return block


def _lasting(part: Any, words: Locale) -> Any:  # noqa: ANN401 - any part of a document, and what it becomes
    """Return sections or blocks whose entries show their duration after their dates."""
    match part:
        case tuple():
            return tuple(_lasting(each, words) for each in part)
        case Section() | Group():
            return replace(part, blocks=_lasting(part.blocks, words))
        case Entry(meta=meta, roles=roles, months=months):
            length = (Text(words.mark("separator")), NoWrap((Text(words.duration(months)),)))
            meta = ((*meta[0], *length), *meta[1:]) if months and meta else meta
            return replace(part, meta=meta, roles=_lasting(roles, words))
        case _:
            return part


def _with_short_heads(section: Section, longest: int) -> Section:
    """Return a section whose entries have title, subtitle, place and dates on one line, if most of them have room."""
    entries = [block for block in section.blocks if isinstance(block, Entry)]
    short = [each for each in entries if sum(width(plain(part)) + 2 for part in each.head) <= longest]
    if section.kind not in _WITH_ONE_LINE or len(short) < _MOST * len(entries):
        return section
    blocks = (
        replace(each, in_one_line=True) if each in short and each.title and each.subtitle else each
        for each in section.blocks
    )
    return replace(section, blocks=tuple(blocks))


def _in_two_columns(section: Section) -> Section:
    """Return a section with its terms in two columns, if it lists skills and almost all of them make pairs."""
    terms = [block for block in section.blocks if isinstance(block, Terms)]
    rows = [row for each in terms for row in in_rows(each.items, 2)]
    paired = sum(len(row) for row in rows if len(row) == 2)
    if section.kind != "skills" or paired < max(_MANY, _PAIRED * sum(map(len, rows))):
        return section
    return replace(
        section, blocks=tuple(replace(each, columns=2) if each in terms else each for each in section.blocks)
    )


def _with_details(document: Document) -> Document:
    """Return a document with the contacts and details moved to a first section, one row each."""
    header, labels = document.header, document.labels
    if not header.contacts:
        return document
    rows = Terms(
        tuple(_row(each, labels.colon) for each in header.contacts), labels.colon, columns=1 if header.photo else 2
    )
    section = Section(_free(document, "details"), (Text(labels.details),), (rows,), "details")
    return replace(document, header=replace(header, contacts=()), sections=(section, *document.sections))


def _row(contact: Contact, colon: str) -> Term:
    """Return a contact as a term. The label of a detail is part of its content, before the colon."""
    words = contact.content
    if Text(colon) in words[1:-1]:
        place = words.index(Text(colon), 1)
        return Term(words[:place], words[place + 1 :])
    return Term((Text(contact.label),) if contact.label else (), words)


def _signed(document: Document, created: datetime | None) -> Document:
    """Return a document that ends with the place, the date and the name, for a signature.

    It is unchanged without a name, or if it ends with an untitled section, which already serves as a closing.
    """
    if not document.header.name or any(not each.title for each in document.sections[-1:]):
        return document
    words, place = wording(document.language), document.labels.place
    today = (created.year, created.month, created.day) if created else None
    day = (Text(words.write_date(*today)),) if is_known(today) else ()
    line = (*place, Text(words.mark("comma")), *day) if place and day else place or day
    blocks = tuple(Paragraph(each) for each in (line, document.header.name) if each)
    section = Section(_free(document, "closing"), (), blocks, "closing")
    return replace(document, sections=(*document.sections, section))


def _free(document: Document, name: str) -> str:
    """Return a name that is not yet the id of a section."""
    taken = {section.id for section in document.sections}
    while name in taken:
        name += "-"
    return name
