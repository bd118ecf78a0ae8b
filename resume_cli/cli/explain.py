"""`resume explain CODE`: what a problem means, and what to do."""

from __future__ import annotations

from typing import Annotated

import typer

from resume_cli.cli import completion, parameters
from resume_cli.cli.console import Console
from resume_cli.errors import UsageError

_Code = Annotated[
    str | None,
    typer.Argument(
        metavar="[CODE]",
        help="The word in brackets: warning[unknown-key]. Default: all codes.",
        show_default=False,
        autocompletion=completion.codes,
    ),
]
app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command()
def explain(code: _Code = None, json: parameters.JsonLines = False, debug: parameters.Debug = False) -> None:
    """Print what a problem means and what to do about it."""
    from resume_cli.codes import CODES, page_of
    from resume_cli.suggestions import did_you_mean

    if code is None:
        entries = ({"name": each, "description": text} for each, text in CODES.items())
        Console(json=json).listing(entries, lambda entry: f"{entry['name']:<22}{entry['description']}")
        return
    # As it stands in a message, or alone.
    wanted = code.strip().rpartition("[")[2].removesuffix("]").lower().replace("_", "-")
    if wanted not in CODES:
        hint = did_you_mean(wanted, CODES) or "`resume explain` lists them"
        raise UsageError(f"there is no problem with the code `{code}`", hint=hint)
    entry = {"name": wanted, "description": CODES[wanted], "page": page_of(wanted)}
    Console(json=json).listing([entry], lambda each: f"{each['name']}\n\n{each['page']}")
