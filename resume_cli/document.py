"""The document: a frozen tree that defines what is written and in which order, but not how it looks.

`compose` builds it once; every exporter walks it with `match` ending in `assert_never`, so that the type
checker reports each exporter that does not handle a new node. This module imports no other module of the package.

A `Document` has a `Header` and `Section`s; a section has `Block`s; blocks contain `Inlines`.
Languages are BCP 47 tags fit for typesetting (`zh-CN`, never a bare `zh`, which some fonts take for
Japanese). An inline's `language` is set only if it differs from the document's.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, TypeAlias
from unicodedata import east_asian_width

from msgspec import Struct
from msgspec.structs import replace

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

Direction: TypeAlias = Literal["ltr", "rtl"]

#: Primary subtags of the languages written from right to left.
_RIGHT_TO_LEFT = frozenset({"ar", "arc", "ckb", "dv", "fa", "he", "ks", "ku", "ps", "sd", "syr", "ug", "ur", "yi"})
#: Script subtags written from right to left; they outrank the language: `ku-Latn` is written from left to right.
_RIGHT_TO_LEFT_SCRIPTS = frozenset({"arab", "hebr", "nkoo", "syrc", "thaa"})

#: Languages with long compounds, whose lines end very unevenly unless words are divided.
_HYPHENATED = frozenset({"af", "da", "de", "et", "fi", "hu", "is", "nb", "nl", "nn", "no", "sv"})


def direction(language: str) -> Direction:
    """Return the base direction in which texts of a BCP 47 language tag are written."""
    primary, *rest = language.lower().split("-")
    script = next((part for part in rest if len(part) == 4 and part.isalpha()), None)
    return "rtl" if (script in _RIGHT_TO_LEFT_SCRIPTS if script else primary in _RIGHT_TO_LEFT) else "ltr"


def is_hyphenated(language: str) -> bool:
    """Return whether words in running text of a language should be divided at line ends, if a format can do so."""
    return language.lower().partition("-")[0] in _HYPHENATED


class Text(Struct, frozen=True):
    """A run of characters, clean of control characters, with single spaces only."""

    content: str
    language: str | None = None


class Time(Struct, frozen=True):
    """A date as a reader sees it, and its machine-readable form: `2018`, `2018-01` or `2018-01-31`."""

    content: str
    datetime: str
    language: str | None = None


class Code(Struct, frozen=True):
    """A run of literal characters, set in the theme's monospaced font."""

    content: str
    language: str | None = None


class Strong(Struct, frozen=True):
    """Important words, such as the person's own name among authors."""

    children: tuple[Inline, ...]
    language: str | None = None


class Emphasis(Struct, frozen=True):
    """Stressed words, such as the title of a journal."""

    children: tuple[Inline, ...]
    language: str | None = None


class Link(Struct, frozen=True):
    """A link; `href` is absolute and its scheme is one of https, http, mailto, tel."""

    children: tuple[Inline, ...]
    href: str
    language: str | None = None


class NoWrap(Struct, frozen=True):
    """Words that stay on one line, such as a period of time, or a number with its unit; so does each `Time`."""

    children: tuple[Inline, ...]
    language: str | None = None


class Isolate(Struct, frozen=True):
    """Words written in the opposite direction to the surrounding text and kept apart from it.

    Examples are `C++` in Hebrew and an Arabic name in English. No other node sets a direction: text in another
    language than the document's may be written in the same direction.
    """

    children: tuple[Inline, ...]
    direction: Direction
    language: str | None = None


Inline: TypeAlias = Text | Time | Code | Strong | Emphasis | Link | NoWrap | Isolate
Inlines: TypeAlias = tuple[Inline, ...]


class Paragraph(Struct, frozen=True):
    """One paragraph of running text."""

    content: Inlines


class Bullets(Struct, frozen=True):
    """A list of one-paragraph items; with `start`, it is numbered from that number.

    A list among the items belongs to the item before it, so it is never the first and never follows another.
    `mark` is the text between the title of an item and the facts about it, if items have both.
    """

    items: tuple[Inlines | Bullets, ...]
    start: int | None = None
    mark: str = ""

    def parted(self, item: Inlines) -> tuple[Inlines, Inlines]:
        """Return an item in two parts: the title with the mark after it, and the facts, which may be empty."""
        places = (place for place, each in enumerate(item, 1) if isinstance(each, Text) and each.content == self.mark)
        cut = next(places, len(item)) if self.mark else len(item)
        return item[:cut], item[cut:]

    def listed(self) -> Iterator[tuple[int | None, Inlines, Bullets | None]]:
        """Yield each item with its number and the list nested in it, each of which may be None."""
        number = self.start
        for item, following in zip(self.items, (*self.items[1:], None), strict=True):
            if not isinstance(item, Bullets):
                yield number, item, following if isinstance(following, Bullets) else None
                number = None if number is None else number + 1


class Term(Struct, frozen=True):
    """A name and its description, such as a skill and its keywords, or a language and its fluency."""

    name: Inlines
    description: Inlines


class Terms(Struct, frozen=True):
    """A list of names with their descriptions, either of which may be empty.

    `separator` (": ", "：") is printed between a name and its description if they share a line. With two `columns`,
    two short terms share a row if there is room, as `in_rows` pairs them.
    """

    items: tuple[Term, ...]
    separator: str = ": "
    columns: int = 1


class Entry(Struct, frozen=True):
    """Something with a title and dates: a job, a degree, a project.

    Reading order: title, meta[0] (dates), subtitle, meta[1:] (place), body, roles; on one line, dates follow the place.
    Any of title, subtitle and meta may be empty. A role is a nested entry: another position at the same employer.
    `months` is the duration, or 0 if that is not known; it is not part of the document's text.
    """

    title: Inlines
    subtitle: Inlines = ()
    meta: tuple[Inlines, ...] = ()
    body: tuple[Block, ...] = ()
    roles: tuple[Entry, ...] = ()
    months: int = 0
    in_one_line: bool = False

    @property
    def head(self) -> tuple[Inlines, ...]:
        """Title, dates, subtitle and place in reading order; any may be empty."""
        dates, rest = self.meta[:1], (self.subtitle, *self.meta[1:])
        return (self.title, *rest, *dates) if self.in_one_line else (self.title, *dates, *rest)


class Group(Struct, frozen=True):
    """Blocks of a long list under their own heading, such as the patents of one office."""

    title: Inlines
    blocks: tuple[Block, ...]


Block: TypeAlias = Paragraph | Bullets | Terms | Entry | Group


class Section(Struct, frozen=True):
    """A titled part of the résumé; `id` is unique in the document and safe as an XML name.

    `kind` is the profile's name for the list (`work`, `patents`, …) or `custom`; `break_before` asks for a new page.
    """

    id: str
    title: Inlines
    blocks: tuple[Block, ...]
    kind: str = "custom"
    break_before: bool = False


class Contact(Struct, frozen=True):
    """One way to reach the person; `label` names it (`E-mail`, `GitHub`) for reading aloud and for plain text."""

    kind: Literal["email", "phone", "url", "location", "profile", "other"]
    label: str
    content: Inlines


class Photo(Struct, frozen=True):
    """The portrait: its name for `Assets.read`, and the text alternative."""

    asset: str
    alternative: str


class Header(Struct, frozen=True):
    """The top of the résumé; `name` may be empty because a variant hides it."""

    name: Inlines
    headline: Inlines = ()
    contacts: tuple[Contact, ...] = ()
    photo: Photo | None = None


class Metadata(Struct, frozen=True):
    """The metadata of the file, in plain text.

    `source` is the part of the profile shown, as JSON Resume, and `linked_data` the person as schema.org JSON-LD;
    both are JSON texts or empty. `address` is the document's URL; `addresses` pairs languages with URLs.
    """

    title: str
    author: str = ""
    subject: str = ""
    keywords: tuple[str, ...] = ()
    source: str = ""
    linked_data: str = ""
    address: str = ""
    addresses: tuple[tuple[str, str], ...] = ()


Paper: TypeAlias = Literal["A4", "Letter"]


class Labels(Struct, frozen=True):
    """Words that exporters need but must not choose, such as the title of a table of contacts in `details`."""

    page: str = "Page {page} of {pages}"
    language_name: str = ""
    contents: str = ""
    colon: str = ": "
    languages: str = ""
    details: str = "Personal details"
    place: Inlines = ()


class Document(Struct, frozen=True):
    """A résumé in one language; `translations` are the same résumé in others, for a page that offers a choice.

    `pages` is the requested number of pages, `auto` to save a last page of a few lines, or `free` to leave it.
    """

    language: str
    header: Header
    sections: tuple[Section, ...]
    metadata: Metadata
    paper: Paper = "A4"
    pages: int | str = "auto"
    labels: Labels = Labels()
    translations: tuple[Document, ...] = ()


def plain(inlines: Inlines) -> str:
    """Return the characters of inlines with their marks removed."""
    return "".join(
        inline.content if isinstance(inline, Text | Time | Code) else plain(inline.children) for inline in inlines
    )


def width(text: str) -> int:
    """Return the width of a text in halves of an ideograph, each of which is about the width of a letter."""
    return len(text) if text.isascii() else len(text) + sum(east_asian_width(character) in "WF" for character in text)


def is_short(term: Term) -> bool:
    """Return whether a term takes at most half a line of an ordinary page."""
    return width(plain(term.name)) + width(plain(term.description)) <= 44


def in_rows(terms: Iterable[Term], columns: int) -> Iterator[tuple[Term, ...]]:
    """Yield terms one by one or, in two columns, a short one together with the short one after it."""
    waiting: tuple[Term, ...] = ()
    for term in terms:
        together = (*waiting, term)
        if columns == len(together) or not is_short(term):
            yield from (together,) if all(map(is_short, together)) else ((each,) for each in together)
            together = ()
        waiting = together
    yield from (waiting,) if waiting else ()


def nodes(part: object) -> Iterator[Struct]:
    """Yield every node at or below a part of a document, in the order of the tree."""
    if isinstance(part, Struct):
        yield part
        part = tuple(getattr(part, name) for name in part.__struct_fields__)
    if isinstance(part, tuple):
        for inner in part:
            yield from nodes(inner)


def changed(part: Any, change: Callable[[Inlines], Inlines]) -> Any:  # noqa: ANN401 - any part of a document
    """Return a part of a document with `change` applied to every run of inlines."""
    if isinstance(part, tuple):
        if part and isinstance(part[0], Inline):
            return change(part)
        return tuple(changed(each, change) for each in part)
    if isinstance(part, Struct):
        values = {name: getattr(part, name) for name in part.__struct_fields__}
        return replace(part, **{name: changed(value, change) for name, value in values.items()})
    return part


def texts(document: Document) -> Iterator[str]:
    """Yield every text of a document in reading order, one string for each run of inlines."""
    yield from filter(None, map(plain, (document.header.name, document.header.headline)))
    for contact in document.header.contacts:
        yield plain(contact.content)
    for section in document.sections:
        yield plain(section.title)
        for block in section.blocks:
            yield from filter(None, block_texts(block))


def block_texts(block: Block) -> Iterator[str]:
    """Yield the texts of a block in reading order; some may be empty."""
    match block:
        case Paragraph(content):
            yield plain(content)
        case Bullets():
            for item in block.items:
                yield from block_texts(item) if isinstance(item, Bullets) else (plain(item),)
        case Terms(terms):
            for term in terms:
                yield from (plain(term.name), plain(term.description))
        case Entry():
            yield from map(plain, block.head)
            for inner in (*block.body, *block.roles):
                yield from block_texts(inner)
        case Group(title, blocks):
            yield plain(title)
            for inner in blocks:
                yield from block_texts(inner)


def hidden_targets(inlines: Inlines) -> Iterator[str]:
    """Yield the targets of the links among inlines whose text does not show the target, as an e-mail address does.

    Formats without links print these after the whole run, so that they do not interrupt a sentence.
    """
    for inline in inlines:
        match inline:
            case Link(children, href):
                if not _shows(plain(children), href):
                    yield href
            case Strong() | Emphasis() | NoWrap() | Isolate():
                yield from hidden_targets(inline.children)


def written_out(inlines: Inlines) -> Inlines:
    """Return inlines with every shortened address written in full: `https://example.com/` for `example.com`.

    This is for formats without links, in which the text is all that remains of the address.
    """
    return tuple(_written_out(inline) for inline in inlines)


def _written_out(inline: Inline) -> Inline:
    match inline:
        case Link(children, href) if href.startswith("http") and _shows(plain(children), href):
            return replace(inline, children=(Text(href),))
        case Strong() | Emphasis() | NoWrap() | Isolate():
            return replace(inline, children=written_out(inline.children))
        case _:
            return inline


def _shows(words: str, href: str) -> bool:
    if href.startswith("tel:"):
        return not any(map(str.isalpha, words))
    address = href.partition(":")[2].strip("/")
    return (words.partition("://")[2] or words).strip().strip("/") == address
