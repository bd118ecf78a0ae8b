"""Reading mappings and lists of mappings by the declarations of the model."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, TypeAlias

from resume_cli.errors import FieldPath
from resume_cli.profile.model import (
    Basics,
    Date,
    Field,
    FieldKind,
    Item,
    NetworkProfile,
    Profile,
    SectionSettings,
    keys_of,
)
from resume_cli.profile.readers.plain import Number, called
from resume_cli.profile.validation.clean import clean, clean_data
from resume_cli.profile.validation.dates import Reading, ends_before, read_date

if TYPE_CHECKING:
    from resume_cli.profile.validation.problems import Problems
    from resume_cli.profile.validation.texts import TextReader

#: Reads the rows of a file named by `from`: its name, the path of the list, the class of its items.
Include: TypeAlias = Callable[[str, FieldPath, type[Item]], list[object]]
_YES = frozenset({"true", "yes", "on"})
_NO = frozenset({"false", "no", "off"})


class ItemReader:
    """Reads mappings into items of the model; what is wrong goes to `problems`."""

    __slots__ = ("hints", "include", "problems", "ranges", "tables", "texts")

    def __init__(self, problems: Problems, texts: TextReader, include: Include) -> None:
        self.problems = problems
        self.texts = texts
        self.include = include
        self.tables: set[FieldPath] = set()
        self.hints: dict[tuple[type[Item], str], str] = {}
        #: The dates that hold a range, until their item knows which of the two ends it lacks.
        self.ranges: dict[FieldPath, Reading] = {}

    def item(self, of: type[Item], value: Mapping[str, object], path: FieldPath) -> Item:
        """Return the item that a mapping describes."""
        known = keys_of(of)
        values: dict[str, Any] = {}
        extra: dict[str, object] = {}
        for key, inner in value.items():
            entry = known.get(key)
            if entry is None:
                self._unknown(of, key, inner, path)
                extra[clean(key)[0]] = clean_data(inner)
            elif key == entry.key:
                read = _READERS[entry.kind](self, inner, (*path, key), entry)
                if read is not None:
                    values[entry.attribute] = read
            elif _is_filled(value.get(entry.key)):
                self._doubled(entry, key, value, path, extra)
            elif _is_filled(inner):
                self._renamed(of, entry, key, path)
                read = _READERS[entry.kind](self, inner, (*path, key), entry)
                if read is not None:
                    values.setdefault(entry.attribute, read)
        if self.ranges:
            self._split_ranges(values, known)
        item = of(path, extra, **values)
        if "end_date" in values and ends_before(values.get("start_date"), values["end_date"]):
            self.problems.warn("end-before-start", "this ends before it begins", values["end_date"].path)
        return item

    def _unknown(self, of: type[Item], key: str, value: object, path: FieldPath) -> None:
        if not _is_filled(value) or key.startswith("$"):
            return
        written = clean(key)[0]
        hint = self._hint(of, written)
        message = f"`{written}` is not known here"
        if path[:-1] in self.tables:
            self.problems.warn_once((path[:-1], key), "unknown-key", message, (*path, key), hint)
        else:
            self.problems.warn("unknown-key", message, (*path, key), hint, at_key=True)

    def _hint(self, of: type[Item], key: str) -> str:
        """Return what to write instead of a key; long lists ask the same again and again."""
        from resume_cli.profile.validation.suggestions import hint_for

        if (of, key) not in self.hints:
            kept = "its value is kept in the file, and shown nowhere"
            if of is Profile and key in keys_of(Basics):
                kept = f"`{key}` belongs into `basics`"
            self.hints[of, key] = hint_for(key, keys_of(of)) or kept
        return self.hints[of, key]

    def _renamed(self, of: type[Item], entry: Field, key: str, path: FieldPath) -> None:
        self.problems.warn_once(
            (of, key),
            "renamed-key",
            f"`{key}` is read as `{entry.key}`",
            (*path, key),
            f"write `{entry.key}`",
        )

    def _doubled(
        self, entry: Field, key: str, value: Mapping[str, object], path: FieldPath, extra: dict[str, object]
    ) -> None:
        if not _is_filled(value[key]) or value[key] == value[entry.key]:
            return
        extra[key] = clean_data(value[key])
        message = f"`{key}` is another name of `{entry.key}`, which is given too and is shown"
        self.problems.warn("doubled-key", message, (*path, key), "delete one of the two", at_key=True)

    def text(self, value: object, path: FieldPath, declared: Field) -> object:
        """Read a text."""
        return self.texts.text(value, path, declared)

    def text_list(self, value: object, path: FieldPath, declared: Field) -> object:
        """Read a list of texts."""
        return self.texts.texts(value, path, declared) or None

    def date(self, value: object, path: FieldPath, _declared: Field) -> Date | None:
        """Read a date."""
        if value is None:
            return None
        if isinstance(value, list) and len(value) <= 1:
            return self.date(value[0], (*path, 0), _declared) if value else None
        if isinstance(value, (bool, list, Mapping)):
            self.problems.wrong_type(called(value), "a date", path, "write YYYY-MM")
            return None
        written, removed = clean(str(value))
        if removed:
            self.problems.warn("removed-characters", f"removed from this date: {', '.join(removed)}", path)
        if not written:
            return None
        reading = read_date(written, path, end=_declared.attribute == "end_date")
        if reading.ends is not None:
            self.ranges[path] = reading
        elif reading.impossible:
            self.problems.error(reading.code, reading.message, path, reading.hint)
        elif reading.code:
            self.problems.warn(reading.code, reading.message, path, reading.hint)
        return reading.date

    def _split_ranges(self, values: dict[str, Any], known: Mapping[str, Field]) -> None:
        """Make two dates of a range where the item has room for both, else keep it as words."""
        for attribute, other in (
            ("start_date", "end_date"),
            ("end_date", "start_date"),
            *((name, "") for name in values),
        ):
            date = values.get(attribute)
            reading = self.ranges.pop(date.path, None) if isinstance(date, Date) else None
            if date is None or reading is None or reading.ends is None:
                continue
            first, last = reading.ends
            there = values.get(other)
            agrees = there is None or (attribute == "start_date" and there == last) or there == first
            if other and agrees and "endDate" in known:
                values |= {"start_date": first, "end_date": last}
                message = f"{reading.message}: it is read as {first.text} to {last.text}"
            else:
                message = f"{reading.message}; it is shown as written"
            self.problems.warn(reading.code, message, date.path, reading.hint)

    def words(self, value: object, path: FieldPath, declared: Field) -> object:
        """Read a list of words."""
        words = self.texts.words(value, path)
        if not declared.choices:
            return words or None
        return tuple(filter(None, (self._chosen(word, path, declared) for word in words))) or None

    def word(self, value: object, path: FieldPath, declared: Field) -> str | None:
        """Read one word."""
        if value is None or value == "":
            return None
        if isinstance(value, (bool, list, Mapping)):
            self.problems.wrong_type(called(value), "a word", path)
            return None
        return self._chosen(clean(str(value))[0], path, declared)

    def _chosen(self, word: str, path: FieldPath, declared: Field) -> str | None:
        if not declared.choices:
            return word or None
        for choice in declared.choices:
            if choice.lower() == word.lower():
                return choice
        from resume_cli.suggestions import closest

        meant = closest(word, declared.choices)
        hint = f"did you mean `{meant}`?" if meant else f"one of {', '.join(declared.choices)}"
        self.problems.error("unknown-word", f"`{word}` is none of the words for this", path, hint)
        return None

    def number(self, value: object, path: FieldPath, _declared: Field) -> int | None:
        """Read a whole number of at least 1."""
        if value is None or value == "":
            return None
        written = str(value).strip() if isinstance(value, (str, int)) and not isinstance(value, bool) else ""
        if written.isascii() and written.isdigit() and int(written[:10]) > 0 and len(written) < 10:
            return int(written)
        self.problems.error("wrong-number", "this is no whole number of at least 1", path)
        return None

    def flag(self, value: object, path: FieldPath, _declared: Field) -> bool | None:
        """Read true or false."""
        if value is None or isinstance(value, bool):
            return value
        written = value.lower() if isinstance(value, str) else ""
        if written in _YES | _NO:
            return written in _YES
        self.problems.wrong_type(called(value), "true or false", path)
        return None

    def limits(self, value: object, path: FieldPath, declared: Field) -> dict[str, int] | None:
        """Read a mapping of numbers."""
        if value is None:
            return None
        if not isinstance(value, Mapping):
            self.problems.wrong_type(called(value), "a mapping", path, "{patents: 5}")
            return None
        read = {clean(key)[0]: self.number(inner, (*path, key), declared) for key, inner in value.items()}
        return {key: number for key, number in read.items() if number is not None} or None

    def free(self, value: object, path: FieldPath, declared: Field) -> object:
        """Read a mapping with keys of its own."""
        if value is None:
            return None
        if not isinstance(value, Mapping):
            self.problems.wrong_type(called(value), "a mapping", path)
            return None
        if declared.of is None:
            return clean_data(value) or None
        named: dict[str, Item] = {}
        for key, inner in value.items():
            if inner is None or isinstance(inner, Mapping):
                named[clean(key)[0]] = self.item(declared.of, inner or {}, (*path, key))
            else:
                self.problems.wrong_type(called(inner), "a mapping", (*path, key))
        return named or None

    def one(self, value: object, path: FieldPath, declared: Field) -> Item | None:
        """Read a mapping."""
        of = declared.of or Item
        if value is None or value == "":
            return None
        if isinstance(value, Mapping):
            item = self.item(of, value, path)
            return item if item != of() else None
        if isinstance(value, str) and declared.shorthand_key:
            return self.item(of, {declared.shorthand_key: value}, path)
        self.problems.wrong_type(called(value), "a mapping", path)
        return None

    def items(self, value: object, path: FieldPath, declared: Field) -> tuple[Item, ...] | None:
        """Read a list of mappings, or the file that holds it."""
        if value is None or value == "":
            return None
        if isinstance(value, Mapping) and "from" in value:
            return tuple(self._included(value, path, declared)) or None
        if isinstance(value, str) and declared.shorthand_key and not isinstance(value, Number):
            value = [value]
        if declared.of is NetworkProfile and isinstance(value, Mapping) and all(map(_is_text, value.values())):
            self.problems.warn("old-form", "a mapping of networks is read as a list of accounts", path)
            value = [{"network": network, "username": name} for network, name in value.items()]
        if not isinstance(value, list):
            hint = _LIST_HINTS[self.texts.from_yaml] if isinstance(value, Mapping) else ""
            if isinstance(value, Mapping) and any(key.startswith("-") for key in value):
                hint = "a space belongs after the `-`"
            self.problems.wrong_type(called(value), "a list", path, hint)
            return None
        found: list[Item] = []
        for index, each in enumerate(value):
            where = (*path, index)
            if isinstance(each, Mapping) and set(each) == {"from"}:
                found.extend(self._included(each, where, declared))
            else:
                found.extend(self._element(each, where, declared))
        return tuple(found) or None

    def _element(self, value: object, path: FieldPath, declared: Field) -> list[Item]:
        of = declared.of or Item
        if isinstance(value, str) and value and declared.shorthand_key:
            value = {declared.shorthand_key: value}
        if value is not None and value != "" and not isinstance(value, Mapping):
            self.problems.wrong_type(called(value), "a mapping", path)
            return []
        if of is SectionSettings and value:
            value, path = _section(value, path)
        errors = self.problems.counts["error"]
        item = self.item(of, value if isinstance(value, Mapping) else {}, path)
        if item == of(extra=item.extra) and not any(map(_is_filled, item.extra.values())):
            if errors == self.problems.counts["error"]:
                self.problems.warn("blank-entry", "this entry holds nothing and is left out", path)
            return []
        return [item]

    def _included(self, value: Mapping[str, object], path: FieldPath, declared: Field) -> list[Item]:
        """Return the items of the file that a mapping with `from` names."""
        name = value["from"]
        if not isinstance(name, str) or not name.strip():
            self.problems.error("wrong-type", "`from` takes the name of a file", (*path, "from"), "from: patents.csv")
            return []
        for key in value:
            if key != "from":
                self.problems.warn("unknown-key", f"`{clean(key)[0]}` is not known here", (*path, key), at_key=True)
        rows = self.include(name.strip(), path, declared.of or Item)
        self.tables.add(path)
        return [item for index, row in enumerate(rows) for item in self._element(row, (*path, index), declared)]


def _is_filled(value: object) -> bool:
    """Whether there is anything in a plain value."""
    if isinstance(value, Mapping):
        return any(map(_is_filled, value.values()))
    if isinstance(value, list):
        return any(map(_is_filled, value))
    return value is not None and value != ""


def _is_text(value: object) -> bool:
    return isinstance(value, str)


_LIST_HINTS = {True: "begin each entry with `- `", False: "put it between [ and ]"}


def _section(value: Any, path: FieldPath) -> tuple[Mapping[str, object], FieldPath]:  # noqa: ANN401 - any mapping of the file
    """Return settings with an `id`, and where they stand, out of `{patents: {limit: 10}}`."""
    if len(value) == 1:
        name, settings = next(iter(value.items()))
        if name not in keys_of(SectionSettings) and (settings is None or isinstance(settings, Mapping)):
            return {"id": name, **(settings or {})}, (*path, name)
    return value, path


_Reader: TypeAlias = Callable[[ItemReader, object, FieldPath, Field], object]
_READERS: dict[FieldKind, _Reader] = {
    FieldKind.TEXT: ItemReader.text,
    FieldKind.MARKUP: ItemReader.text,
    FieldKind.LINK: ItemReader.text,
    FieldKind.TEXTS: ItemReader.text_list,
    FieldKind.BULLETS: ItemReader.text_list,
    FieldKind.LINKS: ItemReader.text_list,
    FieldKind.DATE: ItemReader.date,
    FieldKind.WORDS: ItemReader.words,
    FieldKind.WORD: ItemReader.word,
    FieldKind.NUMBER: ItemReader.number,
    FieldKind.FLAG: ItemReader.flag,
    FieldKind.LIMITS: ItemReader.limits,
    FieldKind.FREE: ItemReader.free,
    FieldKind.ITEM: ItemReader.one,
    FieldKind.ITEMS: ItemReader.items,
}
