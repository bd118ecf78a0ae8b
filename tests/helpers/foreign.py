"""Foreign files as profiles."""

from __future__ import annotations

from typing import Any

from resume_cli.interchange.emit import emit
from resume_cli.interchange.importing import read
from resume_cli.interchange.source import Source
from resume_cli.profile.readers.load import load
from resume_cli.profile.validation.validate import validate


def imported(content: str | bytes, name: str = "upload") -> Any:  # noqa: ANN401 - plain data
    """Return the profile of a source, which must be one without errors."""
    draft, _ = read(Source(name, content.encode() if isinstance(content, str) else content), None)
    validate(load(emit(draft, "yaml"), "profile.yaml"))
    return draft.profile
