"""`resume init [PATH]`: a commented starter profile that exports at once; it never overwrites."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from resume_cli.cli import parameters
from resume_cli.cli.console import Console
from resume_cli.cli.values import split_list
from resume_cli.errors import OutputError, UsageError
from resume_cli.output import writer
from resume_cli.profile.readers import PROFILE_SUFFIXES

# Next to the profile, so that an editor completes and checks it without a network.
_SCHEMA = "profile.schema.json"

_Path = Annotated[
    str | None,
    typer.Argument(metavar="[PATH]", help="File or folder. Default: profile.yaml in this folder.", show_default=False),
]
_Languages = Annotated[str, parameters.language_option("L[,L]", "Languages of its texts.")]
_Format = Annotated[
    parameters.InputFormat | None, typer.Option("--format", help="Format. Default: that of PATH, else yaml.")
]
app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command()
def init(
    path: _Path = None,
    language: _Languages = "en,zh",
    form: _Format = None,
    quiet: parameters.Quiet = False,
    debug: parameters.Debug = False,
) -> None:
    """Write a commented starter profile, and its schema for the editor. Existing files are never overwritten."""
    import shlex

    from resume_cli.profile.starter import starter

    file, format_name = _file(path, form)
    content = starter(split_list(language, "language"), format_name, _SCHEMA)
    if _exists(file):
        message = f"{file} exists already"
        raise OutputError(message, hint="it was left as it is; choose another name")
    writer.make_folder(file.parent)
    writer.write_new(file, content.encode())
    _write_schema(file.parent / _SCHEMA)
    # The next command finds a profile of the usual name by itself.
    name = "" if file.parent == Path() and file.stem == "profile" else f" {shlex.quote(str(file))}"
    Console(quiet).tell(f"{file}: replace its texts by your own, then: resume export pdf{name}")


def _write_schema(file: Path) -> None:
    """Write the schema that the profile's first line names, unless there is such a file."""
    from json import dumps

    from resume_cli.profile.schema import schema

    if not _exists(file):
        writer.write_new(file, (dumps(schema(), ensure_ascii=False, indent=2) + "\n").encode())


def _exists(file: Path) -> bool:
    return file.exists() or file.is_symlink()


def _file(text: str | None, form: str | None) -> tuple[Path, str]:
    """Return the file to write and its format: that of its suffix, unless another was asked for."""
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
