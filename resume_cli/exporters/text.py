"""Plain text: for forms that accept nothing else, for diffs, and for reading a résumé aloud.

Paragraphs are not wrapped, since a form or an editor does that. The targets of links follow the paragraph or line in
angle brackets, unless its text shows them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from resume_cli import document as tree
from resume_cli.document import hidden_targets, plain, width, written_out
from resume_cli.export import Context, Exporter
from resume_cli.marks import marked

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

#: The marks of bullets, and of bullets within bullets.
BULLETS = ("• ", "– ")
#: The gap between the parts of a line that other formats set at its two ends, such as a title and its dates.
GAP = "    "


def render(document: tree.Document, context: Context) -> bytes:  # noqa: ARG001 - the contract's signature
    """Return a document as UTF-8 text that ends with a line feed."""
    document = marked(document)
    sections = (_apart([_underlined(each.title, "="), *map(_block, each.blocks)]) for each in document.sections)
    return (_apart([*_header(document), *sections]) + "\n").encode()


def _header(document: tree.Document) -> tuple[str, str]:
    header, colon = document.header, document.labels.colon
    contacts = (_joined((each.label, _inlines(each.content)), colon) for each in header.contacts)
    return _joined(map(_inlines, (header.name, header.headline)), "\n"), "\n".join(contacts)


def _block(block: tree.Block) -> str:
    match block:
        case tree.Paragraph(content=content):
            return _inlines(content)
        case tree.Bullets():
            return "\n".join(_bullets(block))
        case tree.Terms(items=terms, separator=separator):
            return "\n".join(_joined(map(_inlines, (term.name, term.description)), separator) for term in terms)
        case tree.Entry():
            return _entry(block)
        case tree.Group(title=title, blocks=blocks):
            return _apart([_underlined(title, "-"), *map(_block, blocks)])
        case _:
            assert_never(block)


def _bullets(bullets: tree.Bullets, level: int = 0) -> Iterator[str]:
    for number, item, inner in bullets.listed():
        mark = BULLETS[level] if number is None else f"{number}. "
        yield mark + _inlines(item)
        yield from (" " * len(mark) + line for line in _bullets(inner, 1)) if inner else ()


def _entry(entry: tree.Entry) -> str:
    head = list(map(_inlines, entry.head))
    # The title and its dates, or all of them.
    first = len(head) if entry.in_one_line else 1 + len(entry.meta[:1])
    lines = [_joined(head[:first], GAP), _joined(head[first:], GAP), *map(_block, entry.body)]
    return _apart([_joined(lines, "\n"), *map(_entry, entry.roles)])


def _underlined(title: tree.Inlines, mark: str) -> str:
    """Return a heading with a line of the same width below it."""
    text = _inlines(title)
    return f"{text}\n{mark * width(text)}" if text else ""


def _inlines(inlines: tree.Inlines) -> str:
    return " ".join([plain(written_out(inlines)), *(f"<{target}>" for target in hidden_targets(inlines))])


def _joined(parts: Iterable[str], separator: str) -> str:
    return separator.join(filter(None, parts))


def _apart(chunks: Iterable[str]) -> str:
    return _joined(chunks, "\n\n")


EXPORTER = Exporter("text", ".txt", "text/plain", False, render)  # noqa: FBT003 - a text format
