"""`resume exporters`: the available formats and their options."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from resume_cli.cli import parameters
from resume_cli.cli.console import Console
from resume_cli.cli.examples import command
from resume_cli.errors import ResumeError
from resume_cli.exporters import registry

_Options = Annotated[bool, typer.Option("--options", help="Also load each one and list its -O options.")]


@command(
    "resume exporters",
    "resume exporters --options",
)
def exporters(options: _Options = False, json: parameters.JsonLines = False) -> None:
    """List the formats that can be asked for."""
    registered = registry.registered()
    entries = [_entry(each, registered) for each in registered]
    if options:
        entries = [entry | _loaded(entry["name"]) for entry in entries]
    Console(json=json).listing(entries, _line)


def _entry(each: registry.Registered, registered: tuple[registry.Registered, ...]) -> dict[str, Any]:
    """Return an exporter as data, with what happens when another has the same name."""
    built_in = each.distribution == registry.OWN_DISTRIBUTION
    entry = {"name": each.name, "distribution": each.distribution, "version": each.version, "built_in": built_in}
    owners = [other.distribution for other in registered if other.name == each.name]
    if len(owners) > 1 and not built_in:
        hidden = registry.OWN_DISTRIBUTION in owners
        refused = f"refused: {' and '.join(sorted(set(owners)))} have the same name"
        entry["problem"] = "hidden by the built-in exporter of this name" if hidden else refused
    return entry


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
