"""The JSON reader, which uses the parser of the standard library.

That parser returns no positions, silently keeps the last of two equal keys, turns `1.10` into 1.1, and reports a
mistake at the place where it noticed it instead of the place where a person made it. This module corrects that.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, NoReturn

from resume_cli.profile.readers import limits
from resume_cli.profile.readers.plain_data import Number
from resume_cli.profile.readers.scanner import ITEM, Scanner

if TYPE_CHECKING:
    from resume_cli.profile.readers.positions import Scan, SourceFile

_TEXT_OR_WORD = re.compile(r'"[^"\\]*+(?:\\.[^"\\]*+)*"|[-A-Za-z]++')


class _ConstantError(Exception):
    """NaN or Infinity, which JSON does not have."""


def read(source: SourceFile) -> tuple[object, Scan]:
    """Return the plain data of a JSON text; raises ProfileError with a position, or LimitError."""
    has_duplicates = False

    def mapping(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        nonlocal has_duplicates
        made = dict(pairs)
        if len(made) < len(pairs):
            has_duplicates = True
            made.update(reversed(pairs))
        return made

    def refuse(name: str) -> NoReturn:
        raise _ConstantError(name)

    try:
        data = json.loads(
            source.text, parse_float=Number, parse_int=Number, parse_constant=refuse, object_pairs_hook=mapping
        )
    except json.JSONDecodeError as error:
        raise _syntax_error(source, error) from None
    except RecursionError:
        limits.exceed(source.file, "levels")
    except _ConstantError as error:
        offset = next(each.start() for each in _TEXT_OR_WORD.finditer(source.text) if each[0].startswith(str(error)))
        raise source.error(offset, "syntax", f"JSON has no {error}", "write null") from None
    if has_duplicates:
        source.problems += [source.duplicate(*each) for each in _scan(source).duplicates]
    return data, lambda: _scan(source).root.children[0]


def _scan(source: SourceFile) -> Scanner:
    return Scanner(source.file, source.text, ITEM, lambda key: str(json.loads(key)))


_QUOTE_VALUE = 'put it in quotation marks: "…"'
#: The start of the standard library's message, a pattern of the text at the error, and the message and hint to report.
_SLIPS = [
    ("", "'", "JSON has no single quotes", 'write "…"'),
    ("", "[“”„«»「『]", "JSON has no curly quotation marks", 'write "…"'),
    ("", r"//|/\*|#", "JSON has no comments", "delete it, or keep the profile as YAML"),
    ("", "[：，；]", "JSON has no full-width colons and commas", "write : or ,"),
    ("", r"(?![ \t\r\n])\s", "a space that JSON does not have", "replace it with a plain space"),
    ("", "<{7} ", "an unresolved merge conflict", "keep one of the two versions"),
    ("Invalid control", "", "a line break inside a text", "write \\n, or close the quotation mark"),
    ("Invalid \\", "", "unknown \\ sequence in a text", "double the \\"),
    ("Unterminated", "", "unterminated text", 'close it with "'),
    ("Extra data", ":", "the brackets around all keys are missing", "begin the file with { and end it with }"),
    ("Extra data", "", "the profile ends before this", "delete what follows, or a bracket too many"),
    ("Expecting property", ",", "a comma too many", "delete it"),
    ("Expecting property", r"\w", "a key without quotation marks", 'write "key": value'),
    ("Expecting ':'", "", "a colon is missing after this key", 'write "key": value'),
    ("Expecting value", r"[]},]", "a value is missing here", "write one, or null, or delete the key"),
    ("Expecting value", "(?i:true|false)\\b", "JSON writes true and false in small letters", "write true or false"),
    ("Expecting value", "(?i:null|none|nil|undefined)\\b", "JSON calls nothing null", "write null"),
    ("Expecting value", r"\S", "not a JSON value", _QUOTE_VALUE),
    ("Expecting ','", r"(?<=\d)[\d.:/-]", "a number may not go on like this", _QUOTE_VALUE),
    ("Expecting ','", r'(?<=")[^\s\d"{\[}\],]', "text follows the closing quotation mark", 'write \\" within a text'),
    ("Expecting ','", r"[]}]", "this bracket does not close the one that is open", "close [ with ] and { with }"),
    ("Expecting ','", r"[=;]", "a comma is expected here", "write a comma between values"),
]  # fmt: skip


def _syntax_error(source: SourceFile, error: json.JSONDecodeError) -> Exception:
    """Return the exception for a syntax error, at the place where a person would look for it."""
    text, offset = source.text, error.pos
    found = text[offset : offset + 1]
    before = text[:offset].rstrip()
    last = max(len(before) - 1, 0)
    if not before and not found:
        return source.error(0, "empty", "the file is empty", "`resume init` writes a profile to start from")
    if not before and re.match(r"(?:- )?\w[^\r\n{\"]*:(?:\s|$)", text):
        return source.error(0, "syntax", "not valid JSON", "if it is YAML, let its name end in .yaml")
    if found in {"}", "]"} and before.endswith(","):
        return source.error(last, "syntax", "a comma before the closing bracket", "delete the comma")
    for said, pattern, message, hint in _SLIPS:
        if error.msg.startswith(said) and re.compile(pattern).match(text, offset):
            return source.error(offset, "syntax", message, hint)
    if found:
        return source.error(last, "syntax", "a comma is missing after this", "add a comma")
    return source.error(last, "syntax", "the file ends before its brackets are closed", "is its end missing?")
