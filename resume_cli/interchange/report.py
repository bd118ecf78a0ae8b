"""The loss report, with an object per note for programs and a line per group of notes for people."""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING

from msgspec.structs import asdict

from resume_cli.interchange.draft import general

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from resume_cli.interchange.draft import Note

_LONGEST = 60
_FEW = 3
_TOLD = ("lost", "guessed", "kept")


def ndjson(notes: Iterable[Note]) -> str:
    """Return the notes as NDJSON, one object per line."""
    return "".join(json.dumps(asdict(note), ensure_ascii=False) + "\n" for note in notes)


def lines(notes: Iterable[Note]) -> Iterator[str]:
    """Yield a line for each group of notes with the same message, losses first, without renamed keys."""
    groups: dict[tuple[int, str], list[Note]] = {}
    for note in notes:
        if note.note in _TOLD:
            groups.setdefault((_TOLD.index(note.note), note.message), []).append(note)
    for (kind, message), members in sorted(groups.items(), key=lambda each: each[0][0]):
        first = members[0]
        place = f"{first.file}:{first.line}:{first.column}" if first.line else first.file
        where = f"in {len(members)} places, first at {place}" if len(members) > 1 else place
        value = "" if first.value is None or len(members) > 1 else f" `{_short(first.value)}`"
        keys = [*dict.fromkeys(general(each.source) or "(file)" for each in members)]
        named = ", ".join(f"`{key}`" for key in keys[:_FEW]) + (f", … ({len(keys)} keys)" if len(keys) > _FEW else "")
        yield f"{_TOLD[kind]}: {named}{value}: {message} ({where})"


def summary(notes: Iterable[Note]) -> str:
    """Return the number of notes of each kind as a text, such as `3 lost, 2 guessed`."""
    count = Counter(note.note for note in notes)
    return ", ".join(f"{count[kind]} {kind}" for kind in ("lost", "guessed", "kept", "renamed") if count[kind])


def _short(value: object) -> str:
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    text = " ".join(str(text).split())
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
