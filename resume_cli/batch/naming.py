"""What outputs are called: a pattern, filled with values that are each made one safe part of a path."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from hashlib import sha256
from string import Formatter
from typing import TYPE_CHECKING

from resume_cli.errors import RefusedError, UsageError
from resume_cli.suggestions import closest

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

FIELDS = ("stem", "name", "language", "variant", "theme", "format", "index", "folder")
#: Windows keeps these names for devices, with any suffix and in any case.
_DEVICES = frozenset(
    {"con", "prn", "aux", "nul", *(f"{port}{digit}" for port in ("com", "lpt") for digit in "0123456789¹²³")}
)
_FORBIDDEN = frozenset('/\\:*?"<>|')
# File systems take 255 bytes; a suffix and the name of a draft need some.
_LONGEST = 200
_LONGEST_SUFFIX = 40


@dataclass(frozen=True, slots=True)
class Pattern:
    """A pattern for names, such as `{language}/{stem}.{format}`."""

    text: str

    @classmethod
    def read(cls, text: str) -> Pattern:
        """Check a pattern. Raises UsageError for an unknown field, RefusedError for a way out of the folder."""
        try:
            parts = list(Formatter().parse(text))
        except ValueError as error:
            raise UsageError(f"--name {text!r} cannot be read: {error}") from None
        for _, field, form, conversion in parts:
            if field is not None and field not in FIELDS:
                raise _unknown(field)
            if form or conversion:
                raise UsageError(f"--name takes plain fields such as {{stem}}, not {{{field}:{form}}}")
        pieces = text.split("/")
        if text.startswith("/") or "\\" in text or any(piece in {"", ".", ".."} for piece in pieces):
            raise RefusedError(f"--name {text!r} leads out of the output folder, or has an empty part")
        return cls(text)

    @property
    def fields(self) -> frozenset[str]:
        """The fields that the pattern uses."""
        return frozenset(field for _, field, _, _ in Formatter().parse(self.text) if field is not None)

    def fill(self, values: Mapping[str, str]) -> str:
        """Return the name for these values, with `/` between its parts."""
        safe = {field: safe_value(values.get(field, "")) for field in FIELDS}
        return "/".join(_component(piece.format_map(safe)) for piece in self.text.split("/"))


def default_pattern(*, languages: bool, variants: bool, themes: bool) -> Pattern:
    """Return `{stem}.{format}` with what several were asked for in between, as `export` names its outputs."""
    parts = ["{stem}"]
    parts += [
        f"{{{field}}}"
        for field, several in (("language", languages), ("variant", variants), ("theme", themes))
        if several
    ]
    return Pattern("-".join(parts) + ".{format}")


def safe_value(text: str) -> str:
    """Return text as a part of a file name: no separators, no control characters, no dots at its ends."""
    composed = unicodedata.normalize("NFC", text)
    kept = "".join("-" if each in _FORBIDDEN or each.isspace() else each for each in composed if _is_shown(each))
    return kept.strip(". ")


def _is_shown(character: str) -> bool:
    return character.isspace() or unicodedata.category(character) not in {"Cc", "Cf", "Cs", "Co", "Cn"}


def _component(text: str) -> str:
    """Return a whole part of a path that every file system takes."""
    stem, dot, suffix = text.rpartition(".")
    if not dot or len(suffix.encode()) > _LONGEST_SUFFIX:
        stem, suffix = text, ""
    # An empty variant leaves separators behind: `stuart--.pdf`.
    stem = stem.strip(". ").rstrip("-_") or "resume"
    if stem.partition(".")[0].casefold() in _DEVICES:
        stem = f"{stem.partition('.')[0]}_{stem[len(stem.partition('.')[0]) :]}"
    return _shortened(stem) + (f".{suffix}" if suffix else "")


def _shortened(stem: str) -> str:
    """Return a stem within the limit; what is cut is replaced by a hash, so that names stay different."""
    encoded = stem.encode()
    if len(encoded) <= _LONGEST:
        return stem
    return encoded[: _LONGEST - 13].decode(errors="ignore") + "-" + sha256(encoded).hexdigest()[:12]


def refuse_collisions(names: Iterable[tuple[str, str]]) -> None:
    """Raise UsageError when two outputs, given as (name, label of the profile), would be one file.

    Names that differ only by case or by the form of their Unicode are one file on the usual systems.
    """
    taken: dict[str, str] = {}
    for name, label in names:
        key = unicodedata.normalize("NFC", name).casefold()
        if key in taken:
            message = f"two outputs would be called {name}: of {taken[key]} and of {label}"
            raise UsageError(
                message, hint="tell them apart with --name, by {folder}, {index}, {language}, {variant} or {theme}"
            )
        taken[key] = label


def _unknown(field: str) -> UsageError:
    meant = closest(field, FIELDS)
    fields = ", ".join(f"{{{each}}}" for each in FIELDS)
    hint = f"did you mean `{{{meant}}}`?" if meant else f"fields: {fields}"
    return UsageError(f"--name has no field `{{{field}}}`", hint=hint)
