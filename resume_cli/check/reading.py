"""Rules about the texts that other programs read in the exported files, above all names, contacts and jobs."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING
from unicodedata import bidirectional

from resume_cli.check.readers import readers, running_lines
from resume_cli.document import Entry, Group, plain, texts
from resume_cli.errors import Problem
from resume_cli.testing import missing, normal

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from resume_cli.check.subject import Subject
    from resume_cli.document import Block

_SHOWN = 60


def lost_texts(subject: Subject) -> Iterator[Problem]:
    """Yield a problem for each reader that does not return all texts."""
    wanted = list(texts(subject.document))
    for name, pages, ordered in _read(subject):
        lost = _lost(wanted, pages) if ordered else _missing_words(wanted, pages)
        if lost:
            first = lost[0][:_SHOWN]
            message = f"{name} does not give back {len(lost)} of {len(wanted)} texts, `{first}` first"
            yield Problem("lost-text", message, hint="try another theme, and report this: no text should be lost")


def lost_essentials(subject: Subject) -> Iterator[Problem]:
    """Yield a problem for each reader that does not return the name, contacts, and jobs with dates in order."""
    wanted = essentials(subject)
    for name, pages, ordered in _read(subject):
        lost = _lost(wanted, pages) if ordered else []
        if lost:
            message = f"{name} does not find {', '.join(f'`{each[:_SHOWN]}`' for each in lost[:3])} where it belongs"
            yield Problem("lost-essential", message, (), "error", "try another theme, and report this")


def essentials(subject: Subject) -> list[str]:
    """Return the texts that every program for applicants needs: name, e-mail, telephone, and the parts of each job."""
    document = subject.document
    given = subject.composition.document.header.contacts
    contacts = [plain(each.content) for each in given if each.kind in {"email", "phone"}]
    jobs = [block for section in document.sections if section.kind == "work" for block in section.blocks]
    return [each for each in (plain(document.header.name), *contacts, *_triples(jobs)) if each]


def _triples(blocks: Sequence[Block]) -> Iterator[str]:
    for block in blocks:
        match block:
            case Entry():
                places = block.meta[1:]
                yield from (plain(each) for each in block.head if each not in places)
                yield from _triples(block.roles)
            case Group(blocks=inner):
                yield from _triples(inner)


def _read(subject: Subject) -> Iterator[tuple[str, list[str], bool]]:
    """Yield the name of each reader, the text that it reads on each page, and whether its order counts.

    The text is in normal form if the order counts.
    """
    running = running_lines(subject.document)
    for reader in readers():
        output = subject.outputs.get(reader.format)
        if output is not None and not any(each.code == "missing-glyph" for each in output.problems):
            pages = reader.read(output.content)
            if reader.ordered:
                pages = [running.sub("", normal(page)) for page in pages]
            yield reader.name, pages, reader.ordered


def _lost(wanted: Sequence[str], pages: Sequence[str]) -> list[str]:
    """Return the texts that are not found in order.

    Texts from right to left may be in any order, because readers reverse them.
    """
    turned = [text for text in wanted if any(map(_is_right_to_left, text))]
    ordered = [text for text in wanted if not any(map(_is_right_to_left, text))]
    # A number takes on the direction of the words around it.
    turned += [text for text in ordered if turned and not any(map(str.isalpha, text))]
    lost = {*missing([text for text in ordered if text not in turned], "".join(pages)), *_missing_words(turned, pages)}
    return [text for text in wanted if text in lost]


def _is_right_to_left(character: str) -> bool:
    return bidirectional(character) in {"R", "AL"}


def _missing_words(wanted: Sequence[str], pages: Sequence[str]) -> list[str]:
    """Return the texts with a letter or digit that is not found as often as it is needed."""
    found = Counter(_characters("\n".join(pages)))
    needed: Counter[str] = Counter()
    lost = []
    for text in wanted:
        needed.update(_characters(text))
        if any(found[each] < needed[each] for each in set(_characters(text))):
            lost.append(text)
    return lost


def _characters(text: str) -> list[str]:
    """Return the letters and digits of a text, because words may be broken by lines and hyphens."""
    return re.findall(r"\w", normal(text))
