"""Texts of the profile as inlines of the document: markup read, languages marked, parts joined."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from resume_cli.document import (
    Bullets,
    Code,
    Emphasis,
    Inline,
    Inlines,
    Link,
    Paragraph,
    Strong,
    Term,
    Terms,
    Time,
)
from resume_cli.document import Text as Run
from resume_cli.locale.languages import satisfies, typographic
from resume_cli.locale.scripts import UNSPACED, language_of, script_of, script_of_character, scripts
from resume_cli.locale.wording import Locale, wording
from resume_cli.markup import inlines, is_link
from resume_cli.profile.validation.links import target

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from resume_cli.profile.model import LocalizedText

_EMPTY_LINE = re.compile(r"\n[ \t]*\n\s*")
_LINE_END = re.compile(r"[ \t]*\n[ \t]*")
_PLACEHOLDER = re.compile(r"\{(\w+)\}")
#: Scripts that are not marked inside other texts: readers take Latin names and Greek symbols as they come.
_EVERYWHERE = frozenset({"", "Latin", "Greek"})


class Formatter(Struct, frozen=True):
    """What every part of composing needs: the wording, and the languages of the document and of its file."""

    wording: Locale
    language: str
    languages: tuple[str, ...]
    own_names: frozenset[str] = frozenset()
    #: The day of the profile's last change, which outputs are dated with, and the precision of dates.
    today: tuple[int, int, int] | None = None
    precision: str = "day"

    @classmethod
    def of(cls, language: str, languages: Sequence[str], own_names: Iterable[str] = ()) -> Formatter:
        """Return the words of a language for a file written in several."""
        folded = frozenset(filter(None, map(fold_name, own_names)))
        return cls(wording(language), typographic(language), tuple(languages), folded)

    def tag(self, text: LocalizedText) -> str:
        """Return the language of a text as fonts understand it; one that serves the reader is the document's."""
        return self.language if satisfies(text.language, self.language) else typographic(text.language)

    def text(self, text: LocalizedText | None) -> Inlines:
        """Return a text without markup."""
        if text is None:
            return ()
        return tuple(self._runs(_one_line(text.content), self.tag(text)))

    def plain(self, content: str) -> Inlines:
        """Return characters of ours, in the document's language where their script allows it."""
        return tuple(self._runs(content, self.language)) if content else ()

    def markup(self, text: LocalizedText | None) -> Inlines:
        """Return a text with inline Markdown, as one line."""
        if text is None:
            return ()
        return self._in_language(inlines(_one_line(text.content)), self.tag(text))

    def paragraphs(self, text: LocalizedText | None) -> tuple[Paragraph, ...]:
        """Return a text with inline Markdown as paragraphs, which empty lines part."""
        if text is None:
            return ()
        language = self.tag(text)
        parts = (_one_line(part.strip()) for part in _EMPTY_LINE.split(text.content.strip()))
        return tuple(Paragraph(self._in_language(inlines(part), language)) for part in parts if part)

    def bullets(self, items: Iterable[LocalizedText]) -> tuple[Bullets, ...]:
        """Return texts as a list, or nothing when there are none."""
        written = tuple(filter(None, map(self.markup, items)))
        return (Bullets(written),) if written else ()

    def _in_language(self, content: Inlines, language: str) -> Inlines:
        return tuple(part for inline in content for part in self._inline(inline, language))

    def _inline(self, inline: Inline, language: str) -> Iterator[Inline]:
        match inline:
            case Run(content=content):
                yield from self._runs(content, language)
            case Strong(children=children) | Emphasis(children=children) | Link(children=children):
                yield replace(inline, children=self._in_language(children, language))
            case Code() | Time():
                yield inline

    def _runs(self, content: str, language: str) -> Iterator[Run]:
        """Yield a text as runs, each in one language; None is the document's."""
        usual = None if language == self.language else language
        if usual is not None or content.isascii() or _is_of(content, self.language):
            if content:
                yield Run(content, usual)
            return
        for run, foreign in foreign_runs(content, self.language):
            yield Run(run, self._language_of(run) if foreign else None)

    def _language_of(self, run: str) -> str:
        return typographic(language_of(run, self.languages))

    def mark(self, key: str) -> Inlines:
        """Return a mark that stands between words."""
        return (Run(self.wording.mark(key)),)

    def label(self, key: str) -> Inlines:
        """Return a label."""
        return (Run(self.wording.label(key)),)

    def join(self, parts: Iterable[Inlines], mark: str) -> Inlines:
        """Return the parts that are not empty with a mark of the language between them."""
        there = [part for part in parts if part]
        joined: list[Inline] = list(there[0]) if there else []
        for part in there[1:]:
            joined += [*self.mark(mark), *part]
        return tuple(joined)

    def items(self, texts: Iterable[LocalizedText]) -> Inlines:
        """Return a list within a line: `Java, Python`, or `架构、存储` in Chinese."""
        return self.join(map(self.text, texts), "item")

    def people(self, texts: Sequence[LocalizedText]) -> Inlines:
        """Return names in a line, the person's own in bold; names in Latin letters take the commas of their script."""
        latin = all(script_of(text.content) in {"Latin", ""} for text in texts)
        names = [self._person(text) for text in texts]
        if not latin:
            return self.join(names, "item")
        joined: list[Inline] = []
        for name in names:
            joined += [*([Run(", ")] if joined else []), *name]
        return tuple(joined)

    def _person(self, text: LocalizedText) -> Inlines:
        name = self.text(text)
        return (Strong(name),) if fold_name(text.content) in self.own_names else name

    def fill(self, pattern: str, **parts: Inlines) -> Inlines:
        """Return a pattern of the wording with its `{names}` replaced by inlines."""
        filled: list[Inline] = []
        end = 0
        for found in _PLACEHOLDER.finditer(pattern):
            if found.start() > end:
                filled.append(Run(pattern[end : found.start()]))
            filled += parts.get(found.group(1), ())
            end = found.end()
        if end < len(pattern):
            filled.append(Run(pattern[end:]))
        return tuple(filled)

    def link(self, content: Inlines, url: LocalizedText | None) -> Inlines:
        """Return inlines as a link, or as they are when the address cannot be linked."""
        target = target_of(url)
        return (Link(content, target),) if content and target else content

    def address(self, url: LocalizedText | None) -> Inlines:
        """Return an address as people read it, linked where it can be."""
        if url is None:
            return ()
        return self.link((Run(shown_address(url.content)),), url)

    def terms(self, facts: Iterable[tuple[str, Inlines]]) -> tuple[Terms, ...]:
        """Return labelled facts as terms, without those that are empty."""
        there = tuple(Term(self.label(key), content) for key, content in facts if content)
        return (Terms(there, self.wording.mark("colon")),) if there else ()


@lru_cache(maxsize=1024)
def _is_of(content: str, language: str) -> bool:
    """Tell whether a text has no letters but those of a language and those that stand everywhere."""
    known = scripts(language) | _EVERYWHERE
    return all(script_of_character(character) in known for character in content)


def foreign_runs(content: str, language: str) -> Iterator[tuple[str, bool]]:
    """Yield stretches of a text and whether they are in a script foreign to a language.

    Digits and punctuation between two foreign letters go with them; at the ends they stay with the text.
    """
    known = scripts(language) | _EVERYWHERE
    start = 0
    for first, last in _foreign_spans(content, known):
        if first > start:
            yield content[start:first], False
        yield content[first:last], True
        start = last
    if start < len(content):
        yield content[start:], False


def _foreign_spans(content: str, known: frozenset[str]) -> Iterator[tuple[int, int]]:
    first = last = -1
    for place, character in enumerate(content):
        script = script_of_character(character)
        if script and script not in known:
            first, last = (place if first < 0 else first), place + 1
        elif script and first >= 0:
            yield first, last
            first = -1
    if first >= 0:
        yield first, last


def _one_line(content: str) -> str:
    """Return a text without line ends: nothing between ideographs, else a space."""
    if "\n" not in content:
        return content
    return _LINE_END.sub(lambda found: _joint(content, found.start(), found.end()), content.strip())


def _joint(content: str, start: int, end: int) -> str:
    before, after = content[start - 1 : start], content[end : end + 1]
    unspaced = all(
        side and (script_of_character(side) in UNSPACED or side in "，。、；：！？（）《》“”")
        for side in (before, after)
    )
    return "" if unspaced else " "


def fold_name(name: str) -> str:
    """Return a name without case, spaces and punctuation, to compare spellings of it."""
    return "".join(filter(str.isalnum, name.casefold()))


def target_of(url: LocalizedText | None) -> str:
    """Return the address to link to, or an empty string; an address without a scheme is taken for https."""
    found = target(url.content.strip()) if url is not None else None
    return found if found and is_link(found) else ""


def shown_address(url: str) -> str:
    """Return an address as it is printed: without its scheme and a last slash."""
    shown = url.split("://", 1)[-1] if "://" in url[:9] else url.removeprefix("mailto:").removeprefix("tel:")
    return shown.removesuffix("/") or url
