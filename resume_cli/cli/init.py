"""`resume init [PATH]`: a commented starter profile that exports at once; it never overwrites."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Literal

import typer

from resume_cli.cli import parameters as take
from resume_cli.cli.console import Console
from resume_cli.errors import ExitStatus, OutputError, UsageError
from resume_cli.output import writer

# Beside the profile, so that an editor completes and checks it with no network.
_SCHEMA = "profile.schema.json"
_SUFFIXES = {".yaml": "yaml", ".yml": "yaml", ".json": "json", ".toml": "toml"}


_Path = Annotated[
    str | None,
    typer.Argument(metavar="[PATH]", help="File or folder. Default: profile.yaml in this folder.", show_default=False),
]
_Languages = Annotated[str, typer.Option("--language", "-l", metavar="L[,L]", help="Languages of its texts.")]
_Format = Annotated[
    Literal["yaml", "json", "toml"] | None, typer.Option("--format", help="Format. Default: by PATH, else yaml.")
]


def run(words: Sequence[str]) -> int:
    """Run the command and return its exit code."""
    return take.invoke(init, "init", words)


def init(
    path: _Path = None,
    language: _Languages = "en,zh",
    form: _Format = None,
    quiet: take.Quiet = False,
    debug: take.Debug = False,
) -> int:
    """Write a commented starter profile, and its schema for the editor. What exists is never overwritten."""
    from resume_cli.profile.starter import starter

    file, shape = _place(path, form)
    content = starter(take.split_list(language, "language"), shape, _SCHEMA)
    if file.exists() or file.is_symlink():
        message = f"{file} exists already"
        raise OutputError(message, hint="it was left as it is; choose another name")
    writer.make_folder(file.parent)
    writer.write_new(file, content.encode())
    _write_schema(file.parent / _SCHEMA)
    Console(quiet).tell(f"{file}: write your own words into it, then: resume export pdf {_argument(file)}".rstrip())
    return ExitStatus.OK


def _write_schema(file: Path) -> None:
    """Write the schema that the profile's first line names, unless something stands there."""
    from json import dumps

    from resume_cli.profile.schema import schema

    if not (file.exists() or file.is_symlink()):
        writer.write_new(file, (dumps(schema(), ensure_ascii=False, indent=2) + "\n").encode())


def _place(text: str | None, form: str | None) -> tuple[Path, str]:
    """Return the file to write and its format, which the suffix tells unless it was asked for."""
    path = Path(text) if text else Path()
    if not text or text.endswith("/") or path.is_dir():
        form = form or "yaml"
        return path / f"profile.{form}", form
    by_suffix = _SUFFIXES.get(path.suffix.lower())
    if form is None and by_suffix is None:
        message = f"{path} does not tell the format"
        raise UsageError(message, hint="call it .yaml, .json or .toml, or say --format")
    if form and by_suffix and form != by_suffix:
        message = f"{path} would be read as {by_suffix}, not as {form}"
        raise UsageError(message, hint="leave --format out, or change the suffix")
    return path, form or by_suffix or "yaml"


def _argument(path: Path) -> str:
    """Return the profile's name as the next command needs it: none where it is found anyway."""
    import shlex

    return "" if path.parent == Path() and path.stem == "profile" else shlex.quote(str(path))
