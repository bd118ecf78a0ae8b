"""One profile in; PDF, Word, HTML, text and a terminal view out.

    import resume_cli

    profile = resume_cli.load("profile.yaml")
    pdf = resume_cli.export(profile, "pdf", language="en", theme="modern")
    print(resume_cli.show(profile, width=72))

Every function raises ResumeError or one of its subclasses, which are listed in `resume_cli.errors`. Warnings about a
profile are reported as `Problem` objects. Authors of exporters use `resume_cli.document` and `resume_cli.export`,
which are as stable as this module.
"""

from __future__ import annotations

import sys
from signal import SIG_DFL, SIGINT, default_int_handler, getsignal, signal

if "".join(sys.argv[:1]).endswith(("/resume", "/resume-press")) and getsignal(SIGINT) is default_int_handler:
    # Until the command handles Ctrl-C, the key ends it without a traceback, as it ends other programs.
    signal(SIGINT, SIG_DFL)

from typing import TYPE_CHECKING

# Imported before the function `export` is defined, because a later import would replace the function with the module.
import resume_cli.export as _contract  # noqa: F401
from resume_cli.errors import (
    ExporterError,
    InputError,
    LimitError,
    MissingPartError,
    OutputError,
    Problem,
    ProfileError,
    RefusedError,
    ResumeError,
    ThemeError,
    TransferError,
    UsageError,
)
from resume_cli.pipeline import LoadedProfile as Profile
from resume_cli.version import __version__

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from resume_cli.output.results import Output

__all__ = [
    "ExporterError",
    "InputError",
    "LimitError",
    "MissingPartError",
    "OutputError",
    "Problem",
    "Profile",
    "ProfileError",
    "RefusedError",
    "ResumeError",
    "ThemeError",
    "TransferError",
    "UsageError",
    "__version__",
    "export",
    "load",
    "show",
]


def load(profile: str | Path | bytes, *, input_format: str | None = None) -> Profile:
    """Load and validate a profile from its file, or from bytes that contain YAML, JSON or TOML.

    `input_format` is `yaml`, `json` or `toml` if neither the file's name nor its content shows which. The files that a
    profile names are read from its own folder, or from the current folder if the profile is given as bytes. The
    result's `problems` contains the warnings. Raises ProfileError, which contains every problem, if there is an error.
    """
    from resume_cli import pipeline
    from resume_cli.profile.source import read_source, source_of

    source = source_of(profile, input_format=input_format) if isinstance(profile, bytes) else None
    return pipeline.load(source or read_source(str(profile), input_format))


def export(  # noqa: PLR0913 - one for each choice
    profile: Profile,
    format: str,  # noqa: A002 - the name of the command's argument
    *,
    language: str | None = None,
    variant: str | None = None,
    theme: str | None = None,
    options: Mapping[str, str] | None = None,
    on_problem: Callable[[Problem], None] | None = None,
) -> bytes:
    """Return a profile in a format: `pdf`, `docx`, `html`, `text`, `markdown`, or one that a plugin adds.

    Without a language, variant or theme, the profile's own choice applies. `options` are those of `-O key=value`,
    including tokens of the theme (`token.accent`); `on_problem` is called with each warning. Raises UsageError for an
    unknown format, language, variant or option, and ThemeError for an unknown theme or token.
    """
    return _output(profile, format, language, variant, theme, options, on_problem).content


def show(  # noqa: PLR0913 - one for each choice
    profile: Profile,
    *,
    width: int = 80,
    colour: bool = False,
    language: str | None = None,
    variant: str | None = None,
    theme: str | None = None,
    options: Mapping[str, str] | None = None,
    on_problem: Callable[[Problem], None] | None = None,
) -> str:
    """Return the terminal view, `width` columns wide, with escape sequences if `colour` is true; see `export`."""
    output = _output(profile, "terminal", language, variant, theme, options, on_problem, width, colour=colour)
    return output.content.decode()


def _output(  # noqa: PLR0913, PLR0917 - the parameters of the two functions above
    profile: Profile,
    format_name: str,
    language: str | None,
    variant: str | None,
    theme: str | None,
    options: Mapping[str, str] | None,
    on_problem: Callable[[Problem], None] | None,
    width: int = 80,
    *,
    colour: bool = False,
) -> Output:
    from resume_cli import pipeline
    from resume_cli.exporters import registry

    registry.check_options([registry.find(format_name).exporter], options or {})
    wanted = pipeline.RenderOptions(
        format_name,
        language,
        variant,
        theme,
        options={key: value for key, value in (options or {}).items() if not key.startswith(registry.TOKEN)},
        tokens={
            key.removeprefix(registry.TOKEN): value
            for key, value in (options or {}).items()
            if key.startswith(registry.TOKEN)
        },
    )
    output = pipeline.render(profile, wanted, pipeline.Screen(width, colour))
    if on_problem:
        for problem in output.problems:
            on_problem(problem)
    return output
