"""The last step of an import, which repairs invalid values with an obvious meaning and sets others aside.

As a result, the imported profile can be exported immediately, regardless of the content of the source.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from resume_cli.errors import ProfileError, format_path

if TYPE_CHECKING:
    from resume_cli.errors import FieldPath, Problem
    from resume_cli.interchange.draft import Draft

#: The maximum number of rounds. Several are needed because the number of problems reported at once is limited, and
#: because a repaired value may have another problem.
_ROUNDS = 20


def settle(draft: Draft) -> None:
    """Repair or set aside invalid values until a draft's profile has no errors, and add a note for each change."""
    for _ in range(_ROUNDS):
        if not [each for each in _errors(draft.profile) if _settled(draft, each)]:
            return


def _errors(profile: dict[str, Any]) -> list[Problem]:
    from resume_cli.profile.readers.load import from_data
    from resume_cli.profile.validation.validate import validate

    try:
        validate(from_data(profile))
    except ProfileError as error:
        # Files named by `from` are next to the profile and cannot be read here.
        return [each for each in error.problems if each.severity == "error" and each.path and each.path[-1] != "from"]
    return []


def _settled(draft: Draft, problem: Problem) -> bool:
    """Repair a value or set it aside; return whether it was found."""
    path = problem.path
    if _found(draft.profile, path) is None:
        return False
    holder, key = _found(draft.profile, path[:-1]), path[-1]
    value = holder[key]
    if mended := _mended(value, problem):
        holder[key] = mended
        draft.note("guessed", path, format_path(path), value, f"not valid as it was: {problem.message}")
        return True
    if problem.code == "unknown-language" and len(path) > 1:
        # A mapping in place of a text: all of it is set aside.
        path = path[:-1]
        holder, key = _found(draft.profile, path[:-1]), path[-1]
        value = holder[key]
    at = path
    while isinstance(key, int) or not isinstance(holder, dict):
        # An entry of a list is set aside next to the list.
        path = path[:-1]
        holder, key = _found(draft.profile, path[:-1]), path[-1]
    if isinstance(holder[key], list) and path != at:
        holder[key].remove(value)
        holder.setdefault(f"x-{key}", []).append(value)
    else:
        holder[f"x-{key}"] = holder.pop(key)
    target = format_path((*path[:-1], f"x-{key}"))
    draft.note("kept", at, target, value, f"not valid, so it is shown nowhere: {problem.message}")
    return True


def _found(value: Any, path: FieldPath) -> Any:  # noqa: ANN401 - plain data
    for step in path:
        try:
            value = value[step]
        except (KeyError, IndexError, TypeError):
            return None
    return value


def _mended(value: object, problem: Problem) -> object:
    """Return a repaired value, which is the valid part of a date or the list that a mapping replaces, or None."""
    if problem.code == "impossible-date" and isinstance(value, str):
        return re.sub(r"-(?:00|0)\b.*", "", value) if re.search(r"-0?0\b", value) else value.rpartition("-")[0]
    if problem.code == "wrong-type" and isinstance(value, Mapping) and "expected a list" in problem.message:
        entries = [*value.values()]
        # In a mapping of mappings, the values are the entries. Any other mapping is the only entry.
        return entries if entries and all(isinstance(each, Mapping) for each in entries) else [dict(value)]
    return None
