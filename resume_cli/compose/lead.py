"""What leads a job: the employer, as composed, or the position, where a theme has it so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from resume_cli.document import Entry, Group

if TYPE_CHECKING:
    from resume_cli.document import Block, Document

_KINDS = {"work", "volunteer"}


def led_by(document: Document, lead: str) -> Document:
    """Return a document whose jobs begin with what the token `entry-lead` says; its translations as well."""
    if lead == "employer":
        return document
    sections = tuple(
        replace(section, blocks=tuple(map(_turned, section.blocks))) if section.kind in _KINDS else section
        for section in document.sections
    )
    return replace(
        document, sections=sections, translations=tuple(led_by(each, lead) for each in document.translations)
    )


def _turned(block: Block) -> Block:
    match block:
        case Entry(title=employer, subtitle=position) if employer and position:
            return replace(block, title=position, subtitle=employer)
        case Group(blocks=blocks):
            return replace(block, blocks=tuple(map(_turned, blocks)))
        case _:
            return block
