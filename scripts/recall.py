"""Measure how much of other people's résumés is exported: search each format for every string of JSON Resume files.

python scripts/recall.py [FOLDER|FILE…] [--formats pdf,docx,html,text] [--missing]

A string counts as exported if a reader of the format returns its words (for an address, also among the link targets;
for a date, its year and month), or if a warning names the field that contains it. Print a line per file with a
percentage for each format. Exit 1 if a string is lost. The default folder is ../shared/corpus.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import json
import logging
import re
import subprocess
import sys
import unicodedata
import zipfile
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

from resume_cli.errors import ProfileError, ResumeError
from resume_cli.pipeline import LoadedProfile, RenderOptions, load, render
from resume_cli.profile.folder import Folder
from resume_cli.profile.source import ProfileSource

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from resume_cli.errors import FieldPath
    from resume_cli.output.results import Output

ROOT = Path(__file__).resolve().parent.parent
CORPUS = ROOT.parent / "shared" / "corpus"
FORMATS = ("html", "pdf", "docx", "text")
#: Keys about the file rather than the person, which are not expected in the output.
_SILENT = frozenset({"$schema", "meta"})
_DATE_KEYS = re.compile(r"(?i)date$|^(start|end)$")
_ISO = re.compile(r"(\d{4})(?:-(\d{1,2}))?(?:-(\d{1,2}))?(?:T.*)?$")
_MARKS = re.compile(r"!?\[([^\]]*)\]\(([^)\s]*)[^)]*\)|`+|\*\*|\*|(?<!\w)_+|_+(?!\w)|~~|\\(?=[^\w\s])")
_LIST_MARK = re.compile(r"(?m)^\s*(?:[-*•·▪‣◦–]|\d{1,2}[.)、])\s+")
#: Languages in which a country may be named.
_COUNTRY_NAMES = ("en", "zh", "ja", "ko", "ar", "ru", "de", "fr", "es")
_NO_WORDS = re.compile(r"[\W_]+")
_WORDML = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@dataclass(frozen=True, slots=True)
class Read:
    """The text that a reader extracts from an output, and the targets of its links."""

    text: str
    targets: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """The numbers of strings of one file in one format that are shown, reported in a warning, or lost."""

    total: int
    shown: int
    reported: int
    lost: tuple[tuple[FieldPath, str], ...] = ()

    @property
    def recall(self) -> float:
        """The percentage of strings that are shown or reported."""
        return 100.0 * (self.shown + self.reported) / self.total if self.total else 100.0


def leaves(value: object, path: FieldPath = ()) -> Iterator[tuple[FieldPath, str]]:
    """Yield every non-empty string of plain data with its path."""
    if isinstance(value, dict):
        for key, inner in value.items():
            if path or key not in _SILENT:
                yield from leaves(inner, (*path, key))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from leaves(inner, (*path, index))
    elif isinstance(value, str) and value.strip():
        yield path, value


def squeeze(text: str) -> str:
    """Return only the letters and digits of a text: spaces, line breaks and punctuation depend on typesetting."""
    return _NO_WORDS.sub("", unicodedata.normalize("NFKC", text).casefold())


def read_pdf(content: bytes) -> Read:
    """Read the text of a PDF with pdftotext and its links with pypdf."""
    from pypdf import PdfReader

    text = subprocess.run(["pdftotext", "-raw", "-", "-"], input=content, capture_output=True, check=True).stdout
    pages = PdfReader(io.BytesIO(content)).pages
    annotations = [annotation.get_object() for page in pages for annotation in page.annotations or ()]
    targets = [str(each["/A"].get("/URI", "")) for each in annotations if "/A" in each]
    return Read(text.decode(), "\n".join(targets))


def read_docx(content: bytes) -> Read:
    """Read the paragraphs and the relationships of a DOCX file."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        body = ET.fromstring(package.read("word/document.xml"))  # noqa: S314 - the output of this program
        targets = package.read("word/_rels/document.xml.rels").decode()
    breaks = {f"{_WORDML}tab", f"{_WORDML}br"}
    paragraphs = (
        "".join(" " if each.tag in breaks else (each.text or "") for each in paragraph.iter())
        for paragraph in body.iter(f"{_WORDML}p")
    )
    from html import unescape

    return Read("\n".join(paragraphs), unescape(targets))


def read_html(content: bytes) -> Read:
    """Read the body of a page, without scripts and styles."""
    from bs4 import BeautifulSoup

    page = BeautifulSoup(content, "html5lib")
    for hidden in page(["script", "style", "head"]):
        hidden.decompose()
    targets = [str(each.get("href")) for each in page("a")]
    return Read(page.get_text(" "), "\n".join(targets)) if page.body else Read("")


def read_text(content: bytes) -> Read:
    """Read plain text."""
    return Read(content.decode())


READERS: dict[str, Callable[[bytes], Read]] = {
    "html": read_html,
    "pdf": read_pdf,
    "docx": read_docx,
    "text": read_text,
    "markdown": read_text,
    "terminal": read_text,
}


def spellings(value: str) -> Iterator[str]:
    """Yield the forms that a string may take in an output: as written, without a list marker, without markup."""
    yield value
    unlisted = _LIST_MARK.sub("", value)
    yield unlisted
    yield _MARKS.sub(lambda found: found[1] or "", unlisted)


def is_date(path: FieldPath, value: str) -> bool:
    """Return whether a string is a date, in a field for dates."""
    return bool(path and isinstance(path[-1], str) and _DATE_KEYS.search(path[-1]) and _ISO.match(value.strip()))


def date_arrived(value: str, text: str, language: str) -> bool:
    """Return whether the year of a date is found near its month, given as a number or as a name in a language."""
    year, month, _day = _ISO.match(value.strip()).groups()  # type: ignore[union-attr] # is_date has matched
    if month is None or not 1 <= int(month) <= 12:
        return year in text
    from babel import Locale

    months = Locale.parse(language, sep="-").months
    names = {months[kind][width][int(month)].rstrip(".") for kind in months for width in ("wide", "abbreviated")}
    near = "|".join([rf"\b0?{int(month)}(?!\d)", *map(re.escape, sorted(names))])
    return bool(re.search(rf"{year}\D.{{0,12}}?(?:{near})|(?:{near}).{{0,16}}?{year}", text, re.DOTALL | re.IGNORECASE))


def country_arrived(path: FieldPath, value: str, text: str) -> bool:
    """Return whether a country code is shown as the name of the country."""
    if not path or path[-1] != "countryCode" or len(value.strip()) != 2:
        return False
    from babel import Locale

    names = (Locale.parse(tag).territories.get(value.strip().upper(), "") for tag in _COUNTRY_NAMES)
    return any(name and squeeze(name) in squeeze(text) for name in names)


def arrived(path: FieldPath, value: str, read: Read, squeezed: str, language: str) -> bool:
    """Return whether a string is found in an output."""
    if is_date(path, value):
        return date_arrived(value, read.text, language)
    for spelling in spellings(value):
        wanted = squeeze(spelling)
        if wanted in squeezed or (not wanted and spelling.strip() in read.text):
            return True
    address = value.strip().rstrip("/")
    return (len(address) > 3 and address in read.targets) or country_arrived(path, value, read.text)


def is_reported(path: FieldPath, value: str, output: Output) -> bool:
    """Return whether a warning names the field of a string, a field that contains it, or the string itself."""
    for problem in output.problems:
        if problem.path and path[: len(problem.path)] == tuple(problem.path):
            return True
        if len(value) > 3 and value in problem.message:
            return True
    return False


def look(data: object, output: Output, format_name: str) -> Found:
    """Search one output for every string of a file."""
    read = READERS[format_name](output.content)
    squeezed = squeeze(read.text)
    shown = reported = 0
    lost = []
    strings = list(leaves(data))
    for path, value in strings:
        if arrived(path, value, read, squeezed, output.language):
            shown += 1
        elif is_reported(path, value, output):
            reported += 1
        else:
            lost.append((path, value))
    return Found(len(strings), shown, reported, tuple(lost))


def loaded(file: Path) -> LoadedProfile:
    """Load and validate a file."""
    content = file.read_bytes()
    return load(ProfileSource(file.name, content, Folder(file.parent), datetime.fromtimestamp(0, tz=UTC)))


def judge(file: Path, formats: Sequence[str]) -> dict[str, Found] | str:
    """Return the result for a file in each format, or the reason why the file is not a valid profile."""
    data: Any = json.loads(file.read_text(encoding="utf-8-sig"))
    try:
        profile = loaded(file)
        return {name: look(data, render(profile, RenderOptions(name)), name) for name in formats}
    except ProfileError as error:
        first = next(each for each in error.problems if each.severity == "error")
        return f"invalid: {first.position.line if first.position else '?'}: {first.message} [{first.code}]"
    except ResumeError as error:
        return f"failed: {error.message}"


def files_in(places: Sequence[Path]) -> Iterator[Path]:
    """Yield the JSON files, among the given files and in the given folders, that contain an object."""
    for place in places:
        for file in sorted(place.rglob("*.json")) if place.is_dir() else [place]:
            with contextlib.suppress(ValueError):
                if isinstance(json.loads(file.read_text(encoding="utf-8-sig")), dict):
                    yield file


def main() -> int:
    """Print the recall of each file in each format."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("places", nargs="*", type=Path, metavar="FOLDER|FILE", help="default: the corpus")
    parser.add_argument("--formats", default=",".join(FORMATS), help=f"default: {','.join(FORMATS)}")
    parser.add_argument("--missing", action="store_true", help="list every lost string")
    arguments = parser.parse_args()
    formats = arguments.formats.split(",")
    logging.disable(logging.CRITICAL)
    places = arguments.places or [CORPUS / "files"]
    if not all(place.exists() for place in places):
        print(f"recall: not found: {' '.join(map(str, places))}", file=sys.stderr)
        return 66
    print(f"{'file':<60}" + "".join(f"{name:>10}" for name in formats))
    lost = 0
    for file in files_in(places):
        lost += report(file, formats, missing=arguments.missing)
    print(f"\n{lost} strings lost" if lost else "\nnothing lost")
    return 1 if lost else 0


def report(file: Path, formats: Sequence[str], *, missing: bool) -> int:
    """Print the line of one file, and return the number of strings it lost."""
    found = judge(file, formats)
    if isinstance(found, str):
        print(f"{file.name[:58]:<60}{found}")
        return 0
    print(f"{file.name[:58]:<60}" + "".join(f"{found[name].recall:>9.1f}%" for name in formats), flush=True)
    if missing:
        for name in formats:
            for path, value in found[name].lost:
                print(f"    {name}: {'.'.join(map(str, path))}: {value[:90]!r}")
    return sum(len(each.lost) for each in found.values())


if __name__ == "__main__":
    sys.exit(main())
