"""`resume themes`: list them, `preview` them, start a `new` one."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from resume_cli.cli import completion, parameters
from resume_cli.cli.console import Console
from resume_cli.cli.examples import Command, Group
from resume_cli.errors import InputError, MissingPartError, TransferError

# Only the first page is drawn, because a preview only shows the look of a theme.
_PAGES = ("-f", "1", "-l", "1", "-singlefile")
_SECONDS = 120

_Tokens = Annotated[bool, typer.Option("--tokens", help="Also list what -O token.NAME=VALUE can change.")]
_Name = Annotated[
    str, typer.Argument(metavar="NAME", help="Lower-case letters, digits and hyphens.", show_default=False)
]
_Extends = Annotated[
    str, typer.Option("--extends", metavar="THEME", help="Theme to start from.", autocompletion=completion.themes)
]
_Folder = Annotated[str, typer.Option("--output", "-o", metavar="DIR", help="Where to make its folder.")]
_Pictures = Annotated[str, typer.Option("--output", "-o", metavar="DIR", help="Where to write the pictures.")]
_Themes = Annotated[str | None, parameters.theme_option("NAME[,NAME]", "Only these themes. Default: all.")]
_Language = Annotated[str | None, parameters.language_option("L", "Language, such as zh.")]
_Resolution = Annotated[int, typer.Option("--resolution", min=20, max=600, help="Dots per inch.")]
_EXAMPLES = """\
resume themes
resume themes preview profile.yaml
resume themes new harbour
"""
_NEW = """\
resume themes new harbour
resume themes new harbour --extends modern -o my-themes/
"""
_PREVIEW = """\
resume themes preview
resume themes preview profile.yaml --theme plain,modern -o pictures/
"""
themes = typer.Typer(rich_markup_mode=None, add_completion=False)


@themes.callback(cls=Group, epilog=_EXAMPLES, invoke_without_command=True)
def show_themes(ctx: typer.Context, tokens: _Tokens = False, json: parameters.JsonLines = False) -> None:
    """List the themes; `preview` writes pictures of them, `new` starts one."""
    if ctx.invoked_subcommand:
        return
    from resume_cli.theme.installed import installed_themes
    from resume_cli.theme.loader import load_theme, theme_names

    entries: list[dict[str, Any]] = []
    for name in (*theme_names(), *sorted(installed_themes().keys() - set(theme_names()))):
        theme = load_theme(name)
        entry: dict[str, Any] = {"name": name, "description": theme.description, "extends": list(theme.extends)}
        if tokens:
            entry["tokens"] = {token: _written(value) for token, value in theme.tokens.items()}
        entries.append(entry)
    Console(json=json).listing(entries, _line)


def _written(value: object) -> str:
    """Return a token in the form used in a theme or after -O."""
    from resume_cli.theme.loader import Colour

    if isinstance(value, Colour):
        return value.hexadecimal
    if isinstance(value, tuple):
        return ", ".join(map(str, value))
    return f"{value:g}" if isinstance(value, float) else str(value)


def _line(entry: dict[str, Any]) -> str:
    tokens = "".join(f"\n    {token} = {value}" for token, value in entry.get("tokens", {}).items())
    return f"{entry['name']:<12}{entry['description']}{tokens}"


@themes.command(cls=Command, epilog=_NEW)
def new(
    name: _Name,
    extends: _Extends = "plain",
    output: _Folder = ".",
    quiet: parameters.Quiet = False,
) -> None:
    """Start a theme of your own, as a folder to change."""
    from resume_cli.theme.loader import new_theme

    folder = new_theme(name, extends, Path(output))
    Console(quiet).tell(f"{folder}: change it, then: resume export pdf --theme ./{folder}")


@themes.command(cls=Command, epilog=_PREVIEW)
def preview(
    profile: parameters.Profile = None,
    output: _Pictures = "previews",
    language: _Language = None,
    theme: _Themes = None,
    resolution: _Resolution = 80,
    quiet: parameters.Quiet = False,
    verbose: parameters.Verbose = False,
) -> None:
    """Write a picture (PNG) of the first page in every theme. Default: of the profile that init writes."""
    from resume_cli.cli.profiles import find_profile, load_profile, load_starter
    from resume_cli.cli.values import split_list
    from resume_cli.output import writer
    from resume_cli.pipeline import RenderOptions, render
    from resume_cli.theme.loader import load_theme, theme_names

    console = Console(quiet, verbose)
    painter = _painter()
    names = split_list(theme, "theme") or theme_names()
    for name in names:
        load_theme(name)
    try:
        found = find_profile(profile)
    except InputError:
        loaded = load_starter(console.on_step)
    else:
        loaded = load_profile(found, None, console.on_step)
    writer.make_folder(Path(output))
    for name in names:
        pdf = render(loaded, RenderOptions("pdf", language=language, theme=name), on_step=console.on_step)
        path = Path(output, f"{Path(name).name}.png")
        writer.write(path, _paint(painter, pdf.content, resolution), follow=False)
        console.tell(str(path))


def _painter() -> str:
    """Return the program that draws pages."""
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
        # The program was found on PATH, and the file names are created here.
        done = subprocess.run(command, capture_output=True, timeout=_SECONDS, check=False)  # noqa: S603
        if done.returncode != 0:
            message = f"pdftoppm failed: {done.stderr.decode(errors='replace').strip()[:200]}"
            raise TransferError(message)
        return picture.with_suffix(".png").read_bytes()
