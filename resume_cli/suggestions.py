"""Suggestions: the known word that is most like a mistyped one, and the command that installs an extra here."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

#: The least similarity of a suggestion, as measured by difflib.
_SIMILARITY = 0.7
_LENGTH_DIFFERENCE = 2


def closest(word: str, known: Iterable[str], similarity: float = _SIMILARITY) -> str:
    """Return the known word most similar to `word`, ignoring case and separators, or an empty string."""
    from difflib import get_close_matches

    by_folded: dict[str, str] = {}
    folded = fold(word)
    for each in known:
        if abs(len(fold(each)) - len(folded)) <= _LENGTH_DIFFERENCE:
            by_folded.setdefault(fold(each), each)
    return by_folded.get(next(iter(get_close_matches(folded, by_folded, 1, similarity)), ""), "")


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return a hint with the known word most similar to `word`, or an empty string."""
    meant = closest(word, known)
    return f"did you mean `{meant}`?" if meant else ""


def fold(word: str) -> str:
    """Return a word in lower case, without spaces, hyphens and underscores."""
    return word.lower().replace("_", "").replace("-", "").replace(" ", "")


def install_extra(extra: str) -> str:
    """Return the command that adds an extra to this installation, whichever tool made it."""
    wanted, prefix = f"'resume-press[{extra}]'", Path(sys.prefix)
    if (prefix / "pipx_metadata.json").exists():
        return f"pipx runpip {prefix.name} install {wanted}"
    if (prefix / "uv-receipt.toml").exists():
        return f"uv pip install --python {sys.executable} {wanted}"
    is_active = sys.prefix in {sys.base_prefix, os.environ.get("VIRTUAL_ENV")}
    return f"pip install {wanted}" if is_active else f"{sys.executable} -m pip install {wanted}"
