"""`resume doctor`: what is installed, what is missing, and the command that installs it."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

from resume_cli.cli import parameters
from resume_cli.cli.console import Console
from resume_cli.cli.examples import command
from resume_cli.errors import ExitStatus, ResumeError
from resume_cli.suggestions import install_extra

_OLDEST_PYTHON = (3, 11)
_LIBRARIES = ("weasyprint", "python-docx", "rich", "pyyaml", "lxml", "pillow", "fonttools", "markupsafe")
_EXTRAS = {"preview": "starlette", "check": "pdfminer.six", "dask": "distributed", "remote": "universal-pathlib"}
#: Programs that `resume check` and the pages of others use, with their Debian package and what they are for.
_PROGRAMS = {
    "pdftotext": ("poppler-utils", "poppler", "`check` reads PDF with it, and `preview` draws pages with its pdftoppm"),
    "git": ("git", "git", "`check` and `diff` read earlier revisions with it"),
    "verapdf": ("", "verapdf", "`check` tests PDF/UA and PDF/A with it"),
    "soffice": ("libreoffice-writer", "libreoffice", "previews of Word documents are made with it"),
}
#: Shared objects by their Debian package: the names on Linux and macOS, the status without, and what it costs.
_SHARED_OBJECTS = {
    "libpango-1.0-0": ("libpango-1.0.so.0", "libpango-1.0.0.dylib", "missing", "PDF needs it"),
    "libpangoft2-1.0-0": ("libpangoft2-1.0.so.0", "libpangoft2-1.0.0.dylib", "missing", "PDF needs it"),
    "libharfbuzz-subset0": (
        "libharfbuzz-subset.so.0",
        "libharfbuzz-subset.0.dylib",
        "warning",
        "without it, Chinese PDFs take twenty times as long",
    ),
}


@command(
    "resume doctor",
    "resume doctor --json",
)
def doctor(json: parameters.JsonLines = False) -> int:
    """Report what is installed, and what is missing."""
    findings = list(_examine())
    Console(json=json).listing(findings, _line)
    missing = any(each["status"] == "missing" for each in findings)
    return ExitStatus.MISSING_PART if missing else ExitStatus.OK


def _examine() -> Iterator[dict[str, Any]]:
    """Yield a finding for each part that the program needs or can use."""
    python = ".".join(map(str, sys.version_info[:3]))
    if sys.version_info[:2] >= _OLDEST_PYTHON:
        yield _finding("python", "ok", f"{python}, {sys.executable}")
    else:
        yield _finding("python", "missing", python, "Python 3.11 or newer is needed")
    yield _command()
    for name in _LIBRARIES:
        yield _distribution(name, name, "missing", "install resume-press again")
    for package in _SHARED_OBJECTS:
        yield _shared_object(package)
    for name, examine in {"fonts": _fonts, "fontconfig": _fontconfig, "themes": _themes}.items():
        yield _guarded(name, examine)
    yield _scripts()
    yield from _exporters()
    for program in _PROGRAMS:
        yield _program(program)
    for extra, distribution in _EXTRAS.items():
        yield _distribution(f"extra {extra}", distribution, "absent", install_extra(extra))


def _finding(name: str, status: str, detail: str, hint: str = "") -> dict[str, Any]:
    """Return a finding: `ok`, `missing` (required, exit code 69), `warning` (recommended) or `absent` (an extra)."""
    finding = {"name": name, "status": status, "detail": detail}
    return finding | {"hint": hint} if hint else finding


def _line(finding: dict[str, Any]) -> str:
    hint = f"\n{'':<9}{finding['hint']}" if "hint" in finding else ""
    return f"{finding['status']:<9}{finding['name']}: {finding['detail']}{hint}"


def _command() -> dict[str, Any]:
    """Return a finding on the `resume` that a shell starts; the npm package resume-cli also installs one."""
    import shlex
    import shutil

    found, beside = shutil.which("resume"), Path(sys.executable).parent
    with suppress(OSError):
        if found is not None and b"resume_cli" in Path(found).read_bytes():
            return _finding("command", "ok", found)
    detail = "`resume` is not on PATH" if found is None else f"{found} is another program"
    if second := shutil.which("resume-press"):
        hint = f"{second} is the same program as this"
    elif shutil.which("resume", path=str(beside)):
        hint = f'export PATH={shlex.quote(str(beside))}:"$PATH"'
    else:
        hint = f"{shlex.quote(sys.executable)} -m resume_cli"
    return _finding("command", "warning", detail, hint)


def _distribution(name: str, distribution: str, otherwise: str, hint: str) -> dict[str, Any]:
    from importlib.metadata import PackageNotFoundError, version

    try:
        installed = version(distribution)
    except PackageNotFoundError:
        return _finding(name, otherwise, f"{distribution} is not installed", hint)
    return _finding(name, "ok", installed if name == distribution else f"{distribution} {installed}")


def _program(name: str) -> dict[str, Any]:
    import shutil

    debian, homebrew, purpose = _PROGRAMS[name]
    if found := shutil.which(name):
        return _finding(f"program {name}", "ok", found)
    command = f"brew install {homebrew}" if sys.platform == "darwin" else f"sudo apt install {debian}"
    hint = command if debian or sys.platform == "darwin" else "https://verapdf.org has an installer"
    return _finding(f"program {name}", "absent", f"not installed: {purpose}", hint)


def _shared_object(package: str) -> dict[str, Any]:
    import ctypes

    linux, mac, otherwise, consequence = _SHARED_OBJECTS[package]
    on_mac = sys.platform == "darwin"
    name = mac if on_mac else linux
    try:
        ctypes.CDLL(name)
    except OSError:
        command = "brew install pango" if on_mac else f"sudo apt install {package}"
        return _finding(package, otherwise, f"not installed: {consequence}", command)
    return _finding(package, "ok", name)


def _scripts() -> dict[str, Any]:
    """Return a finding on the scripts that no font of this machine can draw in a PDF."""
    from resume_cli.theme.fonts import undrawable_scripts

    missing = undrawable_scripts()
    if not missing:
        return _finding("scripts", "ok", "every script can be drawn")
    command = "sudo apt install fonts-noto-core" if sys.platform != "darwin" else "brew install font-noto-sans"
    return _finding("scripts", "absent", f"no font for {', '.join(missing)}", command)


def _guarded(name: str, examine: Callable[[], str]) -> dict[str, Any]:
    """Return a finding on a part of this program; an error means that it is missing."""
    try:
        return _finding(name, "ok", examine())
    except ResumeError as error:
        return _finding(name, "missing", error.message, error.hint)
    except OSError as error:
        return _finding(name, "missing", f"{error.filename or ''} {error.strerror or error}".strip())


def _fonts() -> str:
    from resume_cli.theme.fonts import bundled_families, font_folder

    faces = sum(1 for _ in font_folder().glob("*/*.ttf"))
    return f"{faces} faces of {', '.join(bundled_families())}"


def _fontconfig() -> str:
    from resume_cli.theme.fonts import private_fontconfig

    return f"configuration and cache in {private_fontconfig().parent}"


def _themes() -> str:
    from resume_cli.theme.installed import installed_themes
    from resume_cli.theme.loader import load_theme, theme_names

    brought = (f"{load_theme(name).name} (in {folder})" for name, folder in installed_themes().items())
    return ", ".join((*(load_theme(name).name for name in theme_names()), *brought))


def _exporters() -> Iterator[dict[str, Any]]:
    from resume_cli.exporters import registry

    registered = registry.registered()
    for name in dict.fromkeys(each.name for each in registered):
        owners = [each for each in registered if each.name == name]
        try:
            registry.find(name)
        except ResumeError as error:
            status = "missing" if owners[0].distribution == registry.OWN_DISTRIBUTION else "warning"
            yield _finding(f"exporter {name}", status, error.message, error.hint)
        else:
            first, *hidden = (f"{each.distribution} {each.version}".rstrip() for each in owners)
            yield _finding(f"exporter {name}", "ok", first)
            for each in hidden:
                detail = f"that of {each} is not used: the built-in one has the same name"
                yield _finding(f"exporter {name}", "warning", detail, "ask its authors for another name")
