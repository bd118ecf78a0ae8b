"""The reading of keys that a class does not have as the keys that they mean."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from msgspec import Struct
from msgspec import field as struct_field
from msgspec.structs import replace

from resume_cli.locale.scripts import script_of
from resume_cli.profile import other_keys
from resume_cli.profile.fields import Field, FieldKind, Item, fields_of, keys_of
from resume_cli.profile.model import Basics, NetworkProfile, Profile
from resume_cli.profile.values import LocalizedText

if TYPE_CHECKING:
    from resume_cli.errors import FieldPath
    from resume_cli.profile.validation.items import ItemReader


class Renamed(Struct):
    """Reads the unknown keys of one mapping after its known keys have been read into `values`.

    `moved` contains the keys of a profile that belong in `basics`, and `doubled` the keys whose meaning the mapping
    already has under another key.
    """

    reader: ItemReader
    of: type[Item]
    value: Mapping[str, object]
    path: FieldPath
    values: dict[str, Any]
    moved: dict[str, object] = struct_field(default_factory=dict)
    doubled: set[str] = struct_field(default_factory=set)
    name: dict[str, str] = struct_field(default_factory=dict)

    def read(self, key: str) -> bool:
        """Read the value of an unknown key; return whether nothing remains to be reported about it."""
        inner = self.value[key]
        fields = [each for each in other_keys.meant(self.of, key) if self._fits(each, inner)]
        for field in fields:
            if self._has_room(field, inner):
                self._note(key, field.key)
                self._put(field, key, inner)
                return True
            if self.value.get(field.key) == inner:
                return True
        if self.of is Basics and isinstance(inner, Mapping) and other_keys.is_about_person(key):
            self._note(key, "basics")
            self._merge(self.values, self.reader.item(Basics, inner, (*self.path, key)))
            return True
        if self.of is Basics and (part := other_keys.part_of_name(key)) and isinstance(inner, str):
            self.name[part] = key
            return "name" not in self.values
        if self.of is Basics and self._read_fact(key, inner):
            return True
        if self.of is Profile and self._belongs_in_basics(key, inner):
            self.moved[key] = inner
            return True
        if fields:
            message = f"`{key}` is another name of `{fields[0].key}`, which is here too and is shown"
            path = (*self.path, key)
            self.reader.problems.warn("doubled-key", message, path, "delete one of the two", at_key=True)
            self.doubled.add(key)
        return False

    def finish(self) -> None:
        """Read the values that need several keys: a name from its parts, and the keys that belong in `basics`."""
        self._join_name()
        if not self.moved:
            return
        for key in self.moved:
            if key in keys_of(Basics):
                self._note(key, f"basics.{key}")
        moved = self.reader.item(Basics, self.moved, ())
        there = self.values.get("basics", Basics(("basics",)))
        values = {name: getattr(there, name) for name in fields_of(Basics)}
        self._merge(values, moved)
        self.values["basics"] = replace(there, **values, extra={**moved.extra, **there.extra})

    def _note(self, key: str, name: str, hint: str = "") -> None:
        # Keys at the top level that belong in `basics` are read without a path.
        name = f"basics.{name}" if self.of is Basics and not self.path else name
        message = f"`{key}` is read as `{name}`"
        self.reader.problems.note("renamed-key", message, (*self.path, key), hint or f"write `{name}`", at_key=True)

    def _fits(self, field: Field, inner: object) -> bool:
        return other_keys.fits(field, inner, colons=self.reader.texts.from_yaml)

    def _has_room(self, field: Field, inner: object) -> bool:
        """Return whether a field is empty or can take another value."""
        there = self.values.get(field.name)
        if there is None or there == ():
            return True
        if self.value.get(field.key) == inner:
            return False
        return field.kind is FieldKind.ITEMS or (field.kind is FieldKind.MARKUP and _is_plain(there))

    def _put(self, field: Field, key: str, inner: object) -> None:
        path, there = (*self.path, key), self.values.get(field.name)
        self.reader.put(self.values, field, inner, path)
        if field.kind is FieldKind.MARKUP and there is not None and _is_plain(read := self.values[field.name]):
            # Both texts are kept, as paragraphs.
            both = f"{there.content}\n\n{read.content}" if read is not there else there.content
            self.values[field.name] = replace(there, values=(("", both),))
        date = self.values.get("start_date")
        is_time = field.name == "start_date" and other_keys.is_time(self.of, key)
        if is_time and date is not None and date.year is not None and path not in self.reader.ranges:
            # Without an end, the entry would be shown as ongoing.
            self.values.setdefault("end_date", date)

    def _merge(self, values: dict[str, Any], item: Item) -> None:
        """Add the values of `basics` from another place: join lists and details, and report duplicate texts."""
        for name, field in fields_of(Basics).items():
            new, old = getattr(item, name), values.get(name)
            if not new or new == old:
                continue
            if old and not isinstance(old, (tuple, Mapping)):
                message = f"`{field.key}` of `basics` is here twice, and the other one is shown"
                self.reader.problems.warn("doubled-key", message, new.path, "delete one of the two", at_key=True)
            elif field.kind is FieldKind.FACTS:
                values[name] = {**dict(new), **dict(old or {})}
            else:
                values[name] = (*old, *(each for each in new if each not in old)) if old else new

    def _join_name(self) -> None:
        """Join the parts of a name."""
        if not self.name or "name" in self.values:
            return
        parts = [self.name[each] for each in ("first", "last") if each in self.name]
        names = [str(self.value[key]).strip() for key in parts]
        unspaced = all(script_of(name) in {"Han", "Kana", "Hangul"} for name in names)
        name = "".join(reversed(names)) if unspaced else " ".join(names)
        self._note(parts[0], "name")
        self.reader.put(self.values, keys_of(Basics)["name"], name, (*self.path, parts[0]))

    def _read_fact(self, key: str, inner: object) -> bool:
        """Read a fact that belongs in `details`, or an account under the name of its network."""
        name, network, path = other_keys.detail(key), other_keys.network(key), (*self.path, key)
        declared = keys_of(Basics)["details"]
        if name and not isinstance(inner, list):
            details = self.values.get("details", {})
            if name in details or not (fact := self.reader.fact(name, inner, path, declared)):
                return False
            self._note(key, f"details.{name}", f"write `details: {{{name}: …}}`")
            self.values["details"] = {**details, name: fact}
        elif network and isinstance(inner, str):
            self._note(key, "profiles")
            account = {"network": network, "url" if "/" in inner else "username": inner}
            profile = self.reader.item(NetworkProfile, account, path)
            self.values["profiles"] = (*self.values.get("profiles", ()), profile)
        return bool(name or network)

    def _belongs_in_basics(self, key: str, inner: object) -> bool:
        """Return whether a key of the profile means a value that belongs in `basics` and is missing there."""
        there = self.value.get("basics")
        declared = keys_of(Basics).get(key)
        fields = [declared] if declared else other_keys.meant(Basics, key)
        if any(self._fits(field, inner) for field in fields):
            return not isinstance(there, Mapping) or not any(there.get(field.key) for field in fields)
        known = other_keys.network(key) or other_keys.part_of_name(key)
        return bool(other_keys.detail(key) or (known and isinstance(inner, str)))


def _is_plain(text: object) -> bool:
    """Return whether a value is a text without a language."""
    return isinstance(text, LocalizedText) and not text.language
