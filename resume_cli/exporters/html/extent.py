"""Estimates of the space that parts of a document take, to keep short ones whole and to fill lines evenly."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING, assert_never

from resume_cli.document import Bullets, Entry, Group, Paragraph, Terms, in_rows, nodes, plain, width

if TYPE_CHECKING:
    from collections.abc import Sequence

    from resume_cli.document import Block, Section

# The length of a line in letters; an ideograph counts as two.
_MEASURE = 92
_SHORTEST = 60
_ENTRY, _ROWS = 4, 5
_LONG_LIST, _LONG_ITEM = 40, 1.5


def is_brief_entry(entry: Entry) -> bool:
    """Return whether an entry has no roles and takes about four lines or fewer, its first two lines included."""
    return not entry.roles and _lines(entry) <= _ENTRY


def is_brief_section(section: Section) -> bool:
    """Return whether a section has no entries and no groups, and takes about five lines or fewer below its title."""
    return (
        not any(isinstance(block, Entry | Group) for block in section.blocks)
        and sum(map(_lines, section.blocks)) <= _ROWS
    )


def is_appendix(section: Section) -> bool:
    """Return whether a section consists of long lists of short items, which are looked up rather than read."""
    if any(isinstance(block, Entry) for block in nodes(section)):
        return False
    lists = (block for block in nodes(section) if isinstance(block, Bullets))
    lengths = [rows(plain(item)) for block in lists for _, item, _ in block.listed()]
    return len(lengths) > _LONG_LIST and sum(lengths) < _LONG_ITEM * len(lengths)


def _lines(block: Block) -> int:
    match block:
        case Paragraph(content=content):
            return rows(plain(content))
        case Bullets(items=items):
            return sum(_lines(item) if isinstance(item, Bullets) else rows(plain(item)) for item in items)
        case Terms(items=items, columns=columns):
            return sum(
                max(rows(plain(each.name) + plain(each.description)) for each in row) for row in in_rows(items, columns)
            )
        case Group(blocks=blocks):
            return 1 + sum(map(_lines, blocks))
        case Entry(title=title, subtitle=subtitle, meta=meta, body=body, roles=roles):
            head = rows(plain(title)) + rows(plain(subtitle) + "".join(map(plain, meta[1:])))
            return head + sum(map(_lines, (*body, *roles)))
        case _:
            assert_never(block)


def is_long(text: str) -> bool:
    """Return whether a text may take more than one line."""
    return width(text) > _SHORTEST


def rows(text: str) -> int:
    """Return the estimated number of lines that a text takes."""
    return -(-width(text) // _MEASURE)


def row_starts(widths: Sequence[float], measure: float) -> set[int]:
    """Return the indices of the items that begin a row, with as few rows as possible and all of about the same width.

    Each of `widths` includes the gap after the item; `measure` is the width available to a row.
    """
    widest = max((*widths, measure))
    fewest = _starts(widths, widest)
    for limit in sorted(sum(widths[begin:end]) for begin, end in combinations(range(len(widths) + 1), 2)):
        if limit >= max(widths) and len(starts := _starts(widths, limit)) == len(fewest):
            return set(starts)
    return set(fewest)


def _starts(widths: Sequence[float], limit: float) -> list[int]:
    """Return the indices of the items that begin a row when each row is filled up to the limit."""
    starts, row = [], limit + 1
    for index, each in enumerate(widths):
        if row + each > limit:
            starts.append(index)
            row = 0
        row += each
    return starts
