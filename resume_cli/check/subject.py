"""What is checked: a profile as one reader gets it, and the files of an export, made when they are needed."""

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

#: The formats that employers and their programs read, and that are therefore exported and read back.
FORMATS = ("pdf", "docx")


class Subject:
    """A profile in a language, a variant and a theme; `today` is the day on which it is looked at."""

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
        """The document as exporters get it."""
        return arranged(self.composition.document, self.theme.keyword, self.loaded.source.created)

    @cached_property
    def outputs(self) -> dict[str, Output]:
        """The exported files by format; the reason why one cannot be made is among the `failures`."""
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
        """Return whether the variant hides something, so that what is missing is meant to be."""
        variant = self.loaded.profile.variants.get(self.composition.selection.variant or "")
        return variant is not None and bool(variant.redact)
