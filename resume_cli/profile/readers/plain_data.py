"""Plain data, which every reader returns regardless of the format of the file.

A mapping is a dict, a list is a list, a text is a str, true and false are bools, an empty value is None, and a
number is a `Number`, which keeps the characters that were typed.
"""

from __future__ import annotations


class Number(str):
    """A number exactly as it was typed: `1.10` stays `1.10`."""

    __slots__ = ()


class Row(dict[str, object]):
    """An entry of a list whose reader has already reported the unknown keys, once for all entries."""

    __slots__ = ()


_NAMES = {
    None.__class__: "nothing", bool: "true or false", Number: "a number", int: "a number", float: "a number",
    str: "a text", list: "a list",
}  # fmt: skip


def type_name(value: object) -> str:
    """Return the name of a plain value's type for messages, such as `a text` or `a list`."""
    return next((name for kind, name in _NAMES.items() if isinstance(value, kind)), "a mapping")
