"""`resume themes preview`: a picture of a profile in every theme."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from resume_cli.cli import parameters as take
from resume_cli.cli.console import Console
from resume_cli.cli.discovery import find_profiles
from resume_cli.cli.inputs import open_named, watcher
from resume_cli.errors import ExitStatus, InputError, MissingPartError, TransferError
from resume_cli.output import writer
from resume_cli.pipeline import load
from resume_cli.profile.source import source_of

if TYPE_CHECKING:
    from resume_cli.pipeline import LoadedProfile, OnStep

_Output = Annotated[str, typer.Option("--output", "-o", metavar="DIR", help="Where to write the pictures.")]
_Themes = Annotated[
    str | None, typer.Option("--theme", "-t", metavar="NAME[,NAME]", help="Only these themes. Default: all.")
]
_Language = Annotated[str | None, typer.Option("--language", "-l", metavar="L", help="Language, such as zh.")]
_Resolution = Annotated[int, typer.Option("--resolution", min=20, max=600, help="Dots per inch.")]
# One page, however long the profile is: a preview shows how a theme looks.
_PAGES = ("-f", "1", "-l", "1", "-singlefile")
_SECONDS = 120


def preview(words: Sequence[str]) -> int:
    """Run the command and return its exit code."""
    return take.invoke(_preview, "themes preview", words)


def _preview(
    profile: take.Profile = None,
    output: _Output = "previews",
    language: _Language = None,
    theme: _Themes = None,
    resolution: _Resolution = 80,
    quiet: take.Quiet = False,
    verbose: take.Verbose = False,
    debug: take.Debug = False,
) -> int:
    """Write a picture (PNG) of the first page in every theme; without a profile, of the starter that init writes."""
    from resume_cli.pipeline import RenderOptions, render
    from resume_cli.theme.loader import load_theme, theme_names

    console = Console(quiet, verbose)
    on_step = watcher(console)
    painter = _painter()
    themes = take.split_list(theme, "theme") or theme_names()
    for name in themes:
        load_theme(name)
    loaded = _opened(profile, on_step)
    folder = Path(output)
    writer.make_folder(folder)
    for name in themes:
        made = render(loaded, RenderOptions("pdf", language=language, theme=name), on_step=on_step)
        path = folder / f"{Path(name).name}.png"
        writer.write(path, _paint(painter, made.content, resolution))
        console.tell(str(path))
    return ExitStatus.OK


def _opened(profile: str | None, on_step: OnStep) -> LoadedProfile:
    from resume_cli.profile.starter import starter

    try:
        (name,) = find_profiles([profile] if profile else [])
    except InputError:
        content = starter(("en", "zh"), "yaml").encode()
        return load(source_of(content, "starter.yaml", "yaml"), on_step)
    return open_named(name, None, on_step)


def _painter() -> str:
    """Return the program that paints pages."""
    import shutil

    found = shutil.which("pdftoppm")
    if found is None:
        message = "pictures need pdftoppm, which is not installed"
        raise MissingPartError(message, hint="sudo apt install poppler-utils (macOS: brew install poppler)")
    return found


def _paint(painter: str, content: bytes, resolution: int) -> bytes:
    """Return the first page of a PDF as PNG."""
    import subprocess
    from tempfile import TemporaryDirectory

    with TemporaryDirectory(prefix="resume-preview-") as folder:
        source, picture = Path(folder) / "page.pdf", Path(folder) / "page"
        source.write_bytes(content)
        command = [painter, "-png", "-r", str(resolution), *_PAGES, str(source), str(picture)]
        # The program found on PATH, and names that we have made.
        done = subprocess.run(command, capture_output=True, timeout=_SECONDS, check=False)  # noqa: S603
        if done.returncode != 0:
            message = f"pdftoppm failed: {done.stderr.decode(errors='replace').strip()[:200]}"
            raise TransferError(message)
        return picture.with_suffix(".png").read_bytes()
