"""Reading texts: one string or one per language, alone or in lists, with the tags of bullets."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from resume_cli.locale.languages import canonical, is_tag, meant
from resume_cli.profile.model import Field, FieldKind, LocalizedText
from resume_cli.profile.readers.plain_data import type_name
from resume_cli.profile.validation import forms
from resume_cli.profile.validation.clean import clean

if TYPE_CHECKING:
    from resume_cli.errors import FieldPath
    from resume_cli.profile.validation.problems import Problems

#: Kinds that are lists of texts, with the kind of each element.
ELEMENTS = {FieldKind.TEXTS: FieldKind.TEXT, FieldKind.BULLETS: FieldKind.BULLETS, FieldKind.LINKS: FieldKind.LINK}
_BULLET_KEYS = frozenset({"text", "tags"})
#: The order in which the parts of a place are read as one text.
_PLACE_KEYS = ("address", "postalCode", "city", "region", "state", "country", "countryCode")


class TextReader:
    """Reads the texts of one profile; what is wrong goes to `problems`.

    `declared` are the languages of `meta.languages`; `from_yaml` tells that an unquoted colon may have made a
    mapping of a text.
    """

    __slots__ = ("declared", "from_yaml", "problems", "used")

    def __init__(self, problems: Problems, declared: tuple[str, ...] = (), *, from_yaml: bool = False) -> None:
        self.problems = problems
        self.declared = declared
        self.from_yaml = from_yaml
        #: Where each language stands first.
        self.used: dict[str, FieldPath] = {}

    def text(
        self, value: object, path: FieldPath, declared: Field, kind: FieldKind | None = None
    ) -> LocalizedText | None:
        """Return the text that a value is, or None when it is empty or no text (which was then reported)."""
        kind = kind or declared.kind
        if type(value) is str:
            content = self._clean(value, path, declared, kind)
            return LocalizedText((("", content),), path) if content else None
        if value is None:
            return None
        if isinstance(value, (str, int, float)) and not isinstance(value, bool):
            return self.text(str(value), path, declared, kind)
        if isinstance(value, Mapping):
            return self._mapping(value, path, declared, kind)
        if isinstance(value, list):
            return self._list_for_text(value, path, declared, kind)
        self._no_text(value, path)
        return None

    def texts(self, value: object, path: FieldPath, declared: Field) -> tuple[LocalizedText, ...]:
        """Return the texts of a list; a text alone is a list of one."""
        kind = ELEMENTS[declared.kind]
        if isinstance(value, Mapping) and "text" not in value and any(map(_is_list, value.values())):
            return self._lists(value, path, declared)
        if not isinstance(value, list):
            alone = self.text(value, path, declared, kind)
            return (alone,) if alone else ()
        found = []
        for index, each in enumerate(value):
            if isinstance(each, list):
                self._no_text(each, (*path, index))
            elif (text := self.text(each, (*path, index), declared, kind)) is not None:
                found.append(text)
        return tuple(found)

    def words(self, value: object, path: FieldPath) -> tuple[str, ...]:
        """Return a list of words that are never shown."""
        if value is None or value == "":
            return ()
        values = value if isinstance(value, list) else [value]
        found = []
        for index, each in enumerate(values):
            where = (*path, index) if isinstance(value, list) else path
            if not isinstance(each, (str, int, float)) or isinstance(each, bool):
                self.problems.wrong_type(type_name(each), "a word", where)
            elif word := clean(str(each))[0]:
                found.append(word)
        return tuple(found)

    def _clean(self, value: str, path: FieldPath, declared: Field, kind: FieldKind) -> str:
        content, removed = clean(value, paragraphs=kind is FieldKind.MARKUP)
        if removed:
            self.problems.warn(
                "removed-characters", f"removed from this text: {', '.join(removed)}", path, "delete or replace them"
            )
        if content and kind is FieldKind.LINK and declared.form != "file":
            return forms.url(content, path, self.problems)
        if content and declared.form is not None:
            forms.CHECKS[declared.form](content, path, self.problems)
        return content

    def _mapping(
        self, value: Mapping[str, object], path: FieldPath, declared: Field, kind: FieldKind
    ) -> LocalizedText | None:
        tags: tuple[str, ...] = ()
        if kind is FieldKind.BULLETS and not _BULLET_KEYS.isdisjoint(value):
            tags = self.words(value.get("tags"), (*path, "tags"))
            if "text" in value:
                for key in value.keys() - _BULLET_KEYS:
                    self._unknown_language(key, path, {**value})
                text = self.text(value["text"], (*path, "text"), declared, kind)
                return LocalizedText(text.values, path, tags or text.tags) if text else None
            value = {key: inner for key, inner in value.items() if key != "tags"}
        values: dict[str, str] = {}
        unknown = [key for key in value if not is_tag(key, self.declared)]
        if unknown and (repaired := self._repaired(value, path, declared, kind)) is not None:
            return LocalizedText(repaired.values, path, tags)
        for key, inner in value.items():
            if key in unknown:
                self._unknown_language(key, path, value)
                continue
            self._one_language(values, canonical(key), inner, (*path, key), declared, kind)
        return LocalizedText(tuple(values.items()), path, tags) if values else None

    def _one_language(
        self, values: dict[str, str], tag: str, inner: object, path: FieldPath, declared: Field, kind: FieldKind
    ) -> None:
        if isinstance(inner, Mapping):
            self._no_text(inner, path)
            return
        text = self.text(inner, path, declared, kind)
        self.used.setdefault(tag, path)
        if text is not None and tag in values:
            self.problems.error("duplicate-key", f"the language {tag} stands twice in one text", path)
        elif text is not None:
            values[tag] = text.content

    def _lists(self, value: Mapping[str, object], path: FieldPath, declared: Field) -> tuple[LocalizedText, ...]:
        """Return texts out of one list per language, paired by their places."""
        columns: dict[str, tuple[LocalizedText, ...]] = {}
        for key, inner in value.items():
            if not is_tag(key, self.declared):
                self._unknown_language(key, path, value)
                continue
            self.used.setdefault(canonical(key), (*path, key))
            if column := self.texts(inner, (*path, key), declared):
                columns[canonical(key)] = column
        if len({len(column) for column in columns.values()}) > 1:
            return tuple(
                LocalizedText(((tag, text.content),), text.path, text.tags, only=True)
                for tag, column in columns.items()
                for text in column
            )
        paired = []
        for row in zip(*columns.values(), strict=True):
            values = tuple((tag, text.content) for tag, text in zip(columns, row, strict=True))
            tags = dict.fromkeys(tag for text in row for tag in text.tags)
            paired.append(LocalizedText(values, row[0].path, tuple(tags)))
        return tuple(paired)

    def _list_for_text(
        self, value: list[object], path: FieldPath, declared: Field, kind: FieldKind
    ) -> LocalizedText | None:
        """Return a text out of a list: its only element, or its elements as paragraphs of a longer text."""
        if len(value) == 1 and not isinstance(value[0], list):
            return self.text(value[0], (*path, 0), declared, kind)
        if kind is FieldKind.MARKUP and all(isinstance(each, (str, type(None))) for each in value):
            return self.text("\n\n".join(filter(None, map(str, filter(None, value)))), path, declared, kind)
        if value:
            self.problems.wrong_type("a list", "one text", path)
        return None

    def _repaired(
        self, value: Mapping[str, object], path: FieldPath, declared: Field, kind: FieldKind
    ) -> LocalizedText | None:
        """Return the text that a mapping without languages was meant to be, if that is plain to see."""
        if not value.keys().isdisjoint(_PLACE_KEYS):
            parts = [str(value[key]) for key in _PLACE_KEYS if isinstance(value.get(key), str) and value[key]]
            if len(parts) == sum(bool(inner) for inner in value.values()):
                text = self.text(", ".join(parts), path, declared, kind)
                self.problems.warn("joined-location", "this place is read as one text", path, "write it as one text")
                return text
        if self.from_yaml and len(value) == 1:
            key, inner = next(iter(value.items()))
            if isinstance(inner, (str, type(None))) and (" " in key or not key.isidentifier() or key[:1].isupper()):
                self.problems.warn(
                    "colon-in-text", f"`{key}: …` is read as a text", path, "quote a text with a colon", at_key=False
                )
                return self.text(f"{key}: {inner or ''}", path, declared, kind)
        return None

    def _unknown_language(self, key: str, path: FieldPath, value: Mapping[str, object]) -> None:
        languages = ", ".join(f"`{each}`" for each in value if is_tag(each, self.declared))
        suggestion = meant(key, self.declared)
        hint = (
            f"did you mean `{suggestion}`?" if suggestion else "a text is a string, or a mapping such as {zh: …, en: …}"
        )
        beside = f" beside {languages}" if languages else ""
        name = clean(key)[0]
        self.problems.error("unknown-language", f"`{name}`{beside} is no language tag", (*path, key), hint, at_key=True)

    def _no_text(self, value: object, path: FieldPath) -> None:
        hint = "put quotation marks around it" if isinstance(value, bool) else ""
        self.problems.wrong_type(type_name(value), "a text", path, hint)


def _is_list(value: object) -> bool:
    return isinstance(value, list)
