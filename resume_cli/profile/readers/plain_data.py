"""Plain data: what every reader returns, whatever the format of the file.

A mapping is a dict, a list is a list, a text is a str, true and false are bools, an empty value is None, and a
number is a `Number`, which keeps the characters that were typed.
"""

from __future__ import annotations


class Number(str):
    """A number exactly as it was typed: `1.10` stays `1.10`."""

    __slots__ = ()


class Row(dict[str, object]):
    """An entry of a list whose reader has named the keys that nobody knows, once for all entries."""

    __slots__ = ()


_NAMES = {
    None.__class__: "nothing", bool: "true or false", Number: "a number", int: "a number", float: "a number",
    str: "a text", list: "a list",
}  # fmt: skip


def type_name(value: object) -> str:
    """Return what a person calls the type of a plain value: `a text`, `a list`, …."""
    return next((name for kind, name in _NAMES.items() if isinstance(value, kind)), "a mapping")
