"""Sections: entries as blocks, long lists grouped, numbered, counted and pointed on."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from resume_cli.compose.entries import MAKERS
from resume_cli.compose.papers import office_name, patent, patent_line, publication, publication_line
from resume_cli.compose.terms import term
from resume_cli.document import (
    Block,
    Bullets,
    Entry,
    Group,
    Inlines,
    Paragraph,
    Section,
    Terms,
    block_texts,
    plain,
)
from resume_cli.document import Text as Run
from resume_cli.profile.model import Basics, Item, Patent, Publication
from resume_cli.select.lists import LanguagePicker, value_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from resume_cli.compose.words import Formatter
    from resume_cli.select import SectionList

_TERMS = frozenset({"skills", "languages", "interests"})


def sections(words: Formatter, lists: Sequence[SectionList], basics: Basics) -> tuple[Section, ...]:
    """Return the sections of a selection; ids are unique and fit for XML."""
    taken: dict[str, int] = {}
    made = []
    for each in lists:
        blocks = words.paragraphs(basics.summary) if each.kind == "summary" else blocks_of(words, each)
        if blocks:
            made.append(Section(_id(each, taken), _title(words, each), blocks, each.kind, each.settings.break_before))
    return tuple(made)


def _id(each: SectionList, taken: dict[str, int]) -> str:
    letters = (letter if letter.isascii() and letter.isalnum() else "-" for letter in each.settings.id)
    name = "".join(letters).strip("-").lower()
    if not name or not name[0].isalpha():
        name = f"section-{name}".rstrip("-")
    while taken.setdefault(name, 0):
        taken[name] += 1
        name = f"{name}-{taken[name]}"
    taken[name] = 1
    return name


def _title(words: Formatter, each: SectionList) -> Inlines:
    if each.settings.title is not None:
        return words.text(each.settings.title)
    usual = words.wording.section(each.kind)
    if usual is not None:
        return (Run(usual),)
    name = each.settings.id.replace("-", " ").replace("_", " ").strip()
    return words.plain(name[:1].upper() + name[1:])


def blocks_of(words: Formatter, each: SectionList) -> tuple[Block, ...]:
    """Return the blocks of a list: what is counted, the entries, and what was left out."""
    return (*_counted(words, each), *_entries(words, each), *_rest(words, each))


def _entries(words: Formatter, each: SectionList) -> tuple[Block, ...]:
    field = each.settings.group
    if not field:
        return _listed(words, each, each.items, 1)
    groups: dict[str, list[Item]] = {}
    pools = LanguagePicker(words.language, words.languages)
    for item in each.items:
        groups.setdefault(value_of(item, field, pools), []).append(item)
    blocks: list[Block] = []
    number = 1
    # What has no value for the field stands last, under a heading that says so.
    for value, items in sorted(groups.items(), key=lambda pair: not pair[0]):
        name = named(words, field, value) if value else words.label("other")
        # Beside the counts of all entries, the number of those that a limit left would only confuse.
        whole = len(each.items) == each.total
        title = words.fill(words.wording.label("group"), name=name, count=(Run(str(len(items))),)) if whole else name
        blocks.append(Group(title, _listed(words, each, items, number)))
        number += len(items)
    return tuple(blocks)


def named(words: Formatter, field: str, value: str) -> Inlines:
    """Return a value that is grouped or counted by, as the language names it."""
    if field == "office":
        return office_name(words, value)
    if field == "status":
        known = words.wording.get("status", value.casefold())
        return (Run(known),) if known else words.plain(value)
    return words.plain(value)


def _listed(words: Formatter, each: SectionList, items: Sequence[Item], first: int) -> tuple[Block, ...]:
    if each.kind in _TERMS:
        return (Terms(tuple(term(words, item) for item in items), words.wording.mark("colon")),) if items else ()
    if each.settings.style == "compact" and items:
        lines = tuple(line(words, each, item) for item in items)
        return (Bullets(lines, first if each.settings.numbered else None),)
    entries = [entry(words, each.kind, item) for item in items]
    if each.settings.numbered:
        entries = [_numbered(made, first + index) for index, made in enumerate(entries)]
    return tuple(entries)


def _numbered(made: Entry, number: int) -> Entry:
    """The tree has no numbers for entries, since few want them: the number is part of the title."""
    return Entry((Run(f"{number}. "), *made.title), made.subtitle, made.meta, made.body, made.roles)


def entry(words: Formatter, kind: str, item: Item) -> Entry:
    """Return an entry of a section as an entry of the document."""
    match item:
        case Patent():
            return patent(words, item)
        case Publication():
            return publication(words, item)
        case _:
            return MAKERS[kind](words, item)


def line(words: Formatter, each: SectionList, item: Item) -> Inlines:
    """Return an entry as one line that loses nothing of it."""
    match item:
        case Patent():
            return patent_line(words, item, leave_out=each.settings.group or "")
        case Publication():
            return publication_line(words, item)
        case _:
            return flat(words, entry(words, each.kind, item))


def flat(words: Formatter, made: Entry) -> Inlines:
    """Return an entry of the document as one line: title, subtitle, place and dates, then what is said."""
    heading = words.join((made.title, made.subtitle, *reversed(made.meta)), "comma")
    said = [part for block in made.body for part in _flat_block(words, block)]
    return words.join((heading, *said, *(flat(words, role) for role in made.roles)), "stop")


def _flat_block(words: Formatter, block: Block) -> Iterable[Inlines]:
    match block:
        case Paragraph(content=content):
            return (_unstopped(words, content),)
        case Bullets(items=items):
            return (_unstopped(words, item) for item in items)
        case Terms(items=terms):
            return ((*each.name, *words.mark("colon"), *each.description) for each in terms)
        case Entry() | Group():
            return ((Run(" ".join(block_texts(block))),),)
        case _:
            assert_never(block)


def _unstopped(words: Formatter, content: Inlines) -> Inlines:
    """Return inlines without a full stop at the end, since one follows."""
    last = content[-1]
    stops = (".", "。", words.wording.mark("stop").strip())
    if isinstance(last, Run) and last.content.endswith(stops) and len(last.content) > 1:
        return (*content[:-1], Run(last.content[:-1], last.language))
    return content


def _counted(words: Formatter, each: SectionList) -> tuple[Block, ...]:
    """Return the line of counts: `122 granted, 68 pending; China 183, United States 3`."""
    parts = []
    for counts in each.counts:
        pattern = words.wording.label("count_before" if counts.field == "status" else "count_after")
        numbers = (
            words.fill(pattern, name=named(words, counts.field, value), count=(Run(str(number)),))
            for value, number in counts.values
        )
        parts.append(words.join(numbers, "comma"))
    content = words.join(parts, "semicolon")
    return (Paragraph(content),) if plain(content) else ()


def _rest(words: Formatter, each: SectionList) -> tuple[Block, ...]:
    """Return the line that says how many of how many are shown and where the full list is."""
    more = words.address(each.settings.more)
    shown = len(each.items)
    key = "some_of" if 0 < shown < each.total else ""
    key = f"{key}_more".strip("_") if more else key
    if not key:
        return ()
    numbers = {"shown": (Run(str(shown)),), "total": (Run(str(each.total)),)}
    return (Paragraph(words.fill(words.wording.label(key), more=more, **numbers)),)
