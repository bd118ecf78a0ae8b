"""Repairs of JSON that people write by hand: only what can mean one thing, and each with a note.

Comments are removed, a comma before a closing bracket is removed, a text in single quotation marks gets double ones,
and a key without quotation marks gets them.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_TOKEN = re.compile(
    r"""(?P<text>"(?:[^"\\\n]|\\.)*")|(?P<single>'(?:[^'\\\n]|\\.)*')|(?P<comment>//[^\n]*|/\*.*?\*/|\#[^\n]*)
    |(?P<comma>,(?=(?:\s|//[^\n]*\n|/\*.*?\*/)*[}\]]))|(?P<key>[A-Za-z_$][\w$]*(?=\s*:))|(?P<other>.)""",
    re.VERBOSE | re.DOTALL,
)
_NAMES = {
    "single": "single quotation marks became double ones", "comment": "a comment was removed",
    "comma": "a comma before a closing bracket was removed", "key": "a key got quotation marks",
}  # fmt: skip


def repaired(text: str) -> tuple[str, list[tuple[int, str, str]]]:
    """Return JSON with the slips mended, and for each its line, what was there, and what was done."""
    done: list[tuple[int, str, str]] = []
    parts = list(_parts(text, done))
    return "".join(parts), done


def _parts(text: str, done: list[tuple[int, str, str]]) -> Iterator[str]:
    line = 1
    for match in _TOKEN.finditer(text):
        kind, written = match.lastgroup or "other", match[0]
        if kind in _NAMES:
            done.append((line, written, _NAMES[kind]))
        line += written.count("\n")
        if kind == "single":
            yield json.dumps(re.sub(r"\\(['\"])", r"\1", written[1:-1]), ensure_ascii=False)
        elif kind == "key":
            yield json.dumps(written)
        elif kind not in {"comment", "comma"}:
            yield written
