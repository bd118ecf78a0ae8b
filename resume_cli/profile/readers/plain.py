"""Plain data: what a reader of YAML, JSON or TOML hands on.

A mapping is a dict, a list is a list, a text is a str, true and false are bools, nothing is None, and a
number is a `Number`, which keeps the characters that were typed.
"""

from __future__ import annotations


class Number(str):
    """A number exactly as it was typed: `1.10` stays `1.10`."""

    __slots__ = ()


def called(value: object) -> str:
    """Return what people call a plain value: `a text`, `a list`, …."""
    match value:
        case None:
            return "nothing"
        case bool():
            return "true or false"
        case Number() | int() | float():
            return "a number"
        case str():
            return "a text"
        case list():
            return "a list"
        case _:
            return "a mapping"
