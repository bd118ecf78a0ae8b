"""The conversion of a profile to a file of another program, or to another format of profiles."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from typing import TYPE_CHECKING, Any

from resume_cli.interchange.draft import Draft, Note
from resume_cli.interchange.emit import emit
from resume_cli.interchange.translation import leaves
from resume_cli.interchange.writers import OWN, WRITERS

if TYPE_CHECKING:
    from resume_cli.errors import FieldPath
    from resume_cli.pipeline import LoadedProfile
    from resume_cli.select.localise import LanguagePicker


class Report:
    """The values that a writer could not write, recorded as notes with their positions in the profile."""

    def __init__(self, loaded: LoadedProfile) -> None:
        self._locator = loaded.locator
        self._file = loaded.source.name
        self.notes: list[Note] = []

    def lost(self, path: FieldPath, value: object, why: str) -> None:
        """Add a note for every lost text within a value."""
        for at, leaf in leaves(value, path):
            self._note(Draft(file=self._file, locator=self._locator, notes=self.notes), at, leaf, why)

    def _note(self, draft: Draft, path: FieldPath, value: object, why: str) -> None:
        draft.note("lost", path, value=value, message=why)

    def lose(self, entry: dict[str, Any], path: FieldPath, *keys: str, why: str) -> None:
        """Remove keys of an entry and add notes for their lost values."""
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
    """Return a profile as plain data, with each text in one language if one is given."""
    from resume_cli.locale.languages import checked
    from resume_cli.profile.data import to_data
    from resume_cli.select import available_languages
    from resume_cli.select.localise import LanguagePicker

    data = to_data(loaded.profile)
    if language is None:
        return data
    languages = available_languages(loaded.profile)
    picker = LanguagePicker(checked(language, languages), languages)
    picked: dict[str, Any] = _picked(data, picker)
    if "languages" in picked.get("meta", {}):
        picked["meta"]["languages"] = [picker.language]
    return picked


def _picked(value: Any, picker: LanguagePicker) -> Any:  # noqa: ANN401 - plain data
    """Return plain data with one language of each text, and of each list that exists once per language."""
    if isinstance(value, list):
        return [_picked(each, picker) for each in value]
    if not isinstance(value, Mapping):
        return value
    tags = [key for key in value if key in picker.languages]
    if not tags or not value.keys() <= {*tags, "tags", "highlights"}:
        return {key: _picked(inner, picker) for key, inner in value.items()}
    text = value[picker.pick(tags)]
    rest = {key: _picked(value[key], picker) for key in ("tags", "highlights") if key in value}
    return {"text": text, **rest} if rest else text
