"""The options of the DOCX exporter (`-O key=value`), and what each value means."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from resume_cli.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from resume_cli.document import Document, Paper
    from resume_cli.export import Context

Value = TypeVar("Value")

#: Every option with its help.
OPTIONS = {
    "attach": "yes (default) or no: put the selected profile into the file as a custom XML part",
    "fonts": "office (default): fonts that Word's readers have; theme: the theme's own, for who has them installed",
    "pages": "fit to this number of pages by tightening gaps, then type; an estimate, for Word lays out the pages",
    "paper": "a4 or letter, whatever the profile says",
}
_PAPERS: dict[str, Paper] = {"a4": "A4", "letter": "Letter"}
_MOST_PAGES = 999


def changed(document: Document, context: Context) -> Document:
    """Return the document with the paper and the number of pages that the options ask for.

    Raises UsageError for a value that an option does not take.
    """
    paper = _choice(context, "paper", _PAPERS, document.paper)
    pages = context.options.get("pages")
    if pages is None:
        return replace(document, paper=paper)
    if not (pages.isascii() and pages.isdigit() and 0 < int(pages) <= _MOST_PAGES):
        message = f"the option pages takes a number from 1 to {_MOST_PAGES}, not {pages!r}"
        raise UsageError(message)
    return replace(document, paper=paper, pages=int(pages))


def attaches(context: Context) -> bool:
    """Tell whether the profile's data go into the file."""
    return _choice(context, "attach", {"yes": True, "no": False}, otherwise=True)


def wants_own_fonts(context: Context) -> bool:
    """Tell whether the theme's families are written as they are."""
    return _choice(context, "fonts", {"office": False, "theme": True}, otherwise=False)


def _choice(context: Context, key: str, values: Mapping[str, Value], otherwise: Value) -> Value:
    text = context.options.get(key)
    if text is None:
        return otherwise
    if text.lower() not in values:
        message = f"the option {key} takes {' or '.join(values)}, not {text!r}"
        raise UsageError(message)
    return values[text.lower()]
