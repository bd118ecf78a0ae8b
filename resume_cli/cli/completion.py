"""Shell completions, which must be fast and offer nothing in case of an error."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import suppress
from functools import wraps
from pathlib import Path
from typing import TypeAlias

import typer

Completer: TypeAlias = Callable[[typer.Context, str], list[str]]


def _silent(complete: Completer) -> Completer:
    """Return a completer that offers nothing instead of raising, because a traceback would garble the command line."""

    @wraps(complete)
    def silent(ctx: typer.Context, incomplete: str) -> list[str]:
        with suppress(Exception):
            return complete(ctx, incomplete)
        return []

    return silent


@_silent
def formats(ctx: typer.Context, incomplete: str) -> list[str]:
    """Return the available formats."""
    from resume_cli.exporters import registry

    return _listed(incomplete, (*(each.name for each in registry.registered()), "all"))


@_silent
def languages(ctx: typer.Context, incomplete: str) -> list[str]:
    """Return the languages that have labels and dates."""
    from resume_cli.locale.wording import AVAILABLE

    return _listed(incomplete, (*AVAILABLE, "all"))


@_silent
def themes(ctx: typer.Context, incomplete: str) -> list[str]:
    """Return the built-in and the installed themes; a folder is completed by the shell itself."""
    from resume_cli.theme.installed import installed_themes
    from resume_cli.theme.loader import theme_names

    return _listed(incomplete, (*theme_names(), *installed_themes()))


@_silent
def packs(ctx: typer.Context, incomplete: str) -> list[str]:
    """Return the built-in rule packs."""
    from resume_cli.check.packs import pack_names

    return _listed(incomplete, pack_names())


@_silent
def codes(ctx: typer.Context, incomplete: str) -> list[str]:
    """Return the codes of problems."""
    from resume_cli.codes import CODES

    return list(CODES)


@_silent
def variants(ctx: typer.Context, incomplete: str) -> list[str]:
    """Return the variants of the profile on the command line, or else of the profile in this folder."""
    from resume_cli.cli.profiles import find_profiles
    from resume_cli.profile.folder import read_bytes
    from resume_cli.profile.readers.load import load

    (name, *_) = find_profiles(_arguments(ctx)[1])
    data = load(read_bytes(Path(name).expanduser(), name), name).data
    return _listed(incomplete, (*data["variants"], "all")) if isinstance(data, dict) else []


@_silent
def options(ctx: typer.Context, incomplete: str) -> list[str]:
    """Return the keys that `-O` accepts: the options of the formats on the command line, and the theme tokens."""
    from resume_cli.exporters import registry
    from resume_cli.theme.loader import load_theme

    keys: list[str] = []
    for name in registry.parse_formats([_arguments(ctx)[0]]):
        with suppress(Exception):
            keys += registry.find(name).exporter.options
    tokens = load_theme(ctx.params.get("theme") or "plain").tokens
    return [f"{key}=" for key in (*dict.fromkeys(keys), *(f"token.{token}" for token in tokens))]


def _arguments(ctx: typer.Context) -> tuple[str, list[str]]:
    """Return the formats and the profiles on the command line.

    While the value of an option is completed, typer leaves all arguments unassigned in `ctx.args`.
    """
    names = [each.name for each in ctx.command.params]
    if "formats" in names:
        return ctx.args[0], ctx.args[1:]
    return ctx.params.get("to") or "terminal", ctx.args


def _listed(incomplete: str, known: Iterable[str]) -> list[str]:
    """Return the known words that can continue a comma-separated list."""
    begun = incomplete[: incomplete.rfind(",") + 1]
    taken = begun.split(",")
    return [begun + word for word in known if word not in taken and word.isprintable()]
