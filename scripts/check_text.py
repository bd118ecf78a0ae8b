#!/usr/bin/env python3
"""Read every export back with other programs and count how many texts they find.

    scripts/check_text.py                   print the table; exit 1 unless every text is found in order
    scripts/check_text.py --markdown FILE   also write the table to a file

For each theme and language, every text of the document must be found in the document's order, ignoring white space: in
the PDF by pdftotext, pypdf and pdfminer; in the DOCX by python-docx and LibreOffice; in the HTML by an HTML parser; and
in the text, Markdown and terminal exports (at 60, 80 and 120 columns).
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests" / "helpers"))

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from resume_cli.document import Document
    from resume_cli.export import Assets, Context

MOMENT = datetime(2026, 1, 2, tzinfo=UTC)
PROFILES = ("stuart-lau", "maya-lindqvist", "first-job")
LANGUAGES = ("en", "zh")
WIDTHS = (60, 80, 120)


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read a format: the format, the reader's name, and a function that returns the text of each page."""

    format: str
    reader: str
    read: Callable[[bytes], list[str]]
    width: int = 80


def libreoffice(content: bytes) -> list[str]:
    """Return the text of a DOCX file as saved by LibreOffice."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "resume.docx"
        source.write_bytes(content)
        profile = f"-env:UserInstallation={office_profile().as_uri()}"
        command = ["soffice", profile, "--headless", "--convert-to", "txt:Text (encoded):UTF8", "--outdir", folder]
        subprocess.run([*command, str(source)], check=True, capture_output=True, timeout=120)
        return [source.with_suffix(".txt").read_text("utf-8")]


@cache
def office_profile() -> Path:
    """Return a folder for LibreOffice's settings, so that an instance already running does not take over."""
    return Path(tempfile.mkdtemp(prefix="office-"))


def readings(*, office: bool) -> Iterator[Reading]:
    """Yield every way to read an export."""
    from readers import read_html, read_markdown, read_plain, read_terminal

    from resume_cli.check.readers import readers as installed_readers

    def whole(read: Callable[[bytes], str]) -> Callable[[bytes], list[str]]:
        return lambda content: [read(content)]

    for reader in installed_readers():
        if reader.ordered:
            yield Reading(reader.format, reader.name, reader.read)
    if office:
        yield Reading("docx", "LibreOffice", libreoffice)
    yield Reading("html", "html5lib", whole(read_html))
    yield Reading("text", "as it is", whole(read_plain))
    yield Reading("markdown", "markdown-it", whole(read_markdown))
    for width in WIDTHS:
        yield Reading("terminal", f"{width} columns", whole(read_terminal), width)


def documents(language: str) -> Iterator[tuple[Document, Assets]]:
    """Yield the example profiles that are written in a language."""
    from resume_cli.export import Report
    from resume_cli.pipeline import RenderOptions, compose, load
    from resume_cli.profile.folder import Folder
    from resume_cli.profile.source import ProfileSource
    from resume_cli.theme.images import FolderAssets

    for name in PROFILES:
        path = ROOT / "profiles" / f"{name}.yaml"
        folder = Folder(path.parent)
        loaded = load(ProfileSource(path.name, path.read_bytes(), folder, MOMENT))
        if language in (loaded.profile.meta.languages or ("en",)):
            yield (
                compose(loaded, RenderOptions("pdf", language)).document,
                FolderAssets(folder.read, Report().problems.append),
            )


def found(reading: Reading, document: Document, context: Context) -> tuple[int, list[str]]:
    """Return the number of texts of a document, and those that a reader does not find in order."""
    from resume_cli.check.readers import running_lines
    from resume_cli.document import texts
    from resume_cli.exporters.registry import find
    from resume_cli.testing import missing

    content = rendered(find(reading.format).exporter.render, document, replace(context, width=reading.width))
    pages = [_compared(page) for page in reading.read(content)]
    foot = running_lines(document)
    pages = pages[:1] + [foot.sub("", page) for page in pages[1:]]
    wanted = [_compared(text) for text in texts(document)]
    return len(wanted), missing(wanted, "".join(pages))


def _compared(text: str) -> str:
    """Return a text in the form used for comparison: a URL may include its scheme if it cannot be a link."""
    from resume_cli.testing import normal

    return normal(text).replace("https://", "")


# Documents are identified by `id`, so none of them may be freed.
_KEPT: list[object] = []
_RENDERED: dict[tuple[object, ...], bytes] = {}


def rendered(render: Callable[[Document, Context], bytes], document: Document, context: Context) -> bytes:
    """Return the output of an exporter, rendered once for all of its readers."""
    key = (render, id(document), context.theme.name, context.width)
    if key not in _RENDERED:
        _RENDERED[key] = render(document, context)
    return _RENDERED[key]


def table(themes: list[str], *, office: bool) -> tuple[list[str], bool]:
    """Return the lines of the table, and whether every text was found."""
    from resume_cli.compose.arrange import arranged
    from resume_cli.export import Context
    from resume_cli.theme.loader import load_theme

    ways = list(readings(office=office))
    lines = ["| theme | language | " + " | ".join(f"{way.format}: {way.reader}" for way in ways) + " |"]
    lines.append("|---|---|" + "---:|" * len(ways))
    whole = True
    written = {language: list(documents(language)) for language in LANGUAGES}
    for theme in themes:
        loaded = load_theme(theme)
        for language in LANGUAGES:
            cells = []
            shown = [(arranged(document, loaded.keyword, MOMENT), assets) for document, assets in written[language]]
            _KEPT.append(shown)
            for way in ways:
                total = lost = 0
                for document, assets in shown:
                    count, absent = found(way, document, Context(theme=loaded, created=MOMENT, assets=assets))
                    total, lost = total + count, lost + len(absent)
                    for text in absent:
                        print(f"{theme} {language} {way.format} {way.reader}: not found in order: {text}", flush=True)
                cells.append(f"{total - lost}/{total}")
                whole = whole and not lost
            lines.append(f"| {theme} | {language} | " + " | ".join(cells) + " |")
            print(lines[-1], flush=True)
    return lines, whole


def main() -> int:
    """Print the table."""
    from resume_cli.theme.loader import theme_names

    parser = argparse.ArgumentParser(description="Read every export back and count the texts that are found.")
    parser.add_argument("--markdown", type=Path, help="also write the table to this file")
    parser.add_argument("--theme", action="append", help="check only this theme (default: all)")
    parser.add_argument("--no-office", action="store_true", help="skip LibreOffice")
    options = parser.parse_args()
    lines, whole = table(options.theme or list(theme_names()), office=not options.no_office)
    print(*lines[:2], sep="\n")
    if options.markdown:
        options.markdown.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return 0 if whole else 1


if __name__ == "__main__":
    sys.exit(main())
