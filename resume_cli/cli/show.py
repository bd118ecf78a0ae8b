"""`resume show [PROFILE]`: the terminal view, paged when it is longer than the screen."""

from __future__ import annotations

import os
import sys
from itertools import product
from typing import Annotated

import typer
from msgspec.structs import replace

from resume_cli.cli import clock, parameters
from resume_cli.cli.console import Console, colour_wanted, page, width_of, write_bytes
from resume_cli.cli.examples import command
from resume_cli.cli.outputs import Outputs
from resume_cli.cli.profiles import find_profile, load_profile
from resume_cli.cli.targets import STDOUT
from resume_cli.cli.values import load_suffixes, split_list, split_options, untrusted_rules
from resume_cli.output.results import Output
from resume_cli.pipeline import RenderOptions, Screen, languages_of, variants_of

_NARROWEST = 20
_WIDEST = 1000
#: Terminals known to print the escape sequence of a link as garbage.
_WITHOUT_LINKS = frozenset({"dumb", "linux", "vt100", "vt220", "cons25"})

_Width = Annotated[
    int | None,
    typer.Option(
        "--width",
        metavar="N",
        min=_NARROWEST,
        max=_WIDEST,
        help="Columns to fill. Default: those of the terminal, else 80.",
    ),
]
_NoPager = Annotated[bool, typer.Option("--no-pager", help="Print everything at once, however long.")]


@command(
    "resume show",
    "resume show profile.yaml --language zh --width 60",
    "resume show profile.yaml --variant architect --theme modern",
)
def show(
    profile: parameters.Profile = None,
    width: _Width = None,
    language: parameters.Language = None,
    variant: parameters.Variant = None,
    theme: parameters.Theme = None,
    options: parameters.Options = None,
    input_format: parameters.InputFormatOption = None,
    no_pager: _NoPager = False,
    timeout: clock.Timeout = clock.SECONDS,
    allow_missing_glyphs: parameters.AllowMissingGlyphs = False,
    untrusted: parameters.Untrusted = False,
    strict: parameters.Strict = False,
    quiet: parameters.Quiet = False,
    verbose: parameters.Verbose = False,
    json: parameters.Json = False,
) -> int:
    """Show a profile in the terminal, paged when it is longer than the screen."""
    console = Console(quiet, verbose, json)
    given, tokens = split_options(options)
    load_suffixes(["terminal"], given)
    rules = untrusted_rules() if untrusted else None
    wanted = RenderOptions("terminal", None, None, theme, given, tokens, allow_missing_glyphs, rules)
    outputs = Outputs(console, strict, summarize=False, languages=language)
    views: list[bytes] = []

    def collect(output: Output) -> str:
        views.append(output.content)
        return STDOUT

    with clock.limited(timeout):
        loaded = load_profile(find_profile(profile), input_format, console.on_step)
        variants = variants_of(loaded, split_list(variant, "variant"))
        for each, tag in product(variants, languages_of(loaded, split_list(language, "language"))):
            outputs.make(loaded, replace(wanted, variant=each, language=tag), collect, _screen(width))
    if views and not json:
        # Reading in a pager would take longer than the time limit of an untrusted profile.
        (write_bytes if no_pager or untrusted else page)(b"\n".join(views))
    return outputs.finish()


def _screen(width: int | None) -> Screen:
    """Return the properties of the terminal, without escape codes for a pipe, and with links only if supported."""
    links = sys.stdout.isatty() and os.environ.get("TERM", "dumb") not in _WITHOUT_LINKS
    return Screen(width or max(_NARROWEST, width_of(sys.stdout)), colour_wanted(sys.stdout), links)
