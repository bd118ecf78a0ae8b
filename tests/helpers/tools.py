"""Programs and folders that tests use when they are there: skipped where they are missing, failed in CI."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import NoReturn

import pytest


def absent(what: str) -> NoReturn:
    """Skip the test, with the reason; in continuous integration, fail it: there everything is installed."""
    if os.environ.get("CI"):
        pytest.fail(f"{what} is missing, and this is CI")
    pytest.skip(f"{what} is missing")


def program(name: str) -> str:
    """Return where a program is, or leave the test."""
    return shutil.which(name) or absent(f"the program {name}")


def shared(name: str) -> Path:
    """Return a folder or file beside the project, `../shared/corpus` say, or leave the test."""
    path = Path(__file__).resolve().parent.parent.parent.parent / "shared" / name
    return path if path.exists() else absent(f"../shared/{name}")
