"""`resume languages`: the languages whose labels, section titles and dates the program knows."""

from __future__ import annotations

from resume_cli.cli import parameters
from resume_cli.cli.console import Console
from resume_cli.cli.examples import command


@command(
    "resume languages",
    "resume languages --json",
)
def languages(json: parameters.JsonLines = False) -> None:
    """List the languages of labels, section titles and dates."""
    from resume_cli.document import direction
    from resume_cli.locale.wording import AVAILABLE, wording

    names = ((tag, wording(tag).label("language_name")) for tag in AVAILABLE)
    entries = ({"name": tag, "language": name, "direction": direction(tag)} for tag, name in names)
    Console(json=json).listing(entries, lambda entry: f"{entry['name']:<9}{entry['language']}")
