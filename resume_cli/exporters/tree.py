"""The document tree itself, one node per line, to show what the exporters receive."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from resume_cli.export import Context, Exporter

if TYPE_CHECKING:
    from collections.abc import Iterator

    from resume_cli.document import Document


def render(document: Document, context: Context) -> bytes:  # noqa: ARG001 - the contract's signature
    """Return a document's nodes as UTF-8 text, children indented by two spaces; empty fields are left out."""
    return ("\n".join(_node("", document, 0)) + "\n").encode()


def _node(name: str, value: object, depth: int) -> Iterator[str]:
    indent, label = "  " * depth, f"{name}: " if name else ""
    if isinstance(value, Struct):
        yield f"{indent}{label}{type(value).__name__}"
        for part in value.__struct_fields__:
            yield from _node(part, getattr(value, part), depth + 1)
    elif isinstance(value, tuple) and value:
        yield f"{indent}{label}".rstrip()
        for each in value:
            yield from _node("", each, depth + 1)
    elif value not in (None, "", ()):
        yield f"{indent}{label}{value!r}"


EXPORTER = Exporter("tree", ".tree.txt", "text/plain", False, render)  # noqa: FBT003 - a text format
