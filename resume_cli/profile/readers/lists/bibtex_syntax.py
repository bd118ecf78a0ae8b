"""The syntax of BibTeX: entries with their own and inherited fields, and the decoding of LaTeX.

pybtex parses the entries. Of the two maintained parsers, only pybtex joins values with `#` and can locate a value
within a line (bibtexparser does neither). pylatexenc decodes the LaTeX, because latexcodec, which pybtex includes,
supports accents but no commands. All are under the MIT license, take 2.6 MB together, and are imported only when a
`.bib` file is read.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from msgspec import Struct, field
from pybtex.database.input.bibtex import LowLevelParser
from pybtex.scanner import Pattern, PybtexSyntaxError, Token
from pybtex.utils import CaseInsensitiveDict
from pylatexenc import latex2text, latexwalker, macrospec

from resume_cli.profile.readers import limits

if TYPE_CHECKING:
    from resume_cli.profile.readers.positions import SourceFile

#: Fields that control how a bibliography is processed and are of no interest to a reader.
MACHINERY = frozenset(
    "langid langidopts language options indextitle indexsorttitle sorttitle sortname sortkey sortyear shorttitle "
    "shorthand label owner timestamp file bibsource biburl crossref xref xdata entryset execute hyphenation keywords "
    "annotation gender presort related relatedtype relatedstring heading media urldate bdsk-url-1 bdsk-file-1 adsurl "
    "adsnote date-added date-modified internal-note groups readstatus priority ranking zblnumber mrnumber".split()
)
#: Commands that are not entries, and below, entries that only serve others.
_NO_ENTRIES = frozenset({"string", "preamble"})
_AUXILIARY = frozenset({"set", "xdata"})
_MONTHS = "January February March April May June July August September October November December".split()
#: A comment line, or the start of an entry with its type.
_START = re.compile(r"^[ \t]*%.*|@\s*([A-Za-z]+)\s*[{(]", re.MULTILINE)
#: The values of an item by key, each with its offset.
Values = dict[str, tuple[object, int]]


#: The commands that take an argument. All others leave their arguments in the text, so that no word is lost.
_ACCENTS = [*"'`\"^~=.cHkbdruv", *"vec dot hat check breve acute grave tilde bar ddot not".split()]
#: Replacements for commands that pylatexenc does not know, or replaces with a text that nobody would search for.
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
        """Return the text of nodes, in linear time."""
        return "".join(map(self.node_to_text, nodelist))


_DECODER = _LatexDecoder()


def decode_latex(written: str) -> str:
    """Return the characters that LaTeX prints; the arguments of unknown commands are kept."""
    if written.count("$") % 2:
        written = re.sub(r"\\?\$", r"\\$", written)
    if re.search(r"[\\{}$~%`]|--|''", written):
        written = _DECODER.latex_to_text(written, latex_context=_DECODER.commands)
    return " ".join(unicodedata.normalize("NFC", written).split())


class Entry(Struct):
    """An entry: its type in lower case, and its fields in LaTeX with their offsets, until they are taken."""

    type: str
    key: str
    offset: int
    fields: dict[str, tuple[str, int]] = field(default_factory=dict)

    def take(self, *names: str, raw: bool = False) -> tuple[str, int]:
        """Remove fields and return the text and offset of the first that is not empty; `raw` returns its LaTeX."""
        for name in names:
            value, offset = self.fields.pop(name, ("", 0))
            if value:
                return value if raw else decode_latex(value), offset
        return "", self.offset

    def row(self, values: Values) -> Values:
        """Return the values that are not empty, and the remaining fields, so that a warning can name them."""
        row = {key: value for key, value in values.items() if value[0]}
        rest = {name: self.take(name) for name in list(self.fields) if name not in MACHINERY and name not in row}
        return {**row, **{name: value for name, value in rest.items() if value[0]}}


def split(written: str, separator: str) -> list[str]:
    """Return the parts of a text between separators that are not within braces."""
    parts: list[list[str]] = [[]]
    depth = 0
    for piece in re.split(f"([{{}}]|{separator})", " ".join(written.split()), flags=re.IGNORECASE):
        depth += (piece == "{") - (piece == "}")
        if depth == 0 and piece.lower() == separator:
            parts.append([])
        else:
            parts[-1].append(piece)
    return [part for pieces in parts if (part := "".join(pieces).strip())]


class Parser(LowLevelParser):  # type: ignore[misc]  # the library publishes no types
    """The parser of pybtex, extended to record the offsets of values and to run in linear time and memory."""

    NAME = Pattern(r"""[^\s"#%'(),={}0-9][^\s"#%'(),={}]*""", "a name")
    NUMBER = Pattern(r"""[0-9][^\s"#%'(),={}]*""", "a number")
    KEY_BRACE = KEY_PAREN = Pattern(r"[^\s,(){}=]*", "a key")

    def __init__(self, source: SourceFile) -> None:
        super().__init__(source.text, macros=CaseInsensitiveDict({name[:3]: name for name in _MONTHS}))
        self.source = source
        self.pos = 0
        self.offsets: list[int] = []

    def entries(self) -> list[Entry]:
        """Return the entries in order, with inherited fields; raises ProfileError or LimitError."""
        entries: list[Entry] = []
        while start := _START.search(self.text, self.pos):
            self.offsets, self.command_start, self.pos = [], start.start(), start.end()
            kind = (start[1] or "comment").lower()
            try:
                if kind != "comment":
                    self.pos = start.start() + 1
                    _, body = self.parse_command()
                    if kind not in _NO_ENTRIES:
                        entries.append(self._entry(kind, *body))
                elif start[0].endswith("{") and start[1]:
                    list(self.parse_string(self.RBRACE))
            except PybtexSyntaxError as error:
                raise self._error(str(error.args[0])) from None
            limits.check(self.source.file, len(entries), "values")
        return self._with_parents(entries)

    def _with_parents(self, entries: list[Entry]) -> list[Entry]:
        """Return the entries that are not the parent of another entry, with inherited fields."""
        by_key: dict[str, Entry] = {}
        for entry in entries:
            first = by_key.setdefault(entry.key.casefold(), entry)
            if first is not entry and entry.key:
                line = self.source.position(first.offset).line
                message = f"duplicate entry `{entry.key}` (first on line {line}); both are shown"
                self.source.add(entry.offset, "duplicate-key", message, "warning", "delete one of the two")
        parents: dict[str, Entry] = {}
        for entry in entries:
            for field_name in ("xdata", "crossref", "xref"):
                for key in filter(None, entry.fields.get(field_name, ("", 0))[0].casefold().split(",")):
                    parent = by_key.get(key.strip())
                    if parent is None or parent is entry:
                        continue
                    if field_name != "xdata":
                        parents[parent.key] = parent
                    if field_name != "xref":
                        self._inherit(entry, parent, is_part=field_name == "crossref")
        # Entries that refer to each other are not parents.
        parents = {key: each for key, each in parents.items() if "crossref" not in each.fields}
        if parents:
            first = min(parents.values(), key=lambda each: each.offset)
            message = (
                f"what other entries appeared in is not shown by itself: {', '.join(f'`{key}`' for key in parents)}"
            )
            self.source.add(first.offset, "left-out", message, "note")
        return [each for each in entries if each.type not in _AUXILIARY and each.key not in parents]

    def _inherit(self, entry: Entry, parent: Entry, *, is_part: bool) -> None:
        for name, (value, _) in list(parent.fields.items()):
            # The title of a book becomes the book title of its part.
            target = "booktitle" if is_part and name == "title" else name
            if target not in entry.fields and name not in {"crossref", "xref", *(("author",) if is_part else ())}:
                self.source.spend(len(value))
                entry.fields[target] = value, entry.offset

    def _entry(self, kind: str, key: str, fields: list[tuple[str, list[str]]]) -> Entry:
        entry = Entry(kind, key, self.command_start)
        for (name, parts), offset in zip(fields, self.offsets, strict=True):
            _, first = entry.fields.setdefault(name.lower(), ("".join(parts), offset))
            if first < offset:
                start = self.text.rindex(name, 0, offset)
                self.source.problems.append(self.source.duplicate(name, start, first))
        return entry

    def _error(self, said: str) -> Exception:
        message, hint = f"not valid BibTeX: {said}", "a comma or a closing } is missing"
        if self.text.startswith("=", self.pos) and not self.offsets:
            message, hint = "this entry has no key", "write @patent{key, …}"
        return self.source.error(self.pos, "syntax", message, hint)

    def parse_value(self) -> None:
        """Parse a value and record its offset."""
        self.eat_whitespace()
        self.offsets.append(self.pos)
        super().parse_value()

    def substitute_macro(self, name: str) -> str:
        """Return the meaning of an abbreviation, or the word itself if it is not one."""
        text: str = self.macros.get(name, name)
        self.source.spend(len(text))
        return text

    def skip_to(self, patterns: list[Pattern]) -> Token | None:
        """Skip to the nearest mark, in linear time; the library searches to the end of the file for each mark."""
        mark = re.compile('[{}"]' if self.QUOTE in patterns else "[{}]").search(self.text, self.pos)
        if mark is None:
            return None
        start, self.pos = self.pos, mark.end()
        return Token(self.text[start : self.pos], next(each for each in patterns if each.match(mark[0])))
