"""The walk from a document's nodes to HTML elements, shared by the HTML and the PDF exporter.

Text is escaped only here, as it is written. Class names are those of the microformat (`p-name`, `h-event`, …) and the
few that themes style. Each function returns finished markup; a `Scope` holds what it needs to know about the
surrounding elements.
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Literal, TypeAlias, assert_never

from markupsafe import Markup, escape
from msgspec import Struct
from msgspec.structs import replace

from resume_cli import document as tree
from resume_cli.document import plain
from resume_cli.exporters.html.extent import is_appendix, is_brief_entry, is_brief_section, is_long
from resume_cli.exporters.html.typography import dates_class, ending, has_upright_script, joined, spaced

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

#: `screen` is the page for browsers, which add gaps between scripts themselves; `print` is the page for WeasyPrint.
Medium: TypeAlias = Literal["screen", "print"]

_DEEPEST_HEADING = 6
_EVENTS = {"work": "p-experience", "volunteer": "p-experience", "education": "p-education"}


class Scope(Struct, frozen=True):
    """The position of the walk: the language of the surrounding element, the medium, the level of the next heading.

    `kind` is the section's kind; `prefix` keeps the ids of several languages on one page distinct.
    """

    language: str
    medium: Medium = "screen"
    level: int = 2
    kind: str = "custom"
    prefix: str = ""

    def deeper(self) -> Scope:
        """Return the scope below a heading; the level is at most 6, as in HTML."""
        return replace(self, level=min(self.level + 1, _DEEPEST_HEADING))


def element(tag: str, content: str = "", /, **attributes: str | None) -> Markup:
    """Return an element, omitting attributes that are None; in names, a final `_` is dropped and others become `-`."""
    given = ((name.removesuffix("_").replace("_", "-"), value) for name, value in attributes.items())
    written = "".join(f' {name}="{escape(value)}"' for name, value in given if value is not None)
    # Tags and attribute names are literals of this package; `escape` leaves finished markup unchanged.
    return Markup(f"<{tag}{written}>{escape(content)}</{tag}>")  # noqa: S704


def lines(parts: Iterable[Markup]) -> Markup:
    """Return elements joined by line feeds."""
    return Markup("\n").join(parts)


def classes(*names: str | None) -> str | None:
    """Return the value of a class attribute from those names that are not empty, or None if all are."""
    return " ".join(filter(None, names)) or None


def running(tag: str, content: tree.Inlines, scope: Scope, /, **attributes: str | None) -> Markup:
    """Return an element of running text; a language that all of its content shares is set on the element itself.

    Its direction remains that of the document, so that it begins on the same side as all others; only the text within
    an isolate runs the other way.
    """
    languages = set(_languages(content, None))
    shared = languages.pop() if len(languages) == 1 else None
    foreign = language_attributes(shared, scope.language)
    if not foreign or shared is None:
        return element(tag, _settled(content, scope), **attributes)
    names = classes(attributes.pop("class_", None), _upright(plain(content)))
    return element(tag, _settled(content, replace(scope, language=shared)), class_=names, **attributes, **foreign)


def _settled(content: tree.Inlines, scope: Scope, previous: str = "") -> Markup:
    """Return runs of text; in print, the end of a long one is kept together, so that no line is a single word."""
    last = content[-1] if content else None
    if scope.medium == "screen" or not isinstance(last, tree.Text) or last.language or not is_long(plain(content)):
        return inlines(content, scope, previous)
    head, tail = ending(last.content)
    if not tail:
        return inlines(content, scope, previous)
    before = (*content[:-1], tree.Text(head)) if head else content[:-1]
    kept = spaced(tail, plain(before)[-1:], scope.language)
    return joined((inlines(before, scope, previous), element("span", kept, class_="whole")))


def _upright(text: str) -> str | None:
    return "upright" if has_upright_script(text) else None


def _languages(content: tree.Inlines, around: str | None) -> Iterator[str | None]:
    """Yield the language of each run of characters."""
    for inline in content:
        match inline:
            case tree.Strong() | tree.Emphasis() | tree.Link() | tree.NoWrap():
                yield from _languages(inline.children, inline.language or around)
            case tree.Text() | tree.Time() | tree.Code() | tree.Isolate():
                yield inline.language or around
            case _:
                assert_never(inline)


def inlines(content: tree.Inlines, scope: Scope, previous: str = "") -> Markup:
    """Return runs of text with their marks, links and languages; `previous` is the character before them."""
    parts = []
    for inline in content:
        parts.append(_inline(inline, scope, previous))
        previous = plain((inline,))[-1:] or previous
    return joined(parts)


def _inline(inline: tree.Inline, scope: Scope, previous: str) -> Markup:
    attributes = language_attributes(inline.language, scope.language)
    inner = replace(scope, language=inline.language or scope.language)
    match inline:
        case tree.Text(content=content):
            run = _run(content, inner, previous)
            return element("span", run, class_=_upright(content), **attributes) if attributes else run
        case tree.Time(content=content, datetime=datetime):
            return element("time", _run(content, inner, previous), datetime=datetime, **attributes)
        case tree.Code(content=content):
            return element("code", escape(content), **attributes)
        case tree.NoWrap(children=children):
            if scope.medium == "print":
                # A PDF has no element for times, so laying them out separately would only take time.
                children = tuple(_as_text(each) for each in children)
            return element("span", inlines(children, inner, previous), class_="whole", **attributes)
        case tree.Isolate(children=children, direction=direction):
            marked = inlines(children, inner, previous)
            names = _upright(plain(children)) if attributes else None
            return element("span", marked, class_=names, **attributes, dir=direction)
        case tree.Strong(children=children):
            return element("strong", inlines(children, inner, previous), **attributes)
        case tree.Emphasis(children=children):
            marked = inlines(children, inner, previous)
            return element("em", marked, class_=_upright(plain(children)), **attributes)
        case tree.Link(children=children, href=href):
            shown = None if any(tree.hidden_targets((inline,))) else "address"
            return element("a", inlines(children, inner, previous), href=href, class_=shown, **attributes)
        case _:
            assert_never(inline)


def _as_text(inline: tree.Inline) -> tree.Inline:
    return tree.Text(inline.content, inline.language) if isinstance(inline, tree.Time) else inline


def _run(content: str, scope: Scope, previous: str) -> Markup:
    return spaced(content, previous, scope.language) if scope.medium == "print" else escape(content)


def language_attributes(language: str | None, around: str) -> dict[str, str | None]:
    """Return the `lang` attribute if the language differs from that of the surrounding element."""
    return {} if language is None or language == around else {"lang": language}


def section(content: tree.Section, scope: Scope) -> Markup:
    """Return a section, with its title if it has one.

    In print, sections have no id: nothing refers to it, and WeasyPrint shares computed styles only between elements
    without one.
    """
    identifier = scope.prefix + content.id if scope.medium == "screen" else None
    scope = replace(scope, kind=content.kind)
    size = "brief" if is_brief_section(content) else "appendix" if is_appendix(content) else None
    names = classes("section", f"kind-{content.kind}", size, "break-before" if content.break_before else None)
    title, title_id = Markup(), None
    if content.title:
        title_id = f"{identifier}-title" if identifier else None
        title = running(f"h{scope.level}", content.title, scope, class_="section-title", id=title_id)
        scope = scope.deeper()
    body = element("div", blocks(content.blocks, scope), class_="section-body")
    return element("section", title + body, class_=names, id=identifier, aria_labelledby=title_id)


def blocks(content: tuple[tree.Block, ...], scope: Scope) -> Markup:
    """Return blocks joined by line feeds."""
    return lines(block(each, scope) for each in content)


def block(content: tree.Block, scope: Scope) -> Markup:
    """Return one block."""
    match content:
        case tree.Paragraph(content=words):
            summary = "p-summary" if scope.kind == "summary" else None
            return running("p", words, scope, class_=summary)
        case tree.Bullets(start=start):
            listed = lines(_item(content.parted(item), inner, scope) for _, item, inner in content.listed())
            if start is None:
                return element("ul", listed, class_="bullets")
            return element("ol", listed, class_="bullets numbered", start=str(start) if start != 1 else None)
        case tree.Terms():
            return _terms(content, scope)
        case tree.Entry():
            return entry(content, scope)
        case tree.Group(title=title, blocks=inner):
            heading = running(f"h{scope.level}", title, scope, class_="group-title")
            return element("div", heading + blocks(inner, scope.deeper()), class_="group")
        case _:
            assert_never(content)


def _item(parted: tuple[tree.Inlines, tree.Inlines], inner: tree.Bullets | None, scope: Scope) -> Markup:
    """Return a list item with its facts marked; a nested list follows its text, which may be in another language."""
    title, rest = parted
    if inner is not None:
        return element("li", running("span", title + rest, scope) + block(inner, scope))
    if not rest:
        return running("li", title, scope)
    facts = element("span", _settled(rest, scope, plain(title)[-1:]), class_="facts")
    return element("li", inlines(title, scope) + facts)


def _terms(content: tree.Terms, scope: Scope) -> Markup:
    """Return a definition list; terms without a name or a description go into plain lists, because `dl` needs both."""
    skill = "p-skill" if scope.kind == "skills" else None

    def pair(item: tree.Term, half: str | None) -> Markup:
        mark = element("span", content.separator, class_="separator")
        name = element("dt", inlines(item.name, scope) + mark, class_=skill)
        return element("div", name + running("dd", item.description, scope), class_=half)

    def single(item: tree.Term, half: str | None) -> Markup:
        words = inlines(item.name, scope) + inlines(item.description, scope)
        return element("li", words, class_=classes(skill, "name-only" if item.name else None, half))

    parts = []
    for paired, run in groupby(content.items, key=lambda item: bool(plain(item.name) and plain(item.description))):
        tag, write, names = ("dl", pair, "terms") if paired else ("ul", single, "terms singles")
        rows = tree.in_rows(run, content.columns)
        items = (write(each, "half" if len(row) > 1 else None) for row in rows for each in row)
        parts.append(element(tag, lines(items), class_=classes(names, "pairs" if content.columns > 1 else None)))
    return lines(parts)


def entry(content: tree.Entry, scope: Scope) -> Markup:
    """Return an entry: title and dates on one line, position and place on the next, then body and roles."""
    event = _EVENTS.get(scope.kind) if scope.level <= 3 else None
    below = scope.deeper() if content.title else scope
    head = _head(content, scope)
    body = (block(each, below) for each in (*content.body, *content.roles))
    brief = "brief" if is_brief_entry(content) else None
    names = classes("entry", event, "h-event" if event else None, brief, None if head else "headless")
    return element("article", lines(filter(None, (head, *body))), class_=names)


def _head(content: tree.Entry, scope: Scope) -> Markup:
    """Return the lines at the top of an entry, or empty markup if all of them are empty."""
    first = [_dates(each, scope) for each in content.meta[:1] if each]
    second = [running("p", each, scope, class_="place p-location") for each in content.meta[1:] if each]
    if content.subtitle:
        second.insert(0, running("p", content.subtitle, scope, class_="entry-subtitle"))
    if content.in_one_line:
        title = running(f"h{scope.level}", content.title, scope, class_="entry-title p-name")
        first, second = [element("div", title + Markup().join(second), class_="lead"), *first], []
    elif content.title:
        first.insert(0, running(f"h{scope.level}", content.title, scope, class_="entry-title p-name"))
    elif content.subtitle:
        # Without a title, all parts share one line.
        first, second = [*first, *second], []
    # A row of a title and dates is marked if the width of the dates is known.
    dated = "dated" if len(first) == 2 and 'class="dates w' in first[1] else None
    names = classes("line", dated), "line"
    rows = [
        element("div", Markup().join(row), class_=name) for name, row in zip(names, (first, second), strict=True) if row
    ]
    return element("div", Markup().join(rows), class_="entry-head") if rows else Markup()


def _dates(content: tree.Inlines, scope: Scope) -> Markup:
    """Return dates, marked as start and end for the microformat; escaped text cannot contain the tag to split at."""
    # The paragraph of the dates does not wrap, so no-wrap spans within it are unnecessary.
    bare = (part for each in content for part in (each.children if isinstance(each, tree.NoWrap) else (each,)))
    before, *times = str(inlines(tuple(bare), scope)).split("<time ")
    names = ["dt-start", *["dt-end"] * len(times)]
    tags = (f'<time class="{name}" {rest}' for name, rest in zip(names, times, strict=False))
    width = dates_class(plain(content)) if scope.medium == "print" else None
    return element("p", Markup(before + "".join(tags)), class_=classes("dates", width))  # noqa: S704 - escaped before it was split
