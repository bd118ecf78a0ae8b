"""The reading and cleaning of texts, alone or in lists, in one language or several, with the tags of bullets.

Invisible characters that cause trouble in a terminal, a PDF or a search are removed: control characters, lone
surrogates, noncharacters, direction overrides and invisible tags. Characters that people need are kept: joiners in
emoji and Persian, balanced isolates, and direction marks.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec import field as struct_field
from msgspec.structs import replace

from resume_cli.locale.languages import canonical, is_tag, meant
from resume_cli.profile.fields import Field, FieldKind
from resume_cli.profile.lists import Line, lines_of, written
from resume_cli.profile.validation import links
from resume_cli.profile.validation.hidden import hidden, told
from resume_cli.profile.values import BULLET_KEYS, PLACE_KEYS, LocalizedText, is_torn

if TYPE_CHECKING:
    from resume_cli.errors import FieldPath
    from resume_cli.profile.validation.problems import Problems

_BREAK = r"[ \t]*\n[ \t]*"
_DIRECTION = "[\u202a-\u202c\u2066-\u2069]"
#: Characters of scripts without spaces between words, with their punctuation and full-width forms.
_IDEOGRAPH = (
    "[\u2e80-\u2fdf\u3000-\u30ff\u3105-\u312f\u3190-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\ufe30-\ufe4f"
    "\uff01-\uff60\U00020000-\U0003ffff]"
)
_LATIN = "[A-Za-z\u00c0-\u024f]"

_URLS = (FieldKind.LINK, FieldKind.LINKS)
_QUOTE = "quote a text with a colon"


class TextReader(Struct):
    """Reads the texts of one profile and adds problems to `problems`.

    `declared` contains the languages of `meta.languages`. `from_yaml` is set if a mapping may be a text that was split
    at an unquoted colon. `used` contains the path of the first text in each language.
    """

    problems: Problems
    declared: tuple[str, ...] = ()
    from_yaml: bool = False
    used: dict[str, FieldPath] = struct_field(default_factory=dict)

    def text(self, value: object, path: FieldPath, field: Field) -> LocalizedText | None:
        """Return the text of a value, or None if it is empty or not a text; report values that are not texts."""
        match value:
            case str():
                content = self._content(value, path, field)
                return LocalizedText((("", content),), path) if content or field.may_be_empty else None
            case Mapping():
                return self._mapping(value, path, field)
            case list():
                return self._list_for_text(value, path, field)
            case bool():
                self._not_a_text(value, path)
            case int() | float():
                return self.text(str(value), path, field)
            case _ if value is not None:
                self._not_a_text(value, path)
        return None

    def texts(self, value: object, path: FieldPath, field: Field) -> tuple[LocalizedText, ...]:
        """Return the texts of a list; a single text counts as a list of one."""
        if (
            isinstance(value, Mapping)
            and BULLET_KEYS.isdisjoint(value)
            and any(isinstance(each, list) for each in value.values())
            and not self._are_parents(value, field)
        ):
            return self._lists(value, path, field)
        if not isinstance(value, list):
            return tuple(self._element(value, path, field))
        found: list[LocalizedText] = []
        for index, each in enumerate(value):
            if not isinstance(each, list):
                found += self._element(each, (*path, index), field)
            elif field.kind is FieldKind.BULLETS:
                self._put_within(found, self.texts(each, (*path, index), field), path)
            else:
                self._not_a_text(each, (*path, index))
        return tuple(found)

    def _element(self, value: object, path: FieldPath, field: Field) -> Sequence[LocalizedText]:
        """Return the texts of an element of a list; an element may be several bullets if it contains a list."""
        if field.kind is FieldKind.BULLETS and isinstance(value, Mapping):
            return self._bullet(value, path, field)
        if field.kind is FieldKind.BULLETS and isinstance(value, str) and not value.isprintable():
            lines = lines_of(_line_end().sub("\n", value))
            if any(line.level for line in lines):
                return self._listed(lines, path, field)
        text = self.text(value, path, field)
        return (text,) if text else ()

    def _listed(self, lines: Sequence[Line], path: FieldPath, field: Field) -> Sequence[LocalizedText]:
        """Return the bullets of a text with a list: its items, or its first line with the items within it."""
        found: list[LocalizedText] = []
        for line in lines:
            number = "" if line.number is None else f"{line.number}. "
            text = self.text(number + line.words, path, field)
            if text is None:
                continue
            if line.level > min(lines[0].level, 1):
                deep = line.deep or line.level > lines[0].level + 1
                self._put_within(found, (text,), path, deep=deep)
            else:
                found.append(text)
        return found

    def _bullet(self, value: Mapping[str, object], path: FieldPath, field: Field) -> Sequence[LocalizedText]:
        """Return the bullets of a mapping with a text or one per language, tags, and bullets within the bullet."""
        words = {key: inner for key, inner in value.items() if key not in BULLET_KEYS}
        found: list[LocalizedText] = []
        if "text" in value:
            for key in words:
                self._unknown_language(key, path)
            found += self._element(value["text"], (*path, "text"), field)
        elif self._are_parents(words, field):
            for key, inner in words.items():
                found += self._element(f"{key}:", path, field)
                self._put_within(found, self.texts(inner, (*path, key), field), path)
        elif any(isinstance(inner, str) and not inner.isprintable() for inner in words.values()):
            typed = [f"{key}: {inner}" for key, inner in words.items() if not is_tag(key, self.declared)]
            if self.from_yaml and len(typed) == len(words) == 1:
                self.problems.warn("colon-in-text", f"`{next(iter(words))}: …` is read as a text", path, _QUOTE)
                found += self._element(typed[0], path, field)
            else:
                found += self._lists(words, path, field)
        elif words and (text := self._mapping(words, path, field)):
            found.append(text)
        tags = self.words(value.get("tags"), (*path, "tags"))
        found = [replace(each, path=path if len(found) == 1 else each.path, tags=tags or each.tags) for each in found]
        self._put_within(found, self.texts(value.get("highlights"), (*path, "highlights"), field), path)
        return found

    def _are_parents(self, value: Mapping[str, object], field: Field) -> bool:
        """Return whether the keys of a mapping are bullets that end with a colon before a list: `- Led the team:`."""
        is_candidate = field.kind is FieldKind.BULLETS and self.from_yaml and bool(value)
        return is_candidate and all(
            isinstance(inner, list) and not is_tag(key, self.declared) for key, inner in value.items()
        )

    def _put_within(
        self, found: list[LocalizedText], inner: Sequence[LocalizedText], path: FieldPath, *, deep: bool = False
    ) -> None:
        """Put bullets within the last bullet of `found`; those deeper than two levels go to the second level."""
        if not found:
            found += inner
            return
        flat = [
            replace(each, highlights=(), tags=each.tags or text.tags)
            for text in inner
            for each in (text, *text.highlights)
        ]
        if deep or len(flat) > len(inner):
            self.problems.note("deep-bullets", "bullets have two levels; a third is shown as the second", path)
        found[-1] = replace(found[-1], highlights=(*found[-1].highlights, *flat))

    def words(self, value: object, path: FieldPath) -> tuple[str, ...]:
        """Return a list of words that are never shown."""
        if value is None or value == "":
            return ()
        found = []
        for index, each in enumerate(value if isinstance(value, list) else [value]):
            if not isinstance(each, (str, int, float)) or isinstance(each, bool):
                self.problems.wrong_type(each, "a word", (*path, index) if isinstance(value, list) else path)
            elif word := clean(str(each))[0]:
                found.append(word)
        return tuple(found)

    def _content(self, value: str, path: FieldPath, field: Field) -> str:
        content, removed = clean(value, paragraphs=field.kind is FieldKind.MARKUP)
        if removed:
            message = f"removed from this text: {', '.join(removed)}"
            self.problems.warn("removed-characters", message, path, "delete or replace them")
        if unseen := hidden(content):
            self.problems.warn(
                "hidden-characters", told(unseen), path, "delete them, unless you know what they are for"
            )
        if content and field.kind in _URLS and field.form != "file":
            return links.read_url(content, path, self.problems)
        if content and field.form in links.CHECKS:
            links.CHECKS[field.form](content, path, self.problems)
        return content

    def _mapping(self, value: Mapping[str, object], path: FieldPath, field: Field) -> LocalizedText | None:
        unknown = [key for key in value if not is_tag(key, self.declared)]
        if unknown and (repaired := self._repaired(value, path, field)):
            return LocalizedText(repaired.values, path)
        values: dict[str, str] = {}
        for key, inner in value.items():
            if key in unknown:
                self._unknown_language(key, path)
            else:
                self._one_language(values, canonical(key), inner, (*path, key), field)
        return LocalizedText(tuple(values.items()), path) if values else None

    def _one_language(self, values: dict[str, str], tag: str, inner: object, path: FieldPath, field: Field) -> None:
        if isinstance(inner, Mapping):
            self._not_a_text(inner, path)
            return
        text = self.text(inner, path, field)
        self.used.setdefault(tag, path)
        if text is not None and tag in values:
            self.problems.error("duplicate-key", f"duplicate language `{tag}` in one text", path)
        elif text is not None:
            values[tag] = text.content

    def _lists(self, value: Mapping[str, object], path: FieldPath, field: Field) -> tuple[LocalizedText, ...]:
        """Return the texts of one list per language, paired by their positions in the lists."""
        columns: dict[str, tuple[LocalizedText, ...]] = {}
        for key, inner in value.items():
            if not is_tag(key, self.declared):
                self._unknown_language(key, path)
                continue
            self.used.setdefault(canonical(key), (*path, key))
            if column := self.texts(inner, (*path, key), field):
                columns[canonical(key)] = column
        return _paired(columns)

    def _list_for_text(self, value: list[object], path: FieldPath, field: Field) -> LocalizedText | None:
        """Return the text of a list: its only element, or its elements as paragraphs of a longer text."""
        if len(value) == 1 and not isinstance(value[0], list):
            return self.text(value[0], (*path, 0), field)
        if field.kind is FieldKind.MARKUP and all(isinstance(each, (str, type(None))) for each in value):
            return self.text("\n\n".join(str(each) for each in value if each), path, field)
        if value:
            self.problems.wrong_type(value, "a text", path, "write one text")
        return None

    def _repaired(self, value: Mapping[str, object], path: FieldPath, field: Field) -> LocalizedText | None:
        """Return the text that a mapping without languages was evidently meant to be, or None."""
        if not value.keys().isdisjoint(PLACE_KEYS):
            parts = [str(value[key]) for key in PLACE_KEYS if isinstance(value.get(key), str) and value[key]]
            if len(parts) == sum(bool(inner) for inner in value.values()):
                text = self.text(", ".join(parts), path, field)
                self.problems.warn("joined-location", "this place is read as one text", path, "write it as one text")
                return text
        if self.from_yaml and len(value) == 1:
            key, inner = next(iter(value.items()))
            if isinstance(inner, (str, type(None))) and is_torn(key):
                self.problems.warn("colon-in-text", f"`{key}: …` is read as a text", path, _QUOTE)
                return self.text(f"{key}: {inner or ''}", path, field)
        return None

    def _unknown_language(self, key: str, path: FieldPath) -> None:
        suggestion = meant(key, self.declared)
        form = "a text is a string, or a mapping such as {zh: …, en: …}"
        hint = f"did you mean `{suggestion}`?" if suggestion else form
        message = f"`{clean(key)[0]}` is not a language tag"
        self.problems.error("unknown-language", message, (*path, key), hint, at_key=True)

    def _not_a_text(self, value: object, path: FieldPath) -> None:
        hint = "put quotation marks around it" if isinstance(value, bool) else ""
        self.problems.wrong_type(value, "a text", path, hint)


def _paired(columns: Mapping[str, Sequence[LocalizedText]]) -> tuple[LocalizedText, ...]:
    """Return texts in several languages from one list per language; lists of different lengths are not paired."""
    if len(set(map(len, columns.values()))) > 1:
        return tuple(_only_in(tag, text) for tag, column in columns.items() for text in column)
    paired = []
    for row in zip(*columns.values(), strict=True):
        values = tuple((tag, text.content) for tag, text in zip(columns, row, strict=True))
        tags = dict.fromkeys(tag for text in row for tag in text.tags)
        within = _paired({tag: text.highlights for tag, text in zip(columns, row, strict=True)})
        paired.append(LocalizedText(values, row[0].path, tuple(tags), highlights=within))
    return tuple(paired)


def _only_in(tag: str, text: LocalizedText) -> LocalizedText:
    within = tuple(_only_in(tag, each) for each in text.highlights)
    return replace(text, values=((tag, text.content),), only=True, highlights=within)


@cache
def _line_end() -> re.Pattern[str]:
    return re.compile("\r\n|[\r\n\x85\u2028\u2029]")


@cache
def _removed() -> re.Pattern[str]:
    """Return a pattern of the characters that no text may have; tags (U+E0020…) are allowed in flags, after U+1F3F4."""
    last = "".join(f"{chr(plane * 0x10000 + 0xFFFE)}{chr(plane * 0x10000 + 0xFFFF)}" for plane in range(1, 17))
    return re.compile(
        "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u202d\u202e\u206a-\u206f\ufeff\ufff9-\ufffb\ufffe\uffff"
        "\ufdd0-\ufdef\ud800-\udfff\U000e0001" + last + "]"
        "|(?<![\U0001f3f4\U000e0020-\U000e007f])[\U000e0020-\U000e007f]+"
    )


def clean(text: str, *, paragraphs: bool = False) -> tuple[str, tuple[str, ...]]:
    r"""Return a clean text for the model, and the removed characters in the form `U+001B`.

    Line ends become spaces, or are removed within Chinese and Japanese. With `paragraphs`, paragraphs and list items,
    which are separated by empty lines or begin with a list mark, are separated by `\n\n`.
    """
    if not text.isascii():
        text = unicodedata.normalize("NFC", text)
    if text.isprintable():
        # Most texts return here, so the patterns below are rarely compiled.
        return _single_spaced(text), ()
    text = _line_end().sub("\n", text.replace("\t", " "))
    removed = tuple(sorted({f"U+{ord(character):04X}" for found in _removed().findall(text) for character in found}))
    text = _balanced(_removed().sub("", text))
    return written(text, _joined_lines) if paragraphs else _joined_lines(text), removed


def _joined_lines(text: str) -> str:
    if "\n" in text:
        chinese = len(re.findall(_IDEOGRAPH, text)) > len(re.findall(_LATIN, text))
        text = re.sub(_BREAK, lambda match: _joint(match, chinese=chinese), text.strip())
    return _single_spaced(text)


def _single_spaced(text: str) -> str:
    return (re.sub("  +", " ", text) if "  " in text else text).strip(" ")


def _joint(match: re.Match[str], *, chinese: bool) -> str:
    """Return the replacement of a line end: an empty string between ideographs, or else a space."""
    text = match.string
    before, after = text[match.start() - 1 : match.start()], text[match.end() : match.end() + 1]
    ideographs = bool(re.match(_IDEOGRAPH, before)) + bool(re.match(_IDEOGRAPH, after))
    return "" if ideographs == 2 or (ideographs == 1 and chinese) else " "


def _balanced(text: str) -> str:
    """Return a text without direction marks that are never closed or never opened."""
    opened: list[int] = []
    stray: set[int] = set()
    for match in re.finditer(_DIRECTION, text):
        if match[0] not in "\u202c\u2069":
            opened.append(match.start())
        elif opened and (text[opened[-1]] in "\u2066\u2067\u2068") == (match[0] == "\u2069"):
            opened.pop()
        else:
            stray.add(match.start())
    stray.update(opened)
    return "".join(character for offset, character in enumerate(text) if offset not in stray) if stray else text


def clean_data(value: object) -> object:
    """Return plain data under unknown keys with clean texts, which keep line ends, and numbers as numbers."""
    match value:
        case dict():
            return {clean(str(key))[0]: clean_data(inner) for key, inner in value.items()}
        case list():
            return [clean_data(inner) for inner in value]
        case str() if type(value) is not str:
            return _number(value)
        case str() if not value.isprintable():
            return _removed().sub("", value)
        case _:
            return value


def _number(written: str) -> int | float | str:
    """Return a typed number as an int or float if it is written back with the same characters, or else as a text."""
    for kind in (int, float):
        try:
            number = kind(written)
        except (ValueError, OverflowError):
            continue
        if str(number) == written:
            return number
    return written
