"""The contract of readers: what each gets, what it returns, and how one is registered.

A reader is a module with a `READER`. Those built in are listed in `readers.BUILT_IN`; a plugin registers its own under
the entry point group `resume_cli.readers.v1`, named as its identifier.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from msgspec import Struct

from resume_cli.interchange.draft import Draft
from resume_cli.interchange.source import Source

#: Returns what a source looks like to a reader, such as `a RenderCV file (2.x)`, or None if it is something else.
Recognise: TypeAlias = Callable[[Source], str | None]
#: Translates a source into a draft. Raises ProfileError or InputError for a source that is damaged, LimitError for one
#: that is too large and RefusedError for one that is not safe to open.
Read: TypeAlias = Callable[[Source, Draft], None]


class Reader(Struct, frozen=True):
    """A format that can be imported; `id` is its name for `--from`, `title` its name in messages."""

    id: str
    title: str
    recognise: Recognise
    read: Read
