"""The finding and loading of the profiles of a command."""

from __future__ import annotations

import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from resume_cli.errors import InputError, UsageError
from resume_cli.pipeline import LoadedProfile, OnStep, load
from resume_cli.profile.readers import PROFILE_SUFFIXES, limits
from resume_cli.profile.source import STDIN, creation_moment, read_source, source_of

if TYPE_CHECKING:
    from collections.abc import Iterable

_STEMS = ("profile", "resume")
_FOLDER = Path("profiles")
_BASICS = b"basics"
_BEGINNING = 4096


def find_profiles(named: Iterable[str]) -> tuple[str, ...]:
    """Return the named profiles, or else `profile.*`, `resume.*`, or the only profile in `profiles/`.

    Raises UsageError if several profiles could be meant, stdin is named twice, or SOURCE_DATE_EPOCH is invalid, and
    InputError if there is no profile.
    """
    creation_moment(None)
    names = tuple(named)
    if names.count(STDIN) > 1:
        message = "stdin can be read only once"
        raise UsageError(message)
    return names or (_discovered(),)


def find_profile(named: str | None) -> str:
    """Return the named profile, or else the one that `find_profiles` finds."""
    return find_profiles([named] if named else [])[0]


def _discovered() -> str:
    for name in (stem + suffix for stem in _STEMS for suffix in PROFILE_SUFFIXES):
        if Path(name).is_file():
            return name
    found = _in_folder()
    if len(found) > 1:
        message = f"several profiles could be meant: {', '.join(found)}"
        raise UsageError(message, hint=f"name one: {found[0]}")
    if found:
        return found[0]
    message = "no profile here: no profile.yaml, no resume.yaml, nothing in profiles/"
    example = f", such as {like[0]}" if (like := likely_profiles()) else ""
    raise InputError(message, hint=f"name a file{example}, or start one with: resume init")


def _in_folder() -> list[str]:
    return [str(each) for each in sorted(_FOLDER.glob("[!.]*")) if _may_be_profile(each)]


def likely_profiles() -> list[str]:
    """Return the files in `profiles/`, or else those of this folder that begin like a profile without a usual name."""
    found = _in_folder()
    if found:
        return found
    for path in sorted(Path().glob("[!.]*")):
        with suppress(OSError):
            if _may_be_profile(path):
                with path.open("rb") as file:
                    found += [str(path)] * (_BASICS in file.read(_BEGINNING))
    return found


def _may_be_profile(path: Path) -> bool:
    """Return whether a file has the name of a profile and is not the schema that `resume init` writes."""
    return path.suffix in PROFILE_SUFFIXES and not path.name.endswith(".schema.json") and path.is_file()


def load_profile(name: str, input_format: str | None, on_step: OnStep) -> LoadedProfile:
    """Read, load and validate a profile. Raises InputError, ProfileError or LimitError."""
    if name == STDIN:
        return load(source_of(sys.stdin.buffer.read(limits.MAX_BYTES + 1), STDIN, input_format), on_step)
    try:
        source = read_source(name, input_format)
    except InputError as error:
        from resume_cli.locale.languages import canonical
        from resume_cli.locale.wording import AVAILABLE

        hint = error.hint
        if not Path(name).suffix and canonical(name).partition("-")[0] in AVAILABLE:
            hint = f"several languages have commas between them: -l en,{name}"
        raise InputError(error.message, hint=hint) from None
    return load(source, on_step)


def load_starter(on_step: OnStep) -> LoadedProfile:
    """Load the profile that `resume init` writes."""
    from resume_cli.profile.starter import starter

    content = starter(("en", "zh"), "yaml").encode()
    return load(source_of(content, "starter.yaml", "yaml"), on_step)
