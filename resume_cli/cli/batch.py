"""`resume batch SOURCE… --to FORMATS --output DIR`: many profiles, a journal and a summary."""

from __future__ import annotations

import re
from typing import Annotated

import typer

from resume_cli.cli import completion, parameters
from resume_cli.cli.examples import command
from resume_cli.exporters import registry

_UNITS = {"": 1, "k": 10**3, "m": 10**6, "g": 10**9}
_LEAST_MEMORY = 64 * 10**6
#: The default limits on the time of a profile and the memory of a worker.
SECONDS = 120.0
MEMORY = 10**9


def _size(text: str) -> int:
    """Return a size such as 800M in bytes, with 0 for no limit."""
    if text == "0":
        return 0
    match = re.fullmatch(r"([0-9]{1,9})([kKmMgG]?)[bB]?", text, re.ASCII)
    size = int(match[1]) * _UNITS[match[2].lower()] if match else 0
    if size < _LEAST_MEMORY:
        message = f"expected a size of at least {_LEAST_MEMORY // 10**6}M, such as 800M or 2G, found '{text}'"
        raise typer.BadParameter(message)
    return size


_Sources = Annotated[
    list[str],
    typer.Argument(
        metavar="SOURCE…", help="Folders, globs, files, - for NDJSON on stdin, or fsspec addresses.", show_default=False
    ),
]
_To = Annotated[
    str, typer.Option("--to", metavar="FORMATS", help=registry.FORMATS_HELP, autocompletion=completion.formats)
]
_Output = Annotated[
    str, typer.Option("--output", "-o", metavar="DIR", help="Folder for the outputs, or an fsspec address.")
]
_Name = Annotated[
    str | None,
    typer.Option(
        "--name",
        metavar="PATTERN",
        help="Names, such as '{stem}-{language}.{format}'; also {name}, {variant}, {theme}, {index}, {folder}.",
    ),
]
_Themes = Annotated[str | None, parameters.theme_option("NAME[,NAME]|FOLDER|all", "Themes, or the folder of one.")]
_InputFormat = Annotated[
    parameters.InputFormat | None, typer.Option("--input-format", help="Format of all sources, whatever their names.")
]
_Jobs = Annotated[
    int | None, typer.Option("--jobs", "-j", metavar="N", min=1, max=1024, help="Workers. Default: one per core.")
]
_Timeout = Annotated[
    float | None,
    typer.Option(
        "--timeout",
        metavar="SECONDS",
        min=0,
        max=10**9,
        help=f"Limit for one profile. Default: {SECONDS:g}; 0 is none.",
    ),
]
_Memory = Annotated[
    int | None,
    typer.Option("--memory", metavar="SIZE", parser=_size, help="Limit for one worker. Default: 1G; 0 is none."),
]
_FailFast = Annotated[bool, typer.Option("--fail-fast", help="Stop at the first profile that fails.")]
_Resume = Annotated[
    bool, typer.Option("--resume", help="Make only what failed, changed or is missing since the last run.")
]
_Report = Annotated[
    str | None, typer.Option("--report", metavar="FILE", help="Write a journal: a JSON object per output.")
]
_Engine = Annotated[
    str | None,
    typer.Option("--engine", metavar="dask:ADDRESS", help="Use a cluster, such as dask:tcp://10.0.0.1:8786."),
]


@command(
    "resume batch people/ --to pdf,docx -o out/",
    "resume batch people/ --to pdf -l all -o out/ --name '{language}/{stem}.pdf'",
    "cat people.ndjson | resume batch - --to html -o out/",
)
def batch(
    sources: _Sources,
    to: _To,
    output: _Output,
    name: _Name = None,
    language: parameters.Language = None,
    variant: parameters.Variant = None,
    theme: _Themes = None,
    options: parameters.Options = None,
    input_format: _InputFormat = None,
    jobs: _Jobs = None,
    timeout: _Timeout = None,
    memory: _Memory = None,
    fail_fast: _FailFast = False,
    resume: _Resume = False,
    report: _Report = None,
    engine: _Engine = None,
    allow_missing_glyphs: parameters.AllowMissingGlyphs = False,
    untrusted: parameters.Untrusted = False,
    strict: parameters.Strict = False,
    quiet: parameters.Quiet = False,
    verbose: parameters.Verbose = False,
    json: parameters.Json = False,
) -> int:
    """Export many profiles. One bad profile never stops the others."""
    from resume_cli.cli import batching
    from resume_cli.cli.console import Console

    is_away = engine is not None
    choices = (language, variant, theme, options)
    wanted = batching.matrix_of(to, *choices, allow_missing_glyphs, untrusted=untrusted, on_cluster=is_away)
    limits = batching.limits_of(jobs, timeout, memory, on_cluster=is_away)
    places = (sources, output, name, report)
    request, left_out = batching.request_of(*places, wanted, limits, input_format, fail_fast=fail_fast, again=resume)
    console = Console(quiet, verbose, json)
    batching.report_left_out(console, left_out)
    return batching.run(request, engine, console, strict=strict)
