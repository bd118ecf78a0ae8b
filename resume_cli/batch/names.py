"""The names of outputs, from a pattern whose values are each made safe as a part of a path."""

from __future__ import annotations

import unicodedata
from hashlib import sha256
from pathlib import Path
from string import Formatter
from typing import TYPE_CHECKING, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from resume_cli.batch.tasks import Matrix, OutputSpec
from resume_cli.errors import RefusedError, UsageError
from resume_cli.suggestions import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from resume_cli.pipeline import RenderOptions

FIELDS = ("stem", "name", "language", "variant", "theme", "format", "index", "folder")
# Windows reserves these names for devices, with any suffix and in any case.
_DEVICES = frozenset(
    {"con", "prn", "aux", "nul", *(f"{port}{digit}" for port in ("com", "lpt") for digit in "0123456789¹²³")}
)
_HIDDEN = {"Cc", "Cf", "Cs", "Co", "Cn"}
_FORBIDDEN = frozenset('/\\:*?"<>|')
# File systems allow 255 bytes, some of which are needed for the suffix and for the names of temporary files.
_LONGEST = 200
_LONGEST_SUFFIX = 40
_MOST_LABELS = 3
Owner = TypeVar("Owner")


class Pattern(Struct, frozen=True):
    """A pattern for names, such as `{language}/{stem}.{format}`."""

    text: str

    @classmethod
    def read(cls, text: str) -> Pattern:
        """Parse a pattern; raises UsageError for an invalid one, RefusedError if it leads out of the folder."""
        try:
            parts = list(Formatter().parse(text))
        except ValueError as error:
            raise UsageError(f"`--name {text}` is not a valid pattern: {error}") from None
        for _, field, form, conversion in parts:
            if field is not None and field not in FIELDS:
                hint = did_you_mean(field, FIELDS) or f"fields: {', '.join(FIELDS)}"
                raise UsageError(f"unknown field `{{{field}}}` in `--name`", hint=hint)
            if form or conversion:
                raise UsageError(f"`--name` takes plain fields such as `{{stem}}`, not `{{{field}:{form}}}`")
        if any(unicodedata.category(each) in _HIDDEN for each in text):
            raise UsageError("`--name` has invisible characters, which names of files should not have")
        if text.startswith("/") or "\\" in text or any(part in {"", ".", ".."} for part in text.split("/")):
            raise RefusedError(f"`--name {text}` leads out of the output folder, or has an empty part")
        return cls(text)

    def fill(self, values: Mapping[str, str]) -> str:
        """Return the name for values, with `/` between its parts; a folder with an empty name is omitted."""
        safe = {field: safe_value(values.get(field, "")) for field in FIELDS}
        *folders, file = (part.format_map(safe) for part in self.text.split("/"))
        return "/".join(_component(part) for part in (*filter(None, folders), file))

    def with_field(self, field: str) -> str:
        """Return the text of this pattern with another field: a folder at the beginning, others at the end."""
        if field == "folder":
            return f"{{folder}}/{self.text}"
        head, slash, file = self.text.rpartition("/")
        stem, dot, suffix = file.rpartition(".")
        if field == "format":
            return f"{head}{slash}{stem or file}.{{format}}"
        return f"{head}{slash}{stem}-{{{field}}}{dot}{suffix}" if dot else f"{self.text}-{{{field}}}"

    def needs_profiles(self, matrix: Matrix) -> bool:
        """Return whether profiles must be read before their outputs can be counted and named.

        With variants they must, because a variant may hide the name after which the file is named.
        """
        unknown = {"name": True, "language": not matrix.languages, "theme": not matrix.themes}
        fields = (field for _, field, _, _ in Formatter().parse(self.text))
        return bool(matrix.variants) or "all" in matrix.languages or any(unknown.get(field or "") for field in fields)

    def outputs_unread(self, matrix: Matrix, values: Mapping[str, str]) -> Iterator[OutputSpec]:
        """Yield the outputs of a profile without reading it; `values` are the values of its file."""
        for language in matrix.languages or (None,):
            for theme in matrix.themes or (None,):
                known = {**values, "language": language or "", "theme": Path(theme or "").name}
                options = matrix.render_options(language, None, theme)
                yield from self.outputs(matrix, known, options)

    def outputs(self, matrix: Matrix, values: Mapping[str, str], options: RenderOptions) -> Iterator[OutputSpec]:
        """Yield an output in each format; `values` are the values of all other fields."""
        for name, suffix in matrix.formats.items():
            named = self.fill({**values, "format": suffix.removeprefix(".")})
            yield OutputSpec(replace(options, format=name), named, values["label"])


def default_pattern(*, languages: bool, variants: bool, themes: bool) -> Pattern:
    """Return `{stem}.{format}` with a field for each property that has several values, as `export` names outputs."""
    several = {"language": languages, "variant": variants, "theme": themes}
    return Pattern("-".join(["{stem}", *(f"{{{field}}}" for field in several if several[field])]) + ".{format}")


def safe_value(text: str) -> str:
    """Return a text as a part of a file name, without separators, control characters and dots at its ends."""
    composed = unicodedata.normalize("NFC", text)
    shown = (each for each in composed if each.isspace() or unicodedata.category(each) not in _HIDDEN)
    return "".join("-" if each in _FORBIDDEN or each.isspace() else each for each in shown).strip(". ")


def _component(text: str) -> str:
    """Return a whole part of a path that is valid on every file system."""
    stem, dot, suffix = text.rpartition(".")
    if not dot or len(suffix.encode()) > _LONGEST_SUFFIX:
        stem, suffix = text, ""
    # An empty variant leaves separators behind, as in `stuart--.pdf`, and most programs take a name that begins with a
    # hyphen for an option.
    stem = stem.strip(". ").rstrip("-_").lstrip("-. ") or "resume"
    first, dot, rest = stem.partition(".")
    if first.casefold() in _DEVICES:
        stem = f"{first}_{dot}{rest}"
    if len(stem.encode()) > _LONGEST:
        # A hash replaces the part that is cut off, so that different names stay different.
        digest = sha256(stem.encode()).hexdigest()[:12]
        stem = stem.encode()[: _LONGEST - 13].decode(errors="ignore") + f"-{digest}"
    return f"{stem}.{suffix}" if suffix else stem


def collisions(named: Iterable[tuple[Owner, OutputSpec]]) -> Iterator[tuple[tuple[Owner, OutputSpec], ...]]:
    """Return the groups of outputs that would be the same file, each output with its owner.

    Names that differ only in case or in Unicode normalization are the same file on common systems.
    """
    taken: dict[str, list[tuple[Owner, OutputSpec]]] = {}
    for owner, spec in named:
        taken.setdefault(unicodedata.normalize("NFC", spec.name).casefold(), []).append((owner, spec))
    return (tuple(alike) for alike in taken.values() if len(alike) > 1)


def collision(alike: Sequence[tuple[str, OutputSpec]], pattern: Pattern) -> UsageError:
    """Return the error for outputs that would be the same file, each given with the folder of its profile."""
    labels = list(dict.fromkeys(spec.label for _, spec in alike))
    shown = " and ".join(labels[:_MOST_LABELS]) + (
        f" and {len(labels) - _MOST_LABELS} more" if labels[_MOST_LABELS:] else ""
    )
    message = f"{len(alike)} outputs would be called `{alike[0][1].name}`: of {shown}"
    return UsageError(message, hint=f"--name '{pattern.with_field(_difference(alike))}' tells them apart")


def _difference(alike: Sequence[tuple[str, OutputSpec]]) -> str:
    """Return a field whose values differ between all of the outputs, or `index`."""
    columns: dict[str, list[str | None]] = {
        "format": [spec.options.format for _, spec in alike],
        "language": [spec.options.language for _, spec in alike],
        "variant": [spec.options.variant for _, spec in alike],
        "theme": [spec.options.theme for _, spec in alike],
        "folder": [folder for folder, _ in alike],
    }
    return next((field for field, values in columns.items() if len(set(values)) == len(alike)), "index")
