"""The exporter contract, and the functions with which exporters read their options (`registry` finds exporters).

An exporter is a value, not a class to derive from: a name, a suffix, a media type and one function
`render(document, context) -> bytes`. It uses only its arguments: no clock, no network, no
printing, and no files except through `context.assets`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Protocol, TypeAlias, TypeVar

from msgspec import Struct, field
from msgspec.structs import replace

from resume_cli.document import Document
from resume_cli.errors import Problem, UsageError

if TYPE_CHECKING:
    from datetime import datetime

    from resume_cli.document import Paper
    from resume_cli.theme.images import Asset
    from resume_cli.theme.loader import Theme

#: The entry point group of exporters; the number changes when the contract does.
ENTRY_POINT_GROUP = "resume_cli.exporters.v1"


class Assets(Protocol):
    """The only source of image bytes, confined to the profile's folder."""

    def read(self, name: str) -> Asset | None:
        """Return the image called `name`, or None if it cannot be used (the reason has been reported)."""
        ...


class NoAssets:
    """An `Assets` without images."""

    def read(self, name: str) -> Asset | None:  # noqa: ARG002 - the protocol's signature
        """Return None for every name."""
        return None


class Report(Struct):
    """The results that a renderer reports in addition to its bytes.

    `pages` is the number of pages, for a format that has them; `missing_characters` are those that no font could draw.
    """

    problems: list[Problem] = field(default_factory=list)
    missing_characters: set[str] = field(default_factory=set)
    pages: int | None = None

    def warn(self, code: str, message: str, hint: str = "") -> None:
        """Add a warning that concerns no particular value of the profile."""
        self.problems.append(Problem(code, message, hint=hint))


class Context(Struct, frozen=True):
    """Everything that a renderer may use in addition to the document.

    `created` is the time to write into metadata; `width` is the terminal's width in columns;
    `hyperlinks` and `colour` state whether the terminal supports them.
    """

    theme: Theme
    created: datetime
    assets: Assets = field(default_factory=NoAssets)
    width: int = 80
    colour: bool = False
    hyperlinks: bool = False
    options: Mapping[str, str] = field(default_factory=dict)
    report: Report = field(default_factory=Report)


Render: TypeAlias = Callable[[Document, Context], bytes]


class Exporter(Struct, frozen=True):
    """A format: its name, the suffix and media type of its files, and the function that renders it.

    `options` maps the key of each `-O key=value` to its help text; any other key is an error. An exporter with the
    option `languages` receives a document with `translations` if that option is given. One that `embeds_fonts` draws
    the text itself with the bundled fonts, so characters that they lack are located in the profile.
    """

    name: str
    suffix: str
    media_type: str
    binary: bool
    render: Render
    options: Mapping[str, str] = field(default_factory=dict)
    embeds_fonts: bool = False


Value = TypeVar("Value")

_PAPERS: dict[str, Paper] = {"a4": "A4", "letter": "Letter"}
_MOST_PAGES = 999


def choice(options: Mapping[str, str], key: str, values: Mapping[str, Value], *, default: Value) -> Value:
    """Return the value for the word given for an option. Raise UsageError if the option does not accept the word."""
    text = options.get(key)
    if text is None:
        return default
    if text.lower() not in values:
        raise UsageError(f"the option {key} takes {' or '.join(values)}, not {text!r}")
    return values[text.lower()]


def pages_wanted(options: Mapping[str, str]) -> int | str | None:
    """Return the number of pages that the option `pages` asks for, `auto` or `free`, or None without it.

    Raises UsageError for any other value.
    """
    if "pages" not in options:
        return None
    text = options["pages"].lower()
    if text in {"auto", "free"}:
        return text
    if not (text.isascii() and text.isdigit() and 0 < int(text) <= _MOST_PAGES):
        raise UsageError(f"the option pages takes auto, free or a number from 1 to {_MOST_PAGES}, not {text!r}")
    return int(text)


def paged(document: Document, options: Mapping[str, str]) -> Document:
    """Return a document with the paper and the number of pages that the options `paper` and `pages` ask for."""
    paper = choice(options, "paper", _PAPERS, default=document.paper)
    return replace(document, paper=paper, pages=pages_wanted(options) or document.pages)
