"""A fast import of WeasyPrint, without the libraries that a résumé rarely needs.

Replaces: the plain import, whose bytes are the same (tests/exporters/test_start.py compares).
Gives: about 460 of 515 ms of CPU time, in three parts: `bindings`, `late` and `sheets`.
Without it: WeasyPrint is imported as usual. This also happens on other systems, with other implementations of Python or
other major versions, and after any unexpected error, when everything that the attempt has imported is dropped.
"""

from __future__ import annotations

import gc
import sys
from contextlib import redirect_stdout, suppress
from importlib import import_module
from importlib.util import find_spec
from io import StringIO
from pathlib import Path

from resume_cli.exporters.pdf.engine.bindings import load_bindings
from resume_cli.exporters.pdf.engine.fonts import copy_fonts_later
from resume_cli.exporters.pdf.engine.late import stand_ins
from resume_cli.exporters.pdf.engine.sheets import parse_sheets_later, without_sheets
from resume_cli.exporters.pdf.engine.touched import ChangedError

VERSION_LINE = "VERSION = __version__ = '70."


def import_weasyprint() -> bool:
    """Import WeasyPrint and return whether it was the fast import. Raises OSError if a library is missing."""
    if "weasyprint" in sys.modules:
        return False
    before = set(sys.modules)
    # Without Pango, WeasyPrint prints advice, and stdout is for data.
    with redirect_stdout(StringIO()):
        try:
            _import_fast()
        except Exception:  # noqa: BLE001 - any error means that this WeasyPrint is not the expected one
            _forget(before)
            import_module("weasyprint")
            return False
    return True


def _import_fast() -> None:
    folder = _expected_folder()
    collecting = gc.isenabled()
    gc.disable()
    try:
        with stand_ins():
            load_bindings(folder)
            with without_sheets():
                import_module("weasyprint")
        parse_sheets_later()
    finally:
        if collecting:
            gc.enable()
    with suppress(ChangedError):
        copy_fonts_later()


def _expected_folder() -> Path:
    """Return WeasyPrint's folder. Raises ChangedError if it or the platform is not as expected."""
    spec = find_spec("weasyprint")
    expected = sys.platform == "linux" and sys.implementation.name == "cpython" and spec and spec.origin
    if not expected or VERSION_LINE not in Path(expected).read_text(encoding="utf-8"):
        raise ChangedError("weasyprint")
    return Path(expected).parent


def _forget(before: set[str]) -> None:
    """Drop the modules that a failed attempt has imported, since any of them may contain stand-ins."""
    for name in sys.modules.keys() - before:
        if str(getattr(sys.modules[name], "__file__", None)).endswith(".py"):
            del sys.modules[name]
