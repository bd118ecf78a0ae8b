"""The parameters that several commands have; `values` reads their values."""

from __future__ import annotations

from typing import Annotated, Any, Literal

import typer

from resume_cli.cli import completion
from resume_cli.untrusted import VARIABLE

InputFormat = Literal["yaml", "json", "toml"]
_DISCOVERED = "profile.yaml or resume.yaml (.yml, .toml, .json), or the only file in profiles/."

Profiles = Annotated[
    list[str] | None,
    typer.Argument(metavar="[PROFILE…]", help=f"Files, or - for stdin. Default: {_DISCOVERED}", show_default=False),
]
Profile = Annotated[
    str | None,
    typer.Argument(metavar="[PROFILE]", help=f"File, or - for stdin. Default: {_DISCOVERED}", show_default=False),
]
InputFormatOption = Annotated[
    InputFormat | None, typer.Option("--input-format", help="Format of stdin, when it cannot be guessed.")
]


def language_option(metavar: str, text: str) -> Any:  # noqa: ANN401 - as typer.Option itself
    """Return the declaration of `--language` with the given help."""
    return typer.Option("--language", "-l", metavar=metavar, help=text, autocompletion=completion.languages)


def theme_option(metavar: str, text: str) -> Any:  # noqa: ANN401 - as typer.Option itself
    """Return the declaration of `--theme` with the given help."""
    return typer.Option("--theme", "-t", metavar=metavar, help=text, autocompletion=completion.themes)


Language = Annotated[str | None, language_option("L[,L]|all", "Languages, such as zh,en.")]
Theme = Annotated[str | None, theme_option("NAME|FOLDER", "Theme, or the folder of one.")]
Variant = Annotated[
    str | None,
    typer.Option(
        "--variant",
        "-V",
        metavar="NAME[,NAME]|all",
        help="Variants of the profile.",
        autocompletion=completion.variants,
    ),
]
Options = Annotated[
    list[str] | None,
    typer.Option(
        "-O",
        metavar="KEY=VALUE",
        help="Option of a format (see resume exporters --options), or token.NAME=VALUE of the theme.",
        show_default=False,
        autocompletion=completion.options,
    ),
]
AllowMissingGlyphs = Annotated[
    bool, typer.Option("--allow-missing-glyphs", help="Make a PDF also where no font has some of its characters.")
]
Untrusted = Annotated[
    bool,
    typer.Option(
        "--untrusted",
        envvar=VARIABLE,
        show_envvar=False,
        help="For profiles from strangers: built-in themes and formats only, narrow limits, nothing left out silently.",
    ),
]
Strict = Annotated[
    bool, typer.Option("--strict", help="Exit with 1 where there is a warning; files are written, notes never count.")
]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Print nothing but errors.")]
Verbose = Annotated[bool, typer.Option("--verbose", help="Name the six steps as they are taken.")]
Json = Annotated[bool, typer.Option("--json", help="Print one JSON object per result on stdout.")]
JsonLines = Annotated[bool, typer.Option("--json", help="Print one JSON object per line.")]
