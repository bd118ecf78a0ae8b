"""The rules of `--untrusted`: a profile from a stranger is exported within narrow limits, or refused.

Themes must be built in; exporters must be built in or listed in an environment variable. Anything that would be left
out with a warning is an error, because nobody is there to read the warning. Time, memory and pages are limited, and
the work is done in a separate process.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from resume_cli.errors import LimitError, ProfileError, RefusedError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from resume_cli.errors import Problem

#: The environment variables that turn the rules on and that list the exporters of other distributions that may be used.
VARIABLE = "RESUME_UNTRUSTED"
EXPORTERS_VARIABLE = "RESUME_UNTRUSTED_EXPORTERS"
SECONDS = 60.0
MEMORY = 10**9
MOST_PAGES = 50
#: Codes of the warnings that something was removed from the profile, or is hidden in it.
_STRIPPED = frozenset({"removed-characters", "hidden-characters", "low-contrast", "refused-scheme", "image-unusable"})


class Untrusted(Struct, frozen=True):
    """The rules for a profile from a stranger; `exporters` may be used although they are not built in."""

    exporters: tuple[str, ...] = ()

    def allows(self, format_name: str, built_in: Iterable[str]) -> bool:
        """Return whether an exporter may be loaded and used."""
        return format_name in built_in or format_name in self.exporters

    def check_exporter(self, format_name: str, built_in: Iterable[str]) -> None:
        """Raise RefusedError for an exporter that must not be used."""
        if not self.allows(format_name, built_in):
            message = f"the exporter `{format_name}` is not built in, and the profile is untrusted"
            raise RefusedError(message, hint=f"allow it with {EXPORTERS_VARIABLE}={format_name}")

    def check_theme(self, name: str, *, is_built_in: bool) -> None:
        """Raise RefusedError for a theme that is not built in."""
        if not is_built_in:
            message = f"the theme `{name}` is not built in, and the profile is untrusted"
            raise RefusedError(message, hint="choose one that `resume themes` lists, with --theme")

    def check_output(self, profile: str, problems: Iterable[Problem], pages: int | None) -> None:
        """Raise ProfileError if something was left out of an output, or LimitError if it has too many pages."""
        left_out = tuple(replace(each, severity="error") for each in problems if each.code in _STRIPPED)
        if left_out:
            raise ProfileError(f"{profile}: something is hidden, or had to be left out", left_out)
        if pages is not None and pages > MOST_PAGES:
            raise LimitError(f"{profile}: {pages} pages, where an untrusted profile may have {MOST_PAGES}")
