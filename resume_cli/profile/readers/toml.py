"""The TOML reader, which uses the parser of the standard library.

`tomllib` returns neither positions nor the characters of integers and dates, and stops at the first duplicate key. A
scanner of keys adds them. It runs only if a problem needs a position or a value needs its characters.
"""

from __future__ import annotations

import re
import tomllib
from typing import Any

from resume_cli.errors import LimitError
from resume_cli.profile.readers import limits
from resume_cli.profile.readers.plain_data import Number
from resume_cli.profile.readers.positions import Node, Scan, SourceFile, profile_error
from resume_cli.profile.readers.scanner import LONG_KEY, STATEMENT, VALUE, Scanner

_FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]|\r(?!\n)")
#: A number or a date, or a text that looks like one.
_NUMBER = re.compile(r"(?:^|[=\[,])[ \t]*+[+-]?\d", re.MULTILINE)


def read(source: SourceFile) -> tuple[object, Scan]:
    """Return the plain data of a TOML text; raises ProfileError with a position, or LimitError."""
    source.refuse(_FORBIDDEN, "TOML")
    if LONG_KEY.search(source.text):
        _scan(source)
    try:
        data = _parse(source, source.text)
    except tomllib.TOMLDecodeError:
        scanner = _scan(source)
        source.problems += [source.duplicate(*each) for each in scanner.duplicates]
        try:
            data = _parse(source, _repaired(source.text, scanner))
        except tomllib.TOMLDecodeError as error:
            raise _syntax_error(source, str(error)) from None
    limits.check_data(source.file, data)
    if _NUMBER.search(source.text):
        data = _as_typed(data, _scan(source).root, source.text)
    return data or None, lambda: _scan(source).root


def _parse(source: SourceFile, text: str) -> Any:  # noqa: ANN401 - plain data
    try:
        return tomllib.loads(text, parse_float=Number)
    except tomllib.TOMLDecodeError:
        raise
    except ValueError:
        raise LimitError(f"{source.file}: a number is too long") from None
    except RecursionError:
        limits.exceed(source.file, "levels")


def _repaired(text: str, scanner: Scanner) -> str:
    """Return a text without duplicate keys and impossible dates, and with all offsets unchanged."""
    pieces, last = [], 0
    for start, end, characters, replacement in sorted(scanner.repairs):
        if start >= last:
            pieces += [text[last:start], re.sub(characters, replacement, text[start:end])]
            last = end
    return "".join([*pieces, text[last:]])


def _as_typed(value: Any, node: Node, text: str) -> Any:  # noqa: ANN401 - plain data
    """Return data in which integers and dates are replaced by their characters."""
    match value:
        case dict():
            return {key: _as_typed(inner, node.children[key], text) for key, inner in value.items()}
        case list():
            return [_as_typed(inner, node.children[index], text) for index, inner in enumerate(value)]
        case str() | bool():
            return value
    typed = VALUE.match(text, node.value)
    written = typed[0] if typed else str(value)
    return Number(written) if isinstance(value, int) else written


def _scan(source: SourceFile, end: int | None = None) -> Scanner:
    return Scanner(source.file, source.text[:end], STATEMENT, _decode)


def _decode(key: str) -> str:
    try:
        return next(iter(tomllib.loads(f"{key} = 0")))
    except tomllib.TOMLDecodeError:
        return key


_REST = "begin a new line, or put the text in quotation marks"
_KEY_HINT = 'write key = "value"'
#: A part of the message of `tomllib`, a pattern of the text at the error, and the message and hint to report.
_SLIPS = [
    ("", "<{7} ", "an unresolved merge conflict", "keep one of the two versions"),
    ("", r"(?![ \t\r\n])\s", "a space that TOML does not have", "replace it with a plain space"),
    ("Expected '='", r"[ \t]*:|(?<=^- )|(?<=\n- )", "TOML has `=` after a key",
     f"{_KEY_HINT}; if the file is YAML, let its name end in .yaml"),
    ("Expected '='", "", "a `=` is missing after this key", _KEY_HINT),
    ("Expected ']", "", "the closing bracket is missing", "write [name] or [[name]]"),
    ("Invalid statement", r"\{", "not valid TOML", "if it is JSON, let its name end in .json"),
    ("Invalid statement", "=", "a key is missing here", _KEY_HINT),
    ("Invalid statement", "", "a key with other characters than letters from a to z, digits, - and _",
     "put the key in quotation marks"),
    ("key part", r"\s*[\r\n]", "what is between { and } must be on one line", "write it on one line, or as a [table]"),
    ("key part", "", "a key with other characters than letters from a to z, digits, - and _",
     "put the key in quotation marks"),
    ("Expected newline", r"//|--|/\*", "TOML begins a comment with #", "write # instead"),
    ("Expected newline", ",", "a comma after the value", _REST),
    ("Expected newline", r"[]}]", "a closing bracket too many", "delete it"),
    ("Expected newline", r"(?<=[\"'])\w", "text follows the closing quotation mark", "use another kind around it"),
    ("Invalid value", r"[ \t]*(?:[\r\n#]|$)", "a value is missing here", "write one, or delete the key"),
    ("Invalid value", "=", "a `=` too many", "delete it"),
    ("Invalid value", "[“”„«「]", "TOML has no curly quotation marks", 'write "…"'),
    ("Invalid value", "(?i:true|false)\\b", "TOML writes true and false in small letters", "write true or false"),
    ("Invalid value", "(?i:null|none|nil)\\b", "TOML has no word for nothing", "delete the key"),
]  # fmt: skip
#: A part of the message of `tomllib` about a text → the message and hint to report.
_TEXTS = {
    "Unclosed": ("unclosed bracket", "a comma or the closing bracket is missing"),
    "cape": ("unknown \\ sequence in a text", "double the \\ or use single quotes"),
    "hex": ("unknown \\ sequence in a text", "double the \\ or use single quotes"),
    "Illegal character": ("the text does not end on its line", 'close it, or use """ for several lines'),
    "Unterminated": ("unterminated text", "close the text"),
    'Expected "': ("unterminated text", "close the text"),
}


def _syntax_error(source: SourceFile, said: str) -> Exception:
    """Return the exception for a syntax error, at the place where a person would look for it."""
    said, _, place = said.partition(" (at ")
    numbers = [int(number) for number in re.findall(r"\d+", place)]
    offset = source.line_starts[numbers[0] - 1] + numbers[1] - 1 if numbers else len(source.text)
    scanner = _scan(source, offset)
    if said.startswith(("Cannot", "Duplicate")) and scanner.existing:
        return profile_error(source.file, [source.duplicate(*scanner.existing)])
    is_rest = said.startswith("Expected newline")
    for words, pattern, message, hint in _SLIPS:
        if words in said and re.compile(pattern).match(source.text, offset):
            return source.error(offset, "syntax", message, hint)
    start = scanner.value if is_rest else offset
    value = VALUE.match(source.text, start)
    if (said.startswith("Invalid value") or (is_rest and scanner.offset == offset)) and value and value["bare"]:
        message = f"`{value[0]}` is not a TOML value"
        return source.error(start, "syntax", message, "put the text in quotation marks")
    if is_rest:
        return source.error(len(source.text[:offset].rstrip()), "syntax", "something follows the value", _REST)
    for words, (message, hint) in _TEXTS.items():
        if words in said:
            at = source.text.rfind("\\", 0, offset) if "\\" in message else scanner.offset
            return source.error(offset if words == "Unclosed" else at, "syntax", message, hint)
    return source.error(offset, "syntax", f"not valid TOML: {said[0].lower()}{said[1:]}")
