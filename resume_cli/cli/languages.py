"""`resume languages`: the languages whose labels, section titles and dates the program knows."""

from __future__ import annotations

import typer

from resume_cli.cli import parameters
from resume_cli.cli.console import Console
from resume_cli.cli.examples import Command

_EXAMPLES = """\
resume languages
resume languages --json
"""
app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command(cls=Command, epilog=_EXAMPLES)
def languages(json: parameters.JsonLines = False, debug: parameters.Debug = False) -> None:
    """List the languages of labels, section titles and dates."""
    from resume_cli.document import direction
    from resume_cli.locale.wording import AVAILABLE, wording

    names = ((tag, wording(tag).label("language_name")) for tag in AVAILABLE)
    entries = ({"name": tag, "language": name, "direction": direction(tag)} for tag, name in names)
    Console(json=json).listing(entries, lambda entry: f"{entry['name']:<9}{entry['language']}")
