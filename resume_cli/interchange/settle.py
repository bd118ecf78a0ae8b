"""The last step of an import: what no profile may hold is mended where it means one thing, and set aside elsewhere.

So whatever a source holds, the profile that comes of it can be exported at once.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from resume_cli.errors import ProfileError, format_path

if TYPE_CHECKING:
    from resume_cli.errors import FieldPath, Problem
    from resume_cli.interchange.draft import Draft

#: Problems are reported up to a number at once, and a value that was mended may be wrong in another way.
_ROUNDS = 20


def settle(draft: Draft) -> None:
    """Change what is an error in a draft's profile until nothing is, with a note for every change."""
    for _ in range(_ROUNDS):
        if not [each for each in _errors(draft.profile) if _settled(draft, each)]:
            return


def _errors(profile: dict[str, Any]) -> list[Problem]:
    from resume_cli.profile.readers.load import from_data
    from resume_cli.profile.validation.validate import validate

    try:
        validate(from_data(profile))
    except ProfileError as error:
        # What `from` names is beside the profile, where it is not looked for here.
        return [each for each in error.problems if each.severity == "error" and each.path and each.path[-1] != "from"]
    return []


def _settled(draft: Draft, problem: Problem) -> bool:
    """Mend a value, or set it aside; return whether it was found."""
    path = problem.path
    holder, key = _found(draft.profile, path[:-1]), path[-1]
    value = _found(holder, (key,))
    if value is None:
        return False
    if mended := _mended(value, problem):
        holder[key] = mended
        draft.note("guessed", path, format_path(path), value, f"not valid as it was: {problem.message}")
        return True
    while isinstance(key, int) or not isinstance(holder, dict):
        # An entry of a list stands beside the list.
        path = path[:-1]
        holder, key = _found(draft.profile, path[:-1]), path[-1]
    if isinstance(holder[key], list) and path != problem.path:
        holder[key].remove(value)
        holder.setdefault(f"x-{key}", []).append(value)
    else:
        holder[f"x-{key}"] = holder.pop(key)
    target = format_path((*path[:-1], f"x-{key}"))
    draft.note("kept", problem.path, target, value, f"not valid, so it is shown nowhere: {problem.message}")
    return True


def _found(value: Any, path: FieldPath) -> Any:  # noqa: ANN401 - plain data
    for step in path:
        try:
            value = value[step]
        except (KeyError, IndexError, TypeError):
            return None
    return value


def _mended(value: object, problem: Problem) -> object:
    """Return what a value means: the part of a date that can be, the list of entries that a mapping stands for."""
    if problem.code == "impossible-date" and isinstance(value, str):
        return re.sub(r"-(?:00|0)\b.*", "", value) if re.search(r"-0?0\b", value) else value.rpartition("-")[0]
    if problem.code == "wrong-type" and isinstance(value, Mapping) and "expected a list" in problem.message:
        entries = [*value.values()]
        # A mapping of mappings names its entries; any other is the only entry.
        return entries if entries and all(isinstance(each, Mapping) for each in entries) else [dict(value)]
    return None
