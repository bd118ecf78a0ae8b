"""`resume show [PROFILE]`: the terminal view, paged when it is longer than the screen."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from typing import Annotated

import typer
from msgspec.structs import replace

from resume_cli.cli import parameters as take
from resume_cli.cli.console import Console, colour_wanted, width_of
from resume_cli.cli.discovery import find_profiles
from resume_cli.cli.inputs import open_named, watcher
from resume_cli.cli.outcome import Outcome
from resume_cli.cli.pager import page
from resume_cli.cli.targets import STDOUT
from resume_cli.errors import ResumeError, UsageError
from resume_cli.exporters import registry
from resume_cli.output import results
from resume_cli.output.results import Output
from resume_cli.pipeline import (
    LoadedProfile,
    OnStep,
    RenderOptions,
    Screen,
    compose,
    languages_of,
    public_name,
    render,
    variants_of,
)

_NARROWEST = 20
_WIDEST = 1000
#: Terminals that are known to print the sequence of a link as garbage.
_WITHOUT_LINKS = frozenset({"dumb", "linux", "vt100", "vt220", "cons25"})


_Width = Annotated[
    str | None, typer.Option("--width", metavar="N", help="Columns to fill. Default: those of the terminal, else 80.")
]
_NoPager = Annotated[bool, typer.Option("--no-pager", help="Print all at once, however long.")]


def run(words: Sequence[str]) -> int:
    """Run the command and return its exit code."""
    return take.invoke(show, "show", words)


def show(
    profile: take.Profile = None,
    width: _Width = None,
    language: take.Language = None,
    variant: take.VariantNames = None,
    theme: take.ThemeName = None,
    options: take.Options = None,
    input_format: take.InputFormatOption = None,
    no_pager: _NoPager = False,
    strict: take.Strict = False,
    quiet: take.Quiet = False,
    verbose: take.Verbose = False,
    json: take.Json = False,
    debug: take.Debug = False,
) -> int:
    """Show a profile in the terminal, paged when it is longer than the screen."""
    console = Console(quiet, verbose, json)
    given, tokens = take.split_options(options)
    registry.check_options([registry.find("terminal").exporter], given)
    order = RenderOptions("terminal", theme=theme, options=given, tokens=tokens)
    on_step = watcher(console)
    loaded = open_named(find_profiles([profile] if profile else [])[0], input_format, on_step)
    outcome = Outcome(console, strict)
    all_options = _orders(loaded, order, take.split_list(language, "language"), take.split_list(variant, "variant"))
    outputs = [_make(loaded, each, _screen(width), outcome, on_step) for each in all_options]
    shown = b"\n".join(output.content for output in outputs if output)
    if not json and shown:
        page(shown, wanted=not no_pager)
    return outcome.finish()


def _orders(
    loaded: LoadedProfile, order: RenderOptions, languages: Sequence[str], variants: Sequence[str]
) -> list[RenderOptions]:
    return [
        replace(order, language=language, variant=variant)
        for variant in variants_of(loaded, variants)
        for language in languages_of(loaded, languages)
    ]


def _make(
    loaded: LoadedProfile, order: RenderOptions, screen: Screen, outcome: Outcome, on_step: OnStep
) -> Output | None:
    entry = results.record(loaded.source.name, order.format, order.language, order.variant, order.theme)
    try:
        entry["profile"] = public_name(compose(loaded, order, on_step).selection, loaded.source.name)
        output = render(loaded, order, screen, on_step)
    except ResumeError as error:
        outcome.fail(entry, error)
        return None
    outcome.show(entry, output, STDOUT)
    return output


def _screen(width: str | None) -> Screen:
    """Return what the terminal is like: no escape codes when piped, links only on a terminal that has them."""
    links = sys.stdout.isatty() and os.environ.get("TERM", "dumb") not in _WITHOUT_LINKS
    return Screen(_width(width), colour_wanted(sys.stdout), links)


def _width(text: str | None) -> int:
    if text is None:
        return max(_NARROWEST, width_of(sys.stdout))
    if not (text.isascii() and text.isdigit() and _NARROWEST <= int(text[:9]) <= _WIDEST):
        message = f"--width takes a number from {_NARROWEST} to {_WIDEST}, not {text!r}"
        raise UsageError(message)
    return int(text)
