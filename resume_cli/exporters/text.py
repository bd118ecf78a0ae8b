"""Plain text: for forms that accept nothing else, for diffs, and for reading a résumé aloud.

Paragraphs are not wrapped, since a form or an editor does that. The targets of links follow the paragraph or line in
angle brackets, unless its words show them.
"""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, assert_never

from resume_cli.document import (
    Block,
    Bullets,
    Contact,
    Document,
    Entry,
    Group,
    Inlines,
    Paragraph,
    Section,
    Term,
    Terms,
    hidden_targets,
    plain,
    written_out,
)
from resume_cli.export import Context, Exporter

if TYPE_CHECKING:
    from collections.abc import Iterator

BULLET = "• "
#: Between the parts of a line that other formats set at its two ends: a title and its dates.
GAP = "    "


def render(document: Document, context: Context) -> bytes:  # noqa: ARG001 - the contract's signature
    """Return a document as UTF-8 text that ends with a line feed."""
    chunks = [_header(document), *(_section(section) for section in document.sections)]
    return ("\n\n".join(chunk for chunk in chunks if chunk) + "\n").encode()


def _header(document: Document) -> str:
    header = document.header
    opening = [_inlines(header.name), _inlines(header.headline)]
    contacts = [_contact(contact, document.labels.colon) for contact in header.contacts]
    parts = ["\n".join(filter(None, opening)), "\n".join(contacts)]
    return "\n\n".join(filter(None, parts))


def _contact(contact: Contact, colon: str) -> str:
    return colon.join(filter(None, (contact.label, _inlines(contact.content))))


def _section(section: Section) -> str:
    title = _inlines(section.title)
    lines = [title, "=" * _columns(title)] if title else []
    return _join(["\n".join(lines), *(_block(block) for block in section.blocks)])


def _join(chunks: list[str]) -> str:
    return "\n\n".join(chunk for chunk in chunks if chunk)


def _block(block: Block) -> str:
    match block:
        case Paragraph(content=content):
            return _inlines(content)
        case Bullets(items=items, start=start):
            return "\n".join(_bullets(items, start))
        case Terms(items=terms, separator=separator):
            return "\n".join(_term(term, separator) for term in terms)
        case Entry():
            return _entry(block)
        case Group(title=title, blocks=blocks):
            name = _inlines(title)
            return _join([f"{name}\n{'-' * _columns(name)}", *(_block(inner) for inner in blocks)])
        case _:
            assert_never(block)


def _bullets(items: tuple[Inlines, ...], start: int | None) -> Iterator[str]:
    for index, item in enumerate(items):
        mark = BULLET if start is None else f"{start + index}. "
        yield mark + _inlines(item)


def _term(term: Term, separator: str) -> str:
    return separator.join(filter(None, (_inlines(term.name), _inlines(term.description))))


def _entry(entry: Entry) -> str:
    asides = [_inlines(meta) for meta in entry.meta]
    lines = [
        GAP.join(filter(None, (_inlines(entry.title), *asides[:1]))),
        GAP.join(filter(None, (_inlines(entry.subtitle), *asides[1:]))),
        *(_block(block) for block in entry.body),
    ]
    return _join(["\n".join(filter(None, lines)), *(_entry(role) for role in entry.roles)])


def _inlines(inlines: Inlines) -> str:
    return " ".join([plain(written_out(inlines)), *(f"<{target}>" for target in hidden_targets(inlines))])


def _columns(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)


EXPORTER = Exporter("text", ".txt", "text/plain", False, render)  # noqa: FBT003 - a text format
