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
    Isolate,
    Link,
    NoWrap,
    Paragraph,
    Section,
    Strong,
    Term,
    Terms,
    Text,
    Time,
    plain,
)
from resume_cli.export import Context, Exporter
from resume_cli.marks import marked

if TYPE_CHECKING:
    from collections.abc import Iterator

# Characters that CommonMark may read as markup, depending on the characters around them.
_SPECIAL = re.compile(r"\\|`+|\*+|_+|\[|<|&|~~")
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][\da-fA-F]{1,6}|[A-Za-z][A-Za-z\d]{1,31});")
_TAG = re.compile(r"<[A-Za-z/!?]")
# The start of a line that begins a heading, a list, a quotation, a rule, a fence or a task; its first sign is escaped.
_OPENING = re.compile(
    r"(\s*)(?:#{1,6}(?=\s|$)|[-+*](?=\s|$)|>|~~~|```|([-=_*])(?:\s*\2)*\s*$|\[(?=[ xX]\]\s))"
    r"|\s*\d{1,9}(?=[.)](?:\s|$))"
)
_CLOSING_HASHES = re.compile(r"(^|\s)(#+\s*)$")
_PUNCTUATION = frozenset("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~")


def render(document: Document, context: Context) -> bytes:  # noqa: ARG001 - the contract's signature
    """Return a document as UTF-8 CommonMark that ends with a line feed."""
    document = marked(document)
    chunks = [*_header(document), *(chunk for section in document.sections for chunk in _section(section))]
    return ("\n\n".join(chunk for chunk in chunks if chunk) + "\n").encode()


def _header(document: Document) -> Iterator[str]:
    header = document.header
    if header.name:
        yield f"# {_heading(header.name)}"
    yield _line(header.headline)
    yield "\n".join(f"- {_contact(contact, document.labels.colon)}" for contact in header.contacts)


def _contact(contact: Contact, colon: str) -> str:
    return colon.join(filter(None, (_inlines((Text(contact.label),)), _inlines(contact.content))))


def _section(section: Section) -> Iterator[str]:
    if section.title:
        yield f"## {_heading(section.title)}"
    for block in section.blocks:
        yield from _block(block, level=3)


def _block(block: Block, level: int) -> Iterator[str]:
    match block:
        case Paragraph(content=content):
            yield _line(content)
        case Bullets():
            yield "\n".join(_bullets(block))
        case Terms(items=terms, separator=separator):
            yield "\n".join(f"- {_term(term, separator)}" for term in terms)
        case Entry():
            yield from _entry(block, level)
        case Group(title=title, blocks=blocks):
            yield f"{'#' * level} {_heading(title)}"
            for inner in blocks:
                yield from _block(inner, level + 1)
        case _:
            assert_never(block)


def _bullets(bullets: Bullets) -> Iterator[str]:
    for number, item, inner in bullets.listed():
        mark = "- " if number is None else f"{number}. "
        yield mark + _line(item)
        # For CommonMark, lines are part of an item if they are indented as far as its text.
        yield from (" " * len(mark) + line for line in _bullets(inner)) if inner else ()


def _term(term: Term, separator: str) -> str:
    name = f"**{_inlines(term.name)}**" if term.name else ""
    return separator.join(filter(None, (name, _inlines(term.description))))


def _entry(entry: Entry, level: int) -> Iterator[str]:
    if entry.title:
        yield f"{'#' * level} {_heading(entry.title)}"
    asides = [f"*{_inlines(meta)}*" if meta else "" for meta in entry.meta]
    dates, places = asides[:1], asides[1:]
    lines = (_line(entry.subtitle), *places, *dates) if entry.in_one_line else (*dates, _line(entry.subtitle), *places)
    # Two spaces end a line without ending the paragraph.
    yield "  \n".join(filter(None, lines))
    for block in entry.body:
        yield from _block(block, level + 1)
    for role in entry.roles:
        yield from _entry(role, level + 1)


def _heading(content: Inlines) -> str:
    """Return the text of a heading; a `#` at its end is escaped because it would be taken for a closing sequence."""
    return _CLOSING_HASHES.sub(r"\1\\\2", _inlines(content))


def _line(content: Inlines) -> str:
    """Return text for the start of a line, escaped if it would begin a list, a heading or a quotation there."""
    written = _inlines(content)
    found = _OPENING.match(written)
    if found is None:
        return written
    at = found.end() if found[1] is None else found.end(1)
    return f"{written[:at]}\\{written[at:]}"


def _inlines(content: Inlines) -> str:
    """Return inlines as CommonMark; text is escaped only where it would be read as markup."""
    shown = plain(content)
    is_marked = any(not isinstance(each, Text | Time) for each in content)
    parts = []
    for index, inline in enumerate(content):
        following = content[index + 1] if index + 1 < len(content) else None
        part = _inline(inline, shown, marked=is_marked)
        if isinstance(following, Link) and part.endswith("!"):
            # Otherwise the link would be an image.
            part = part[:-1] + "\\!"
        parts.append(part)
    return "".join(parts)


def _inline(inline: Inline, shown: str, *, marked: bool) -> str:
    match inline:
        case Text(content=content) | Time(content=content):
            return _SPECIAL.sub(lambda found: _escaped(found, shown, marked=marked), content)
        case Code(content=content):
            return _code(content)
        case NoWrap(children=children) | Isolate(children=children):
            return _inlines(children)
        case Strong(children=children):
            return _delimited(_inlines(children), "**", "strong")
        case Emphasis(children=children):
            return _delimited(_inlines(children), "*", "em")
        case Link(children=children, href=href):
            words = re.sub(r"(?<!\\)([\[\]])", r"\\\1", _inlines(children))
            return f"[{words}](<{href.replace('>', '%3E').replace('<', '%3C')}>)"
        case _:
            assert_never(inline)


def _escaped(found: re.Match[str], shown: str, *, marked: bool) -> str:
    """Return the characters found, with a backslash before each one if they could be read as markup.

    `shown` is the whole text of the line. If part of it is `marked`, a sign in the text could pair with one that the
    exporter writes.
    """
    sign, before, after = found[0], found.string[: found.start()][-1:], found.string[found.end() :][:1]
    match sign[0]:
        case "\\":
            harmless = bool(after) and after not in _PUNCTUATION
        case "<":
            harmless = not _TAG.match(found.string, found.start())
        case "&":
            harmless = not _ENTITY.match(found.string, found.start())
        case "[":
            harmless = not re.search(r"\][(\[:]", shown) and not marked
        case "_" if before.isalnum() and after.isalnum():
            harmless = True
        case "*" | "_" if (before.isspace() and after.isspace()) or not (before or after):
            harmless = not marked
        case _:
            harmless = not marked and len(re.findall(re.escape(sign[0]) + "+", shown)) == 1
    return sign if harmless else "".join(f"\\{each}" for each in sign)


def _delimited(content: str, mark: str, element: str) -> str:
    """Return marked text, as an HTML element if it begins or ends with punctuation.

    CommonMark does not close a mark between punctuation and a letter, which is common in Chinese.
    """
    if content and content[0].isalnum() and content[-1].isalnum():
        return f"{mark}{content}{mark}"
    return f"<{element}>{content}</{element}>"


def _code(content: str) -> str:
    longest = max((len(run) for run in re.findall("`+", content)), default=0)
    fence = "`" * (longest + 1)
    padding = " " if content.startswith("`") or content.endswith("`") else ""
    return f"{fence}{padding}{content}{padding}{fence}"


EXPORTER = Exporter("markdown", ".md", "text/markdown", False, render)  # noqa: FBT003 - a text format
