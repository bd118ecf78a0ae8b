"""The reading of mappings and lists of mappings according to the declarations of the model."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import TYPE_CHECKING, Any, TypeAlias

from msgspec import Struct
from msgspec import field as struct_field

from resume_cli.errors import FieldPath
from resume_cli.locale.languages import KNOWN
from resume_cli.profile.fields import Field, FieldKind, Item, fields_of, is_blank, keys_of
from resume_cli.profile.model import Basics, EntryLink, NetworkProfile, Profile, SectionSettings
from resume_cli.profile.readers.plain_data import Number, Row
from resume_cli.profile.validation.dates import Reading, ends_before, read_date
from resume_cli.profile.validation.texts import clean, clean_data
from resume_cli.profile.values import Date

if TYPE_CHECKING:
    from resume_cli.profile.validation.problems import Problems
    from resume_cli.profile.validation.texts import TextReader

#: A function that reads the rows of a file named by `from`, given its name, the path of the list and the class of item.
Include: TypeAlias = Callable[[str, FieldPath, type[Item]], list[object]]
_FLAGS = {"true": True, "yes": True, "on": True, "false": False, "no": False, "off": False}
_LIST_HINTS = {True: "begin each entry with `- `", False: "put it between [ and ]"}


class ItemReader(Struct):
    """Reads mappings into items of the model and adds problems to `problems`."""

    problems: Problems
    texts: TextReader
    include: Include
    hints: dict[tuple[type[Item], str], str] = struct_field(default_factory=dict)
    #: The dates that contain a range, by path, until the whole item is read and they can be split.
    ranges: dict[FieldPath, Reading] = struct_field(default_factory=dict)

    def item(self, of: type[Item], value: Mapping[str, object], path: FieldPath) -> Item:
        """Return the item that a mapping describes."""
        known = keys_of(of)
        values: dict[str, Any] = {}
        others: list[str] = []
        for key, inner in value.items():
            if key in known:
                self.put(values, known[key], inner, (*path, key))
            else:
                others.append(key)
        extra: dict[str, object] = {}
        if others:
            self._others(of, others, value, path, values, extra)
        if self.ranges:
            self._split_ranges(values, of)
        for start, end in (("start_date", "end_date"), ("date", "expires")):
            if ends_before(values.get(start), values.get(end)):
                self.problems.warn("end-before-start", "this ends before it begins", values[end].path)
        return of(path, extra, **values)

    def put(self, values: dict[str, Any], field: Field, value: object, path: FieldPath) -> None:
        """Read the value of a field into `values`, appending to a list that is already there; skip empty values."""
        read = _READERS[field.kind](self, value, path, field)
        if isinstance(read, tuple):
            read = (*values.get(field.name, ()), *read)
        if read is not None and read != ():
            values[field.name] = read

    def _others(
        self, of: type[Item], keys: list[str], value: Mapping[str, object], path: FieldPath, values: dict[str, Any],
        extra: dict[str, object],
    ) -> None:  # fmt: skip
        """Read unknown keys as the keys that they mean, and keep those without a meaning in `extra`."""
        from resume_cli.profile.validation.renamed import Renamed

        renamed = Renamed(self, of, value, path, values)
        for key in keys:
            if _is_filled(value[key]) and renamed.read(key):
                continue
            if key not in renamed.doubled and type(value) is not Row:
                self._unknown(of, key, value[key], path)
            extra[clean(key)[0]] = clean_data(value[key])
        renamed.finish()

    def _unknown(self, of: type[Item], key: str, value: object, path: FieldPath) -> None:
        if not _is_filled(value) or key.startswith("$"):
            return
        written = clean(key)[0]
        hint = self._hint(of, written)
        self.problems.warn("unknown-key", f"`{written}` is not known", (*path, key), hint, at_key=True)

    def _hint(self, of: type[Item], key: str) -> str:
        """Return a hint for an unknown key, cached because long lists ask for the same key many times."""
        from resume_cli.profile import other_keys
        from resume_cli.suggestions import did_you_mean

        if (of, key) not in self.hints:
            ignored = "ignored: it appears in no output"
            if key.startswith("x-"):
                ignored = "`resume import` reads what `resume convert` kept under it"
            if of is Profile and key in keys_of(Basics):
                ignored = f"`{key}` belongs in `basics`"
            elif of is Basics:
                ignored = f"shown nowhere; in `details` any label is shown: `details: {{{key}: …}}`"
            meant = next(iter(other_keys.meant(of, key)), None)
            takes = f"`{meant.key}` takes {meant.kind.value}" if meant else ""
            near = "" if key.startswith("x-") else _in_language(key, keys_of(of)) or did_you_mean(key, keys_of(of))
            self.hints[of, key] = takes or near or ignored
        return self.hints[of, key]

    def text(self, value: object, path: FieldPath, field: Field) -> object:
        """Read a text."""
        return self.texts.text(value, path, field)

    def text_list(self, value: object, path: FieldPath, field: Field) -> object:
        """Read a list of texts."""
        return self.texts.texts(value, path, field)

    def date(self, value: object, path: FieldPath, field: Field) -> Date | None:
        """Read a date."""
        if isinstance(value, list) and len(value) <= 1:
            return self.date(value[0], (*path, 0), field) if value else None
        if isinstance(value, (bool, list, Mapping)):
            self.problems.wrong_type(value, "a date", path, "write YYYY-MM")
            return None
        written, removed = clean("" if value is None else str(value))
        if removed:
            self.problems.warn("removed-characters", f"removed from this date: {', '.join(removed)}", path)
        if not written:
            return None
        reading = read_date(written, path, end=field.name == "end_date")
        if reading.ends is not None:
            self.ranges[path] = reading
        elif reading.impossible:
            self.problems.error(reading.code, reading.message, path, reading.hint)
        elif reading.code:
            self.problems.warn(reading.code, reading.message, path, reading.hint)
        return reading.date

    def _split_ranges(self, values: dict[str, Any], of: type[Item]) -> None:
        """Split ranges into two dates if the item has room for both, and otherwise keep them as words."""
        pairs = (("start_date", "end_date"), ("end_date", "start_date"), *((name, "") for name in values))
        for name, other in pairs:
            date = values.get(name)
            reading = self.ranges.pop(date.path, None) if isinstance(date, Date) else None
            if date is None or reading is None or reading.ends is None:
                continue
            first, last = reading.ends
            there = values.get(other)
            agrees = there is None or (name == "start_date" and there == last) or there == first
            if other and agrees and "end_date" in fields_of(of):
                values |= {"start_date": first, "end_date": last}
                message = f"{reading.message}: it is read as {first.text} to {last.text}"
            elif date.ends:
                continue
            else:
                message = f"{reading.message}; it is shown as written"
            self.problems.warn(reading.code, message, date.path, reading.hint)

    def words(self, value: object, path: FieldPath, field: Field) -> object:
        """Read a list of words."""
        words = (self._chosen(word, path, field) for word in self.texts.words(value, path))
        return tuple(filter(None, words))

    def word(self, value: object, path: FieldPath, field: Field) -> str | None:
        """Read one word."""
        if isinstance(value, (bool, list, Mapping)):
            self.problems.wrong_type(value, "a word", path)
            return None
        word = clean("" if value is None else str(value))[0]
        return self._chosen(word, path, field) if word else None

    def _chosen(self, word: str, path: FieldPath, field: Field) -> str | None:
        """Return the choice that a word matches regardless of case, or the word itself if there are no choices."""
        choices = {choice.lower(): choice for choice in field.choices}
        if not choices or word.lower() in choices:
            return choices.get(word.lower(), word)
        from resume_cli.suggestions import did_you_mean

        hint = did_you_mean(word, field.choices) or f"one of {', '.join(field.choices)}"
        self.problems.error("unknown-word", f"`{word}` is not a choice for `{field.key}`", path, hint)
        return None

    def number(self, value: object, path: FieldPath, field: Field) -> int | str | None:
        """Read a whole number of at least 1, or one of the words that may replace it."""
        if value is None or value == "":
            return None
        written = str(value).strip() if isinstance(value, (str, int)) and not isinstance(value, bool) else ""
        if written.isascii() and written.isdigit() and len(written) < 10 and int(written) > 0:
            return int(written)
        if written.lower() in field.choices:
            return written.lower()
        words = f", {' or '.join(field.choices)}" if field.choices else ""
        self.problems.error("wrong-number", f"expected a whole number of at least 1{words}", path)
        return None

    def flag(self, value: object, path: FieldPath, _field: Field) -> bool | None:
        """Read true or false."""
        if value is None or isinstance(value, bool):
            return value
        read = _FLAGS.get(value.lower()) if isinstance(value, str) else None
        if read is None:
            self.problems.wrong_type(value, "true or false", path)
        return read

    def limits(self, value: object, path: FieldPath, field: Field) -> dict[str, int | str] | None:
        """Read a mapping of numbers."""
        mapping = self._mapping_of(value, path, "{patents: 5}")
        read = {clean(key)[0]: self.number(inner, (*path, key), field) for key, inner in mapping.items()}
        return {key: number for key, number in read.items() if number is not None} or None

    def facts(self, value: object, path: FieldPath, field: Field) -> Mapping[str, object]:
        """Read labels with their texts from a mapping, or from a list of mappings with a `label` and a `value`."""
        facts: list[tuple[str, object, FieldPath]] = []
        for index, each in enumerate(value) if isinstance(value, list) else [(None, value)]:
            at = path if index is None else (*path, index)
            mapping = self._mapping_of(each, at, "{nationality: …}")
            label = mapping.get("label", mapping.get("name"))
            if index is not None and "value" in mapping and isinstance(label, str):
                facts.append((label, mapping["value"], (*at, "value")))
            else:
                facts += ((key, inner, (*at, key)) for key, inner in mapping.items())
        read = {clean(key)[0]: self.fact(key, inner, at, field) for key, inner, at in facts}
        return {key: fact for key, fact in read.items() if fact}

    def fact(self, label: str, value: object, path: FieldPath, field: Field) -> object:
        """Read one fact of `details`: a date if it has a month or is the date of birth, else one or several texts."""
        if isinstance(value, list):
            given = [each for each in value if each not in (None, "")]
            value = given[0] if len(given) == 1 else given
        if label == "birthDate" and not isinstance(value, (list, Mapping)):
            return self.date(value, path, field)
        if isinstance(value, str):
            date = read_date(clean(value)[0], path)
            if date.date.month is not None and not date.code:
                return date.date
        found = self.texts.texts(value, path, field)
        return found if len(found) > 1 else found[0] if found else None

    def free(self, value: object, path: FieldPath, field: Field) -> object:
        """Read a mapping with arbitrary keys whose values are plain data or items."""
        mapping = self._mapping_of(value, path)
        if field.of is None:
            return clean_data(mapping) or None
        return {
            clean(key)[0]: self.item(field.of, self._mapping_of(inner, (*path, key)), (*path, key))
            for key, inner in mapping.items()
        } or None

    def _mapping_of(self, value: object, path: FieldPath, hint: str = "") -> Mapping[str, object]:
        """Return a mapping, or an empty one for any other value, which is reported unless it is None."""
        if isinstance(value, Mapping):
            return value
        if value is not None:
            self.problems.wrong_type(value, "a mapping", path, hint)
        return {}

    def mapping(self, value: object, path: FieldPath, field: Field) -> Item | None:
        """Read a mapping."""
        of = field.of or Item
        if isinstance(value, str) and value and field.shorthand_key:
            value = {field.shorthand_key: value}
        item = self.item(of, self._mapping_of(None if value == "" else value, path), path)
        return None if is_blank(item) and not item.extra else item

    def items(self, value: object, path: FieldPath, field: Field) -> tuple[Item, ...]:
        """Read a list of mappings, or the file that contains it."""
        if value is None or value == "":
            return ()
        if isinstance(value, Mapping) and "from" in value:
            return tuple(self._included(value, path, field))
        if isinstance(value, str) and field.shorthand_key and not isinstance(value, Number):
            value = [value]
        if isinstance(value, Mapping) and value:
            value = self._paired(value, path, field)
        if not isinstance(value, list):
            hint = _LIST_HINTS[self.texts.from_yaml] if isinstance(value, Mapping) else ""
            if isinstance(value, Mapping) and any(key.startswith("-") for key in value):
                hint = "a space belongs after the `-`"
            self.problems.wrong_type(value, "a list", path, hint)
            return ()
        found: list[Item] = []
        for index, each in enumerate(value):
            included = isinstance(each, Mapping) and set(each) == {"from"}
            found += (self._included if included else self._element)(each, (*path, index), field)
        return tuple(found)

    def _paired(self, value: Mapping[str, object], path: FieldPath, field: Field) -> object:
        """Return the list that a mapping of names replaces, or the mapping unchanged if it does not replace one."""
        from resume_cli.profile.other_keys import PAIRS, are_pairs

        if not are_pairs(field, value):
            return value
        name, content = PAIRS[field.of]
        if field.of is NetworkProfile:
            self.problems.warn("old-form", "a mapping of networks is read as a list of accounts", path)
        elif field.of is not EntryLink:
            self.problems.note("old-form", f"a mapping is read as a list, its keys as `{name}`", path)
        return [{name: key, content: inner} for key, inner in value.items()]

    def _element(self, value: object, path: FieldPath, field: Field) -> list[Item]:
        of = field.of or Item
        if isinstance(value, str) and value and field.shorthand_key:
            value = {field.shorthand_key: value}
        if value is not None and value != "" and not isinstance(value, Mapping):
            self.problems.wrong_type(value, "a mapping", path)
            return []
        if of is SectionSettings and value:
            value, path = _section(value, path)
        errors = self.problems.counts["error"]
        item = self.item(of, value if isinstance(value, Mapping) else {}, path)
        if not is_blank(item) or _is_filled(item.extra):
            return [item]
        if errors == self.problems.counts["error"]:
            self.problems.warn("blank-entry", "this entry is empty and is left out", path)
        return []

    def _included(self, value: Any, path: FieldPath, field: Field) -> list[Item]:  # noqa: ANN401 - a mapping of the file
        """Return the items of the file named in a mapping with `from`."""
        name = value["from"]
        if not isinstance(name, str) or not name.strip():
            self.problems.error("wrong-type", "`from` takes the name of a file", (*path, "from"), "from: patents.csv")
            return []
        for key in value.keys() - {"from"}:
            self.problems.warn("unknown-key", f"`{clean(key)[0]}` is not known", (*path, key), at_key=True)
        rows = self.include(name.strip(), path, field.of or Item)
        return [item for index, row in enumerate(rows) for item in self._element(row, (*path, index), field)]


def _in_language(key: str, known: Collection[str]) -> str:
    """Return a hint for a key such as `summary_zh`, or an empty string."""
    base, _, language = key.rpartition("_")
    return f"write `{base}: {{{language}: …}}`" if base in known and language in KNOWN else ""


def _is_filled(value: object) -> bool:
    """Return whether a plain value is not empty."""
    if isinstance(value, Mapping):
        return any(map(_is_filled, value.values()))
    if isinstance(value, list):
        return any(map(_is_filled, value))
    return value is not None and value != ""


def _section(value: Any, path: FieldPath) -> tuple[Mapping[str, object], FieldPath]:  # noqa: ANN401 - any mapping of the file
    """Return the settings of a section in the form with an `id`, and their path, from `{patents: {limit: 10}}`."""
    if len(value) == 1:
        name, settings = next(iter(value.items()))
        if name not in keys_of(SectionSettings) and (settings is None or isinstance(settings, Mapping)):
            return {"id": name, **(settings or {})}, (*path, name)
    return value, path


_Reader: TypeAlias = Callable[[ItemReader, object, FieldPath, Field], object]
_READERS: dict[FieldKind, _Reader] = {
    **dict.fromkeys((FieldKind.TEXT, FieldKind.MARKUP, FieldKind.LINK), ItemReader.text),
    **dict.fromkeys((FieldKind.TEXTS, FieldKind.BULLETS, FieldKind.LINKS), ItemReader.text_list),
    FieldKind.DATE: ItemReader.date,
    FieldKind.WORDS: ItemReader.words,
    FieldKind.WORD: ItemReader.word,
    FieldKind.NUMBER: ItemReader.number,
    FieldKind.FLAG: ItemReader.flag,
    FieldKind.LIMITS: ItemReader.limits,
    FieldKind.FACTS: ItemReader.facts,
    FieldKind.FREE: ItemReader.free,
    FieldKind.ITEM: ItemReader.mapping,
    FieldKind.ITEMS: ItemReader.items,
}
