"""Documents to export as PDF, and a reader of the files."""

from __future__ import annotations

import io
import json
from typing import TYPE_CHECKING, Any, TypeAlias

from msgspec.structs import replace

from resume_cli.document import Document, Paragraph, Section, Text
from resume_cli.testing import KITCHEN_SINK, context

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pypdf import PdfReader

    from resume_cli.export import Context

#: Any object of a PDF file as pypdf returns it.
Node: TypeAlias = Any
SOURCE = json.dumps({"basics": {"name": "Ada Example 艾达"}}, ensure_ascii=False)
SINK = replace(KITCHEN_SINK, metadata=replace(KITCHEN_SINK.metadata, source=SOURCE))


def with_options(options: Mapping[str, str]) -> Context:
    return replace(context(), options=options)


def long_document(paragraphs: int, words: str = "Some words that fill a line of the page. " * 4) -> Document:
    section = Section("s", (Text("Section"),), tuple(Paragraph((Text(words.strip()),)) for _ in range(paragraphs)))
    return replace(KITCHEN_SINK, sections=(section,))


def read(content: bytes) -> PdfReader:
    from pypdf import PdfReader

    return PdfReader(io.BytesIO(content))
