"""Optional programs and folders for tests: if one is missing, the test is skipped, or fails in CI."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import NoReturn

import pytest


def absent(what: str) -> NoReturn:
    """Skip the test, with the reason; fail it in continuous integration, where everything is installed."""
    if os.environ.get("CI"):
        pytest.fail(f"{what} is missing, and this is CI")
    pytest.skip(f"{what} is missing")


def program(name: str) -> str:
    """Return the path of a program, or skip the test."""
    return shutil.which(name) or absent(f"the program {name}")


def shared(name: str) -> Path:
    """Return the path of a folder or file beside the project, such as `../shared/corpus`, or skip the test."""
    path = Path(__file__).resolve().parent.parent.parent.parent / "shared" / name
    return path if path.exists() else absent(f"../shared/{name}")
