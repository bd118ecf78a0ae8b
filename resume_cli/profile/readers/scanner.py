"""A scanner of JSON and TOML that finds the positions of keys and values without reading the values.

The standard library reads both formats but reports no positions. The scanner runs only if a problem needs one, or if
a value in TOML needs its characters.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from resume_cli.profile.readers import limits
from resume_cli.profile.readers.positions import Node

if TYPE_CHECKING:
    from collections.abc import Callable

# Only single characters may repeat possessively: up to Python 3.11.4, such a repetition of a group matches too little.
_TEXT = r"""(?:"(?!"")[^"\\\n]*+(?:\\.[^"\\\n]*+)*"|'(?!'')[^'\n]*+')"""
_LONG_TEXT = r"""(?:\"{3}[^"\\]*+(?:(?:\\.|"(?!""))[^"\\]*+)*\"{3,5}|'{3}[^']*+(?:'(?!'')[^']*+)*'{3,5})"""
_BARE = r"""[^\s,\[\]{}#="']++"""
_PART = re.compile(rf"[A-Za-z0-9_-]++|{_TEXT}")
_DOT = r"[ \t]*+\.[ \t]*+"
_KEY = rf"(?P<key>(?:{_PART.pattern})(?:{_DOT}(?:{_PART.pattern}))*)\s*+"
_GAP = r"[\s,]*+(?:\#[^\n]*+[\s,]*+)*"
#: The patterns of what may come next at the top of TOML, in braces and in a list. A JSON text is scanned as a list.
STATEMENT = re.compile(rf"{_GAP}(?P<header>\[\[?)?[ \t]*+{_KEY}(?(header)\]{{0,2}}|=[ \t]*+)")
_MEMBER = re.compile(rf"{_GAP}(?:(?P<close>\}})|{_KEY}[=:]\s*+)")
ITEM = re.compile(rf"{_GAP}(?P<close>\])?")
VALUE = re.compile(rf"[\[{{]|{_LONG_TEXT}|{_TEXT}|(?P<bare>{_BARE}(?:(?<=\d)[ ](?=\d\d:\d\d){_BARE})?)", re.DOTALL)
_TIME = r"\d\d:\d\d:\d\d(?:\.\d+)?"
_DATE = re.compile(rf"\d{{4}}-\d\d-\d\d(?:[Tt ]{_TIME}(?:[Zz]|[+-]\d\d:\d\d)?)?|{_TIME}", re.ASCII)
#: A key with more parts than a profile may have levels, or a text that looks like one.
LONG_KEY = re.compile(rf"(?<![\w-])(?:(?:{_PART.pattern}){_DOT}){{{limits.MAX_DEPTH}}}")


class Scanner:
    """The keys and values of a text, up to the first syntax error; `decode` returns the name in a quoted key."""

    def __init__(self, file: str, text: str, first: re.Pattern[str], decode: Callable[[str], str]) -> None:
        self.file, self.text, self.decode = file, text, decode
        self.root = Node(0, 0)
        #: The offset at which the scan stopped, and the offset of the last value.
        self.offset = self.value = 0
        #: Replacements that make duplicates and impossible dates valid: start, end, characters, replacement.
        self.repairs: list[tuple[int, int, str, str]] = []
        #: Each duplicate key: name, offset, offset of the first.
        self.duplicates: list[tuple[str, int, int]] = []
        #: The last part of the last key if it existed already, whether allowed or not, in the same form.
        self.existing: tuple[str, int, int] | None = None
        #: The open brackets: the node, the pattern of what may follow, and the start of a duplicate that it closes.
        self._stack: list[tuple[Node, re.Pattern[str], int | None]] = [(self.root, first, None)]
        nodes = 0
        while self._step():
            limits.check(file, nodes := nodes + 1, "values")

    def _step(self) -> bool:
        """Consume a header, a closing bracket, or a value with its key; return whether there was one."""
        before, (parent, pattern, duplicate) = self.offset, self._stack[-1]
        step = pattern.match(self.text, before)
        if step is None:
            return False
        self.offset = step.end()
        if step.groupdict().get("header"):
            self._stack = [(self._enter(self.root, step), STATEMENT, None)]
        elif step.groupdict().get("close"):
            self._stack.pop()
        else:
            node = self._enter(parent, step)
            value = VALUE.match(self.text, self.offset)
            if value is None:
                return False
            self.value, self.offset = value.span()
            duplicate = before if node.key < 0 else None
            if value[0] in {"[", "{"}:
                self._stack.append((node, ITEM if value[0] == "[" else _MEMBER, duplicate))
                return True
            if _DATE.fullmatch(value[0]):
                self.repairs.append((*value.span(), "[0-9]", "1"))
        if duplicate is not None:
            self.repairs.append((duplicate, self.offset, r"[^\r\n]", " "))
        return True

    def _enter(self, node: Node, step: re.Match[str]) -> Node:
        """Return the node of a key or of an item of a list, with negative offsets for a duplicate."""
        found = step.groupdict()
        is_header = bool(found.get("header"))
        value = step.start("header") if is_header else step.end()
        if "key" in found:
            is_new, self.existing = False, None
            for depth, part in enumerate(_PART.finditer(self.text, *step.span("key")), start=1):
                limits.check(self.file, depth, "levels")
                node = node.children.get(len(node.children) - 1, node)
                name, offset = self.decode(part[0]) if part[0][0] == '"' else part[0].strip("'"), part.start()
                is_new = name not in node.children
                self.existing = self.existing if is_new else (name, offset, node.children[name].key)
                node = node.children.setdefault(name, Node(offset, offset))
            if is_new:
                node.value = value
            elif not is_header and self.existing:
                self.duplicates.append(self.existing)
                return Node(-1, -1)
        if found.get("header") == "[[" or "key" not in found:
            node = node.children.setdefault(len(node.children), Node(value, value))
        return node
