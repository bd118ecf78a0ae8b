"""The contract of readers: their arguments, their results, and their registration.

A reader is a module with a `READER`. The built-in readers are listed in `readers.BUILT_IN`. A plugin registers its
reader in the entry point group `resume_cli.readers.v1`, under its identifier.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from msgspec import Struct

from resume_cli.interchange.draft import Draft
from resume_cli.interchange.source import Source

#: Returns a description of a source that the reader recognises, such as `a RenderCV file (2.x)`, or else None.
Recognise: TypeAlias = Callable[[Source], str | None]
#: Translates a source into a draft. Raises ProfileError or InputError for a damaged source, LimitError for one that is
#: too large, and RefusedError for one that is unsafe to open.
Read: TypeAlias = Callable[[Source, Draft], None]


class Reader(Struct, frozen=True):
    """A format that can be imported; `id` is its name for `--from`, `title` its name in messages."""

    id: str
    title: str
    recognise: Recognise
    read: Read
