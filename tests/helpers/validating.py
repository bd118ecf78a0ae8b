"""Validate profiles written as text or given as data, and list the problems in them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from resume_cli.errors import ProfileError
from resume_cli.profile.folder import Folder, read_bytes
from resume_cli.profile.readers.load import from_data, load
from resume_cli.profile.validation.validate import Validated, validate

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from resume_cli.profile.model import Profile


def read(content: str, input_format: str = "yaml") -> Validated:
    return validate(load(content.encode(), f"profile.{input_format}"))


def profile_of(data: Mapping[str, Any]) -> Profile:
    return validate(from_data(data)).profile


def problems_of(content: str, input_format: str = "yaml") -> list[tuple[str, int, int]]:
    """Return the code, line and column of every problem, whether it is an error or a warning."""
    try:
        found = read(content, input_format).problems
    except ProfileError as error:
        found = error.problems
    return [(problem.code, problem.position.line, problem.position.column) for problem in found if problem.position]


def read_profile(path: Path) -> Validated:
    """Load and validate the profile at a path, with the files beside it."""
    return validate(load(read_bytes(path, str(path)), str(path)), Folder(path.parent).read)
