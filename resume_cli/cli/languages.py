"""`resume languages`: the languages whose labels, section titles and dates the program knows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from resume_cli.cli.listing import finish, listing_parser


def run(words: Sequence[str]) -> int:
    """Run the command and return its exit code."""
    from resume_cli.document import direction
    from resume_cli.wording import AVAILABLE, wording

    parser = listing_parser("languages", "", "List the languages of labels, section titles and dates.")
    arguments = parser.read(words)
    entries = [
        {"name": tag, "language": wording(tag).label("language_name"), "direction": direction(tag)} for tag in AVAILABLE
    ]
    return finish(entries, _line, as_json=arguments.json)


def _line(entry: dict[str, Any]) -> str:
    return f"{entry['name']:<9}{entry['language']}"
