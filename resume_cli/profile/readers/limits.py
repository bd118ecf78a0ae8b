"""How much one profile may hold: generous for people, narrow for attacks."""

from __future__ import annotations

from typing import NoReturn

from resume_cli.errors import LimitError

MAX_BYTES = 16 * 1024 * 1024
MAX_NODES = 1_000_000
MAX_DEPTH = 64
MAX_TEXT = 1_000_000


def exceed(file: str, what: str, limit: int, unit: str) -> NoReturn:
    """Raise the LimitError that says what of a file is beyond which number."""
    raise LimitError(f"{file}: {what}: more than {limit:,} {unit}".strip())


def check_size(file: str, size: int) -> None:
    """Raise LimitError when a file of `size` bytes is too large to be a profile."""
    if size > MAX_BYTES:
        exceed(file, "too large", MAX_BYTES, "bytes")


def check_depth(file: str, depth: int) -> None:
    """Raise LimitError when values stand deeper within each other than any résumé needs."""
    if depth > MAX_DEPTH:
        exceed(file, "nested too deeply", MAX_DEPTH, "levels")


def check_nodes(file: str, nodes: int) -> None:
    """Raise LimitError when a file holds, with its aliases written out, too many values."""
    if nodes > MAX_NODES:
        exceed(file, "too many values", MAX_NODES, "")
