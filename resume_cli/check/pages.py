"""Rules about how the pages of the PDF are filled, measured in the file."""

from __future__ import annotations

import io
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from resume_cli.check.readers import running_lines
from resume_cli.document import plain
from resume_cli.errors import Problem
from resume_cli.testing import normal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from resume_cli.check.subject import Subject

#: The share of the last page, about six lines, below which it looks like an accident.
_FEW = 0.15
_SAME_LINE = 2.0


class Line(NamedTuple):
    """A line of a page: its distance from the top as a share of the page, its type size in points, and its text."""

    top: float
    size: float
    text: str


@lru_cache(maxsize=4)
def lines(content: bytes) -> tuple[tuple[Line, ...], ...]:
    """Return the lines of each page of a PDF, from top to bottom."""
    from pypdf import PdfReader

    pages = []
    for page in PdfReader(io.BytesIO(content)).pages:
        height = float(page.mediabox.height)
        found: list[tuple[float, float, str]] = []

        def see(text: str, user: list[float], matrix: list[float], _font: object, size: float) -> None:
            if text.strip():
                y = matrix[4] * user[1] + matrix[5] * user[3] + user[5]
                found.append((y, abs(size * matrix[3] * user[3]), text))  # noqa: B023 - it is called only during this iteration

        page.extract_text(visitor_text=see)
        pages.append(tuple(_joined(found, height)))
    return tuple(pages)


def _joined(found: list[tuple[float, float, str]], height: float) -> Iterator[Line]:
    """Yield lines of pieces of text with the same baseline."""
    group: list[tuple[float, float, str]] = []
    for piece in [*sorted(found, key=lambda each: -each[0]), None]:
        if group and (piece is None or group[-1][0] - piece[0] > _SAME_LINE):
            largest = max(size for _, size, _ in group)
            yield Line(1 - group[0][0] / height, largest, "".join(text for _, _, text in group))
            group = []
        if piece is not None:
            group.append(piece)


def short_last_page(subject: Subject) -> Iterator[Problem]:
    """Yield a problem if the last page has only a few lines."""
    pages = _pages(subject)
    if len(pages) > 1 and pages[-1]:
        first, last = pages[-1][0].top, pages[-1][-1].top
        if last - first < _FEW:
            message = f"the last of {len(pages)} pages has only {len(pages[-1])} lines"
            hint = f"`pages: {len(pages) - 1}` in `meta` sets it tighter, or leave something out"
            yield Problem("short-last-page", message, ("meta",), hint=hint)


def stranded_headings(subject: Subject) -> Iterator[Problem]:
    """Yield a problem for each heading at the end of a page."""
    titles = {normal(plain(section.title)): section for section in subject.document.sections if section.title}
    for number, page in enumerate(_pages(subject)[:-1], 1):
        section = titles.get(normal(page[-1].text)) if page else None
        if section is not None:
            message = f"the heading `{plain(section.title)}` is alone at the end of page {number}"
            yield Problem("stranded-heading", message, ("sections",), hint="`break-before: true` moves it on")


def _pages(subject: Subject) -> list[list[Line]]:
    """Return the lines of each page without footers."""
    output = subject.outputs.get("pdf")
    running = running_lines(subject.document)
    every = lines(output.content) if output else ()
    return [[line for line in page if not running.fullmatch(normal(line.text))] for page in every]
