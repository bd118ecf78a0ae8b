"""Reduce a profile to one language: every text of the result has exactly one value, in a known language."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from resume_cli.errors import FieldPath, Problem, Severity
from resume_cli.locale.judge import judge
from resume_cli.locale.languages import checked, look_up, satisfies
from resume_cli.locale.scripts import language_of, script_of, scripts
from resume_cli.locale.wording import has_wording, wording
from resume_cli.profile.fields import AnyItem, Field, FieldKind, Item, fields_of, parts
from resume_cli.profile.model import Profile, texts
from resume_cli.profile.settings import Variant
from resume_cli.profile.values import LocalizedText
from resume_cli.select.walk import change_texts

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_PROSE = frozenset({FieldKind.MARKUP, FieldKind.BULLETS})
_ADDRESSES = frozenset({FieldKind.LINK, FieldKind.LINKS})
#: The number of words, or of characters in a script without spaces, from which a text counts as a sentence.
_FEWEST_WORDS, _FEWEST_CHARACTERS = 4, 8


def available_languages(profile: Profile) -> tuple[str, ...]:
    """Return the languages a profile is written in, the default first.

    They are the languages of `meta.languages`, or else those that texts are tagged with, or else the guessed language.
    """
    return declared_languages(profile) or (guessed_language(profile),)


def declared_languages(profile: Profile) -> tuple[str, ...]:
    """Return the languages that a profile declares in `meta.languages` or else as tags on texts, possibly none."""
    if profile.meta.languages:
        return profile.meta.languages
    return tuple(dict.fromkeys(tag for text in texts(profile) for tag, _ in text.values if tag))


def guessed_language(profile: Profile) -> str:
    """Return the language of a profile that declares none, judged by its texts; `en` if in doubt."""
    # The result is cached since each export asks several times and judging reads every text.
    if _last[0] is not profile:
        prose = (text.content for text in _prose_in(profile))
        _last[:] = [profile, judge((text.content for text in texts(profile)), prose)]
    return str(_last[1])


_last: list[object] = [None, ""]


def _prose_in(profile: Profile) -> Iterator[LocalizedText]:
    """Yield the texts that people write in sentences: summaries, bullets, descriptions, headlines."""
    for item in parts(profile):
        if isinstance(item, Item) and not isinstance(item, Variant):
            for name, field in fields_of(type(item)).items():
                if field.kind in _PROSE:
                    yield from texts(getattr(item, name))


def language_problems(profile: Profile, language: str, *, asked: bool) -> Iterator[Problem]:
    """Yield problems with a document's language: that it was guessed, or that it has no wording."""
    path = ("meta", "languages")
    guess = "" if declared_languages(profile) else guessed_language(profile)
    if guess not in {"", "en"}:
        name = wording(guess).label("language_name") if has_wording(guess) else guess
        message = f"the file names no language; by its texts it is taken to be `{guess}` ({name})"
        yield Problem("language-guessed", message, path, "note", f"write `meta: {{languages: [{guess}]}}`")
    if language and not has_wording(language):
        severity: Severity = "warning" if asked else "note"
        message = f"there is no wording for `{language}`: headings, labels and dates are in English"
        yield Problem("no-wording", message, path, severity, "`resume languages` lists those that have one")


def missing_translations(profile: Profile, language: str) -> tuple[Problem, ...]:
    """Return a problem for each text that would be shown in another language, in the file's order.

    Raises UsageError for an unknown language.
    """
    languages = available_languages(profile)
    localiser = Localiser(LanguagePicker(checked(language, languages), languages), declared=True, each=True)
    localiser.item(replace(profile, variants={}))
    for variant in profile.variants.values():
        localiser.item(variant)
    return tuple(localiser.problems())


class LanguagePicker(Struct, frozen=True):
    """Picks the requested language if available, or else the file's first available one, or else the first offered."""

    language: str
    languages: tuple[str, ...]

    def pick(self, tags: Sequence[str]) -> str:
        """Return the tag to use out of those available."""
        found = (look_up(each, tags) for each in (self.language, *self.languages))
        return next(filter(None, found), tags[0])

    def words(self, text: LocalizedText) -> str:
        """Return the words of a text in the language picked."""
        return dict(text.values)[self.pick([tag for tag, _ in text.values])]


class Localiser(Struct):
    """Reduces texts to one language and records those that lack it.

    `declared` is whether the file declares its languages. Only then is a text in another language reported, since a
    plain file has no translations. A language that the whole file lacks is one problem, unless `each` is true.
    """

    picker: LanguagePicker
    declared: bool
    each: bool = False
    missing: list[tuple[FieldPath, str]] = msgspec.field(default_factory=list)

    def item(self, item: AnyItem) -> AnyItem:
        """Return an item with every text in one language."""
        return change_texts(item, self.text, self.choose)

    def choose(self, texts: tuple[LocalizedText, ...]) -> tuple[LocalizedText, ...]:
        """Return the texts of one language if the languages have lists of different lengths."""
        tags = [text.language for text in texts if text.only]
        picked = self.picker.pick(tags) if tags else ""
        return tuple(text for text in texts if not text.only or text.language == picked)

    def text(self, text: LocalizedText, field: Field) -> LocalizedText:
        """Return a text with one value, whose tag is never empty."""
        if text.language:
            tag = self.picker.pick([tag for tag, _ in text.values])
            is_missing = field.kind not in _ADDRESSES and not satisfies(tag, self.picker.language)
        else:
            tag, is_missing = self._untagged(text.content, field)
        if is_missing:
            self.missing.append((text.path, tag))
        return LocalizedText(((tag, dict(text.values).get(tag, text.content)),), text.path)

    def _untagged(self, content: str, field: Field) -> tuple[str, bool]:
        """Return the language of an untagged text, and whether a translation is missing."""
        language, languages = self.picker.language, self.picker.languages
        if field.kind in _ADDRESSES or field.language == "none":
            return language, False
        prose = field.kind in _PROSE and _is_sentence(content)
        # An untagged sentence is in the file's language. A name is the same in all languages that share its script.
        # A file that declares no languages is taken to be in the requested one if the script fits,
        # except for sentences if the guessed language is not English.
        sure = self.declared or languages[:1] != ("en",)
        by_file = sure and (prose or (self.declared and look_up(language, languages) is None))
        tag = language_of(content, (*languages, language) if by_file else (language, *languages))
        if satisfies(tag, language) or field.language == "own":
            return tag, False
        # Latin text in a document in another script is usually a name: `Amazon`, `DNS`.
        return tag, prose or scripts(tag) != scripts("en")

    def problems(self) -> Iterator[Problem]:
        """Yield a warning for each text that lacks the language, or notes if the file does not offer the language."""
        language = self.picker.language
        if not self.missing or not self.declared:
            return
        answer = look_up(language, self.picker.languages)
        severity: Severity = "warning" if answer is not None and satisfies(answer, language) else "note"
        if not self.each and severity == "note":
            instead = ", ".join(f"`{tag}`" for tag in dict.fromkeys(tag for _, tag in self.missing))
            yield Problem(
                "untranslated",
                f"no `{language}` texts at all: those in {instead} are shown",
                ("meta", "languages"),
                severity,
                f"add `{language}` to `meta.languages` and translate the texts, or ask for another language",
            )
            return
        for path, tag in self.missing:
            yield Problem("untranslated", f"no `{language}` text; the `{tag}` one is shown", path, severity)


def _is_sentence(content: str) -> bool:
    if len(content.split()) >= _FEWEST_WORDS:
        return True
    return len(content) >= _FEWEST_CHARACTERS and script_of(content) in {"Han", "Kana", "Thai"}
