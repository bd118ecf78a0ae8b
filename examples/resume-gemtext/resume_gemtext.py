"""Gemtext: a line is a heading, an item, a text, or a link."""

from typing import assert_never

from resume_cli.document import (
    Block,
    Bullets,
    Document,
    Entry,
    Group,
    Inlines,
    Paragraph,
    Terms,
    hidden_targets,
    plain,
)
from resume_cli.export import Context, Exporter


def render(document: Document, context: Context) -> bytes:
    header = document.header
    lines = [*line("# ", header.name), *line("", header.headline)]
    for contact in header.contacts:
        lines += line("* ", contact.content)
    for section in document.sections:
        lines += ["", *line("## ", section.title)]
        for node in section.blocks:
            lines += block(node)
    return ("\n".join(lines) + "\n").encode()


def block(node: Block) -> list[str]:
    match node:
        case Paragraph(content):
            return line("", content)
        case Bullets():
            lines = []
            for number, item, inner in node.listed():
                lines += line("* " if number is None else f"{number}. ", item)
                lines += block(inner) if inner else []
            return lines
        case Terms(items, separator):
            return [each for term in items for each in line("* ", term.name, separator, term.description)]
        case Group(title, blocks):
            return line("### ", title) + [each for inner in blocks for each in block(inner)]
        case Entry(title, subtitle, meta, body, roles):
            lines = [*line("### ", title)]
            for part in (*meta[:1], subtitle, *meta[1:]):
                lines += line("", part)
            return lines + [each for inner in (*body, *roles) for each in block(inner)]
        case _:
            assert_never(node)


def line(mark: str, *parts: Inlines | str) -> list[str]:
    """Return a line of text, followed by a line for each link in it."""
    words = "".join(part if isinstance(part, str) else plain(part) for part in parts)
    links = [f"=> {target}" for part in parts if not isinstance(part, str) for target in hidden_targets(part)]
    return [mark + words, *links] if words else []


EXPORTER = Exporter("gemtext", ".gmi", "text/gemini", binary=False, render=render)
