"""JSON, with numbers as typed and duplicate keys found."""

from __future__ import annotations

import json
import re
from typing import Any, NoReturn

from resume_cli.profile.readers import limits
from resume_cli.profile.readers.plain import Number
from resume_cli.profile.readers.positions import Place, Source

_TOKEN = re.compile(r'[ \t\r\n]*([{}\[\],:]|"[^"\\]*(?:\\.[^"\\]*)*"|[^\s{}\[\],:"]+)', re.DOTALL)


class _ConstantError(Exception):
    """NaN or Infinity, which are no JSON."""


def read(source: Source) -> object:
    """Return the plain data of a JSON text; errors are ProfileError with a position, or LimitError."""
    repeated: list[str] = []

    def mapping(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        made = dict(pairs)
        if len(made) != len(pairs):
            made = {}
            for key, value in pairs:
                repeated.extend([key] if key in made else [])
                made.setdefault(key, value)
        return made

    try:
        data = json.loads(
            source.text,
            parse_float=Number,
            parse_int=Number,
            parse_constant=_refuse_constant,
            object_pairs_hook=mapping,
        )
    except json.JSONDecodeError as error:
        raise _syntax_error(source, error) from None
    except RecursionError:
        limits.exceed(source.file, "nested too deeply", limits.MAX_DEPTH, "levels")
    except _ConstantError as error:
        raise source.error(source.text.find(str(error)), "syntax", f"{error} is no JSON", "write null") from None
    check_data(source.file, data)
    if repeated:
        _scan(source)
    return data


def scan(text: str) -> Place:
    """Return the places of a JSON text that `read` accepts."""
    return _scan(Source("", text))


def _refuse_constant(name: str) -> NoReturn:
    raise _ConstantError(name)


def check_data(file: str, data: object) -> None:
    """Raise LimitError when data has too many values, too many levels or too long a text."""
    level: list[object] = [data]
    nodes = depth = 0
    while level:
        nodes += len(level)
        limits.check_nodes(file, nodes)
        deeper: list[object] = []
        for value in level:
            if isinstance(value, dict):
                deeper.extend(value.values())
            elif isinstance(value, list):
                deeper.extend(value)
            elif isinstance(value, str) and len(value) > limits.MAX_TEXT:
                limits.exceed(file, "a text is too long", limits.MAX_TEXT, "characters")
        depth += 1
        limits.check_depth(file, depth - 1)
        level = deeper


def _scan(source: Source) -> Place:
    """Return the places of a text that is JSON, and note its duplicate keys; the first of each keeps its place."""
    root = Place(0, 0)
    stack: list[Place] = []
    key: str | None = None
    key_offset = 0
    match = _TOKEN.match(source.text)
    while match:
        lexeme, offset = match[1], match.start(1)
        following = _TOKEN.match(source.text, match.end())
        if lexeme in "}]":
            stack.pop()
        elif lexeme == ",":
            key = None
        elif lexeme[0] == '"' and following and following[1] == ":":
            key, key_offset = json.loads(lexeme, strict=False), offset
            if key in stack[-1].children:
                source.note_duplicate(key, offset, stack[-1].children[key].key)
        elif lexeme != ":":
            place = Place(offset if key is None else key_offset, offset)
            if stack:
                stack[-1].children.setdefault(len(stack[-1].children) if key is None else key, place)
            else:
                root = place
            if lexeme in "{[":
                stack.append(place)
                key = None
        match = following
    return root


def _syntax_error(source: Source, error: json.JSONDecodeError) -> Exception:
    """Return the error at the place where a person would look."""
    text, offset = source.text, error.pos
    found = text[offset : offset + 1]
    before = text[:offset].rstrip()
    if not text.strip():
        return source.error(0, "empty", "the file is empty", "`resume init` writes a profile to start from")
    if found in {"}", "]"} and before.endswith(","):
        return source.error(len(before) - 1, "syntax", "a comma before the closing bracket", "delete the comma")
    if found == '"' and error.msg.startswith("Expecting ',' delimiter"):
        return source.error(max(len(before) - 1, 0), "syntax", "a comma is missing after this", "add a comma")
    if found == "'":
        return source.error(offset, "syntax", "JSON has no single quotes", 'write "…"')
    if text.startswith(("//", "/*"), offset) or found == "#":
        return source.error(offset, "syntax", "JSON has no comments", "delete it, or keep the profile as YAML")
    if error.msg.startswith("Invalid control character"):
        return source.error(
            offset,
            "syntax",
            "a line break or control character inside a text",
            "write \\n, or close the quotation mark",
        )
    if error.msg.startswith("Unterminated string"):
        return source.error(offset, "syntax", "this text has no end", 'close it with "')
    if error.msg.startswith("Extra data"):
        return source.error(
            offset, "syntax", "the profile has ended before this", "delete what follows, or a bracket too many"
        )
    if not found:
        return source.error(
            max(len(before) - 1, 0), "syntax", "the file ends before its brackets are closed", "is its end missing?"
        )
    return source.error(offset, "syntax", f"this is no JSON: {error.msg[:1].lower()}{error.msg[1:]}")
