"""Compose sections: entries as blocks, and long lists with groups, numbers, counts and a link to the rest."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, assert_never

from msgspec.structs import replace

from resume_cli.compose import entries, papers
from resume_cli.compose.links import address
from resume_cli.document import (
    Block,
    Bullets,
    Entry,
    Group,
    Inlines,
    Isolate,
    Paragraph,
    Section,
    Term,
    Terms,
    Text,
    block_texts,
    plain,
)
from resume_cli.profile import model
from resume_cli.select.localise import LanguagePicker
from resume_cli.select.sections import value_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from resume_cli.compose.formatter import Formatter
    from resume_cli.profile.fields import Item
    from resume_cli.select.sections import SelectedSection

#: The composers of items that become entries. Custom sections use `Work` too.
ENTRIES: Mapping[type[Item], Callable[[Formatter, Any], Entry]] = {
    model.Work: entries.work,
    model.Volunteer: entries.volunteer,
    model.Education: entries.education,
    model.Award: entries.award,
    model.Certificate: entries.certificate,
    model.Publication: papers.publication,
    model.Reference: entries.reference,
    model.Project: entries.project,
    model.Patent: papers.patent,
    model.Contribution: entries.contribution,
    model.Talk: entries.talk,
}
#: The composers of items that become a name with a description.
TERMS: Mapping[type[Item], Callable[[Formatter, Any], Term]] = {
    model.Skill: entries.skill,
    model.SpokenLanguage: entries.spoken_language,
    model.Interest: entries.interest,
}
#: The composers of items with their own compact line; the last argument is the field to group by.
LINES: Mapping[type[Item], Callable[[Formatter, Any, str], Inlines]] = {
    model.Publication: papers.publication_line,
    model.Patent: papers.patent_line,
}
for name, field in model.SECTIONS.items():
    if field.of not in ENTRIES and field.of not in TERMS:
        raise TypeError(f"the section `{name}` has no composer: ENTRIES and TERMS lack {field.of}")


def sections(formatter: Formatter, selected: Sequence[SelectedSection], basics: model.Basics) -> tuple[Section, ...]:
    """Return the sections of a selection, with ids that are unique and valid in XML."""
    taken: dict[str, int] = {}
    made = []
    for each in selected:
        blocks = formatter.paragraphs(basics.summary) if each.kind == "summary" else _blocks(formatter, each)
        if blocks:
            title = _title(formatter, each)
            made.append(Section(_id(each, taken), title, blocks, each.kind, each.settings.break_before))
    return tuple(made)


def _id(section: SelectedSection, taken: dict[str, int]) -> str:
    letters = (letter if letter.isascii() and letter.isalnum() else "-" for letter in section.settings.id)
    name = "".join(letters).strip("-").lower()
    if not name or not name[0].isalpha():
        name = f"section-{name}".rstrip("-")
    while taken.setdefault(name, 0):
        taken[name] += 1
        name = f"{name}-{taken[name]}"
    taken[name] = 1
    return name


def _title(formatter: Formatter, section: SelectedSection) -> Inlines:
    if section.settings.title is not None:
        return formatter.text(section.settings.title)
    usual = formatter.locale.section(section.kind)
    if usual is not None:
        return (Text(usual),)
    name = section.settings.id.replace("-", " ").replace("_", " ").strip()
    return formatter.plain(name[:1].upper() + name[1:])


def _blocks(formatter: Formatter, section: SelectedSection) -> tuple[Block, ...]:
    """Return the blocks of a section: the line of counts, the entries, and the line about omitted entries."""
    return (*_counts(formatter, section), *_groups(formatter, section), *_rest(formatter, section))


def _groups(formatter: Formatter, section: SelectedSection) -> tuple[Block, ...]:
    """Return the entries, in groups if the section has a field to group by."""
    field, by_year = _group_of(section.settings), section.settings.style == "by-year"
    if not field:
        return _listed(formatter, section, section.items, 1)
    picker = LanguagePicker(formatter.language, formatter.languages)
    groups: dict[str, list[Item]] = {}
    for item in section.items:
        # Publications in press or submitted have no year yet and are grouped by status.
        status = value_of(item, "status", picker) if by_year and field == "year" else ""
        groups.setdefault(value_of(item, field, picker) or status, []).append(item)
    blocks: list[Block] = []
    number = 1
    # Entries without a value for the field come last, under the heading `other`.
    for value, items in sorted(groups.items(), key=lambda pair: _rank(pair[0], by_year=by_year)):
        title = _value_name(formatter, field, value) if value else formatter.label("other")
        # If the entries are limited, the size of a group would contradict the counts of all entries.
        if len(section.items) == section.total and not by_year:
            count = (Text(str(len(items))),)
            title = formatter.fill(formatter.locale.label("group"), name=title, count=count)
        blocks.append(Group(title, _listed(formatter, section, items, number)))
        number += len(items)
    return tuple(blocks)


def _rank(value: str, *, by_year: bool) -> int:
    """Return the rank of a group: by year, those without a year come first; those without a value come last."""
    return 2 if not value else int(not by_year or value.isdecimal())


def _group_of(settings: model.SectionSettings) -> str | None:
    return settings.group or ("year" if settings.style == "by-year" else None)


def _value_name(formatter: Formatter, field: str, value: str) -> Inlines:
    """Return the name of a value by which entries are grouped or counted, in the document's language."""
    if field == "office":
        return papers.office_name(formatter, value)
    known = papers.status_name(formatter, value) if field in {"status", "year"} else ()
    if field == "year" and known:
        return formatter.plain(plain(known)[:1].upper() + plain(known)[1:])
    return known or formatter.plain(value)


def _listed(formatter: Formatter, section: SelectedSection, items: Sequence[Item], first: int) -> tuple[Block, ...]:
    """Return entries as blocks, numbered from `first` if the section is numbered."""
    if not items:
        return ()
    of, settings = type(items[0]), section.settings
    if of in TERMS:
        return (Terms(tuple(TERMS[of](formatter, item) for item in items), formatter.locale.mark("colon")),)
    if settings.style not in {None, "full"}:
        number = first if settings.numbered or settings.style == "numbered" else None
        if settings.style == "author-year" and of is model.Publication:
            lines = (papers.reference(formatter, item) for item in items if isinstance(item, model.Publication))
            return (Bullets(tuple(lines), number),)
        lines = (_line(formatter, item, _group_of(settings) or "") for item in items)
        return (Bullets(tuple(lines), number, formatter.locale.mark("stop") if of in LINES else ""),)
    made = [ENTRIES[of](formatter, item) for item in items]
    if settings.numbered:
        # The document has no numbers for entries, so the number becomes part of the title.
        made = [replace(each, title=(Text(f"{first + index}. "), *each.title)) for index, each in enumerate(made)]
    return tuple(made)


def _line(formatter: Formatter, item: Item, group: str) -> Inlines:
    """Return an item as one line with all its content."""
    if type(item) in LINES:
        return LINES[type(item)](formatter, item, group)
    return _entry_line(formatter, ENTRIES[type(item)](formatter, item))


def _entry_line(formatter: Formatter, entry: Entry) -> Inlines:
    """Return an entry as one line: title, subtitle, place and dates, then the body and the roles."""
    heading = formatter.join((entry.title, entry.subtitle, *reversed(entry.meta)), "comma")
    body = (part for block in entry.body for part in _line_parts(formatter, block))
    return formatter.join((heading, *body, *(_entry_line(formatter, role) for role in entry.roles)), "stop")


def _line_parts(formatter: Formatter, block: Block) -> Iterable[Inlines]:
    match block:
        case Paragraph(content):
            return (_without_stop(formatter, content),)
        case Bullets():
            return (part for _, item, inner in block.listed() for part in _item_parts(formatter, item, inner))
        case Terms(terms):
            return ((*each.name, *formatter.mark("colon"), *each.description) for each in terms)
        case Entry() | Group():
            return ((Text(" ".join(block_texts(block))),),)
        case _:
            assert_never(block)


def _item_parts(formatter: Formatter, item: Inlines, inner: Bullets | None) -> Iterable[Inlines]:
    return (_without_stop(formatter, item), *(_line_parts(formatter, inner) if inner else ()))


def _without_stop(formatter: Formatter, content: Inlines) -> Inlines:
    """Return inlines without a final full stop, since the caller adds one."""
    last = content[-1]
    if isinstance(last, Isolate):
        return (*content[:-1], replace(last, children=_without_stop(formatter, last.children)))
    stops = (".", "。", formatter.locale.mark("stop").strip())
    if isinstance(last, Text) and last.content.endswith(stops) and len(last.content) > 1:
        return (*content[:-1], Text(last.content[:-1], last.language))
    return content


def _counts(formatter: Formatter, section: SelectedSection) -> tuple[Block, ...]:
    """Return the line of counts: `122 granted, 68 pending; China 183, United States 3`."""
    parts = []
    for counts in section.counts:
        pattern = formatter.locale.label("count_before" if counts.field == "status" else "count_after")
        numbers = (
            formatter.fill(pattern, name=_value_name(formatter, counts.field, value), count=(Text(str(number)),))
            for value, number in counts.values
        )
        parts.append(formatter.join(numbers, "comma"))
    content = formatter.join(parts, "semicolon")
    return (Paragraph(content),) if plain(content) else ()


def _rest(formatter: Formatter, section: SelectedSection) -> tuple[Block, ...]:
    """Return the line with the numbers of shown and total entries and the link to the full list."""
    more = address(section.settings.more)
    shown = len(section.items)
    key = "some_of" if 0 < shown < section.total else ""
    key = f"{key}_more".strip("_") if more else key
    if not key:
        return ()
    numbers = {"shown": (Text(str(shown)),), "total": (Text(str(section.total)),)}
    return (Paragraph(formatter.fill(formatter.locale.label(key), more=more, **numbers)),)
