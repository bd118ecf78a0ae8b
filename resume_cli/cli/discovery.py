"""Which profiles are meant: those that were named, else the one that this folder has."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from resume_cli.errors import InputError, UsageError
from resume_cli.profile.readers import PROFILE_SUFFIXES
from resume_cli.profile.source import STDIN

if TYPE_CHECKING:
    from collections.abc import Iterable

_STEMS = ("profile", "resume")
_FOLDER = "profiles"


def find_profiles(named: Iterable[str]) -> tuple[str, ...]:
    """Return the profiles that were named, else `profile.*`, `resume.*`, or the only one in `profiles/`.

    Raises UsageError when several could be meant or stdin is named twice, InputError when there is none.
    """
    names = tuple(named)
    if names.count(STDIN) > 1:
        message = "stdin can be read only once"
        raise UsageError(message)
    return names or (_discover(Path()),)


def _discover(folder: Path) -> str:
    for stem in _STEMS:
        for suffix in PROFILE_SUFFIXES:
            if (folder / (stem + suffix)).is_file():
                return stem + suffix
    found = _in_profiles(folder / _FOLDER)
    if len(found) > 1:
        names = ", ".join(str(path) for path in found)
        message = f"several profiles could be meant: {names}"
        raise UsageError(message, hint=f"name one: {found[0]}")
    if found:
        return str(found[0])
    message = "no profile here: no profile.yaml, no resume.yaml, nothing in profiles/"
    raise InputError(message, hint="name a file, or start one with: resume init")


def _in_profiles(folder: Path) -> list[Path]:
    try:
        entries = sorted(folder.iterdir())
    except OSError:
        return []
    return [each for each in entries if _may_be_profile(each.name) and each.is_file()]


def _may_be_profile(name: str) -> bool:
    """Whether a file is called like a profile; the schema that `resume init` writes is none."""
    return name.endswith(tuple(PROFILE_SUFFIXES)) and not name.startswith(".") and not name.endswith(".schema.json")
