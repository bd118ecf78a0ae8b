"""`resume exporters`: the formats that can be asked for, and their options."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Annotated, Any

import typer

from resume_cli.cli import parameters as take
from resume_cli.cli.listing import Json, finish
from resume_cli.errors import ResumeError
from resume_cli.exporters import registry

_Options = Annotated[bool, typer.Option("--options", help="Also load each one and list its -O options.")]


def run(words: Sequence[str]) -> int:
    """Run the command and return its exit code."""
    return take.invoke(exporters, "exporters", words)


def exporters(options: _Options = False, json: Json = False, debug: take.Debug = False) -> int:
    """List the formats that can be asked for."""
    entries = [_entry(each) for each in registry.registered()]
    for name, count in Counter(entry["name"] for entry in entries).items():
        if count > 1:
            _mark_conflict([entry for entry in entries if entry["name"] == name])
    if options:
        entries = [entry | _loaded(entry["name"]) for entry in entries]
    return finish(entries, _line, as_json=json)


def _entry(each: registry.Registered) -> dict[str, Any]:
    built_in = each.distribution == registry.OWN_DISTRIBUTION
    return {"name": each.name, "distribution": each.distribution, "version": each.version, "built_in": built_in}


def _mark_conflict(entries: list[dict[str, Any]]) -> None:
    """Say of entries with one name what happens when that name is asked for."""
    owners = " and ".join(sorted({entry["distribution"] for entry in entries}))
    built_in = any(entry["built_in"] for entry in entries)
    for entry in entries:
        if not built_in:
            entry["problem"] = f"refused: {owners} have one name"
        elif not entry["built_in"]:
            entry["problem"] = "hidden by the built-in exporter of this name"


def _loaded(name: str) -> dict[str, Any]:
    try:
        exporter = registry.find(name).exporter
    except ResumeError as error:
        return {"problem": error.message}
    return {
        "suffix": exporter.suffix,
        "media_type": exporter.media_type,
        "binary": exporter.binary,
        "options": dict(exporter.options),
    }


def _line(entry: dict[str, Any]) -> str:
    owner = "" if entry["built_in"] else f"  from {entry['distribution']} {entry['version']}".rstrip()
    problem = f"  ({entry['problem']})" if "problem" in entry else ""
    options = "".join(f"\n    -O {key}=…  {text}" for key, text in entry.get("options", {}).items())
    suffix = f"  {entry['suffix']}" if "suffix" in entry else ""
    return f"{entry['name']}{suffix}{owner}{problem}{options}"
