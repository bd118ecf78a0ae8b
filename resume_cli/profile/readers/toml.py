"""TOML, with numbers and dates as typed and a place for every value.

The standard library's reader gives numbers and dates without their characters and no positions, so this
is a reader of our own for TOML 1.0; a test compares the two on what they accept.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any, NoReturn

from resume_cli.profile.readers import limits
from resume_cli.profile.readers.plain import Number
from resume_cli.profile.readers.positions import Place, Source

_BLANK = re.compile(r"[ \t]*")
_GAP = re.compile(r"(?:[ \t\n]|\r\n|#[^\n\r]*)*")
_LINE_REST = re.compile(r"[ \t]*(?:#[^\n\r]*)?(?:\r?\n|\Z)")
_BARE_KEY = re.compile(r"[A-Za-z0-9_-]+")
_LITERAL = re.compile(r"'([^'\n\r]*)'")
_PLAIN_STRING = re.compile(r'"([^"\\\n\r]*)"')
_VALUE = re.compile(r"[^\s,\[\]{}#=\"']+(?:(?<=\d) (?=\d\d:\d\d)[^\s,\[\]{}#=\"']+)?")
_INTEGER = re.compile(
    r"[+-]?(?:0|[1-9](?:_?\d)*)\Z|0x[0-9A-Fa-f](?:_?[0-9A-Fa-f])*\Z|0o[0-7](?:_?[0-7])*\Z|0b[01](?:_?[01])*\Z"
)
_FLOAT = re.compile(
    r"[+-]?(?:0|[1-9](?:_?\d)*)(?:\.\d(?:_?\d)*(?:[eE][+-]?\d(?:_?\d)*)?|[eE][+-]?\d(?:_?\d)*)\Z|[+-]?(?:inf|nan)\Z"
)
_DATE = re.compile(
    r"\d{4}-\d\d-\d\d(?:[Tt ]\d\d:\d\d:\d\d(?:\.\d+)?(?:[Zz]|[+-]\d\d:\d\d)?)?\Z|\d\d:\d\d:\d\d(?:\.\d+)?\Z"
)
_ESCAPES = {"b": "\b", "t": "\t", "n": "\n", "f": "\f", "r": "\r", '"': '"', "\\": "\\"}
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]|\r(?!\n)")
_ESCAPE = re.compile(r'\\(?:([btnfr"\\])|u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|([ \t]*\r?\n[ \t\r\n]*))|\\')


def read(source: Source) -> object:
    """Return the plain data of a TOML text; errors are ProfileError with a position, or LimitError."""
    data = _Parser(source).parse().value
    return data or None


def scan(text: str) -> Place:
    """Return the places of a TOML text that `read` accepts."""
    return _Parser(Source("", text)).parse().place


@dataclass(slots=True)
class _Table:
    """A mapping while it is being written; `closed` ones take no more keys, `defined` ones no second header."""

    place: Place
    value: dict[str, Any] = field(default_factory=dict)
    tables: dict[str, _Table | list[_Table]] = field(default_factory=dict)
    defined: bool = False
    closed: bool = False
    dotted: bool = False


class _Parser:
    """Reads one text from start to end."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.text = source.text
        self.offset = 0
        self.nodes = 0
        self.root = _Table(Place(0, 0), defined=True)

    def parse(self) -> _Table:
        """Return the whole document as a table."""
        control = _CONTROL.search(self.text)
        if control:
            self.fail(
                f"the character U+{ord(control[0]):04X} may not stand in TOML",
                "delete it",
                control.start(),
                "control-character",
            )
        current = self.root
        while True:
            self.skip(_GAP)
            if self.offset >= len(self.text):
                return self.root
            if self.peek() == "[":
                current = self.header()
            else:
                self.pair(current, 1)
            if not self.skip(_LINE_REST):
                self.fail("something follows the value on this line", "begin a new line, or quote the text")

    def peek(self) -> str:
        return self.text[self.offset : self.offset + 1]

    def skip(self, pattern: re.Pattern[str]) -> bool:
        match = pattern.match(self.text, self.offset)
        if match:
            self.offset = match.end()
        return bool(match)

    def fail(self, message: str, hint: str = "", offset: int | None = None, code: str = "syntax") -> NoReturn:
        raise self.source.error(self.offset if offset is None else offset, code, message, hint)

    def expect(self, character: str, message: str, hint: str = "") -> None:
        if not self.text.startswith(character, self.offset):
            self.fail(message, hint)
        self.offset += len(character)

    def header(self) -> _Table:
        """Read `[a.b]` or `[[a.b]]` and return the table that it opens."""
        start = self.offset
        many = self.text.startswith("[[", start)
        self.offset += 2 if many else 1
        keys = self.keys()
        self.expect("]]" if many else "]", "a table's name has no closing bracket", "write [name] or [[name]]")
        limits.check_depth(self.source.file, len(keys))
        table = self.root
        for key, offset in keys[:-1]:
            table = self.step(table, key, offset)
        key, offset = keys[-1]
        return self.append(table, key, offset, start) if many else self.define(table, key, offset, start)

    def step(self, table: _Table, key: str, offset: int) -> _Table:
        """Return the table under a key on the way to another, made if need be."""
        inner = table.tables.get(key)
        if isinstance(inner, list):
            inner = inner[-1]
        if inner is None:
            if key in table.value:
                self.duplicate(table, key, offset)
            inner = self.attach(table, key, _Table(Place(offset, offset)))
        if inner.closed:
            self.duplicate(table, key, offset)
        return inner

    def define(self, table: _Table, key: str, offset: int, start: int) -> _Table:
        inner = table.tables.get(key)
        if inner is None and key not in table.value:
            inner = self.attach(table, key, _Table(Place(offset, start)))
        if not isinstance(inner, _Table) or inner.defined or inner.closed or inner.dotted:
            self.duplicate(table, key, offset)
        inner.defined = True
        inner.place.key, inner.place.value = offset, start
        return inner

    def append(self, table: _Table, key: str, offset: int, start: int) -> _Table:
        inner = table.tables.get(key)
        if inner is None and key not in table.value:
            inner = table.tables[key] = []
            table.value[key] = []
            table.place.children[key] = Place(offset, start)
        if not isinstance(inner, list):
            self.duplicate(table, key, offset)
        self.count()
        made = _Table(Place(start, start), defined=True)
        table.place.children[key].children[len(inner)] = made.place
        inner.append(made)
        table.value[key].append(made.value)
        return made

    def attach(self, table: _Table, key: str, inner: _Table) -> _Table:
        self.count()
        table.tables[key] = inner
        table.value[key] = inner.value
        table.place.children[key] = inner.place
        return inner

    def pair(self, table: _Table, depth: int) -> None:
        """Read `key = value` into a table."""
        keys = self.keys()
        self.expect("=", "a key without its `=`", 'write key = "value"')
        self.skip(_BLANK)
        for key, offset in keys[:-1]:
            existing = table.tables.get(key)
            if isinstance(existing, list) or (existing is not None and existing.defined):
                self.duplicate(table, key, offset)
            table = self.step(table, key, offset)
            table.dotted = True
        key, offset = keys[-1]
        place = Place(offset, self.offset)
        value = self.value(place, depth + len(keys))
        if key in table.value:
            self.source.note_duplicate(key, offset, table.place.children[key].key)
            return
        table.value[key] = value
        table.place.children[key] = place

    def keys(self) -> list[tuple[str, int]]:
        """Read a dotted key as its parts with their offsets."""
        found = []
        while True:
            self.skip(_BLANK)
            start = self.offset
            bare = _BARE_KEY.match(self.text, start)
            if bare:
                self.offset = bare.end()
                found.append((bare[0], start))
            elif self.peek() in {'"', "'"} and not self.text.startswith(('"""', "'''"), start):
                found.append((self.string(), start))
            else:
                self.fail("a key belongs here", "quote a key that has other characters than letters, digits, - and _")
            self.skip(_BLANK)
            if self.peek() != ".":
                return found
            self.offset += 1

    def duplicate(self, table: _Table, key: str, offset: int) -> NoReturn:
        first = self.source.position(table.place.children[key].key)
        self.fail(
            f"`{key}` stands twice, first on line {first.line}", "join the two, or rename one", offset, "duplicate-key"
        )

    def count(self) -> None:
        self.nodes += 1
        limits.check_nodes(self.source.file, self.nodes)

    def value(self, place: Place, depth: int) -> object:
        """Read any value; `place` gets the places of what is inside."""
        limits.check_depth(self.source.file, depth)
        self.count()
        character = self.peek()
        if character in {'"', "'"}:
            return self.string()
        if character == "[":
            return self.array(place, depth)
        if character == "{":
            return self.inline(place, depth)
        match = _VALUE.match(self.text, self.offset)
        if not match:
            self.fail("a value is missing here", 'write key = "value"')
        written = match[0]
        if written in {"true", "false"}:
            self.offset = match.end()
            return written == "true"
        is_date = bool(_DATE.match(written))
        if not is_date and not _INTEGER.match(written) and not _FLOAT.match(written):
            self.fail(f"`{written}` is no value of TOML", "put the text in quotation marks")
        self.offset = match.end()
        return written if is_date else Number(written)

    def array(self, place: Place, depth: int) -> list[object]:
        self.offset += 1
        values: list[object] = []
        while True:
            self.skip(_GAP)
            if self.peek() == "]":
                self.offset += 1
                return values
            inner = Place(self.offset, self.offset)
            place.children[len(values)] = inner
            values.append(self.value(inner, depth + 1))
            self.skip(_GAP)
            if self.peek() == ",":
                self.offset += 1
            elif self.peek() != "]":
                self.fail("a list goes wrong here", "a comma or the closing ] is missing")

    def inline(self, place: Place, depth: int) -> dict[str, Any]:
        """Read `{a = 1, b = 2}`, which is complete: nothing can be added to it later."""
        self.offset += 1
        table = _Table(place)
        self.skip(_BLANK)
        if self.peek() == "}":
            self.offset += 1
            return table.value
        while True:
            self.pair(table, depth)
            self.skip(_BLANK)
            if self.peek() == "}":
                self.offset += 1
                return table.value
            self.expect(
                ",", "a table in braces goes wrong here", "a comma or the closing } is missing, on the same line"
            )

    def string(self) -> str:
        """Read a text in any of the four quotations."""
        start = self.offset
        for quotation in ('"""', "'''"):
            if self.text.startswith(quotation, start):
                return self.long_string(quotation)
        match = (_LITERAL if self.text[start] == "'" else _PLAIN_STRING).match(self.text, start)
        if match:
            self.offset = match.end()
            return self.checked(match[1])
        end = start + 1
        while self.text[end : end + 1] not in {'"', "", "\n", "\r"} and self.text[start] == '"':
            end += 2 if self.text[end] == "\\" else 1
        if self.text[start] == "'" or self.text[end : end + 1] != '"':
            self.fail("this text has no end on its line", 'close it, or use """ for several lines')
        self.offset = end + 1
        return self.unescape(start + 1, end, several_lines=False)

    def long_string(self, quotation: str) -> str:
        start = self.offset + 3
        end = start
        while True:
            end = self.text.find(quotation, end)
            if end < 0:
                self.fail("this text has no end", f"close it with {quotation}")
            if quotation == '"""' and self._is_escaped(start, end):
                end += 1
                continue
            break
        # Up to two quotation marks may stand right before the closing three.
        extra = 0
        while extra < 2 and self.text.startswith(quotation[0], end + 3 + extra):
            extra += 1
        end += extra
        self.offset = end + 3
        if self.text.startswith("\r\n", start):
            start += 2
        elif self.text.startswith("\n", start):
            start += 1
        if quotation == "'''":
            return self.checked(self.text[start:end])
        return self.unescape(start, end, several_lines=True)

    def _is_escaped(self, start: int, offset: int) -> bool:
        first = offset
        while first > start and self.text[first - 1] == "\\":
            first -= 1
        return (offset - first) % 2 == 1

    def unescape(self, start: int, end: int, *, several_lines: bool) -> str:
        written = self.text[start:end]
        if "\\" not in written:
            return self.checked(written)
        return self.checked(_ESCAPE.sub(lambda match: self._escape(match, start, several_lines=several_lines), written))

    def _escape(self, match: re.Match[str], start: int, *, several_lines: bool) -> str:
        letter, short, long, line_end = match.groups()
        if letter:
            return _ESCAPES[letter]
        if line_end and several_lines:
            return ""
        code = int(short or long or "110000", 16)
        if code > 0x10FFFF or 0xD800 <= code <= 0xDFFF:
            self.fail("an unknown \\ sequence in a text", "double the \\ or use single quotes", start + match.start())
        return chr(code)

    def checked(self, text: str) -> str:
        if len(text) > limits.MAX_TEXT:
            limits.exceed(self.source.file, "a text is too long", limits.MAX_TEXT, "characters")
        return text
