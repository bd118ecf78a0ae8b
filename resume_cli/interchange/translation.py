"""The translation of mappings of a source to mappings of a profile, which accounts for every value.

A reader takes values by their keys. Values that it has not taken by the end are kept, with a note for each leaf.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, Self, TypeAlias

from resume_cli.errors import format_path
from resume_cli.interchange import periods, prose

if TYPE_CHECKING:
    from types import TracebackType

    from resume_cli.errors import FieldPath
    from resume_cli.interchange.draft import Draft
    from resume_cli.interchange.prose import Prose

Target: TypeAlias = dict[str, Any]


class Translation:
    """Moves values from `source`, at `path` in its file, to `target`, at `into` in the profile."""

    def __init__(
        self, draft: Draft, source: object, target: Target, path: FieldPath = (), into: FieldPath = ()
    ) -> None:
        self.draft = draft
        # Anything other than a mapping gets a key, so that it is reported as well.
        found = source if isinstance(source, Mapping) else {"value": source}
        self.left = {str(key): value for key, value in found.items() if is_filled(value)}
        self.target = target
        self.path = path
        self.into = into

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, value: object, traceback: TracebackType | None) -> None:
        if kind is None:
            self.done()

    def take(self, *keys: str) -> Any:  # noqa: ANN401 - plain data
        """Remove and return the value of the first of these keys that has one, or return None."""
        found = next((key for key in keys if key in self.left), None)
        return None if found is None else self.left.pop(found)

    def put(self, key: str, value: object) -> None:
        """Set a key of the target unless it is already set or the value is empty."""
        if is_filled(value):
            self.target.setdefault(key, value)

    def text(self, target: str, *keys: str, by: Callable[[str], str] = str) -> None:
        """Move a text, converted by the function `by`; lists and mappings are not moved."""
        self._move(target, keys or (target,), is_scalar, lambda value: by(scalar(value)))

    def texts(self, target: str, *keys: str, by: Callable[[str], str] = str) -> None:
        """Move a list of texts, converted by the function `by`; a single text becomes a list of one."""
        self._move(
            target, keys or (target,), is_flat, lambda value: [by(scalar(each)) for each in as_list(value) if each]
        )

    def date(self, target: str, *keys: str, end: bool = False) -> None:
        """Move a date; one that cannot be parsed is kept as text."""
        for key in keys or (target,):
            if is_scalar(self.left.get(key)) and target not in self.target:
                text = scalar(self.left.pop(key))
                self._dated(target, key, text, periods.date(text, end=end))

    def _dated(self, target: str, key: str, text: str, date: str) -> None:
        self.draft.renamed((*self.path, key), (*self.into, target), text, date)
        if date and not periods.is_date(date):
            self._note("kept", key, target, text, "not a date: kept in its words")
        self.put(target, date)

    def period(self, *keys: str) -> None:
        """Move a period written as one text, such as `Sep 2019 – Present`, to `startDate` and `endDate`."""
        key = next((key for key in keys if is_scalar(self.left.get(key))), None)
        if key is None:
            return
        text = scalar(self.left.pop(key))
        found = periods.period(text)
        if found.words:
            self._note("kept", key, "startDate", text, "not a period: kept in its words")
        else:
            self.draft.renamed((*self.path, key), (*self.into, "startDate"), text, f"{found.start}/{found.end}")
        self.put("startDate", found.words or found.start)
        self.put("endDate", found.words or found.end)

    def prose(self, text: str, bullets: str, *keys: str, by: Callable[[str], Prose] = prose.from_lines) -> None:
        """Move a text that may contain lists: its paragraphs to the key `text`, list items to the key `bullets`."""
        for key in keys:
            if is_scalar(self.left.get(key)):
                value = scalar(self.left.pop(key))
                found = by(value)
                if found.text and text in self.target:
                    found = found._replace(text=f"{self.target.pop(text)}\n\n{found.text}")
                self.put(text, found.text)
                if found.bullets:
                    self.target.setdefault(bullets, []).extend(found.bullets)
                self.draft.renamed((*self.path, key), (*self.into, text if found.text else bullets), value, found.text)

    def each(self, target: str, *keys: str) -> Iterator[Translation]:
        """Yield a translation of each mapping in a list to a new entry of the list `target`."""
        for key in keys or (target,):
            values = self.left.get(key)
            if isinstance(values, list) and all(isinstance(each, Mapping) or not is_filled(each) for each in values):
                self.left.pop(key)
                yield from self._entries(key, values, target)

    def _entries(self, key: str, values: list[Any], target: str) -> Iterator[Translation]:
        entries = self.target.setdefault(target, [])
        if key != target:
            self.draft.renamed((*self.path, key), (*self.into, target), None)
        for index, value in enumerate(values):
            if not is_filled(value):
                continue
            entry: Target = {}
            with Translation(
                self.draft, value, entry, (*self.path, key, index), (*self.into, target, len(entries))
            ) as each:
                yield each
            if entry:
                entries.append(entry)
        if not entries:
            del self.target[target]

    def inside(self, *keys: str, target: str = "") -> Translation:
        """Return the translation of a nested mapping to the key `target`, or without one to the target itself."""
        key = next((key for key in keys if isinstance(self.left.get(key), Mapping)), None)
        value = {} if key is None else self.left.pop(key)
        into: Target = self.target.setdefault(target, {}) if target and key else self.target
        where = (*self.into, target) if target else self.into
        return Translation(self.draft, value, into, (*self.path, key) if key else self.path, where)

    def lose(self, *keys: str, why: str) -> None:
        """Remove the values of these keys, and note each of their leaves as lost."""
        for key in keys:
            if key in self.left:
                for path, value in leaves(self.left.pop(key), (*self.path, key)):
                    self.draft.note("lost", path, value=value, message=why)

    def hide(self, reason: str) -> None:
        """Keep the remaining values of this mapping as a comment, because the source hides them."""
        if self.left:
            self.draft.hide(self.path, self.into, dict(self.left), reason)
            self.left.clear()

    def done(self) -> None:
        """Keep the remaining values under their own keys, with `x-` if a profile uses the key, and add notes."""
        for key, value in self.left.items():
            kept = key if key not in self.target and key not in _known(self.into) else f"x-{key}"
            self.target[kept] = value
            for path, leaf in leaves(value, (*self.path, key)):
                target = format_path((*self.into, kept, *path[len(self.path) + 1 :]))
                self.draft.note("kept", path, target, leaf, "profiles have no such key: kept under its own")
        self.left.clear()

    def _move(
        self, target: str, keys: tuple[str, ...], suits: Callable[[object], bool], by: Callable[[Any], object]
    ) -> None:
        for key in keys:
            value = self.left.get(key)
            if suits(value) and target not in self.target:
                del self.left[key]
                now = by(value)
                self.put(target, now)
                self.draft.renamed((*self.path, key), (*self.into, target), value, _comparable(now, value))

    def _note(self, kind: Any, key: str, target: str, value: object, message: str) -> None:  # noqa: ANN401 - a Kind
        self.draft.note(kind, (*self.path, key), format_path((*self.into, target)), value, message)


def _comparable(now: object, value: object) -> object:
    """Return the original value if the moved value is equivalent to it, or else the moved value as a list."""
    single = as_list(now) if isinstance(now, list) else [now]
    if isinstance(value, list):
        return value if [scalar(each) for each in value if each] == single else single
    return value if single == [scalar(value)] else single


def _known(into: FieldPath) -> frozenset[str]:
    """Return the keys that profiles define for the mapping at `into`, which must not get foreign values."""
    from resume_cli.profile.fields import keys_of
    from resume_cli.profile.model import SECTIONS, Basics, Profile, Work

    top = str(into[0]) if into else ""
    if top.startswith("x-"):
        return frozenset()
    of = Profile if not into else Basics if top == "basics" else SECTIONS[top].of if top in SECTIONS else Work
    return frozenset(keys_of(of))


def target_of(translation: Translation, key: str) -> str:
    """Return the path of a key of a translation's target in the profile, in the form used in notes."""
    return format_path((*translation.into, key))


def is_filled(value: object) -> bool:
    """Return whether a value is not null, a blank text, or a list or mapping that contains nothing else."""
    if isinstance(value, str):
        return bool(value.strip())
    if isinstance(value, Mapping):
        return any(map(is_filled, value.values()))
    if isinstance(value, list):
        return any(map(is_filled, value))
    return value is not None


def is_scalar(value: object) -> bool:
    """Return whether a value is a number, a boolean, or a text that is not blank."""
    return isinstance(value, str | int | float) and is_filled(value)


def is_flat(value: object) -> bool:
    """Return whether a value is a scalar or a list without nested lists and mappings."""
    return is_scalar(value) or (isinstance(value, list) and is_filled(value) and not any(map(_is_nested, value)))


def _is_nested(value: object) -> bool:
    return isinstance(value, Mapping | list)


def scalar(value: object) -> str:
    """Return a scalar as text."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value).strip()


def as_list(value: Any) -> list[Any]:  # noqa: ANN401 - plain data
    """Return a list unchanged, or any other value as a list of one."""
    return value if isinstance(value, list) else [value]


def leaves(value: object, path: FieldPath) -> Iterator[tuple[FieldPath, object]]:
    """Yield the path and the value of every filled scalar within a value."""
    if isinstance(value, Mapping):
        for key, inner in value.items():
            yield from leaves(inner, (*path, str(key)))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from leaves(inner, (*path, index))
    elif is_filled(value):
        yield path, value


def words_of(*values: object) -> set[str]:
    """Return the words and numbers of all texts within values, in small letters."""
    texts = (str(leaf) for value in values for _, leaf in leaves(value, ()))
    return {word for text in texts for word in re.findall(r"\w+", text.casefold())}
