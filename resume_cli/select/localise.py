"""One language out of several: every text of the result has exactly one value, in a language that is known."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct, field
from msgspec.structs import replace

from resume_cli.errors import FieldPath, Problem, Severity
from resume_cli.locale.judge import judge
from resume_cli.locale.languages import checked, look_up, satisfies
from resume_cli.locale.scripts import language_of, script_of, scripts
from resume_cli.locale.wording import has_wording, wording
from resume_cli.profile.model import FieldKind, Item, LocalizedText, Profile, declarations, texts
from resume_cli.select.walk import AnyItem, Where, change_texts

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

#: Fields that stay in their own language by right: nobody translates the title of a patent or an author's name.
_OWN_LANGUAGE = frozenset(
    {
        ("basics", "name"), ("basics", "aka"), ("publications", "name"), ("publications", "authors"),
        ("publications", "publisher"), ("patents", "title"), ("patents", "inventors"), ("patents", "assignee"),
        ("patents", "family"), ("talks", "title"), ("talks", "event"), ("references", "name"),
    }
)  # fmt: skip
_PROSE = frozenset({FieldKind.MARKUP, FieldKind.BULLETS})
_ADDRESSES = frozenset({FieldKind.LINK, FieldKind.LINKS})
_ANY_LANGUAGE = frozenset({"email", "phone", "number", "application", "doi", "pages", "postal_code", "username",
                           "country_code", "office", "version", "last_modified"})  # fmt: skip
#: From how many words, or characters of a script without spaces, a text is a sentence and no name.
_FEWEST_WORDS, _FEWEST_CHARACTERS = 4, 8


def available_languages(profile: Profile) -> tuple[str, ...]:
    """Return the languages a profile is written in, the default first.

    They are those of `meta.languages`; else the languages that texts are marked with; else the one that they seem
    to be in.
    """
    return declared_languages(profile) or (guessed_language(profile),)


def declared_languages(profile: Profile) -> tuple[str, ...]:
    """Return the languages that a profile names: in `meta.languages`, else on its texts; none in a plain file."""
    if profile.meta.languages:
        return profile.meta.languages
    return tuple(dict.fromkeys(tag for text in texts(profile) for tag, _ in text.values if tag))


def guessed_language(profile: Profile) -> str:
    """Return the language that a profile without any named one is in, as its texts tell, `en` where nothing is sure."""
    # A profile is asked for several times on the way to an output, and its texts are many.
    if _last[0] is not profile:
        prose = (text.content for text in _prose_in(profile))
        _last[:] = [profile, judge((text.content for text in texts(profile)), prose)]
    return str(_last[1])


_last: list[object] = [None, ""]


def _prose_in(value: object) -> Iterator[LocalizedText]:
    """Yield the texts that people write in sentences: summaries, bullets, descriptions, headlines."""
    if isinstance(value, tuple):
        for each in value:
            yield from _prose_in(each)
    elif isinstance(value, Item):
        for attribute, declared in declarations(type(value)).items():
            found = getattr(value, attribute)
            if declared.kind in _PROSE:
                yield from (found,) if isinstance(found, LocalizedText) else found or ()
            elif declared.kind in {FieldKind.ITEM, FieldKind.ITEMS}:
                yield from _prose_in(found)


def default_language(profile: Profile) -> str:
    """Return the language to use when nobody asks for one."""
    return available_languages(profile)[0]


def language_problems(profile: Profile, language: str, *, asked: bool) -> Iterator[Problem]:
    """Yield what is to be said of a document's language: that it was guessed, that it has no wording."""
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
    """Return a warning for each text that a reader of a language would get in another one, in the file's order.

    Raises UsageError when there is no such language.
    """
    languages = available_languages(profile)
    localiser = Localiser(checked(language, languages), languages, declared=True, each=True)
    localiser.item(replace(profile, variants={}), ())
    for name, variant in profile.variants.items():
        localiser.item(variant, ("variants", name))
    return tuple(localiser.problems())


def _is_sentence(content: str) -> bool:
    if len(content.split()) >= _FEWEST_WORDS:
        return True
    return len(content) >= _FEWEST_CHARACTERS and script_of(content) in {"Han", "Kana", "Thai"}


class Localiser(Struct):
    """Takes texts to one language, and remembers what was not there in it.

    `declared` tells that the file names its languages; only then is a text in another one a finding, since a
    plain file has nothing to choose from. A language that the whole file lacks is one finding, unless `each`.
    """

    language: str
    languages: tuple[str, ...]
    declared: bool
    each: bool = False
    missing: list[tuple[FieldPath, str]] = field(default_factory=list)

    def item(self, item: AnyItem, where: Where) -> AnyItem:
        """Return an item with every text in one language."""
        return change_texts(item, self.text, where, self.choose)

    def choose(self, texts: tuple[LocalizedText, ...]) -> tuple[LocalizedText, ...]:
        """Return the texts of one language, where the languages have lists of their own with different lengths."""
        tags = [text.language for text in texts if text.only]
        if not tags:
            return texts
        answer = look_up(self.language, tags) or self._fallback(tags)
        return tuple(text for text in texts if not text.only or text.language == answer)

    def text(self, text: LocalizedText, kind: FieldKind, where: Where) -> LocalizedText:
        """Return a text with one value, whose tag is never empty."""
        if len(text.values) == 1 and not text.values[0][0]:
            return self._for_all(text, kind, where)
        tags = [tag for tag, _ in text.values]
        found = look_up(self.language, tags) or self._fallback(tags)
        tag, content = text.values[tags.index(found)]
        if not satisfies(tag, self.language) and kind not in _ADDRESSES:
            self.missing.append((text.path, tag))
        return LocalizedText(((tag, content),), text.path)

    def _fallback(self, tags: Sequence[str]) -> str:
        """Return the tag to use when the language wanted is not there: the file's default, else the first."""
        for language in self.languages:
            found = look_up(language, tags)
            if found is not None:
                return found
        return tags[0]

    def _for_all(self, text: LocalizedText, kind: FieldKind, where: Where) -> LocalizedText:
        content = text.values[0][1]
        if kind in _ADDRESSES or where[-1] in _ANY_LANGUAGE:
            return LocalizedText(((self.language, content),), text.path)
        prose = kind in _PROSE and _is_sentence(content)
        # A sentence without a mark is in the file's language; a name reads alike in all that share its script.
        # A file that names no languages is in the one that is asked for, if the script fits.
        # Sentences that are surely in another one keep it.
        sure = self.declared or self.languages[:1] != ("en",)
        by_file = sure and (prose or (self.declared and look_up(self.language, self.languages) is None))
        order = (*self.languages, self.language) if by_file else (self.language, *self.languages)
        tag = language_of(content, order)
        if self._is_missing(tag, prose=prose, where=where):
            self.missing.append((text.path, tag))
        return LocalizedText(((tag, content),), text.path)

    def _is_missing(self, tag: str, *, prose: bool, where: Where) -> bool:
        if satisfies(tag, self.language) or where in _OWN_LANGUAGE:
            return False
        # Latin letters in a text of another script are names more often than not: `Amazon`, `DNS`.
        return prose or scripts(tag) != scripts("en")

    def problems(self) -> Iterator[Problem]:
        """Yield a warning for each text that was not there in the language."""
        if not self.missing or not self.declared:
            return
        answer = look_up(self.language, self.languages)
        if not self.each and (answer is None or not satisfies(answer, self.language)):
            instead = ", ".join(f"`{tag}`" for tag in dict.fromkeys(tag for _, tag in self.missing))
            yield Problem(
                "untranslated",
                f"no `{self.language}` texts at all: {len(self.missing)} texts are shown in {instead}",
                ("meta", "languages"),
                hint=f"Add `{self.language}` to meta.languages and translate the texts, or ask for another language.",
            )
            return
        for path, tag in self.missing:
            yield Problem("untranslated", f"no `{self.language}` text; the `{tag}` one is shown", path)
