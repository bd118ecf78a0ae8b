"""Markdown (CommonMark): for READMEs, wikis and sites that render it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, assert_never

from resume_cli.document import (
    Block,
    Bullets,
    Code,
    Contact,
    Document,
    Emphasis,
    Entry,
    Group,
    Inline,
    Inlines,
    Link,
    Paragraph,
    Section,
    Strong,
    Term,
    Terms,
    Text,
    Time,
)
from resume_cli.export import Context, Exporter

if TYPE_CHECKING:
    from collections.abc import Iterator

#: Characters that mean something to CommonMark wherever they stand.
_SPECIAL = re.compile(r"([\\`*_\[\]<>&~|$])")
#: What means something only where a line begins: headings, lists, rules, quotes.
_OPENING = re.compile(r"^(\s*)([#+=-]|\d+(?=[.)]))")


def render(document: Document, context: Context) -> bytes:  # noqa: ARG001 - the contract's signature
    """Return a document as UTF-8 CommonMark that ends with a line feed."""
    chunks = [*_header(document), *(chunk for section in document.sections for chunk in _section(section))]
    return ("\n\n".join(chunk for chunk in chunks if chunk) + "\n").encode()


def _header(document: Document) -> Iterator[str]:
    header = document.header
    if header.name:
        yield f"# {_inlines(header.name)}"
    yield _line(header.headline)
    yield "\n".join(f"- {_contact(contact, document.labels.colon)}" for contact in header.contacts)


def _contact(contact: Contact, colon: str) -> str:
    return colon.join(filter(None, (_inlines((Text(contact.label),)), _inlines(contact.content))))


def _section(section: Section) -> Iterator[str]:
    if section.title:
        yield f"## {_inlines(section.title)}"
    for block in section.blocks:
        yield from _block(block, level=3)


def _block(block: Block, level: int) -> Iterator[str]:
    match block:
        case Paragraph(content=content):
            yield _line(content)
        case Bullets(items=items, start=start):
            marks = ["-" if start is None else f"{start + index}." for index in range(len(items))]
            yield "\n".join(f"{mark} {_line(item)}" for mark, item in zip(marks, items, strict=True))
        case Terms(items=terms, separator=separator):
            yield "\n".join(f"- {_term(term, separator)}" for term in terms)
        case Entry():
            yield from _entry(block, level)
        case Group(title=title, blocks=blocks):
            yield f"{'#' * level} {_inlines(title)}"
            for inner in blocks:
                yield from _block(inner, level + 1)
        case _:
            assert_never(block)


def _term(term: Term, separator: str) -> str:
    name = f"**{_inlines(term.name)}**" if term.name else ""
    return separator.join(filter(None, (name, _inlines(term.description))))


def _entry(entry: Entry, level: int) -> Iterator[str]:
    if entry.title:
        yield f"{'#' * level} {_inlines(entry.title)}"
    asides = [f"*{_inlines(meta)}*" if meta else "" for meta in entry.meta]
    lines = (*asides[:1], _line(entry.subtitle), *asides[1:])
    # Two spaces end a line without ending the paragraph.
    yield "  \n".join(filter(None, lines))
    for block in entry.body:
        yield from _block(block, level + 1)
    for role in entry.roles:
        yield from _entry(role, level + 1)


def _line(inlines: Inlines) -> str:
    return _OPENING.sub(r"\1\\\2", _inlines(inlines)) if inlines else ""


def _inlines(inlines: Inlines) -> str:
    return "".join(_inline(inline) for inline in inlines)


def _inline(inline: Inline) -> str:
    match inline:
        case Text(content=content) | Time(content=content):
            return _SPECIAL.sub(r"\\\1", content)
        case Code(content=content):
            return _code(content)
        case Strong(children=children):
            return _delimited(_inlines(children), "**", "strong")
        case Emphasis(children=children):
            return _delimited(_inlines(children), "*", "em")
        case Link(children=children, href=href):
            return f"[{_inlines(children)}](<{href.replace('>', '%3E').replace('<', '%3C')}>)"
        case _:
            assert_never(inline)


def _delimited(content: str, mark: str, element: str) -> str:
    """Mark words; CommonMark does not close a mark between punctuation and a letter, common in Chinese, HTML does."""
    if content and content[0].isalnum() and content[-1].isalnum():
        return f"{mark}{content}{mark}"
    return f"<{element}>{content}</{element}>"


def _code(content: str) -> str:
    longest = max((len(run) for run in re.findall("`+", content)), default=0)
    fence = "`" * (longest + 1)
    padding = " " if content.startswith("`") or content.endswith("`") else ""
    return f"{fence}{padding}{content}{padding}{fence}"


EXPORTER = Exporter("markdown", ".md", "text/markdown", False, render)  # noqa: FBT003 - a text format
