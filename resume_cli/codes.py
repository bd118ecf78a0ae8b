"""The code of every problem, with its meaning in one sentence: the sections of `docs/problems.md`."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

_PACKAGE = Path(__file__).parent
# A wheel has the page in the package.
_PAGES = (_PACKAGE / "problems.md", _PACKAGE.parent / "docs" / "problems.md")
_TEXT = next(each for each in _PAGES if each.is_file()).read_text("utf-8")

#: The codes in the order of the page, each with the first sentence of its section.
CODES: Mapping[str, str] = dict(re.findall(r"^### `([a-z-]+)`\n\n(.*?\.)(?: |$)", _TEXT, re.MULTILINE))


def page_of(code: str) -> str:
    """Return the section of a code, as Markdown."""
    return _TEXT.partition(f"### `{code}`\n")[2].partition("\n#")[0].strip()
