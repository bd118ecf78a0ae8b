"""JSON, read by the standard library.

The rest is ours because that library gives no positions, keeps the last of two equal keys in silence, turns
`1.10` into 1.1, and describes a slip where its parser noticed it instead of where a person made it.
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

_TEXT_OR_WORD = re.compile(r'"(?:[^"\\]|\\.)*+"|[-A-Za-z]++')


class _ConstantError(Exception):
    """NaN or Infinity, which JSON does not have."""


def read(source: SourceFile) -> tuple[object, Scan]:
    """Return the plain data of a JSON text; errors are ProfileError with a position, or LimitError."""
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
        offset = next(each.start() for each in _TEXT_OR_WORD.finditer(source.text) if each[0] == str(error))
        raise source.error(offset, "syntax", f"JSON has no {error}", "write null") from None
    if has_duplicates:
        source.problems += [source.duplicate(*each) for each in _scan(source).duplicates]
    return data, lambda: _scan(source).root.children[0]


def _scan(source: SourceFile) -> Scanner:
    return Scanner(source.file, source.text, ITEM, lambda key: str(json.loads(key)))


#: What the standard library says → our message and hint.
_EXPLANATIONS = {
    "Invalid control character": (
        "a line break or control character inside a text", "write \\n, or close the quotation mark",
    ),
    "Unterminated string": ("unterminated text", 'close it with "'),
    "Extra data": ("the profile ends before this", "delete what follows, or a bracket too many"),
}  # fmt: skip


def _syntax_error(source: SourceFile, error: json.JSONDecodeError) -> Exception:
    """Return the error at the place where a person would look."""
    text, offset = source.text, error.pos
    found = text[offset : offset + 1]
    before = text[:offset].rstrip()
    last = max(len(before) - 1, 0)
    if not before and not found:
        return source.error(0, "empty", "the file is empty", "`resume init` writes a profile to start from")
    if found in {"}", "]"} and before.endswith(","):
        return source.error(last, "syntax", "a comma before the closing bracket", "delete the comma")
    if found == '"' and error.msg.startswith("Expecting ',' delimiter"):
        return source.error(last, "syntax", "a comma is missing after this", "add a comma")
    if found == "'":
        return source.error(offset, "syntax", "JSON has no single quotes", 'write "…"')
    if text.startswith(("//", "/*", "#"), offset):
        return source.error(offset, "syntax", "JSON has no comments", "delete it, or keep the profile as YAML")
    for beginning, (message, hint) in _EXPLANATIONS.items():
        if error.msg.startswith(beginning):
            return source.error(offset, "syntax", message, hint)
    if not found:
        return source.error(last, "syntax", "the file ends before its brackets are closed", "is its end missing?")
    return source.error(offset, "syntax", f"not valid JSON: {error.msg[:1].lower()}{error.msg[1:]}")
