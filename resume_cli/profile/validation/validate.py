"""Validate: the second step, plain data to a `Profile`, or all problems at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, cast

from msgspec import Struct

from resume_cli.errors import FieldPath, InputError, Problem, ProfileError, RefusedError
from resume_cli.locale.languages import canonical, is_named, meant
from resume_cli.profile.model import Item, Profile, keys_of
from resume_cli.profile.readers.plain_data import type_name
from resume_cli.profile.readers.positions import ProfileLocator, profile_error
from resume_cli.profile.validation import references
from resume_cli.profile.validation.items import ItemReader
from resume_cli.profile.validation.problems import Problems
from resume_cli.profile.validation.texts import TextReader

if TYPE_CHECKING:
    from resume_cli.profile.readers.load import Loaded

#: Reads a file beside the profile: its name for people, and its bytes.
ReadFile = Callable[[str], tuple[str, bytes]]


class Validated(Struct, frozen=True):
    """A profile that may be used, with what is to be said of it, placed and sorted."""

    profile: Profile
    problems: tuple[Problem, ...]
    locator: ProfileLocator


def validate(loaded: Loaded, read_file: ReadFile | None = None) -> Validated:
    """Return the profile that plain data describe, with all warnings.

    `read_file` reads the files that the profile names with `from`. Raises ProfileError with every error and
    warning when there is any error; InputError or RefusedError when a file read_file cannot be read.
    """
    problems = Problems()
    problems.extend(loaded.problems)
    places = loaded.locator
    data = _mapping(loaded)
    declared = _declared_languages(data)
    texts = TextReader(problems, declared, from_yaml=loaded.input_format == "yaml")
    reader = ItemReader(problems, texts, _Includer(places, read_file, problems))
    _check_top(data, problems)
    profile = cast("Profile", reader.item(Profile, data, ()))
    _check_languages(profile, texts, problems)
    references.check(profile, problems)
    found = problems.placed(places)
    if problems.counts["error"]:
        raise profile_error(loaded.file, found)
    return Validated(profile, found, places)


def _mapping(loaded: Loaded) -> Mapping[str, object]:
    """Return the mapping that a profile is."""
    if isinstance(loaded.data, Mapping):
        return loaded.data
    source = loaded.locator.source
    if loaded.data is None:
        raise source.error(0, "empty", "the file is empty", "`resume init` writes a profile to start from")
    raise source.error(
        0, "wrong-type", f"a profile is a mapping, and this is {type_name(loaded.data)}", "begin with `basics:`"
    )


def _declared_languages(data: Mapping[str, object]) -> tuple[str, ...]:
    """Return `meta.languages` as far as they can be read; what is wrong with them is found later."""
    meta = data.get("meta")
    languages = meta.get("languages") if isinstance(meta, Mapping) else None
    if isinstance(languages, str):
        languages = [languages]
    if not isinstance(languages, list):
        return ()
    return tuple(canonical(each) for each in languages if isinstance(each, str) and each)


def _check_top(data: Mapping[str, object], problems: Problems) -> None:
    known = keys_of(Profile)
    if data and not any(key in known for key in data) and not all(key.startswith("$") for key in data):
        problems.error(
            "not-a-profile", "none of the keys at the top is one of a profile", (),
            "a profile has `basics`, `work`, … as JSON Resume does; `resume init` writes one to start from",
        )  # fmt: skip


def _check_languages(profile: Profile, texts: TextReader, problems: Problems) -> None:
    """Check the declared languages, and warn of texts in others."""
    for index, tag in enumerate(profile.meta.languages):
        if not is_named(canonical(tag)):
            suggestion = meant(tag, ())
            hint = f"did you mean `{suggestion}`?" if suggestion else "a tag such as `en`, `zh`, `pt-BR`"
            problems.error(
                "unknown-language", f"`{tag}` is no tag of a known language", ("meta", "languages", index), hint
            )
    if not texts.declared:
        return
    for tag, path in texts.used.items():
        if tag not in texts.declared:
            problems.warn(
                "undeclared-language",
                f"`meta.languages` does not name `{tag}`",
                path,
                f"add `{tag}` there",
                at_key=True,
            )


class _Includer:
    """Reads the rows of a file named by `from`, and notes where they stand."""

    def __init__(self, places: ProfileLocator, read_file: ReadFile | None, problems: Problems) -> None:
        self.places = places
        self.read_file = read_file
        self.problems = problems

    def __call__(self, name: str, path: FieldPath, of: type[Item]) -> list[object]:
        """Return the rows of a file as plain data."""
        from resume_cli.profile.readers.load import is_list_file, load_list

        if self.read_file is None:
            raise InputError(f"{self._place(path)}: `{name}` cannot be read: this profile has no folder")
        try:
            file, content = self.read_file(name)
        except InputError as error:
            raise InputError(f"{self._place(path)}: {error.message}", hint=error.hint) from None
        except RefusedError as error:
            raise RefusedError(f"{self._place(path)}: {error.message}", hint=error.hint) from None
        if not is_list_file(file):
            self.problems.error(
                "unknown-file-type", f"`{name}` is of no known type", (*path, "from"), "csv, yaml, json, toml or bib"
            )
            return []
        try:
            data, places = load_list(content, file, of, path)
        except ProfileError as error:
            self.problems.extend(error.problems)
            return []
        self.places.include(path, places)
        return data

    def _place(self, path: FieldPath) -> str:
        """Return where the name of a file stands, as `file:line:column`."""
        position = self.places.locate((*path, "from"))
        return f"{position.file}:{position.line}:{position.column}"
