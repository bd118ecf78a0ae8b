"""WeasyPrint with our fonts, our images and nothing else, set up once per process.

    engine = engine_for(characters)         the bundled fonts; the system's too where the characters need them
    engine.render(page, style)              laid out, not yet written
    listening(report)                       what WeasyPrint logs meanwhile becomes warnings

Fontconfig must know which fonts there are before Pango first asks, so the private configuration is named in the
environment while WeasyPrint is imported and a font map is made, and only then: other programs that this process
starts keep their own.
"""

from __future__ import annotations

import logging
import os
import sys
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from resume_cli.errors import MissingPartError, RefusedError
from resume_cli.theme.fonts import font_folder, private_fontconfig, uncovered

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from resume_cli.export import Report

# A font map remembers every size and style that it ever met; a fresh one now and then keeps memory flat.
_RENDERINGS_PER_FONT_MAP = 200


@dataclass(slots=True)
class Engine:
    """A font map, the fonts it may use, and how often it was used."""

    system: bool
    fonts: Any
    renderings: int = 0


def engine_for(characters: Iterable[str]) -> Engine:
    """Return the engine for a document with these characters.

    Raises MissingPartError when Pango is not installed, when no font is there at all, or when fontconfig has no
    folder to write to.
    """
    font_folder()
    system = bool(uncovered(characters))
    engine = _engines().get(system)
    if engine is None or engine.renderings >= _RENDERINGS_PER_FONT_MAP:
        engine = _engines()[system] = Engine(system, _font_map(system=system))
    engine.renderings += 1
    return engine


@cache
def _engines() -> dict[bool, Engine]:
    return {}


def _font_map(*, system: bool) -> Any:  # noqa: ANN401 - WeasyPrint publishes no types
    """Import WeasyPrint if need be, and return a FontConfiguration that knows the bundled fonts."""
    with _environment(FONTCONFIG_FILE=str(private_fontconfig(system=system))):
        load()
        from weasyprint.text.fonts import FontConfiguration

        return FontConfiguration()


@cache
def load() -> None:
    """Import WeasyPrint, fast where that is possible. Raises MissingPartError when Pango is not installed."""
    from resume_cli.exporters.pdf.engine.start import import_weasyprint

    try:
        import_weasyprint()
    except OSError as error:
        raise _missing_pango(error) from error


def _missing_pango(error: OSError) -> MissingPartError:
    if sys.platform == "darwin":
        command = "brew install pango"
    else:
        command = "sudo apt install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"
    reason = str(error).partition(":")[0]
    return MissingPartError(f"PDF needs Pango, which is not installed ({reason})", hint=command)


@contextmanager
def _environment(**values: str) -> Iterator[None]:
    before = {name: os.environ.get(name) for name in values}
    os.environ.update(values)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value


def fetcher(images: Mapping[str, tuple[bytes, str]]) -> Any:  # noqa: ANN401 - WeasyPrint publishes no types
    """Return a fetcher that knows these images by their `data:` address, and refuses every other address."""
    from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

    class OwnImages(URLFetcher):  # type: ignore[misc] # WeasyPrint publishes no types
        """A fetcher without any of urllib's openers: it cannot reach a file or a network if it wanted to."""

        _fail_on_errors = True

        def __init__(self) -> None:
            """Leave out what the base class sets up."""

        def fetch(self, url: str, headers: object = None) -> Any:  # noqa: ANN401, ARG002 - the base class's signature
            """Return one of our images, or stop the whole rendering."""
            if url not in images:
                raise FatalURLFetchingError(url[:80])
            content, media_type = images[url]
            return URLFetcherResponse(url, content, {"Content-Type": media_type})

    return OwnImages()


@contextmanager
def refusing() -> Iterator[None]:
    """Turn a refused address into our own error; WeasyPrint's is no Exception, so that nothing else catches it."""
    from weasyprint.urls import FatalURLFetchingError

    try:
        yield
    except FatalURLFetchingError as error:
        message = f"the page asks for {error}, and nothing may be fetched while a PDF is made"
        raise RefusedError(message, hint="a theme's style sheet may hold no url() and no @import") from error


class _Listener(logging.Handler):
    """Collects the records that tell of something missing from the pages."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.glyphs: set[str] = set()
        self.failures: dict[str, None] = {}

    def emit(self, record: logging.LogRecord) -> None:
        """Keep a record of a missing glyph or of a failure; what it says of style sheets is no loss."""
        if str(record.msg).startswith(".notdef"):
            self.glyphs.update(str(record.args[0]) if isinstance(record.args, tuple) else "")
        elif record.levelno >= logging.ERROR or "font" in str(record.msg).lower():
            self.failures[record.getMessage()] = None


@contextmanager
def listening(report: Report) -> Iterator[None]:
    """Let what WeasyPrint logs of missing glyphs and failed images become warnings of the report."""
    logger = logging.getLogger("weasyprint")
    listener = _Listener()
    level, propagate = logger.level, logger.propagate
    logger.addHandler(listener)
    logger.setLevel(logging.WARNING)
    logger.propagate = False
    try:
        yield
    finally:
        logger.removeHandler(listener)
        logger.setLevel(level)
        logger.propagate = propagate
    report.missing_characters.update(listener.glyphs)
    for failure in listener.failures:
        report.warn("pdf-engine", f"WeasyPrint reports: {failure}")
