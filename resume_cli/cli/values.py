"""The reading of the values of parameters that several commands have."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from resume_cli.errors import ResumeError, UsageError
from resume_cli.exporters import registry
from resume_cli.untrusted import EXPORTERS_VARIABLE, Untrusted

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


def split_list(text: str | None, what: str) -> tuple[str, ...]:
    """Return the parts of a comma-separated list, each once, in order; raises UsageError for an empty part."""
    if text is None:
        return ()
    parts = tuple(dict.fromkeys(part.strip() for part in text.split(",")))
    if not all(parts):
        raise UsageError(f"an empty {what} in `{text}`")
    return parts


def split_options(texts: Iterable[str] | None) -> tuple[dict[str, str], dict[str, str]]:
    """Return the options of formats and the tokens of the theme in `key=value` texts; raises UsageError."""
    options: dict[str, str] = {}
    tokens: dict[str, str] = {}
    for text in texts or ():
        key, equals, value = text.partition("=")
        key = key.strip()
        if not equals or not key:
            raise UsageError(f"-O takes key=value, not `{text}`")
        if key.startswith(registry.TOKEN):
            tokens[key.removeprefix(registry.TOKEN)] = value
        else:
            options[key] = value
    return options, tokens


def untrusted_rules() -> Untrusted:
    """Return the rules for an untrusted profile, with the exceptions that the environment allows."""
    allowed = os.environ.get(EXPORTERS_VARIABLE, "").split(",")
    return Untrusted(tuple(name for each in allowed if (name := each.strip().lower())))


def parse_formats(text: str, rules: Untrusted | None) -> tuple[str, ...]:
    """Return the names in a list of formats; raises UsageError or RefusedError.

    With rules, `all` selects the formats that they allow, and other formats are refused.
    """
    names = registry.parse_formats([text])
    if rules is None:
        return names
    if "all" in text.lower().split(","):
        return tuple(name for name in names if rules.allows(name, registry.BUILT_IN))
    for name in names:
        rules.check_exporter(name, registry.BUILT_IN)
    return names


def load_suffixes(formats: Iterable[str], options: Mapping[str, str]) -> dict[str, str | ResumeError]:
    """Return the suffix of each format, or the error if it cannot be loaded; raises UsageError for a bad option."""
    suffixes: dict[str, str | ResumeError] = {}
    exporters = []
    for name in formats:
        try:
            exporters.append(registry.find(name).exporter)
        except ResumeError as error:
            suffixes[name] = error
        else:
            suffixes[name] = exporters[-1].suffix
    registry.check_options(exporters, options)
    return suffixes
