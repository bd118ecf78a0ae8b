"""`resume languages`: the languages whose labels, section titles and dates the program knows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from resume_cli.cli import parameters as take
from resume_cli.cli.listing import Json, finish


def run(words: Sequence[str]) -> int:
    """Run the command and return its exit code."""
    return take.invoke(languages, "languages", words)


def languages(json: Json = False, debug: take.Debug = False) -> int:
    """List the languages of labels, section titles and dates."""
    from resume_cli.document import direction
    from resume_cli.locale.wording import AVAILABLE, wording

    entries = [
        {"name": tag, "language": wording(tag).label("language_name"), "direction": direction(tag)} for tag in AVAILABLE
    ]
    return finish(entries, _line, as_json=json)


def _line(entry: dict[str, Any]) -> str:
    return f"{entry['name']:<9}{entry['language']}"
