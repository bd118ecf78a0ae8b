"""Texts of the profile as inlines of the document: markup read, languages marked, parts joined."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from resume_cli.compose.isolates import isolated
from resume_cli.document import (
    Block,
    Bullets,
    Code,
    Emphasis,
    Inline,
    Inlines,
    Isolate,
    Link,
    Paragraph,
    Strong,
    Term,
    Terms,
    Text,
    Time,
    direction,
    plain,
)
from resume_cli.locale.languages import satisfies, typographic
from resume_cli.locale.scripts import language_of, script_of, script_of_character, scripts
from resume_cli.locale.wording import Locale, wording
from resume_cli.markup import inlines

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from resume_cli.profile.values import LocalizedText

_PLACEHOLDER = re.compile(r"\{(\w+)\}")
#: Scripts that are not marked inside other texts: readers expect Latin names and Greek symbols anywhere.
_EVERYWHERE = frozenset({"", "Latin", "Greek"})


class Formatter(Struct, frozen=True):
    """What every part of composing needs: the locale, and the languages of the document and of its file."""

    locale: Locale
    language: str
    languages: tuple[str, ...]
    own_names: frozenset[str] = frozenset()
    #: The day of the last change of the profile, which outputs are dated with, and the precision of dates.
    today: tuple[int, int, int] | None = None
    precision: str = "day"

    @classmethod
    def of(cls, language: str, languages: Sequence[str], own_names: Iterable[str] = ()) -> Formatter:
        """Return the formatter of a language for a file written in several."""
        folded = frozenset(filter(None, map(_fold_name, own_names)))
        return cls(wording(language), typographic(language), tuple(languages), folded)

    def _tag(self, text: LocalizedText) -> str:
        """Return the language of a text as fonts understand it; one that serves the reader is the document's."""
        return self.language if satisfies(text.language, self.language) else typographic(text.language)

    def text(self, text: LocalizedText | None) -> Inlines:
        """Return a text without markup."""
        return self._in_language((Text(text.content),), self._tag(text)) if text is not None else ()

    def plain(self, content: str) -> Inlines:
        """Return words of ours, in the document's language where their script allows it."""
        return tuple(self._runs(content, self.language))

    def markup(self, text: LocalizedText | None) -> Inlines:
        """Return a text with inline Markdown, as one line."""
        if text is None:
            return ()
        return self._in_language(inlines(text.content.replace("\n", " ")), self._tag(text))

    def paragraphs(self, text: LocalizedText | None) -> tuple[Paragraph, ...]:
        """Return a text with inline Markdown as paragraphs, which empty lines separate."""
        if text is None:
            return ()
        parts = filter(None, map(str.strip, text.content.split("\n\n")))
        return tuple(Paragraph(self._in_language(inlines(part), self._tag(text))) for part in parts)

    def bullets(self, items: Iterable[LocalizedText]) -> tuple[Bullets, ...]:
        """Return texts as a list, or nothing when there are none."""
        written = tuple(filter(None, map(self.markup, items)))
        return (Bullets(written),) if written else ()

    def terms(self, facts: Iterable[tuple[str, Inlines]]) -> tuple[Terms, ...]:
        """Return facts with the keys of their labels as terms, without those that are empty."""
        terms = tuple(Term(self.label(key), content) for key, content in facts if content)
        return (Terms(terms, self.locale.mark("colon")),) if terms else ()

    def body(
        self,
        *texts: LocalizedText | None,
        highlights: Iterable[LocalizedText] = (),
        keywords: Iterable[LocalizedText] = (),
    ) -> tuple[Block, ...]:
        """Return what most entries have below their heading: paragraphs, bullets, keywords."""
        paragraphs = (paragraph for text in texts for paragraph in self.paragraphs(text))
        return (*paragraphs, *self.bullets(highlights), *self.terms([("keywords", self.items(keywords))]))

    def _in_language(self, content: Inlines, language: str) -> Inlines:
        side = direction(language)
        if content and side != direction(self.language):
            parts = isolated(content, side)
            return (Isolate(tuple(map(self._with_language, parts)), side, language),)
        return tuple(part for inline in content for part in self._inline(inline, language))

    def _with_language(self, inline: Inline) -> Inline:
        """Return an isolate within words of another direction, which have another language than its own."""
        if not isinstance(inline, Isolate):
            return inline
        return replace(inline, language=typographic(language_of(plain(inline.children), (self.language,))))

    def apart(self, content: Inlines) -> Inlines:
        """Return one of several parts, with its own isolates: it is not read together with those beside it."""
        return isolated(content, direction(self.language))

    def _inline(self, inline: Inline, language: str) -> Iterator[Inline]:
        match inline:
            case Text(content):
                yield from self._runs(content, language)
            case Strong(children) | Emphasis(children) | Link(children):
                yield replace(inline, children=self._in_language(children, language))
            case Code() | Time() | Isolate():
                yield inline

    def _runs(self, content: str, language: str) -> Iterator[Text]:
        """Yield a text as runs, each in one language; None is the document's."""
        if language != self.language or content.isascii() or _is_of(content, self.language):
            if content:
                yield Text(content, None if language == self.language else language)
            return
        for run, foreign in foreign_runs(content, self.language):
            yield Text(run, typographic(language_of(run, self.languages)) if foreign else None)

    def mark(self, key: str) -> Inlines:
        """Return a mark of punctuation."""
        return (Text(self.locale.mark(key)),)

    def label(self, key: str) -> Inlines:
        """Return a label."""
        return (Text(self.locale.label(key)),)

    def join(self, parts: Iterable[Inlines], mark: str) -> Inlines:
        """Return the parts that are not empty with a mark of the language between them."""
        return _joined(map(self.apart, parts), self.mark(mark))

    def items(self, texts: Iterable[LocalizedText]) -> Inlines:
        """Return a list within a line: `Java, Python`, or `架构、存储` in Chinese."""
        return self.join(map(self.text, texts), "item")

    def people(self, texts: Sequence[LocalizedText]) -> Inlines:
        """Return names in a line, the person's own in bold; names in Latin letters take the commas of their script."""
        latin = all(script_of(text.content) in {"Latin", ""} for text in texts)
        people = (self.apart(self._person(text)) for text in texts)
        return _joined(people, (Text(", "),) if latin else self.mark("item"))

    def _person(self, text: LocalizedText) -> Inlines:
        name = self.text(text)
        return (Strong(name),) if _fold_name(text.content) in self.own_names else name

    def fill(self, pattern: str, **parts: Inlines) -> Inlines:
        """Return a pattern of the locale with its `{names}` replaced by inlines."""
        filled: list[Inline] = []
        for index, piece in enumerate(_PLACEHOLDER.split(pattern)):
            # Of the pieces, every second one is a name.
            filled += self.apart(parts.get(piece, ())) if index % 2 else [Text(piece)] if piece else []
        return tuple(filled)


def _joined(parts: Iterable[Inlines], mark: Inlines) -> Inlines:
    joined: list[Inline] = []
    for part in filter(None, parts):
        joined += (*mark, *part) if joined else part
    return tuple(joined)


@lru_cache(maxsize=1024)
def _is_of(content: str, language: str) -> bool:
    """Whether a text has no letters but those of a language and those that readers expect anywhere."""
    known = scripts(language) | _EVERYWHERE
    return all(script_of_character(character) in known for character in content)


def foreign_runs(content: str, language: str) -> Iterator[tuple[str, bool]]:
    """Yield stretches of a text and whether they are in a script foreign to a language.

    Digits and punctuation between two foreign letters go with them; at the ends they stay with the text.
    """
    known = scripts(language) | _EVERYWHERE
    found = map(script_of_character, content)
    classes = "".join("-" if not script else "k" if script in known else "f" for script in found)
    end = 0
    for run in re.finditer("f(?:[f-]*f)?", classes):
        if run.start() > end:
            yield content[end : run.start()], False
        end = run.end()
        yield content[run.start() : end], True
    if end < len(content):
        yield content[end:], False


def _fold_name(name: str) -> str:
    """Return a name without case, spaces and punctuation, to compare spellings of it."""
    return "".join(filter(str.isalnum, name.casefold()))
