"""`resume show [PROFILE]`: the terminal view, paged when it is longer than the screen."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from dataclasses import replace

from resume_cli.cli import records
from resume_cli.cli.arguments import Parser, add_profiles, add_selection, add_talk, split_list, split_options
from resume_cli.cli.console import Console, colour_wanted, width_of
from resume_cli.cli.discovery import find_profiles
from resume_cli.cli.inputs import open_named, watcher
from resume_cli.cli.options import check_options, load_exporters
from resume_cli.cli.outcome import Outcome
from resume_cli.cli.pager import page
from resume_cli.cli.targets import STDOUT
from resume_cli.errors import ResumeError, UsageError
from resume_cli.job import Opened, Order, Output, Screen, Watch, languages_of, make, variants_of

_NARROWEST = 20
_WIDEST = 1000
#: Terminals that are known to print the sequence of a link as garbage.
_WITHOUT_LINKS = frozenset({"dumb", "linux", "vt100", "vt220", "cons25"})


def parser() -> Parser:
    """Return the parser of this command."""
    made = Parser("show", "[PROFILE]", "Show a profile in the terminal, paged when it is longer than the screen.")
    add_profiles(made, several=False)
    made.add_argument("--width", metavar="N", help="columns to fill (default: those of the terminal, else 80)")
    made.add_argument("--no-pager", action="store_true", help="print all at once, however long")
    add_selection(made)
    add_talk(made)
    return made


def run(words: Sequence[str]) -> int:
    """Run the command and return its exit code."""
    arguments = parser().read(words)
    console = Console(arguments.quiet, arguments.verbose, arguments.json)
    options, tokens = split_options(arguments.options)
    check_options(load_exporters(["terminal"]).values(), options)
    order = Order("terminal", theme=arguments.theme, options=options, tokens=tokens)
    named = [arguments.profiles] if arguments.profiles else []
    watch = watcher(console)
    opened = open_named(find_profiles(named)[0], arguments.input_format, watch)
    outcome = Outcome(console, arguments.strict)
    orders = _orders(
        opened, order, split_list(arguments.language, "language"), split_list(arguments.variant, "variant")
    )
    outputs = [_make(opened, each, _screen(arguments.width), outcome, watch) for each in orders]
    shown = b"\n".join(output.content for output in outputs if output)
    if not console.json and shown:
        page(shown, wanted=not arguments.no_pager)
    return outcome.finish()


def _orders(opened: Opened, order: Order, languages: Sequence[str], variants: Sequence[str]) -> list[Order]:
    return [
        replace(order, language=language, variant=variant)
        for variant in variants_of(opened, variants)
        for language in languages_of(opened, languages)
    ]


def _make(opened: Opened, order: Order, screen: Screen, outcome: Outcome, watch: Watch) -> Output | None:
    entry = records.record(opened.source.name, order.format, order.language, order.variant, order.theme)
    try:
        output = make(opened, order, screen, watch)
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
