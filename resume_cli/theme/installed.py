"""Find themes installed by other distributions, which are folders of data and are never imported.

A distribution registers the package that holds `theme.toml` and `resume.css` under the entry point group
`resume_cli.themes.v1`. Finding a top-level package runs none of its code.
"""

from __future__ import annotations

from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

ENTRY_POINT_GROUP = "resume_cli.themes.v1"


@cache
def installed_themes() -> Mapping[str, Path]:
    """Return the folders of the installed themes by name. Broken ones are omitted."""
    from importlib.metadata import entry_points
    from importlib.util import find_spec

    found: dict[str, Path] = {}
    with suppress(Exception):
        for point in entry_points(group=ENTRY_POINT_GROUP):
            with suppress(Exception):
                # Finding a dotted name would import its parent packages.
                spec = find_spec(point.value) if point.value.isidentifier() else None
                for place in (spec.submodule_search_locations or ()) if spec else ():
                    if (Path(place) / "theme.toml").is_file():
                        found.setdefault(point.name, Path(place).resolve())
    return found
