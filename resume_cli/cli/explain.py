"""`resume explain CODE`: what a problem means, and what to do."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from resume_cli.cli import completion, parameters
from resume_cli.cli.console import Console, width_of
from resume_cli.cli.examples import command
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
_WIDEST = 100


@command(
    "resume explain missing-month",
    "resume explain",
)
def explain(code: _Code = None, json: parameters.JsonLines = False) -> None:
    """Print what a problem means and what to do about it."""
    from resume_cli.codes import CODES, page_of
    from resume_cli.suggestions import did_you_mean

    if code is None:
        entries = ({"name": each, "description": text} for each, text in CODES.items())
        Console(json=json).listing(entries, lambda entry: f"{entry['name']:<22}{entry['description']}")
        return
    # The code may be given alone or in the form in which it appears in a message.
    wanted = code.strip().rpartition("[")[2].removesuffix("]").lower().replace("_", "-")
    if wanted not in CODES:
        hint = did_you_mean(wanted, CODES) or "`resume explain` lists them"
        raise UsageError(f"there is no problem with the code `{code}`", hint=hint)
    page = page_of(wanted)
    if json:
        Console(json=True).record({"name": wanted, "description": CODES[wanted], "page": page})
    else:
        Console().data(f"{wanted}\n\n{_shown(page, min(width_of(sys.stdout), _WIDEST))}")


def _shown(page: str, width: int) -> str:
    """Return Markdown as text for a terminal, with paragraphs filled and examples and tables unchanged."""
    import textwrap

    parts = []
    for index, part in enumerate(page.split("```")):
        if index % 2:
            parts.append(textwrap.indent(part.partition("\n")[2].rstrip(), "    "))
            continue
        for paragraph in filter(None, map(str.strip, part.split("\n\n"))):
            is_text = "\n" not in paragraph
            parts.append(textwrap.fill(paragraph, width, break_on_hyphens=False) if is_text else paragraph)
    return "\n\n".join(parts)
