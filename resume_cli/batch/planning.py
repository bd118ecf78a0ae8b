"""Deciding, before anything is rendered, which outputs there will be and what each is called."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from resume_cli.batch.tasks import Choice, OutputSpec, Wanted

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from resume_cli.batch.naming import Pattern
    from resume_cli.batch.sources import InputProfile


@dataclass(frozen=True, slots=True)
class Namer:
    """Turns choices into named pieces."""

    pattern: Pattern
    wanted: Wanted
    total: int

    @property
    def needs_profiles(self) -> bool:
        """Whether names or numbers of outputs hang on what stands in the profiles, so that these must be read first.

        A variant may hide the name that the file is called after.
        """
        fields, wanted = self.pattern.fields, self.wanted
        return (
            bool(wanted.variants)
            or "all" in wanted.languages
            or "name" in fields
            or ("language" in fields and not wanted.languages)
            or ("theme" in fields and not wanted.themes)
        )

    def known_choices(self, found: InputProfile) -> Iterator[Choice]:
        """Yield the choices that can be told without reading the profile."""
        for language in self.wanted.languages or ("",):
            for theme in self.wanted.themes or (None,):
                yield Choice(language, None, Path(theme or "").name, theme, found.stem, "")

    def pieces(self, index: int, found: InputProfile, choices: Sequence[Choice]) -> tuple[OutputSpec, ...]:
        """Return the named pieces of a profile; it is counted from 0, and from 1 in names."""
        return tuple(self._piece(index, found, choice, name) for choice in choices for name in self.wanted.formats)

    def _piece(self, index: int, found: InputProfile, choice: Choice, format_name: str) -> OutputSpec:
        values = {
            "stem": choice.stem,
            "name": choice.name,
            "language": choice.language,
            "variant": choice.variant or "",
            "theme": choice.theme,
            "format": self.wanted.formats[format_name].removeprefix("."),
            "index": f"{index + 1:0{len(str(self.total))}d}",
            "folder": found.folder.replace("/", "-"),
        }
        name = self.pattern.fill(values)
        return OutputSpec(format_name, choice.language or None, choice.variant, choice.asked_theme, name)
