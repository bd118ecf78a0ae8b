"""The subject of a check: a profile as one reader sees it, and its exported files, which are made on demand."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from resume_cli.compose.arrange import arranged
from resume_cli.errors import MissingPartError, Problem, ResumeError
from resume_cli.pipeline import compose, render, theme_of

if TYPE_CHECKING:
    from datetime import date

    from resume_cli.document import Document
    from resume_cli.output.results import Output
    from resume_cli.pipeline import LoadedProfile, RenderOptions
    from resume_cli.theme.loader import Theme

#: The formats that employers and their programs read, which are therefore exported and read back.
FORMATS = ("pdf", "docx")


class Subject:
    """A profile in a language, a variant and a theme; `today` is the date of the check."""

    def __init__(self, loaded: LoadedProfile, options: RenderOptions, today: date) -> None:
        self.loaded = loaded
        self.options = options
        self.today = today
        self.composition = compose(loaded, options)
        self.profile = self.composition.selection.profile
        self.failures: list[Problem] = []

    @cached_property
    def theme(self) -> Theme:
        """The theme that the export uses."""
        return theme_of(self.loaded, self.composition.selection, self.options)[0]

    @cached_property
    def document(self) -> Document:
        """The document that exporters receive."""
        return arranged(self.composition.document, self.theme.keyword, self.loaded.source.created)

    @cached_property
    def outputs(self) -> dict[str, Output]:
        """The exported files by format; errors are added to `failures`."""
        from msgspec.structs import replace

        made = {}
        for name in FORMATS:
            try:
                made[name] = render(self.loaded, replace(self.options, format=name))
            except ResumeError as error:
                code = "missing-glyph" if isinstance(error, MissingPartError) else "not-exported"
                self.failures.append(Problem(code, error.message, (), "error", error.hint))
        return made

    @property
    def is_redacted(self) -> bool:
        """Whether the variant redacts values, so that missing values are intended."""
        variant = self.loaded.profile.variants.get(self.composition.selection.variant or "")
        return variant is not None and bool(variant.redact)
