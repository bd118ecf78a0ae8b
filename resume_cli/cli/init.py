"""`resume init [PATH]`: a commented starter profile that exports at once; it never overwrites."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Annotated

import typer

from resume_cli.cli import parameters
from resume_cli.cli.console import Console
from resume_cli.cli.examples import command
from resume_cli.cli.values import split_list
from resume_cli.errors import OutputError, UsageError
from resume_cli.output import writer
from resume_cli.output.results import size
from resume_cli.profile.readers import PROFILE_SUFFIXES

# The schema is written next to the profile, so that editors can use it without a network.
_SCHEMA = "profile.schema.json"

_Path = Annotated[
    str | None,
    typer.Argument(metavar="[PATH]", help="File or folder. Default: profile.yaml in this folder.", show_default=False),
]
_Languages = Annotated[
    str | None, parameters.language_option("L[,L]", "Languages of its texts. Default: that of your locale, or English.")
]
_Format = Annotated[
    parameters.InputFormat | None, typer.Option("--format", help="Format. Default: that of PATH, else yaml.")
]


@command(
    "resume init",
    "resume init cv.yaml --language en,zh",
    "resume init people/ada.toml",
)
def init(
    path: _Path = None,
    language: _Languages = None,
    form: _Format = None,
    quiet: parameters.Quiet = False,
) -> None:
    """Write a commented starter profile, and its schema for the editor. Existing files are never overwritten."""
    import shlex

    from resume_cli.profile.starter import borrowed, starter

    console = Console(quiet)
    file, format_name = _file(path, form)
    languages = split_list(language, "language") or (_own_language(),)
    content = starter(languages, format_name, _SCHEMA)
    if os.path.lexists(file):
        message = f"{file} exists already"
        raise OutputError(message, hint="it was left as it is; choose another name")
    writer.make_folder(file.parent)
    writer.write_new(file, content.encode())
    _write_schema(file.parent / _SCHEMA, console)
    if said := borrowed(languages):
        console.tell(said)
    # Commands find a profile with the usual name by themselves.
    name = "" if file.parent == Path() and file.stem == "profile" else f" {shlex.quote(str(file))}"
    console.tell(f"{file}: replace its texts with your own, then: resume export pdf{name}")


def _own_language() -> str:
    """Return the language of the locale if the example is written in it, or else English."""
    from resume_cli.profile.starter import written_in

    locale = next(filter(None, map(os.environ.get, ("LC_ALL", "LC_MESSAGES", "LANG"))), "")
    return written_in(re.split(r"[.@]", locale)[0]) or "en"


def _write_schema(file: Path, console: Console) -> None:
    """Write the schema named in the first line of the profile, unless the file exists."""
    from json import dumps

    from resume_cli.profile.schema import schema

    if not os.path.lexists(file):
        content = (dumps(schema(), ensure_ascii=False, indent=2) + "\n").encode()
        writer.write_new(file, content)
        console.tell(f"{file}: lets your editor complete and check the profile ({size(len(content))})")


def _file(text: str | None, form: str | None) -> tuple[Path, str]:
    """Return the file to write and its format, which is that of its suffix unless another is requested."""
    path = Path(text) if text else Path()
    if not text or text.endswith("/") or path.is_dir():
        form = form or "yaml"
        return path / f"profile.{form}", form
    by_suffix = PROFILE_SUFFIXES.get(path.suffix.lower())
    if form is None and by_suffix is None:
        message = f"the format of {path} is unknown"
        raise UsageError(message, hint="give it the suffix .yaml, .json or .toml, or use --format")
    if form and by_suffix and form != by_suffix:
        message = f"{path} would be read as {by_suffix}, not as {form}"
        raise UsageError(message, hint="leave --format out, or change the suffix")
    return path, form or by_suffix or "yaml"
