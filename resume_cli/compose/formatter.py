"""Convert texts of the profile to inlines: parse markup, mark languages and join parts."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import groupby
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from resume_cli.compose.isolates import isolated
from resume_cli.compose.links import with_addresses
from resume_cli.compose.nowrap import kept_together
from resume_cli.document import (
    Block,
    Bullets,
    Code,
    Emphasis,
    Inline,
    Inlines,
    Isolate,
    Link,
    NoWrap,
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
from resume_cli.profile.lists import Line, lines_of, nested

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from resume_cli.profile.values import LocalizedText

_PLACEHOLDER = re.compile(r"\{(\w+)\}")
#: Scripts that are not marked as foreign, since Latin names and Greek symbols occur in any text.
_EVERYWHERE = frozenset({"", "Latin", "Greek"})


class Formatter(Struct, frozen=True):
    """The locale, languages and options with which all parts of a document are composed."""

    locale: Locale
    language: str
    languages: tuple[str, ...]
    own_names: frozenset[str] = frozenset()
    #: The day on which the profile was last changed, and the precision of dates.
    today: tuple[int, int, int] | None = None
    precision: str = "day"

    @classmethod
    def of(cls, language: str, languages: Sequence[str], own_names: Iterable[str] = ()) -> Formatter:
        """Return the formatter of a language for a file written in several."""
        folded = frozenset(key for name in own_names for key in _own_keys(name))
        return cls(wording(language), typographic(language), tuple(languages), folded)

    def _tag(self, text: LocalizedText) -> str:
        """Return the typographic language of a text; the document's if the text's language satisfies it."""
        return self.language if satisfies(text.language, self.language) else typographic(text.language)

    def text(self, text: LocalizedText | None) -> Inlines:
        """Return a text without markup."""
        return self._in_language((Text(text.content),), self._tag(text)) if text is not None else ()

    def plain(self, content: str) -> Inlines:
        """Return a string, such as a label, in the document's language if the script allows."""
        return tuple(self._runs(content, self.language))

    def markup(self, text: LocalizedText | None) -> Inlines:
        """Return a text with inline Markdown, as one line."""
        if text is None:
            return ()
        return self._in_language(with_addresses(inlines(text.content.replace("\n", " "))), self._tag(text))

    def paragraphs(self, text: LocalizedText | None) -> tuple[Paragraph | Bullets, ...]:
        """Return a text with Markdown as paragraphs, separated by empty lines, and lists."""
        if text is None:
            return ()
        blocks: list[Paragraph | Bullets] = []
        for level, lines in groupby(lines_of(text.content), key=lambda line: bool(line.level)):
            if level:
                blocks.append(self._list(list(lines), self._tag(text)))
            else:
                blocks += (
                    Paragraph(self._in_language(with_addresses(inlines(each.words)), self._tag(text))) for each in lines
                )
        return tuple(blocks)

    def _list(self, lines: Sequence[Line], tag: str) -> Bullets:
        items: list[Inlines | Bullets] = []
        for line, within in nested(lines):
            items.append(self._in_language(with_addresses(inlines(line.words)), tag))
            items += [self._list([each._replace(level=1) for each in within], tag)] if within else []
        return Bullets(tuple(items), lines[0].number)

    def bullets(self, items: Iterable[LocalizedText]) -> tuple[Bullets, ...]:
        """Return texts as a bulleted list in a tuple, which is empty if there are none."""
        written: list[Inlines | Bullets] = []
        for item in items:
            written += (self.markup(item), *self.bullets(item.highlights))
        return (Bullets(tuple(written)),) if written else ()

    def terms(self, facts: Iterable[tuple[str, Inlines]]) -> tuple[Terms, ...]:
        """Return facts, given with the keys of their labels, as terms. Empty facts are omitted."""
        terms = tuple(Term(self.label(key), content) for key, content in facts if content)
        return (Terms(terms, self.locale.mark("colon")),) if terms else ()

    def body(
        self,
        *texts: LocalizedText | None,
        highlights: Iterable[LocalizedText] = (),
        keywords: Iterable[LocalizedText] = (),
    ) -> tuple[Block, ...]:
        """Return the usual body of an entry: paragraphs, bullets and keywords."""
        paragraphs = (paragraph for text in texts for paragraph in self.paragraphs(text))
        return (*paragraphs, *self.bullets(highlights), *self.terms([("keywords", self.items(keywords))]))

    def _in_language(self, content: Inlines, language: str) -> Inlines:
        side = direction(language)
        if content and side != direction(self.language):
            parts = isolated(content, side)
            return (Isolate(tuple(map(self._with_language, parts)), side, language),)
        return tuple(part for inline in content for part in self._inline(inline, language))

    def _with_language(self, inline: Inline) -> Inline:
        """Return an inline, with its language set if it is an isolate in text of another direction."""
        if not isinstance(inline, Isolate):
            return inline
        return replace(inline, language=typographic(language_of(plain(inline.children), (self.language,))))

    def apart(self, content: Inlines) -> Inlines:
        """Return one of several parts with isolates, computed independently of its neighbours."""
        return isolated(content, direction(self.language))

    def _inline(self, inline: Inline, language: str) -> Iterator[Inline]:
        match inline:
            case Text(content):
                yield from self._runs(content, language)
            case Strong() | Emphasis() | Link() | NoWrap():
                yield replace(inline, children=self._in_language(inline.children, language))
            case Code() | Time() | Isolate():
                yield inline

    def _runs(self, content: str, language: str) -> Iterator[Inline]:
        """Yield a text as runs, each in one language, with parts to keep on one line marked."""
        for run in self._in_languages(content, language):
            yield from kept_together(run)

    def _in_languages(self, content: str, language: str) -> Iterator[Text]:
        """Yield a text as runs, each in one language, where None means the document's."""
        if language != self.language or content.isascii() or _is_of(content, self.language):
            if content:
                yield Text(content, None if language == self.language else language)
            return
        for run, foreign in foreign_runs(content, self.language):
            yield Text(run, typographic(language_of(run, self.languages)) if foreign else None)

    def mark(self, key: str) -> Inlines:
        """Return a punctuation mark of the locale."""
        return (Text(self.locale.mark(key)),)

    def label(self, key: str) -> Inlines:
        """Return a label."""
        return (Text(self.locale.label(key)),)

    def join(self, parts: Iterable[Inlines], mark: str) -> Inlines:
        """Return the non-empty parts joined by a punctuation mark of the locale."""
        return _joined(map(self.apart, parts), self.mark(mark))

    def items(self, texts: Iterable[LocalizedText]) -> Inlines:
        """Return texts as an inline list: `Java, Python`, or `架构、存储` in Chinese."""
        return self.join(map(self.text, texts), "item")

    def people(self, texts: Sequence[LocalizedText]) -> Inlines:
        """Return names as one line, with the person's own in bold. Latin names are separated by Latin commas."""
        latin = all(script_of(text.content) in {"Latin", ""} for text in texts)
        people = (self.apart(self._person(text)) for text in texts)
        return _joined(people, self._between(texts, ", " if latin else ""))

    def companies(self, texts: Sequence[LocalizedText]) -> Inlines:
        """Return names of companies as one line."""
        return _joined((self.apart(self.text(text)) for text in texts), self._between(texts))

    def _between(self, texts: Sequence[LocalizedText], mark: str = "") -> Inlines:
        """Return the separator of names: a semicolon if a name such as `Liu, Shuo` contains a comma."""
        if len(texts) > 1 and any(re.search("[,，、]", text.content) for text in texts):
            return self.mark("semicolon")
        return (Text(mark),) if mark else self.mark("item")

    def _person(self, text: LocalizedText) -> Inlines:
        name = self.text(text)
        return (Strong(name),) if _own_keys(text.content) & self.own_names else name

    def fill(self, pattern: str, **parts: Inlines) -> Inlines:
        """Return a pattern of the locale with its `{names}` replaced by inlines."""
        filled: list[Inline] = []
        for index, piece in enumerate(_PLACEHOLDER.split(pattern)):
            # Every second piece is a placeholder name.
            filled += self.apart(parts.get(piece, ())) if index % 2 else [Text(piece)] if piece else []
        return tuple(filled)


def _joined(parts: Iterable[Inlines], mark: Inlines) -> Inlines:
    joined: list[Inline] = []
    for part in filter(None, parts):
        joined += (*mark, *part) if joined else part
    return tuple(joined)


@lru_cache(maxsize=1024)
def _is_of(content: str, language: str) -> bool:
    """Return whether all letters of a text belong to the scripts of a language or to common scripts."""
    known = scripts(language) | _EVERYWHERE
    return all(script_of_character(character) in known for character in content)


def foreign_runs(content: str, language: str) -> Iterator[tuple[str, bool]]:
    """Yield parts of a text and whether each is in a script foreign to a language.

    Digits and punctuation belong to a foreign part only between two foreign letters.
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


def _own_keys(name: str) -> frozenset[str]:
    """Return the keys by which a name is recognised: as written and with sorted parts, without case and punctuation.

    `Wang, Wei`, `WANG WEI` and `Wei Wang` share a key.
    """
    parts = [part for each in re.split(r"[\s,，;·]+", name.casefold()) if (part := "".join(filter(str.isalnum, each)))]
    return frozenset(filter(None, ("".join(parts), " ".join(sorted(parts)) if len(parts) > 1 else "")))
