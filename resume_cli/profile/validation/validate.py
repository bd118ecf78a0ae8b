"""The second step, which validates plain data and returns a `Profile`, or reports all problems at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import PurePath
from typing import TYPE_CHECKING, cast

from msgspec import Struct

from resume_cli.errors import FieldPath, InputError, Problem, ProfileError, RefusedError
from resume_cli.locale.languages import canonical, is_named, meant
from resume_cli.profile.fields import Item, keys_of
from resume_cli.profile.model import Basics, Profile
from resume_cli.profile.readers.foreign import foreign_format
from resume_cli.profile.readers.plain_data import type_name
from resume_cli.profile.readers.positions import ProfileLocator, profile_error
from resume_cli.profile.validation import patents, references
from resume_cli.profile.validation.items import ItemReader
from resume_cli.profile.validation.problems import Problems
from resume_cli.profile.validation.texts import TextReader

if TYPE_CHECKING:
    from resume_cli.profile.readers.load import Loaded

_EMPTY_HINTS = {
    ".csv": "the first row names the columns, each further row is an entry",
    ".bib": "`patents` takes the entries that are patents, `publications` all others",
}
#: A function that reads a file in the profile's folder and returns its display name and its bytes.
ReadFile = Callable[[str], tuple[str, bytes]]


class Validated(Struct, frozen=True):
    """A profile without errors, with its warnings and notes sorted by position."""

    profile: Profile
    problems: tuple[Problem, ...]
    locator: ProfileLocator


def validate(loaded: Loaded, read_file: ReadFile | None = None) -> Validated:
    """Return the profile in plain data, with all warnings.

    `read_file` reads the files that the profile names with `from`. Raises ProfileError with all errors and warnings if
    there are any errors.
    """
    problems = Problems()
    problems.extend(loaded.problems)
    places = loaded.locator
    data = _mapping(loaded)
    texts = TextReader(problems, _declared_languages(data), from_yaml=loaded.input_format == "yaml")
    reader = ItemReader(problems, texts, _Includer(places, read_file or _no_folder, problems))
    _check_top(data, problems)
    profile = cast("Profile", reader.item(Profile, data, ()))
    _check_languages(profile, texts, problems)
    references.check(profile, problems)
    for patent in profile.patents:
        patents.check(patent, problems)
    found = problems.placed(places)
    if problems.counts["error"]:
        raise profile_error(loaded.file, found)
    return Validated(profile, found, places)


def _mapping(loaded: Loaded) -> Mapping[str, object]:
    """Return the mapping of a profile; raises ProfileError if the data is not a mapping."""
    if isinstance(loaded.data, Mapping):
        return loaded.data
    source = loaded.locator.source
    if loaded.data is None:
        raise source.error(0, "empty", "the file is empty", "`resume init` writes a profile to start from")
    message = f"expected a mapping with the keys of a profile, found {type_name(loaded.data)}"
    raise source.error(0, "wrong-type", message, "begin with `basics:`")


def _declared_languages(data: Mapping[str, object]) -> tuple[str, ...]:
    """Return the readable tags of `meta.languages`; problems with them are reported later."""
    meta = data.get("meta", data.get("metadata"))
    languages = meta.get("languages") if isinstance(meta, Mapping) else None
    if isinstance(languages, str):
        languages = [languages]
    if not isinstance(languages, list):
        return ()
    return tuple(canonical(each) for each in languages if isinstance(each, str) and each)


def _check_top(data: Mapping[str, object], problems: Problems) -> None:
    if found := foreign_format(data):
        hint = "`resume import FILE` makes a profile of it"
        problems.error("foreign-format", f"this is {found[1]}, not a profile", (), hint)
        return
    if data and not any(_is_known(*each) for each in data.items()) and not all(key.startswith("$") for key in data):
        hint = "a profile has `basics`, `work`, … as JSON Resume does; `resume init` writes one to start from"
        problems.error("not-a-profile", "none of the keys at the top level belongs to a profile", (), hint)


def _is_known(key: str, value: object) -> bool:
    """Return whether a key at the top level identifies a profile.

    Keys such as `name` and `description` do not, because many other files have them.
    """
    if key in keys_of(Profile):
        return True
    from resume_cli.profile import other_keys

    if any(other_keys.fits(field, value) for field in other_keys.meant(Profile, key)):
        return True
    field = other_keys.named(Basics, key)
    return field is not None and (field.name in {"email", "phone"} or (field.name == "name" and not key.isascii()))


def _check_languages(profile: Profile, texts: TextReader, problems: Problems) -> None:
    """Check the declared languages, and warn of texts in undeclared languages."""
    for index, tag in enumerate(profile.meta.languages):
        if not is_named(canonical(tag)):
            suggestion = meant(tag, ())
            hint = f"did you mean `{suggestion}`?" if suggestion else "a tag such as `en`, `zh`, `pt-BR`"
            message = f"`{tag}` is not the tag of a known language"
            problems.error("unknown-language", message, ("meta", "languages", index), hint)
    for tag, path in texts.used.items() if texts.declared else ():
        if tag not in texts.declared:
            message = f"`meta.languages` does not name `{tag}`"
            problems.warn("undeclared-language", message, path, f"add `{tag}` there", at_key=True)


def _no_folder(name: str) -> tuple[str, bytes]:
    raise InputError(f"`{name}` cannot be read: this profile has no folder")


class _Includer(Struct):
    """Reads the rows of a file named by `from` and records their positions."""

    places: ProfileLocator
    read_file: ReadFile
    problems: Problems

    def __call__(self, name: str, path: FieldPath, of: type[Item]) -> list[object]:
        """Return the rows of a file as plain data."""
        from resume_cli.profile.readers.load import is_list_file, load_list

        try:
            file, content = self.read_file(name)
        except (InputError, RefusedError) as error:
            code = "missing-file" if isinstance(error, InputError) else "refused-file"
            hint = error.hint or "the name is relative to the folder of the profile"
            self.problems.error(code, error.message, (*path, "from"), hint)
            return []
        if not is_list_file(file):
            hint = "csv, yaml, json, toml or bib"
            self.problems.error("unknown-file-type", f"`{name}` has an unknown file type", (*path, "from"), hint)
            return []
        try:
            data, places = load_list(content, file, of, path, self.places.source.budget)
        except ProfileError as error:
            self.problems.extend(error.problems)
            return []
        self.problems.extend(tuple(places.source.problems))
        if not data:
            message = f"`{name}` has no entry for this list"
            self.problems.warn("empty-list", message, (*path, "from"), _EMPTY_HINTS.get(PurePath(file).suffix, ""))
        self.places.include(path, places)
        return data
