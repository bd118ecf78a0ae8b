"""Reading what is given for the parameters that several commands take."""

from __future__ import annotations

from typing import TYPE_CHECKING

from resume_cli.errors import ResumeError, UsageError
from resume_cli.exporters import registry
from resume_cli.suggestions import did_you_mean

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
        if key.startswith("token."):
            tokens[key.removeprefix("token.")] = value
        else:
            options[key] = value
    return options, tokens


def load_suffixes(formats: Iterable[str], options: Mapping[str, str]) -> dict[str, str | ResumeError]:
    """Return the suffix of each format, or why it cannot be loaded; raises UsageError for an unknown option."""
    suffixes: dict[str, str | ResumeError] = {}
    known: set[str] = set()
    for name in formats:
        try:
            exporter = registry.find(name).exporter
        except ResumeError as error:
            suffixes[name] = error
        else:
            suffixes[name] = exporter.suffix
            known.update(exporter.options)
    for key in options:
        if key not in known:
            names = ", ".join(suffixes)
            there = f"options of {names}: {', '.join(sorted(known)) or 'none'}; tokens of the theme: token.NAME=VALUE"
            raise UsageError(f"{names} has no option `{key}`", hint=did_you_mean(key, known) or there)
    return suffixes
