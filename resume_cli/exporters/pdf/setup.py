"""WeasyPrint with our fonts and our reports, set up once per process.

    font_configuration(characters)      the bundled fonts; the system's too where the characters need them
    listening(report)                   what WeasyPrint logs becomes warnings

Fontconfig must know the fonts before Pango first asks for one, so the private configuration is named in the
environment while WeasyPrint is imported and a font map is made, and only then: other programs that this process
starts keep their own.
"""

from __future__ import annotations

import atexit
import logging
import os
import sys
from contextlib import contextmanager
from functools import cache
from typing import TYPE_CHECKING, Any

from resume_cli.errors import MissingPartError, RefusedError
from resume_cli.exporters.pdf.engine.touched import exchanged
from resume_cli.theme.fonts import font_folder, private_fontconfig, uncovered

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from resume_cli.export import Report

# A font map keeps every size and style that it ever met; a fresh one now and then keeps memory flat.
_DOCUMENTS_PER_FONT_MAP = 200


def font_configuration(characters: Iterable[str]) -> Any:  # noqa: ANN401 - WeasyPrint publishes no types
    """Import WeasyPrint if need be, and return its FontConfiguration for a document with these characters.

    Raises MissingPartError when Pango is not installed, when there is no font at all, or when fontconfig has no
    folder to write to.
    """
    font_folder()
    system = bool(uncovered(characters))
    fonts, documents = _font_maps().get(system, (None, _DOCUMENTS_PER_FONT_MAP))
    if documents >= _DOCUMENTS_PER_FONT_MAP:
        with exchanged(os.environ, "FONTCONFIG_FILE", str(private_fontconfig(system=system))):
            load()
            from weasyprint.text.fonts import FontConfiguration

            fonts, documents = FontConfiguration(), 0
    _font_maps()[system] = fonts, documents + 1
    return fonts


@cache
def _font_maps() -> dict[bool, tuple[Any, int]]:
    """Return the font maps in use, without and with the system's fonts, and the number of documents each served."""
    maps: dict[bool, tuple[Any, int]] = {}
    # Freed any later, a font map may call into a library that the dying interpreter has already closed.
    atexit.register(maps.clear)
    return maps


@cache
def load() -> None:
    """Import WeasyPrint, fast where that is possible. Raises MissingPartError when Pango is not installed."""
    from resume_cli.exporters.pdf.engine.start import import_weasyprint

    try:
        import_weasyprint()
    except OSError as error:
        install = "sudo apt install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"
        hint = "brew install pango" if sys.platform == "darwin" else install
        message = f"PDF needs Pango, which is not installed ({str(error).partition(':')[0]})"
        raise MissingPartError(message, hint=hint) from error


@contextmanager
def listening(report: Report) -> Iterator[None]:
    """Report what WeasyPrint logs about missing glyphs and failed images, and a refused address as our own error."""
    from weasyprint.urls import FatalURLFetchingError

    failures: dict[str, None] = {}

    def collect(record: logging.LogRecord) -> bool:
        if str(record.msg).startswith(".notdef"):
            cluster = str(record.args[0]) if isinstance(record.args, tuple) else ""
            # Of a letter and its mark, mostly only one is missing.
            report.missing_characters.update(uncovered(cluster) or cluster)
        elif record.levelno >= logging.ERROR or "font" in str(record.msg).lower():
            failures[record.getMessage()] = None
        # Other remarks, about style sheets, are of no interest, and none goes any further.
        return False

    logger = logging.getLogger("weasyprint")
    level = logger.level
    logger.setLevel(logging.WARNING)
    logger.addFilter(collect)
    try:
        yield
    except FatalURLFetchingError as error:
        message = f"the page refers to {error}, but nothing may be fetched for a PDF"
        raise RefusedError(message, hint="a theme's style sheet may not contain url() or @import") from error
    finally:
        logger.removeFilter(collect)
        logger.setLevel(level)
    for failure in failures:
        report.warn("pdf-engine", f"WeasyPrint reports: {failure}")
