"""Suggestions for unknown keys of a profile."""

from __future__ import annotations

from typing import TYPE_CHECKING

from resume_cli.locale.languages import KNOWN
from resume_cli.suggestions import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Collection


def hint_for(key: str, known: Collection[str]) -> str:
    """Return a hint for an unknown key, or an empty string."""
    base, _, language = key.rpartition("_")
    if base in known and language in KNOWN:
        return f"write `{base}: {{{language}: …}}`"
    return did_you_mean(key, known)
