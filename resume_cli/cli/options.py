"""The options of formats, `-O key=value`: known to one of the formats asked for, or an error that suggests."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

from resume_cli.errors import ResumeError, UsageError
from resume_cli.exporters import registry

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from resume_cli.export import Exporter


def load_exporters(formats: Iterable[str]) -> dict[str, Exporter | ResumeError]:
    """Return the exporter of each format, or the reason why it cannot be had."""
    exporters: dict[str, Exporter | ResumeError] = {}
    for name in formats:
        try:
            exporters[name] = registry.find(name).exporter
        except ResumeError as error:
            exporters[name] = error
    return exporters


def check_options(exporters: Iterable[Exporter | ResumeError], options: Mapping[str, str]) -> None:
    """Raise UsageError for an option that none of the exporters knows."""
    there = [each for each in exporters if not isinstance(each, ResumeError)]
    known = {key for each in there for key in each.options}
    for key in options:
        if key not in known:
            raise _unknown(key, known, there)


def _unknown(key: str, known: set[str], exporters: list[Exporter]) -> UsageError:
    close = get_close_matches(key, [*known, "token."], 1, 0.6)
    names = ", ".join(each.name for each in exporters)
    if close == ["token."]:
        hint = f"a token of the theme is written token.{key}"
    elif close:
        hint = f"did you mean {close[0]}?"
    else:
        hint = f"options of {names}: {', '.join(sorted(known)) or 'none'}; tokens of the theme: token.NAME=VALUE"
    return UsageError(f"{names} has no option {key}", hint=hint)
