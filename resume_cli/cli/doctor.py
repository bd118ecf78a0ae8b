"""`resume doctor`: what this machine has, what is missing, and the command that brings it."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from resume_cli.cli import parameters as take
from resume_cli.cli.listing import Json, finish
from resume_cli.errors import ExitStatus, ResumeError

_OLDEST_PYTHON = (3, 11)
_LIBRARIES = ("weasyprint", "python-docx", "rich", "pyyaml", "lxml", "pillow", "fonttools", "markupsafe")
_EXTRAS = {"dask": "distributed", "remote": "universal-pathlib"}
_PANGO = ("libpango-1.0-0", "libpangoft2-1.0-0")
_SUBSETTER = "libharfbuzz-subset0"
_SHARED_OBJECTS = {
    "libpango-1.0-0": ("libpango-1.0.so.0", "libpango-1.0.0.dylib"),
    "libpangoft2-1.0-0": ("libpangoft2-1.0.so.0", "libpangoft2-1.0.0.dylib"),
    _SUBSETTER: ("libharfbuzz-subset.so.0", "libharfbuzz-subset.0.dylib"),
}


@dataclass(frozen=True, slots=True)
class Finding:
    """One part: `ok`, `missing` (needed: exit 69), `warning` (worse without) or `absent` (an extra)."""

    name: str
    status: str
    detail: str
    hint: str = ""


def run(words: Sequence[str]) -> int:
    """Run the command and return its exit code."""
    return take.invoke(doctor, "doctor", words)


def doctor(json: Json = False, debug: take.Debug = False) -> int:
    """Tell what this machine has, and what is missing."""
    findings = list(examine())
    finish([_entry(each) for each in findings], _line, as_json=json)
    missing = any(each.status == "missing" for each in findings)
    return ExitStatus.MISSING_PART if missing else ExitStatus.OK


def examine() -> Iterator[Finding]:
    """Yield a finding for each part that the program needs or can use."""
    yield _python()
    for name in _LIBRARIES:
        yield _library(name)
    for name in _PANGO:
        yield _shared_object(name, "missing", "PDF needs it")
    yield _shared_object(_SUBSETTER, "warning", "without it, Chinese PDFs take twenty times as long")
    yield _guarded("fonts", _fonts)
    yield _guarded("fontconfig", _fontconfig)
    yield _guarded("themes", _themes)
    yield from _exporters()
    for extra, distribution in _EXTRAS.items():
        yield _extra(extra, distribution)


def _python() -> Finding:
    version = ".".join(map(str, sys.version_info[:3]))
    if sys.version_info[:2] >= _OLDEST_PYTHON:
        return Finding("python", "ok", f"{version}, {sys.executable}")
    return Finding("python", "missing", version, hint="Python 3.11 or newer is needed")


def _library(name: str) -> Finding:
    found = _version(name)
    if found:
        return Finding(name, "ok", found)
    return Finding(name, "missing", "not installed", hint="install resume-press again")


def _version(distribution: str) -> str | None:
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version(distribution)
    except PackageNotFoundError:
        return None


def _shared_object(package: str, otherwise: str, consequence: str) -> Finding:
    import ctypes

    linux, darwin = _SHARED_OBJECTS[package]
    name = darwin if sys.platform == "darwin" else linux
    try:
        ctypes.CDLL(name)
    except OSError:
        command = "brew install pango" if sys.platform == "darwin" else f"sudo apt install {package}"
        return Finding(package, otherwise, f"not installed: {consequence}", hint=command)
    return Finding(package, "ok", name)


def _guarded(name: str, examine_part: Callable[[], str]) -> Finding:
    """Examine a part of ours; what it raises is what is missing."""
    try:
        return Finding(name, "ok", examine_part())
    except ResumeError as error:
        return Finding(name, "missing", error.message, hint=error.hint)
    except OSError as error:
        return Finding(name, "missing", f"{error.filename or ''} {error.strerror or error}".strip())


def _fonts() -> str:
    from resume_cli.theme.fonts import bundled_families, font_folder

    faces = sum(1 for _ in font_folder().glob("*/*.ttf"))
    return f"{faces} faces of {', '.join(bundled_families())}"


def _fontconfig() -> str:
    from resume_cli.theme.fonts import private_fontconfig

    return f"configuration and cache in {private_fontconfig().parent}"


def _themes() -> str:
    from resume_cli.theme.loader import load_theme, theme_names

    return ", ".join(load_theme(name).name for name in theme_names())


def _exporters() -> Iterator[Finding]:
    from resume_cli.exporters import registry

    for name in dict.fromkeys(each.name for each in registry.registered()):
        owners = [each for each in registry.registered() if each.name == name]
        built_in = owners[0].distribution == registry.OWN_DISTRIBUTION
        detail = ", ".join(f"{each.distribution} {each.version}" for each in owners)
        try:
            registry.find(name)
        except ResumeError as error:
            yield Finding(f"exporter {name}", "missing" if built_in else "warning", error.message, hint=error.hint)
        else:
            yield Finding(f"exporter {name}", "ok", detail)


def _extra(extra: str, distribution: str) -> Finding:
    found = _version(distribution)
    if found:
        return Finding(f"extra {extra}", "ok", f"{distribution} {found}")
    return Finding(
        f"extra {extra}", "absent", f"{distribution} is not installed", hint=f"pip install 'resume-press[{extra}]'"
    )


def _entry(finding: Finding) -> dict[str, Any]:
    return {key: value for key, value in asdict(finding).items() if value or key != "hint"}


def _line(entry: dict[str, Any]) -> str:
    hint = f"\n{'':<9}{entry['hint']}" if "hint" in entry else ""
    return f"{entry['status']:<9}{entry['name']}: {entry['detail']}{hint}"
