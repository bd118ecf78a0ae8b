"""Repairs of JSON written by hand, which are limited to unambiguous mistakes and recorded.

Comments and commas before closing brackets are removed, single quotation marks are replaced with double ones, and
quotation marks are added to keys without them.
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
    """Return repaired JSON, and for each repair its line, the original text, and a message."""
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
