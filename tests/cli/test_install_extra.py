"""The hint that installs an extra is the command of the tool that installed this program."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest

from resume_cli.suggestions import install_extra

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("file", "command"),
    [
        ("pipx_metadata.json", "pipx runpip {name} install 'resume-press[preview]'"),
        ("uv-receipt.toml", "uv pip install --python {python} 'resume-press[preview]'"),
        ("pyvenv.cfg", "{python} -m pip install 'resume-press[preview]'"),
    ],
)
def test_the_tool_is_known_by_what_it_leaves(
    file: str, command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / file).touch()
    monkeypatch.setattr(sys, "prefix", str(tmp_path))
    monkeypatch.delenv("VIRTUAL_ENV", raising=False)
    assert install_extra("preview") == command.format(name=tmp_path.name, python=sys.executable)


def test_in_an_active_environment_pip_is_the_right_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "prefix", str(tmp_path))
    monkeypatch.setenv("VIRTUAL_ENV", str(tmp_path))
    assert install_extra("check") == "pip install 'resume-press[check]'"
