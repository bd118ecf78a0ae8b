"""BibTeX and BibLaTeX files as entries: a type, a key, and fields with the place of each."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from resume_cli.profile.readers import limits

if TYPE_CHECKING:
    from resume_cli.profile.readers.positions import Source

_START = re.compile(r"@\s*([A-Za-z]+)\s*([{(])")
_KEY = re.compile(r"\s*([^\s,{}()\"#%=]*)\s*(,|(?=[})]))")
_FIELD = re.compile(r"[\s,]*([A-Za-z][\w:.+/-]*)\s*=\s*")
_BARE = re.compile(r"[^\s,{}()\"#=]+")
_JOIN = re.compile(r"\s*#\s*")
_SPACE = re.compile(r"\s*")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


@dataclass(slots=True)
class Entry:
    """An entry: its type in small letters, its key, its fields as written, and where they stand."""

    type: str
    key: str
    offset: int
    fields: dict[str, str] = field(default_factory=dict)
    offsets: dict[str, int] = field(default_factory=dict)


def read_entries(source: Source) -> list[Entry]:
    """Return the entries of a BibTeX text in order, abbreviations replaced; raises ProfileError with a position."""
    parser = _Parser(source)
    entries: list[Entry] = []
    while (entry := parser.next_entry()) is not None:
        entries.append(entry)
        limits.check_nodes(source.file, len(entries))
    return entries


class _Parser:
    """Reads one text from start to end; what stands between entries is a comment."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.text = source.text
        self.offset = 0
        self.abbreviations = {name: str(number) for number, name in enumerate(_MONTHS, 1)}

    def next_entry(self) -> Entry | None:
        """Return the next entry, or None at the end."""
        while True:
            start = _START.search(self.text, self.offset)
            if start is None:
                return None
            if self._is_commented(start.start()):
                self.offset = start.end()
                continue
            self.offset = start.end()
            name = start[1].lower()
            if name in {"comment", "preamble"}:
                self.offset = self._closing(start.end() - 1) + 1
            elif name == "string":
                abbreviations = Entry(name, "", start.start())
                self._fields(abbreviations)
                self.abbreviations.update({key.lower(): value for key, value in abbreviations.fields.items()})
            else:
                return self._entry(name, start.start())

    def _is_commented(self, offset: int) -> bool:
        line = self.text[self.text.rfind("\n", 0, offset) + 1 : offset]
        return line.lstrip().startswith("%")

    def _entry(self, name: str, offset: int) -> Entry:
        key = _KEY.match(self.text, self.offset)
        if key is None:
            raise self.source.error(self.offset, "syntax", "this entry has no key", "write @patent{key, …}")
        self.offset = key.end()
        entry = Entry(name, key[1], offset)
        self._fields(entry)
        return entry

    def _fields(self, entry: Entry) -> None:
        """Read `name = value` up to the closing bracket."""
        while True:
            name = _FIELD.match(self.text, self.offset)
            if name is None:
                break
            key = name[1].lower()
            if key in entry.fields:
                raise self.source.error(
                    name.start(1), "duplicate-key", f"`{key}` stands twice in this entry", "join the two, or rename one"
                )
            entry.offsets[key] = name.end()
            self.offset = name.end()
            entry.fields[key] = self._value()
        end = re.compile(r"[\s,]*[})]").match(self.text, self.offset)
        if end is None:
            raise self.source.error(
                self.offset, "syntax", "this entry goes wrong here", "a comma or a closing } is missing"
            )
        self.offset = end.end()

    def _value(self) -> str:
        parts = [self._piece()]
        while joined := _JOIN.match(self.text, self.offset):
            self.offset = joined.end()
            parts.append(self._piece())
        return "".join(parts)

    def _piece(self) -> str:
        start = self.offset
        if self.text.startswith("{", start):
            end = self._closing(start)
            self.offset = end + 1
            return self.text[start + 1 : end]
        if self.text.startswith('"', start):
            end = self._closing_quote(start)
            self.offset = end + 1
            return self.text[start + 1 : end]
        bare = _BARE.match(self.text, start)
        if bare is None:
            raise self.source.error(start, "syntax", "a value is missing here", "write name = {value}")
        self.offset = bare.end()
        return self.abbreviations.get(bare[0].lower(), bare[0])

    def _closing(self, start: int) -> int:
        """Return the offset of the brace that closes the one at `start`."""
        opening = self.text[start]
        closing = "}" if opening == "{" else ")"
        depth = 0
        for match in re.compile(r"\\.|[{}()]", re.DOTALL).finditer(self.text, start):
            if match[0] == opening:
                depth += 1
            elif match[0] == closing:
                depth -= 1
                if depth == 0:
                    return match.start()
        raise self.source.error(start, "syntax", "this brace is never closed", "a closing } is missing")

    def _closing_quote(self, start: int) -> int:
        depth = 0
        for match in re.compile(r'[{}"]').finditer(self.text, start + 1):
            if match[0] == '"' and depth == 0:
                return match.start()
            depth += {"{": 1, "}": -1}.get(match[0], 0)
        raise self.source.error(start, "syntax", 'this " is never closed', 'close it with "')


def split_names(written: str) -> list[str]:
    """Return the parts of a list of names at each `and` that no brace protects."""
    parts: list[str] = []
    depth = last = 0
    for match in re.finditer(r"[{}]|\s+and\s+", written):
        if match[0] == "{":
            depth += 1
        elif match[0] == "}":
            depth -= 1
        elif depth == 0:
            parts.append(written[last : match.start()])
            last = match.end()
    parts.append(written[last:])
    return [part.strip() for part in parts if part.strip()]


def name_in_order(written: str) -> str:
    """Return a name as it is read aloud, still as LaTeX: `Liu, Shuo` is `Shuo Liu`, `刘, 硕` is `刘硕`."""
    if written.lower() == "others":
        return "et al."
    if written.startswith("{") and written.endswith("}") and "{" not in written[1:]:
        return written
    parts = [part.strip() for part in re.split(r",(?![^{]*\})", written) if part.strip()]
    if len(parts) < 2:
        return written
    family, *suffix, given = parts
    if not re.search(r"[A-Za-z\u00c0-\u1fff]", written):
        return family + given
    return " ".join([given, family, *suffix])
