"""Convert: a profile as a file of another program, or in another format of profiles."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from resume_cli.interchange.draft import Draft, Note
from resume_cli.interchange.emit import emit
from resume_cli.interchange.translation import leaves
from resume_cli.interchange.writers import OWN, WRITERS

if TYPE_CHECKING:
    from resume_cli.errors import FieldPath
    from resume_cli.pipeline import LoadedProfile
    from resume_cli.profile.fields import Field
    from resume_cli.profile.values import LocalizedText
    from resume_cli.select.walk import FieldNames


class Report:
    """What a writer could not write: each value is noted with its place in the profile."""

    def __init__(self, loaded: LoadedProfile) -> None:
        self._locator = loaded.locator
        self._file = loaded.source.name
        self.notes: list[Note] = []

    def lost(self, path: FieldPath, value: object, why: str) -> None:
        """Note every text within a value as lost."""
        for at, leaf in leaves(value, path):
            self._note(Draft(file=self._file, locator=self._locator, notes=self.notes), at, leaf, why)

    def _note(self, draft: Draft, path: FieldPath, value: object, why: str) -> None:
        draft.note("lost", path, value=value, message=why)

    def lose(self, entry: dict[str, Any], path: FieldPath, *keys: str, why: str) -> None:
        """Remove keys of an entry and note their values as lost."""
        for key in keys:
            if key in entry:
                self.lost((*path, key), entry.pop(key), why)


def convert(loaded: LoadedProfile, to: str, language: str | None) -> tuple[bytes, list[Note]]:
    """Return a profile in another format, with a note for each text that the format has no place for.

    `to` is one of `OWN` or `WRITERS`. Without a language, the formats of profiles keep all languages and the others
    get the file's default. Raises UsageError for an unknown language.
    """
    report = Report(loaded)
    if to in OWN:
        if language is None and loaded.source.content and _is_in(loaded, to):
            return loaded.source.content, []
        return emit(Draft(profile=_data(loaded, language)), to), []
    writer = import_module(f"resume_cli.interchange.writers.{WRITERS[to]}")
    return writer.write(_data(loaded, language or _default(loaded)), report), report.notes


def _is_in(loaded: LoadedProfile, to: str) -> bool:
    from pathlib import PurePath

    from resume_cli.profile.readers import PROFILE_SUFFIXES

    return PROFILE_SUFFIXES.get(PurePath(loaded.source.name).suffix.lower()) == to


def _default(loaded: LoadedProfile) -> str:
    from resume_cli.select import language_for

    return language_for(loaded.profile)


def _data(loaded: LoadedProfile, language: str | None) -> dict[str, Any]:
    """Return a profile as plain data: every entry of it, in one language if one is asked for."""
    from resume_cli.profile.data import to_data
    from resume_cli.profile.model import SectionSettings
    from resume_cli.select import select
    from resume_cli.select.walk import change_texts

    profile = loaded.profile
    if language is None:
        return to_data(profile)
    entries = [SectionSettings(id=each.id, title=each.title, entries=each.entries) for each in profile.sections]
    whole = select(replace(profile, sections=tuple(entries), variants={}), language).profile
    data = to_data(change_texts(whole, _untagged, ()), language)
    # How sections are shown, and the variants, are about the profile and not about one view of it.
    settings = to_data(
        replace(profile, sections=tuple(replace(each, entries=()) for each in profile.sections)), language
    )
    own = [each for each in data.pop("sections", []) if isinstance(each, dict) and "entries" in each]
    found = {key: settings[key] for key in ("sections", "variants") if key in settings}
    return data | found | {"sections": _joined(found.get("sections", []), own)}


def _untagged(text: LocalizedText, _field: Field, _names: FieldNames) -> LocalizedText:
    """Return a text without its language: other programs know of none."""
    return replace(text, values=(("", text.content),))


def _joined(settings: list[Any], own: list[dict[str, Any]]) -> list[Any]:
    """Return the settings of sections with the entries of those that are custom."""
    by_id = {each["id"]: each for each in own}
    joined = [
        {**each, **by_id.pop(each["id"], {})} if isinstance(each, dict) and "id" in each else each for each in settings
    ]
    return [*joined, *by_id.values()]
