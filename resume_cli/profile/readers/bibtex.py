"""BibTeX: the patents of a file as patents, all other entries as publications.

pybtex parses it: of the two parsers that are kept up, it is the one that joins values with `#` and knows where in
a line a value begins (bibtexparser does neither). pylatexenc decodes the LaTeX, because latexcodec, which comes with
pybtex, knows accents but no commands. All are MIT, 2.6 MB together, and imported when a `.bib` is read.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pybtex.database.input.bibtex import LowLevelParser
from pybtex.scanner import Pattern, PybtexSyntaxError, Token
from pybtex.utils import CaseInsensitiveDict
from pylatexenc import latex2text, latexwalker, macrospec

from resume_cli.profile.model import Patent, Publication
from resume_cli.profile.readers import limits
from resume_cli.profile.readers.positions import Node, Scan, SourceFile

if TYPE_CHECKING:
    from resume_cli.profile.fields import Item

#: Fields that serve a bibliography's machinery and say nothing to a reader.
_MACHINERY = frozenset(
    "langid langidopts language options indextitle indexsorttitle sorttitle sortname sortkey sortyear shorttitle "
    "shorthand label owner timestamp file bibsource biburl crossref xref xdata entryset execute hyphenation keywords "
    "annotation gender presort related relatedtype relatedstring eprintclass heading media urldate".split()
)
_TYPES = {
    "article": "journal", "inproceedings": "conference", "conference": "conference", "proceedings": "conference",
    "book": "book", "mvbook": "book", "inbook": "book", "incollection": "book", "collection": "book", "booklet": "book",
    "phdthesis": "thesis", "mastersthesis": "thesis", "thesis": "thesis", "techreport": "report", "report": "report",
    "manual": "manual", "software": "software", "dataset": "dataset", "online": "online",
}  # fmt: skip
#: Entries that say nothing by themselves.
_AUXILIARY = frozenset({"string", "preamble", "set", "xdata"})
_MONTHS = dict(zip("jan feb mar apr may jun jul aug sep oct nov dec".split(), map(str, range(1, 13)), strict=True))
_PATENT_TYPE = re.compile(r"(patent|patreq)(us|eu|de|fr|uk)\Z", re.IGNORECASE)
#: A line of comment, or the start of an entry with its type.
_START = re.compile(r"^[ \t]*%.*|@\s*([A-Za-z]+)\s*[{(]", re.MULTILINE)
#: The values of an item by key, each with its offset.
_Row = dict[str, tuple[object, int]]

#: The commands that take an argument; every other one leaves its arguments where they are, so that no word is lost.
_ACCENTS = [*"'`\"^~=.cHkbdruv", *"vec dot hat check breve acute grave tilde bar ddot not".split()]
#: Commands that pylatexenc does not know, or replaces by something that nobody would search for.
_SYMBOLS = {
    **dict.fromkeys("- today input include ensuremath texorpdfstring ket bra braket ketbra".split(), ""),
    "LaTeX": "LaTeX", "TeX": "TeX", "SS": "ẞ", "S": "§", "P": "¶", "copyright": "©", "pounds": "£", "euro": "€",
    "degree": "°", "epsilon": "ε", "sqrt": "√", "textbar": "|", "textasciitilde": "~", "textasciicircum": "^",
    "newline": " ", "\\": " ",
}  # fmt: skip


class _LatexDecoder(latex2text.LatexNodes2Text):  # type: ignore[misc]  # the library publishes no types
    def __init__(self) -> None:
        categories = ["latex-base", "advanced-symbols", "nonascii-specials"]
        symbols = latex2text.get_default_latex_context_db().filter_context(categories)
        symbols.add_context_category(
            "ours", [latex2text.MacroTextSpec(*each) for each in _SYMBOLS.items()], prepend=True
        )
        self.commands = latexwalker.get_default_latex_context_db().filter_context(categories[2:])
        self.commands.add_context_category("ours", [macrospec.MacroSpec(name, "{") for name in _ACCENTS])
        super().__init__(symbols, keep_comments=True)

    def nodelist_to_text(self, nodelist: list[object]) -> str:
        """Return the text of some nodes in linear time."""
        return "".join(map(self.node_to_text, nodelist))


_DECODER = _LatexDecoder()


def decode_latex(written: str) -> str:
    """Return the characters that a piece of LaTeX prints; commands that are not known leave their arguments."""
    if written.count("$") % 2:
        written = re.sub(r"\\?\$", r"\\$", written)
    if re.search(r"[\\{}$~%`]|--|''", written):
        written = _DECODER.latex_to_text(written, latex_context=_DECODER.commands)
    return " ".join(unicodedata.normalize("NFC", written).split())


def read(source: SourceFile, of: type[Item]) -> tuple[list[object], Scan]:
    """Return the entries that fit a class of items as plain data.

    A list of patents takes the patents, any other list takes all other entries, so one file serves both.
    """
    entries = [each for each in _Parser(source).entries() if (each.type == "patent") == (of is Patent)]
    try:
        rows = [_patent(entry) if of is Patent else _publication(entry, of) for entry in entries]
    except RecursionError:
        limits.exceed(source.file, "levels")
    root = Node(0, 0)
    for index, (entry, row) in enumerate(zip(entries, rows, strict=True)):
        root.children[index] = Node(entry.offset, entry.offset, {key: Node(at, at) for key, (_, at) in row.items()})
    return [{key: value for key, (value, _) in row.items()} for row in rows], lambda: root


@dataclass(slots=True)
class _Entry:
    """An entry: its type in small letters, and its fields as written with their offsets, until they are taken."""

    type: str
    key: str
    offset: int
    fields: dict[str, tuple[str, int]] = field(default_factory=dict)

    def take(self, *names: str, raw: bool = False) -> tuple[str, int]:
        """Take the first of these fields that is filled: its text (or LaTeX), and its offset."""
        for name in names:
            value, offset = self.fields.pop(name, ("", 0))
            if value:
                return value if raw else decode_latex(value), offset
        return "", self.offset

    def row(self, values: _Row) -> _Row:
        """Return the values that are not empty, and the fields that nobody took, so that a warning can name them."""
        row = {key: value for key, value in values.items() if value[0]}
        rest = {name: self.take(name) for name in list(self.fields) if name not in _MACHINERY and name not in row}
        return {**row, **{name: value for name, value in rest.items() if value[0]}}


def _publication(entry: _Entry, of: type[Item]) -> _Row:
    container, place = entry.take("journaltitle", "journal", "booktitle", "school", "institution")
    publisher, offset = entry.take("publisher", "organization", "howpublished")
    if container:
        (volume, _), (number, _) = entry.take("volume"), entry.take("number")
        container = f"{container} {volume}" + (f"({number})" if number else "") if volume or number else container
    publisher = ", ".join(filter(None, (container, publisher if publisher not in container else "")))
    is_publication = of is Publication
    return entry.row(
        {
            "name" if is_publication else "title": _title(entry),
            "authors": _names(*entry.take("author", "editor", raw=True)),
            "releaseDate" if is_publication else "date": _date(entry),
            "publisher": (publisher, place if container else offset),
            "type": (_TYPES.get(entry.type, ""), entry.offset),
            "pages": entry.take("pages"),
            "doi": entry.take("doi"),
            "summary": entry.take("abstract", "note"),
            "url": entry.take("url", raw=True),
        }
    )


def _patent(entry: _Entry) -> _Row:
    number, place = entry.take("number")
    country, _ = entry.take("nationality", "location")
    status, offset = entry.take("pubstate")
    office = re.match(r"([A-Z]{2})[\s-]?\d", number)
    country = office[1] if office else country
    if kind := _PATENT_TYPE.match(entry.fields.get("type", ("", 0))[0]):
        entry.take("type")
        status = status or ("pending" if kind[1].lower() == "patreq" else "")
        country = country if office else {"EU": "EP", "UK": "GB"}.get(kind[2].upper(), kind[2].upper())
    return entry.row(
        {
            "title": _title(entry),
            "number": (number, place),
            "office": (country, place),
            "status": (status, offset),
            "published" if status == "pending" else "granted": _date(entry),
            "filed": _date(entry, "filed"),
            "inventors": _names(*entry.take("author", raw=True)),
            "assignee": _names(*entry.take("holder", "assignee", raw=True), people=False),
            "url": entry.take("url", raw=True),
            "summary": entry.take("abstract", "note"),
        }
    )


def _title(entry: _Entry) -> tuple[str, int]:
    (title, offset), (subtitle, _) = entry.take("title"), entry.take("subtitle")
    return ": ".join(filter(None, (title, subtitle))), offset


def _date(entry: _Entry, suffix: str = "") -> tuple[str, int]:
    """Return a date out of `date`, or out of year, month and day."""
    whole, offset = ("", 0) if suffix else entry.take("date")
    (year, place), (month, _), (day, _) = (entry.take(part + suffix) for part in ("year", "month", "day"))
    if whole or not month or not year.isdecimal():
        return (whole, offset) if whole else (year, place)
    month, day = _MONTHS.get(month[:3].lower(), month), f"-{day:0>2}" if re.fullmatch(r"[0-9]{1,2}", day) else ""
    return f"{year}-{month:0>2}{day}" if re.fullmatch(r"[0-9]{1,2}", month) else f"{month} {year}", place


def _names(written: str, offset: int, *, people: bool = True) -> tuple[list[str], int]:
    names = _split(written, " and ")
    if len(names) == 1 and names[0].startswith("{{") and names[0].endswith("}}"):
        # The braces of the field and of each name, all in one.
        names = _split(names[0][1:-1], " and ")
    return [decode_latex(name_in_order(name) if people else name) for name in names], offset


def name_in_order(written: str) -> str:
    """Return a name as it is read aloud, still as LaTeX: `Liu, Shuo` is `Shuo Liu`, `刘, 硕` is `刘硕`."""
    parts = _split(written, ",")
    if len(parts) < 2:
        return "et al." if written.lower() == "others" else written
    is_latin = re.search(r"[A-Za-z\u00c0-\u1fff]", written)
    return " ".join([parts[-1], *parts[:-1]]) if is_latin else "".join(parts)


def _split(written: str, separator: str) -> list[str]:
    """Return the parts of a text at each separator that no braces protect."""
    parts: list[list[str]] = [[]]
    depth = 0
    for piece in re.split(f"([{{}}]|{separator})", " ".join(written.split()), flags=re.IGNORECASE):
        depth += (piece == "{") - (piece == "}")
        if depth == 0 and piece.lower() == separator:
            parts.append([])
        else:
            parts[-1].append(piece)
    return [part for pieces in parts if (part := "".join(pieces).strip())]


class _Parser(LowLevelParser):  # type: ignore[misc]  # the library publishes no types
    """pybtex's parser, which also notes where values begin, and needs no more time and memory than the file is long."""

    NAME = Pattern(r"""[^\s"#%'(),={}0-9][^\s"#%'(),={}]*""", "a name")
    NUMBER = Pattern(r"""[0-9][^\s"#%'(),={}]*""", "a number")
    KEY_BRACE = KEY_PAREN = Pattern(r"[^\s,(){}=]*", "a key")

    def __init__(self, source: SourceFile) -> None:
        super().__init__(source.text, macros=CaseInsensitiveDict(_MONTHS))
        self.source = source
        self.pos = self.repeated = 0
        self.offsets: list[int] = []

    def entries(self) -> list[_Entry]:
        """Return the entries in order, with what they have from their parents; raises ProfileError or LimitError."""
        entries: list[_Entry] = []
        while start := _START.search(self.text, self.pos):
            self.offsets, self.command_start, self.pos = [], start.start(), start.end()
            kind = (start[1] or "comment").lower()
            try:
                if kind != "comment":
                    self.pos = start.start() + 1
                    _, body = self.parse_command()
                    if kind not in _AUXILIARY:
                        entries.append(self._entry(kind, *body))
                elif start[0].endswith("{") and start[1]:
                    list(self.parse_string(self.RBRACE))
            except PybtexSyntaxError as error:
                raise self._error(str(error.args[0])) from None
            limits.check(self.source.file, len(entries), "values")
        by_key = {entry.key: entry for entry in entries}
        for entry in entries:
            parent = by_key.get(entry.fields.get("crossref", ("", 0))[0])
            for name, (value, _) in parent.fields.items() if parent and parent is not entry else ():
                # The title of a parent is that of the book.
                target = "booktitle" if name == "title" else name
                if target not in entry.fields and name not in {"crossref", "author"}:
                    entry.fields[target] = (self._repeat(value), entry.offset)
        return entries

    def _entry(self, kind: str, key: str, fields: list[tuple[str, list[str]]]) -> _Entry:
        entry = _Entry(kind, key, self.command_start)
        for (name, parts), offset in zip(fields, self.offsets, strict=True):
            _, first = entry.fields.setdefault(name.lower(), ("".join(parts), offset))
            if first < offset:
                start = self.text.rindex(name, 0, offset)
                self.source.problems.append(self.source.duplicate(name, start, first))
        return entry

    def _repeat(self, text: str) -> str:
        """Return a text that stands elsewhere in the file; raises LimitError when all repetitions are too long."""
        self.repeated += len(text)
        limits.check(self.source.file, self.repeated, "bytes")
        return text

    def _error(self, said: str) -> Exception:
        message, hint = f"not valid BibTeX: {said}", "a comma or a closing } is missing"
        if self.text.startswith("=", self.pos) and not self.offsets:
            message, hint = "this entry has no key", "write @patent{key, …}"
        return self.source.error(self.pos, "syntax", message, hint)

    def parse_value(self) -> None:
        """Parse a value, and note where it begins."""
        self.eat_whitespace()
        self.offsets.append(self.pos)
        super().parse_value()

    def substitute_macro(self, name: str) -> str:
        """Return what an abbreviation means; any other word stands for itself."""
        return self._repeat(self.macros.get(name, name))

    def skip_to(self, patterns: list[Pattern]) -> Token | None:
        """Skip to the nearest of some marks; the library looks for each of them to the end of the file, every time."""
        mark = re.compile('[{}"]' if self.QUOTE in patterns else "[{}]").search(self.text, self.pos)
        if mark is None:
            return None
        start, self.pos = self.pos, mark.end()
        return Token(self.text[start : self.pos], next(each for each in patterns if each.match(mark[0])))
