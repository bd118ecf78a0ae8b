"""Limits on the size of a profile, which are beyond any real profile but prevent attacks."""

from __future__ import annotations

from typing import Literal, NoReturn, TypeAlias

from resume_cli.errors import LimitError

MAX_BYTES = 16 * 1024 * 1024
MAX_NODES = 200_000
MAX_DEPTH = 64
MAX_TEXT = 1_000_000
MAX_CHARACTERS = 4_000_000

Unit: TypeAlias = Literal["bytes", "values", "levels", "characters", "characters in all"]
_LIMITS: dict[Unit, tuple[int, str]] = {
    "bytes": (MAX_BYTES, "too large"),
    "values": (MAX_NODES, "too many values"),
    "levels": (MAX_DEPTH, "nested too deeply"),
    "characters": (MAX_TEXT, "a text is too long"),
    "characters in all": (MAX_CHARACTERS, "too much text, with all aliases and included files written out"),
}


class Budget:
    """The number of characters left for a profile; its files and each text that they repeat use it up."""

    __slots__ = ("left",)

    def __init__(self) -> None:
        self.left = MAX_CHARACTERS

    def spend(self, file: str, characters: int) -> None:
        """Use up characters, before a text is repeated; raises LimitError if not enough are left."""
        self.left -= characters
        if self.left < 0:
            exceed(file, "characters in all")


def check(file: str, amount: int, unit: Unit) -> None:
    """Raise LimitError if a file has too many bytes, values, levels of nesting, or characters in a text."""
    if amount > _LIMITS[unit][0]:
        exceed(file, unit)


def exceed(file: str, unit: Unit) -> NoReturn:
    """Raise LimitError with a message that names the limit that a file exceeds."""
    limit, message = _LIMITS[unit]
    raise LimitError(f"{file}: {message}: more than {limit:,} {unit}")


def check_data(file: str, data: object) -> int:
    """Return the number of characters in plain data; raises LimitError if it exceeds a limit."""
    level: list[object] = [data]
    nodes = depth = characters = 0
    while level:
        nodes += len(level)
        check(file, nodes, "values")
        check(file, depth, "levels")
        deeper: list[object] = []
        for value in level:
            if isinstance(value, dict):
                deeper.extend(value.values())
            elif isinstance(value, list):
                deeper.extend(value)
            elif isinstance(value, str):
                check(file, len(value), "characters")
                characters += len(value)
        depth += 1
        level = deeper
    return characters
